"""Adds places to the gazetteer: compiles a user's files into a layer of their own, and fetches country dumps."""

from __future__ import annotations

import re
import shutil
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.dumps import read_added
from rashomon.knowledge.gazetteer.gazetteer import Gazetteer, added_folder, forget_opened
from rashomon.knowledge.gazetteer.writing import write_layer

GEONAMES = "https://download.geonames.org/export/dump"
"""Where GeoNames gives its country dumps (CC BY 4.0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerInfo:
    """A layer of the gazetteer: its source as results name it, its folder, how many entries and bytes."""

    source: str
    folder: str
    entries: int
    size: int


def describe_layers(gazetteer: Gazetteer) -> list[LayerInfo]:
    """Return the layers in the order in which they are searched."""
    return [
        LayerInfo(
            source=layer.source,
            folder=str(layer.folder),
            entries=len(layer),
            size=sum(path.stat().st_size for path in layer.folder.iterdir()),
        )
        for layer in gazetteer.layers
    ]


def add_files(paths: Sequence[Path], *, name: str | None = None, folder: Path | None = None) -> LayerInfo:
    """Compile files into one added layer and return what it holds; a layer of the same name is replaced.

    `name` is how results call it, by default the first file's stem. Nothing is replaced unless the new layer is whole.
    Raises KnowledgeError when a file cannot be read or holds no place.
    """
    title = name or paths[0].stem
    entries = read_added(paths)
    if not entries:
        raise KnowledgeError(str(paths[0]), "holds no place", "give a country dump beside a table of alternate names")
    home = folder or added_folder()
    target = home / (re.sub(r"[^\w-]+", "-", title.lower()).strip("-") or "added")
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as scratch:
            fresh = Path(scratch) / "layer"
            write_layer(fresh, entries, {}, title)
            if target.exists():
                shutil.rmtree(target)
            fresh.rename(target)
    except OSError as error:
        raise KnowledgeError(
            str(home), f"cannot be written ({error})", "set RASHOMON_GAZETTEERS to a folder of yours"
        ) from error
    forget_opened()
    return LayerInfo(
        source=title,
        folder=str(target),
        entries=len(entries),
        size=sum(path.stat().st_size for path in target.iterdir()),
    )


def update_country(code: str, *, timeout: float = 60.0, folder: Path | None = None) -> LayerInfo:
    """Fetch a country's GeoNames dump and alternate names and add them.

    Raises KnowledgeError when the code is none, or the files cannot be fetched (no network: give them to `add`).
    """
    country = code.upper()
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise KnowledgeError(code, "is no two-letter country code", "write for example SY")
    with tempfile.TemporaryDirectory() as scratch:
        dump = _fetch(f"{GEONAMES}/{country}.zip", Path(scratch) / f"{country}.zip", timeout)
        names = _fetch(f"{GEONAMES}/alternatenames/{country}.zip", Path(scratch) / f"{country}-names.zip", timeout)
        return add_files([dump, names], name=f"GeoNames {country}", folder=folder)


def _fetch(url: str, target: Path, timeout: float) -> Path:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer, target.open("wb") as file:  # noqa: S310 - https
            shutil.copyfileobj(answer, file)
    except (urllib.error.URLError, OSError) as error:
        raise KnowledgeError(
            url, f"cannot be fetched ({error})", "fetch it elsewhere and use `rashomon gazetteer add FILE`"
        ) from error
    return target
