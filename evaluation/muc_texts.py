"""MUC texts: messages with a header line, a dateline with the day, and the words after `[TEXT]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_HEADER = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_DAY = re.compile(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{2})\b")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: its id, where and when its dateline says, and its words in capitals."""

    id: str
    city: str
    day: date | None
    text: str


def read_messages(path: Path) -> list[Message]:
    """Read a file of messages in its order."""
    text = path.read_text(encoding="latin-1")
    heads = list(_HEADER.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [_read(head.group(1), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


def _read(identifier: str, body: str) -> Message:
    dateline, mark, words = body.partition("[TEXT]")
    if not mark:
        dateline, words = body[:120], body
    found = _DAY.search(dateline)
    day = date(1900 + int(found.group(3)), _MONTHS.index(found.group(2)) + 1, int(found.group(1))) if found else None
    city = " ".join(dateline.strip().partition(",")[0].partition("(")[0].split())
    return Message(id=identifier, city=city, day=day, text=words.strip())
