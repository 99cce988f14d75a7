"""What a voice does with its words, and how the page puts them: stance, status, negation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rashomon.claims.chains import Voiced
from rashomon.claims.judgements import judgement_in, referring_subject
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Stance, Status, Step, VoiceKind
from rashomon.domain.span import Span
from rashomon.knowledge.voices import NounCue, VerbCue
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import Words

_FILE: Final = "knowledge/voices/phrases.toml"
_VERBS: Final = "knowledge/voices/verbs.toml"
#: The graver status wins where two marks meet.
_GRAVITY: Final = (
    Status.STATED,
    Status.ATTRIBUTED,
    Status.DISTANCED,
    Status.UNCONFIRMED,
    Status.PLANNED,
    Status.PREDICTED,
    Status.HYPOTHETICAL,
    Status.DISPUTED,
)
_WORD_FOR: Final = {"predicted": (Stance.PREDICTS, Status.PREDICTED), "planned": (Stance.PLANS, Status.PLANNED)}
#: "A statement that two had died was later withdrawn": whoever issued it takes it back.
_TAKEN_BACK: Final = re.compile(
    r"\s(?:was|were|has been|have been|had been)\s+(?:later\s+|since\s+|subsequently\s+|quickly\s+)?"
    r"(?P<verb>retracted|withdrawn|rescinded|recanted|taken back|walked back|revoked)\b"
)
#: Words between "who" and the verb of its clause, where the reading has no syntax.
_NEAR_WHO: Final = 4
_BE: Final = word_set("stances.be")
_FUTURE: Final = word_set("stances.future")
_ANNOUNCING: Final = word_set("stances.announcing")
_OWN_WILL: Final = frozenset({"will", "shall", "'ll", "’ll", "going to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How a claim is put. `cue` are the words that set the status where they are not the cue of speech."""

    stance: Stance
    status: Status
    negated: bool = False
    cue: Span | None = None
    steps: tuple[Step, ...] = ()


def judge_voiced(page: ReadPage, voiced: Voiced, content: Span) -> Judged:
    """Return how attributed words are put: by the verb or noun, then by what the words themselves say."""
    if voiced.retracts:
        return Judged(stance=Stance.RETRACTS, status=Status.STATED)
    taken_back = _TAKEN_BACK.search(page.text(content)) if isinstance(voiced.cue, NounCue) else None
    if taken_back is not None:
        spot = Span(content.start + taken_back.start("verb"), content.start + taken_back.end("verb"))
        step = page.step("taken-back", "claims/stances.py", f"{page.text(spot)!r}: the words no longer hold", spot)
        return Judged(stance=Stance.RETRACTS, status=Status.ATTRIBUTED, cue=spot, steps=(step,))
    judged = _by_cue(page, voiced)
    judged = _discredited(page, voiced, content, judged)
    judged = _hedged(page, content, judged)
    if judged.stance in (Stance.ASSERTS, Stance.ACCUSES, Stance.ADMITS):
        judged = _modal(page, content, judged, voiced=voiced)
    if judged.stance in (Stance.ASSERTS, Stance.ADMITS):
        judged = _negated(page, content, judged)
    return judged


def judge_own(page: ReadPage, content: Span) -> Judged:
    """Return how the outlet's own words are put."""
    judged = Judged(stance=Stance.ASSERTS, status=Status.STATED)
    judged = _hedged(page, content, judged)
    judged = _modal(page, content, judged, voiced=None)
    return _negated(page, content, judged)


def _by_cue(page: ReadPage, voiced: Voiced) -> Judged:
    kind, rule, cue, noun = voiced.attribution.kind, voiced.attribution.rule, voiced.cue, voiced.noun
    spot = voiced.attribution.cue[0]
    words = page.text(spot)
    if kind in ("source", "citation", "headline") and not isinstance(cue, VerbCue):
        status = page.voices.sources.get(words.lower(), Status.ATTRIBUTED)
        judged = Judged(stance=Stance.ASSERTS, status=status)
    elif rule in ("passive-that", "passive-participle", "passive-accused", "hearsay-adverb") or (kind == "passive"):
        judged = _passive(page, words, rule)
    elif cue is None:
        judged = Judged(stance=Stance.ASSERTS, status=Status.ATTRIBUTED)
    else:
        judged = _by_lexicon(words, rule, cue)
    if noun is not None and noun.stance is not Stance.ASSERTS and judged.stance is Stance.ASSERTS:
        note = f"{noun.lemma!r} makes the voice one that {noun.stance.value}"
        judged = replace(
            judged, stance=noun.stance, steps=(*judged.steps, page.step("noun-of-speech", noun.file, note))
        )
    if noun is not None and _graver(noun.status, judged.status):
        judged = replace(judged, status=noun.status)
    if cue is not None:
        group = cue.group if isinstance(cue, VerbCue) else f"noun {cue.lemma!r}"
        note = f"{words!r} is {group}: {judged.stance.value}, {judged.status.value}"
        judged = replace(judged, steps=(*judged.steps, page.step("cue-lexicon", cue.file, note, spot)))
    return judged


