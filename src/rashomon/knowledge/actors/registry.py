"""The registry of actors: every actor by id, and what a mention's words may mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path

from rashomon.domain import Actor, VoiceKind
from rashomon.errors import KnowledgeError
from rashomon.knowledge.actors.conflicts import Conflicts, open_conflicts
from rashomon.knowledge.actors.names import acronym_key, fold_name, is_acronym
from rashomon.knowledge.actors.states import States, open_states

_FILES = ("armed.tsv", "voices.tsv", "historic.tsv")
KINDS = frozenset(
    {
        "State forces",
        "Rebel group",
        "Political militia",
        "Identity militia",
        "Rioters",
        "Protesters",
        "Civilians",
        "External/Other forces",
        "Outlet",
        "Monitor",
        "Organisation",
    }
)
_VOICES = {
    "State forces": VoiceKind.STATE,
    "External/Other forces": VoiceKind.ORGANISATION,
    "Outlet": VoiceKind.OUTLET,
    "Monitor": VoiceKind.MONITOR,
    "Organisation": VoiceKind.ORGANISATION,
    "Rebel group": VoiceKind.ARMED_GROUP,
    "Political militia": VoiceKind.ARMED_GROUP,
    "Identity militia": VoiceKind.ARMED_GROUP,
}


@dataclass(frozen=True, slots=True)
class Registry:
    """All actors. `by_name` holds folded names, `by_acronym` acronyms as written; one name may mean several actors.

    `common` are folded names that are written in small letters ("village guards"): only they are found so, for an
    "independent" expert is no newspaper.
    """

    explicit: dict[str, Actor]
    voices: dict[str, VoiceKind]
    by_name: dict[str, tuple[str, ...]]
    by_acronym: dict[str, tuple[str, ...]]
    common: frozenset[str]
    states: States
    conflicts: Conflicts

    def get(self, actor_id: str) -> Actor | None:
        """Return an actor with its dated sides, or None where the registry lacks it."""
        actor = self.explicit.get(actor_id) or self.states.actor(actor_id)
        return replace(actor, alignments=self.conflicts.alignments(actor_id)) if actor else None

    def name_of(self, actor_id: str) -> str:
        """Return an actor's name, or the id itself where the registry lacks it."""
        actor = self.explicit.get(actor_id) or self.states.actor(actor_id)
        return actor.name if actor else actor_id

    def __iter__(self) -> Iterator[Actor]:
        """Yield every actor: those of the files, then the bodies of states."""
        yield from self.explicit.values()
        for actor_id in self.states.ids():
            if actor_id not in self.explicit and (actor := self.states.actor(actor_id)) is not None:
                yield actor

    def named(self, words: str) -> tuple[str, ...]:
        """Return the ids of the actors that have these words as a name, acronyms by their capitals."""
        words = words.strip().strip("“”\"'‘’")
        found = self.by_acronym.get(acronym_key(words)) if is_acronym(words) else None
        folded = fold_name(words)
        if words.islower() and folded not in self.common:
            return ()
        return found or self.by_name.get(folded, ())

    def voice_of(self, actor_id: str) -> VoiceKind | None:
        """Return what kind of voice an actor is."""
        if actor_id in self.voices:
            return self.voices[actor_id]
        actor = self.explicit.get(actor_id)
        if actor is not None:
            return _VOICES.get(actor.kind or "")
        branch = self.states.branches.get(actor_id.partition(".")[2])
        return branch.voice if branch else None

    def line(self, actor_id: str) -> tuple[str, ...]:
        """Return the actor and what it is part of, nearest first. A loop in the data ends the line."""
        found: list[str] = [actor_id]
        for each in found:
            actor = self.explicit.get(each) or self.states.actor(each)
            found += [above for above in (actor.parts_of if actor else ()) if above not in found]
        return tuple(found)


def user_file() -> Path:
    """Return where a coder's own actors are kept (XDG_DATA_HOME, or ~/.local/share)."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "rashomon" / "actors.tsv"


def open_registry() -> Registry:
    """Open the registry of the package with the coder's own actors, where there are some.

    Raises KnowledgeError naming file and line.
    """
    own = user_file()
    stamp = own.stat().st_mtime_ns if own.is_file() else 0
    return _open(str(own) if stamp else "", stamp)


@lru_cache(maxsize=2)
def _open(own: str, stamp: int) -> Registry:
    del stamp  # a changed file is another key
    explicit: dict[str, Actor] = {}
    voices: dict[str, VoiceKind] = {}
    for file in _FILES:
        text = resources.files(__package__).joinpath(file).read_text("utf-8")
        _read(f"knowledge/actors/{file}", text, explicit, voices)
    if own:
        _read(own, Path(own).read_text("utf-8"), explicit, voices)
    names: dict[str, list[str]] = {}
    acronyms: dict[str, list[str]] = {}
    for actor in explicit.values():
        for name in (actor.name, *actor.aliases):
            _index(name, actor.id, names, acronyms)
    return Registry(
        explicit,
        voices,
        {name: tuple(dict.fromkeys(ids)) for name, ids in names.items()},
        {name: tuple(dict.fromkeys(ids)) for name, ids in acronyms.items()},
        frozenset(fold_name(each) for actor in explicit.values() for each in actor.aliases if each.islower()),
        open_states(),
        open_conflicts(),
    )


def _index(name: str, actor_id: str, names: dict[str, list[str]], acronyms: dict[str, list[str]]) -> None:
    if is_acronym(name):
        acronyms.setdefault(acronym_key(name), []).append(actor_id)
    else:
        names.setdefault(fold_name(name), []).append(actor_id)


def _read(where: str, text: str, explicit: dict[str, Actor], voices: dict[str, VoiceKind]) -> None:
    source = "added by a coder"
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#:"):
            source = line[2:].strip()
        if not line or line.startswith("#"):
            continue
        actor, voice = read_row(f"{where}:{number}", line, source)
        if actor.id in explicit and source != "added by a coder":
            raise KnowledgeError(f"{where}:{number}", f"{actor.id} stands twice", "give another id")
        explicit[actor.id] = actor
        if voice is not None:
            voices[actor.id] = voice


def read_row(where: str, line: str, source: str) -> tuple[Actor, VoiceKind | None]:
    """Read one row: id, name, aliases, kind, country, parts of, kind of voice. Raises KnowledgeError naming `where`."""
    cells = line.split("\t")
    if not 5 <= len(cells) <= 7:
        raise KnowledgeError(
            where, f"a row has 5 to 7 columns, not {len(cells)}", "id, name, aliases, kind, country, ..."
        )
    actor_id, name, aliases, kind, country, parts, voice = cells + [""] * (7 - len(cells))
    if not actor_id or not name or kind not in KINDS:
        raise KnowledgeError(where, f"{kind!r} is no kind of actor, or id or name is missing", "see docs/actors.md")
    try:
        known = VoiceKind(voice) if voice else None
    except ValueError as error:
        raise KnowledgeError(where, str(error), "see docs/actors.md") from error
    actor = Actor(
        id=actor_id,
        name=name,
        aliases=tuple(each for each in aliases.split("|") if each),
        kind=kind,
        country=None if country == "-" else country,
        parts_of=tuple(each for each in parts.split("|") if each),
        source=source,
    )
    return actor, known
