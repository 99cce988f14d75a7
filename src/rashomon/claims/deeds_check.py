"""Checking the lexicon of deeds: every trigger must be found in its example, with the type that its file gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rashomon.claims.deeds import FoundDeed, find_deeds
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.knowledge.deeds import Trigger

Read = Callable[[str], tuple[Document, Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFault:
    """A trigger whose example does not read as it should, and what was found instead."""

    trigger: Trigger
    found: tuple[FoundDeed, ...]

    def __str__(self) -> str:
        frame = self.trigger.frame
        others = ", ".join(
            f"“{each.deed.trigger.text}” {each.deed.frame} {each.deed.sub_type or each.deed.plover}"
            for each in self.found
        )
        wanted = self.trigger.expected or frame.plover or frame.topic
        where = f"{frame.file}: {frame.name}: [{self.trigger.text}]"
        return f"{where} wants {wanted} in {self.trigger.example!r}; found {others or 'nothing'}"


def check_examples(triggers: Iterable[Trigger], read: Read) -> Iterator[ExampleFault]:
    """Read each trigger's example and yield those where it is not found or has another type."""
    for trigger in triggers:
        document, reading = read(trigger.example)
        found = find_deeds(document, reading)
        if not any(_is_it(trigger, each) for each in found):
            yield ExampleFault(trigger=trigger, found=found)


def _is_it(trigger: Trigger, found: FoundDeed) -> bool:
    frame = trigger.frame
    if found.deed.frame != frame.name and not (found.outcomes and frame.pattern.name == "noun-alone"):
        return False
    if trigger.expected is not None:
        return found.deed.sub_type == trigger.expected
    return found.deed.plover == frame.plover and found.topic == frame.topic
