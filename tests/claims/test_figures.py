"""Figures: what each construction gives, what gives none, and what holds for every text."""

import pytest
from evaluation.figure_set import page_of
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.claims.figures import RULES, find_figures
from rashomon.domain import Block, BlockKind, FlowOrStock, Measure, Modifier, Reading, Span, Tokens
from rashomon.reading import open_reader
from rashomon.settings import Settings

LEXICAL = open_reader(Settings(reader="lexical"))
READERS = {reader.name: reader for reader in (LEXICAL, open_reader(Settings()))}


@pytest.fixture(params=sorted(READERS))
def read(request):
    def figures(text, **kwargs):
        page = page_of(text)
        return find_figures(page, READERS[request.param].read(page), **kwargs)

    return figures


def one(figures):
    assert len(figures) == 1, figures
    return figures[0]


def short(figures):
    return [(f.measure.value, f.group, f.low, f.high) for f in figures]


def test_bounds_measure_group_and_words(read):
    figure = one(read("Residents said that over 20 soldiers were killed."))
    assert (figure.measure, figure.low, figure.high, figure.modifier) == (Measure.KILLED, 21, None, Modifier.MORE_THAN)
    assert (figure.group, figure.group_evidence.text) == ("soldiers", "soldiers")
    assert figure.evidence.text == "over 20 soldiers"
    assert figure.rule == "subject"


def test_killed_or_wounded_is_one_figure_with_its_words(read):
    figure = one(read("The group said 66 government fighters were killed or injured."))
    assert (figure.measure, figure.low, figure.word) == (Measure.KILLED_OR_WOUNDED, 66, "killed or injured")


def test_neutralised_is_never_killed(read):
    figure = one(read("Up to 30 militants were neutralized."))
    assert (figure.measure, figure.low, figure.high, figure.word) == (Measure.NEUTRALISED, None, 30, "neutralized")


def test_martyred_is_killed_and_keeps_its_word(read):
    figure = one(read("Five fighters of the resistance were martyred."))
    assert (figure.measure, figure.word) == (Measure.KILLED, "martyred")


def test_vague_keeps_its_word_and_no_number(read):
    figure = one(read("Dozens of civilians were killed."))
    assert (figure.low, figure.high, figure.modifier, figure.word) == (None, None, Modifier.VAGUE, "dozens")


def test_unknown_is_not_zero(read):
    unknown = one(read("Casualties were reported."))
    none = one(read("No casualties were reported."))
    silent = one(read("There were no immediate reports of casualties."))
    assert (unknown.low, unknown.high, unknown.modifier) == (None, None, Modifier.UNKNOWN)
    assert (none.low, none.high, none.modifier) == (0, 0, Modifier.EXACT)
    assert (silent.low, silent.modifier) == (None, Modifier.UNKNOWN)


def test_a_part_names_its_whole(read):
    whole, part = read("At least 20 people, including three children, were killed.")
    assert (part.group, part.low, part.high) == ("children", 3, 3)
    assert part.subset_of == whole.id
    assert part.measure is whole.measure is Measure.KILLED


def test_an_earlier_toll_is_marked(read):
    new, old = read("Officials raised the death toll to 14 from 11.")
    assert (new.low, new.rule, old.low, old.rule) == (14, "toll", 11, "earlier-toll")
    old, new = read("The toll rose from 31 to 36 overnight.")
    assert (old.low, old.rule, new.low, new.rule) == (31, "earlier-toll", 36, "toll")


def test_running_totals_are_stock(read):
    assert one(read("The army currently has up to 60 posts in the region.")).flow_or_stock is FlowOrStock.STOCK
    assert one(read("Since March at least 400 civilians have been killed.")).flow_or_stock is FlowOrStock.STOCK
    assert one(read("Last week the army established three posts.")).flow_or_stock is FlowOrStock.FLOW
    died, total = read("Three soldiers died on Sunday, bringing the total to 212.")
    assert (died.flow_or_stock, total.flow_or_stock) == (FlowOrStock.FLOW, FlowOrStock.STOCK)


