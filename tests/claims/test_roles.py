"""Actors of deeds over dependencies (trees by hand) and, approximately, by position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.claims.deeds import find_deeds
from rashomon.domain.claim import RoleKind
from rashomon.domain.reading import Reading, Tokens
from rashomon.domain.span import Span

from .test_deeds_examples import read

A, T, S, V = RoleKind.AGENT, RoleKind.TARGET, RoleKind.SUPPORTER, RoleKind.VICTIM


def deeds_of_tree(rows: str):
    """Read "word/UPOS/head/deprel" items, heads counted from 1 and 0 for the root."""
    items = [row.rsplit("/", 3) for row in rows.split()]
    words = [item[0] for item in items]
    text = " ".join(words)
    document, _ = read(text)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    tokens = Tokens(
        start=tuple(starts),
        end=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        sentence=(0,) * len(words),
        lemma=tuple(word.lower() for word in words),
        upos=tuple(item[1] for item in items),
        head=tuple(int(item[2]) - 1 for item in items),
        deprel=tuple(item[3] for item in items),
    )
    reading = Reading(document_id=document.id, sentences=(Span(0, len(text)),), tokens=tokens)
    return find_deeds(document, reading)


def roles_of(deed):
    return [(role.kind, role.mention) for role in deed.roles]


def test_active():
    (deed,) = deeds_of_tree(
        "Rebel/NOUN/2/compound gunners/NOUN/3/nsubj shelled/VERB/0/root the/DET/5/det town/NOUN/3/obj"
    )
    assert deed.deed.sub_type == "Shelling/artillery/missile attack"
    assert roles_of(deed) == [(A, "Rebel gunners"), (T, "town")]
    assert (deed.negated, deed.modality) == (False, "fact")


def test_passive():
    (deed,) = deeds_of_tree(
        "Two/NUM/2/nummod farmers/NOUN/4/nsubj:pass were/AUX/4/aux:pass abducted/VERB/0/root by/ADP/6/case gunmen/NOUN/4/obl"
    )
    assert roles_of(deed) == [(A, "gunmen"), (T, "farmers")]


def test_noun_between():
    (deed,) = deeds_of_tree(
        "Clashes/NOUN/7/nsubj between/ADP/4/case the/DET/4/det army/NOUN/1/nmod and/CCONJ/6/cc rebels/NOUN/4/conj erupted/VERB/0/root"
    )
    assert deed.deed.sub_type == "Armed clash"
    assert roles_of(deed) == [(A, "army"), (T, "rebels")]


def test_noun_of_and_by():
    (deed,) = deeds_of_tree(
        "The/DET/2/det shelling/NOUN/8/nsubj of/ADP/4/case Aynah/PROPN/2/nmod by/ADP/7/case the/DET/7/det army/NOUN/2/nmod stopped/VERB/0/root"
    )
    assert roles_of(deed) == [(A, "army"), (T, "Aynah")]


def test_reduced_relatives_and_lists():
    deeds = deeds_of_tree(
        "Villagers/NOUN/7/nsubj abducted/VERB/1/acl by/ADP/4/case militants/NOUN/2/obl and/CCONJ/6/cc bandits/NOUN/4/conj returned/VERB/0/root"
    )
    assert roles_of(deeds[0]) == [(A, "militants"), (A, "bandits"), (T, "Villagers")]


def test_relative_pronouns_stand_for_their_noun():
    (deed,) = deeds_of_tree(
        "Gunmen/NOUN/6/nsubj who/PRON/3/nsubj raided/VERB/1/acl:relcl a/DET/5/det hamlet/NOUN/3/obj fled/VERB/0/root"
    )[:1]
    assert roles_of(deed) == [(A, "Gunmen"), (T, "hamlet")]


def test_backed_by_is_a_supporter():
    (deed,) = deeds_of_tree(
        "Rebels/NOUN/5/nsubj backed/VERB/1/acl by/ADP/4/case Ruritania/PROPN/2/obl ambushed/VERB/0/root a/DET/7/det patrol/NOUN/5/obj"
    )[-1:]
    assert (S, "Ruritania") in roles_of(deed)
    assert (A, "Rebels") in roles_of(deed)


def test_loaded_labels_are_kept_apart():
    (deed,) = deeds_of_tree("Troops/NOUN/2/nsubj neutralized/VERB/0/root ISIS/PROPN/4/compound terrorists/NOUN/2/obj")
    assert deed.deed.frame == "neutralise"
    target = next(role for role in deed.roles if role.kind is T)
    assert (target.mention, target.loaded) == ("ISIS", ("terrorists",))


def test_an_outcome_belongs_to_what_brought_it_about():
    (deed,) = deeds_of_tree(
        "An/DET/2/det airstrike/NOUN/3/nsubj killed/VERB/0/root five/NUM/5/nummod civilians/NOUN/3/obj"
    )
    assert deed.deed.sub_type == "Air/drone strike"
    assert roles_of(deed) == [(V, "civilians")]
    assert len(deed.outcomes) == 1


def test_light_verbs_and_undergoing():
    (deed,) = deeds_of_tree(
        "Militants/NOUN/2/nsubj launched/VERB/0/root an/DET/4/det attack/NOUN/2/obj on/ADP/7/case a/DET/7/det village/NOUN/4/nmod"
    )
    assert roles_of(deed) == [(A, "Militants"), (T, "village")]
    (under,) = deeds_of_tree("The/DET/2/det port/NOUN/3/nsubj came/VERB/0/root under/ADP/5/case shelling/NOUN/3/obl")
    assert roles_of(under) == [(T, "port")]


@pytest.mark.parametrize(
    ("rows", "negated", "modality"),
    [
        ("Rebels/NOUN/4/nsubj did/AUX/4/aux not/PART/4/advmod attack/VERB/0/root villagers/NOUN/4/obj", True, "fact"),
        (
            "The/DET/2/det army/NOUN/4/nsubj will/AUX/4/aux attack/VERB/0/root the/DET/6/det town/NOUN/4/obj",
            False,
            "planned",
        ),
        ("Rebels/NOUN/3/nsubj may/AUX/3/aux attack/VERB/0/root the/DET/5/det town/NOUN/3/obj", False, "predicted"),
        (
            "Rebels/NOUN/2/nsubj failed/VERB/0/root to/PART/4/mark capture/VERB/2/xcomp the/DET/6/det town/NOUN/4/obj",
            True,
            "fact",
        ),
        (
            "The/DET/2/det group/NOUN/3/nsubj threatened/VERB/0/root to/PART/5/mark bomb/VERB/3/xcomp the/DET/7/det court/NOUN/5/obj",
            False,
            "hypothetical",
        ),
    ],
)
def test_negation_and_modality(rows, negated, modality):
    deed = deeds_of_tree(rows)[-1]
    assert (deed.negated, deed.modality) == (negated, modality)


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Gunmen attacked a village at dawn.", "Attack"),
        ("Militants attacked an army base at dawn.", "Armed clash"),
        ("Warplanes attacked a village at dawn.", "Air/drone strike"),
        ("A mob attacked the village headman.", "Mob violence"),
        ("Soldiers attacked the protesters near the square.", "Excessive force against protesters"),
        ("A suicide bomber attacked the village market.", "Suicide bomb"),
        ("The army captured the town on Monday.", "Government regains territory"),
        ("Rebels captured the town on Monday.", "Non-state actor overtakes territory"),
        ("Soldiers captured two suspects on Monday.", "Arrests"),
        ("Gunmen abducted and killed a teacher.", "Attack"),
        ("The two armies traded artillery across the river.", "Armed clash"),
    ],
)
def test_who_acts_on_whom_settles_the_type(text, sub_type):
    assert any(found.deed.sub_type == sub_type for found in find_deeds(*read(text))), text


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Two farmers were abducted by gunmen near the well.", [(A, "gunmen"), (T, "farmers")]),
        ("Clashes between the army and the rebels shook the town.", [(A, "army"), (T, "rebels")]),
        ("The shelling of the port by rebel gunners went on.", [(A, "rebel gunners"), (T, "port")]),
        ("Turkish-backed rebels ambushed a patrol.", [(A, "Turkish-backed rebels"), (T, "patrol"), (S, "Turkish")]),
    ],
)
def test_roles_by_position(text, roles):
    assert roles_of(find_deeds(*read(text))[0]) == roles


_WORDS = st.sampled_from(
    [
        "the",
        "rebels",
        "army",
        "attacked",
        "killed",
        "shelling",
        "of",
        "by",
        "a",
        "village",
        "on",
        "and",
        "was",
        "not",
        "would",
        "ISIS",
        "terrorists",
        ",",
        ".",
        "-",
        '"',
        "'s",
        "bomb",
        "seized",
        "weapons",
        "protesters",
        "police",
        "clashes",
        "between",
        "fire",
        "20",
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=25))
def test_whatever_the_words_the_evidence_holds(words):
    document, reading = read(" ".join(words))
    for found in find_deeds(document, reading):
        assert found.deed.trigger.holds_in(document.text)
        assert found.deed.trigger.span.within(found.span)
        assert all(role.evidence.holds_in(document.text) and role.mention for role in found.roles)
