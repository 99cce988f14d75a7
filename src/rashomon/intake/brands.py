"""An outlet's name in a scrape, from lines that it puts around every page: copyright, calls for support, its staff."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.domain import BlockKind
from rashomon.intake.datelines import find_dateline

_NAME = r"(?P<name>(?:The\s+)?[A-Z0-9][\w&.'’-]*(?:\s+(?:of|the|and|for|[A-Z][\w&.'’-]*)){0,4})"
_CALL = re.compile(
    rf"\A(?:please\s+)?(?i:support|donate\s+to|donations?\s+to|subscribe\s+to|follow|become\s+a\s+member\s+of|join|about"
    rf"|more\s+(?:from|on)|read\s+more\s+(?:on|at)|advertise\s+(?:with|on)|contact)\s+{_NAME}(?:\s+(?i:on|via|today|now|here)\b.*)?[.!]?\Z"
)
_YEARS = r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?"
_RIGHTS = re.compile(rf"(?:©|\(c\)|(?i:copyright))\s*(?:(?i:by)\s+)?{_YEARS},?\s*(?:(?i:by)\s+)?{_NAME}")
_STAFF = re.compile(
    rf"\A(?:(?i:by)\s+)?{_NAME}\s+"
    r"(?i:staff(?:\s+(?:writer|reporter)s?)?|news\s+desk|newsroom|correspondents?|editorial\s+team)\Z"
)
_NO_NAMES = frozenset(
    [
        "us", "me", "now", "our", "my", "facebook", "twitter", "x", "instagram",
        "youtube", "telegram", "whatsapp", "linkedin", "rss", "patreon", "paypal", "google", "the",
        "this", "author", "form", "all", "here", "cookies", "more", "news", "home",
        "page", "site", "website", "newsletter", "reserved", "rights",
    ]
)  # fmt: skip
_SUFFIX = re.compile(rf"\s+[|–—»·-]\s+{_NAME}\Z")
_PIECES = re.compile(r"\s*[,|·•–—]\s+|\s+-\s+|\s+(?:for|of)\s+|/")
_WIRES = frozenset(["reuters", "xinhua", "anadolu", "interfax", "afp", "ap", "dpa", "tass", "bbc"])
_HEAD = 12
"""Lines from the top among which the page's title line stands."""

_OPENING = 3
"""Body lines of which one may open with a dateline."""

_LONGEST = 140
_MOST_WORDS = 5
_SMALL = frozenset(["of", "the", "and", "for", "de", "la", "del", "der", "du"])
_SECTIONS = frozenset(
    [
        "latest",
        "breaking",
        "more",
        "world",
        "local",
        "national",
        "sports",
        "business",
        "all",
        "top",
        "home",
        "our",
        "your",
        "live",
        "watch",
        "listen",
        "read",
    ]
)
"""First words of menu entries ("World News"), which name no medium."""
_MEDIA = frozenset(
    [
        "agency",
        "broadcasting",
        "chronicle",
        "courier",
        "daily",
        "dispatch",
        "echo",
        "examiner",
        "gazette",
        "herald",
        "journal",
        "mail",
        "media",
        "mirror",
        "monitor",
        "network",
        "news",
        "newspaper",
        "observer",
        "post",
        "press",
        "radio",
        "record",
        "reporter",
        "review",
        "sentinel",
        "standard",
        "star",
        "telegraph",
        "television",
        "times",
        "tribune",
        "tv",
        "voice",
        "weekly",
    ]
)


