"""Attributions by reporting verbs: before, after and around their words, and the constructions of accusing and denying."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rashomon.domain.claim import Stance
from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import VerbCue, Voices
from rashomon.knowledge.voices.words import AUXILIARIES, CLOSING, DETERMINERS, OPENING, PREPOSITIONS, Words
from rashomon.reading.lexical_contents import After, content_span, look_after
from rashomon.reading.lexical_speakers import speaker_after, speaker_before

_NUMBERS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands several many".split()
)
_FILE_RULES: Final = "verb"
_BE: Final = frozenset({"is", "are", "was", "were", "been", "be", "being", "'s", "’s", "got"})
_HAVE: Final = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d"})


def find_verbs(words: Words, voices: Voices) -> Iterator[Attribution]:
    """Yield the attributions that a sentence's reporting verbs make."""
    shared: Span | None = None
    for index in range(words.count):
        pair = f"{words.low(index)} {words.low(index + 1)}"
        cues = voices.verbs.get(pair) or voices.verbs.get(words.low(index)) or ()
        if not cues or words.upos(index) in ("NOUN", "PROPN", "ADJ", "ADP") or words.is_glued(index):
            continue
        for cue in sorted(cues, key=lambda each: "responsibility" not in each.takes):
            found = _attribution(words, index, cue, voices, shared)
            if found is not None:
                yield found
                shared = found.source[0] if found.source and found.kind == "speech" else shared
                relay = _relay(words, index, cue, found, voices)
                if relay is not None:
                    yield relay
                break


def _relay(words: Words, verb: int, cue: VerbCue, found: Attribution, voices: Voices) -> Attribution | None:
    """The outlet that was told, or that carried the statement: it stands between the publisher and the speaker."""
    relay = look_after(words, verb, cue, voices).relay
    if found.rule == "quoted-as-saying":
        relay = _agent(words, verb)
    if relay is None or not found.source:
        return None
    source = words.span_of(*relay)
    if any(source.overlaps(piece) for piece in found.content) or source.overlaps(found.source[0]):
        return None
    whole = found.source[0].cover(found.cue[0])
    for piece in found.content:
        whole = whole.cover(piece)
    return Attribution(source=(source,), cue=found.cue, content=(whole,), kind="relay", rule="relay")


def _attribution(
    words: Words, verb: int, cue: VerbCue, voices: Voices, shared: Span | None = None
) -> Attribution | None:
    if "source" in cue.takes:
        return _quoted_as_saying(words, verb, voices)
    if cue.form in ("past", "participle") and _is_passive(words, verb):
        return _passive(words, verb, cue, voices)
    if cue.ambiguous and not words.upos(verb) and not _can_be_verb(words, verb):
        return None
    if cue.form == "ing" and (
        words.low(verb - 1) in voices.nouns or (verb > 2 and words.low(verb - 1) in {",", "and"})
    ):
        return None
    speaker = speaker_before(words, verb, voices)
    if speaker is None and shared is not None:
        speaker = _shared_subject(words, verb, shared)
    if speaker is not None and not _can_speak(words, speaker, voices):
        return None
    if not words.upos(verb) and speaker and _holds_verb(words, speaker, voices, strict=not cue.ambiguous):
        return None
    after = look_after(words, verb, cue, voices)
    builds = (
        (_special, _before, _around)
        if cue.takes & {"object", "responsibility"} and after.mode == "bare"
        else (_before, _special, _around)
    )
    for build in builds:
        found = build(words, verb, cue, (speaker, after), voices)
        if found is not None:
            return found
    return None


def _shared_subject(words: Words, verb: int, shared: Span) -> tuple[int, int] | None:
    """The speaker of the reporting verb before, for a verb that stands right after "and" or "but"."""
    index = verb - 1
    while index > 0 and (words.is_adverb(index) or words.low(index) in AUXILIARIES):
        index -= 1
    if words.low(index) not in ("and", "but", "then"):
        return None
    inside = [i for i in range(words.count) if words.start(i) >= shared.start and words.end(i) <= shared.end]
    return (inside[0], inside[-1]) if inside else None


def _quoted_as_saying(words: Words, verb: int, voices: Voices) -> Attribution | None:
    """X was quoted (by Y) as saying that ...: X speaks."""
    if words.low(verb) not in ("quoted", "cited") or not _is_passive(words, verb):
        return None
    at = _find(words, verb, "as", 10)
    if at is None or words.low(at + 1) not in ("saying", "telling", "stating", "claiming"):
        return None
    speaker = speaker_before(words, verb, voices)
    start = at + 2 + (words.low(at + 2) == "that")
    return (
        _made(words, (verb, verb), speaker, (content_span(words, start, words.count),), "quoted-as-saying")
        if speaker
        else None
    )


