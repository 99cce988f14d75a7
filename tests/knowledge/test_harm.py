"""The words of harm: every spelling, measures, and files that are not as they should be."""

import pytest

from rashomon.domain.claim import Measure
from rashomon.errors import KnowledgeError
from rashomon.knowledge.harm import Form, NounKind, lexicon, load_harm


def forms(*words):
    found = load_harm().verbs.starting(words, 0)
    assert found is not None
    assert found[0] == len(words)
    return found[1]


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("killed", Measure.KILLED),
        ("martyred", Measure.KILLED),
        ("slain", Measure.KILLED),
        ("shot dead", Measure.KILLED),
        ("shot and killed", Measure.KILLED),
        ("lost their lives", Measure.KILLED),
        ("stabbed to death", Measure.KILLED),
        ("injuring", Measure.WOUNDED),
        ("shot", Measure.KILLED_OR_WOUNDED),
        ("kidnapped", Measure.CAPTURED),
        ("took hostage", Measure.CAPTURED),
        ("went missing", Measure.MISSING),
        ("laid down their arms", Measure.SURRENDERED),
        ("fled", Measure.DISPLACED),
        ("neutralized", Measure.NEUTRALISED),
        ("neutralised", Measure.NEUTRALISED),
        ("eliminated", Measure.NEUTRALISED),
        ("liquidating", Measure.NEUTRALISED),
        ("freed", Measure.OTHER),
    ],
)
def test_measures_of_verbs(words, measure):
    assert measure in {form.measure for form in forms(*words.split())}


def test_euphemisms_never_mean_killed():
    for word in ("neutralised", "neutralized", "eliminated", "liquidated", "destroyed"):
        assert Measure.KILLED not in {form.measure for form in forms(word)}
        assert all(form.kept for form in forms(word) if form.measure)


def test_one_spelling_may_be_several_forms():
    assert forms("killed")[0].forms == Form.PAST | Form.PARTICIPLE
    assert forms("hurt")[0].forms & (Form.BASE | Form.PAST | Form.PARTICIPLE)


@pytest.mark.parametrize(
    ("word", "kind", "singular", "plural"),
    [
        ("soldiers", NounKind.PERSON, False, True),
        ("people", NounKind.PERSON, False, True),
        ("policeman", NounKind.PERSON, True, False),
        ("aircraft", NounKind.VEHICLES, True, True),
        ("factories", NounKind.SITES, False, True),
        ("airstrikes", NounKind.STRIKES, False, True),
        ("ambushes", NounKind.ATTACKS, False, True),
    ],
)
def test_nouns(word, kind, singular, plural):
    found = load_harm().nouns.starting([word], 0)
    assert found is not None
    assert (found[1].kind, found[1].singular, found[1].plural) == (kind, singular, plural)


def test_a_damaged_file_is_named(monkeypatch):
    load_harm.cache_clear()
    read = lexicon._read

    def damaged(name):
        return {"regular": "no list", "plural_only": []} if name == "people" else read(name)

    monkeypatch.setattr(lexicon, "_read", damaged)
    with pytest.raises(KnowledgeError, match=r"knowledge/harm/people\.toml"):
        load_harm()
    load_harm.cache_clear()
