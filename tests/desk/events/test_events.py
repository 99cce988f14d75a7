"""Events through HTTP: filters, merge, split, move and place, undo, and hostile words."""

import re
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from rashomon.cli.actors import app
from rashomon.desk.events.reading import areas_of
from rashomon.domain import Geometry, Judgement
from rashomon.knowledge.actors import Linker, open_registry
from rashomon.ledger.event_views import EventFilter, EventViews
from rashomon.pipeline import bring_up_to_date
from tests.desk.conftest import claims_of

SAID = re.compile(r"^/events/(evt_[a-z0-9]+)(?:\?said=(vrd_[a-z0-9]+))?$")


def events_of(desk):
    return {event.id: event for event in desk.state.ledger.events()}


def groups_of(desk):
    return {frozenset(event.claim_ids) for event in desk.state.ledger.events()}


def where_to(answer):
    assert answer.status_code == 303, answer.text
    return SAID.match(answer.headers["location"])


def two_events(desk):
    found = sorted(events_of(desk).values(), key=lambda event: (-len(event.claim_ids), event.id))
    assert len(found) >= 2
    return found[:2]


def test_the_table_the_map_and_the_timeline_show_the_same_events(client):
    lines = EventViews(client.state.ledger).lines(EventFilter(what="all"))
    page = client.get("/events?what=all").text
    assert all(line.id in page for line in lines)
    points = client.get("/events/points.json?what=all").json()
    assert len(points["points"]) + points["unplaced"] == len(lines)
    days = client.get("/events/days.json?what=all").json()
    assert sum(days["all"]) + days["undated"] == len(lines)


@pytest.mark.parametrize(
    "query",
    [
        "q=raid",
        "since=2024-01-01",
        "until=2024-12-31",
        "disputed=1",
        "pages=2",
        "kind=count",
        "box=40,30,50,40",
        "deed=Attack",
    ],
)
def test_one_filter_means_the_same_in_table_map_and_timeline(client, query):
    total = int(re.search(r"<b>([\d,]+)</b> event", client.get(f"/events?{query}").text)[1])
    points = client.get(f"/events/points.json?{query}").json()
    days = client.get(f"/events/days.json?{query}").json()
    assert len(points["points"]) + points["unplaced"] == sum(days["all"]) + days["undated"] == total


@pytest.mark.parametrize(
    "query", ["since=yesterday", "box=1,2,3", "box=nan,1,2,3", "kind=<svg>", "pages=-1", "sort=x", "what='"]
)
def test_a_filter_that_cannot_be_read_is_as_none(client, query):
    assert client.get(f"/events?{query}").status_code == 200
    assert client.get(f"/events/points.json?{query}").json() == client.get("/events/points.json").json()


