"""Archives on this machine: processes of our own, so that one that dies costs nothing but its try."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from rashomon.batch.archive import ArchiveEnd, Task, read_archive
from rashomon.batch.journal import Standing
from rashomon.errors import RashomonError

PATIENCE = 300.0
"""Seconds that a worker may stand at the same page before it is ended: no page takes so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a task ended: with the archive's end, an error of ours, or the worker's death."""

    task: Task
    end: ArchiveEnd | None = None
    error: RashomonError | None = None
    death: str = ""


class Runner(Protocol):
    """Where tasks run."""

    def submit(self, task: Task) -> None:
        """Let a task run when there is a place for it."""

    def wait(self, seconds: float) -> list[Ended]:
        """Return what has ended, after at most so many seconds."""

    def close(self) -> None:
        """End what runs."""


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Connection
    task: Task | None = None
    standing: Standing | None = None
    since: float = 0.0


class LocalWorkers:
    """A number of processes that each read one archive after another."""

    def __init__(self, count: int, *, patience: float = PATIENCE) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._count = count
        self._patience = patience
        self._waiting: deque[Task] = deque()
        self._workers: list[_Worker] = []

    def submit(self, task: Task) -> None:
        """Let a task run when a process is free."""
        self._waiting.append(task)
        self._hand_out()

    def wait(self, seconds: float) -> list[Ended]:
        """Return what has ended, after at most so many seconds."""
        busy = [worker for worker in self._workers if worker.task]
        ready = set(wait([worker.connection for worker in busy], seconds))
        ended = [self._collect(worker) for worker in busy if worker.connection in ready]
        self._end_those_that_hang()
        self._hand_out()
        return ended

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
        self._workers.clear()

    def _hand_out(self) -> None:
        while self._waiting:
            worker = next((each for each in self._workers if each.task is None), None)
            if worker is None and len(self._workers) >= self._count:
                return
            worker = worker or self._start()
            worker.task, worker.standing, worker.since = self._waiting.popleft(), None, time.monotonic()
            try:
                worker.connection.send(worker.task)
            except OSError:  # it died while it was idle: another takes the task
                self._waiting.appendleft(worker.task)
                self._forget(worker)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self, worker: _Worker) -> Ended:
        task = worker.task
        assert task is not None
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            self._forget(worker)
            return Ended(task=task, death=f"signal {-code}" if code and code < 0 else f"exit code {code}")
        worker.task = None
        if isinstance(said, RashomonError):
            return Ended(task=task, error=said)
        return Ended(task=task, end=said)

    def _forget(self, worker: _Worker) -> None:
        worker.connection.close()
        self._workers.remove(worker)

    def _end_those_that_hang(self) -> None:
        for worker in self._workers:
            if worker.task is None:
                continue
            standing = worker.task.journal.read()
            if standing != worker.standing:
                worker.standing, worker.since = standing, time.monotonic()
            elif time.monotonic() - worker.since > self._patience:
                worker.process.kill()


def _serve(connection: Connection, parent: int) -> None:
    """Read the archives that come down the pipe until it closes."""
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        try:
            answer: ArchiveEnd | RashomonError = read_archive(task)
        except RashomonError as error:
            answer = error
        connection.send(answer)


def _leave_with(parent: int) -> None:
    """End this process when the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