def _can_be_verb(words: Words, verb: int) -> bool:
    """Whether a form that may be a noun stands where a verb can: after a speaker, before words of its own."""
    before, after = words.low(verb - 1), words.low(verb + 1)
    if words.is_capital(verb) and not words.is_upper:
        return False
    if verb == 0 or before in DETERMINERS | PREPOSITIONS | {"'s", "’s", "’", "'", ",", "and", "or"}:
        return False
    if before.endswith(("ed", "ial", "ive", "ous", "ary", "ic")) and not words.is_capital(verb - 1):
        return False
    starts = after in DETERMINERS | OPENING | {
        "that",
        "it",
        "he",
        "she",
        "they",
        "to",
        "there",
        "over",
        "up",
        "more",
        "at",
        "responsibility",
    }
    return starts or words.is_capital(verb + 1) or after[:1].isdigit()


def _is_passive(words: Words, verb: int) -> bool:
    index = verb - 1
    while index >= 0 and words.is_adverb(index):
        index -= 1
    return words.low(index) in _BE


def _can_speak(words: Words, speaker: tuple[int, int], voices: Voices) -> bool:
    if words.low(speaker[0]) in ("no", "nobody", "neither"):
        return False
    if speaker[0] == speaker[1] and words.low(speaker[0]) in ("we", "i") and words.quoted[speaker[0]]:
        return False
    return not (speaker[0] == speaker[1] and voices.pronouns.get(words.low(speaker[0])) == "never")


def _holds_verb(words: Words, speaker: tuple[int, int], voices: Voices, *, strict: bool) -> bool:
    """Whether a supposed speaker holds a verb of its own, so that the form after it is a noun."""
    inside = range(speaker[0], speaker[1] + 1)
    first = voices.verb(words.low(speaker[0]))
    if first is not None and first.form in ("past", "s") and not words.is_capital(speaker[0]):
        return True
    if strict:
        return (
            any(words.low(i) in AUXILIARIES - {"'s", "’s"} for i in inside)
            and "who" not in [words.low(i) for i in inside]
            and "which" not in [words.low(i) for i in inside]
        )
    said = any((cue := voices.verb(words.low(i))) and not cue.ambiguous and cue.form in ("past", "s") for i in inside)
    return said or any(words.low(i) in AUXILIARIES - {"'s", "’s"} for i in inside)


def _made(
    words: Words, cue: tuple[int, int], speaker: tuple[int, int] | None, content: tuple[Span | None, ...], rule: str
) -> Attribution | None:
    pieces = tuple(each for each in content if each is not None)
    if not pieces:
        return None
    source = (words.span_of(*speaker),) if speaker else ()
    return Attribution(
        source=source,
        cue=(words.span_of(*cue),),
        content=pieces,
        kind="passive" if rule.startswith("passive") and not speaker else "speech",
        rule=rule,
    )


def _cue(words: Words, verb: int, cue: VerbCue) -> tuple[int, int]:
    """The verb with its particle and the auxiliaries and negations before it."""
    first = verb
    while first > 0 and (
        words.low(first - 1) in AUXILIARIES or words.low(first - 1) in ("not", "n't", "n’t", "never", "also", "to")
    ):
        first -= 1
    return first, verb + len(cue.lemma.split()) - 1


def _before(
    words: Words, verb: int, cue: VerbCue, found: tuple[tuple[int, int] | None, After], voices: Voices
) -> Attribution | None:
    """X said that ..., X said: "...", X said the attack ..."""
    speaker, after = found
    if speaker is None or not cue.takes & {"clause", "quote"}:
        return None
    if after.mode == "bare" and not (not cue.weak and "clause" in cue.takes and _has_clause(words, after.start)):
        return None
    if cue.form == "ing" and after.mode == "bare":
        return None
    medial = speaker[0] > 1 and words.low(speaker[0] - 1) == "," and words.low(after.start - 1) == ","
    if after.mode == "quote" and medial:
        return None
    if after.mode == "colon" and cue.weak and words.low(after.start) not in OPENING:
        return None
    if after.mode not in ("that", "quote", "bare", "colon"):
        return None
    if cue.weak and after.mode == "quote" and "quote" not in cue.takes:
        return None
    _ = voices
    end = _quote_end(words, after.start) if after.mode == "quote" else words.count
    rule = f"{_FILE_RULES}-before-{'words' if after.mode == 'colon' else after.mode}"
    return _made(words, _cue(words, verb, cue), speaker, (content_span(words, after.start, end),), rule)


