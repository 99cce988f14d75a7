"""What single lines of a scrape look like, without regard to what they say or in which language."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from rashomon.errors import KnowledgeError
from rashomon.intake.datewords import find_written_dates

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s|\Z)""")
_LAST = re.compile(r"""([.!?…:;,])["'”’»)\]]*\Z""")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|net|de)\b")
_LOUD = re.compile(r"!!|\?\?|\.\.\.|…|[\U0001F300-\U0001FAFF\u2600-\u27bf]|[:;]-?[)(DP]")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_MARKS = frozenset("|»«›‹•·→←/+>")
_GROUPS = (
    "comment", "reply", "subscribe", "share", "legal", "related", "frame", "credit", "byline", "person", "ago",
)  # fmt: skip
_LONGEST = 4000
"""Characters of a line that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """Counts and signs of one line. `groups` are the word groups of lines.toml that it holds a word of."""

    length: int
    words: int
    sentences: int
    commas: int
    ending: str
    first: str
    capitals: float
    digits: float
    letters: float
    date: bool
    date_share: float
    clock: bool
    address: bool
    mark: bool
    loud: bool
    person: int
    groups: frozenset[str]

    @property
    def prose(self) -> bool:
        """Whether it reads like a paragraph: long, with a sentence's end."""
        return self.length >= 80 and self.sentences > 0 and self.letters > 0.6

    @property
    def name_like(self) -> bool:
        """Whether it may be a person's name: a few words without a sentence's end, most in capitals."""
        return (
            1 <= self.words <= 4 and self.length <= 40 and not self.ending and self.digits < 0.3 and self.capitals > 0.4
        )


def shape_of(line: str) -> LineShape:
    """Look at one line."""
    text = line[:_LONGEST]
    words = _WORD.findall(text)
    lowered = text.lower()
    dates = list(find_written_dates(text)) if len(text) <= 160 and any(c.isdigit() for c in text) else []
    last = _LAST.search(text)
    size = max(1, len(text))
    groups, person = _groups_in(lowered, words)
    return LineShape(
        length=len(line),
        words=len(words),
        sentences=len(_SENTENCE_END.findall(text)),
        commas=text.count(","),
        ending=last.group(1) if last else "",
        first=_first(text),
        capitals=sum(word[0].isupper() for word in words) / max(1, len(words)),
        digits=sum(char.isdigit() for char in text) / size,
        letters=sum(map(len, words)) / size,
        date=bool(dates),
        date_share=sum(d.end - d.start for d in dates) / size,
        clock=bool(_CLOCK.search(text)),
        address=bool(_ADDRESS.search(text)) or "@" in text,
        mark=any(char in _MARKS for char in text[:200]),
        loud=bool(_LOUD.search(text)),
        person=person,
        groups=groups,
    )


def _first(text: str) -> str:
    char = text[:1]
    if char.isupper():
        return "upper"
    if char.islower():
        return "lower"
    return "digit" if char.isdigit() else "other"


def _groups_in(lowered: str, words: list[str]) -> tuple[frozenset[str], int]:
    """Return the groups that a short line holds words of, and how many words of persons any line holds."""
    table = line_words()
    person = sum(word.lower() in table["person"] for word in words[:200])
    if len(words) > 25:
        return frozenset(), person
    found = set()
    lowered_words = [word.lower() for word in words]
    for name, entries in table.items():
        if name in {"person", "readers"}:
            continue
        if name in {"ago", "byline"}:
            hit = any(word in entries for word in lowered_words)
        else:
            hit = any(word.startswith(_stems(name)) for word in lowered_words)
        if hit or any(entry in lowered for entry in _phrases(name)):
            found.add(name)
    return frozenset(found), person


@functools.cache
def line_words() -> dict[str, frozenset[str]]:
    """Return the word groups of lines.toml.

    Raises KnowledgeError when the file lacks a group or holds anything but lower-case strings.
    """
    text = resources.files("rashomon.intake").joinpath("lines.toml").read_text("utf-8")
    table = tomllib.loads(text)
    for name in (
        "comment",
        "reply",
        "subscribe",
        "share",
        "legal",
        "related",
        "frame",
        "credit",
        "byline",
        "person",
        "ago",
        "readers",
    ):
        entries = table.get(name)
        if not isinstance(entries, list) or not all(isinstance(e, str) and e and e == e.lower() for e in entries):
            raise KnowledgeError(f"lines.toml [{name}]", "it must be a list of lower-case words")
    return {name: frozenset(entries) for name, entries in table.items()}


@functools.cache
def _stems(name: str) -> tuple[str, ...]:
    return tuple(sorted(entry for entry in line_words()[name] if " " not in entry and entry[0].isalpha()))


@functools.cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(sorted(entry for entry in line_words()[name] if " " in entry or not entry[0].isalpha()))