def test_a_filter_names_its_words_and_a_fragment_is_no_page(client):
    assert "<html" in client.get("/events?q=raid").text
    part = client.get("/events?q=raid", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "raid" in part


def test_merging_and_undoing_gives_back_what_there_was(client):
    before = groups_of(client)
    one, other = two_events(client)
    said = where_to(client.form("/events/merge", ids=[one.id, other.id], reason="one raid"))
    assert frozenset((*one.claim_ids, *other.claim_ids)) in {frozenset(sorted(each)) for each in groups_of(client)}
    page = client.get(f"/events/{said[1]}?said={said[2]}").text
    assert "merged 2 events" in page
    assert "one raid" in page
    bring_up_to_date(client.state.ledger)
    assert frozenset((*one.claim_ids, *other.claim_ids)) in groups_of(client)
    where_to(client.form(f"/events/{said[1]}/undo", verdict=said[2], claim=one.claim_ids[0]))
    assert groups_of(client) == before


def test_an_old_id_leads_to_the_event_that_holds_its_claims(client):
    one, other = two_events(client)
    said = where_to(client.form(f"/events/{one.id}/merge", other=other.id))
    gone = ({one.id, other.id} - {said[1]}).pop()
    assert client.get(f"/events/{gone}", follow_redirects=False).headers["location"] == f"/events/{said[1]}"
    assert client.get("/events/evt_nobody", follow_redirects=False).status_code == 404


def test_claims_are_split_off_and_moved_back(client):
    event = two_events(client)[0]
    assert len(event.claim_ids) >= 2
    moved = event.claim_ids[-1]
    said = where_to(client.form(f"/events/{event.id}/split", claims=[moved]))
    assert frozenset([moved]) in groups_of(client)
    home = EventViews(client.state.ledger).holding([event.claim_ids[0]])[0]
    back = where_to(client.form(f"/events/{said[1]}/move", claims=[moved], other=home))
    assert frozenset(event.claim_ids) in groups_of(client)
    assert back[1] == home
    bring_up_to_date(client.state.ledger)
    assert frozenset(event.claim_ids) in groups_of(client)


def test_a_place_is_set_with_a_radius_kept_and_undone(client):
    event = two_events(client)[0]
    fields = {"lat": "35.5", "lon": "43.25", "radius_km": "12", "name": "the river bend", "reason": "a video shows it"}
    said = where_to(client.form(f"/events/{event.id}/place", **fields))
    bring_up_to_date(client.state.ledger)
    now = events_of(client)[said[1]]
    assert (now.place.lat, now.place.lon, now.place.geometry.radius_km) == (35.5, 43.25, 12)
    (own, *_rest) = client.get(f"/events/{said[1]}/areas.json").json()["areas"]
    assert (own["lat"], own["radius_km"], own["own"]) == (35.5, 12, True)
    point = next(p for p in client.get("/events/points.json?what=all").json()["points"] if p[0] == said[1])
    assert point[1:4] == [43.25, 35.5, 12]
    where_to(client.form(f"/events/{said[1]}/undo", verdict=said[2]))
    assert events_of(client)[event.id].place == event.place


def test_two_people_never_overwrite_each_others_place(client):
    event = two_events(client)[0]
    first = {"lat": "35.5", "lon": "43.25", "radius_km": "12"}
    where_to(client.form(f"/events/{event.id}/place", **first))
    late = client.form(f"/events/{event.id}/place", **first | {"lat": "36"})
    assert late.status_code == 409
    assert events_of(client)[event.id].place.lat == 35.5
    seen = re.search(r'name="before" value="(vrd_[a-z0-9]+)"', client.get(f"/events/{event.id}").text)[1]
    where_to(client.form(f"/events/{event.id}/place", **first | {"lat": "36", "before": seen}))
    assert events_of(client)[event.id].place.lat == 36


@pytest.mark.parametrize(
    "wrong", [{"lat": "91"}, {"lon": "nan"}, {"radius_km": "-1"}, {"radius_km": "inf"}, {"lat": "x"}]
)
def test_a_place_that_is_none_is_refused(client, wrong):
    event = two_events(client)[0]
    fields = {"lat": "35.5", "lon": "43.25", "radius_km": "12"} | wrong
    assert client.form(f"/events/{event.id}/place", **fields).status_code in (400, 422)
    assert client.state.ledger.verdicts() == []


def test_whoever_saw_an_older_event_is_told_and_nothing_happens(client):
    event = two_events(client)[0]
    seen = re.search(r'name="seen" value="(now_[a-z0-9]+)"', client.get(f"/events/{event.id}").text)[1]
    where_to(client.form(f"/events/{event.id}/split", claims=[event.claim_ids[-1]], seen=seen))
    now = EventViews(client.state.ledger).holding([event.claim_ids[0]])[0]
    before = groups_of(client)
    late = client.form(f"/events/{now}/split", claims=[event.claim_ids[0]], seen=seen)
    assert late.status_code == 409
    assert "nothing is lost" in late.text
    assert groups_of(client) == before


@pytest.mark.parametrize("claims", [[], ["clm_nobody"], "all"])
def test_a_split_of_nothing_or_of_everything_is_refused(client, claims):
    event = two_events(client)[0]
    chosen = list(event.claim_ids) if claims == "all" else claims
    assert client.form(f"/events/{event.id}/split", claims=chosen).status_code == 400
    assert client.state.ledger.verdicts() == []


def test_no_form_works_without_its_token(client):
    one, other = two_events(client)
    for path, fields in (
        (f"/events/{one.id}/merge", {"other": other.id}),
        ("/events/merge", {"ids": [one.id, other.id]}),
    ):
        assert client.post(path, data=fields, follow_redirects=False).status_code == 403
    assert client.state.ledger.verdicts() == []


def test_the_history_undoes_a_merge_too(client):
    before = groups_of(client)
    one, other = two_events(client)
    said = where_to(client.form("/events/merge", ids=[one.id, other.id]))
    assert client.form("/history/undo", verdict=said[2]).status_code == 303
    assert groups_of(client) == before
    assert [each.judgement for each in client.state.ledger.verdicts()] == [Judgement.MERGE, Judgement.UNDO]


def test_hostile_words_are_shown_and_never_run(client):
    ids = {
        event.id
        for event in events_of(client).values()
        for claim in claims_of(client, "alert(2)")
        if claim.id in event.claim_ids
    }
    ids |= {
        event.id
        for event in events_of(client).values()
        for claim in claims_of(client, "\u202e")
        if claim.id in event.claim_ids
    }
    assert ids
    for event_id in ids:
        page = client.get(f"/events/{event_id}").text
        assert "<script>alert" not in page
        assert "<svg onload" not in page
        assert "\u202e" not in page


def test_a_source_profile_counts_what_the_ledger_holds(client):
    profiles = client.get("/sources")
    assert profiles.status_code == 200
    source = client.state.ledger.sources()[0]
    page = client.get(f"/sources/{source.id}").text
    assert source.id in page
    with_it = EventViews(client.state.ledger).count(EventFilter(source=source.id, what="all"))[0]
    assert re.search(rf"events it tells of</dt><dd>{with_it}</dd>", page)
    assert client.get("/sources/src_nobody").status_code == 404


def test_a_proposal_is_reviewed_and_only_then_accepted(client):
    found = re.search(r'href="/actors/([a-z0-9.\-]+)"', client.get("/actors?q=hezbollah").text)[1]
    assert client.form(f"/actors/{found}/alias", alias="The Party of Tests", reason="a source").status_code == 303
    page = client.get("/actors").text
    assert "The Party of Tests" in page
    proposal = re.search(r"/actors/proposals/(prp_[a-z0-9]+)", page)[1]
    assert client.form(f"/actors/proposals/{proposal}", take="true").status_code == 303
    assert client.form(f"/actors/proposals/{proposal}", take="false").status_code == 400
    assert "accepted" in client.get(f"/actors/{found}").text


def test_what_was_accepted_is_exported_as_the_registry_reads_it(client, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for path, fields in (
        ("alias", {"alias": "The Party of Tests"}),
        ("side", {"stance": "against", "other": "il.government", "conflict": "a war", "since": "2024-01-01"}),
    ):
        assert client.form(f"/actors/lb.hezbollah/{path}", **fields).status_code == 303
    assert client.form("/actors/lb.hezbollah/alias", alias="Never Accepted").status_code == 303
    proposals = re.findall(r"/actors/proposals/(prp_[a-z0-9]+)", client.get("/actors/lb.hezbollah").text)
    for each in list(dict.fromkeys(proposals))[:2]:
        client.form(f"/actors/proposals/{each}", take="true")
    assert Linker(registry=open_registry()).link("The Party of Tests").actor_id is None
    printed = CliRunner().invoke(app, ["export", "--ledger", client.state.ledger.name, "--apply"])
    assert printed.exit_code == 0, printed.output
    assert "# side\tlb.hezbollah\tagainst\til.government\ta war\t2024-01-01" in printed.output
    assert "Never Accepted" not in printed.output
    assert Linker(registry=open_registry()).link("The Party of Tests").actor_id == "lb.hezbollah"


def test_a_coder_of_a_team_proposes_and_cannot_accept(team):
    coder, reviewer = team("cem"), team("rea")
    found = re.search(r'href="/actors/([a-z0-9.\-]+)"', coder.get("/actors?q=hezbollah").text)[1]
    coder.form(f"/actors/{found}/alias", alias="Another name of tests")
    proposal = re.findall(r"/actors/proposals/(prp_[a-z0-9]+)", reviewer.get("/actors").text)[0]
    assert coder.form(f"/actors/proposals/{proposal}", take="true").status_code == 403
    assert reviewer.form(f"/actors/proposals/{proposal}", take="true").status_code == 303


def test_nobody_reads_events_of_a_team_without_a_login(team):
    stranger = team()
    for path in ("/events", "/events/points.json", "/sources", "/actors"):
        assert stranger.get(path, follow_redirects=False).headers["location"].startswith("/login")


@pytest.mark.parametrize(
    ("kind", "wkt", "shape"),
    [
        ("corridor", "POLYGON ((44 36, 45 36.2, 45 36.4, 44 36.2, 44 36))", "Polygon"),
        ("region", "MULTIPOLYGON (((44 36, 45 36, 45 37, 44 36)), ((46 36, 47 36, 47 37, 46 36)))", "MultiPolygon"),
        ("circle", "POINT (44 36)", None),
        ("sector", "POLYGON ((44 36, broken", None),
        ("between", "POLYGON EMPTY", None),
    ],
)
def test_an_area_is_drawn_in_its_own_shape(client, kind, wkt, shape):
    event = next(each for each in events_of(client).values() if each.place and each.place.located)
    drawn = Geometry(kind=kind, wkt=wkt, lat=36.1, lon=44.5, radius_km=50, rule="test/1")
    (area, *_rest) = areas_of(replace(event, place=replace(event.place, geometry=drawn)), [])
    assert (area["shape"] or {}).get("type") == shape
    assert (area["own"], area["kind"]) == (True, kind)


def test_a_region_without_an_outline_is_not_drawn_as_a_circle(client):
    event = next(each for each in events_of(client).values() if each.place and each.place.located)
    bare = replace(event.place, kind="admin1", geometry=None)
    assert areas_of(replace(event, place=bare), []) == []
