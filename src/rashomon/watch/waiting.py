"""How long to wait: between two requests to a host, after failures, and as long as a server says."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_BACKOFF, LONGEST_BACKOFF = 60.0, 6 * 3600.0
"""Seconds: what the first failure costs, doubled by each that follows, up to the longest."""

_LONGEST_ASKED = 86_400.0
"""Seconds: no server's word makes us wait longer."""

_LONGEST_PAUSE = 60.0


def backoff(failures: int, chance: Callable[[], float] = random.random) -> float:
    """Return seconds to wait after so many failures in a row, with jitter of a quarter to either side.

    >>> backoff(1, lambda: 0.5), backoff(3, lambda: 0.5), backoff(50, lambda: 0.5)
    (60.0, 240.0, 21600.0)
    """
    plain = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0 ** min(failures - 1, 30))
    return plain * (0.75 + 0.5 * chance())


def retry_after(words: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, in seconds or as a date; None where it says nothing.

    >>> retry_after("120"), retry_after("soon"), retry_after("-5")
    (120.0, None, None)
    """
    if not words:
        return None
    words = words.strip()
    if words.isascii() and words.isdigit():
        return min(float(words[:9]), _LONGEST_ASKED)
    try:
        at = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    seconds = (at - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_ASKED)


class Hosts:
    """When each host may be asked again: `pause` seconds after the last time, later where robots.txt says so."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, now: float) -> float:
        """Return how many seconds a host is still to be left alone."""
        return max(0.0, self._free_at.get(host, 0.0) - now)

    def asked(self, host: str, now: float, delay: float | None = None) -> None:
        """Note that a host was asked; `delay` is the crawl delay of its robots.txt (seconds, 60 at most)."""
        self._free_at[host] = max(
            self._free_at.get(host, 0.0), now + max(self._pause, min(delay or 0.0, _LONGEST_PAUSE))
        )

    def put_off(self, host: str, now: float, seconds: float) -> None:
        """Leave a host alone for as long as it asked."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), now + seconds)
