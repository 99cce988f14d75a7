"""What a desk is told when it opens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """One person without login on this machine alone, or a team with logins."""

    SINGLE = "single"
    TEAM = "team"


class Part(StrEnum):
    """What a user may do: a coder codes, a reviewer also adjudicates and assigns, an admin also keeps the users."""

    CODER = "coder"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def reviews(self) -> bool:
        """Whether this part decides over coders' verdicts."""
        return self is not Part.CODER


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How a desk runs.

    `user` and `part` are those of single-user mode. `names` are the host names, without port, under which browsers may
    ask; any other Host is refused. `max_upload` is in bytes, for a whole request. `secure` marks cookies for HTTPS
    only. `background` false makes events anew at once in the request, for tests.
    """

    mode: Mode = Mode.SINGLE
    user: str = "me"
    part: Part = Part.CODER
    port: int = 8700
    names: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    max_upload: int = 25_000_000
    secure: bool = False
    background: bool = True
    login_tries: int = 5
    login_wait: float = 300.0
