"""The scorers of the reading suites on cases small enough to work by hand."""

from pathlib import Path

import pytest
from evaluation.attribution import AttributionScore, Relation, match_relations, runs
from evaluation.figures import Options, Skipped
from evaluation.spans import SpanScore, spans_of_bio
from evaluation.treebanks import read_treebank

from evaluation import attribution, factuality, names, parse

TREE = """# newdoc id = d1
# newpar id = p1
# sent_id = s1
# text = Troops don't fire.
1\tTroops\ttroop\tNOUN\t_\t_\t4\tnsubj:x\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tfire\tfire\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# newpar id = p2
# sent_id = s2
# text = Go!
1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t_\t_\t1\tpunct\t_\t_

"""


def relation(source: str, cue: str, content: str) -> Relation:
    def words(text: str) -> frozenset[int]:
        return frozenset(int(word) for word in text.split())

    return Relation(source=words(source), cue=words(cue), content=words(content))


def test_a_treebank_is_placed_in_its_text(tmp_path: Path) -> None:
    path = tmp_path / "t.conllu"
    path.write_text(TREE, encoding="utf-8")
    (document,) = read_treebank(path)
    text, gold = parse.raw_text(document)
    assert text == "Troops don't fire.\nGo!"
    assert [text[a:b] for (a, b), _, _ in gold] == ["Troops", "do", "n't", "fire", ".", "Go", "!"]
    assert gold[0] == ((0, 6), (13, 17), "nsubj")
    assert gold[5] == ((19, 21), None, "root")


def test_labelled_arcs_are_matched_by_characters() -> None:
    gold = [((0, 6), (7, 11), "nsubj"), ((7, 11), None, "root"), ((11, 12), (7, 11), "punct")]
    ours = [((0, 6), (7, 11), "nsubj"), ((7, 12), None, "root")]
    tally = parse.score_words(ours, gold)
    assert (tally.true, tally.false, tally.missed) == (1, 1, 2)
    assert tally.f == pytest.approx(2 * 1 / (2 + 3))


def test_gold_token_counts_leave_out_subtypes() -> None:
    score = parse.ParseScore()
    score.add(
        [("NOUN", 1, "nsubj"), ("VERB", -1, "root"), ("X", 1, "obj")],
        [("NOUN", 1, "nsubj:pass"), ("VERB", -1, "root"), ("NOUN", 0, "obj")],
    )
    assert (score.heads.hits, score.labelled.hits, score.upos.hits, score.upos.n) == (2, 2, 2, 3)


def test_exact_spans_and_doubtful_ones() -> None:
    score = SpanScore()
    score.add(
        ours=[("person", 0, 2), ("place", 5, 6), ("group", 8, 9), ("group", 20, 22)],
        gold=[("person", 0, 2), ("place", 5, 7)],
        ignored=[(8, 9), (5, 6)],
    )
    total = score.all()
    # The place touches a gold one, so it is wrong; the first group only touches a doubtful one; the last touches none.
    assert (total.true, total.false, total.missed) == (1, 2, 1)


def test_bio_columns_become_spans() -> None:
    assert spans_of_bio(["B-a", "I-a", "O", "I-b", "B-b", "I-a"]) == [
        ("a", 0, 2),
        ("b", 3, 4),
        ("b", 4, 5),
        ("a", 5, 6),
    ]


def test_runs_of_words() -> None:
    assert runs(frozenset([3, 1, 2, 7])) == [(1, 4), (7, 8)]


def test_relations_need_half_of_every_role() -> None:
    gold = [relation("0 1", "2", "3 4 5 6"), relation("", "9", "10 11")]
    assert match_relations([relation("0 1", "2", "3 4")], gold) == 1  # half of the content
    assert match_relations([relation("0 1", "2", "3")], gold) == 0  # a quarter of it
    assert match_relations([relation("", "2", "3 4 5 6")], gold) == 0  # no source
    assert match_relations([relation("", "9", "10 11 12 13")], gold) == 1
    assert match_relations([relation("", "9", "10"), relation("", "9", "10 11")], gold) == 1  # matched once


def test_attribution_counts_by_hand() -> None:
    score = AttributionScore()
    score.add([relation("0 1", "2", "3 4 8")], [relation("0 1", "2", "3 4 5")])
    assert score.exact["source"].f == 1.0
    assert (score.exact["content"].true, score.exact["content"].false, score.exact["content"].missed) == (0, 2, 1)
    assert (score.tokens["content"].true, score.tokens["content"].false, score.tokens["content"].missed) == (2, 1, 1)
    assert score.relations.true == 1


def test_brat_files_keep_pieces_and_numbered_roles(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    path.write_text(
        "T1\tSource 0 4\tThey\nT2\tCue 5 9\tsaid\nT3\tContent 10 14;20 25\tx\nT4\tContent 30 33\ty\n"
        "E1\tAttribution:T2 Cue:T2 Source:T1 Content:T3 Content2:T4\n",
        encoding="utf-8",
    )
    ((source, cue, content),) = attribution.read_notes(path)
    assert [(s.start, s.end) for s in (*source, *cue, *content)] == [(0, 4), (5, 9), (10, 14), (20, 25), (30, 33)]


def test_pearson_and_mean_error() -> None:
    assert factuality.pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    assert factuality.pearson([1, 1, 1], [2, 4, 6]) == 0.0
    assert factuality.mean_error([1, 2], [2, 4]) == 1.5


def test_uner_tags_lie_on_the_treebank_whatever_their_order(tmp_path: Path) -> None:
    trees, tags = tmp_path / "t.conllu", tmp_path / "t.iob2"
    trees.write_text(TREE, encoding="utf-8")
    tags.write_text(
        "# sent_id = s2\n1\tGo\tO\t-\t-\n2\t!\tO\t-\t-\n\n# newdoc id = d1\n# sent_id = s1\n1\tTroops\tB-ORG\t-\t-\n"
        "2\tdo\tO\t-\t-\n3\tn't\tO\t-\t-\n4\tfire\tO\t-\t-\n5\t.\tO\t-\t-\n\n",
        encoding="utf-8",
    )
    (text,) = names.read_uner(tags, trees)
    assert text.words == ["Troops", "do", "n't", "fire", ".", "Go", "!"]
    assert text.tags[0] == "B-ORG"
    assert text.glued == [False, False, True, False, True, False, True]
    assert text.sentence == [0, 0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("suite", [parse, names, attribution, factuality])
def test_an_empty_root_is_skipped_and_never_passed(suite: object, tmp_path: Path) -> None:
    with pytest.raises(Skipped):
        suite.run(tmp_path, Options())  # type: ignore[attr-defined]
