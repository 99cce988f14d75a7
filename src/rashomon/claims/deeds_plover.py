"""One PLOVER record of a text: the deed that it is about, its type as it is put, and who does it to whom.

PLOVER codes actors: where what is done to has no actor for its head ("shelled homes of Ruritanians"), the actor is the
first one named in those words or after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rashomon.claims.deeds import FoundDeed
from rashomon.domain.claim import Role, RoleKind
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.domain.span import Evidence, Span
from rashomon.knowledge.deeds import load_lexicon

#: Frames that name a setting ("the foreign ministry") and tell a deed only where no other does.
_SETTING: Final = frozenset({"engage-diplomacy"})
_KIND: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HARSH: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "FIGHT", "PROTEST"})
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "who", "which", "that", "we", "them", "him", "her", "itself"})
_NOT_ACTORS: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"}
    | {"april", "may", "june", "july", "august", "september", "october", "november", "december", "on", "in", "the", "a"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverRecord:
    """A coded text. Sources and targets are words of the page; parties who act on each other are all sources."""

    deed: FoundDeed
    type: str
    sources: tuple[Evidence, ...]
    targets: tuple[Evidence, ...]


def code(document: Document, reading: Reading, deeds: Iterable[FoundDeed]) -> PloverRecord | None:
    """Code a text, or return None when nothing in it has a PLOVER type."""
    deed = choose_deed(deeds)
    kind = plover_type(deed) if deed is not None else None
    if deed is None or kind is None:
        return None
    line = _Line(document, reading, deed.sentence)
    agents = [role for role in deed.roles if role.kind in (RoleKind.AGENT, RoleKind.ALLY)]
    sources = line.agents(agents, deed)
    hit = [role for role in deed.roles if role.kind in (RoleKind.TARGET, RoleKind.VICTIM)]
    targets = [] if _is_mutual(deed, agents) else line.targets(hit, deed, sources)
    return PloverRecord(deed=deed, type=kind, sources=tuple(sources), targets=tuple(targets))


def _is_mutual(deed: FoundDeed, agents: list[Role]) -> bool:
    return len(agents) > 1 and not any(role.kind in (RoleKind.TARGET, RoleKind.VICTIM) for role in deed.roles)


def choose_deed(deeds: Iterable[FoundDeed]) -> FoundDeed | None:
    """Return the deed that a text is about: that of the main clause of the first sentence that has a PLOVER type."""
    with_type = [found for found in deeds if found.deed.plover]
    if not with_type:
        return None
    first = min(found.sentence for found in with_type)
    inside = [found for found in with_type if found.sentence == first]
    return min(inside, key=lambda found: (found.deed.frame in _SETTING, found.depth, -found.weight))


def plover_type(found: FoundDeed) -> str | None:
    """Return a deed's PLOVER type as it is put.

    What is only meant to be done is agreement or threat, and a kindness denied is a refusal (PLOVER: intent is coded
    apart from the act).
    """
    base = found.deed.plover
    if base in _KIND and found.negated:
        return "REJECT"
    if found.modality == "planned" and base in _KIND:
        return "AGREE"
    if found.modality == "planned" and base in _HARSH:
        return "THREATEN"
    return base


class _Line:
    """The words of a deed's sentence, with their runs of capitalised words."""

    def __init__(self, document: Document, reading: Reading, sentence: int) -> None:
        tokens = reading.tokens
        self._document = document
        self._at = list(reading.tokens_of(sentence))
        self._spans = [Span(tokens.start[at], tokens.end[at]) for at in self._at]
        self._words = [document.text[span.start : span.end] for span in self._spans]
        self.runs = self._find_runs()

    def agents(self, agents: list[Role], deed: FoundDeed) -> list[Evidence]:
        """Return the agents; a pronoun or nobody gives way to the first actor named before the deed."""
        named = [role.evidence for role in agents if role.evidence.text.lower() not in _PRONOUNS]
        if named:
            return named
        return [run for run in self.runs if run.span.end <= deed.deed.trigger.span.start][:1]

    def targets(self, hit: list[Role], deed: FoundDeed, sources: list[Evidence]) -> list[Evidence]:
        """Return the targets that are actors; otherwise the first actor named in them or after the deed's words."""
        actors = [role.evidence for role in hit if self._is_actor(role.evidence)]
        if actors:
            return actors
        if not hit and not load_lexicon().frames[deed.deed.frame].pattern.target:
            return []
        start = min([role.evidence.span.start for role in hit], default=deed.deed.trigger.span.end)
        taken = [source.span for source in sources]
        after = [
            run for run in self.runs if run.span.start >= start and not any(run.span.overlaps(each) for each in taken)
        ]
        return after[:1]

    def _is_actor(self, evidence: Evidence) -> bool:
        """Tell whether the head of a mention is a name or a word for people; its last word stands for the head."""
        last = evidence.text.split()[-1]
        if last[0].isupper():
            return True
        return load_lexicon().in_class((last.lower(),), "person")

    def _find_runs(self) -> list[Evidence]:
        found: list[Evidence] = []
        at = 0
        while at < len(self._words):
            if not self._is_name(at):
                at += 1
                continue
            end = at
            while end + 1 < len(self._words) and (self._is_name(end + 1) or self._joins(end + 1)):
                end += 1
            end = self._with_people(end)
            span = self._spans[at].cover(self._spans[end])
            found.append(self._document.quote(span.start, span.end))
            at = end + 1
        return found

    def _with_people(self, end: int) -> int:
        """Take in the people that a name describes: "Ruritanian rebels", "Ruritanian security forces"."""
        lexicon = load_lexicon()
        for size in (1, 2):
            last = end + size
            if last < len(self._words) and lexicon.in_class((self._words[last].lower(),), "person"):
                return last
        return end

    def _is_name(self, at: int) -> bool:
        word = self._words[at]
        return word[0].isupper() and word.lower() not in _NOT_ACTORS and (at > 0 or word.lower() not in _PRONOUNS)

    def _joins(self, at: int) -> bool:
        """Tell whether a small word joins two capitalised ones: "People's Republic of Ruritania"."""
        return self._words[at].lower() in ("of", "de", "-") and at + 1 < len(self._words) and self._is_name(at + 1)
