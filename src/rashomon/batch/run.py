"""A batch: archives to folders of Parquet files, wherever they run; a killed one goes on where it stood."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.batch.archive import ArchiveEnd, Task, key_of
from rashomon.batch.extras import need
from rashomon.batch.records import size_of
from rashomon.batch.workers import Ended, LocalWorkers, Runner
from rashomon.errors import InputDamaged, NotFound, OutputFailed, RashomonError
from rashomon.settings import Settings

DEATHS_AT_A_RECORD = 2
"""Deaths at the same record after which it is refused unread: one may be chance (memory, an operator)."""

DEATHS_OF_AN_ARCHIVE = 40
"""Deaths after which an archive is given up, and said so."""

_LOOK = 0.5
"""Seconds between two looks at how far the archives are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a batch is: pages ended in this run, seconds, bytes behind and in all, archives ended and in all."""

    pages: int
    seconds: float
    done_bytes: int
    all_bytes: int
    archives: int
    all_archives: int

    @property
    def pages_a_second(self) -> float:
        """Pages that ended a second since the run began."""
        return self.pages / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """An estimate by bytes: None until some are behind."""
        if self.done_bytes <= 0:
            return None
        return self.seconds * (self.all_bytes - self.done_bytes) / self.done_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchEnd:
    """How each archive ended, and those that did not, with the reason."""

    ends: tuple[ArchiveEnd, ...]
    failed: tuple[RashomonError, ...]
    deaths: int

    @property
    def states(self) -> Counter[str]:
        """Pages by how they ended, over all archives."""
        return sum((Counter(end.states) for end in self.ends), Counter())

    @property
    def passed(self) -> Counter[str]:
        """Records that are no pages, by kind."""
        return sum((Counter(end.passed) for end in self.ends), Counter())


def run_batch(
    archives: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    runner: Runner | None = None,
    gate: bool = True,
    on_progress: Callable[[Progress], None] | None = None,
) -> BatchEnd:
    """Read archives into folders under `out`; those that are there already are left as they are.

    Raises ExtraMissing, NotFound, and OutputFailed when `out` cannot be written or another batch writes to it: what was
    finished is kept, and the same command goes on. An archive that cannot be read is named in the result.
    """
    need("batch")
    if not archives:
        raise NotFound("rashomon batch", "no archive was given", "name WARC or WACZ files")
    with _alone_in(out):
        run = _Run(out, replace(settings, threads=settings.threads or 1), gate, on_progress)
        places = runner or LocalWorkers(max(1, len(os.sched_getaffinity(0))))
        try:
            return run.go(archives, places)
        finally:
            places.close()


@contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Hold the folder for one batch, and clear what a killed one left half done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                what = "another batch writes to this folder"
                raise OutputFailed(str(out), what, "wait for it or give another folder") from error
            for left in (*out.glob(".part-*"), *out.glob(".at-*")):
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
            yield
    except OSError as error:
        raise OutputFailed(str(out), f"it cannot be written ({error.strerror})", "check space and rights") from error


class _Run:
    """The state of one batch."""

    def __init__(
        self, out: Path, settings: Settings, gate: bool, on_progress: Callable[[Progress], None] | None
    ) -> None:
        self.out, self.settings, self.gate, self.on_progress = out, settings, gate, on_progress
        self.ends: list[ArchiveEnd] = []
        self.failed: list[RashomonError] = []
        self.deaths: dict[str, Counter[int]] = {}
        self.running: dict[str, Task] = {}
        self.sizes: dict[str, int] = {}
        self.began = time.monotonic()

    def go(self, archives: Sequence[Path], places: Runner) -> BatchEnd:
        """Hand out all archives and see them to their ends."""
        for task in self._tasks(archives):
            self.running[task.key] = task
            places.submit(task)
        while self.running:
            for ended in places.wait(_LOOK):
                self._settle(ended, places)
            if self.on_progress:
                self.on_progress(self._progress())
        order = sorted(self.ends, key=lambda end: end.key)
        died = sum(sum(counts.values()) for counts in self.deaths.values())
        return BatchEnd(ends=tuple(order), failed=tuple(self.failed), deaths=died)

    def _tasks(self, archives: Sequence[Path]) -> Iterator[Task]:
        """Yield a task an archive, the largest first, so that no long one is left for the end; each only once."""
        for path in sorted(archives, key=lambda each: (-size_of(each), str(each))):
            try:
                key = key_of(path)
            except InputDamaged as error:
                self.failed.append(error)
                continue
            if key not in self.sizes:
                self.sizes[key] = size_of(path)
                yield Task(
                    archive=str(path.absolute()),
                    key=key,
                    out=str(self.out.absolute()),
                    settings=self.settings,
                    gate=self.gate,
                )

    def _settle(self, ended: Ended, places: Runner) -> None:
        if ended.death:
            again = self._after_death(ended.task, ended.death)
            if again:
                self.running[again.key] = again
                places.submit(again)
            return
        del self.running[ended.task.key]
        if ended.end:
            self.ends.append(ended.end)
        elif isinstance(ended.error, OutputFailed):
            raise ended.error
        elif ended.error:
            self.failed.append(ended.error)

    def _after_death(self, task: Task, how: str) -> Task | None:
        """Return how to try again after a worker's death: page by page, and without what ended workers twice."""
        standing = task.journal.read()
        at = standing.first if standing and task.alone else -1
        counts = self.deaths.setdefault(task.key, Counter())
        counts[at] += 1
        if sum(counts.values()) >= DEATHS_OF_AN_ARCHIVE:
            del self.running[task.key]
            what = f"workers died {DEATHS_OF_AN_ARCHIVE} times while it was read (last: {how})"
            self.failed.append(RashomonError(task.archive, what, "look at the machine's log, and run again"))
            return None
        skip = task.skip
        if at >= 0 and counts[at] >= DEATHS_AT_A_RECORD:
            last = standing.last if standing else at
            skip |= frozenset(range(at, last + 1))
        return replace(task, alone=True, skip=skip)

    def _progress(self) -> Progress:
        fresh = [end for end in self.ends if end.fresh]
        standings = [standing for task in self.running.values() if (standing := task.journal.read())]
        skipped = sum(self.sizes[end.key] for end in self.ends if not end.fresh)
        done = sum(self.sizes[end.key] for end in fresh) + sum(standing.position for standing in standings)
        return Progress(
            pages=sum(end.pages for end in fresh) + sum(standing.pages for standing in standings),
            seconds=time.monotonic() - self.began,
            done_bytes=done,
            all_bytes=sum(self.sizes.values()) - skipped,
            archives=len(self.ends) + len(self.failed),
            all_archives=len(self.sizes) + len(self.failed) - len([e for e in self.failed if e.where in self.sizes]),
        )