def _has_clause(words: Words, start: int) -> bool:
    """Whether a clause of its own can begin here: enough words, and no preposition that only opens an adjunct."""
    if words.count - start < 3:
        return False
    return words.low(start) not in PREPOSITIONS - {
        "at",
        "over",
        "about",
        "up",
        "between",
        "in",
        "on",
        "around",
        "under",
    }


def _quote_end(words: Words, start: int) -> int:
    """The token after a quotation that begins at `start`; the sentence's end where it goes on outside the marks."""
    for index in range(start + 1, words.count):
        if words.low(index) in CLOSING:
            rest = [words.low(i) for i in range(index + 1, words.count)]
            if not rest or rest[0] in {".", ",", ";", "—", "–"}:
                nested = len(rest) > 1 and rest[0] == "," and not any(mark in rest for mark in OPENING)
                return (
                    index + 1
                    if not nested or rest[1] in ("adding", "while", "and", "but", "according", "referring")
                    else index + 1
                )
            return words.count
    return words.count


def _special(
    words: Words, verb: int, cue: VerbCue, found: tuple[tuple[int, int] | None, After], voices: Voices
) -> Attribution | None:
    """The constructions with an object: accuse of, blame for, describe as, deny doing, vow to, claim responsibility, put the toll at."""
    speaker, after = found
    if speaker is None:
        return None
    index = verb + len(cue.lemma.split())
    marked = _cue(words, verb, cue)
    if "responsibility" in cue.takes and _is_responsibility(words, index, cue):
        return _made(
            words, marked, speaker, (content_span(words, speaker[0], _addition(words, index)),), "verb-responsibility"
        )
    for preposition in ("of", "for", "with", "on"):
        if preposition in cue.takes and cue.lemma != "suspect":
            at = _find(words, index, preposition, 14)
            if at is not None and at > index:
                return _made(
                    words,
                    marked,
                    speaker,
                    (content_span(words, speaker[0], words.count),),
                    f"verb-{cue.lemma}-{preposition}",
                )
    if "as" in cue.takes:
        at = _find(words, index, "as", 14)
        if (
            at is not None
            and at > index
            and not any(
                words.is_verb(i) and words.upos(i) == "VERB" and words.deprel(i) in ("root", "conj")
                for i in range(index, at)
            )
        ):
            return _made(words, marked, speaker, (content_span(words, at + 1, words.count),), "verb-as")
    if "object-quote" in cue.takes:
        at = next((i for i in range(index, min(index + 10, words.count)) if words.low(i) in OPENING), None)
        if at is not None and at > index:
            return _made(words, marked, speaker, (content_span(words, at, _quote_end(words, at)),), "verb-object-quote")
    if after.mode == "infinitive" and "infinitive" in cue.takes:
        return _made(
            words,
            marked,
            speaker,
            (content_span(words, after.start, _clause_end(words, after.start)),),
            "verb-infinitive",
        )
    if after.mode == "gerund" and "gerund" in cue.takes:
        return _made(words, marked, speaker, (content_span(words, after.start, words.count),), "verb-gerund")
    if "object-infinitive" in cue.takes and after.mode == "bare" and _find(words, index, "to", 14) is not None:
        return _made(words, marked, speaker, (content_span(words, after.start, words.count),), "verb-object-infinitive")
    if "count" in cue.takes:
        return _counted(words, index, marked, speaker)
    if "toll" in cue.takes and any(
        words.low(i) in ("toll", "number", "death", "casualties", "losses", "tally", "figure", "count")
        for i in range(index, index + 4)
    ):
        return _made(words, marked, speaker, (content_span(words, index, words.count),), "verb-toll")
    if "object" in cue.takes and after.mode in ("bare",):
        return _object(words, (index, marked), cue, speaker, voices)
    return None


def _is_responsibility(words: Words, index: int, cue: VerbCue) -> bool:
    """ "Claimed responsibility for", "took the blame for", "claimed the attack"."""
    near = [words.low(i) for i in range(index, index + 4)]
    if "responsibility" in near:
        return True
    deed = any(
        word.rstrip("s")
        in ("attack", "bombing", "strike", "killing", "ambush", "shooting", "assault", "raid", "explosion", "blast")
        for word in near
    )
    return cue.lemma == "claim" and deed and not any(words.is_verb(i) for i in range(index, words.count))


