"""The lexicon of voices: every entry loads, and what it says of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import Stance, Status, VoiceKind
from rashomon.errors import KnowledgeError
from rashomon.knowledge.inflection import phrasal_forms, with_s
from rashomon.knowledge.voices import NounCue, kind_of_voice, load_voices
from rashomon.knowledge.voices import loading as loading_module
from rashomon.knowledge.voices.sets import word_set


@pytest.mark.parametrize(
    ("word", "stance", "status"),
    [
        ("said", Stance.ASSERTS, Status.ATTRIBUTED),
        ("insists", Stance.ASSERTS, Status.DISTANCED),
        ("denied", Stance.DENIES, Status.ATTRIBUTED),
        ("accusing", Stance.ACCUSES, Status.ATTRIBUTED),
        ("conceded", Stance.ADMITS, Status.ATTRIBUTED),
        ("vowed", Stance.PLANS, Status.PLANNED),
        ("retracted", Stance.RETRACTS, Status.ATTRIBUTED),
        ("doubt", Stance.DOUBTS, Status.ATTRIBUTED),
        ("pointed out", Stance.ASSERTS, Status.ATTRIBUTED),
    ],
)
def test_verbs(word: str, stance: Stance, status: Status) -> None:
    cue = load_voices().verb(word)
    assert cue is not None
    assert (cue.stance, cue.status) == (stance, status)


def test_a_cue_of_several_words_goes_by_its_last_verb() -> None:
    cue = load_voices().cue("has repeatedly denied")
    assert cue is not None
    assert cue.stance is Stance.DENIES


def test_a_cue_without_a_verb_goes_by_its_noun() -> None:
    cue = load_voices().cue("the accusations")
    assert isinstance(cue, NounCue)
    assert (cue.stance, cue.plural) == (Stance.ACCUSES, True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a medical source", VoiceKind.UNNAMED),
        ("two residents of the town", VoiceKind.UNNAMED),
        ("the Interior Ministry", VoiceKind.STATE),
        ("the ministry's spokesman, Omar Haddad", VoiceKind.PERSON),
        ("army spokesman Colonel Omar Haddad", VoiceKind.PERSON),
        ("Omar Haddad, a shopkeeper", VoiceKind.PERSON),
        ("Reuters", VoiceKind.AGENCY),
        ("the Syrian Observatory for Human Rights", VoiceKind.MONITOR),
        ("the Red Cross", VoiceKind.ORGANISATION),
        ("Hamas", VoiceKind.ARMED_GROUP),
        ("Islamic State", VoiceKind.ARMED_GROUP),
        ("satellite imagery", VoiceKind.DOCUMENT),
    ],
)
def test_kinds_of_voices(name: str, kind: VoiceKind) -> None:
    assert kind_of_voice(name, load_voices()) is kind


@given(st.text(min_size=1))
def test_any_name_has_a_kind(name: str) -> None:
    assert isinstance(kind_of_voice(name, load_voices()), VoiceKind)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2))
def test_a_verb_has_every_form(lemma: str) -> None:
    forms = phrasal_forms(lemma)
    assert {"past", "ing", "s"} <= set(forms.values())
    assert forms[lemma] in ("base", "past", "participle", "s", "ing")


def test_spelling() -> None:
    assert list(phrasal_forms("deny")) == ["denied", "denying", "denies", "deny"]
    assert (with_s("agency"), with_s("watch"), with_s("day")) == ("agencies", "watches", "days")


@pytest.mark.parametrize(
    ("name", "table", "says"),
    [
        ("_verbs", {"irregular": {}, "ambiguous": {"forms": []}, "group": [{"name": "x", "stance": "shouts", "status": "attributed", "takes": [], "verbs": ["say"]}]}, "unknown stance 'shouts'"),
        ("_verbs", {"irregular": {}, "ambiguous": {"forms": []}, "group": [{"name": "x", "stance": "asserts", "status": "loud", "takes": [], "verbs": ["say"]}]}, "unknown status 'loud'"),
        ("_verbs", {"irregular": {}, "ambiguous": {"forms": []}, "group": [{"name": "x", "stance": "asserts", "status": "attributed", "takes": ["song"], "verbs": ["say"]}]}, "takes the unknown"),
        ("_asides", {"aside": [{"name": "x", "stance": "doubts", "patterns": ["("]}]}, "is broken"),
        ("_labels", {"label": [{"tone": "rude", "labels": "self", "words": ["x"]}]}, "is not known"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(name: str, table: dict[str, object], says: str) -> None:
    with pytest.raises(KnowledgeError, match=says) as caught:
        getattr(loading_module, name)(table)
    assert caught.value.where.startswith("knowledge/voices/")


def test_a_set_that_is_not_there_is_named() -> None:
    with pytest.raises(KnowledgeError, match="no set named 'colours'"):
        word_set("colours")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("these claims remain unconfirmed", "unconfirmed"),
        ("the report could not be independently verified", "unconfirmed"),
        ("reuters was unable to verify the figures", "unconfirmed"),
        ("there was no independent confirmation of the strike", "unconfirmed"),
        ("neither claim could be confirmed", "unconfirmed"),
        ("none of this has been confirmed", "unconfirmed"),
        ("it did not provide evidence for the claim", "no evidence given"),
        ("the army has not commented", "no comment"),
        ("officials did not immediately respond to a request", "no comment"),
        ("no group has claimed responsibility", "no claim of responsibility"),
        ("the video was independently verified by two analysts", "verified"),
        ("the army confirmed that five people died", None),
        ("five people died", None),
    ],
)
def test_asides(sentence: str, name: str | None) -> None:
    found = [aside.name for aside in load_voices().asides if any(p.search(sentence) for p in aside.patterns)]
    assert found[:1] == ([name] if name else [])
