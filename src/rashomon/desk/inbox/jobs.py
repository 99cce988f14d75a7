"""Reading what came in, behind the desk: one thread, in the order of arrival, each page's end told as it happens."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from rashomon.domain import Outcome, content_id
from rashomon.errors import PageError, RashomonError

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


@dataclass(slots=True, kw_only=True)
class Job:
    """What one person brought in at once. `told` are events for the view, in order, as plain values."""

    id: str
    by: str
    at: datetime
    waiting: deque[Page | str]
    total: int
    told: list[dict[str, Any]] = field(default_factory=list)
    ended: bool = False

    @property
    def done(self) -> int:
        """How many pages have ended."""
        return sum(1 for each in self.told if each["kind"] == "page")


class Inbox:
    """The jobs of a desk. Stages are opened with the first page and stay open."""

    def __init__(self, ledger: Ledger, settings: Settings, *, background: bool) -> None:
        self._ledger = ledger
        self._settings = settings
        self._background = background
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._stages: Stages | None = None
        self._stopped = False

    def add(self, items: Sequence[Page | str], by: str) -> Job:
        """Take pages, or addresses to fetch, and return the job that reads them."""
        now = datetime.now(UTC)
        job = Job(id=content_id("job", now.isoformat(), by), by=by, at=now, waiting=deque(items), total=len(items))
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        if self._background:
            threading.Thread(target=self._run, args=(job,), name=f"rashomon-{job.id}", daemon=True).start()
        else:
            self._run(job)
        return job

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

    def _run(self, job: Job) -> None:
        with self._turn:
            try:
                while job.waiting and not self._stopped:
                    self._read(job)
            except RashomonError as error:
                job.told.append({"kind": "failed", "reason": str(error)})
            except Exception as error:  # noqa: BLE001 - the desk must outlive whatever a page brings
                _LOG.exception("inbox job %s", job.id)
                job.told.append({"kind": "failed", "reason": f"{type(error).__name__}; see the log"})
            finally:
                job.told.append({"kind": "end", "done": job.done, "total": job.total})
                job.ended = True

    def _read(self, job: Job) -> None:
        from rashomon.pipeline import Stages, read_pages  # noqa: PLC0415 - models wait for the first page

        if self._stages is None:
            self._stages = Stages(self._settings)
        group = list(islice(self._take(job), TOGETHER))
        job.told.append(
            {"kind": "reading", "names": [each.where if isinstance(each, PageError) else each.name for each in group]}
        )
        read_pages(group, self._ledger, self._settings, stages=self._stages, on_page=lambda end: _tell(job, end))

    def _take(self, job: Job) -> Iterator[Page | PageError]:
        from rashomon.intake import fetch  # noqa: PLC0415 - HTML parsing waits for the first page

        while job.waiting:
            item = job.waiting.popleft()
            if not isinstance(item, str):
                yield item
                continue
            try:
                yield fetch(item, self._settings)
            except PageError as error:
                yield error


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