def _addition(words: Words, index: int) -> int:
    """Where a clause ends before a participle that goes on with it (", calling them ...") or before another clause."""
    for at in range(index, words.count - 1):
        if words.low(at) in ("but", "and") and words.is_verb(at + 1):
            return at
        if words.low(at) == "," and (
            words.low(at + 1).endswith("ing")
            or words.low(at + 1) in ("and", "but", "while", "which", "who", "after", "in", "where")
        ):
            return at
    return words.count


def _opens_clause(words: Words, index: int) -> bool:
    """Whether a bare clause and no noun phrase begins here: a verb stands before the phrase could end."""
    for at in range(index + 1, min(index + 9, words.count)):
        if words.low(at) in PREPOSITIONS | {",", "that", "as", "who", "which", "and", "but"}:
            return False
        if words.is_verb(at) and not words.low(at).endswith("ing"):
            return True
    return False


def _counted(words: Words, index: int, marked: tuple[int, int], speaker: tuple[int, int]) -> Attribution | None:
    """A number as object: "recorded 45 civilian deaths", "confirmed at least five dead"."""
    near = [words.low(i) for i in range(index, min(index + 4, words.count))]
    numbered = any(word[:1].isdigit() or word in _NUMBERS for word in near)
    if not numbered or near[0] in PREPOSITIONS - {"at", "over", "about", "up", "around", "between"}:
        return None
    return _made(words, marked, speaker, (content_span(words, index, words.count),), "verb-count")


def _object(
    words: Words, at: tuple[int, tuple[int, int]], cue: VerbCue, speaker: tuple[int, int], voices: Voices
) -> Attribution | None:
    """A noun as object: "denied the report", "confirmed the deaths", "retracted its claim"."""
    index, marked = at
    if "clause" in cue.takes and _opens_clause(words, index):
        return None
    if cue.needs == "statement" and not any(
        words.low(i) in voices.nouns for i in range(index, min(index + 6, words.count))
    ):
        return None
    end = _addition(words, index)
    return _made(words, marked, speaker, (content_span(words, speaker[0], end),), "verb-object")


def _find(words: Words, index: int, word: str, reach: int) -> int | None:
    for at in range(index, min(index + reach, words.count)):
        if words.low(at) == word:
            return at
        if words.low(at) in {",", ";", "."} and words.low(at - 1) not in ("and",):
            return None
    return None


def _around(
    words: Words, verb: int, cue: VerbCue, found: tuple[tuple[int, int] | None, After], voices: Voices
) -> Attribution | None:
    """Words first: "...", X said; ..., said X; and words on both sides."""
    _, after = found
    if "after" not in cue.takes or cue.form in ("ing", "participle", "base"):
        return None
    if (
        verb > 1
        and words.low(verb - 1) in {",", "—", "–"} | CLOSING
        and after.mode == "bare"
        and after.start <= verb + 2
    ):
        speaker = speaker_after(words, verb)
        if speaker is None:
            return None
        left = content_span(words, 0, verb)
        marked, rule, end = (verb, verb), "verb-after-inverted", speaker[1] + 1
    else:
        speaker = _speaker_in_tail(words, verb, voices)
        if speaker is None or after.mode not in ("end", "comma", "quote"):
            return None
        left = content_span(words, 0, speaker[0])
        marked, rule, end = _cue(words, verb, cue), "verb-after", after.start
    if left is None or (
        cue.weak
        and not _closes_quote(words, speaker[0] if rule == "verb-after" else verb)
        and cue.group != "beliefs"
        and cue.lemma not in ("continue",)
    ):
        return None
    right = _rest(words, end)
    if (
        rule == "verb-after"
        and words.low(speaker[0] - 2) in ("which", "that", "who", "whom", "where", "when")
        and right
    ):
        left = None
    return _made(words, marked, speaker, (left, right), rule)


def _speaker_in_tail(words: Words, verb: int, voices: Voices) -> tuple[int, int] | None:
    """The speaker between a comma or a closing quotation mark and the verb."""
    speaker = speaker_before(words, verb, voices)
    if speaker is None or speaker[0] == 0:
        return None
    edge = words.low(speaker[0] - 1)
    return speaker if edge in {",", "—", "–", "--", "-", "…", "?", "!", "that"} | CLOSING else None


