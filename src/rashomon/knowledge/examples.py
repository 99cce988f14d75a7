"""Example sentences of the word lists: each stands in the data file of the words that it is for.

Deed frames and their triggers keep their own (`knowledge.deeds`). `rashomon lexicon check` reads all of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from rashomon.errors import KnowledgeError

_HARM: Final = ("verbs", "nouns", "people", "things", "cues")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence, the file and entry that it is for, and what a reader must find in it.

    `kind` says what the sentence is read for: claim, voice, label, figures, time or holder. `wanted` holds its values.
    """

    file: str
    entry: str
    kind: str
    text: str
    wanted: Mapping[str, Any]


def read_examples() -> tuple[Example, ...]:
    """Return the examples of every word list but the deed frames', in the order of files and entries.

    Raises KnowledgeError naming the file and the entry that has none, or whose example has another shape.
    """
    return tuple(example for read in _READERS for example in read())


def _table(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(f"rashomon.knowledge.{folder}").joinpath(name).read_text("utf-8"))


def _of_entries(name: str, key: str, kind: str, wanted: tuple[str, ...]) -> Iterator[Example]:
    """Examples of a file of entries: each entry has a list of sentences and says itself how they come out."""
    file = f"knowledge/voices/{name}"
    for entry in _table("voices", name)[key]:
        title = str(entry.get("name") or entry["words"][0])
        if not entry.get("examples"):
            raise KnowledgeError(file, f"{title!r} has no example", 'add `examples = ["..."]` to it')
        values = {each: entry[each] for each in wanted if each in entry}
        for text in entry["examples"]:
            yield Example(file=file, entry=title, kind=kind, text=text, wanted=values)


def _listed(folder: str, name: str, kind: str) -> Iterator[Example]:
    """Examples of a file of lists: `[[example]]` tables, each with the list that it is for."""
    file = f"knowledge/{folder}/{name}"
    rows = _table(folder, name).get("example", [])
    if not rows:
        raise KnowledgeError(file, "has no example", "add an `[[example]]` with `list` and `text`")
    for row in rows:
        try:
            entry, text = str(row.get("list") or row["kind"]), str(row.get("text") or row["name"])
        except KeyError as error:
            raise KnowledgeError(file, f"an example lacks {error}", "give `list` and `text`") from error
        yield Example(file=file, entry=entry, kind=kind, text=text, wanted=row)


def _voices() -> Iterator[Example]:
    yield from _of_entries("verbs.toml", "group", "claim", ("name", "stance", "status", "object_stance"))
    yield from _of_entries("nouns.toml", "noun", "claim", ("stance", "status", "referring"))
    yield from _of_entries("asides.toml", "aside", "aside", ("name", "stance"))
    yield from _of_entries("labels.toml", "label", "label", ("tone",))
    yield from _listed("voices", "phrases.toml", "claim")
    yield from _listed("voices", "speakers.toml", "voice")


def _harm() -> Iterator[Example]:
    for name in _HARM:
        yield from _listed("harm", f"{name}.toml", "figures")
    yield from _listed("numerals", "numerals.toml", "figures")


def _times() -> Iterator[Example]:
    file = "knowledge/times/rules.toml"
    for rule in _table("times", "rules.toml")["rule"]:
        if "example" not in rule:
            raise KnowledgeError(file, f"rule {rule['name']!r} has no example", 'add `example = "..."` to it')
        yield Example(file=file, entry=rule["name"], kind="time", text=rule["example"], wanted={"rule": rule["name"]})


def _offices() -> Iterator[Example]:
    text = resources.files("rashomon.knowledge.offices").joinpath("terms.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#? "):
            sentence, _, holder = line.removeprefix("#? ").partition("\t")
            file = "knowledge/offices/terms.tsv"
            yield Example(file=file, entry=holder or "nobody", kind="holder", text=sentence, wanted={"holder": holder})


_READERS: Final[tuple[Callable[[], Iterator[Example]], ...]] = (_voices, _harm, _times, _offices)
