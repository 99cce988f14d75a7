"""Each construction of place in fresh wordings from many conflicts: the area that is drawn, and its precisions."""

from __future__ import annotations

import pytest
from tests.resolve.test_places import grounded, marked, page

from rashomon.domain import Name, NameKind, PlaceRelation, PlaceState, Span
from rashomon.knowledge.places import find_places, place_names, stands_for_actor
from rashomon.resolve.places import resolve_mentions


@pytest.mark.parametrize(
    ("text", "name", "rule", "acled", "ucdp"),
    [
        # near
        ("Gunmen killed farmers near [Tillabéri] in western [Niger].", "Tillabéri", "near-town/1", 2, 2),
        ("A patrol was ambushed close to [El Obeid] in [Sudan].", "El Obeid", "near-city/1", 2, 2),
        ("Shells fell in the vicinity of [Kupiansk] in [Ukraine].", "Kupyansk", "near-town/1", 2, 2),
        ("A post on the hills overlooking [Taiz] in [Yemen] was hit.", "Taiz", "near-city/1", 2, 2),
        # so many kilometres from a town
        ("A strike 30 km north of [El Fasher] in [Sudan] killed nine.", "El Fasher", "distance-direction/1", 2, 5),
        ("They hit a base 15 kilometres south-east of [Lashio], [Myanmar].", "Lashio", "distance-direction/1", 2, 2),
        ("A bomb went off ten miles east of [Maiduguri] in [Nigeria].", "Maiduguri", "distance-direction/1", 2, 2),
        ("A depot less than 5 km from [Kramatorsk] in [Ukraine] burned.", "Kramatorsk", "distance/1", 2, 2),
        # a direction alone
        ("Fighting north of [Port Sudan] in [Sudan] went on.", "Port Sudan", "direction/1", 2, 2),
        ("Two rebels were shot west of [Cotabato] in the [Philippines].", "Cotabato", "direction/1", 2, 2),
        ("Raids hit areas east of [Khan Younis] in [Gaza].", "Khān Yūnis", "direction/1", 2, 2),
        # outskirts
        ("Clashes on the outskirts of [Goma] in eastern [Congo].", "Goma", "outskirts/1", 2, 2),
        ("Strikes on the eastern edge of [Tyre] in southern [Lebanon].", "Tyre", "outskirts/1", 2, 2),
        ("Soldiers shot two men in the suburbs of [Port Sudan] in [Sudan].", "Port Sudan", "outskirts/1", 2, 2),
        ("Rockets landed in the western outskirts of [Kunduz], [Afghanistan].", "Kunduz", "outskirts/1", 2, 2),
        # countryside
        ("Shelling in the western countryside of [Aleppo] in [Syria].", "Aleppo", "countryside/1", 2, 4),
        ("Raids in the eastern [Deir ez-Zor] countryside in [Syria].", "Deir ez-Zor", "countryside/1", 2, 4),
        ("A mine killed two in rural [Idlib] in [Syria].", "Idlib", "countryside/1", 2, 4),
        # along a road
        ("An ambush along the [Maiduguri]-[Damaturu] highway in [Nigeria].", "Maiduguri", "along-road/1", 2, 5),
        ("Trucks burned on the road from [Bamako] to [Ségou] in [Mali].", "Bamako", "along-road/1", 2, 5),
        ("A kidnapping on the highway linking [Kaduna] and [Abuja], [Nigeria].", "Kaduna", "along-road/1", 2, 5),
        ("They were shot on the road linking [El Geneina] to [Zalingei] in [Sudan].", "Al-Junaynah", "along-road/1", 2, 5),
        # between
        ("Fighting between [Sloviansk] and [Kramatorsk] in [Ukraine].", "Slovyansk", "between/1", 2, 2),
        ("Bandits killed six between the towns of [Gusau] and [Funtua] in [Nigeria].", "Gusau", "between/1", 2, 5),
        ("A bomb went off midway between [Buea] and [Kumba] in [Cameroon].", "Buea", "between/1", 2, 5),
        # banks of rivers
        ("Shells fell on the right bank of the [Dnipro] in the [Kherson] region of [Ukraine].",
         "Dnieper", "bank-downstream/1", 3, 5),
        ("Clashes on the western bank of the [Nile] in [Sudan].", "Nile", "bank/1", 3, 5),
        ("The army took posts on the eastern bank of the [Euphrates] in [Syria].", "Euphrates", "bank/1", 3, 5),
        # borders
        ("Drones struck a convoy near the [Sudan]-[Chad] border.", "Sudan", "border-natural-earth/1", 3, 5),
        ("Troops clashed on the [Thai-Myanmar] border.", "Thailand", "border-natural-earth/1", 3, 5),
        ("Rockets were fired along [Lebanon]'s border with [Israel].", "Lebanon", "border-natural-earth/1", 3, 5),
        ("Two died on the border between [Armenia] and [Azerbaijan].", "Armenia", "border-natural-earth/1", 3, 5),
        ("Eleven died near the [Afghan] border in [Pakistan].", "Afghanistan", "border-natural-earth/1", 3, 5),
        # in the area of
        ("Airstrikes in the area of [Kutkai] in [Myanmar].", "Kutkai", "near-town/1", 2, 2),
        ("Raids in and around [Jenin] in the [West Bank].", "Janīn", "near-town/1", 2, 2),
        ("Clashes around [Nyala] in [Sudan].", "Nyala", "near-city/1", 2, 2),
        # provinces and districts
        ("A mine killed two farmers in the [Kharkiv] region of [Ukraine].", "Kharkiv", "outline/1", 3, 4),
        ("A chief was shot in the [Lower Shabelle] region of [Somalia].", "Lower Shabeelle", "outline/1", 3, 4),
        ("Fighting in [North Kivu] province went on.", "Nord Kivu", "outline/1", 3, 4),
        ("Nine died in [Kupwara] district of [Jammu] and [Kashmir].", "Kupwāra", "seat-for-area/1", 2, 3),
    ],
)  # fmt: skip
def test_a_phrase_draws_its_area_with_its_precisions(text, name, rule, acled, ucdp):
    place = grounded(text)[0]
    assert (place.state, place.resolved_name) == (PlaceState.RESOLVED, name)
    assert (place.geometry.rule, place.acled_precision, place.ucdp_precision) == (rule, acled, ucdp)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Violence across the [Sahel] killed 200 people.", "Sahel"),
        ("Airstrikes across [Gaza] killed 40 people.", "Gaza Strip"),
        ("Attacks throughout northern [Nigeria] killed 50 people.", "Nigeria"),
        ("Raids in several parts of [Somalia] killed 12.", "Somalia"),
        ("A curfew was declared in [Haiti].", "Haiti"),
    ],
)
def test_a_region_gets_an_area_and_no_point(text, name):
    place = grounded(text)[0]
    assert (place.resolved_name, place.lat, place.lon) == (name, None, None)
    assert place.geometry is not None
    assert place.acled_precision == 3


