"""Front matter: `title:`, `date:`, `source:`, `url:` above a plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "source": "source",
    "publisher": "source",
    "outlet": "source",
    "url": "url",
    "link": "url",
}
_LINE = re.compile(r"\s{0,3}([A-Za-z][A-Za-z_ -]{0,30}?)\s*:(?:\s+|$)(.*)")
_FENCE = "---"
_MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood above a text: `fields` (title, date, source, url), and `start`, where the text begins."""

    fields: Mapping[str, str] = field(default_factory=dict)
    start: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """Read front matter at the very beginning of a text; a text without any gives no fields.

    Fenced by `---` it may hold any key; without fences each line must be `key: value`, the first key one of ours, and
    a blank line must end it, so that a body that opens with "Source: the ministry" is not swallowed.
    """
    lines = text.split("\n", _MOST_LINES)
    fenced = lines[0].strip() == _FENCE
    fields: dict[str, str] = {}
    position = len(lines[0]) + 1 if fenced else 0
    for line in lines[1:] if fenced else lines:
        end = position + len(line) + 1
        if line.strip() == _FENCE or (not fenced and not line.strip()):
            return FrontMatter(fields, min(end, len(text))) if fields else FrontMatter()
        found = _LINE.fullmatch(line)
        key = _FIELDS.get(found.group(1).strip().lower()) if found else None
        if not fenced and (found is None or (key is None and not fields)):
            return FrontMatter()
        if found and key and found.group(2).strip():
            fields.setdefault(key, found.group(2).strip().strip("\"'"))
        position = end
    return FrontMatter()
