"""States and their bodies, made from a table of states and a table of what bodies are called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from rashomon.domain import Actor, VoiceKind
from rashomon.errors import KnowledgeError
from rashomon.knowledge.actors.names import fold_name

_SOURCE = "ISO 3166 and common knowledge of the field"
_ARMED = frozenset({"military", "air-force", "navy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: its names, adjectives, and the seats that stand for its government."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]
    armed: bool

    @property
    def prefix(self) -> str:
        """The beginning of the ids of its bodies."""
        return self.code.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A body that states have, with the words that name it after an adjective or with "of"."""

    name: str
    title: str
    kind: str
    voice: VoiceKind
    part_of: str | None
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class States:
    """All states and branches, with folded words to find them by."""

    by_code: dict[str, State]
    by_word: dict[str, tuple[str, ...]]
    by_name: dict[str, str]
    by_seat: dict[str, str]
    branches: dict[str, Branch]
    by_head: dict[str, str]

    def actor(self, actor_id: str) -> Actor | None:
        """Return the body of a state by its id ("sy.military"), or None where the state has none such."""
        prefix, _, name = actor_id.partition(".")
        state, branch = self.by_code.get(prefix.upper()), self.branches.get(name)
        if state is None or branch is None or (name in _ARMED and not state.armed):
            return None
        words = [f"{adjective} {head}" for adjective in state.adjectives[:1] for head in branch.heads[:4]]
        if name == "government":
            words = [*state.names, *state.seats, *words]
        return Actor(
            id=actor_id,
            name=self._name(branch, state),
            aliases=tuple(words),
            kind=branch.kind or None,
            country=state.code,
            parts_of=(f"{prefix}.{branch.part_of}",) if branch.part_of else (),
            source=_SOURCE,
        )

    def _name(self, branch: Branch, state: State) -> str:
        """Return "Syrian armed forces"; of states that share an adjective the name ("Republic of the Congo navy")."""
        adjective = state.adjectives[0]
        shared = len(self.by_word[fold_name(adjective)]) > 1
        name = branch.title.replace("{name}", state.names[0])
        return name.replace("{adjective}", state.names[0] if shared else adjective)

    def ids(self) -> list[str]:
        """Return the ids of all bodies of all states."""
        return [
            f"{state.prefix}.{name}"
            for state in self.by_code.values()
            for name in self.branches
            if state.armed or name not in _ARMED
        ]


@cache
def open_states() -> States:
    """Load the tables. Raises KnowledgeError naming the line that cannot be used."""
    states = _read_states()
    branches = _read_branches()
    by_word: dict[str, list[str]] = {}
    by_name: dict[str, str] = {}
    by_seat: dict[str, str] = {}
    for state in states:
        for word in (*state.names, *state.adjectives):
            by_word.setdefault(fold_name(word), []).append(state.code)
        for adjective in state.adjectives:
            by_word.setdefault(fold_name(adjective) + "s", []).append(state.code)
        by_name |= {fold_name(name): state.code for name in state.names}
        by_seat |= {fold_name(seat): state.code for seat in state.seats if seat}
    by_head: dict[str, str] = {}
    for branch in branches:
        for head in branch.heads:
            by_head.setdefault(fold_name(head), branch.name)
    return States(
        {state.code: state for state in states},
        {word: tuple(dict.fromkeys(codes)) for word, codes in by_word.items()},
        by_name,
        by_seat,
        {branch.name: branch for branch in branches},
        by_head,
    )


def _rows(file: str, least: int, most: int) -> list[list[str]]:
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not least <= len(cells) <= most:
            raise KnowledgeError(
                f"knowledge/actors/{file}:{number}", f"{len(cells)} columns", f"give {least} to {most}"
            )
        rows.append(cells + [""] * (most - len(cells)))
    return rows


def _read_states() -> list[State]:
    return [
        State(
            code=code,
            names=tuple(names.split("|")),
            adjectives=tuple(adjectives.split("|")),
            seats=tuple(each for each in seats.split("|") if each),
            armed=flag != "no-army",
        )
        for code, _, names, adjectives, seats, flag in _rows("countries.tsv", 4, 6)
    ]


def _read_branches() -> list[Branch]:
    return [
        Branch(
            name=name,
            title=title,
            kind=kind,
            voice=VoiceKind(voice),
            part_of=part_of or None,
            heads=tuple(heads.split("|")),
        )
        for name, title, kind, voice, part_of, heads in _rows("branches.tsv", 6, 6)
    ]
