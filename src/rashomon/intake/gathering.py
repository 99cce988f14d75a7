"""Inputs to pages: files, folders, globs, file:// addresses, standard input, JSON Lines."""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from rashomon.errors import PageError, PageRefused
from rashomon.intake.dating import given_date
from rashomon.intake.page import Page
from rashomon.settings import Settings

_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md"})
_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_TEXT_KEYS = ("html", "raw_html", "text", "content", "body", "maintext")
_DATE_KEYS = ("published", "date", "date_publish", "published_at", "publication_date")
_SOURCE_KEYS = ("source", "publisher", "outlet", "site", "sitename", "hostname")


def gather(inputs: Iterable[str], settings: Settings, *, stdin: BinaryIO | None = None) -> Iterator[Page | PageError]:
    """Yield a page for each input, or the error that one of them met; no input stops another.

    An input is a file, a folder (its pages, in name order, with its subfolders), a glob, a `file://` address or `-`
    for standard input (`stdin`, by default the process's). Files that end in .jsonl, .ndjson or .jsonlines hold a page
    a line, and so does standard input that begins with `{`. A line has its characters under html, text, content or
    body, and may have url, title, a date and a source.
    """
    for given in inputs:
        if given == "-":
            stream = stdin if stdin is not None else sys.stdin.buffer
            yield from _of_bytes(stream.read(settings.max_page_bytes + 1), "stdin", lines=None)
            continue
        for path in _paths(given):
            if isinstance(path, PageError):
                yield path
            else:
                yield from _of_file(path, settings)


def _paths(given: str) -> Iterator[Path | PageError]:
    path = Path(url2pathname(unquote(urlsplit(given).path))) if given.startswith("file:") else Path(given)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in _PAGES | _LINES and not _hidden(p, path))
        if not found:
            yield PageRefused(given, "the folder holds no page", "pages end in .html, .txt or .jsonl", reason="empty")
        yield from found
    elif path.exists():
        yield path
    elif any(mark in given for mark in "*?["):
        matches = sorted(Path(match) for match in glob.glob(given, recursive=True))  # noqa: PTH207 - may be absolute
        if not matches:
            yield PageError(given, "no file matches", "check the pattern")
        for match in matches:
            if match.is_file():
                yield match
    else:
        yield PageError(given, "there is no such file or folder", "check the path")


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _of_file(path: Path, settings: Settings) -> Iterator[Page | PageError]:
    try:
        if not path.is_file():
            yield PageRefused(str(path), "it is no regular file", "give a file", reason="binary")
            return
        lines = path.suffix.lower() in _LINES
        if lines:
            yield from _of_lines_file(path, settings)
            return
        if path.stat().st_size > settings.max_page_bytes:
            size, most = path.stat().st_size / 1e6, settings.max_page_bytes / 1e6
            what = f"the page has {size:.0f} MB, more than the {most:.0f} MB that are read"
            yield PageRefused(str(path), what, "raise max_page_bytes or cut the page", reason="large")
            return
        yield from _of_bytes(path.read_bytes(), str(path), lines=False)
    except OSError as error:
        yield PageError(str(path), f"it cannot be read: {error.strerror or error}", "check its rights")


def _of_lines_file(path: Path, settings: Settings) -> Iterator[Page | PageError]:
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(settings.max_page_bytes + 1):
            number += 1
            if len(line) > settings.max_page_bytes:
                yield PageRefused(f"{path}:{number}", "the line is too long", "raise max_page_bytes", reason="large")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(settings.max_page_bytes)
            elif line.strip():
                yield _of_line(line, f"{path}:{number}")


def _of_bytes(raw: bytes, name: str, *, lines: bool | None) -> Iterator[Page | PageError]:
    if lines is None and raw.lstrip()[:1] == b"{":
        for number, line in enumerate(raw.split(b"\n"), 1):
            if line.strip():
                yield _of_line(line, f"{name}:{number}")
        return
    yield Page(raw=raw, name=name)


def _of_line(line: bytes, name: str) -> Page | PageError:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return PageRefused(name, "the line is no JSON", "one JSON object a line", reason="no-body")
    if not isinstance(record, dict):
        return PageRefused(name, "the line is no JSON object", "one JSON object a line", reason="no-body")
    text = _first(record, _TEXT_KEYS)
    if text is None:
        return PageRefused(
            name, "the record has no text", f"put it under one of {', '.join(_TEXT_KEYS)}", reason="no-body"
        )
    return Page(
        raw=text.encode("utf-8", "replace"),
        name=name,
        url=_first(record, ("url", "link")),
        published=_day(_first(record, _DATE_KEYS)),
        source=_first(record, _SOURCE_KEYS),
        title=_first(record, ("title", "headline")),
    )


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _day(words: str | None) -> date | None:
    return given_date(words) if words else None
