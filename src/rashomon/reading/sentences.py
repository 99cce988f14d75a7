"""Sentences of English reporting, with exact offsets.

A stop ends a sentence unless what stands around it says otherwise: an abbreviation or an initial before it, a small
letter after it, a reporting verb after a closed question ("... now?" Smith asked). Upper-case wire text has no small
letters to go by, so there the words themselves decide. A blank line always ends a sentence; a single line break is
white space, because wires are set in narrow lines. A dateline (``SAN SALVADOR, 8 JAN 90 (ACAN-EFE) --``) is a
sentence of its own, so that the first verb of the report heads its own tree.
"""

from __future__ import annotations

import re
from typing import Final

from rashomon.reading.cutting import load_cutting

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_END: Final = re.compile(
    r"""(?P<mark>[.!?…؟]+(?:\s?\.){0,3}|(?<=\s)\.{3})
        (?P<closers>["'”’»)\]]*(?:\s?\[\d+\])*["”’]?)
        (?=\s|(?<=[.!?]["”])(?=[A-Z“"]))""",
    re.VERBOSE,
)
_BEFORE: Final = re.compile(r"[^\s(\[\"“”'‘’]+$")
_NEXT: Final = re.compile(r"\s*(?P<open>[\"“”'‘’(\[«*•–—-]*\s?)(?P<word>[^\W_]+(?:['’.][^\W_]+)*)?")
_INITIAL: Final = re.compile(r"(?:^|[-.])[^\W\d_]$")
_INITIALISM: Final = re.compile(r"^(?:[^\W\d_]\.)+[^\W\d_]$")
_DATELINE: Final = re.compile(
    r"""\s*(?:\[[^\]\n]{1,40}\]\s*)?
        (?P<place>[A-Z][A-Z.'’-]+(?:[ ,/]+(?:[A-Z][A-Za-z.'’-]*|\([A-Z][^)\n]{1,30}\)|\d{1,4}|\d{1,2}\.?)){0,8})
        (?:\s*[(\[][^)\]\n]{2,40}[)\]]){0,2}\s*
        (?:--+|[–—]+|-)\s+(?=\S)""",
    re.VERBOSE,
)
_CUTTING: Final = load_cutting()
_SPOKEN: Final = "|".join((*_CUTTING.reporting, *(word.upper() for word in _CUTTING.reporting)))
_REPORTING: Final = re.compile(r"\s+(?:(?:[A-Z][\w.'’-]*|the|al)\s+){1,4}(?:" + _SPOKEN + r")\b")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` into sentences.

    Returns ``(start, end)`` pairs, code points into `text`, in order and without overlap; none begins or ends with
    white space, and every other code point of the stretch belongs to exactly one.
    """
    stop = len(text) if end is None else min(end, len(text))
    sentences: list[tuple[int, int]] = []
    position = start
    for blank in _BLANK_LINE.finditer(text, start, stop):
        _split_paragraph(text, position, blank.start(), sentences)
        position = blank.end()
    _split_paragraph(text, position, stop, sentences)
    return sentences


def _split_paragraph(text: str, start: int, end: int, sentences: list[tuple[int, int]]) -> None:
    """Append the sentences of one paragraph."""
    dateline = _DATELINE.match(text, start, end)
    position = start
    if dateline is not None and _is_dateline(dateline.group("place"), dateline.group()):
        _append(text, start, dateline.end(), sentences)
        position = dateline.end()
    capitals = _is_upper(text, position, end)
    for match in _END.finditer(text, position, end):
        if match.end() < end and not _ends_sentence(text, position, match, capitals):
            continue
        _append(text, position, match.end(), sentences)
        position = match.end()
        while position < end and text[position].isspace():
            position += 1
    _append(text, position, end, sentences)


def ends_dateline(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence ``text[start:end]`` is a dateline (it then ends in its dash)."""
    return text[end - 1] in "-–—" and _DATELINE.match(text[start:end] + " x") is not None


def _append(text: str, start: int, end: int, sentences: list[tuple[int, int]]) -> None:
    """Append ``text[start:end]`` without its outer white space, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append((start, end))


def _is_dateline(place: str, whole: str) -> bool:
    """Tell a dateline from a sentence that begins with capitals and a dash: by source or date, or as a bare name."""
    first = place.partition(",")[0].split()
    return len(whole) <= 90 and (bool(re.search(r"[(\[]|\d", whole)) or (len(first) <= 3 and place.isupper()))


def _is_upper(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is set in capitals."""
    sample = text[start : min(end, start + 600)]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return upper > 0.85 * (upper + lower)


def _ends_sentence(text: str, start: int, match: re.Match[str], capitals: bool) -> bool:
    """Decide whether the mark that `match` found ends the sentence begun at `start`."""
    following = _NEXT.match(text, match.end())
    word = following.group("word") if following is not None else None
    opened = following is not None and bool(following.group("open").strip())
    bullet = opened and following is not None and following.group("open").strip() in "•*"
    casual = text[start : start + 1].islower() and len(match.group("mark")) == 1
    if word is not None and word[0].islower() and not bullet and not casual:
        return False
    mark, closers = match.group("mark"), match.group("closers")
    if closers and mark[-1] in "!?" and _REPORTING.match(text, match.end()):
        return False
    if mark == "." and not closers.strip("[]0123456789"):
        return _stop_ends_sentence(text, start, match.start(), word, opened, capitals)
    return True


def _stop_ends_sentence(text: str, start: int, stop: int, word: str | None, opened: bool, capitals: bool) -> bool:
    """Decide on a single full stop by the word before it and the word after it."""
    before = _BEFORE.search(text, max(start, stop - 40), stop)
    if before is None:
        return True
    last = before.group()
    lower = last.lower().rsplit("-", 1)[-1]
    opener = opened or (word is not None and word.lower() in _CUTTING.openers)
    if lower in _CUTTING.titles:
        return False
    if lower == "no":
        return not (word is not None and word[0].isdigit())
    if _INITIALISM.match(last):
        return opener and (word is None or len(word) > 1)
    if _INITIAL.search(last):
        return last in {"I", "i"} and not capitals and opener
    if lower in _CUTTING.abbreviations:
        return opener or (capitals and lower in _CUTTING.words_in_capitals)
    # "3." at the beginning numbers an item of a list.
    numbers_item = re.fullmatch(r"\(?\d{1,2}", last) is not None and before.start() <= start + 1
    return not numbers_item
