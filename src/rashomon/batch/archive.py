"""One archive to Parquet files: a function of the archive and the settings alone, so that any machine may run it."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rashomon.batch.journal import Journal, Standing
from rashomon.batch.parquet import SUMMARY, ArchiveWriter, read_summary
from rashomon.batch.records import Record, read_records
from rashomon.domain import Claim, Document, PageState, content_id
from rashomon.errors import InputDamaged, PageError, PageRefused
from rashomon.intake import Page
from rashomon.intake.gate import Relevance
from rashomon.intake.glance import other_language, plainly_ordinary
from rashomon.ledger.rows import body_of, claim_row
from rashomon.pipeline import PageReading, Stages
from rashomon.reconcile.neighbours import neighbour
from rashomon.settings import Settings

_LOG = logging.getLogger(__name__)
_ONE_AT_A_TIME = threading.Lock()
"""A process reads one archive at a time, also where a cluster's worker has several threads."""

TOGETHER = 16
"""Pages that are read together."""

SET_ASIDE = "set aside"
"""The state of a page that the relevance gate did not let through."""

_HEAD = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An archive to read. `key` names its folder under `out`.

    `skip` are records that ended workers: they are refused unread. With `alone` pages are read one by one, so that the
    journal tells at which one a worker dies.
    """

    archive: str
    key: str
    out: str
    settings: Settings
    gate: bool = True
    skip: frozenset[int] = frozenset()
    alone: bool = False

    @property
    def journal(self) -> Journal:
        """Where the archive's reading stands."""
        return Journal(Path(self.out) / f".at-{self.key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEnd:
    """How an archive ended: how many pages by state, what records were passed over, and claims found.

    `fresh` is False when its folder was there already.
    """

    key: str
    archive: str
    reader: str
    states: dict[str, int]
    passed: dict[str, int]
    claims: int
    fresh: bool = True

    @property
    def pages(self) -> int:
        """Pages that came to an end of any kind."""
        return sum(self.states.values())


@dataclass(slots=True)
class _Count:
    states: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    claims: int = 0


def key_of(archive: Path) -> str:
    """Return the name of the archive's folder: its own name, and a hash of its size, head and tail.

    Raises InputDamaged where it cannot be read.
    """
    try:
        size = archive.stat().st_size
        with archive.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(0, size - _HEAD))
            tail = stream.read(_HEAD)
    except OSError as error:
        raise InputDamaged(str(archive), f"it cannot be read ({error.strerror})", "check the path") from error
    digest = content_id("", size, hashlib.sha256(head).hexdigest(), hashlib.sha256(tail).hexdigest())
    stem = archive.name.split(".warc")[0].removesuffix(".wacz")[:80]
    return f"{stem}{digest}"


def read_archive(task: Task) -> ArchiveEnd:
    """Read an archive into a folder of Parquet files, or return how it ended before where the folder is there.

    Raises InputDamaged when it is no archive, OutputFailed when the folder cannot be written.
    """
    final = Path(task.out) / task.key
    if final.exists():
        return _ended_before(final)
    with _ONE_AT_A_TIME, ArchiveWriter(Path(task.out), task.key) as writer:
        stages, journal, count = _stages(task.settings), task.journal, _Count()
        for records in _groups(read_records(Path(task.archive), task.settings), 1 if task.alone else TOGETHER):
            journal.note(
                Standing(
                    first=records[0].number,
                    last=records[-1].number,
                    pages=sum(count.states.values()),
                    position=records[0].position,
                )
            )
            _read_group(records, task, stages, writer, count)
        end = ArchiveEnd(
            key=task.key,
            archive=Path(task.archive).name,
            reader=stages.version,
            states=dict(sorted(count.states.items())),
            passed=dict(sorted(count.passed.items())),
            claims=count.claims,
        )
        writer.finish({name: value for name, value in asdict(end).items() if name != "fresh"})
        journal.close()
    return end


def _ended_before(final: Path) -> ArchiveEnd:
    summary = read_summary(final)
    names = ("key", "archive", "reader", "states", "passed", "claims")
    try:
        return ArchiveEnd(**{name: summary[name] for name in names}, fresh=False)
    except KeyError as error:
        raise InputDamaged(str(final / SUMMARY), f"it lacks {error}", "remove the folder and run again") from error


@lru_cache(maxsize=2)
def _stages(settings: Settings) -> Stages:
    return Stages(settings)


