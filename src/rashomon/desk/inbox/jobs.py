"""Reading what came in, behind the desk: one thread, in the order of arrival, each page's end told as it happens.

What waits is kept in the ledger before the answer is given, and goes on where it was when the desk starts again.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from rashomon.domain import Outcome, content_id
from rashomon.errors import PageError, RashomonError
from rashomon.ledger.waiting import Item, WaitingItems

if TYPE_CHECKING:
    from rashomon.intake import Page
    from rashomon.ledger import Ledger
    from rashomon.pipeline import Stages
    from rashomon.settings import Settings

_LOG = logging.getLogger(__name__)

TOGETHER = 4
"""Pages between two bringings up to date of the events: few, so that what was read is seen soon."""

KEPT = 40
"""Jobs whose ends are remembered for the view."""

MOST_TRIES = 3
"""How often a page is begun: one that ends the whole desk each time is refused, and does so no more."""


@dataclass(slots=True, kw_only=True)
class Job:
    """What one person brought in at once. `told` are events for the view, in order, as plain values.

    `resumed` says that the desk stopped before the job ended. `failed` says that something other than a page stopped
    it; `waiting` names what was not read then.
    """

    id: str
    by: str
    at: datetime
    waiting: deque[int]
    total: int
    told: list[dict[str, Any]] = field(default_factory=list)
    ended: bool = False
    resumed: bool = False
    failed: bool = False

    @property
    def done(self) -> int:
        """How many pages have ended."""
        return sum(1 for each in self.told if each["kind"] == "page")


class Inbox:
    """The jobs of a desk. Stages are opened with the first page and stay open."""

    def __init__(self, ledger: Ledger, settings: Settings, *, background: bool) -> None:
        self._ledger = ledger
        self._items = WaitingItems(ledger)
        self._settings = settings
        self._background = background
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._stages: Stages | None = None
        self._stopped = False

    def add(self, items: Sequence[Item], by: str) -> Job:
        """Keep pages and addresses in the ledger, and return the job that reads them."""
        now = datetime.now(UTC)
        kept = self._items.keep(content_id("job", now.isoformat(), by), by, now, items)
        job = Job(id=kept.job, by=by, at=now, waiting=deque(kept.numbers), total=len(kept.numbers))
        self._remember(job)
        self._start([job])
        return job

    def resume(self) -> list[Job]:
        """Go on with what waits in the ledger since the desk stopped, in the order of arrival."""
        jobs = [
            Job(
                id=each.job,
                by=each.by,
                at=each.at,
                waiting=deque(each.numbers),
                total=len(each.numbers),
                resumed=True,
            )
            for each in self._items.all()
        ]
        for job in jobs:
            self._remember(job)
        if jobs:
            self._start(jobs)
        return jobs

    def again(self, job: Job) -> None:
        """Go on with a job that failed."""
        with self._lock:
            if not (job.ended and job.waiting):
                return
            job.ended = job.failed = False
        self._start([job])

    def get(self, job_id: str) -> Job | None:
        """Return a job by its id, or None."""
        with self._lock:
            return self._jobs.get(job_id)

    def jobs(self) -> list[Job]:
        """Return the jobs, the latest first."""
        with self._lock:
            return list(self._jobs.values())[::-1]

    def stop(self) -> None:
        """Begin no more pages."""
        self._stopped = True

    def _remember(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.id] = job
            for old in [key for key, each in self._jobs.items() if each.ended][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]

    def _start(self, jobs: Sequence[Job]) -> None:
        def run() -> None:
            for job in jobs:
                self._run(job)

        if self._background:
            threading.Thread(target=run, name=f"rashomon-{jobs[0].id}", daemon=True).start()
        else:
            run()

    def _run(self, job: Job) -> None:
        with self._turn:
            try:
                while job.waiting and not self._stopped:
                    self._read(job)
            except RashomonError as error:
                self._fail(job, str(error))
            except Exception as error:  # noqa: BLE001 - the desk must outlive whatever a page brings
                _LOG.exception("inbox job %s", job.id)
                self._fail(job, f"{type(error).__name__}; see the log")
            finally:
                job.told.append({"kind": "end", "done": job.done, "total": job.total})
                job.ended = True

    def _fail(self, job: Job, why: str) -> None:
        job.failed = True
        job.told.append({"kind": "failed", "reason": why, "left": len(job.waiting)})

    def _read(self, job: Job) -> None:
        from rashomon.pipeline import Stages, read_pages  # noqa: PLC0415 - models wait for the first page

        if self._stages is None:
            self._stages = Stages(self._settings)
        # A page that was begun before may be the one that ended the desk: let it take no other along.
        alone = self._items.tries(job.waiting[0]) > 0
        numbers = list(islice(job.waiting, 1 if alone else TOGETHER))
        items = self._items.begin(numbers)
        job.told.append({"kind": "reading", "names": [each.name for each in items]})
        pages = (self._opened(each) for each in items)
        try:
            read_pages(pages, self._ledger, self._settings, stages=self._stages, on_page=lambda end: _tell(job, end))
        except RashomonError:
            self._items.give_back(numbers)  # the ledger or a disk failed, and no page is to blame
            raise
        self._items.end(numbers)
        for _ in numbers:
            job.waiting.popleft()

    def _opened(self, item: Item) -> Page | PageError:
        from rashomon.intake import Page, fetch  # noqa: PLC0415 - HTML parsing waits for the first page

        if item.tries > MOST_TRIES:
            return PageError(item.name, f"the desk failed {MOST_TRIES} times while it was read", "see the log")
        if item.raw is None:
            try:
                return fetch(item.name, self._settings)
            except PageError as error:
                return error
        day = item.given.get("published")
        return Page(
            raw=item.raw,
            name=item.name,
            url=item.given.get("url"),
            published=date.fromisoformat(day) if day else None,
            source=item.given.get("source"),
        )


def _tell(job: Job, end: Outcome) -> None:
    job.told.append(
        {
            "kind": "page",
            "name": end.name,
            "state": end.state.value,
            "reason": end.reason,
            "claims": end.claims,
            "document": end.document_id,
            "done": job.done + 1,
            "total": job.total,
        }
    )
