"""A sentence as the figure rules see it: words, numbers, and the words of harm in it with their voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from rashomon.domain.claim import Measure
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.domain.span import Evidence, Span
from rashomon.knowledge.harm import Form, HarmLexicon, VerbForm, load_harm
from rashomon.knowledge.numerals import Numeral, find_numerals

_JOINTS: Final = frozenset(["or", "and", ",", "/", "and/or", "&"])
_SENTENCED: Final = frozenset(["sentenced", "sentence", "sentences", "sentencing", "condemned", "condemn"])
_QUOTES: Final = frozenset("'‘’\"“”`«»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words of harm, or several joined by "or" or "and": tokens of the line, half open.

    `start` is where its auxiliaries begin. `voice` is "passive", "active" (an object may follow), "free" (past or
    participle, to be settled by what stands beside it) or "state" ("dead", "missing").
    """

    first: int
    end: int
    start: int
    voice: str
    measures: frozenset[Measure]
    befalls: bool
    animate: bool
    things: bool
    kept: bool
    lemma: str = ""

    @property
    def measure(self) -> Measure | None:
        """The one measure that the words mean together, None where they harm things alone."""
        return combined(self.measures)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. Token indexes are those of the line; `first` is the line's first token in the reading."""

    document: Document
    reading: Reading
    first: int
    words: tuple[str, ...]
    numerals: tuple[Numeral, ...]
    hits: tuple[Hit, ...]
    lexicon: HarmLexicon

    def span(self, first: int, end: int) -> Span:
        """Return the code points of tokens `first` to `end` (half open)."""
        tokens = self.reading.tokens
        return Span(tokens.start[self.first + first], tokens.end[self.first + end - 1])

    def evidence(self, first: int, end: int) -> Evidence:
        """Return the words of tokens `first` to `end` (half open)."""
        span = self.span(first, end)
        return self.document.quote(span.start, span.end)

    def raw(self, at: int) -> str:
        """Return a token as the page has it."""
        tokens = self.reading.tokens
        return self.document.text[tokens.start[self.first + at] : tokens.end[self.first + at]]

    def has(self, key: str, at: int) -> bool:
        """Tell whether the token at this place is in a list of `cues.toml` ("table.key")."""
        return 0 <= at < len(self.words) and self.words[at] in self.lexicon.cues.lists[key]

    def adverb(self, at: int) -> bool:
        """Tell whether the token is an adverb that may stand inside a verb group."""
        if not 0 <= at < len(self.words):
            return False
        word = self.words[at]
        return word in self.lexicon.cues.lists["grammar.adverbs"] or (len(word) > 4 and word.endswith("ly"))

    def phrase_at(self, key: str, at: int) -> int | None:
        """Return where a phrase of `cues.toml` that starts at this token ends, or None."""
        found = self.lexicon.cues.phrases[key].starting(self.words, at) if at < len(self.words) else None
        return found[0] if found else None

    def phrase_before(self, key: str, end: int) -> int | None:
        """Return where a phrase of `cues.toml` that ends before this token starts, or None."""
        found = self.lexicon.cues.phrases[key].ending(self.words, end)
        return found[0] if found else None


def combined(measures: frozenset[Measure]) -> Measure | None:
    """Return what several words of harm mean together.

    "killed or injured" is killed_or_wounded; with captives among them the word does not say which befell whom, so it
    is neutralised; other mixtures are "other", and the words are kept.
    """
    if len(measures) <= 1:
        return next(iter(measures), None)
    casualties = {Measure.KILLED, Measure.WOUNDED, Measure.KILLED_OR_WOUNDED}
    if measures <= casualties:
        return Measure.KILLED_OR_WOUNDED
    if measures <= casualties | {Measure.CAPTURED, Measure.NEUTRALISED}:
        return Measure.NEUTRALISED
    return Measure.OTHER


