import pytest

import rashomon


def places_of(sentence):
    page = f"title: News\nsource: X\ndate: 2023-10-17\n\n{sentence}\n\nOfficials said that the number of wounded was not known.\n"
    done = rashomon.read(page)
    return {place.name: place for place in done.claims[0].places}


@pytest.mark.parametrize(
    "sentence",
    [
        "Six people were killed by shells in Barvinkove, Kharkiv region, on Monday.",
        "Six people were killed by shells in Barvinkove, a town in the Kharkiv region, on Monday.",
    ],
)
def test_a_province_named_beside_its_town_is_a_container(sentence):
    places = places_of(sentence)
    assert (places["Barvinkove"].role, places["Kharkiv"].role) == ("where", "admin")
    assert places["Barvinkove"].geometry.radius_km < 10
    assert places["Kharkiv"].kind == "admin1"


def test_towns_of_a_list_stay_places_of_the_deed():
    places = places_of("Six people were killed by shells in Saraqib, Binnish and Taftanaz on Monday.")
    assert {place.role for place in places.values()} == {"where"}
    assert len(places) == 3


def test_words_in_small_letters_are_no_places():
    places = places_of("A missile hit the bus station in Barvinkove on Monday and killed six people.")
    assert set(places) == {"Barvinkove"}


def test_a_capital_before_a_word_for_rulers_is_no_place():
    places = places_of("Artillery hit a post of the Kiev regime near Barvinkove on Monday and killed six people.")
    assert set(places) == {"Barvinkove"}
