"""Ids that derive from content, so that reading a page twice adds nothing."""

from __future__ import annotations

import base64
import hashlib

_LENGTH = 16
"""Base32 characters kept: 80 bits, so that a ledger of ten million records meets a collision with odds below 1e-10."""


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and 16 base32 characters of the SHA-256 over the parts.

    Each part is written with its length, so that ("ab", "c") and ("a", "bc") differ; None is not the empty string.

    >>> content_id("doc", "a page") == content_id("doc", "a page")
    True
    >>> content_id("doc", "ab", "c") == content_id("doc", "a", "bc")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        if part is None:
            digest.update(b"-;")
            continue
        words = str(part).encode("utf-8", "surrogatepass")
        digest.update(f"{len(words)}:".encode())
        digest.update(words)
    return f"{prefix}_{base64.b32encode(digest.digest()).decode('ascii')[:_LENGTH].lower()}"
