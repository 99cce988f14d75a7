"""The grammar of place phrases: what the words about a name say, and over which words they stretch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import PlaceRelation
from rashomon.knowledge.gazetteer.relations import parse_relation, split_ends, split_road_name


def parse(text):
    """Parse the phrase about the first [bracketed] name; the others are its siblings."""
    plain, spans = "", []
    for piece in text.split("["):
        name, bracket, rest = piece.partition("]")
        if bracket:
            spans.append((len(plain), len(plain) + len(name)))
        plain += name + rest if bracket else piece
    match = parse_relation(plain, *spans[0], spans[1:])
    return match, plain[match.start : match.end]


@pytest.mark.parametrize(
    ("text", "relation", "direction", "words"),
    [
        ("clashes near the village of [Morek] on Monday", "near", None, "near the village of Morek"),
        ("in the southern countryside of [Idlib], troops", "countryside", 180, "in the southern countryside of Idlib"),
        ("the northern [Hama] countryside", "countryside", 0, "the northern Hama countryside"),
        ("[Homs]'s eastern countryside was hit", "countryside", 90, "Homs's eastern countryside"),
        ("on the outskirts of [Sirte]", "outskirts", None, "on the outskirts of Sirte"),
        ("on the western bank of the [Euphrates]", "bank", 270, "on the western bank of the Euphrates"),
        ("in southwestern [Idlib], three posts", "part of", 225, "in southwestern Idlib"),
        ("attacks across [Iraq] during the week", "across", None, "across Iraq"),
        ("throughout northern [Syria]", "across", 0, "throughout northern Syria"),
        ("in the area of [Tal Tamr]", "in the area of", None, "in the area of Tal Tamr"),
        ("north-east of [Palmyra] lies", "direction", 45, "north-east of Palmyra"),
        ("the border with [Turkey]", "border", None, "the border with Turkey"),
        ("a bomb in [Afrin] killed", "in", None, "Afrin"),
    ],
)
def test_relations(text, relation, direction, words):
    match, found = parse(text)
    assert match.relation is PlaceRelation(relation)
    assert match.direction == direction
    assert found.endswith(words.split()[-1])
    assert words.split()[-1] in found


@pytest.mark.parametrize(
    ("text", "distance", "slack", "direction"),
    [
        ("5 km west of [Kirkuk]", 5, 1, 270),
        ("about 20 kilometres north-east of [Mosul]", 20, 5, 45),
        ("some 150 kilometers from [Gao]", 150, 5, None),
        ("10 miles south of [Kandahar]", 16.093, 8.047, 180),
        ("a few kilometres from [Bakhmut]", 3, 1, None),
        ("25km (15 miles) east of [Herat]", 25, 1, 90),
    ],
)
def test_distances_carry_half_of_their_last_unit(text, distance, slack, direction):
    match, _ = parse(text)
    assert match.distance_km == pytest.approx(distance, abs=0.01)
    assert match.slack_km == pytest.approx(slack, abs=0.01)
    assert match.direction == direction


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the village of [A]", "village"),
        ("the besieged town of [Madaya]", "town"),
        ("[Homs] province", "province"),
        ("[Aleppo] and [Idlib] provinces", "province"),
        ("the cities of [Hama] and [Homs]", "city"),
        ("[Homs] City Council met", None),
    ],
)
def test_class_words(text, word):
    assert parse(text)[0].class_word == word


def test_a_class_word_counts_for_every_name_of_its_list():
    text = "near the villages of Kafr Nabl, Hass and Maar Zita"
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Kafr Nabl", "Hass", "Maar Zita")]
    for span in spans:
        match = parse_relation(text, *span, [other for other in spans if other != span])
        assert (match.class_word, match.relation) == ("village", PlaceRelation.NEAR)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("along the [Homs]-[Tadmur] road", "Tadmur"),
        ("the road linking [Kabul] to [Kandahar]", "Kandahar"),
        ("between [Homs] and [Palmyra]", "Palmyra"),
        ("the [Sukhna-Deir Ezzor road] was cut", "Deir Ezzor"),
        ("a base in [Homs] and [Palmyra]", None),
    ],
)
def test_roads_and_intervals_have_two_ends(text, other):
    assert parse(text)[0].other_name == other


def test_hyphens_of_articles_part_nothing():
    assert split_ends("al-Bab") is None
    assert split_ends("al-Sukhnah-Deir Ezzor") == ("al-Sukhnah", "Deir Ezzor")
    assert split_road_name("Homs-Deir ez-Zor highway") == ("Homs", "Deir ez-Zor")
    assert split_road_name("M4 highway") is None


@pytest.mark.parametrize(
    ("text", "role"), [("fled from [Raqqa]", "origin"), ("moved to [Tabqa]", "target"), ("in [Homs]", "where")]
)
def test_roles(text, role):
    assert parse(text)[0].role == role


@given(st.text(alphabet="abc nearofthkm 05.-,'AB\n", max_size=60), st.integers(0, 50), st.integers(1, 9))
def test_a_phrase_always_holds_its_name(text, start, size):
    text = text.ljust(start + size, "x")
    match = parse_relation(text, start, start + size)
    assert 0 <= match.start <= start
    assert start + size <= match.end <= len(text) or match.other_name
