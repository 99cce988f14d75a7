"""Runners whose workers die at a named page: what a crash of a parser in C looks like from outside."""

import os
import signal
from contextlib import contextmanager
from unittest import mock

from rashomon.batch.workers import LocalWorkers, _serve
from rashomon.pipeline import Stages


@contextmanager
def deadly(words):
    """Let every worker started inside die when it opens a page that holds these words."""
    os.environ["RASHOMON_TEST_POISON"] = words
    try:
        yield
    finally:
        del os.environ["RASHOMON_TEST_POISON"]


class Deadly(LocalWorkers):
    """Local workers that begin in `serve` below instead of the ordinary way."""

    def _start(self):
        with mock.patch("rashomon.batch.workers._serve", serve):
            return super()._start()


def serve(connection, parent):
    words = os.environ.get("RASHOMON_TEST_POISON", "").encode()
    real = Stages.open

    def open_or_die(self, page):
        if words and words in page.raw:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, page)

    Stages.open = open_or_die
    _serve(connection, parent)


__all__ = ["Deadly", "deadly", "serve"]
