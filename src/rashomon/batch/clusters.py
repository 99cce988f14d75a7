"""Archives on a Dask or Ray cluster. Its machines must see the archives and the output folder under the same paths."""

from __future__ import annotations

import importlib
from typing import Any

from rashomon.batch.archive import Task, read_archive
from rashomon.batch.extras import need
from rashomon.batch.workers import Ended
from rashomon.errors import ClusterFailed, RashomonError


class DaskWorkers:
    """The workers of a Dask scheduler. Dask itself reads an archive again when the worker that had it is lost."""

    def __init__(self, address: str) -> None:
        """Connect to `HOST:PORT`. Raises ExtraMissing, or ClusterFailed when nobody answers."""
        need("dask")
        self._dask = importlib.import_module("distributed")
        try:
            self._client = self._dask.Client(f"tcp://{address}", timeout=15, set_as_default=False)
        except (OSError, ValueError) as error:
            what = f"no Dask scheduler answers ({type(error).__name__})"
            raise ClusterFailed(f"dask://{address}", what, "start one with `dask scheduler`") from error
        self._running: dict[Any, Task] = {}

    def submit(self, task: Task) -> None:
        """Hand the task to the scheduler."""
        self._running[self._client.submit(read_archive, task, pure=False)] = task

    def wait(self, seconds: float) -> list[Ended]:
        """Return what has ended, after at most so many seconds."""
        timeout = importlib.import_module("asyncio").TimeoutError
        try:
            with self._client.as_current():
                done = self._dask.wait(list(self._running), timeout=seconds, return_when="FIRST_COMPLETED").done
        except (timeout, TimeoutError):
            return []
        return [self._ended(future) for future in done]

    def close(self) -> None:
        """Let go of the cluster; what runs is cancelled."""
        self._client.cancel(list(self._running))
        self._client.close()

    def _ended(self, future: Any) -> Ended:
        task = self._running.pop(future)
        error = future.exception()
        if error is None:
            return Ended(task=task, end=future.result())
        if isinstance(error, RashomonError):
            return Ended(task=task, error=error)
        if isinstance(error, self._dask.KilledWorker):
            return Ended(task=task, death="its worker died several times")
        return Ended(task=task, error=RashomonError(task.archive, f"{type(error).__name__}: {error}"))


class RayWorkers:
    """The workers of a Ray cluster, or of one that starts on this machine."""

    def __init__(self, address: str) -> None:
        """Connect to `HOST:PORT`, or without one start Ray here. Raises ExtraMissing or ClusterFailed."""
        need("ray")
        self._ray = importlib.import_module("ray")
        try:
            self._ray.init(address=f"ray://{address}" if address else None, log_to_driver=False, logging_level="error")
        except (OSError, ConnectionError, RuntimeError, ValueError) as error:
            what = f"no Ray cluster answers ({type(error).__name__})"
            raise ClusterFailed(f"ray://{address}", what, "start one with `ray start --head`") from error
        self._remote = self._ray.remote(max_retries=2)(read_archive)
        self._running: dict[Any, Task] = {}

    def submit(self, task: Task) -> None:
        """Hand the task to the cluster."""
        self._running[self._remote.remote(task)] = task

    def wait(self, seconds: float) -> list[Ended]:
        """Return what has ended, after at most so many seconds."""
        done, _ = self._ray.wait(list(self._running), num_returns=1, timeout=seconds)
        return [self._ended(reference) for reference in done]

    def close(self) -> None:
        """Let go of the cluster."""
        self._ray.shutdown()

    def _ended(self, reference: Any) -> Ended:
        task = self._running.pop(reference)
        try:
            return Ended(task=task, end=self._ray.get(reference))
        except self._ray.exceptions.RayTaskError as error:
            cause = getattr(error, "cause", None)
            if isinstance(cause, RashomonError):
                return Ended(task=task, error=cause)
            return Ended(task=task, error=RashomonError(task.archive, f"{type(cause).__name__}: {cause}"))
        except self._ray.exceptions.RayError as error:
            return Ended(task=task, death=f"its worker died ({type(error).__name__})")