def test_who_did_it_is_kept_as_said(read):
    assert one(read("Nine civilians were killed by Turkish shelling.")).by == "Turkish shelling"


def test_an_elliptic_count_says_that_its_group_is_carried(read):
    killed, wounded = read("Rebels killed 12 soldiers and injured 30.")
    assert (wounded.group, wounded.rule) == ("soldiers", "object+carried")
    assert wounded.group_evidence == killed.group_evidence


def test_two_names_are_two(read):
    figure = one(read("Ahmad Saleh and Omar Haddad were killed in the shelling."))
    assert (figure.low, figure.high, figure.rule) == (2, 2, "named")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A soldier was killed.", [("killed", "soldier", 1, 1)]),
        ("12 killed, 30 wounded in blast", [("killed", None, 12, 12), ("wounded", None, 30, 30)]),
        ("The blast left 14 people dead.", [("killed", "people", 14, 14)]),
        ("The attack claimed the lives of seven soldiers.", [("killed", "soldiers", 7, 7)]),
        ("Fighters destroyed two tanks.", [("vehicles", "tanks", 2, 2)]),
        ("The group carried out 29 attacks.", [("attacks", None, 29, 29)]),
        ("The army established a new observation post.", [("sites", "observation post", 1, 1)]),
        ("Around 2,000 protesters marched.", [("people_present", "protesters", 2000, 2000)]),
        ("Ten hostages were freed.", [("other", "hostages", 10, 10)]),
        ("Two dozen soldiers were taken prisoner.", [("captured", "soldiers", 24, 24)]),
        ("At least 34 people are dead or missing.", [("other", "people", 34, None)]),
    ],
)
def test_constructions(read, text, expected):
    assert short(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 19-year-old joined the 2nd Division on the M4.",
        "They drove a 4x4 for 20 kilometres.",
        "The council adopted Resolution 2254 in December 2015.",
        "The rebels used T-72 tanks and AK-47 rifles against a Su-24.",
        "No one has been charged.",
        "The army must avoid civilian casualties.",
        "The soldiers were not hurt.",
        "Three witnesses said so.",
    ],
)
def test_no_figures(read, text):
    assert read(text) == ()


def test_comments_and_widgets_are_never_read():
    text = "Two soldiers were killed.\n\nFifty soldiers were killed."
    page = page_of(text)
    split = text.index("\n\n")
    blocks = (
        Block(kind=BlockKind.BODY, span=Span(0, split)),
        Block(kind=BlockKind.COMMENT, span=Span(split + 2, len(text))),
    )
    whole = page_of(text)
    page = type(page)(**{name: getattr(page, name) for name in page.__slots__} | {"blocks": blocks})
    # A reading of everything, as a careless reader would give it: figures must still leave the comment alone.
    reading = LEXICAL.read(whole)
    assert [f.low for f in find_figures(page, reading)] == [2]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("subject", "Five rebels were killed."),
        ("beside", "Five rebels dead"),
        ("object", "The blast killed five rebels."),
        ("of-noun", "The deaths of five rebels shocked them."),
        ("harm-noun", "There were five deaths."),
        ("loss", "The army suffered heavy losses."),
        ("bare", "Civilians were killed."),
        ("named", "Ahmad Saleh was killed."),
        ("toll", "The death toll rose to 14."),
        ("kind", "They carried out 29 attacks."),
    ],
)
def test_a_rule_can_be_switched_off(rule, text):
    page = page_of(text)
    reading = LEXICAL.read(page)
    assert find_figures(page, reading)
    assert all(figure.measure is Measure.PEOPLE_PRESENT for figure in find_figures(page, reading, frozenset([rule])))
    assert rule in RULES


