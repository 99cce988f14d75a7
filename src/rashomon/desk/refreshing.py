"""Making events anew behind the desk, so that a keystroke never waits for it. What waits is kept in the ledger."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError
from rashomon.ledger.pages import Pages

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

_LOG = logging.getLogger(__name__)

QUIET = 0.4
"""Seconds of silence before events are made anew: a person's keystrokes come in bursts."""


class Updater:
    """One thread that brings the events of stale pages up to date; without `background` it happens in `wake`."""

    def __init__(self, ledger: Ledger, *, background: bool) -> None:
        self._ledger = ledger
        self._pages = Pages(ledger)
        self._background = background
        self._wanted = threading.Event()
        self._ended = threading.Event()
        self._turn = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, with what an earlier desk left waiting."""
        if self._background and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="rashomon-updater", daemon=True)
            self._thread.start()
            self.wake()

    def stop(self) -> None:
        """End after what is in hand."""
        self._ended.set()
        self._wanted.set()
        if self._thread:
            self._thread.join(timeout=10)

    def touch(self, document_ids: Collection[str]) -> None:
        """Let the events of these pages be made anew."""
        self._pages.mark_stale(document_ids)
        self.wake()

    def wake(self) -> None:
        """Say that some page may be stale."""
        if self._background:
            self._wanted.set()
        else:
            self.settle()

    def settle(self) -> int:
        """Make the events of all stale pages anew now and return how many pages there were."""
        from rashomon.pipeline import bring_up_to_date  # noqa: PLC0415 - reconciling is loaded only to reconcile

        with self._turn:
            waiting = self._pages.stale()
            if waiting:
                bring_up_to_date(self._ledger, set(waiting))
                self._pages.clear_stale(waiting)
        return len(waiting)

    def _run(self) -> None:
        while not self._ended.is_set():
            self._wanted.wait(timeout=5.0)
            self._wanted.clear()
            if self._ended.wait(timeout=QUIET):
                return
            try:
                self.settle()
            except RashomonError:
                _LOG.exception("events could not be made anew; they will be tried again")
            except Exception:  # noqa: BLE001 - the thread must outlive whatever one page brings
                _LOG.exception("events could not be made anew")