def open_line(document: Document, reading: Reading, sentence: int) -> Line:
    """Return a sentence with its numbers and words of harm."""
    tokens = reading.tokens
    indexes = reading.tokens_of(sentence)
    starts, ends, text = tokens.start, tokens.end, document.text
    raw = [text[starts[i] : ends[i]] for i in indexes]
    capitals = not any(word.islower() for word in raw)
    # "IS" is the group, unless everything is in capitals.
    words = tuple("i.s." if word == "IS" and not capitals else word.lower() for word in raw)
    glued = [i > indexes.start and ends[i - 1] == starts[i] for i in indexes]
    lexicon = load_harm()
    line = Line(document, reading, indexes.start, words, (), (), lexicon)
    numerals = tuple(n for n in find_numerals(words, glued) if n.refused is None)
    return Line(document, reading, indexes.start, words, numerals, _hits(line), lexicon)


def _hits(line: Line) -> tuple[Hit, ...]:
    """Return the line's words of harm, those joined by "or" and "and" as one."""
    single: list[Hit] = []
    at = 0
    while at < len(line.words):
        hit = _hit_at(line, at)
        if hit is not None and not _is_modifier(line, hit):
            single.append(hit)
            at = hit.end
        else:
            at += 1
    joined: list[Hit] = []
    for hit in single:
        if joined and _joins(line, joined[-1], hit):
            joined[-1] = _merged(joined[-1], hit)
        else:
            joined.append(hit)
    return tuple(joined)


def _hit_at(line: Line, at: int) -> Hit | None:
    words, lexicon = line.words, line.lexicon
    if words[at] not in _openings():
        return None
    state = lexicon.predicates.starting(words, at)
    verb = lexicon.verbs.starting(words, at) or _suffering(line, at)
    if verb is None and (state is None or (words[at] == "to" and _SENTENCED & set(words))):
        return None
    if verb is None:
        assert state is not None
        return Hit(
            first=at, end=state[0], start=_auxiliary(line, at)[0], voice="state", measures=frozenset([state[1]]),
            befalls=False, animate=True, things=False, kept=False, lemma=words[at],
        )  # fmt: skip
    end, forms = verb
    if words[end - 1] == "out" and words[end : end + 1] == ("of",):
        return None
    main = next((form for form in forms if form.measure is not None), forms[0])
    if _negated(line, at):
        return None
    start, voice = _voice(line, at, main)
    return Hit(
        first=at, end=end, start=start, voice=voice, measures=frozenset([main.measure] if main.measure else []),
        befalls=main.befalls, animate=main.animate, things=any(form.things for form in forms), kept=main.kept,
        lemma=main.lemma,
    )  # fmt: skip


@cache
def _openings() -> frozenset[str]:
    """Return the words with which words of harm begin: most tokens are none of them."""
    lexicon = load_harm()
    return frozenset([*lexicon.predicates.by_first, *lexicon.verbs.by_first, *lexicon.cues.lists["links.suffering"]])


def _negated(line: Line, at: int) -> bool:
    """Tell whether "not" or "almost" stands in the verb group ("was not hurt", "not harming"), but not "not only"."""
    if line.words[at - 1 : at] in {("almost",), ("nearly",)} and line.has("grammar.auxiliaries", at - 2):
        return True
    seen = at - 1
    while seen >= 0 and (line.has("grammar.auxiliaries", seen) or line.adverb(seen)):
        if line.words[seen] in {"not", "n't", "n’t", "never"} and line.words[seen + 1] != "only":
            return not any(
                line.has("zero.alone", before) or line.words[before] in {"no", "none"} for before in range(seen)
            )
        seen -= 1
    return False


def _auxiliary(line: Line, at: int) -> tuple[int, str]:
    """Return where the auxiliaries before a verb begin, and whether they make it passive, perfect or neither."""
    start, kind, seen = at, "", at - 1
    while seen >= 0:
        if line.has("grammar.auxiliaries", seen):
            kind, start = "passive", seen
        elif line.has("grammar.perfect", seen):
            kind, start = kind or "perfect", seen
        elif line.has("grammar.modals", seen):
            kind, start = kind or "modal", seen
        elif line.has("grammar.hedges", seen) and kind != "" and start == seen + 1:
            start = seen
        elif not _inside_group(line, seen):
            break
        seen -= 1
    return start, kind


