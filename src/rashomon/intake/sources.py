"""Who publishes a page: what was given, what the markup says, the host, or nobody that can be told."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from rashomon.domain import Source, content_id

UNKNOWN = "unknown outlet"
"""The name of a source that nothing on the page tells."""


def host_of(url: str | None) -> str | None:
    """Return the host of an address in lower case without `www.`; None when it has none.

    >>> host_of("https://www.Example.org:8080/a")
    'example.org'
    """
    if not url:
        return None
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def choose_source(names: Iterable[tuple[str, str]], url: str | None) -> tuple[Source, str]:
    """Return the source and a sentence on where its name is from.

    `names` are (name, basis), the best first. Without a name the host stands for it, else the outlet is unknown. The
    id comes from the host where there is one, so that an outlet that writes its name in two ways stays one source.
    """
    host = host_of(url)
    for name, basis in names:
        if name.strip():
            found, told = name.strip(), f"The outlet's name is from the page's {basis}."
            if basis == "given":
                told = "The outlet's name was given with the page."
            break
    else:
        found = host or UNKNOWN
        told = "The outlet is named by its host." if host else "Nothing on the page tells who publishes it."
    return Source(id=content_id("src", host or found.casefold()), name=found, host=host), told
