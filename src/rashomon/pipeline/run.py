"""A run over pages: each ends as read, partly read or refused, with its reason, and none takes others with it."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from rashomon.domain import Document, Outcome, PageState, content_id
from rashomon.errors import LedgerError, PageError
from rashomon.pipeline.stages import PageReading, Stages
from rashomon.pipeline.updating import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour

if TYPE_CHECKING:
    from rashomon.intake import Page
    from rashomon.ledger import Ledger
    from rashomon.settings import Settings

T = TypeVar("T")
_LOG = logging.getLogger(__name__)

PAGES_TOGETHER = 16
"""Pages that share the encoder's batches: more gains nothing, fewer leaves batches half empty."""


GATE = "gate"
"""The stage of a page that the relevance gate set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """How every page of a run ended."""

    run: str
    outcomes: tuple[Outcome, ...]
    events: int = 0

    @property
    def complete(self) -> bool:
        """Whether all pages were read in full, or set aside as was asked."""
        return all(outcome.state is PageState.READ or outcome.stage == GATE for outcome in self.outcomes)

    @property
    def set_aside(self) -> int:
        """How many pages the relevance gate set aside; they count as refused."""
        return sum(outcome.stage == GATE for outcome in self.outcomes)

    @property
    def line(self) -> str:
        """The closing line: "12 read, 1 partly, 1 refused", and how many of these the gate set aside."""
        counts = Counter(outcome.state for outcome in self.outcomes)
        line = ", ".join(f"{counts[state]} {state.value}" for state in PageState)
        return f"{line} ({self.set_aside} of them set aside: no conflict event)" if self.set_aside else line


@dataclass(frozen=True, slots=True)
class _Opened:
    """A page that came through intake and waits for reading."""

    name: str
    document: Document


def read_pages(
    pages: Iterable[Page | PageError],
    ledger: Ledger,
    settings: Settings,
    *,
    stages: Stages | None = None,
    on_page: Callable[[Outcome], None] | None = None,
) -> RunSummary:
    """Read pages into the ledger and bring its events up to date.

    Raises LedgerError when the ledger itself cannot be used: then nothing of the page in flight is kept, and what was
    read before is. Every other failure is an Outcome.
    """
    stages = stages or Stages(settings)
    run = content_id("run", datetime.now(UTC).isoformat(), time.monotonic_ns())
    outcomes: list[Outcome] = []

    def end(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if on_page:
            on_page(outcome)

    for group in _grouped(pages, PAGES_TOGETHER):
        opened: list[_Opened] = []
        for page in group:
            result = _open(page, ledger, stages, run)
            if isinstance(result, Outcome):
                end(result)
            else:
                opened.append(result)
        began = time.perf_counter()
        for waiting, done in zip(opened, stages.read([each.document for each in opened]), strict=True):
            seconds = (time.perf_counter() - began) / len(opened)
            outcome = _outcome(waiting.name, done, seconds)
            keys = neighbour(done.document, done.claims).keys
            ledger.save_page(done.document, done.claims, outcome, reader=_reader_of(done, stages), run=run, keys=keys)
            end(outcome)
    touched = {outcome.document_id for outcome in outcomes if outcome.document_id and outcome.stage != GATE}
    events = bring_up_to_date(ledger, touched) if touched else ledger.count("event")
    return RunSummary(run=run, outcomes=tuple(outcomes), events=events)


def _open(page: Page | PageError, ledger: Ledger, stages: Stages, run: str) -> _Opened | Outcome:
    """Carry a page through intake, or save how it ended there."""
    if isinstance(page, PageError):
        return _refuse(ledger, run, page.where, _line(page))
    try:
        if stages.settings.keep_raw:
            ledger.raw.keep(page.raw)
        document = stages.open(page)
        if stages.settings.gate and (why := stages.set_aside(document)):
            return _set_aside(ledger, run, page.name, why, document)
        return _Opened(page.name, document)
    except LedgerError:
        raise
    except PageError as error:
        return _refuse(ledger, run, page.name, _line(error), getattr(error, "document", None))
    except Exception as error:  # noqa: BLE001 - a page must never take others with it
        _LOG.exception("intake of %s", page.name)
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return _refuse(ledger, run, page.name, reason)


def _refuse(ledger: Ledger, run: str, name: str, reason: str, document: Document | None = None) -> Outcome:
    """Save a refusal; a page that was opened and is only not read (its language) is kept with it, without claims."""
    key = document.id if document else None
    outcome = Outcome(name=name, state=PageState.REFUSED, document_id=key, stage="intake", reason=reason)
    if document:
        ledger.save_page(document, (), outcome, reader="", run=run)
    else:
        ledger.save_outcome(outcome, run=run)
    return outcome


def _set_aside(ledger: Ledger, run: str, name: str, reason: str, document: Document) -> Outcome:
    """Save that the gate set a page aside. One that the ledger holds from an earlier reading keeps what was read."""
    outcome = Outcome(name=name, state=PageState.REFUSED, document_id=document.id, stage=GATE, reason=reason)
    if ledger.documents(ids=[document.id]):
        ledger.save_outcome(outcome, run=run)
    else:
        ledger.save_page(document, (), outcome, reader="", run=run)
    return outcome


def _outcome(name: str, done: PageReading, seconds: float) -> Outcome:
    return Outcome(
        name=name,
        state=PageState.PARTLY if done.failed else PageState.READ,
        document_id=done.document.id,
        stage=done.failed,
        reason=done.reason,
        claims=len(done.claims),
        seconds=seconds,
    )


def _reader_of(done: PageReading, stages: Stages) -> str:
    model = done.reading.model if done.reading else ""
    return f"{stages.version} {model}".strip()


def _line(error: PageError) -> str:
    return f"{error.what}; {error.do}" if error.do else error.what


def _grouped(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
