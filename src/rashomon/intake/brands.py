"""An outlet's name in a scrape, from lines that it puts around every page: copyright, calls for support, its staff."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.domain import BlockKind

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
_LONGEST = 90
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
    """Yield names of the outlet with their basis, the best first.

    A copyright line names it; so does a byline of its staff, and a call ("Support ...", "Follow ... on") that stands
    around the text more than once or names what a copyright line names. The first line does so if it has a word for
    media in it. Nothing is taken from the body or comments.
    """
    rights: Counter[str] = Counter()
    staff: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for line, kind in zip(lines, kinds, strict=True):
        if kind in (BlockKind.BODY, BlockKind.COMMENT) or len(line) > _LONGEST:
            continue
        for pattern, counts in ((_RIGHTS, rights), (_STAFF, staff), (_CALL, calls)):
            found = pattern.search(line)
            if found and (name := _name(found["name"])):
                counts[name] += 1
    for name, _ in rights.most_common(1):
        yield name, "copyright line"
    for name, _ in staff.most_common(1):
        yield name, "byline"
    for name, count in calls.most_common(1):
        if count > 1:
            yield name, "repeated calls for support"
    if lines and kinds[0] is BlockKind.WIDGET and (name := _masthead(lines[0])):
        yield name, "first line"


def _masthead(line: str) -> str | None:
    """Return a first line that is a medium's name: two to five words in capitals, one of them a word for media."""
    words = line.split()
    capitals = all(word[0].isupper() or word in _SMALL for word in words)
    if not 2 <= len(words) <= _MOST_WORDS or not capitals or words[0].lower() in _SECTIONS:
        return None
    return line if _MEDIA.intersection(word.strip(".,!").lower() for word in words) else None


def _name(words: str) -> str | None:
    name = re.sub(r"\s+(?:of|the|and|for|All|Rights|Reserved)\Z", "", words.strip(" .,’'"))
    name = re.sub(r"\s+All(?:\s+Rights.*)?\Z", "", name)
    if len(name) < 3 or name.lower() in _NO_NAMES or name.isdigit() or name.split()[0].lower() in _NO_NAMES - {"the"}:
        return None
    return name