def _closes_quote(words: Words, index: int) -> bool:
    return any(words.low(i) in CLOSING for i in range(max(0, index - 2), index))


def _rest(words: Words, index: int) -> Span | None:
    """The second half of words that their speaker interrupts, if what follows is theirs."""
    while index < words.count and words.low(index) in {",", "—", "–", "--"}:
        index += 1
    if index >= words.count - 1 or words.low(index) in {".", "!", "?"}:
        return None
    if words.low(index) in OPENING:
        return content_span(words, index, words.count)
    quoted = any(words.low(i) in OPENING | CLOSING for i in range(index))
    word = words.low(index)
    if (
        quoted
        or word.endswith("ing")
        or word
        in (
            "while",
            "and",
            "but",
            "as",
            "who",
            "which",
            "after",
            "in",
            "on",
            "citing",
            "with",
            "when",
            "according",
            "a",
            "the",
            "at",
        )
    ):
        return None
    return content_span(words, index, words.count)


def _passive(words: Words, verb: int, cue: VerbCue, voices: Voices) -> Attribution | None:
    """It was reported that ..., X were reported killed, X is believed to have ..., X was accused of ..."""
    word = words.low(verb)
    if cue.stance is Stance.DENIES and words.low(verb + 1) == "by":
        who = _agent(words, verb)
        begin = max((i + 1 for i in range(verb) if words.low(i) == ";"), default=0)
        return (
            _made(words, (verb, verb), who, (content_span(words, begin, verb + 1),), "passive-denied") if who else None
        )
    kind = voices.passives.get(word)
    if kind is None or kind in ("predicted", "planned"):
        return None
    after = words.low(verb + 1)
    first = verb - 1
    while first > 0 and (words.is_adverb(first) or words.low(first) in _BE or words.low(first) in _HAVE):
        first -= 1
    first += 1
    agent = _agent(words, verb)
    source = agent
    if kind == "accuses":
        if after in ("of", "for") or (after == "by" and agent):
            content = content_span(words, _clause_start(words, first), words.count)
            return _made(words, (verb, verb), source, (content,), "passive-accused")
        return None
    if after == "that":
        content = content_span(words, verb + 2, words.count)
        source = source or _place_of_words(words, first, voices)
        return _made(words, (first, verb), source, (content,), "passive-that")
    if after in (
        "to",
        "as",
        "by",
        "killed",
        "dead",
        "wounded",
        "injured",
        "missing",
        "captured",
        "destroyed",
        "detained",
        "arrested",
        "shot",
        "in",
        "from",
        "near",
    ):
        content = content_span(words, _clause_start(words, first), _clause_end(words, verb))
        return _made(words, (first, verb), source, (content,), "passive-participle")
    return None


def _place_of_words(words: Words, first: int, voices: Voices) -> tuple[int, int] | None:
    """ "On a Russian channel it was written that": where the words stood speaks for who wrote them."""
    if words.low(0) not in ("on", "in") or words.low(first - 1) != "it" or first < 3:
        return None
    last = first - 2 - (words.low(first - 2) == ",")
    return (1, last) if words.low(last) in voices.speakers or words.low(last) in voices.nouns else None


def _agent(words: Words, verb: int) -> tuple[int, int] | None:
    """The speaker in "was reported by X", if it stands within a few words."""
    if words.low(verb + 1) != "by":
        return None
    from rashomon.reading.lexical_speakers import phrase_from

    found = phrase_from(words, verb + 2)
    if found is None:
        return None
    last = next(
        (
            i - 1
            for i in range(found[0], found[1] + 1)
            if words.low(i) in ("of", "to", "for") and words.low(i + 1).endswith("ing")
        ),
        found[1],
    )
    return found[0], last


def _clause_end(words: Words, index: int) -> int:
    """The token at which a clause ends: before ", and", ", but", ", while" or ";" with a verb behind."""
    for at in range(index + 1, words.count - 2):
        joined = words.low(at) == "," and words.low(at + 1) in ("and", "but", "while", "whereas", "although", "though")
        if (joined or words.low(at) == ";") and any(words.is_verb(i) for i in range(at + 2, words.count)):
            return at
    return words.count


def _clause_start(words: Words, index: int) -> int:
    """The first token of the clause whose verb stands here."""
    start = index
    while start > 0 and words.low(start - 1) not in {",", ";", ":", "—", "–", "and", "but", "while", "that", "as"}:
        start -= 1
    return start