def _by_lexicon(words: str, rule: str, cue: VerbCue | NounCue) -> Judged:
    stance, status = cue.stance, cue.status
    negated = bool(re.search(r"\b(?:not|never|cannot)\b|n[’']t\b", words.lower()))
    if isinstance(cue, VerbCue):
        if rule == "verb-object" and cue.object_stance is not None:
            stance = cue.object_stance
        if rule == "verb-responsibility":
            stance, status = Stance.ADMITS, Status.ATTRIBUTED
        if rule == "verb-infinitive" and cue.group == "distanced speech":
            stance = Stance.ASSERTS
        if negated and cue.group == "confirmation":
            return Judged(stance=Stance.DOUBTS, status=status)
        if negated and stance is Stance.DENIES:
            return Judged(stance=Stance.ASSERTS, status=status)
        if cue.group == "accusation" and rule.startswith("verb-suspect"):
            status = Status.UNCONFIRMED
    return Judged(stance=stance, status=status)


def _passive(page: ReadPage, words: str, rule: str) -> Judged:
    low = words.lower().split()[-1]
    if rule == "passive-accused":
        status = Status.UNCONFIRMED if low == "suspected" else Status.ATTRIBUTED
        return Judged(stance=Stance.ACCUSES, status=status)
    kind = page.voices.passives.get(low, "attributed")
    status = {"distanced": Status.DISTANCED, "unconfirmed": Status.UNCONFIRMED}.get(kind, Status.ATTRIBUTED)
    return Judged(stance=Stance.ASSERTS, status=status)


def _graver(one: Status, other: Status) -> bool:
    return _GRAVITY.index(one) > _GRAVITY.index(other)


def _discredited(page: ReadPage, voiced: Voiced, content: Span, judged: Judged) -> Judged:
    """Words that call a report, a claim or a document false deny what it says: "said the report is misleading"."""
    if not page.is_on("discredits") or judged.stance is not Stance.ASSERTS:
        return judged
    if not _judges(voiced) and referring_subject(page, content) is None:
        return judged
    found = judgement_in(page, content)
    if found is None:
        return judged
    stance, spot = found
    note = f"{page.text(spot)!r} is said of an earlier claim: the voice {stance.value} it"
    step = page.step("discredits", _FILE, note, spot)
    return replace(judged, stance=stance, cue=spot, steps=(*judged.steps, step))


def _judges(voiced: Voiced) -> bool:
    """Whether the verb judges what it names: "described the report as", "calling them"."""
    if voiced.attribution.rule == "verb-addition" and isinstance(voiced.cue, VerbCue):
        return bool(voiced.cue.takes & {"as", "object-quote"})
    return voiced.attribution.rule in ("verb-as", "verb-object-quote")


def _hedged(page: ReadPage, content: Span, judged: Judged) -> Judged:
    """Marks of doubt inside the words.

    "allegedly", "may have"; not inside quotation marks, where another voice hedges.
    """
    if not page.is_on("hedge"):
        return judged
    words = page.text(content).lower()
    for found in page.hedging.finditer(words):
        status = page.voices.hedges[found.group()]
        if not _graver(status, judged.status) or _inside_quotes(words, found.start()):
            continue
        spot = Span(content.start + found.start(), content.start + found.end())
        note = f"{page.text(spot)!r} makes it {status.value}"
        judged = replace(judged, status=status, cue=spot, steps=(*judged.steps, page.step("hedge", _FILE, note, spot)))
    return judged


def _inside_quotes(words: str, at: int) -> bool:
    return words.count("“", 0, at) > words.count("”", 0, at) or words.count('"', 0, at) % 2 == 1


def _modal(page: ReadPage, content: Span, judged: Judged, *, voiced: Voiced | None) -> Judged:
    """What has not happened: the first verb of the words is in the future, planned, or under an "if"."""
    if not page.is_on("modality"):
        return judged
    found = modality_of(page, content)
    if found is None:
        return judged
    kind, spot = found
    words = page.text(spot).lower()
    if kind == "hypothetical" and words == "would":
        kind = "predicted" if voiced is not None else "hypothetical"
    if kind == "hypothetical":
        status, stance = Status.HYPOTHETICAL, judged.stance
    else:
        stance, status = _WORD_FOR[kind]
        if kind == "predicted" and _is_plan(page, content, voiced, words):
            stance, status = Stance.PLANS, Status.PLANNED
        if judged.stance is Stance.ACCUSES:
            stance = Stance.ACCUSES
    note = f"{page.text(spot)!r} says that it has not happened: {status.value}"
    return replace(
        judged, stance=stance, status=status, cue=spot, steps=(*judged.steps, page.step("modality", _FILE, note, spot))
    )


def _is_plan(page: ReadPage, content: Span, voiced: Voiced | None, modal: str) -> bool:
    """Whether what is to come is the speaker's own doing: of itself, announced by it, or "we will" of the outlet."""
    if voiced is None:
        return modal in _OWN_WILL and page.text(content).lower().lstrip("\"“‘'").startswith("we ")
    cue = voiced.cue
    announced = isinstance(cue, VerbCue) and cue.lemma in _ANNOUNCING and modal in ("would", "will", "shall")
    return announced or _of_itself(page, content, voiced)


