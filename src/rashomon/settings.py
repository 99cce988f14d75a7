"""The settings of a run: frozen, passed in, never read from module globals."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a run can be told.

    `max_page_bytes` is the largest page that is read (bytes); `fetch_timeout` is in seconds; `threads` are those of the
    encoder (0: one a core); `languages` are ISO 639-1 codes that are read; `rules_off` names rules of the claims stage
    to leave out; `gazetteers` are added gazetteer files; `reader` is "model" or "lexical"; `keep_raw` keeps the
    untouched bytes beside the ledger; `gate` sets aside pages that tell of no conflict event, those whose score (log
    odds) is under `relevance_threshold`.
    """

    max_page_bytes: int = 20_000_000
    fetch_timeout: float = 20.0
    threads: int = 0
    languages: tuple[str, ...] = ("en",)
    rules_off: frozenset[str] = field(default_factory=frozenset)
    gazetteers: tuple[Path, ...] = ()
    reader: str = "model"
    keep_raw: bool = True
    comment_salt: str = "rashomon"
    gate: bool = False
    relevance_threshold: float = -2.7
