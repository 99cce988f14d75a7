"""Roles, assignment, blind double coding, adjudication."""

import re

import pytest

from rashomon.domain import Judgement
from tests.desk.conftest import first_value


@pytest.fixture
def coded(team):
    """A page that cem and dov code blind: they agree on one value and differ in the figure."""
    ada, cem, dov = team("ada"), team("cem"), team("dov")
    page, claim, subject = first_value(ada)
    assert ada.form("/team/assign", names=["cem", "dov"], blind="yes", document=page).status_code == 303
    words = claim.figures[0].evidence.text
    for desk, low in ((cem, "30"), (dov, "40")):
        desk.form(
            f"/queue/{page}/edit",
            subject=subject,
            seen="",
            measure="killed",
            low=low,
            high="",
            modifier="at least",
            words=words,
        )
        desk.form(f"/queue/{page}/judge", subject=f"{claim.id}/status", judgement="accept")
    return team, page, claim, subject


def test_what_a_part_may_not_do_is_refused(team):
    cem, rea = team("cem"), team("rea")
    page, _claim, _subject = first_value(cem)
    for desk, path, fields in (
        (cem, "/team/assign", {"names": "cem"}),
        (cem, "/team/users", {"name": "eve", "role": "admin", "password": "long enough pass"}),
        (cem, "/team/users/change", {"name": "cem", "role": "admin"}),
        (cem, f"/team/adjudicate/{page}", {}),
        (rea, "/team/users", {"name": "eve", "role": "admin", "password": "long enough pass"}),
    ):
        assert desk.form(path, **fields).status_code == 403, path
    assert cem.get(f"/team/adjudicate/{page}").status_code == 403
    assert rea.get("/team/log").status_code == 403
    assert cem.state.people.get("cem").role == "coder"
    assert cem.state.people.get("eve") is None


def test_admins_keep_users_and_the_last_admin_stays(team):
    ada = team("ada")
    assert ada.form("/team/users", name="eve", role="coder", password="short").status_code == 422
    assert ada.form("/team/users", name="<b>", role="coder", password="long enough pass").status_code == 422
    assert ada.form("/team/users", name="eve", role="coder", password="long enough pass").status_code == 303
    assert ada.form("/team/users", name="eve", role="coder", password="long enough pass").status_code == 422
    assert ada.form("/team/users/change", name="eve", role="reviewer").status_code == 303
    assert ada.state.people.get("eve").role == "reviewer"
    assert ada.form("/team/users/change", name="ada", role="coder").status_code == 422
    assert ada.form("/team/users/change", name="ada", active="no").status_code == 422
    assert ada.form("/team/users/change", name="eve", active="no").status_code == 303
    assert not ada.state.people.get("eve").active


def test_assigned_pages_come_first_and_are_done_once(team):
    ada, cem = team("ada"), team("cem")
    ada.form("/team/assign", names=["cem"], count="1")
    (given,) = cem.state.people.assignments(name="cem")
    assert cem.get("/queue/next", follow_redirects=False).headers["location"] == f"/queue/{given.document_id}"
    cem.form(f"/queue/{given.document_id}/judge", subject=given.document_id, judgement="accept")
    (given,) = cem.state.people.assignments(name="cem")
    assert given.done_at
    assert "assigned to me" in cem.get("/queue?mine=true").text


def test_blind_verdicts_take_no_effect_and_stay_hidden_from_the_other(coded):
    team, page, claim, subject = coded
    cem, dov = team("cem"), team("dov")
    assert cem.state.ledger.get(claim.id).figures[0].low == claim.figures[0].low
    assert not cem.state.pages.line(page).coded
    html = dov.get(f"/queue/{page}").text
    assert "40" in html
    assert "≥ 30" not in html
    assert "cem" not in html
    assert "cem" not in dov.get("/history").text
    assert all(each["by"] == "dov" for each in dov.get("/api/verdicts").json())
    assert '"low":30' not in dov.get(f"/api/pages/{page}").text
    del subject


