"""What comes in, and how it is told."""

import contextlib
import json
import re

import pytest

from rashomon.desk.inbox.jobs import Inbox
from rashomon.desk.inbox.router import MOST_ADDRESSES
from rashomon.errors import LedgerBusy
from rashomon.ledger.waiting import WaitingItems
from rashomon.pipeline import read_pages
from tests.desk.conftest import SETTINGS, open_desk
from tests.pipeline.test_run import SHELLING


def told(client, job):
    text = client.get(f"/inbox/{job}/events").text
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


def bring(client, files=(), **fields):
    return client.post(
        "/inbox",
        data={"csrf": client.token(), **fields},
        files=[("files", each) for each in files] or None,
        follow_redirects=False,
    )


def job_of(answer):
    return answer.headers["location"].partition("#")[2]


def test_files_text_and_refusals_are_told_in_order(client):
    other = SHELLING.replace("Kharkiv", "Odesa")
    answer = bring(
        client, [("d.txt", other.encode()), ("empty.txt", b""), ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200)]
    )
    assert answer.status_code == 303
    events = told(client, job_of(answer))
    assert events[0]["kind"] == "reading"
    ends = {each["name"]: each for each in events if each["kind"] == "page"}
    assert ends["d.txt"]["state"] == "read"
    assert ends["d.txt"]["claims"] >= 2
    assert ends["empty.txt"]["state"] == ends["picture.png"]["state"] == "refused"
    assert ends["empty.txt"]["reason"]
    assert events[-1] == {"kind": "end", "done": 3, "total": 3}
    assert client.state.ledger.get(ends["d.txt"]["document"])
    assert "d.txt" in client.get("/inbox").text


def test_a_browser_that_was_cut_off_goes_on_where_it_was(client):
    job = job_of(bring(client, text=SHELLING.replace("Kharkiv", "Izium")))
    everything = client.get(f"/inbox/{job}/events").text
    rest = client.get(f"/inbox/{job}/events", headers={"Last-Event-ID": "0"}).text
    assert everything.startswith("id: 0\n")
    assert rest.startswith("id: 1\n")
    assert everything.endswith(rest)
    assert client.get("/inbox/job_none/events").status_code == 404


def test_pasted_text_keeps_what_the_person_knows_of_it(client):
    text = "Shelling near Sumy\n\n" + "\n\n".join(SHELLING.split("\n\n")[1:])
    answer = bring(client, text=text, source="The Given Post", published="2024-06-01", url="https://given.example/a")
    (end,) = [each for each in told(client, job_of(answer)) if each["kind"] == "page"]
    document = client.state.ledger.get(end["document"])
    assert document.source.name == "The Given Post"
    assert document.published.day.isoformat() == "2024-06-01"
    assert document.url == "https://given.example/a"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8700/queue",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1/",
    ],
)
def test_addresses_of_this_machine_and_its_network_are_not_fetched(client, address):
    answer = bring(client, addresses=address)
    (end,) = [each for each in told(client, job_of(answer)) if each["kind"] == "page"]
    assert end["state"] == "refused"
    assert end["document"] is None


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "/etc/passwd"])
def test_other_schemes_and_paths_are_no_addresses(client, address):
    answer = bring(client, addresses=address)
    assert answer.status_code == 422
    assert "is no address" in answer.text
    assert not client.app.state.inbox.jobs()


def test_links_and_addresses_in_a_page_are_never_fetched(client, monkeypatch):
    def fetched(*_args, **_kwargs):
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.socket.connect", fetched)
    page = (
        SHELLING.replace("Kharkiv", "Lviv")
        + "\nhttps://evil.example/pixel.png <img src='https://evil.example/p.png'>\n"
    )
    html = f"<html><head><link rel=canonical href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example'></head><body><article><p>{page}</p></article></body></html>"
    answer = bring(client, [("a.html", html.encode())])
    events = told(client, job_of(answer))
    assert not [each for each in events if each["kind"] == "failed"], events


def test_a_files_name_is_a_label_and_never_a_path(client, tmp_path):
    answer = bring(client, [("../../../../tmp/evil<script>.txt", SHELLING.replace("Kharkiv", "Dnipro").encode())])
    (end,) = [each for each in told(client, job_of(answer)) if each["kind"] == "page"]
    assert end["name"] == "evil<script>.txt"
    assert "<script>." not in client.get("/inbox").text
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert not [name for name in written if "evil" in name]


