"""Attacks on the desk, each of which must fail."""

import re
from html.parser import HTMLParser

import pytest
from fastapi.openapi.utils import get_openapi
from starlette.testclient import TestClient
from typer.testing import CliRunner

from rashomon.cli.program import app
from rashomon.desk.guard import COOKIE
from rashomon.domain import Outcome, PageState
from tests.desk.conftest import HERE, PASSWORD, first_value, open_desk, pages_of
from tests.domain.made import claim, document


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.scripts = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag == "script":
            self.scripts.append(dict(attrs))


def judged(client, **headers):
    page, _claim, subject = first_value(client)
    return client.post(
        f"/queue/{page}/judge",
        data={"csrf": client.token(), "subject": subject, "judgement": "accept"},
        headers=headers,
        follow_redirects=False,
    )


@pytest.mark.parametrize("path", ["/queue", "/history", "/search?q=army", "/nowhere", "/static/desk.css"])
def test_every_answer_has_a_policy_without_inline_scripts_or_styles(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    if not path.startswith("/static"):
        assert headers["cache-control"] == "no-store"


def test_hostile_pages_bring_no_tags_no_handlers_and_no_addresses(client):
    for page in pages_of(client):
        html = client.get(f"/queue/{page}").text
        found = Tags(html)
        assert not {"svg", "img", "iframe", "object", "style", "base"} & set(found.tags)
        assert all(script.get("src", "").startswith("/static/built/") for script in found.scripts)
        for _tag, name, value in found.attributes:
            assert not name.startswith("on"), (name, value)
            assert name != "style"
            if name in ("src", "href", "action", "hx-get", "hx-post"):
                assert value.startswith(("/", "#")), value
                assert not value.startswith("//")


def test_words_of_a_page_are_shown_as_they_are_and_cannot_turn_direction(client):
    page = next(p for p in pages_of(client) if "Raid" in client.get(f"/queue/{p}").text)
    html = client.get(f"/queue/{page}").text
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in re.sub(r"</?(span|mark)[^>]*>", "", html)
    turned = document(
        "Rebels said \u202eover 20 soldiers were killed\u202c near the \u2067river on Monday.", title="\u202eturned"
    )
    outcome = Outcome(name="t.txt", state=PageState.READ, document_id=turned.id)
    client.state.ledger.save_page(
        turned,
        [claim(turned, words="over 20 soldiers were killed", voice="Rebels")],
        outcome,
        reader="r/1",
        run="run_1",
    )
    for path in (f"/queue/{turned.id}", "/queue?show=all", "/search?q=soldiers"):
        html = client.get(path).text
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", re.sub("<title>.*?</title>", "", html)), path
        assert 'data-name="RLO"' in html or "search" in path
    starts = [int(each) for each in re.findall(r'data-s="(\d+)"', client.get(f"/queue/{turned.id}").text)]
    assert starts == sorted(starts)
    assert starts[-1] < len(turned.text)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8700", "127.0.0.1.evil.example", "", "localhost.evil:8700"]
)
def test_a_rebound_name_is_not_answered(desk_ledger, host):
    client = open_desk(desk_ledger)
    answer = client.get("/queue", headers={"Host": host})
    assert answer.status_code == 421
    assert "Queue" not in answer.text
    assert client.get("/queue", headers={"Host": "localhost:8700"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:9999", "null", "http://localhost.evil:8700"]
)
def test_another_sites_form_is_refused_even_with_the_token(client, origin):
    answer = judged(client, Origin=origin)
    assert answer.status_code == 403
    assert not client.state.decisions.history()
    assert judged(client, Origin=HERE).status_code == 303


def test_a_request_that_the_browser_calls_cross_site_is_refused(client):
    assert judged(client, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert judged(client, **{"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert not client.state.decisions.history()


def unsafe_routes(app):
    for path, methods in get_openapi(title="all", version="1", routes=app.routes)["paths"].items():
        for method in methods:
            if method not in ("get", "head", "options"):
                yield method.upper(), re.sub(r"\{[^}]*\}", "x", path)


def test_no_route_changes_anything_without_this_sessions_token(client, desk_ledger):
    other = open_desk(desk_ledger)
    foreign = other.token()
    client.get("/queue")
    routes = list(unsafe_routes(client.app))
    assert len(routes) >= 5
    for method, path in routes:
        for token in ("", "0" * 64, foreign):
            answer = client.request(method, path, data={"csrf": token, "subject": "clm_x", "judgement": "accept"})
            assert answer.status_code == 403, (method, path, answer.status_code)
            assert client.request(method, path, headers={"X-CSRF-Token": token}, json={}).status_code == 403


def test_the_cookie_is_strict_and_out_of_reach_of_scripts(client, desk_ledger):
    cookie = client.get("/queue").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" in open_desk(desk_ledger, secure=True).get("/queue").headers["set-cookie"]


def test_too_long_a_body_is_refused_by_its_head_and_while_it_streams(desk_ledger):
    client = open_desk(desk_ledger, max_upload=10_000)
    token = client.token()
    assert client.post("/history/undo", data={"csrf": token, "verdict": "x" * 20_000}).status_code == 413

    def stream():
        for _ in range(20):
            yield b"verdict=" + b"x" * 1_000 + b"&"

    answer = client.post(
        "/history/undo",
        content=stream(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": token},
    )
    assert answer.status_code == 413
    assert client.post("/history/undo", content=b"", headers={"Content-Length": "-5"}).status_code in (400, 403)


def test_a_single_users_desk_has_no_login_and_listens_here_alone(client):
    assert client.get("/login", follow_redirects=False).status_code == 303
    assert client.post("/login", data={"csrf": client.token(), "name": "a", "password": "b"}).status_code == 404
    done = CliRunner().invoke(app, ["desk", "--host", "0.0.0.0"])
    assert done.exit_code != 0
    assert "listens on 127.0.0.1 alone" in str(done.exception)


def test_nothing_is_seen_without_login_in_a_team(team):
    nobody = team()
    for path in ("/queue", "/history", "/search?q=army", "/queue/doc_x", "/events", "/team"):
        answer = nobody.get(path, follow_redirects=False)
        assert answer.status_code in (303, 404), path
        assert "Kharkiv" not in answer.text
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login?next=%2F")
    assert team("cem").get("/queue").status_code == 200


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_login_leads_nowhere_else(team, next_):
    desk = team()
    token = re.search(r'name="csrf" content="([0-9a-f]+)"', desk.get("/login").text)[1]
    done = desk.post(
        "/login", data={"csrf": token, "name": "cem", "password": PASSWORD, "next": next_}, follow_redirects=False
    )
    assert done.headers["location"] == "/queue"


def test_guessing_passwords_is_slowed_down_by_name_and_by_address(team):
    desk = team()

    def attempt(name, password):
        token = re.search(r'name="csrf" content="([0-9a-f]+)"', desk.get("/login").text)[1]
        return desk.post(
            "/login", data={"csrf": token, "name": name, "password": password}, follow_redirects=False
        ).status_code

    assert [attempt("cem", "wrong password") for _ in range(5)] == [403] * 5
    assert attempt("cem", "wrong password") == 429
    assert attempt("cem", PASSWORD) == 429, "even the right one waits"
    assert attempt("dov", PASSWORD) == 303, "others are not locked out"
    for _ in range(30):
        desk.state.people.note_failure("from testclient")
    assert attempt("rea", PASSWORD) == 429


def test_a_session_planted_before_login_is_worth_nothing(team):
    desk = team()
    desk.get("/login")
    planted = desk.cookies[COOKIE]
    token = re.search(r'name="csrf" content="([0-9a-f]+)"', desk.get("/login").text)[1]
    desk.post("/login", data={"csrf": token, "name": "cem", "password": PASSWORD}, follow_redirects=False)
    assert desk.cookies[COOKIE] != planted
    thief = TestClient(desk.app, base_url=HERE, cookies={COOKIE: planted})
    assert thief.get("/queue", follow_redirects=False).status_code == 303


def test_logging_out_and_being_switched_off_end_a_session(team):
    cem, stolen = team("cem"), None
    stolen = cem.cookies[COOKIE]
    cem.form("/logout")
    thief = TestClient(cem.app, base_url=HERE, cookies={COOKIE: stolen})
    assert thief.get("/queue", follow_redirects=False).status_code == 303
    dov = team("dov")
    dov.state.people.change("dov", active=False)
    assert dov.get("/queue", follow_redirects=False).status_code == 303


def test_reads_in_a_team_are_logged_and_the_log_keeps_no_secret(team):
    cem = team("cem")
    page = pages_of(cem)[0]
    cem.get(f"/queue/{page}")
    seen = cem.state.people.accesses(name="cem")
    assert any(each.path == f"/queue/{page}" and each.action == "read" for each in seen)
    assert PASSWORD not in str(cem.state.people.accesses())


def test_passwords_are_kept_as_argon2id_only(team):
    cem = team("cem")
    person = cem.state.people.get("cem")
    assert person.secret.startswith("$argon2id$")
    with cem.state.ledger.reading() as connection:
        kept = [row for (row,) in connection.exec_driver_sql("SELECT digest FROM session")]
    assert cem.cookies[COOKIE] not in kept