def _shared_auxiliary(line: Line, at: int) -> tuple[int, str]:
    """Read "were dragged out and shot": the auxiliary of the first participle serves the second."""
    if at < 3 or line.words[at - 1] not in {"and", "or", "then"}:
        return at, ""
    for before in range(at - 2, max(at - 6, -1), -1):
        word = line.words[before]
        if line.has("grammar.auxiliaries", before) and before < at - 2:
            return before, "passive"
        if not (
            word.endswith(("ed", "en"))
            or line.has("phrase.particles", before)
            or line.adverb(before)
            or word in {"shot", "held", "then", "and"}
        ):
            break
    return at, ""


def _suffering(line: Line, at: int) -> tuple[int, tuple[VerbForm, ...]] | None:
    """Read "suffered mostly minor injuries" as "suffered injuries"."""
    if not line.has("links.suffering", at):
        return None
    for end in range(at + 1, min(at + 5, len(line.words))):
        word = line.words[end]
        if word in {"injuries", "wounds", "burns"}:
            found = line.lexicon.verbs.starting((line.words[at], "injuries"), 0)
            return (end + 1, found[1]) if found else None
        if not word.isalpha() or line.has("grammar.determiners", end) or line.has("grammar.prepositions", end):
            return None
    return None


def _inside_group(line: Line, at: int) -> bool:
    """Tell whether a token may stand between an auxiliary and its verb: adverbs, quotes, "reported", "listed as"."""
    if line.words[at] == "as":
        return line.has("grammar.hedges", at - 1)
    return line.adverb(at) or line.words[at] in _QUOTES or (line.has("grammar.hedges", at) and _aux_near(line, at))


def _aux_near(line: Line, at: int) -> bool:
    """Tell whether a hedge is itself passive ("were | reported | killed")."""
    before = at - 1
    while before >= 0 and line.adverb(before):
        before -= 1
    return line.has("grammar.auxiliaries", before)


def _voice(line: Line, at: int, verb: VerbForm) -> tuple[int, str]:
    start, kind = _auxiliary(line, at)
    if verb.befalls:
        return start, "befalls"
    if Form.PARTICIPLE in verb.forms and kind == "":
        start, kind = _shared_auxiliary(line, at)
    if Form.PARTICIPLE in verb.forms and kind == "passive":
        return start, "passive"
    if verb.forms & Form.ING:
        return start, "passive" if kind == "passive" and line.words[at - 1] == "being" else "active"
    if kind in {"perfect", "modal"} or not verb.forms & (Form.PAST | Form.PARTICIPLE):
        return start, "active"
    return start, "free"


def _is_modifier(line: Line, hit: Hit) -> bool:
    """Tell whether the word only describes the noun after it ("wounded soldiers", "destroyed tanks")."""
    if hit.voice not in {"free", "state"} or hit.end >= len(line.words):
        return False
    noun = line.lexicon.nouns.starting(line.words, hit.end)
    if noun is None or hit.end - hit.first > 1:
        return False
    numbers = {numeral.end for numeral in line.numerals}
    before = hit.first - 1
    counted = (
        hit.first in numbers or line.has("grammar.determiners", before) or line.has("grammar.prepositions", before)
    )
    return counted and line.words[before] not in {"that", "who", "which", "also", "and", "or"}


def _joins(line: Line, left: Hit, right: Hit) -> bool:
    """Tell whether two words of harm belong together ("killed or were injured", "dead and wounded")."""
    gap = line.words[left.end : right.first]
    if not gap or len(gap) > 3 or left.befalls != right.befalls:
        return False
    rest = [word for word in gap if word not in _JOINTS and word not in _QUOTES]
    helpers = line.lexicon.cues.lists["grammar.auxiliaries"] | line.lexicon.cues.lists["grammar.perfect"]
    joined = any(word in _JOINTS for word in gap) and all(word in helpers or word == "either" for word in rest)
    return (
        joined
        and bool(left.measures) == bool(right.measures)
        and (left.voice in {"state", "free", "passive"} or right.voice == left.voice)
    )


def _merged(left: Hit, right: Hit) -> Hit:
    return Hit(
        first=left.first, end=right.end, start=left.start, voice=left.voice, measures=left.measures | right.measures,
        befalls=left.befalls, animate=left.animate or right.animate, things=left.things or right.things,
        kept=len(left.measures | right.measures) > 1 or left.kept, lemma=left.lemma,
    )  # fmt: skip