def test_half_of_a_country_is_half_of_its_area():
    whole, north = (
        grounded(f"Attacks throughout {words}[Nigeria] went on.")[0].geometry for words in ("", "northern ")
    )
    assert north.lat > whole.lat
    assert north.radius_km < whole.radius_km


def test_the_right_bank_lies_on_the_right_of_who_looks_downstream():
    right, left = (
        grounded(f"Shells fell on the {hand} bank of the [Dnieper] near [Kherson] in [Ukraine].")[0].geometry
        for hand in ("right", "left")
    )
    assert right.lon < left.lon  # the Dnieper runs south there


def test_a_border_named_with_one_side_is_that_with_the_page_s_country():
    place = grounded("Militants attacked a post in [Quetta] in [Pakistan], near the [Afghan] border in [Balochistan].")
    border = next(each for each in place if each.relation is PlaceRelation.BORDER)
    alone = grounded("They gathered near the [Afghan] border.")[0]
    assert border.geometry.radius_km < alone.geometry.radius_km
    assert border.evidence.text == "near the Afghan border"


@pytest.mark.parametrize(
    ("text", "kinds", "found"),
    [
        ("a bomb on the road between [Gao] and [Ansongo] in [Mali]", "P L L", ["Gao", "Ansongo", "Mali"]),
        ("fighting between [Sloviansk] and [Kramatorsk] in [Ukraine]", "P G L", ["Sloviansk", "Kramatorsk", "Ukraine"]),
        ("raids in and around [Jenin] on Monday", "P", ["Jenin"]),
        ("on the right bank of the [Dnipro] in [Ukraine]", "G L", ["Dnipro", "Ukraine"]),
        ("talks between [Israel] and [Hamas] in [Cairo]", "L G L", ["Israel", "Cairo"]),
        ("a speech by [Florence] on [Monday]", "P P", []),
        ("in [Jammu] and [Kashmir] on Monday", "L L", ["Jammu and Kashmir"]),
        ("pirates in the [Gulf] of [Aden]", "L L", ["Gulf of Aden"]),
        ("in [Homs] and [Hama] on Monday", "L L", ["Homs", "Hama"]),
    ],
)
def test_names_that_a_reader_takes_for_something_else_are_places_by_where_they_stand(text, kinds, found):
    plain, spans = marked(text)
    sorts = {"P": NameKind.PERSON, "G": NameKind.GROUP, "L": NameKind.PLACE}
    letters = [kind[0] for kind in kinds.split()]
    names = [Name(span=Span(*span), kind=sorts[kind]) for span, kind in zip(spans, letters, strict=True)]
    assert [plain[name.span.start : name.span.end] for name in place_names(plain, names)] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Kyiv] said the bridge was hit", True),
        ("[Downing Street] said it was concerned", True),
        ("the [Kremlin] rejected the account", True),
        ("[Khartoum] accuses its neighbour of arming rebels", True),
        ("[Naypyidaw] denied the raid", True),
        ("[Islamabad] has vowed to respond", True),
        ("the [White House] confirmed the strike", True),
        ("[Bogotá] announced a truce", True),
        ("attacks throughout northern [Nigeria] killed 50 people", False),
        ("a blast in central [Kyiv] killed two", False),
        ("fighting in eastern [Congo] killed 20", False),
    ],
)
def test_a_seat_that_speaks_is_an_actor_and_a_part_of_a_country_is_a_place(text, expected):
    plain, spans = marked(text)
    assert stands_for_actor(plain, Span(*spans[0])) is expected


