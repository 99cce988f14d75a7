"""Which feeds to watch: addresses as given, and those that OPML files list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.errors import InputDamaged, NotFound
from rashomon.watch.xml import XmlRefused, parse_xml

_MOST_BYTES = 5_000_000


def feeds_of(given: Iterable[str]) -> list[str]:
    """Return each feed's address once, in order.

    Raises NotFound for a file that is not there, InputDamaged for one that is no OPML or lists no feed.
    """
    return list(dict.fromkeys(address for each in given for address in _addresses(each)))


def _addresses(given: str) -> Iterator[str]:
    if given.startswith(("http://", "https://")):
        yield given
        return
    path = Path(given)
    if not path.is_file():
        raise NotFound(given, "there is no such file", "give an OPML file or an address that begins with https://")
    if path.stat().st_size > _MOST_BYTES:
        raise InputDamaged(given, "it is too large for a list of feeds", "cut it")
    try:
        root = parse_xml(path.read_bytes())
    except XmlRefused as error:
        raise InputDamaged(given, f"it is no OPML: {error}", "export the list of feeds again") from error
    found = [outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in root.iter("outline")]
    web = [address.strip() for address in found if address.strip().startswith(("http://", "https://"))]
    if not web:
        raise InputDamaged(given, "it lists no feed", "each feed is an outline with an xmlUrl")
    yield from web
