"""Bytes to characters: byte-order mark, declaration, detection, and a plain refusal where none of them helps."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from rashomon.errors import PageRefused
from rashomon.intake.page import Page

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or office file",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"RIFF": "a media file",
    b"OggS": "a media file",
    b"\xd0\xcf\x11\xe0": "an office file",
}

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)

# Python knows text codecs that no page is written in; a page must not choose one of them.
_NOT_FOR_PAGES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"}
)

# What browsers read under a declared name (WHATWG Encoding Standard, "names and labels").
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}

_SAMPLE = 64_000
"""Bytes looked at for detection: more costs time and changes nothing."""

_FEW_BYTES = 0.03
"""Share of bytes beyond ASCII up to which text in Latin letters is taken for Western European."""

_BROKEN_SHARE = 0.02
"""Undecodable characters that UTF-8 may have per character before it is no longer believed to be UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a page, the encoding they were read in, and what was met on the way."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode_page(page: Page) -> Decoded:
    """Decode a page's bytes.

    Order: byte-order mark, strict UTF-8, the declared encoding, detection by charset-normalizer, UTF-8 with
    replacement characters. Raises PageRefused (empty, binary, charset).
    """
    raw = page.raw
    if not raw.strip(b"\0 \t\r\n\f\v"):
        raise PageRefused(page.name, "the page is empty", "give a page with text", reason="empty")
    _refuse_binary(page)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _lenient(raw[len(mark) :], encoding)
    if wide := _wide_encoding(raw):
        return _lenient(raw, wide)
    if raw.count(b"\0") > len(raw) // 1000:
        raise _binary(page, "it holds NUL bytes")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(page)


def _refuse_binary(page: Page) -> None:
    for magic, what in _MAGIC.items():
        if page.raw.startswith(magic):
            raise _binary(page, f"it is {what}")
    sample = page.raw[:_SAMPLE]
    controls = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    if controls > len(sample) // 20:
        raise _binary(page, "a good part of it is control characters")


def _binary(page: Page, why: str) -> PageRefused:
    return PageRefused(page.name, f"not a page of text: {why}", "give HTML or plain text", reason="binary")


def _wide_encoding(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Latin text every other byte is NUL."""
    sample = raw[:4000]
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > half * 0.6 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def _not_utf8(page: Page) -> Decoded:
    raw, notices = page.raw, []
    as_utf8 = raw.decode("utf-8", "replace")
    broken = as_utf8.count("�")
    beyond_ascii = sum(1 for char in as_utf8[:_SAMPLE] if char > "\x7f" and char != "�")
    if broken <= max(3, len(as_utf8) * _BROKEN_SHARE) and beyond_ascii > broken:
        return _lenient(raw, "utf-8")
    if (declared := declared_encoding(raw, page.media_type)) is not None:
        encoding = known_encoding(declared)
        if encoding is None:
            notices.append(f"The page declares the unknown charset {declared!r}; its encoding was detected.")
        elif encoding != "utf-8" and (text := _strict(raw, encoding)) is not None:
            return Decoded(text, encoding)
    if (detected := _detect(raw)) is not None and (text := _strict(raw, detected)) is not None:
        notices.append(f"The encoding was detected as {detected}.")
        return Decoded(text, detected, tuple(notices))
    if broken > len(as_utf8) * 0.1:
        raise PageRefused(page.name, "its charset cannot be told", "save it as UTF-8", reason="charset")
    lenient = _lenient(raw, "utf-8")
    return Decoded(lenient.text, lenient.encoding, (*notices, *lenient.notices))


def _lenient(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    broken = text.count("�")
    notice = f"{broken} characters could not be read as {encoding} and stand as U+FFFD."
    return Decoded(text, encoding, (notice,) if broken else ())


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeError:
        text = raw.decode(encoding, "replace")
        return text if text.count("�") <= len(text) * 0.001 else None


def declared_encoding(raw: bytes, media_type: str | None = None) -> str | None:
    """Return the name that the server or the first 4,096 bytes declare, as written."""
    found = _DECLARED.search((media_type or "").encode("ascii", "replace")) or _DECLARED.search(raw[:4096])
    return found.group(1).decode("ascii") if found else None


def known_encoding(name: str) -> str | None:
    """Return Python's name of an encoding that a page may be written in, or None.

    >>> known_encoding("latin1"), known_encoding("no-such"), known_encoding("rot13")
    ('cp1252', None, None)
    """
    try:
        encoding = codecs.lookup(name).name
        "a".encode(encoding)  # codecs such as rot13 are no text encodings and say so only when used
    except (LookupError, ValueError):
        return None
    if encoding in _NOT_FOR_PAGES:
        return None
    return _AS_BROWSERS_DO.get(encoding, encoding)


def _detect(raw: bytes) -> str | None:
    """Detect the encoding; text with hardly a byte beyond ASCII is Western, for a detector has too little to go by."""
    beyond = sum(byte > 0x7F for byte in raw[:_SAMPLE])
    if beyond <= _FEW_BYTES * len(raw[:_SAMPLE]):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and seldom needed

    best = from_bytes(raw[:_SAMPLE], steps=5, chunk_size=512).best()
    return known_encoding(best.encoding) if best else None
