"""Places in a claim's words, found by the place grammar where it is there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from rashomon.domain.document import Document
from rashomon.domain.place import Place
from rashomon.domain.reading import Reading
from rashomon.domain.span import Span


def find_places(document: Document, reading: Reading, span: Span) -> tuple[Place, ...]:
    """Return the pending places in a span."""
    if find_spec("rashomon.knowledge.places") is None:
        return ()
    module: Any = import_module("rashomon.knowledge.places")
    found: tuple[Place, ...] = module.find_places(document, reading, span)
    return found