def tree(text, heads):
    """A reading of one sentence with hand-made syntax: (word, part of speech, head's index or -1, relation)."""
    starts, ends, at = [], [], 0
    for word, *_ in heads:
        at = text.index(word, at)
        starts.append(at)
        ends.append(at + len(word))
        at += len(word)
    tokens = Tokens(
        start=tuple(starts),
        end=tuple(ends),
        sentence=(0,) * len(starts),
        lemma=tuple(word.lower() for word, *_ in heads),
        upos=tuple(upos for _, upos, _, _ in heads),
        head=tuple(head for _, _, head, _ in heads),
        deprel=tuple(deprel for _, _, _, deprel in heads),
    )
    return Reading(document_id=page_of(text).id, sentences=(Span(0, len(text)),), tokens=tokens)


def test_the_tree_reaches_further_than_words():
    text = "Five soldiers, the colonel told us when he opened the meeting, were killed."
    page = page_of(text)
    reading = tree(
        text,
        [
            ("Five", "NUM", 1, "nummod"),
            ("soldiers", "NOUN", 14, "nsubj:pass"),
            (",", "PUNCT", 5, "punct"),
            ("the", "DET", 4, "det"),
            ("colonel", "NOUN", 5, "nsubj"),
            ("told", "VERB", 14, "parataxis"),
            ("us", "PRON", 5, "obj"),
            ("when", "ADV", 9, "advmod"),
            ("he", "PRON", 9, "nsubj"),
            ("opened", "VERB", 5, "advcl"),
            ("the", "DET", 11, "det"),
            ("meeting", "NOUN", 9, "obj"),
            (",", "PUNCT", 5, "punct"),
            ("were", "AUX", 14, "aux:pass"),
            ("killed", "VERB", -1, "root"),
            (".", "PUNCT", 14, "punct"),
        ],
    )
    assert short(find_figures(page, LEXICAL.read(page))) == [("people_present", "soldiers", 5, 5)]
    found = one(find_figures(page, reading))
    assert (found.measure, found.group, found.rule) == (Measure.KILLED, "soldiers", "tree")


PIECES = [
    "12", "over 20", "dozens of", "soldiers", "civilians", "a soldier", "were killed", "killed", "wounded", "and", ",", "including",
    "three children", "the death toll", "rose to", "from 11", "no", "casualties", "were reported", "(", ")", "of them", "up to",
    "Ahmad Saleh", "29 attacks", "five tanks", "on April 9", "by", "rebels", "others", "injuring", ".", "\n\n", "heavy losses", "none",
    "bringing the total to", "who", "died", "at least", "dead", "’", "“", "-", "one", "a", "the", "not", "nor", "missing",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=18))
def test_whatever_the_text_evidence_holds_and_order_is_kept(pieces):
    text = " ".join(pieces) or "."
    page = page_of(text)
    figures = find_figures(page, LEXICAL.read(page))
    ids = {figure.id for figure in figures}
    assert len(ids) == len(figures)
    assert [f.evidence.span for f in figures] == sorted(f.evidence.span for f in figures)
    for figure in figures:
        assert figure.evidence.holds_in(text)
        if figure.group_evidence is not None:
            assert figure.group_evidence.holds_in(text)
            assert figure.group == " ".join(figure.group_evidence.text.split())
        assert figure.subset_of is None or figure.subset_of in ids
        assert figure.rule.split("+")[0] in RULES
        if figure.modifier in (Modifier.VAGUE, Modifier.UNKNOWN):
            assert figure.low is None
            assert figure.high is None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    page = page_of(text or ".")
    for figure in find_figures(page, LEXICAL.read(page)):
        assert figure.evidence.holds_in(page.text)


CASELESS = [
    "Over 20 soldiers were killed.",
    "The attack killed 12 people and injured 30.",
    "Four civilians, including a child, were killed by the bomb.",
    "No casualties were reported.",
    "The toll rose from 31 to 36.",
    "Up to 30 militants were neutralised.",
    "Half a dozen policemen were kidnapped.",
]


@pytest.mark.parametrize("text", CASELESS)
def test_capitals_read_as_well(text):
    def plain(words):
        page = page_of(words)
        found = find_figures(page, LEXICAL.read(page))
        return [(f.measure, (f.group or "").lower(), f.low, f.high, f.modifier) for f in found]

    assert plain(text) == plain(text.upper())
