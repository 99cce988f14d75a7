"""The API: the same operations as JSON, and what schemathesis makes of its description."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.desk.conftest import first_value, open_desk, pages_of


@pytest.fixture
def api(client):
    client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
    return client


def test_a_value_is_judged_edited_and_taken_back(api):
    page, claim, subject = first_value(api)
    opened = api.get(f"/api/pages/{page}").json()
    (card,) = [each for each in opened["claims"] if each["id"] == claim.id]
    (value,) = [each for each in card["values"] if each["subject"] == subject]
    assert (value["hand"], value["done"], value["seen"]) == ("machine", "", "")
    changed = value["now"] | {"low": 12, "high": 12, "modifier": "exact"}
    done = api.post(
        f"/api/pages/{page}/verdicts",
        json={"subject": subject, "judgement": "edit", "value": changed, "reason": "counted"},
    )
    assert done.status_code == 201, done.text
    assert api.get(f"/api/claims/{claim.id}").json()["figures"][0]["low"] == 12
    late = api.post(f"/api/pages/{page}/verdicts", json={"subject": subject, "judgement": "reject", "seen": ""})
    assert late.status_code == 409
    assert late.json()["current"]["id"] == done.json()["id"]
    assert api.post(f"/api/verdicts/{done.json()['id']}/undo", json={}).status_code == 201
    assert api.get(f"/api/claims/{claim.id}").json()["figures"][0]["low"] == claim.figures[0].low
    assert [each["judgement"] for each in api.get("/api/verdicts").json()] == ["undo", "edit"]


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], {}, {"measure": "killed"}, {"low": -1}, {"evidence": {"span": {"start": 0, "end": 3}}}]
)
def test_values_that_fit_no_type_are_refused(api, value):
    page, _claim, subject = first_value(api)
    done = api.post(f"/api/pages/{page}/verdicts", json={"subject": subject, "judgement": "edit", "value": value})
    assert done.status_code == 422
    assert not api.state.decisions.history()


def test_words_that_do_not_stand_in_the_page_are_refused(api):
    page, _claim, subject = first_value(api)
    opened = api.get(f"/api/pages/{page}").json()
    (value,) = [each for card in opened["claims"] for each in card["values"] if each["subject"] == subject]
    words = value["now"]["evidence"]
    forged = value["now"] | {"evidence": words | {"text": "x" * len(words["text"])}}
    done = api.post(f"/api/pages/{page}/verdicts", json={"subject": subject, "judgement": "edit", "value": forged})
    assert done.status_code == 422
    assert "does not stand" in done.json()["detail"]


def test_nothing_changes_without_the_token_and_nobody_reads_without_login(client, team):
    page, _claim, subject = first_value(client)
    assert (
        client.post(f"/api/pages/{page}/verdicts", json={"subject": subject, "judgement": "accept"}).status_code == 403
    )
    nobody = team()
    for path in ("/api/session", "/api/pages", f"/api/pages/{page}", "/api/verdicts", "/api/search?q=army"):
        assert nobody.get(path).status_code == 401


def test_text_comes_in_and_pages_events_and_search_answer(api):
    job = api.post(
        "/api/inbox",
        json={
            "text": "Raid in Basra\n\nThe army said on Monday that 4 soldiers were killed in a raid near Basra.\n\nResidents spoke of 9 dead in the raid that day.",
            "source": "The Given",
        },
    )
    assert job.status_code == 202
    told = api.get(f"/api/inbox/{job.json()['id']}").json()
    assert told["ended"]
    assert told["done"] == 1
    assert api.get("/api/progress").json()["pages"] == 4
    assert len(api.get("/api/pages").json()) == 4
    found = api.get("/api/search", params={"q": "basra"}).json()
    assert found["pages"]
    event = api.state.ledger.events()[0]
    assert api.get(f"/api/events/{event.id}").json()["title"] == event.title
    assert api.get("/api/claims/evt_nothing").status_code == 404
    assert api.post("/api/inbox", json={"addresses": ["file:///etc/passwd"]}).status_code == 422


def test_what_was_missed_is_added(api):
    page = next(each for each in pages_of(api) if "Kharkiv" in api.state.ledger.get(each).title)
    added = api.post(
        f"/api/pages/{page}/claims", json={"words": "the shelling, which lasted until the evening", "reason": "missed"}
    )
    assert added.status_code == 201, added.text
    claim = added.json()["subject"]
    values = f"/api/pages/{page}/claims/{claim}/values"
    figure = {"what": "figure", "words": "more than 20", "measure": "killed", "low": 21, "modifier": "more than"}
    assert api.post(values, json=figure).status_code == 201
    place = {"what": "place", "words": "Kharkiv", "lat": 49.99, "lon": 36.23, "radius_km": 8}
    assert api.post(values, json=place).status_code == 201
    found = api.state.ledger.get(claim)
    assert (found.figures[0].low, found.places[0].lat, found.places[0].state.value) == (21, 49.99, "resolved")
    assert api.post(values, json=figure | {"words": "no such words"}).status_code == 422
    assert api.state.ledger.check() == []


def test_events_are_listed_merged_split_moved_placed_and_all_of_it_undone(api):
    before = {frozenset(each.claim_ids) for each in api.state.ledger.events()}
    listed = api.get("/api/events", params={"what": "all", "limit": 2, "sort": "pages"}).json()
    assert len(listed["events"]) == 2 <= listed["total"]
    one, two = (each["id"] for each in listed["events"])
    merged = api.post("/api/events/merge", json={"events": [one, two], "reason": "one raid"})
    assert merged.status_code == 201, merged.text
    event = api.get(f"/api/events/{merged.json()['event']}").json()
    claims = event["claim_ids"]
    split = {"claims": claims[:1], "seen": event["seen"]}
    apart = api.post(f"/api/events/{event['id']}/split", json=split)
    assert apart.status_code == 201, apart.text
    assert api.post(f"/api/events/{apart.json()['event']}/split", json=split).status_code == 409
    other = next(
        each["id"] for each in api.get("/api/events?what=all").json()["events"] if each["id"] != apart.json()["event"]
    )
    moved = api.post(f"/api/events/{apart.json()['event']}/move", json={"claims": claims[:1], "to": other})
    assert moved.status_code == 201, moved.text
    where = {"lat": 36.3, "lon": 43.1, "radius_km": 4, "name": "the crossing"}
    placed = api.post(f"/api/events/{moved.json()['event']}/place", json=where)
    assert placed.status_code == 201, placed.text
    now = api.get(f"/api/events/{placed.json()['event']}").json()
    assert now["place"]["geometry"]["radius_km"] == 4
    assert api.post(f"/api/events/{now['id']}/place", json=where | {"lat": 37, "seen": ""}).status_code == 409
    assert api.post(f"/api/events/{now['id']}/place", json=where | {"lat": 370}).status_code == 400
    for each in (placed, moved, apart, merged):
        assert api.post(f"/api/verdicts/{each.json()['verdict']['id']}/undo", json={}).status_code == 201
    api.state.updater.settle()
    assert {frozenset(each.claim_ids) for each in api.state.ledger.events()} == before


def test_sources_actors_and_proposals(api):
    (first, *_rest) = api.get("/api/sources").json()
    assert api.get(f"/api/sources/{first['id']}").json()["profile"]["name"] == first["name"]
    (actor, *_more) = api.get("/api/actors", params={"q": "hezbollah"}).json()
    proposed = api.post(f"/api/actors/{actor['id']}/aliases", json={"alias": "The Test Name", "reason": "seen"})
    assert proposed.status_code == 201, proposed.text
    side = {"other": actor["id"], "stance": "against", "conflict": "the test", "since": "2024-05-01"}
    assert api.post(f"/api/actors/{actor['id']}/sides", json=side).status_code == 201
    assert len(api.get("/api/proposals").json()) == 2
    assert api.post(f"/api/proposals/{proposed.json()['id']}/accept").json()["state"] == "accepted"
    assert api.post(f"/api/proposals/{proposed.json()['id']}/refuse").status_code == 400
    assert len(api.get("/api/proposals").json()) == 1


def test_an_export_is_a_file(api):
    answer = api.post("/api/exports", json={"format": "jsonl"})
    assert answer.status_code == 200
    assert answer.text.startswith('{"kind": "header"')
    assert api.post("/api/exports", json={"format": "none"}).status_code == 404


def test_a_team_assigns_compares_and_settles(team):
    rea, cem, dov = team("rea"), team("cem"), team("dov")
    for each in (rea, cem, dov):
        each.headers["X-CSRF-Token"] = each.get("/api/session").json()["csrf"]
    page, claim, _subject = first_value(rea)
    given = {"names": ["cem", "dov"], "blind": True, "page": page}
    assert cem.post("/api/team/assignments", json=given).status_code == 403
    assert len(rea.post("/api/team/assignments", json=given).json()) == 2
    assert [each["person"] for each in cem.get("/api/team/assignments").json()] == ["cem"]
    for each, judgement in ((cem, "accept"), (dov, "reject")):
        said = {"subject": f"{claim.id}/status", "judgement": judgement}
        assert each.post(f"/api/pages/{page}/verdicts", json=said).status_code == 201
    assert cem.get(f"/api/team/adjudication/{page}").status_code == 403
    (line,) = rea.get(f"/api/team/adjudication/{page}").json()["values"]
    assert (line["agree"], line["said"]["dov"]["judgement"]) == (False, "reject")
    settled = {"subject": line["subject"], "coder": "cem", "seen": line["seen"]}
    assert rea.post(f"/api/team/adjudication/{page}", json=settled).status_code == 201
    assert rea.post(f"/api/team/adjudication/{page}", json=settled | {"coder": "dov"}).status_code == 409
    (status,) = [each for each in rea.get("/api/team/agreement").json() if each["field"] == "status"]
    assert (status["units"], status["exact"]) == (1, 0.0)


# Some of what fits the description is refused for what it says: no text at all, words that stand nowhere.
REFUSING = [positive_data_acceptance]


def _schema(app):
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"Host": "127.0.0.1:8700"})


def test_the_description_tells_every_operation(api):
    told = api.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert {"/api/pages/{page_id}/verdicts", "/api/verdicts/{verdict_id}/undo", "/api/inbox"} <= set(told["paths"])
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), (method, path)


def test_schemathesis_finds_no_answer_that_the_description_does_not_know(read_once, desk_ledger):
    desk = open_desk(desk_ledger)
    token = desk.get("/api/session").json()["csrf"]
    cookie = "; ".join(f"{name}={value}" for name, value in desk.cookies.items())
    headers = {"X-CSRF-Token": token, "Cookie": cookie, "Host": "127.0.0.1:8700"}
    schema = _schema(desk.app)
    seen = 0
    quick = settings(
        max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
    )
    for found in schema.get_all_operations():
        operation = found.ok()

        @quick
        @schemathesis_given(operation)
        def check(case):
            response = case.call(headers=headers)
            case.validate_response(response, headers=headers, excluded_checks=REFUSING)

        check()
        seen += 1
    assert seen >= 30
    assert pages_of(desk)


def schemathesis_given(operation):
    return given(case=operation.as_strategy())