def brands_in(lines: Sequence[str], kinds: Sequence[BlockKind]) -> Iterator[tuple[str, str]]:
    """Yield names of the outlet with their basis, the best first; the basis quotes the line that says it.

    A copyright line names it; so does a byline of its staff, what the title line has behind the title, a writer's
    medium in the byline, and a call ("Support ...", "Follow ... on") that stands around the text more than once. The
    first line does so if it has a word for media in it, and last the agency of the dateline. Nothing is taken from what
    the body or comments say.
    """
    rights, staff, calls = _Said(), _Said(), _Said()
    for line, kind in zip(lines, kinds, strict=True):
        if kind in (BlockKind.BODY, BlockKind.COMMENT) or len(line) > _LONGEST:
            continue
        for pattern, said in ((_RIGHTS, rights), (_STAFF, staff), (_CALL, calls)):
            found = pattern.search(line)
            if found and (name := _name(found["name"])):
                said.add(name, line)
    yield from rights.best("copyright line")
    yield from staff.best("byline")
    yield from _behind_title(lines, kinds)
    yield from _beside_writer(lines, kinds)
    yield from calls.best("repeated calls for support", least=2)
    if lines and kinds[0] is BlockKind.WIDGET and (name := _masthead(lines[0])):
        yield name, "first line"
    yield from _of_dateline(lines, kinds)


class _Said:
    """How often lines name something, and the first line that does."""

    __slots__ = ("counts", "lines")

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lines: dict[str, str] = {}

    def add(self, name: str, line: str) -> None:
        self.counts[name] += 1
        self.lines.setdefault(name, line)

    def best(self, basis: str, least: int = 1) -> Iterator[tuple[str, str]]:
        for name, count in self.counts.most_common(1):
            if count >= least:
                yield name, f"{basis} “{self.lines[name]}”"


def _behind_title(lines: Sequence[str], kinds: Sequence[BlockKind]) -> Iterator[tuple[str, str]]:
    """Yield what stands behind the title in the page's title line, where the title also stands alone.

    A title line without the title alone names a medium only by a word for one ("... - The Valley Courier").
    """
    title = next((line for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.TITLE), "")
    for line, kind in zip(lines[:_HEAD], kinds, strict=False):
        if kind in (BlockKind.BODY, BlockKind.COMMENT) or not title:
            continue
        found = _SUFFIX.search(line)
        if found is None or not (name := _name(found["name"])) or len(name.split()) > _MOST_WORDS:
            continue
        head = line[: found.start()].strip()
        if (line != title and head == title) or (line == title and _names_medium(name)):
            yield name, f"title line “{line}”"
            return


def _beside_writer(lines: Sequence[str], kinds: Sequence[BlockKind]) -> Iterator[tuple[str, str]]:
    """Yield the medium that a byline names beside the writer ("By Ada Tern, Valley Courier")."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not BlockKind.BYLINE or len(line) > _LONGEST:
            continue
        for piece in _PIECES.split(line)[1:]:
            name = _name(piece.strip())
            if name and name[0].isupper() and len(name.split()) <= _MOST_WORDS and _names_medium(name):
                yield name, f"byline “{line}”"
                return


def _of_dateline(lines: Sequence[str], kinds: Sequence[BlockKind]) -> Iterator[tuple[str, str]]:
    """Yield the agency of the dateline that opens the body: the story is its own, whoever carries it."""
    body = [line for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.BODY]
    for line in body[:_OPENING]:
        dateline = find_dateline(line)
        if dateline and dateline.agency and dateline.agency.lower() not in _NO_NAMES:
            yield dateline.agency, f"dateline “{line[: dateline.end].strip()}”"
            return


def _names_medium(name: str) -> bool:
    words = {word.strip(".,!").lower() for word in name.split()}
    return bool(words & (_MEDIA | _WIRES))


def _masthead(line: str) -> str | None:
    """Return a first line that is a medium's name: two to five words in capitals, one of them a word for media."""
    words = line.split()
    capitals = all(word[0].isupper() or word in _SMALL for word in words)
    if not 2 <= len(words) <= _MOST_WORDS or not capitals or words[0].lower() in _SECTIONS:
        return None
    return line if _names_medium(line) else None


def _name(words: str) -> str | None:
    name = re.sub(r"\s+(?:of|the|and|for|All|Rights|Reserved)\Z", "", words.strip(" .,’'"))
    name = re.sub(r"\s+All(?:\s+Rights.*)?\Z", "", name).rstrip(" .,")
    if len(name) < 3 or name.lower() in _NO_NAMES or name.isdigit() or name.split()[0].lower() in _NO_NAMES - {"the"}:
        return None
    return name