def test_a_reviewer_sees_both_settles_and_only_then_it_counts(coded):
    team, page, claim, subject = coded
    rea = team("rea")
    html = rea.get(f"/team/adjudicate/{page}").text
    assert "≥ 30" in html
    assert "≥ 40" in html
    assert rea.form(f"/team/adjudicate/{page}").status_code == 303
    agreed = [each for each in rea.state.decisions.history(by="rea") if each.judgement is Judgement.ACCEPT]
    assert [each.subject for each in agreed] == [f"{claim.id}/status"]
    seen = re.search(
        rf'name="subject" value="{re.escape(subject)}"><input type="hidden" name="seen" value="([^"]*)"', html
    )[1]
    assert rea.form(f"/team/adjudicate/{page}", subject=subject, coder="dov", seen=seen).status_code == 303
    assert rea.state.ledger.get(claim.id).figures[0].low == 40
    late = rea.form(f"/team/adjudicate/{page}", subject=subject, coder="cem", seen=seen)
    assert late.status_code == 409
    assert rea.state.ledger.get(claim.id).figures[0].low == 40
    assert rea.form(f"/team/adjudicate/{page}", subject=f"{claim.id}/nothing", coder="cem").status_code == 404


def test_agreement_is_shown_by_field(coded):
    team, _page, _claim, _subject = coded
    html = team("rea").get("/team").text
    rows = {
        row[0]: row[1:]
        for row in re.findall(
            r"<tr><td>([a-z ]+)</td><td class=\"soft\">(\w+)</td><td class=\"n\">(\d+)</td><td class=\"n\">([^<]*)</td>",
            html,
        )
    }
    assert rows["status"] == ("nominal", "1", "100 %")
    assert rows["figure"] == ("nominal", "1", "0 %")
    assert rows["figure low"][0] == "interval"


def test_a_claim_that_a_coder_adds_blind_is_seen_by_the_reviewer_alone(coded):
    team, page, _claim, _subject = coded
    cem, dov, rea = team("cem"), team("dov"), team("rea")
    document = cem.state.ledger.get(page)
    words = document.text.split("\n\n")[-1].split(",")[0]
    assert cem.form(f"/queue/{page}/add", what="claim", words=words).status_code == 303
    assert "person cem" not in [each.reader for each in cem.state.ledger.claims(document_id=page)]
    count = len(re.findall(r'<section class="claim', dov.get(f"/queue/{page}").text))
    assert len(re.findall(r'<section class="claim', cem.get(f"/queue/{page}").text)) == count + 1
    assert "add" in rea.get(f"/team/adjudicate/{page}").text
    (added,) = [each.subject for each in cem.state.decisions.history(by="cem") if each.judgement is Judgement.ADD]
    assert rea.form(f"/team/adjudicate/{page}", subject=added, coder="cem").status_code == 303
    assert "person cem" in [each.reader for each in cem.state.ledger.claims(document_id=page)]


def test_a_reviewers_verdict_outranks_a_later_coders(team):
    rea, cem = team("rea"), team("cem")
    page, claim, subject = first_value(cem)
    words = claim.figures[0].evidence.text
    fields = {"measure": "killed", "high": "", "modifier": "at least", "words": words}
    rea.form(f"/queue/{page}/edit", subject=subject, seen="", low="50", **fields)
    seen = cem.state.decisions.last_seen(subject)
    cem.form(f"/queue/{page}/edit", subject=subject, seen=seen, low="60", **fields)
    assert cem.state.ledger.get(claim.id).figures[0].low == 50
    (last,) = rea.state.decisions.history(by="rea")
    assert cem.form("/history/undo", verdict=last.id).status_code == 403
    assert rea.form("/history/undo", verdict=last.id).status_code == 303
    assert cem.state.ledger.get(claim.id).figures[0].low == 60
