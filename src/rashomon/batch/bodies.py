"""Bodies of HTTP answers as archives keep them: chunked or not, compressed or not, and never larger than is read."""

from __future__ import annotations

import re
import zlib
from typing import Final

from rashomon.errors import PageRefused

_SIZE_LINE: Final = re.compile(rb"([0-9a-fA-F]{1,8})(?:;[^\r\n]*)?\r\n")
_GZIP: Final = b"\x1f\x8b"


def decode_body(body: bytes, name: str, *, chunked: bool, encoding: str | None, most: int) -> bytes:
    """Undo an answer's transfer and content encoding, up to `most` bytes.

    Many archives keep the headers of an encoding that they have already undone, so a body that does not look encoded
    is taken as it stands. Raises PageRefused (large, binary).
    """
    if chunked and _SIZE_LINE.match(body):
        body = _dechunk(body)
    for step in reversed([each.strip().lower() for each in (encoding or "").split(",")]):
        body = _decode(body, step, name, most)
    if len(body) > most:
        raise too_large(name, most)
    return body


def too_large(name: str, most: int) -> PageRefused:
    """Return the refusal of a page of more bytes than are read."""
    what = f"the page has more than the {most / 1e6:.0f} MB that are read"
    return PageRefused(name, what, "raise max_page_bytes or cut the page", reason="large")


def _dechunk(body: bytes) -> bytes:
    parts, at = [], 0
    while found := _SIZE_LINE.match(body, at):
        size = int(found.group(1), 16)
        if not size:
            break
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts)


def _decode(body: bytes, step: str, name: str, most: int) -> bytes:
    if step in ("", "identity", "none"):
        return body
    if step in ("gzip", "x-gzip"):
        return _inflate(body, 31, name, most) if body.startswith(_GZIP) else body
    if step == "deflate":
        try:
            return _inflate(body, 15, name, most)
        except PageRefused as error:
            if error.reason == "large":
                raise
            return body if body.lstrip()[:1] == b"<" else _inflate(body, -15, name, most)
    if step == "br":
        return body if body.lstrip()[:1] == b"<" else _unbrotli(body, name, most)
    if body.lstrip()[:1] == b"<":
        return body
    raise PageRefused(name, f"its content encoding {step!r} is not known", "leave it out", reason="binary")


def _inflate(body: bytes, window: int, name: str, most: int) -> bytes:
    inflater = zlib.decompressobj(window)
    try:
        out = inflater.decompress(body, most + 1)
    except zlib.error as error:
        raise _damaged(name) from error
    if len(out) > most:
        raise too_large(name, most)
    return out


def _unbrotli(body: bytes, name: str, most: int) -> bytes:
    import brotli  # noqa: PLC0415 - comes with fastwarc

    unpack, parts, size = brotli.Decompressor(), [], 0
    try:
        for start in range(0, len(body), 4096):
            parts.append(unpack.process(body[start : start + 4096]))
            size += len(parts[-1])
            if size > most:
                raise too_large(name, most)
    except brotli.error as error:
        raise _damaged(name) from error
    return b"".join(parts)


def _damaged(name: str) -> PageRefused:
    return PageRefused(name, "its compressed body is damaged", "fetch the page again", reason="binary")
