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
    assert seen >= 12
    assert pages_of(desk)


def schemathesis_given(operation):
    return given(case=operation.as_strategy())
