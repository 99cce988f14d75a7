"""Every error that a user can meet.

    RashomonError
    ├── PageError               one page cannot be read; the others go on
    │   ├── PageRefused         the page is refused with a reason (empty, binary, too large, no body, language)
    │   └── FetchFailed         a URL did not give a page (no network, robots, private address, too large)
    ├── LedgerError             the ledger cannot be used as asked
    │   ├── LedgerBusy          another process holds it for too long
    │   ├── LedgerReadOnly      the file or its folder cannot be written, or the disk is full
    │   ├── LedgerTooNew        it was written by a newer Rashomon
    │   ├── LedgerDamaged       it is no ledger, or its pages are damaged
    │   └── VerdictConflict     somebody else has judged the same value in the meantime
    ├── KnowledgeError          a lexicon, gazetteer or model file is missing or does not hold what it should
    ├── ClusterFailed           a cluster of machines does not answer
    ├── ExtraMissing            a command needs packages that a plain install leaves out
    ├── OutputFailed            a report or an export cannot be written
    ├── InputDamaged            a file to import is no export of ours, or a damaged one
    └── NotFound                an id or a name that is not there

Each message is one line: what was wrong, where, and what to do. Details go to the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.domain import Document, Verdict

__all__ = [
    "ClusterFailed",
    "ExtraMissing",
    "FetchFailed",
    "InputDamaged",
    "KnowledgeError",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerError",
    "LedgerReadOnly",
    "LedgerTooNew",
    "NotFound",
    "OutputFailed",
    "PageError",
    "PageRefused",
    "RashomonError",
    "VerdictConflict",
]


class RashomonError(Exception):
    """The root of the tree.

    `where` names the file, URL or id; `what` says what was wrong; `do` says what to do about it.
    """

    def __init__(self, where: str, what: str, do: str = "") -> None:
        super().__init__(where, what, do)
        self.where = where
        self.what = what
        self.do = do

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}"
        line = f"{line}; {self.do}" if self.do else line
        return " ".join(line.split())


class PageError(RashomonError):
    """One page cannot be read; the others go on."""


class PageRefused(PageError):
    """The page is refused. `reason` is a short code: empty, binary, large, no-body, language, charset.

    `document` is the page as far as it was opened, where it can be kept though it is not read (reason language).
    """

    def __init__(self, where: str, what: str, do: str = "", *, reason: str, document: Document | None = None) -> None:
        super().__init__(where, what, do)
        self.reason = reason
        self.document = document


class FetchFailed(PageError):
    """A URL did not give a page. `passing` tells that it may well do so later: the network, a busy server."""

    def __init__(self, where: str, what: str, do: str = "", *, passing: bool = False) -> None:
        super().__init__(where, what, do)
        self.passing = passing


class LedgerError(RashomonError):
    """The ledger cannot be used as asked."""


class LedgerBusy(LedgerError):
    """Another process holds the ledger for too long."""


class LedgerReadOnly(LedgerError):
    """The ledger cannot be written."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer Rashomon."""


class LedgerDamaged(LedgerError):
    """The file is no ledger, or it is damaged."""


class VerdictConflict(LedgerError):
    """Somebody else has judged the same value in the meantime; `current` is what stands now. Nothing was written."""

    def __init__(self, where: str, what: str, do: str = "", *, current: Verdict) -> None:
        super().__init__(where, what, do)
        self.current = current


class KnowledgeError(RashomonError):
    """A lexicon, gazetteer or model file is missing or does not hold what it should."""


class ClusterFailed(RashomonError):
    """A cluster of machines does not answer."""


class ExtraMissing(RashomonError):
    """A command needs packages that a plain install leaves out."""


class OutputFailed(RashomonError):
    """A report or an export cannot be written."""


class InputDamaged(RashomonError):
    """A file to import is no export of ours, or a damaged one."""


class NotFound(RashomonError):
    """An id or a name that is not there."""
