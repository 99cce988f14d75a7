"""XML from strangers: no entities, no outside files, a bounded size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_WIDE_ENTITY = re.compile("<!\\s*ENTITY", re.IGNORECASE)


class XmlRefused(Exception):
    """The XML is broken, or it defines entities; the message says which."""


def defines_entities(content: bytes) -> bool:
    """Tell whether a text defines entities of its own, in whatever encoding. No feed needs to; bombs do."""
    if _ENTITY.search(content):
        return True
    return any(_WIDE_ENTITY.search(content.decode(code, "replace")) for code in _wide(content))


def _wide(content: bytes) -> tuple[str, ...]:
    """Return the encodings in which ASCII is not itself, where the first bytes speak for one."""
    if b"\0" not in content[:64]:
        return ("utf-7",) if b"utf-7" in content[:200].lower() else ()
    return ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def parse_xml(content: bytes) -> _Element:
    """Parse XML strictly. Raises XmlRefused."""
    from lxml import etree  # noqa: PLC0415 - slow to import

    if defines_entities(content):
        raise XmlRefused("it defines entities, which no feed needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlRefused(" ".join(str(error).split())[:200]) from error
    return root
