"""Places of a page resolved together, and the areas that their phrases draw."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rashomon.domain import (
    Block,
    BlockKind,
    Document,
    Name,
    NameKind,
    PlaceRelation,
    PlaceState,
    Reading,
    Source,
    Span,
    Tokens,
    When,
)
from rashomon.knowledge.gazetteer import open_gazetteer
from rashomon.knowledge.places import find_places, stands_for_actor
from rashomon.resolve.place_mentions import PlaceContext, collect_mentions
from rashomon.resolve.places import _ground, resolve_mentions, settle_names, with_apposed


def marked(text):
    """Return a text without its [brackets], and the spans of what they held."""
    plain, spans = "", []
    for piece in text.split("["):
        name, bracket, rest = piece.partition("]")
        if bracket:
            spans.append((len(plain), len(plain) + len(name)))
            plain += name + rest
        else:
            plain += piece
    return plain, spans


def page(text):
    plain, spans = marked(text)
    whole = Span(0, len(plain))
    document = Document(
        id="doc_test",
        url=None,
        source=Source(id="src_test", name="Test"),
        title="",
        text=plain,
        blocks=(Block(kind=BlockKind.BODY, span=whole),),
        published=When(text=""),
        retrieved_at=datetime(2024, 1, 1, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="test",
    )
    reading = Reading(
        document_id="doc_test",
        sentences=(whole,),
        tokens=Tokens(start=(), end=(), sentence=(), lemma=()),
        names=tuple(Name(span=Span(*span), kind=NameKind.PLACE) for span in spans),
    )
    return document, reading


def grounded(text):
    document, reading = page(text)
    gazetteer = open_gazetteer()
    places = find_places(document, reading, Span(0, len(document.text)))
    mentions = collect_mentions(document.text, [(n.span.start, n.span.end) for n in reading.names])
    senses = settle_names(document.text, mentions, PlaceContext(document_id=document.id), gazetteer)
    by_start = {mention.start: mention for mention in mentions}
    done = [_ground(place, by_start, senses, gazetteer) for place in places]
    return with_apposed(document.text, tuple(done))


def resolved(text):
    plain, spans = marked(text)
    return resolve_mentions(plain, spans)


def test_a_named_state_settles_a_town():
    first, _ = resolved("A fire broke out in [Alexandria], [La.], officials said.")
    assert first.admin_path[0] == "Louisiana"


def test_the_company_of_names_settles_a_town():
    places = resolved("Shelling hit [Tripoli], [Misrata] and [Benghazi] in [Libya].")
    assert places[0].country == "LY"
    places = resolved("Clashes in [Tripoli] and [Sidon], in northern [Lebanon], spread to [Beirut].")
    assert places[0].country == "LB"


def test_a_page_uses_a_name_in_one_sense():
    places = resolved("[Paris], [Texas], was quiet. Police in [Paris] said so.")
    assert places[0].gazetteer_id == places[2].gazetteer_id
    assert places[0].country == "US"


def test_class_words_choose_the_area_or_the_town():
    area, town = grounded("Fighting went on in the province of [Homs] and in the city of [Idlib].")
    assert (area.kind, town.kind) == ("admin1", "populated place")
    assert (area.ucdp_precision, town.ucdp_precision) == (4, 1)


def test_a_southwest_of_a_province_is_half_of_it():
    place = grounded("Posts were set up in southwestern [Idlib].")[0]
    assert place.kind == "admin1"
    assert place.relation is PlaceRelation.PART
    assert place.lat < 35.9


def test_a_transliteration_is_taken_where_the_page_speaks_of_its_country():
    place = resolved("Syrian forces entered [El-Mayaadiin] on Monday.")[0]
    assert (place.state, place.country) == (PlaceState.RESOLVED, "SY")
    assert any("transliteration" in reason for reason in place.candidates[0].reasons)


def test_a_name_that_is_not_there_stays_open_with_the_command_that_may_fill_it():
    place = resolved("Rockets fell near [Zqurblimarash] in [Syria].")[0]
    assert place.state is PlaceState.UNRESOLVED
    assert place.lat is None
    assert "not in the gazetteer" in place.reasons[0]
    assert "rashomon gazetteer" in place.reasons[-1]


def test_losing_candidates_stay_with_their_reasons():
    place = resolved("Troops left [Tripoli] in [Libya].")[0]
    assert len(place.candidates) > 1
    assert all(candidate.reasons for candidate in place.candidates)
    assert place.candidates[0].score >= place.candidates[1].score


def test_a_country_gets_an_area_and_no_point():
    place = grounded("It claimed 29 attacks across [Iraq].")[0]
    assert place.relation is PlaceRelation.ACROSS
    assert (place.lat, place.ucdp_precision) == (None, 6)
    assert place.geometry.radius_km > 300


def test_distance_and_direction_draw_a_sector():
    place = grounded("A convoy was hit 5 km west of [Kirkuk] in [Iraq].")[0]
    assert place.geometry.kind == "sector"
    assert place.lon < 44.39
    assert place.geometry.radius_km < 4
    assert (place.acled_precision, place.ucdp_precision) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "on the [Homs]-[Tadmur] road in [Syria]",
        "on the [Homs-Tadmur road] in [Syria]",
        "on the road from [Homs] to [Tadmur] in [Syria]",
    ],
)
def test_a_road_between_two_towns_is_one_corridor(text):
    places = [place for place in grounded(f"A bomb went off {text}.") if place.role != "admin"]
    assert len(places) == 1
    assert places[0].geometry.kind == "corridor"
    assert places[0].geometry.radius_km > 50
    assert 36.7 < places[0].geometry.lon < 38.3


def test_a_bank_is_the_side_by_compass():
    west, east = (
        grounded(f"Cells hide on the {side} bank of the [Euphrates].")[0].geometry.lon
        for side in ("western", "eastern")
    )
    assert west < east
    syrian = grounded("Syrian troops hold the western bank of the [Euphrates] in [Syria].")[0]
    assert syrian.geometry.radius_km < 350


def test_a_border_lies_along_both_countries():
    place = grounded("Troops gathered at the Syrian-Turkish border near [Idlib] in [Syria].")
    border = next(p for p in place if p.relation is PlaceRelation.BORDER)
    assert border.evidence.text == "at the Syrian-Turkish border"


def test_words_beside_an_unknown_name_place_it():
    unknown = grounded("Gunmen raided [Zqurblimarash], 15 km northwest of [Gwoza] in [Nigeria].")[0]
    assert unknown.state is PlaceState.UNRESOLVED
    assert unknown.geometry is not None
    assert "placed by" in unknown.reasons[-1]


def test_containers_are_no_places_of_the_deed():
    roles = [
        place.role for place in grounded("near the villages of [Salamiyah] and [Tadmur] in the province of [Homs]")
    ]
    assert roles == ["where", "where", "admin"]
    roles = [place.role for place in grounded("near the village of [Kafr Nabl] in [Syria]'s southern [Idlib]")]
    assert roles == ["where", "admin", "admin"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ankara] claims that posts were set up", True),
        ("a strike in [Ankara] killed two", False),
        ("The [Pentagon] declined to comment", True),
        ("[Moscow] has denied it", True),
        ("shelling of [Donetsk] said to be heavy", False),
        ("[Khartoum]'s account of a raid on the depot", True),
        ("[Addis Ababa] has not confirmed the raid", True),
        ("the attack on [Tripoli] disputed by nobody", False),
        ("backed by the [Rwandan] army", True),
        ("deep inside [Syrian] territory", False),
        ("the [US]-backed coalition", True),
        ("[Ukraine]'s 14th Mechanized Brigade said so", True),
        ("in [Ukraine]'s eastern Donetsk region", False),
        ("[Russia] lost 40 tanks", True),
        ("in [Russia] lost tanks rust", False),
        ("[Turkey] has established 40 bases", True),
    ],
)
def test_a_capital_that_speaks_is_an_actor(text, expected):
    plain, spans = marked(text)
    assert stands_for_actor(plain, Span(*spans[0])) is expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("soldiers stationed near [Palmyra] fired rockets", "origin"),
        ("a battalion based in [Homs] fired rockets", "origin"),
        ("two boys were taken to a hospital in [Aleppo]", "target"),
        ("a nurse at the central clinic in [Aleppo] said so", "target"),
        ("a rocket hit a hospital in [Aleppo]", "where"),
        ("rockets fell near [Palmyra]", "where"),
    ],
)
def test_where_troops_serve_and_where_the_hurt_are_treated_is_not_where_it_happened(text, role):
    document, reading = page(text)
    assert [place.role for place in find_places(document, reading, Span(0, len(document.text)))] == [role]


def test_evidence_reproduces_its_words():
    document, reading = page("near the village of [Salamiyah] in the province of [Hama] and 3 km from [Homs]")
    for place in find_places(document, reading, Span(0, len(document.text))):
        assert place.evidence.holds_in(document.text)
        assert place.name_evidence.holds_in(document.text)
        assert place.name_evidence.span.within(place.evidence.span)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in [southwest Idlib] three posts", "Idlib"),
        ("in the [province of Homs] on Monday", "Homs"),
        ("the [Aleppo countryside] was hit", "Aleppo"),
        ("in [al-Bab] today", "al-Bab"),
        ("on the [Homs-Tadmur road]", "Homs"),
    ],
)
def test_words_that_a_reader_gives_with_a_name_are_left_to_the_grammar(text, name):
    document, reading = page(text)
    assert find_places(document, reading, Span(0, len(document.text)))[0].name == name


def test_a_country_that_is_accused_is_no_place():
    document, reading = page("He accused [Iran] and [Russia] of lying about a strike in [Syria].")
    assert [place.name for place in find_places(document, reading, Span(0, len(document.text)))] == ["Syria"]


def test_unknown_villages_lie_in_the_area_named_with_them():
    places = grounded("in the villages of [Zqurblimarash] and [Wqtrublin] in northern [Idlib] in [Syria]")
    unknown = places[:2]
    assert [place.state for place in unknown] == [PlaceState.UNRESOLVED] * 2
    assert all(place.lat is None and place.geometry == places[2].geometry for place in unknown)
    assert all(
        place.reasons[-1] == "known only to lie in the area named with it: 'in northern Idlib'" for place in unknown
    )


def test_common_words_name_no_place_in_a_country_that_the_page_does_not_speak_of():
    far, _ = resolved("Four of them died at the Southern [Hospital] in [El Fasher], doctors in Sudan said.")
    assert far.state is PlaceState.UNRESOLVED
    assert far.lat is None
    near, _ = resolved("A fire broke out in [Hospital], a village near [Limerick].")
    assert near.country == "IE"
