"""`Document` to `Reading`: sentences, tokens, syntax, names, attribution spans."""

from rashomon.reading.opening import Reader, open_reader

__all__ = ["Reader", "open_reader"]
