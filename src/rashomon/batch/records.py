"""WARC and WACZ archives to pages: response and resource records of HTML and text, one after another."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from rashomon.batch.bodies import decode_body, too_large
from rashomon.errors import InputDamaged, PageError, PageRefused
from rashomon.intake import Page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

    from rashomon.settings import Settings

_READ_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain")
_MEMBER_STARTS: Final = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\r\n\r\nWARC/1.")
"""Where a compressed record or a plain one begins: to go on behind a damaged one."""

_STEP: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of an archive: its number from 0, how far into the file it begins (bytes), and its page or error.

    A record that is no page (a picture, a 404, a request) has neither, and `passed` says what it is.
    """

    number: int
    position: int
    page: Page | PageError | None = None
    passed: str = ""


def read_records(path: Path, settings: Settings) -> Iterator[Record]:
    """Yield the records of a WARC (plain, gzip or zstd) or WACZ file.

    A damaged record costs itself: reading goes on at the next that can be found. Raises InputDamaged when the file is
    no archive at all.
    """
    number = 0
    for name, stream, base in _streams(path):
        with stream:
            for record in _of_stream(stream, name, settings, number):
                number = record.number + 1
                yield Record(
                    number=record.number, position=base + record.position, page=record.page, passed=record.passed
                )


def _streams(path: Path) -> Iterator[tuple[str, BinaryIO, int]]:
    """Yield name, stream and first byte of the file, or of each WARC inside a WACZ."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputDamaged(str(path), f"it cannot be read ({error.strerror})", "check the path") from error
    if stream.read(4) != b"PK\x03\x04":
        stream.seek(0)
        yield path.name, stream, 0
        return
    stream.close()
    try:
        with zipfile.ZipFile(path) as packed:
            inside = [each for each in packed.infolist() if each.filename.startswith("archive/") and each.file_size]
            if not inside:
                raise InputDamaged(str(path), "it holds no archive/ folder with WARC files", "give a WACZ or a WARC")
            for each in inside:
                yield f"{path.name}/{Path(each.filename).name}", packed.open(each), each.header_offset  # type: ignore[misc]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputDamaged(str(path), f"the ZIP file is damaged ({error})", "fetch it again") from error


def _of_stream(stream: BinaryIO, name: str, settings: Settings, number: int) -> Iterator[Record]:
    """Yield the records of one stream, going on behind what is damaged."""
    begin, first, damaged = 0, True, False
    while True:
        stream.seek(begin)
        last = begin
        try:
            for record in _records(stream):
                last, first, damaged = record.stream_pos, False, False
                yield _record(record, number, last, name, settings)
                number += 1
            if _is_cut_short(stream, last):
                damage = PageRefused(name, f"the archive is cut short after byte {last}", reason="archive")
                yield Record(number=number, position=last, page=damage)
            return  # noqa: TRY300 - the way on is only for what is damaged
        except (OSError, ValueError, EOFError) as error:
            if getattr(error, "errno", None):
                raise  # the disk's trouble, not the archive's
            if first and begin == 0 and not _begins_as_archive(stream):
                what = "it is no WARC file (plain, gzip or zstd) and no WACZ"
                raise InputDamaged(name, what, "give archives of pages") from error
            damage = PageRefused(name, f"the record at or after byte {last} is damaged: {error}", reason="archive")
            if not damaged:
                yield Record(number=number, position=last, page=damage)
                number += 1
            damaged = True
            following = _next_start(stream, last + 1)
            if following is None:
                return
            begin = following


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only batches need it

    yield from ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=True, strict_mode=False)


def _begins_as_archive(stream: BinaryIO) -> bool:
    stream.seek(0)
    head = stream.read(16)
    return head.lstrip().startswith(b"WARC/") or head.startswith((b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"))


def _next_start(stream: BinaryIO, begin: int) -> int | None:
    """Return where the next record may begin, searched from `begin` on."""
    at, kept = begin, b""
    stream.seek(begin)
    while piece := stream.read(_STEP):
        window = kept + piece
        found = [place for mark in _MEMBER_STARTS if (place := window.find(mark)) >= 0]
        if found:
            return at - len(kept) + min(found)
        at += len(piece)
        kept = window[-16:]
    return None


def _is_cut_short(stream: BinaryIO, begin: int) -> bool:
    """Tell whether a gzip archive's last record, at or after this byte, lacks its end."""
    stream.seek(begin)
    rest = stream.read(len(_MEMBER_STARTS[0]))
    if rest != _MEMBER_STARTS[0]:
        return False
    inflater = zlib.decompressobj(31)
    while piece := stream.read(_STEP):
        rest += piece
        while rest:
            inflater.decompress(rest)
            if not inflater.eof:
                rest = b""
            else:
                rest = inflater.unused_data.lstrip(b"\0")
                if rest:
                    inflater = zlib.decompressobj(31)
    return not inflater.eof


def _record(record: WarcRecord, number: int, position: int, name: str, settings: Settings) -> Record:
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415 - only batches need it

    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return Record(number=number, position=position, passed=f"{record.headers.get('WARC-Type', 'unknown')} records")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    headers = record.http_headers if record.is_http_parsed else None
    if headers is not None and headers.status_code is None:
        error = PageRefused(url or name, "its HTTP headers are damaged", reason="archive")
        return Record(number=number, position=position, page=error)
    if headers is not None and headers.status_code != 200:
        return Record(number=number, position=position, passed=f"answers with status {headers.status_code}")
    kind = headers.get("Content-Type") if headers is not None else record.headers.get("Content-Type")
    plain = (kind or record.headers.get("WARC-Identified-Payload-Type") or "").split(";")[0].strip().lower()
    if plain not in _READ_TYPES:
        return Record(number=number, position=position, passed="records of other kinds than HTML and text")
    shown = f"{url or 'a page'} ({name}:{number})"
    try:
        page: Page | PageError = Page(
            raw=_body(record, shown, settings.max_page_bytes),
            name=shown,
            url=url or None,
            media_type=kind,
            retrieved_at=record.record_date,
        )
    except PageError as error:
        page = error
    return Record(number=number, position=position, page=page)


def _body(record: WarcRecord, name: str, most: int) -> bytes:
    declared = record.content_length
    if declared > most + 1_000_000:
        raise too_large(name, most)
    body = record.reader.read(most + 1_000_000)
    if len(body) < declared:
        raise PageRefused(name, "the archive is cut short within it", reason="archive")
    headers = record.http_headers if record.is_http_parsed else None
    if headers is None:
        return decode_body(body, name, chunked=False, encoding=None, most=most)
    chunked = "chunked" in (headers.get("Transfer-Encoding") or "").lower()
    return decode_body(body, name, chunked=chunked, encoding=headers.get("Content-Encoding"), most=most)


def size_of(path: Path) -> int:
    """Return the archive's size in bytes, 0 where it is not there."""
    return path.stat().st_size if path.exists() else 0
