"""The stages in their order, for one page or several. A stage that fails costs its page only what follows it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.domain import Claim, Document, Reading, When
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.intake import Page
    from rashomon.reading import Reader
    from rashomon.resolve import Grounder
    from rashomon.settings import Settings

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page after all stages. `failed` names the stage that stopped it, `reason` says why; claims are those so far."""

    document: Document
    reading: Reading | None
    claims: tuple[Claim, ...]
    failed: str | None = None
    reason: str = ""


class Stages:
    """Intake, reading, claims and grounding with their knowledge loaded once.

    >>> from rashomon.settings import Settings
    >>> Stages(Settings()).version.startswith("rashomon")
    True
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._reader: Reader | None = None
        self._grounder: Grounder | None = None

    @property
    def version(self) -> str:
        """The program and its version, as the ledger keeps it beside every value."""
        return f"rashomon/{__version__}"

    @property
    def reader(self) -> Reader:
        """The reader, opened at its first use."""
        if self._reader is None:
            from rashomon.reading import open_reader  # noqa: PLC0415 - onnxruntime is loaded only to read

            self._reader = open_reader(self.settings)
        return self._reader

    @property
    def grounder(self) -> Grounder:
        """The gazetteer, calendar and registry, opened at their first use."""
        if self._grounder is None:
            from rashomon.resolve import Grounder  # noqa: PLC0415 - the gazetteer is loaded only to ground

            self._grounder = Grounder(self.settings)
        return self._grounder

    def open(self, page: Page) -> Document:
        """Intake. Raises PageError."""
        from rashomon.intake import open_page  # noqa: PLC0415 - HTML parsing is loaded only for pages

        return open_page(page, self.settings)

    def set_aside(self, document: Document) -> str | None:
        """Return why the relevance gate would leave this page unread; None where it tells of a conflict event."""
        from rashomon.intake.gate import judge  # noqa: PLC0415 - its weights are loaded only where it is asked

        judged = judge(document, self.settings)
        return None if judged.relevant else f"set aside, no conflict event found; {' '.join(judged.reasons)}"

    def read(self, documents: Sequence[Document]) -> list[PageReading]:
        """Carry documents through reading, claims and grounding.

        One page's failure is its own: it comes back with the stage's name and the reason, and with what stands.
        """
        return [self._finish(document, reading) for document, reading in self._readings(documents)]

    def _readings(self, documents: Sequence[Document]) -> list[tuple[Document, Reading | Exception]]:
        try:
            return list(zip(documents, self.reader.read_many(documents), strict=True))
        except Exception:  # noqa: BLE001 - a page must never take others with it
            _LOG.debug("reading %d pages together failed; one by one now", len(documents), exc_info=True)
        return [(document, self._read_alone(document)) for document in documents]

    def _read_alone(self, document: Document) -> Reading | Exception:
        try:
            return self.reader.read(document)
        except Exception as error:  # noqa: BLE001 - a page must never take others with it
            _LOG.exception("reading %s", document.id)
            return error

    def _finish(self, document: Document, reading: Reading | Exception) -> PageReading:
        if isinstance(reading, Exception):
            return _stopped(document, None, (), "reading", reading)
        claims: tuple[Claim, ...] = ()
        stage = "dating"
        try:
            document = self._date(document, reading)
            stage = "claims"
            claims = self._claims(document, reading)
            stage = "grounding"
            claims = self.grounder.ground(document, reading, claims)
        except Exception as error:  # noqa: BLE001 - a page must never take others with it
            _LOG.exception("%s of %s", stage, document.id)
            return _stopped(document, reading, claims, stage, error)
        return PageReading(document=document, reading=reading, claims=claims)

    def _date(self, document: Document, reading: Reading) -> Document:
        """Bound an open year by what the page knows: other dates, office holders, weekdays."""
        if not document.published.year_open:
            return document
        narrowed: When = self.grounder.narrow_publication(document, reading)
        return replace(document, published=narrowed)

    def _claims(self, document: Document, reading: Reading) -> tuple[Claim, ...]:
        from rashomon.claims import extract  # noqa: PLC0415 - lexicons are loaded only to read

        stamp = f"{self.version} {reading.model}".strip()
        return tuple(claim.with_changes(reader=stamp) for claim in extract(document, reading, self.settings))


def _stopped(
    document: Document, reading: Reading | None, claims: tuple[Claim, ...], stage: str, error: Exception
) -> PageReading:
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return PageReading(document=document, reading=reading, claims=claims, failed=stage, reason=reason)
