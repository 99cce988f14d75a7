"""The Python interface: open a page, read it, keep it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.settings import Settings

if TYPE_CHECKING:
    from rashomon.domain import Document
    from rashomon.pipeline import PageReading, Stages


def open_document(
    page: bytes | str | Path,
    *,
    url: str | None = None,
    published: date | None = None,
    source: str | None = None,
    settings: Settings | None = None,
) -> Document:
    r"""Open a page: its bytes, its text, or a path to it. HTML and plain-text scrapes are told apart by content.

    `published` is the publication day where it is known from elsewhere, `source` the publisher's name.
    Raises PageRefused with the reason when the page cannot be read.

    >>> page = "title: Shelling near the port\nsource: The Example\ndate: 2024-05-07\n\n" + (
    ...     "The army said on Monday that at least 8 soldiers were killed near the port.\n\n"
    ...     "Residents spoke of more than 20 dead in the shelling, which lasted until the evening.\n"
    ... )
    >>> document = open_document(page)
    >>> document.source.name, str(document.published.day)
    ('The Example', '2024-05-07')
    """
    from rashomon.intake import Page, open_page  # noqa: PLC0415 - HTML parsing is loaded only for pages

    if isinstance(page, Path):
        raw, name = page.read_bytes(), str(page)
    else:
        raw, name = (page.encode() if isinstance(page, str) else page), url or "page"
    given = Page(raw=raw, name=name, url=url, published=published, source=source, title=None)
    return open_page(given, settings or Settings())


def read(
    page: Document | bytes | str | Path,
    *,
    published: date | None = None,
    source: str | None = None,
    settings: Settings | None = None,
) -> PageReading:
    r"""Read one page and return its document, its reading and its claims, without a ledger.

    Raises PageRefused when the page cannot be opened; a stage that fails later is named in the result.

    >>> done = read(
    ...     "title: Shelling near the port\ndate: 2024-05-07\n\nThe army said on Monday that at least "
    ...     "8 soldiers were killed near the port.\n\nResidents spoke of more than 20 dead.\n"
    ... )
    >>> [figure.low for claim in done.claims for figure in claim.figures]
    [8, 21]
    """
    from rashomon.domain import Document as Opened  # noqa: PLC0415 - one name for the type, one for the check

    settings = settings or Settings()
    document = (
        page if isinstance(page, Opened) else open_document(page, published=published, source=source, settings=settings)
    )
    (done,) = _stages(settings).read([document])
    return done


@lru_cache(maxsize=4)
def _stages(settings: Settings) -> Stages:
    from rashomon.pipeline import Stages  # noqa: PLC0415 - the stages are loaded only to read

    return Stages(settings)
