"""Where the speaker of a reporting verb stands: the noun phrase before it, after it, or further up the sentence."""

from __future__ import annotations

import re
from typing import Final

from rashomon.knowledge.voices import Voices
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import (
    AUXILIARIES,
    CLOSING,
    DETERMINERS,
    OPENING,
    PREPOSITIONS,
    SUBORDINATORS,
    Words,
)

_CALENDAR: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december"
)
_DAY: Final = re.compile(
    rf"{_CALENDAR.pattern}|today|yesterday|tonight|morning|afternoon|evening|night|week|month|year|"
    r"\d{1,4}(?:st|nd|rd|th)?|late|early|earlier|last|this"
)
_LEADING: Final = word_set("speakers.leading")
_NOMINAL: Final = ("DET", "ADJ", "NOUN", "PROPN", "NUM")
_STOPS: Final = frozenset({";", ":", "(", ")", "[", "]"})


def speaker_before(words: Words, verb: int, voices: Voices) -> tuple[int, int] | None:
    """Return the first and last token of the speaker who stands before a verb, or None.

    With syntax the verb's subject is taken, else the noun phrase is found from the words alone.
    """
    if words.has_syntax:
        found = _subject(words, verb)
        if found is not None:
            return _trim(words, *found, voices)
    near = _noun_phrase_before(words, verb, voices)
    if near is not None and any(words.upos(i) == "AUX" for i in range(near[0], near[1] + 1)):
        return None
    return near


def _subject(words: Words, verb: int) -> tuple[int, int] | None:
    """The nominal subject by dependencies; a conjoined verb takes its first verb's, a participle its main verb's."""
    seen: set[int] = set()
    node = verb
    while node >= 0 and node not in seen:
        seen.add(node)
        subjects = [c for c in words.children(node) if words.deprel(c).startswith("nsubj") and c < verb]
        if subjects:
            return _nominal(words, subjects[-1], verb)
        relation, head = words.deprel(node).split(":")[0], words.head(node)
        if relation == "acl" and head >= 0 and head < node:
            return _nominal(words, head, verb)
        if relation not in ("conj", "advcl", "xcomp", "parataxis", "ccomp") or (relation == "ccomp" and node != verb):
            return None
        if relation == "parataxis" and node == verb and not words.low(verb).endswith("ing"):
            return None
        node = head
    return None


def _nominal(words: Words, noun: int, verb: int) -> tuple[int, int] | None:
    """The whole noun phrase of a subject, up to its verb; a relative pronoun gives the noun it stands for."""
    if words.low(noun) in ("who", "which", "that") and words.deprel(words.head(noun)).startswith("acl"):
        beside = _beside(words, noun)
        if beside is not None:
            return beside
        antecedent = words.head(words.head(noun))
        if antecedent < 0:
            return None
        noun, verb = antecedent, noun
    tree = [i for i in words.subtree(noun) if i < verb]
    if noun not in tree:
        return None
    first = last = noun
    while first - 1 in tree:
        first -= 1
    while first > 0 and words.upos(first - 1) in _NOMINAL:
        first -= 1
    while last + 1 in tree:
        last += 1
    return first, last


def _beside(words: Words, relative: int) -> tuple[int, int] | None:
    """The noun phrase right before ", who": parsers often hang the relative clause on another."""
    last = relative - 1 - (words.low(relative - 1) == ",")
    first = last
    while first >= 0 and words.upos(first) in _NOMINAL:
        first -= 1
    return (first + 1, last) if first < last else None


def _noun_phrase_before(words: Words, verb: int, voices: Voices) -> tuple[int, int] | None:
    """The noun phrase before a verb by its words.

    Appositions between commas are taken in, leading adjuncts left out.
    """
    last = _skip_back(words, verb - 1)
    if last < 0 or words.low(last) in OPENING | CLOSING:
        return None
    if words.low(last) in ("who", "which", "that"):
        return _noun_phrase_before(words, last, voices) if last > 0 else None
    edges = [last + 1]
    index = last
    while index >= 0 and not _is_edge(words, index, last) and not _says(words, index, voices):
        if words.low(index) == ",":
            edges.append(index)
        index -= 1
    first = _segment_start(words, index + 1, edges, voices)
    if first > last:
        return None
    return _trim(words, first, last - (1 if words.low(last) == "," else 0), voices)


