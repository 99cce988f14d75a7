"""The loader of deed frames: what it makes of a file, and how it names a coder's slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError
from rashomon.knowledge.deeds import ACLED, PRECEDENCE, load_lexicon, precedence_of
from rashomon.knowledge.deeds.loading import _read_classes, _read_frames, _read_patterns, _read_refinements
from rashomon.knowledge.inflection import noun_forms, verb_forms

ROOT = Path(__file__).parents[3] / "src" / "rashomon" / "knowledge" / "deeds"
FRAME = """
type = "Battles"
sub_type = "Armed clash"
plover = "FIGHT"

[[frame]]
name = "duel"
roles = "verb-mutual"
weight = 3
triggers = [["duel", "Two captains duelled at dawn."]]
"""


def read(tmp_path, text):
    path = tmp_path / "duels.toml"
    path.write_text(text, encoding="utf-8")
    classes, _, _ = _read_classes(ROOT / "classes.toml")
    return _read_frames(path, _read_patterns(ROOT / "patterns.toml"), classes)


def test_a_frame_takes_what_its_file_says(tmp_path):
    ((frame, (trigger,)),) = read(tmp_path, FRAME)
    assert (frame.name, frame.group, frame.type, frame.sub_type, frame.plover) == (
        "duel",
        "duels",
        "Battles",
        "Armed clash",
        "FIGHT",
    )
    assert frame.weight == 3
    assert trigger.words == (("duel",),)
    assert trigger.expected == "Armed clash"


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('sub_type = "Armed clash"', 'sub_type = "Armed clas"', "Armed clas"),
        ('roles = "verb-mutual"', 'roles = "verb-mutal"', "verb-mutal"),
        ('plover = "FIGHT"', 'plover = "FITE"', "FITE"),
        ("weight = 3", "wieght = 3", "wieght"),
        ('["duel", "Two captains duelled at dawn."]', '["duel"]', "duel"),
        ('name = "duel"', 'name = "duel"\nneeds = { target = ["dragon"] }', "dragon"),
        ('name = "duel"', "name = duel", "duels.toml"),
    ],
)
def test_a_slip_is_named_with_its_file(tmp_path, before, after, named):
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path, FRAME.replace(before, after))
    assert "duels.toml" in str(caught.value)
    assert named in str(caught.value)


def test_a_refinement_of_no_frame_is_refused(tmp_path):
    path = tmp_path / "refinements.toml"
    path.write_text('[[rule]]\nname = "r"\nframes = ["dragon"]\nbecomes = "Attack"\nwhy = "w"\n', encoding="utf-8")
    lexicon = load_lexicon()
    with pytest.raises(KnowledgeError, match="dragon"):
        _read_refinements(path, lexicon.frames, lexicon.classes)


def test_precedence_follows_the_codebook():
    assert len(PRECEDENCE) == sum(len(subs) for subs in ACLED.values()) == 25
    assert precedence_of("Armed clash") < precedence_of("Air/drone strike") < precedence_of("Attack")
    assert precedence_of("Attack") < precedence_of("Abduction/forced disappearance") < precedence_of(None)


@pytest.mark.parametrize(
    ("base", "form"),
    [
        ("ambush", "ambushed"),
        ("seize", "seizing"),
        ("stab", "stabbed"),
        ("strike", "struck"),
        ("traffic", "trafficked"),
    ],
)
def test_verbs_are_inflected(base, form):
    assert form in verb_forms(base)


def test_nouns_have_plurals():
    assert set(noun_forms("casualty")) == {"casualty", "casualties"}
    assert set(noun_forms("gunman")) == {"gunman", "gunmen"}
    assert set(noun_forms("human")) == {"human", "humans"}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=10))
def test_every_verb_has_its_base_and_a_past(word):
    forms = verb_forms(word)
    assert word in forms
    assert "past" in forms.values()
    assert "ing" in forms.values()


def test_every_frame_file_is_in_the_guide():
    guide = (Path(__file__).parents[3] / "docs" / "deeds.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "frames").glob("*.toml") if f"`{path.name}`" not in guide]
    assert not missing


def test_every_pattern_and_refinement_is_used_or_reachable():
    lexicon = load_lexicon()
    used = {frame.pattern.name for frame in lexicon.frames.values()}
    assert set(_read_patterns(ROOT / "patterns.toml")) == used
    names = [rule.name for rule in lexicon.refinements]
    assert len(names) == len(set(names))
