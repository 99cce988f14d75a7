"""Place names in the short descriptions of a coded record ("near Hesh, Idlib governorate"), which are no sentences."""

from __future__ import annotations

import re

from rashomon.knowledge.gazetteer import Gazetteer
from rashomon.knowledge.gazetteer.folding import ARTICLES
from rashomon.knowledge.gazetteer.phrases import read_phrases

_WORD = re.compile(r"[^\W\d_][\w’'`´‘-]*|\d+")
_LOWER_PARTS = ARTICLES | frozenset(
    ("de", "del", "la", "las", "los", "du", "des", "da", "do", "dos", "of", "e", "y", "bin", "ibn", "abu")
)
_COMMON = """
the in near at on of and or to from between around inside outside close area areas along road highway north south east
west central northern southern eastern western several various vicinity unknown unspecified locality localities town
towns city cities village villages district districts province provinces governorate region state suburbs suburb
countryside rural km kilometers kilometres miles about other different places unclear possibly probably police station
limits checkpoint base camp military border forest river mountain mountains hills hill neighborhood neighbourhood
street avenue hospital school market mosque airport department municipality sector zone block ward jurisdiction
barangay community hamlet settlement headquarters army post outpost university bridge center centre main
"""
_STOP = frozenset(_COMMON.split())


def find_names(text: str, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return the spans (code points, base 0) of what look like place names: capitalised runs without class words.

    A record that is all in one case gives every run of words that are no common ones and that the gazetteer knows.
    """
    words = [(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]
    letters = [word for *_, word in words if word[:1].isalpha()]
    one_case = bool(letters) and (
        not any(word[:1].isupper() for word in letters) or all(word.isupper() for word in letters)
    )
    spans: list[tuple[int, int]] = []
    run: list[tuple[int, int, str]] = []
    for word in words:
        gap = text[run[-1][1] : word[0]] if run else ""
        if run and gap.strip(" ") not in ("", "-", "/"):
            spans += _close(run, one_case=one_case, gazetteer=gazetteer)
            run = []
        if _is_name_word(word[2], one_case=one_case) or (run and word[2].lower() in _LOWER_PARTS - {"of", "y", "e"}):
            run.append(word)
            continue
        spans += _close(run, one_case=one_case, gazetteer=gazetteer)
        run = []
    return spans + _close(run, one_case=one_case, gazetteer=gazetteer)


def _is_name_word(word: str, *, one_case: bool) -> bool:
    lower = word.lower()
    if lower in _STOP or lower in read_phrases().kinds or lower in read_phrases().bearings or word.isdigit():
        return False
    glued = bool(re.match(r"(?:al|el|ar|as|ash|ad|an|at|az)[-‐]", lower))
    return one_case or word[:1].isupper() or glued


def _close(run: list[tuple[int, int, str]], *, one_case: bool, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    while run and run[-1][2].lower() in _LOWER_PARTS:
        run = run[:-1]
    if not run or (one_case and not any(gazetteer.has(word) for *_, word in run)):
        return []
    return [(run[0][0], run[-1][1])]