def _skip_back(words: Words, index: int) -> int:
    """Step back over auxiliaries, adverbs and a day ("on Monday") between the speaker and the verb."""
    while index >= 0:
        word = words.low(index)
        if (
            word in AUXILIARIES
            or (words.is_adverb(index) and word != "all")
            or (_DAY.fullmatch(word) and _is_day_phrase(words, index))
            or (word in ("on", "in", "at") and _DAY.fullmatch(words.low(index + 1)))
        ):
            index -= 1
        else:
            break
    return index


def _is_day_phrase(words: Words, index: int) -> bool:
    """Whether a time word belongs to a phrase like "on Monday" or "late on Friday" and not to a name."""
    while index >= 0 and _DAY.fullmatch(words.low(index)):
        index -= 1
    return words.low(index) in ("on", "in", "at", "late", "early", "earlier", "last", "this")


def _is_edge(words: Words, index: int, last: int) -> bool:
    """Whether a clause ends at this token, seen from the speaker's last word."""
    word = words.low(index)
    if words.is_glued(index) or (words.low(index) == "-" and not words.is_dash(index)):
        return False
    if word in _STOPS or words.is_dash(index) or (word in OPENING | CLOSING and not _is_scare(words, index, last)):
        return True
    if word in ("and", "or"):
        return any(words.is_verb(i) for i in range(_comma_before(words, index), index))
    if word == "as" and words.low(index - 1) in ("known", "described", "identified"):
        return False
    if word in ("as", "after", "before", "since", "until", "that"):
        return any(words.is_verb(i) for i in range(index)) or word in ("that", "as")
    return word in SUBORDINATORS


def _says(words: Words, index: int, voices: Voices) -> bool:
    """Whether another speaker's verb stands here ("the army said the mayor told")."""
    cue = voices.verb(words.low(index))
    if cue is None or cue.ambiguous or cue.weak or cue.form not in ("past", "s") or words.is_glued(index):
        return False
    return words.low(index - 1) not in ("who", "which") and index > 0


def _is_scare(words: Words, index: int, last: int) -> bool:
    """Whether a quotation mark belongs to a short quoted word inside the speaker's name."""
    near = [i for i in range(max(0, index - 6), min(last, index + 6) + 1) if i != index]
    marks = [i for i in near if words.low(i) in OPENING | CLOSING]
    return bool(marks) and words.low(min(marks[0], index) - 1) != ","


def _comma_before(words: Words, index: int) -> int:
    while index > 0 and words.low(index - 1) not in {",", ";", ":"}:
        index -= 1
    return index


def _segment_start(words: Words, start: int, edges: list[int], voices: Voices) -> int:
    """Choose where the speaker begins among the commas before the verb.

    `edges` are the end and then each comma, from right to left. A comma right before the verb closes an apposition,
    which then began one comma further left.
    """
    commas = edges[1:]
    if not commas:
        return start
    end = edges[0] - 1
    if commas[0] != end:
        middle = commas[0] + 1
        return middle if not _is_list(words, start, middle) else start
    if len(commas) == 1:
        return start
    left = commas[2] + 1 if len(commas) > 2 else start
    if words.low(commas[1] + 1) in ("in", "on", "at") and len(commas) > 2:
        return commas[2] + 1
    _ = voices
    return left


def _is_list(words: Words, start: int, middle: int) -> bool:
    """Whether the commas only list speakers ("Russia, Iran and Turkey said")."""
    before = range(start, middle - 1)
    return (
        "and" in [words.low(i) for i in range(middle, words.count)][:6]
        and len(before) > 0
        and all(words.is_capital(i) or words.low(i) in DETERMINERS | {","} for i in before)
        and words.low(start) not in PREPOSITIONS
        and words.low(start) not in _LEADING
    )


_NOBODY: Final = PREPOSITIONS | DETERMINERS - {"this", "some", "many", "several", "both", "all", "another", "others"}
"""Words that alone are no speaker."""


def _past_time(words: Words, first: int, last: int) -> int:
    """Return the first word behind a day or month before a speaker: "May 2024 the monitor", "Monday police"."""
    if first > last or not _CALENDAR.fullmatch(words.low(first)):
        return first
    at = first
    while at < last and (_DAY.fullmatch(words.low(at)) or words.low(at) == ","):
        at += 1
    return at if words.text[words.start(at)].islower() else first