def _of_itself(page: ReadPage, content: Span, voiced: Voiced) -> bool:
    """Whether the voice speaks of what it will do itself: the subject is a pronoun, or the voice by name."""
    first = page.text(content).lower().lstrip("\"“‘'").split()[:1]
    if first and first[0] in ("it", "they", "he", "she", "we", "i", "its", "their", "our"):
        return voiced.chain[-1].kind is not VoiceKind.UNNAMED or first[0] in ("we", "they", "it")
    return False


def modality_of(page: ReadPage, content: Span) -> tuple[str, Span] | None:
    """Return what keeps these words from being a fact, and which words say so: predicted, planned or hypothetical."""
    sentence = page.reading.sentence_at(content.start)
    if sentence is None:
        return None
    words = page.words(sentence)
    inside = [i for i in range(words.count) if content.start <= words.start(i) and words.end(i) <= content.end]
    if inside and words.low(inside[0]) in ("if", "unless"):
        return "hypothetical", words.span_of(inside[0], inside[0])
    if inside and words.low(inside[0]) == "to" and voiceless_infinitive(words, inside[0]):
        return "planned", words.span_of(inside[0], inside[0])
    for index in inside:
        for size in (3, 2, 1):
            if index + size - 1 > inside[-1]:
                continue
            phrase = " ".join(words.low(i) for i in range(index, index + size))
            kind = page.voices.modality.get(phrase)
            if kind is None or phrase in ("if", "unless", "whether") or _is_past_modal(words, index, size):
                continue
            return kind, words.span_of(index, index + size - 1)
        if _is_main_verb(words, index):
            return _after_auxiliary(page, words, index, inside[-1])
    return None


def _after_auxiliary(page: ReadPage, words: Words, index: int, last: int) -> tuple[str, Span] | None:
    """Such as "Is expected to", "are also likely to": a modal phrase right behind a form of "be" or "have"."""
    if words.low(index) not in _BE:
        return None
    at = index + 1
    while at <= last and words.is_adverb(at):
        at += 1
    for size in (3, 2, 1):
        if at + size - 1 > last:
            continue
        kind = page.voices.modality.get(" ".join(words.low(i) for i in range(at, at + size)))
        if kind in ("predicted", "planned"):
            return kind, words.span_of(index, at + size - 1)
    return None


def voiceless_infinitive(words: Words, index: int) -> bool:
    """Whether words open with "to" and a verb that is no perfect ("to have killed")."""
    return words.low(index + 1) not in ("have", "the", "a", "an")


def _is_past_modal(words: Words, index: int, size: int) -> bool:
    """Such as "May have", "could not": no future."""
    after = words.low(index + size)
    word = words.low(index)
    if word in ("may", "might", "could") and (after == "have" or (after in ("not", "n't", "n’t") and word == "could")):
        return True
    if word == "may" and (words.is_capital(index) or after[:1].isdigit()):
        return True
    return word == "would" and after == "have"


def _is_main_verb(words: Words, index: int) -> bool:
    """Whether the main verb of a clause stands here, after which no modal word counts."""
    if words.upos(index):
        return words.upos(index) in ("VERB", "AUX") and words.deprel(index).split(":")[0] not in (
            "acl",
            "amod",
            "advcl",
        )
    word = words.low(index)
    return words.is_verb(index) and word not in ("being", "been") and word not in _FUTURE


def _in_relative(words: Words, index: int, inside: Sequence[int]) -> bool:
    """Whether a verb stands in a relative clause of words that open before it ("people who could not flee died")."""
    if not words.has_syntax:
        near = [i for i in inside[1:] if index - _NEAR_WHO <= i < index]
        return any(words.low(i) in ("who", "which") for i in near)
    at, steps = index, 0
    while at in inside and steps < len(inside):
        if words.deprel(at) == "acl:relcl":
            return words.head(at) in inside and words.head(at) < index
        if words.deprel(at) in ("root", "ccomp", "parataxis"):
            return False
        at, steps = words.head(at), steps + 1
    return False


def _negated(page: ReadPage, content: Span, judged: Judged) -> Judged:
    """A negation of the first verb of the words. A number of none is a figure, not a negation."""
    if not page.is_on("negation"):
        return judged
    sentence = page.reading.sentence_at(content.start)
    if sentence is None:
        return judged
    words = page.words(sentence)
    inside = [i for i in range(words.count) if content.start <= words.start(i) and words.end(i) <= content.end]
    verbs = [i for i in inside if _is_main_verb(words, i) or words.low(i) in _FUTURE]
    verb = next((i for i in verbs if not _in_relative(words, i, inside)), None)
    if verb is None:
        return judged
    near = [i for i in inside if verb <= i <= verb + 2]
    for index in near:
        if words.low(index) in ("not", "n't", "n’t", "never"):
            note = f"{words.word(index)!r} negates the verb"
            return replace(
                judged,
                negated=True,
                steps=(*judged.steps, page.step("negation", _FILE, note, words.span_of(index, index))),
            )
    return judged
