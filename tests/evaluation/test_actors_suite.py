"""The scorer of actors, on small corpora worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation.actors import ActorScore, run, score_own, score_plover, score_re3d
from evaluation.figures import Options

from rashomon.knowledge.actors import open_registry


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "plover").mkdir()
    records = [
        {
            "text": "Turkey accused Atlantis and the UN.",
            "source": [{"actorText": "Turkey", "code": "TUR"}],
            "target": [{"actorText": "Atlantis", "code": "ATL"}, {"actorText": "the UN", "code": "IGO"}],
        },
        {"text": "", "source": [{"actorText": "Nobody", "code": "USA"}]},
    ]
    (tmp_path / "plover" / "gold.json").write_text(json.dumps(records))
    folder = tmp_path / "re3d" / "Test"
    folder.mkdir(parents=True)
    (folder / "documents.json").write_text(json.dumps({"_id": "d", "text": "ISIS fought Iraqi troops and Atlanteans."}))
    (folder / "entities.json").write_text(json.dumps({"documentId": "d", "value": "Jane Roe", "type": "Person"}))
    relations = [
        {"documentId": "d", "type": "FightingAgainst", "source": "ISIS", "target": "Iraqi troops"},
        {"documentId": "d", "type": "AlliesOf", "source": "ISIS", "target": "Iraqi troops"},
        {"documentId": "d", "type": "FightingAgainst", "source": "ISIS", "target": "Atlanteans"},
        {"documentId": "d", "type": "FightingAgainst", "source": "ISIS", "target": "Iraqi civilians"},
        {"documentId": "d", "type": "IsSynonymOf", "source": "ISIS", "target": "Daesh"},
        {"documentId": "d", "type": "IsSynonymOf", "source": "Jane Roe", "target": "ISIS"},
    ]
    (folder / "relations.json").write_text("\n".join(map(json.dumps, relations)))
    return tmp_path


def test_plover_counts_country_or_body(root: Path) -> None:
    score = ActorScore()
    score_plover(root / "plover" / "gold.json", open_registry(), score, None)
    assert (score.parts["plover"].hits, score.parts["plover"].n) == (2, 3), (
        "Atlantis is nobody; a record without text is none"
    )


def test_re3d_counts_linked_parties_only(root: Path) -> None:
    score = ActorScore()
    score_re3d(root / "re3d", open_registry(), score, None)
    assert (score.parts["re3d_sides"].hits, score.parts["re3d_sides"].n) == (1, 2), "neither the unknown nor civilians"
    assert (score.parts["re3d_synonyms"].hits, score.parts["re3d_synonyms"].n) == (1, 1), "persons are left out"


def test_sums_are_over_all_parts(root: Path) -> None:
    figures = {figure.metric: figure for figure in run(root, Options())}
    own = ActorScore()
    score_own(open_registry(), own)
    assert own.parts["own_mentions"].n >= 150
    assert figures["linked_accuracy"].n == 3 + 1 + own.parts["own_mentions"].n
    assert figures["sides_accuracy"].n == 2 + own.parts["own_sides"].n


def test_a_root_without_corpora_scores_our_own_set(tmp_path: Path) -> None:
    metrics = {figure.metric for figure in run(tmp_path, Options())}
    assert {"linked_accuracy", "sides_accuracy", "own_mentions"} <= metrics
