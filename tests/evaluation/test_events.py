"""The scorers of the suite `events` on cases worked by hand."""

from __future__ import annotations

import pytest
from evaluation.events import is_tuned_on, score_labels
from evaluation.events_case import LABELS, label_of, read_snippets
from evaluation.events_plover import count_actors, normalise
from evaluation.events_wikievents import score_document
from evaluation.figures import Tally
from evaluation.text_documents import make_document

from rashomon.claims.deeds import find_deeds
from rashomon.knowledge.deeds import TYPE_OF
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings


def test_macro_and_weighted_f1():
    pairs = [("A", "A"), ("A", "A"), ("A", "B"), ("B", "B"), ("C", "A")]
    # A: precision 2/3, recall 2/3; B: precision 1/2, recall 1; C: nothing.
    macro, weighted = score_labels(pairs)
    assert macro == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert weighted == pytest.approx((3 * 2 / 3 + 2 / 3 + 0) / 5)
    assert score_labels([]) == (0.0, 0.0)


def test_every_sub_event_has_a_label_of_the_corpus(tmp_path):
    assert set(TYPE_OF) <= set(LABELS)
    assert len(set(LABELS.values())) == 30
    assert label_of(None) == "OTHER"
    path = tmp_path / "task2.tsv"
    path.write_text("id\tEventSnippet\tSubType\n7\tA bomb fell.\tREM_EXPLOS\n8\tNo label.\tUNKNOWN\n", encoding="utf-8")
    assert read_snippets(path) == [("7", "A bomb fell.", "REM_EXPLOS")]


def test_the_halves_are_fixed_by_the_id():
    halves = [is_tuned_on(str(number)) for number in range(200)]
    assert halves == [is_tuned_on(str(number)) for number in range(200)]
    assert 60 < sum(halves) < 140


def test_actors_count_once_and_exactly():
    tally = Tally()
    count_actors(tally, ["ruritania", "strelsau", "strelsau"], ["strelsau", "zenda"])
    assert (tally.true, tally.false, tally.missed) == (1, 2, 1)
    assert normalise("The  Ruritanian army's") == "ruritanian army"


def test_a_document_of_triggers_and_arguments_by_hand():
    words = ["Gunmen", "killed", "two", "farmers", ".", "The", "army", "arrested", "nobody", "."]
    offsets, at = [], 0
    for word in words:
        offsets.append([word, at, at + len(word)])
        at += len(word) + 1
    record = {
        "sentences": [[offsets, ""]],
        "entity_mentions": [
            {"id": "T1", "start": 0, "end": 1},
            {"id": "T2", "start": 2, "end": 4},
        ],
        "event_mentions": [
            {
                "event_type": "Life.Die.Unspecified",
                "trigger": {"start": 1, "end": 2},
                "arguments": [{"entity_id": "T1", "role": "Killer"}, {"entity_id": "T2", "role": "Victim"}],
            },
            {"event_type": "Conflict.Attack.Unspecified", "trigger": {"start": 5, "end": 6}, "arguments": []},
        ],
    }
    document = make_document("own", " ".join(words))
    found = list(find_deeds(document, LexicalReader(Settings(reader="lexical")).read(document)))
    triggers, arguments = Tally(), Tally()
    score_document(record, found, triggers, arguments)
    # The killing is found with both its people; "The" is no deed; "arrested" was not asked for.
    assert (triggers.true, triggers.missed, triggers.false) == (1, 1, 1)
    assert (arguments.true, arguments.missed, arguments.false) == (2, 0, 0)
