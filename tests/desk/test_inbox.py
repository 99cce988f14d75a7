"""What comes in, and how it is told."""

import json
import re

import pytest

from rashomon.desk.inbox.router import MOST_ADDRESSES
from tests.desk.conftest import open_desk
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
