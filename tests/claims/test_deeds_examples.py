"""Every trigger of the lexicon is found in its own example, with the type that its file gives."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from rashomon.claims.deeds import find_deeds
from rashomon.claims.deeds_check import check_examples
from rashomon.domain.document import Block, BlockKind, Document, Source
from rashomon.domain.reading import Reading
from rashomon.domain.span import Span
from rashomon.domain.when import When
from rashomon.knowledge.deeds import ACLED, load_lexicon
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings

_READER = LexicalReader(Settings(reader="lexical"))


def read(text: str) -> tuple[Document, Reading]:
    document = Document(
        id="doc-deeds",
        url=None,
        source=Source(id="src", name="The Northern Post"),
        title="",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=When(text=""),
        retrieved_at=datetime(2024, 5, 7, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="test",
    )
    return document, _READER.read(document)


def test_every_trigger_reads_in_its_example():
    faults = [str(fault) for fault in check_examples(load_lexicon().triggers, read)]
    assert not faults, "\n".join(faults)


def test_there_are_at_least_six_hundred_triggers_of_every_sub_event():
    triggers = load_lexicon().triggers
    assert len({(trigger.frame.name, trigger.text) for trigger in triggers}) >= 600
    expected = {trigger.expected for trigger in triggers}
    assert {sub for subs in ACLED.values() for sub in subs} <= expected


def test_examples_are_short_and_each_is_given_once():
    examples = [trigger.example for trigger in load_lexicon().triggers]
    assert all(len(example.split()) <= 16 for example in examples)
    assert len(examples) == len(set(examples))


@pytest.mark.parametrize("trigger", load_lexicon().triggers[::23], ids=lambda trigger: trigger.text)
def test_upper_case_reads_as_well(trigger):
    faults = list(check_examples([dataclasses.replace(trigger, example=trigger.example.upper())], read))
    assert not faults, str(faults[0])


def test_evidence_reproduces_its_words():
    for trigger in load_lexicon().triggers[::7]:
        document, reading = read(trigger.example)
        for found in find_deeds(document, reading):
            assert found.deed.trigger.holds_in(document.text)
            assert found.deed.trigger.span.within(found.span)
            assert all(role.evidence.holds_in(document.text) for role in found.roles)
