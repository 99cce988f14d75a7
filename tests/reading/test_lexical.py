"""The lexical reader: attributions by rule, offsets, and what it leaves unread."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.made import document_of

from rashomon.domain import Attribution, Document, Span
from rashomon.reading import open_reader
from rashomon.reading.lexical import LexicalReader
from rashomon.reading.lexical_lemmas import lemma_of
from rashomon.settings import Settings

READER = LexicalReader(Settings(reader="lexical"))


def told(document: Document, spans: tuple[Span, ...]) -> str:
    return " | ".join(document.text[span.start : span.end] for span in spans)


def attribution(text: str, title: str = "") -> tuple[Document, Attribution]:
    document = document_of(text, title=title)
    found = [each for each in READER.read(document).attributions if each.kind != "relay"]
    assert len(found) == 1, [each.rule for each in found]
    return document, found[0]


@pytest.mark.parametrize(
    ("text", "rule", "source", "content"),
    [
        ("Also on Monday, the army said that two men died.", "verb-before-that", "the army", "two men died"),
        ("The army said on Monday in a statement the raid was over.", "verb-before-bare", "The army", "the raid was over"),
        ("The army said: “It is over.”", "verb-before-words", "The army", "“It is over.”"),
        ("Omar Haddad, who runs the camp, said it was hit.", "verb-before-bare", "Omar Haddad", "it was hit"),
        ("Two men died, officials in Kyiv said late on Tuesday.", "verb-after", "officials in Kyiv", "Two men died"),
        ("The rebels, the army said, fled by boat.", "verb-after", "the army", "The rebels | fled by boat"),
        ("The army accused the rebels of shelling a school.", "verb-accuse-of", "The army", "The army accused the rebels of shelling a school"),
        ("The envoy described the raid as “a crime”.", "verb-as", "The envoy", "“a crime”"),
        ("The army denied firing on the crowd.", "verb-gerund", "The army", "firing on the crowd"),
        ("The group vowed to fight on.", "verb-infinitive", "The group", "to fight on"),
        ("Medics put the toll at 14.", "verb-toll", "Medics", "the toll at 14"),
        ("The UN recorded 14 deaths in May.", "verb-count", "The UN", "14 deaths in May"),
        ("The Guard's claim that the bridge fell was false.", "noun-that", "Guard", "the bridge fell"),
        ("Two men died, according to the monitor.", "according-to-after", "the monitor", "Two men died"),
        ("According to the monitor, two men died.", "according-to-before", "the monitor", "two men died"),
        ("Two men reportedly died in the raid.", "hearsay-adverb", "", "Two men reportedly died in the raid"),
        ("The minister was quoted as saying that it was over.", "quoted-as-saying", "The minister", "it was over"),
    ],
)  # fmt: skip
def test_rules(text: str, rule: str, source: str, content: str) -> None:
    document, found = attribution(text)
    assert (found.rule, told(document, found.source), told(document, found.content)) == (rule, source, content)


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Officials: 12 killed in market blast", "Officials", "12 killed in market blast"),
        ("12 killed in market blast - monitor", "monitor", "12 killed in market blast"),
        ("12 killed in market blast, police say", "police", "12 killed in market blast"),
    ],
)
def test_headlines(title: str, source: str, content: str) -> None:
    document, found = attribution("Nothing more.", title)
    assert (told(document, found.source), told(document, found.content)) == (source, content)


def test_while_ends_ones_words_where_the_next_speaks() -> None:
    document = document_of("The army said six men died, while medics said ten did.")
    found = READER.read(document).attributions
    assert [told(document, each.content) for each in found] == ["six men died", "ten did"]


def test_one_speaker_goes_on() -> None:
    document = document_of(
        "The army said six men died, adding that the road was shut, and warned that more would follow."
    )
    found = READER.read(document).attributions
    assert {told(document, each.source) for each in found} == {"The army"}
    assert told(document, found[0].content) == "six men died"


def test_a_quotation_belongs_to_the_speaker_behind_it_and_goes_on_after() -> None:
    document = document_of("“They came at dawn. They had trucks,” said Omar Haddad. “We ran.”")
    found = READER.read(document).attributions
    assert sorted(told(document, each.content) for each in found) == sorted(
        ["“They came at dawn.", "They had trucks", "“We ran.”"]
    )
    assert {told(document, each.source) for each in found} == {"Omar Haddad"}


def test_comments_are_not_read() -> None:
    reading = READER.read(document_of("It rained.", comments="The army said six men died."))
    assert len(reading.sentences) == 1
    assert reading.attributions == ()


@given(st.text(alphabet="ab “”\"'’,.:;—-12\n said that THE", max_size=120))
@settings(max_examples=150, deadline=None)
def test_spans_are_inside_the_text_whatever_it_is(text: str) -> None:
    document = document_of(text.strip() or "x", title="said")
    for each in READER.read(document).attributions:
        for span in (*each.source, *each.cue, *each.content):
            assert 0 <= span.start < span.end <= len(document.text)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("shelled", "shell"),
        ("stopped", "stop"),
        ("seized", "seize"),
        ("fled", "flee"),
        ("casualties", "casualty"),
        ("children", "child"),
    ],
)
def test_lemmas(word: str, lemma: str) -> None:
    assert lemma_of(word) == lemma


def test_the_lexical_reader_is_opened_by_name() -> None:
    assert open_reader(Settings(reader="lexical")).name == "lexical/1"