def _groups(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """Yield records in groups that hold so many pages, and what was passed over between them."""
    group: list[Record] = []
    for record in records:
        group.append(record)
        if sum(each.page is not None for each in group) >= size or len(group) >= size * 8:
            yield group
            group = []
    if group:
        yield group


def _read_group(records: list[Record], task: Task, stages: Stages, writer: ArchiveWriter, count: _Count) -> None:
    opened: list[tuple[Page, Document]] = []
    for record in records:
        if record.page is None:
            count.passed[record.passed] += 1
            continue
        try:
            document = _open(record, task, stages)
            opened.append((record.page, document))  # type: ignore[arg-type] # _open raises what is no page
        except PageError as error:
            _refuse(record, error, writer, count)
    for (page, _), done in zip(opened, stages.read([document for _, document in opened]), strict=True):
        _write(page, done, stages, writer)
        count.states[(PageState.PARTLY if done.failed else PageState.READ).value] += 1
        count.claims += len(done.claims)


class _SetAside(PageError):
    """The relevance gate did not let the page through."""


def _open(record: Record, task: Task, stages: Stages) -> Document:
    """Return the page's document. Raises PageError, with the reason, for what is not to be read."""
    page = record.page
    if not isinstance(page, Page):
        raise page or PageError("", "no page")
    if record.number in task.skip:
        raise PageRefused(page.name, "twice a worker died while it was read", "read it alone", reason="died")
    try:
        _glance(page, task)
        document = stages.open(page)
        if task.gate:
            _pass_gate(page, document, task.settings)
    except PageError:
        raise
    except Exception as error:
        _LOG.exception("intake of %s", page.name)
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise PageError(page.name, what) from error
    return document


def _glance(page: Page, task: Task) -> None:
    """Raise PageError for a page that plainly is not to be read: opening it would cost many times more."""
    other = other_language(page.raw, task.settings.languages)
    if other is not None:
        raise PageRefused(page.name, f"it is written in {other.name}, which is not read", reason="language")
    if task.gate and (judged := plainly_ordinary(page, task.settings)):
        raise _aside(page, judged, "plainly not about a conflict event")


def _pass_gate(page: Page, document: Document, settings: Settings) -> None:
    from rashomon.intake.gate import judge  # noqa: PLC0415 - loaded only where it is asked

    relevance = judge(document, settings)
    if not relevance.relevant:
        raise _aside(page, relevance, "not about a conflict event")


def _aside(page: Page, relevance: Relevance, what: str) -> _SetAside:
    why = "; ".join(relevance.reasons) or "nothing speaks of a conflict event"
    return _SetAside(page.name, f"{what}: {why}"[:300])


def _refuse(record: Record, error: PageError, writer: ArchiveWriter, count: _Count) -> None:
    aside = isinstance(error, _SetAside)
    state = SET_ASIDE if aside else PageState.REFUSED.value
    page = record.page
    writer.add(
        "refused",
        {
            "name": error.where,
            "url": page.url if isinstance(page, Page) else None,
            "state": state,
            "stage": "gate" if aside else getattr(error, "reason", None) or "intake",
            "reason": f"{error.what}; {error.do}" if error.do else error.what,
            "record": record.number,
            "position": record.position,
        },
    )
    count.states[state] += 1


def _write(page: Page, done: PageReading, stages: Stages, writer: ArchiveWriter) -> None:
    document, claims = done.document, done.claims
    model = done.reading.model if done.reading else ""
    published = document.published.latest
    row: dict[str, Any] = {
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "published": published.isoformat() if published else None,
        "source": document.source.name,
        "name": page.name,
        "state": (PageState.PARTLY if done.failed else PageState.READ).value,
        "stage": done.failed,
        "reason": done.reason,
        "reader": f"{stages.version} {model}".strip(),
        "claims": len(claims),
        "keys": sorted(neighbour(document, claims).keys),
        "raw": page.raw,
        "body": body_of(document),
    }
    writer.add("documents", row)
    for claim in claims:
        writer.add("claims", {name: value for name, value in claim_row(claim).items() if name in _CLAIM_COLUMNS})
        _write_evidence(claim, writer)


_CLAIM_COLUMNS = frozenset(
    "id document_id voice stance status deed place country earliest latest confidence body".split()  # noqa: SIM905
)


def _write_evidence(claim: Claim, writer: ArchiveWriter) -> None:
    for evidence in dict.fromkeys(claim.evidences()):
        row = {"claim_id": claim.id, "document_id": claim.document_id, "text": evidence.text}
        writer.add("evidence", {**row, "start": evidence.span.start, "end": evidence.span.end})
