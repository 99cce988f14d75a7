"""ACLED's and GED's columns hold only what their files may hold."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import DaySense, Granularity, When
from rashomon.exports import ExportView
from rashomon.exports.acled import acled_left_out, acled_rows
from rashomon.exports.actors import CODED
from rashomon.exports.countries import country_of
from rashomon.exports.formats import FORMATS
from rashomon.exports.ged import ged_left_out, ged_rows
from rashomon.reconcile import reconcile
from tests.reconcile.told import says, telling

DISORDERS = {
    "Political violence",
    "Demonstrations",
    "Political violence; Demonstrations",
    "Strategic developments",
}
TYPES = {
    "Battles",
    "Protests",
    "Riots",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
}


def made(kind, sub_type, start, length, sense, country, agent, target, killed, policy):
    page = telling("Post", f"The army said {killed} rebels were killed in Arven.")
    claim = says(
        page,
        f"{killed} rebels were killed in Arven",
        voice="The army",
        trigger="killed",
        kind=kind,
        sub_type=sub_type,
        killed=killed,
        group="rebels",
        where="Arven",
        day=date(2024, 5, 6),
        agents=(agent,),
        targets=(target,),
    )
    first = date.fromordinal(start)
    when = When(
        text="then",
        earliest=first,
        latest=date.fromordinal(start + length),
        granularity=Granularity.SPAN,
        every_or_any_day=sense,
        evidence=claim.content,
    )
    claim = claim.with_changes(when=when, places=tuple(replace(each, country=country) for each in claim.places))
    events = reconcile([claim], [page])
    return ExportView(
        events=events,
        claims={claim.id: claim},
        documents={page.id: page},
        policy=policy,
        version="0",
        made_at=datetime(2024, 5, 9, tzinfo=UTC),
    )


VIEWS = st.builds(
    made,
    st.sampled_from(sorted(TYPES)),
    st.sampled_from(["Armed clash", "Mob violence", "Excessive force against protesters", "Attack"]),
    st.integers(date(1990, 1, 1).toordinal(), date(2030, 1, 1).toordinal()),
    st.integers(0, 400),
    st.sampled_from([None, DaySense.EVERY, DaySense.ANY]),
    st.sampled_from(["SY", "ML", "UA", "XX", "RU"]),
    st.sampled_from(["sy.military", "ru.military", "ml.jnim", "act_x", "monitor.sohr"]),
    st.sampled_from(["sy.civilians", "ml.civilians", "ua.military"]),
    st.integers(0, 500),
    st.sampled_from(["acled", "ucdp", "all", "airwars"]),
)


@settings(max_examples=60, deadline=None)
@given(VIEWS)
def test_acled_values_are_of_its_domains(view):
    rows = list(acled_rows(view))
    for row in rows:
        assert datetime.strptime(row["event_date"], "%d %B %Y").replace(tzinfo=UTC).year == int(row["year"])
        assert row["time_precision"] in {"1", "2", "3"}
        assert row["geo_precision"] in {"", "1", "2", "3"}
        assert row["disorder_type"] in DISORDERS
        assert row["event_type"] in TYPES
        assert {row["inter1"], row["inter2"]} <= CODED | {""}
        assert bool(row["actor1"]) == bool(row["inter1"])
        assert row["civilian_targeting"] == ("Civilian targeting" if row["inter2"] == "Civilians" else "")
        assert re.fullmatch(r"-?\d+\.\d{4}", row["latitude"])
        assert row["fatalities"] == "" or int(row["fatalities"]) >= 0
        assert row["iso"] == "" or 0 < int(row["iso"]) < 900
        assert not {row["actor1"], row["actor2"]} & {"x", "Syrian Observatory for Human Rights"}
    left = dict(acled_left_out(view))
    for event in view.events:
        of_event = [row for row in rows if row["event_id_cnty"].startswith(f"RSH-{event.id}")]
        assert bool(of_event) != (event.id in left), "each event is in the file, or left out with a reason"
        best = view.chosen(event).best if view.chosen(event).best is not None else view.chosen(event).low
        if of_event and best is not None:
            assert sum(int(row["fatalities"]) for row in of_event) == best, "a total over days stays that total"
            assert len({row["event_date"] for row in of_event}) == len(of_event)


@settings(max_examples=60, deadline=None)
@given(VIEWS)
def test_ged_values_are_of_its_domains(view):
    rows = list(ged_rows(view))
    assert len(rows) + len(list(ged_left_out(view))) == len(view.events)
    for row in rows:
        assert row["type_of_violence"] in {"", "1", "2", "3"}
        assert row["where_prec"] in {"", *"1234567"}
        assert row["date_prec"] in set("12345")
        assert row["date_start"] <= row["date_end"]
        assert row["event_clarity"] in {"1", "2"}
        assert row["region"] in {"", "Africa", "Americas", "Asia", "Europe", "Middle East"}
        assert 1 <= int(row["priogrid_gid"]) <= 259200
        if row["best"]:
            parts = sum(int(row[f"deaths_{part}"] or 0) for part in ("a", "b", "civilians", "unknown"))
            assert parts == int(row["best"])
            assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


@pytest.mark.parametrize(
    ("days", "precision"), [(0, "1"), (1, "2"), (5, "2"), (6, "3"), (7, "4"), (30, "4"), (31, "5"), (365, "5")]
)
def test_ged_date_precision_follows_the_codebook(days, precision):
    view = made(
        "Battles",
        "Armed clash",
        date(2024, 1, 1).toordinal(),
        days,
        None,
        "SY",
        "sy.military",
        "ua.military",
        3,
        "ucdp",
    )
    (row,) = ged_rows(view)
    assert row["date_prec"] == precision


def test_a_state_abroad_is_an_external_force_and_civilians_fight_no_battle():
    (row,) = acled_rows(
        made(
            "Battles",
            "Armed clash",
            date(2024, 1, 1).toordinal(),
            0,
            None,
            "SY",
            "ru.military",
            "sy.civilians",
            3,
            "acled",
        )
    )
    assert (row["inter1"], row["actor2"], row["interaction"]) == (
        "External/Other forces",
        "",
        "External/Other forces only",
    )
    (row,) = acled_rows(
        made(
            "Violence against civilians",
            "Attack",
            date(2024, 1, 1).toordinal(),
            0,
            None,
            "SY",
            "ru.military",
            "sy.civilians",
            3,
            "acled",
        )
    )
    assert row["interaction"] == "External/Other forces-Civilians"
    assert (row["country"], row["iso"], row["region"]) == ("Syria", "760", "Middle East")


@pytest.mark.parametrize(
    ("code", "name", "number", "gwno"),
    [
        ("SY", "Syria", "760", "652"),
        ("ml", "Mali", "466", "432"),
        ("US", "United States", "840", "2"),
        ("XX", "XX", "", ""),
        (None, "", "", ""),
    ],
)
def test_countries_have_their_numbers(code, name, number, gwno):
    found = country_of(code)
    assert (found.name, found.number, found.gwno) == (name, number, gwno)


def test_the_table_opens_in_a_spreadsheet_and_its_codebook_names_every_column():
    view = made(
        "Battles", "Armed clash", date(2024, 1, 1).toordinal(), 0, None, "SY", "ru.military", "sy.civilians", 3, "acled"
    )
    said = FORMATS["table"](view)
    assert said.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(said.removeprefix("\ufeff")))
    assert row["words"] == "3 rebels were killed in Arven"
