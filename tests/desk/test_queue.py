"""The queue by plain forms, as a browser without scripts has it."""

import json
import re

import pytest

from rashomon.domain import Judgement, Outcome, PageState
from rashomon.ledger import Ledger
from tests.desk.conftest import claims_of, first_value, open_desk, pages_of

FRAGMENT = {"HX-Request": "true"}


def seen_of(client, page, subject):
    html = client.get(f"/queue/{page}").text
    return re.search(rf'data-subject="{re.escape(subject)}" data-seen="([^"]*)"', html)[1]


def figure_of(client, claim):
    return client.state.ledger.get(claim.id).figures[0]


def test_the_list_shows_each_page_with_its_progress(client):
    html = client.get("/queue").text
    assert html.count('class="title"') == 3
    assert "Shelling near Kharkiv" in html
    assert "Shelling near Kharkiv" not in client.get("/queue?show=finished").text
    assert client.get("/queue?q=mosul").text.count('class="title"') == 2
    assert client.get("/queue?show=nonsense").status_code == 422


def test_a_page_shows_its_words_and_every_value_with_where_it_stands(client):
    page, claim, subject = first_value(client)
    html = client.get(f"/queue/{page}", params={"value": subject}).text
    assert f'data-subject="{subject}"' in html
    row = re.search(rf'id="(c\d+v\d+)" data-subject="{re.escape(subject)}"', html)[1]
    words = re.findall(
        rf'<mark data-s="(\d+)" class="machine on" data-rows="[^"]*\b{row}\b[^"]*"[^>]*>([^<]*)</mark>', html
    )
    assert "".join(words[i][1] for i in range(len(words))) == claim.figures[0].evidence.text
    assert int(words[0][0]) == claim.figures[0].evidence.span.start


def test_accepting_lands_at_once_and_survives_another_process(client):
    page, claim, subject = first_value(client)
    done = client.form(f"/queue/{page}/judge", subject=subject, judgement="accept", reason="clear")
    assert done.status_code == 303
    with Ledger(client.state.ledger.name) as other:
        (verdict,) = other.verdicts(claim.id)
    assert (verdict.subject, verdict.judgement, verdict.by, verdict.role, verdict.reason) == (
        subject,
        Judgement.ACCEPT,
        "ana",
        "coder",
        "clear",
    )
    assert "accepted" in client.get(f"/queue/{page}").text


