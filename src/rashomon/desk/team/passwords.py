"""Passwords: argon2id hashes, and rules for names and lengths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.desk.config import Part
from rashomon.errors import LedgerError
from rashomon.ledger.people import People

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

_NAME = re.compile(r"\w[\w .'-]{0,62}\w|\w")
SHORTEST, LONGEST = 10, 200


def add_user(ledger: Ledger, name: str, role: str, password: str) -> None:
    """Add a user to a ledger. Raises LedgerError when name, role or password will not do."""
    if not _NAME.fullmatch(name):
        raise LedgerError(name[:64], "a name has letters, digits, spaces, . ' -, at most 64", "choose another name")
    if role not in {part.value for part in Part}:
        raise LedgerError(name, f"there is no role {role!r}", "use coder, reviewer or admin")
    check_password(name, password)
    People(ledger).add(name, role, hash_password(password))


def check_password(name: str, password: str) -> None:
    """Raise LedgerError when a password is too short, too long, or the name itself."""
    if not SHORTEST <= len(password) <= LONGEST or password.casefold() == name.casefold():
        raise LedgerError(
            name, f"a password has {SHORTEST} to {LONGEST} characters and is not the name", "choose another"
        )


def hash_password(password: str) -> str:
    """Return the argon2id hash, with its salt and its cost in it."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only teams need it

    return PasswordHasher().hash(password)


def matches(secret: str | None, password: str) -> bool:
    """Tell whether a password has this hash. Without a hash it takes as long and says no."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only teams need it
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(secret or _NOBODY, password[:LONGEST]) and secret is not None
    except (VerificationError, InvalidHashError):
        return False


_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0NTY3OA$8sHTf4N1hNu0y6Q5OWoW0W0Hn0y6h2kqYH2r8bJk1nY"
"""A hash of no password, so that a name that is not there takes as long to refuse as one that is."""
