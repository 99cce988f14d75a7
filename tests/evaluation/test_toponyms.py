"""The scorers of `toponyms` and `ged` on cases worked by hand."""

from __future__ import annotations

import pytest
from evaluation.ged import Record, answer_record, is_in_gazetteer
from evaluation.ged_phrases import find_names
from evaluation.toponym_corpora import Article, Toponym, align, read_articles
from evaluation.toponyms import CorpusScore, score_article

from rashomon.knowledge.gazetteer import open_gazetteer

TEXT = "Fires near Paris, Texas, and in Berlin."


def test_an_article_is_counted_by_exact_spans_and_161_km():
    gold = (
        Toponym(start=11, end=16, lat=33.66, lon=-95.56),
        Toponym(start=18, end=23, lat=31.25, lon=-99.25),
        Toponym(start=32, end=38, lat=48.85, lon=2.35),
    )
    score = CorpusScore()
    far = score_article(
        Article(corpus="lgl", name="1", text=TEXT, toponyms=gold), [(11, 16), (18, 24)], open_gazetteer(), score
    )
    assert (score.recognition.true, score.recognition.false, score.recognition.missed) == (1, 1, 2)
    assert (score.resolved.hits, score.resolved.n) == (2, 3)
    assert (score.end_to_end.hits, score.end_to_end.n) == (1, 3)
    assert [toponym.start for toponym, _, _ in far] == [32]
    assert far[0][2] == pytest.approx(878, abs=15)


def test_offsets_that_slipped_are_mended():
    assert align("aa Homs bb Homs", "Homs", 12) == (11, 15)
    assert align("aa Homs bb", "Hama", 3) is None


def test_brat_kinds_and_notes(tmp_path):
    folder = tmp_path / "geowebnews"
    folder.mkdir()
    (folder / "0.txt").write_text("Homs, a Syrian city, and Hama.", "utf-8")
    (folder / "0.ann").write_text(
        "T1\tLiteral 0 4\tHoms\n#1\tAnnotatorNotes T1\t169577\nT2\tDemonym 8 14\tSyrian\n"
        "T3\tMixed 25 29\tHama\n#2\tAnnotatorNotes T3\t35.13, 36.75\n",
        "utf-8",
    )
    articles = list(read_articles(tmp_path, {"169577": (34.73, 36.72)}, None))
    assert [(t.start, t.lat) for t in articles[0].toponyms] == [(0, 34.73), (25, 35.13)]


def record(description, name, country, lat, lon, precision=1):
    return Record(
        id="1", description=description, coded_name=name, country=country, lat=lat, lon=lon, precision=precision
    )


def test_a_description_is_answered_by_its_finest_place():
    gazetteer = open_gazetteer()
    answer = answer_record(record("near Tadmur in Homs governorate", "Tadmur town", "Syria", 34.6, 38.3), gazetteer)
    assert (answer.name, answer.precision) == ("Tadmur", 2)
    answer = answer_record(record("Homs governorate", "Homs governorate", "Syria", 34.3, 38.3), gazetteer)
    assert answer.precision == 4


def test_what_the_gazetteer_lacks_is_told_apart():
    gazetteer = open_gazetteer()
    assert is_in_gazetteer(record("Tadmur", "Tadmur town", "Syria", 34.6, 38.3), gazetteer)
    assert not is_in_gazetteer(record("Zqurblimarash", "Zqurblimarash village", "Syria", 34.6, 38.3), gazetteer)
    assert answer_record(record("Zqurblimarash", "x", "Syria", 34.6, 38.3), gazetteer) is None


def test_names_in_phrases_that_are_no_sentences():
    gazetteer = open_gazetteer()
    text = "Aleppo: village of Kafr Nuran near the Atarib checkpoint"
    assert [text[a:b] for a, b in find_names(text, gazetteer)] == ["Aleppo", "Kafr Nuran", "Atarib"]