def test_limits_are_kept(client, desk_ledger):
    many = "\n".join(f"https://a{number}.example/" for number in range(MOST_ADDRESSES + 1))
    assert bring(client, addresses=many).status_code == 422
    assert bring(client).status_code == 422
    assert bring(client, text="x", published="tomorrow").status_code == 422
    small = open_desk(desk_ledger, max_upload=5_000)
    assert bring(small, [("big.txt", b"x" * 10_000)]).status_code == 413


def test_for_htmx_the_job_comes_back_alone(client):
    answer = client.post(
        "/inbox",
        data={"csrf": client.token(), "text": SHELLING.replace("Kharkiv", "Poltava")},
        headers={"HX-Request": "true"},
    )
    assert re.match(r'\s*<article class="job" id="(job_\w+)"', answer.text)


def stopped_before_reading(desk_ledger, monkeypatch, **fields):
    """A desk that is killed just after it has answered."""
    monkeypatch.setattr(Inbox, "_start", lambda *_: None)
    job = job_of(bring(open_desk(desk_ledger), **fields))
    monkeypatch.undo()
    return job


def test_what_was_not_read_when_the_desk_stopped_is_read_when_it_starts_again(desk_ledger, monkeypatch):
    text = SHELLING.replace("Kharkiv", "Izmail")
    job = stopped_before_reading(
        desk_ledger,
        monkeypatch,
        text=text,
        source="The Given Post",
        addresses="http://127.0.0.1:1/",
        published="2024-06-01",
    )
    desk = open_desk(desk_ledger)
    with desk:  # its lifespan: as the program starts it
        (again,) = desk.app.state.inbox.jobs()
        assert (again.id, again.by, again.resumed, again.ended, again.done) == (job, "ana", True, True, 2)
        html = desk.get("/inbox").text
        assert "taken up again" in html
        (end,) = [each for each in again.told if each["kind"] == "page" and each["document"]]
        document = desk_ledger.get(end["document"])
        assert document.source.name == "The Given Post"
        assert document.published.day.isoformat() == "2024-06-01"
    with open_desk(desk_ledger) as later:
        assert not later.app.state.inbox.jobs()


def test_a_page_that_ends_the_desk_each_time_takes_no_other_along_and_is_refused_at_last(desk_ledger, monkeypatch):
    class Killed(BaseException):
        pass

    def reading(pages, *args, **kwargs):
        opened = list(pages)
        if any(b"poison" in getattr(each, "raw", b"") for each in opened):
            raise Killed
        return read_pages(iter(opened), *args, **kwargs)

    files = [(f"{name}.txt", SHELLING.replace("Kharkiv", name).encode()) for name in ("Izmail", "poison", "Sumy")]
    monkeypatch.setattr(Inbox, "_start", lambda *_: None)
    bring(open_desk(desk_ledger), files)
    monkeypatch.undo()
    monkeypatch.setattr("rashomon.pipeline.read_pages", reading)
    starts = 0
    while WaitingItems(desk_ledger).all():
        starts += 1
        assert starts < 9
        with contextlib.suppress(Killed):
            Inbox(desk_ledger, SETTINGS, background=False).resume()
    ends = {each.name: each for each in desk_ledger.outcomes()}
    assert ends["Izmail.txt"].claims
    assert ends["Sumy.txt"].claims
    assert "failed 3 times" in ends["poison.txt"].reason


def test_a_job_that_the_ledger_stopped_goes_on_when_asked(client, monkeypatch):
    def busy(*_args, **_kwargs):
        raise LedgerBusy("rashomon.db", "another process holds it", "wait")

    monkeypatch.setattr("rashomon.pipeline.read_pages", busy)
    job = job_of(bring(client, text=SHELLING.replace("Kharkiv", "Izmail")))
    html = client.get("/inbox").text
    assert "another process holds it" in html
    assert "1 page not read yet" in html
    for _ in range(4):  # a busy ledger is no fault of the page
        client.form(f"/inbox/{job}/again")
    monkeypatch.undo()
    assert client.form(f"/inbox/{job}/again").status_code == 303
    assert client.app.state.inbox.get(job).done == 1
    assert "not read yet" not in client.get("/inbox").text
    assert client.form("/inbox/job_none/again").status_code == 404
