"""Opening the reader that the settings ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings


class Reader(Protocol):
    """Anything that reads documents; `name` goes into every reading and claim."""

    name: str

    def read(self, document: Document) -> Reading:
        """Return the reading of one document."""

    def read_many(self, documents: Iterable[Document]) -> list[Reading]:
        """Return the readings of several documents, in order."""


def open_reader(settings: Settings) -> Reader:
    """Return the reader that `settings.reader` names: "model", or "lexical" for word lists alone.

    Where the model is not installed the lexical reader is returned; its readings say so in `notices`.
    """
    if settings.reader != "lexical":
        from rashomon.reading.network import has_model  # noqa: PLC0415 - onnxruntime is heavy

        if has_model():
            from rashomon.reading.reader import open_model  # noqa: PLC0415 - onnxruntime is heavy

            return open_model(settings)
    return LexicalReader(settings)