def test_an_edit_changes_the_claim_and_undo_brings_the_machines_back(client):
    page, claim, subject = first_value(client)
    before = client.state.ledger.get(claim.id)
    evidence = claim.figures[0].evidence
    fields = {
        "measure": "killed",
        "low": "30",
        "high": "",
        "modifier": "at least",
        "group": "soldiers",
        "flow_or_stock": "flow",
        "words": evidence.text,
    }
    assert (
        client.form(f"/queue/{page}/edit", subject=subject, seen="", reason="read again", **fields).status_code == 303
    )
    figure = figure_of(client, claim)
    assert (figure.low, figure.high, figure.group) == (30, None, "soldiers")
    html = client.get(f"/queue/{page}").text
    assert "edited" in html
    assert "was: <s>" in html
    assert client.state.ledger.check() == []
    assert client.form(f"/queue/{page}/undo").status_code == 303
    assert client.state.ledger.get(claim.id) == before
    assert [each.judgement for each in client.state.decisions.history()] == [Judgement.UNDO, Judgement.EDIT]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"low": "30", "high": "8"}, "above its high"),
        ({"low": "many", "high": ""}, "no whole number"),
        ({"low": "3", "high": "", "words": "words that nobody wrote"}, "does not stand in the page"),
        ({"low": "3", "high": "", "measure": "eaten"}, "eaten"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(client, fields, says):
    page, claim, subject = first_value(client)
    form = {"measure": "killed", "words": claim.figures[0].evidence.text} | fields
    answer = client.form(f"/queue/{page}/edit", subject=subject, seen="", **form)
    assert answer.status_code == 422
    assert says in answer.text
    assert not client.state.decisions.history()


def test_two_people_never_overwrite_each_other(client, desk_ledger):
    page, _claim, subject = first_value(client)
    ben = open_desk(desk_ledger, user="ben")
    both = seen_of(client, page, subject)
    assert client.form(f"/queue/{page}/judge", subject=subject, judgement="reject", seen=both).status_code == 303
    late = ben.form(f"/queue/{page}/judge", subject=subject, judgement="accept", seen=both)
    assert late.status_code == 409
    assert "ana was faster" in late.text
    assert "Keep theirs" in late.text
    assert len(ben.state.decisions.history()) == 1
    token = re.search(r'name="seen" value="(vrd_[a-z0-9]+)"', late.text)[1]
    assert ben.form(f"/queue/{page}/judge", subject=subject, judgement="accept", seen=token).status_code == 303
    assert [each.by for each in ben.state.decisions.history()] == ["ben", "ana"]


def test_pressing_twice_writes_once(client):
    page, _claim, subject = first_value(client)
    for _ in range(2):
        client.form(f"/queue/{page}/judge", subject=subject, judgement="accept", seen="")
    assert len(client.state.decisions.history()) == 1


def test_a_rejected_claim_leaves_the_events_and_undo_brings_it_back(client):
    (event, *_rest) = [each for each in client.state.ledger.events() if each.claim_ids]
    claim = client.state.ledger.get(event.claim_ids[0])
    client.form(f"/queue/{claim.document_id}/judge", subject=claim.id, judgement="reject", seen="")
    assert not any(claim.id in each.claim_ids for each in client.state.ledger.events())
    client.form(f"/queue/{claim.document_id}/undo")
    assert any(claim.id in each.claim_ids for each in client.state.ledger.events())


def test_accepting_what_is_left_finishes_claim_and_page(client):
    page = pages_of(client)[0]
    for claim in client.state.ledger.claims(document_id=page):
        client.form(f"/queue/{page}/judge", subject=claim.id, judgement="accept-rest")
    line = client.state.pages.line(page)
    assert line.finished
    assert line.coded == line.claims > 0
    assert client.state.pages.progress().finished == 1
    assert page not in [each.id for each in client.state.pages.lines(show="open")]
    assert client.state.pages.after(page) != page


def test_a_page_is_done_when_a_person_says_so_and_the_next_one_comes(client):
    page = pages_of(client)[0]
    done = client.form(f"/queue/{page}/judge", subject=page, judgement="accept")
    assert done.headers["location"] == f"/queue/next?after={page}"
    assert client.state.pages.line(page).finished
    following = client.get(done.headers["location"], follow_redirects=False).headers["location"]
    assert following == f"/queue/{pages_of(client)[1]}"


def test_a_person_adds_what_the_reader_missed(client):
    page = next(p for p in pages_of(client) if "Kharkiv" in client.state.ledger.get(p).title)
    document = client.state.ledger.get(page)
    words = "the shelling, which lasted until the evening"
    start = document.text.index(words)
    done = client.form(
        f"/queue/{page}/add",
        what="claim",
        words=words,
        start=start,
        end=start + len(words),
        voice="Residents",
        voice_kind="person",
        sub_type="Shelling/artillery/missile attack",
        trigger="shelling",
    )
    assert done.status_code == 303
    (added,) = [claim for claim in client.state.ledger.claims(document_id=page) if claim.reader == "person ana"]
    assert added.content.text == words
    assert added.voice.name == "Residents"
    assert added.deed.type == "Explosions/Remote violence"
    done = client.form(
        f"/queue/{page}/add",
        what="figure",
        claim=added.id,
        words="more than 20",
        measure="killed",
        low="21",
        high="",
        modifier="more than",
        group="people",
    )
    assert done.status_code == 303
    assert client.state.ledger.get(added.id).figures[0].low == 21
    done = client.form(
        f"/queue/{page}/add",
        what="place",
        claim=added.id,
        words="Kharkiv",
        choice="set",
        lat="49.99",
        lon="36.23",
        radius_km="8",
        country="UA",
    )
    assert done.status_code == 303
    place = client.state.ledger.get(added.id).places[0]
    assert (place.lat, place.geometry.radius_km > 7, place.resolved_name) == (49.99, True, "Kharkiv")
    assert client.state.ledger.check() == []
    assert "added" in client.get(f"/queue/{page}").text
    for _ in range(3):
        client.form(f"/queue/{page}/undo")
    assert not [claim for claim in client.state.ledger.claims(document_id=page) if claim.reader == "person ana"]


def test_words_of_comments_are_no_evidence(client):
    page = pages_of(client)[0]
    answer = client.form(f"/queue/{page}/add", what="claim", words="no such words at all")
    assert answer.status_code == 422
    assert "does not stand in the page" in answer.text


def test_reading_a_page_again_keeps_what_people_decided(client):
    page, claim, subject = first_value(client)
    fields = {
        "measure": "wounded",
        "low": "5",
        "high": "5",
        "modifier": "exact",
        "words": claim.figures[0].evidence.text,
    }
    client.form(f"/queue/{page}/edit", subject=subject, seen="", **fields)
    ledger = client.state.ledger
    document = ledger.get(page)
    machine = client.state.decisions.as_read(page)
    claims = [machine.get(each.id, each) for each in ledger.claims(document_id=page)]
    outcome = Outcome(name="a.txt", state=PageState.READ, document_id=page)
    ledger.save_page(document, claims, outcome, reader="r/2", run="run_2")
    assert figure_of(client, claim).low == 5
    ledger.save_page(document, [], outcome, reader="r/3", run="run_3")
    assert figure_of(client, claim).low == 5
    assert claim.id in [each.id for each in ledger.claims(document_id=page)]


def test_for_htmx_the_changed_card_comes_back_alone(client):
    page, claim, subject = first_value(client)
    answer = client.post(
        f"/queue/{page}/judge",
        data={"csrf": client.token(), "subject": subject, "judgement": "accept"},
        headers=FRAGMENT,
    )
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<section")
    assert f'data-claim="{claim.id}"' in answer.text
    assert "<html" not in answer.text


def test_history_tells_who_when_and_why_and_takes_back(client):
    page, _claim, subject = first_value(client)
    client.form(f"/queue/{page}/judge", subject=subject, judgement="reject", reason="<b>wrong</b>")
    html = client.get("/history").text
    assert "&lt;b&gt;wrong&lt;/b&gt;" in html
    (verdict,) = client.state.decisions.history()
    assert client.form("/history/undo", verdict=verdict.id).status_code == 303
    assert "undone" in client.get("/history").text
    assert client.form("/history/undo", verdict="vrd_nothing").status_code == 404


def test_without_built_scripts_the_desk_says_so_and_works(client, monkeypatch, tmp_path):
    monkeypatch.setattr("rashomon.desk.assets.BUILT", tmp_path)
    html = client.get(f"/queue/{pages_of(client)[0]}").text
    assert "make web" in html
    assert 'name="judgement" value="accept"' in html
    assert "/static/built/" not in html


def test_all_verdicts_together_are_json_that_the_domain_reads(client):
    page, claim, subject = first_value(client)
    client.form(f"/queue/{page}/edit", subject=f"{claim.id}/stance", seen="", stance="denies")
    (verdict,) = client.state.decisions.history()
    assert json.loads(verdict.value) == {"stance": "denies", "negated": False}
    assert client.state.ledger.get(claim.id).stance.value == "denies"
    assert client.state.ledger.get(claim.id).id == claim.id
    assert claims_of(client)
    del subject