def _trim(words: Words, first: int, last: int, voices: Voices) -> tuple[int, int] | None:
    """Take connectives, time words, commas and loose quotation marks off both ends; None where nothing is left."""
    while first <= last and (words.low(first) in _LEADING | {","} | CLOSING or words.is_dash(first)):
        first += 1
    first = _past_time(words, first, last)
    last = _before_aside(words, first, last)
    if (
        words.low(last) in ("we", "he", "she", "they", "it")
        and last > first
        and words.low(last - 1) not in ("and", "or")
    ):
        first = last
    while first <= last and words.low(last) in {",", "who", "which"} | OPENING:
        last -= 1
    if (
        first <= last
        and words.low(first) in ("on", "in", "at", "by", "since", "during")
        and words.is_adverb(first) is False
    ):
        step = first + 1
        while (
            step <= last
            and (_DAY.fullmatch(words.low(step)) or words.low(step) in DETERMINERS | {","})
            and words.low(step) != "the"
        ):
            step += 1
        if step == first + 1 or step > last:
            return None
        first = step
    if first > last or not any(c.isalpha() for c in words.text[words.start(first) : words.end(last)]):
        return None
    if first == last and words.low(first) in _NOBODY:
        return None
    _ = voices
    return first, last


def _before_aside(words: Words, first: int, last: int) -> int:
    """The last token before ", however", ", citing X" and ", which ..." at the end of a speaker's phrase."""
    for index in range(first + 1, last):
        if words.low(index) != ",":
            continue
        follows = words.low(index + 1)
        if follows in ("citing", "quoting", "who", "which", "whose", "where", "for", "in", "also", "speaking") or (
            follows in _LEADING and index + 1 == last
        ):
            return index - 1
    return last


def speaker_after(words: Words, verb: int) -> tuple[int, int] | None:
    """Return the speaker who stands after a verb (", said Ahmed Karim, a spokesman for the group")."""
    first = verb + 1
    while first < words.count and words.is_adverb(first):
        first += 1
    return phrase_from(words, first)


def phrase_from(words: Words, first: int) -> tuple[int, int] | None:
    """Return a speaker's noun phrase that begins here: up to the clause's end, an apposition taken in."""
    last = first
    commas = 0
    while last < words.count:
        word = words.low(last)
        if word in _STOPS or word in (".", "!", "?") or word in OPENING | CLOSING or words.is_dash(last):
            break
        if word == ",":
            if commas or not _is_apposition(words, last + 1):
                break
            commas += 1
        elif last > first and _ends_phrase(words, last):
            break
        last += 1
    last -= 1
    while last >= first and words.low(last) in {",", "and", "but"}:
        last -= 1
    return (first, last) if first <= last else None


def _ends_phrase(words: Words, index: int) -> bool:
    word = words.low(index)
    if word in (
        "while",
        "whereas",
        "but",
        "adding",
        "after",
        "as",
        "that",
        "when",
        "because",
        "citing",
        "quoting",
        "saying",
    ):
        return True
    if word in ("on", "in", "late", "early", "during") and _DAY.fullmatch(words.low(index + 1)):
        return True
    if word in ("in", "at", "on", "via", "during") and words.low(index + 1) in (
        "a",
        "an",
        "telegram",
        "twitter",
        "facebook",
        "x",
        "social",
    ):
        return True
    return bool(_DAY.fullmatch(word)) and word.endswith("day") and word != "today"


def _is_bare_name(words: Words, index: int) -> bool:
    """Whether a name of one to four capitals stands here, up to a stop ("said a trader, Ahmed Karim.")."""
    at = index
    while at < words.count and words.is_capital(at) and words.low(at) not in DETERMINERS:
        at += 1
    return (
        0 < at - index <= 4 and (at >= words.count or words.low(at) in {",", ".", "!", "?", ";"}) and not words.is_upper
    )


def _is_apposition(words: Words, index: int) -> bool:
    """Whether what follows a comma describes or names the speaker, with no verb before the next stop."""
    if _is_bare_name(words, index):
        return True
    if words.low(index) in ("who", "whose"):
        return False
    if words.low(index) not in DETERMINERS and not words.low(index).endswith(
        ("man", "woman", "head", "director", "chief")
    ):
        return False
    for step in range(index, words.count):
        if words.low(step) in {",", ";", "."} or words.is_dash(step):
            break
        if words.is_verb(step):
            return False
    return True
