"""Frames: which words tell a deed, whom its arguments name, and which type it has."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Where a deed's actors stand. Each path is a dependency relation or `relation:preposition`.

    `word` is "verb" or "noun". For verbs, the passive is understood: `nsubj` then fills the target, `obl:by` the
    agent. For nouns: `poss` ("Turkey's shelling"), `modifier` ("rebel shelling"), `nmod:PREPOSITION`. `both` fills
    agent and target at once ("clashes between A and B").
    """

    name: str
    word: str
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that tell a deed, in lower case, with one example.

    `words` are matched in order; a word may have alternatives; "~" is a gap of up to five words; `head` is the index of
    the word that carries the inflection. `sub_type` is the type that the example is to get, where rules refine it.
    """

    words: tuple[tuple[str, ...], ...]
    head: int
    text: str
    example: str
    expected: str | None
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One kind of deed: its triggers share a pattern and a type.

    `group` is the file's stem; `weight` how strongly the frame tells what a page is about (1 to 4); `result` marks
    words for an outcome ("killed") that another deed in the clause explains; `needs` the word classes that a role
    must have for the frame to hold at all.
    """

    name: str
    group: str
    file: str
    pattern: Pattern
    type: str | None = None
    sub_type: str | None = None
    plover: str | None = None
    topic: str | None = None
    weight: float = 2.0
    result: bool = False
    forms: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """A rule that gives a deed another sub-event type by who acts on whom, with what, beside which other deed.

    `frames` are frame names or groups; every condition given must hold. `agent`, `target` list word classes, of which
    one must apply ("none" applies where the role is empty); `clause` classes of words anywhere in the clause;
    `beside` frame names or groups of another deed in the same clause.
    """

    name: str
    frames: frozenset[str]
    becomes: str | None
    why: str
    plover: str | None = None
    topic: str | None = None
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A trigger under one inflected form of its head: `morph` is base, s, past, ing, noun or plural."""

    trigger: Trigger
    morph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedLexicon:
    """All frames, ready for look-up by the inflected head word in lower case."""

    frames: dict[str, Frame]
    triggers: tuple[Trigger, ...]
    heads: dict[str, tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    lists: dict[str, frozenset[str]]
    refinements: tuple[Refinement, ...]
    verb_forms: frozenset[str]

    def in_class(self, words: tuple[str, ...], name: str) -> bool:
        """Tell whether a noun phrase, its words in lower case, belongs to a word class."""
        known = self.classes[name]
        if not known.isdisjoint(words):
            weak = self.lists["head_only"]
            if words[-1] in known or any(word in known and word not in weak for word in words):
                return True
        for phrase in self.phrases.get(name, ()):
            size = len(phrase)
            if any(words[at : at + size] == phrase for at in range(len(words) - size + 1)):
                return True
        return False