def test_a_transliteration_with_another_vowel_is_no_match_in_cyrillic():
    place = grounded("Fighting for the village of [Robotyne] in [Ukraine] went on.")[0]
    assert place.state is PlaceState.UNRESOLVED  # Rybotyn, 500 km away, shares its folded key


def test_a_country_is_never_found_by_a_transliteration_alone():
    place = grounded("Militiamen raided the village of [Kango].")[0]
    assert place.resolved_name != "Democratic Republic of the Congo"


def test_congo_alone_is_the_larger_one_unless_the_page_speaks_of_the_other():
    assert grounded("Rebels hold [Goma] in eastern [Congo].")[1].country == "CD"
    assert grounded("The army left [Bukavu], [Congo].")[1].country == "CD"


def test_evidence_of_two_names_covers_both():
    document, reading = page("Bandits struck between the towns of [Gusau] and [Funtua] in [Nigeria].")
    first = find_places(document, reading, Span(0, len(document.text)))[0]
    assert first.evidence.text == "between the towns of Gusau and Funtua"
    assert (first.name, first.other_name) == ("Gusau", "Funtua")


def test_an_unknown_village_lies_in_the_smallest_of_its_containers():
    unknown = grounded("near the village of [Zqurblimarash] in [Syria]'s southwestern [Idlib]")[0]
    assert unknown.state is PlaceState.UNRESOLVED
    assert unknown.geometry.rule == "part-of-area/1"
    assert unknown.geometry.radius_km < 100


def test_a_small_namesake_abroad_is_no_answer_on_a_page_about_another_country():
    place = grounded("Soldiers of the army shot villagers in [Soro], in the north of [Burkina Faso].")[0]
    assert place.candidates[0].country == "IN"
    assert (place.state, place.lat, place.country) == (PlaceState.AMBIGUOUS, None, None)


def test_in_behind_a_comma_leads_to_a_container():
    first, second = grounded("Gunmen killed six in [Gagangir], in [Ganderbal] district, police said.")
    assert (first.role, second.role) == ("where", "admin")
    assert second.evidence.text == "in Ganderbal district"
    assert first.geometry == second.geometry


def test_a_facility_takes_its_words_with_it():
    plain, spans = marked("A drone hit a unit of the [Zaporizhzhia] nuclear power plant in [Ukraine].")
    names = [Name(span=Span(*span), kind=NameKind.PLACE) for span in spans]
    whole = place_names(plain, names)[0].span
    assert plain[whole.start : whole.end] == "Zaporizhzhia nuclear power plant"
    assert resolve_mentions(plain, [(whole.start, whole.end)])[0].kind == "facility"


def test_a_district_of_a_province_lies_in_it():
    document, reading = page("Six died in [Ganderbal] district of [Jammu and Kashmir] on Monday.")
    first, second = find_places(document, reading, Span(0, len(document.text)))
    assert (first.evidence.text, first.role, second.role) == ("in Ganderbal district", "where", "admin")


def test_a_border_phrase_begins_with_a_word():
    document, reading = page("Fighting went on near the Colombian border with [Venezuela].")
    places = find_places(document, reading, Span(0, len(document.text)))
    assert all(place.evidence.text == place.evidence.text.strip() for place in places)
