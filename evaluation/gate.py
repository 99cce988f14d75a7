"""The floors that no change may fall under, pinned on a corpus whose hash is known."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.figures import Figure, Peers

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """What each suite must reach.

    `floors` and `ceilings` are by suite and metric; `hashes` by corpus: the floors hold on exactly that data.
    """

    floors: Mapping[tuple[str, str], float]
    ceilings: Mapping[tuple[str, str], float]
    hashes: Mapping[str, str]

    def suites(self) -> tuple[str, ...]:
        """Return the suites that have a floor or a ceiling, in the file's order."""
        return tuple(dict.fromkeys(suite for suite, _ in [*self.floors, *self.ceilings]))

    def breaches(self, figures: Iterable[Figure], asked: Iterable[str]) -> Iterator[str]:
        """Yield a sentence for each figure of the asked suites that is missing or on the wrong side."""
        found = {(f.suite, f.metric): f.value for f in figures}
        wanted = set(asked)
        for key, floor in self.floors.items():
            if key[0] in wanted:
                yield from _breach(key, found.get(key), floor, below=True)
        for key, ceiling in self.ceilings.items():
            if key[0] in wanted:
                yield from _breach(key, found.get(key), ceiling, below=False)


def _breach(key: tuple[str, str], value: float | None, bound: float, *, below: bool) -> Iterator[str]:
    name = f"{key[0]} {key[1]}"
    if value is None:
        yield f"{name}: no figure, the bound is {bound:g}"
    elif (value < bound) if below else (value > bound):
        side = "under its floor" if below else "over its ceiling"
        yield f"{name}: {value:.4f} is {side} of {bound:g}"


def read_floors(path: Path = _HERE / "floors.toml") -> Floors:
    """Read the floors: `[corpora]` hashes by folder, `[floors.SUITE]` and `[ceilings.SUITE]` values by metric."""
    table = tomllib.loads(path.read_text("utf-8"))
    return Floors(
        floors=_flat(table.get("floors", {})),
        ceilings=_flat(table.get("ceilings", {})),
        hashes=table.get("corpora", {}),
    )


def read_peers(path: Path = _HERE / "published.toml") -> Peers:
    """Read the published results: `[SUITE]` tables of `metric = "result and system"`."""
    table = tomllib.loads(path.read_text("utf-8"))
    return Peers({(suite, metric): text for suite, rows in table.items() for metric, text in rows.items()})


def hash_corpus(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of all files below a folder, in name order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def check_hashes(floors: Floors, root: Path, corpora: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each of these corpora that differs from the one its floors were pinned on."""
    for corpus in dict.fromkeys(corpora):
        folder = root / corpus
        if not folder.exists():
            yield f"{corpus}: not below {root}, so its floors cannot be checked"
        elif (pinned := floors.hashes.get(corpus)) is None:
            yield f"{corpus}: its floors have no hash; pin {hash_corpus(folder)}"
        elif (found := hash_corpus(folder)) != pinned:
            yield f"{corpus}: floors were pinned on {pinned[:12]}, this corpus is {found[:12]}"


def _flat(table: Mapping[str, Mapping[str, float]]) -> dict[tuple[str, str], float]:
    return {(suite, metric): float(value) for suite, rows in table.items() for metric, value in rows.items()}
