"""A desk on a ledger of a few pages, read once; each test gets a copy."""

import re
import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from rashomon.desk.application import create_app
from rashomon.desk.config import DeskSettings, Mode, Part
from rashomon.domain.judging import values_of
from rashomon.intake import Page
from rashomon.ledger import Ledger
from rashomon.ledger.people import People
from rashomon.pipeline import read_pages
from rashomon.settings import Settings
from tests.pipeline.test_run import CLASH, SHELLING

HERE = "http://127.0.0.1:8700"
SETTINGS = Settings(reader="lexical")

HOSTILE = """<html><head><title>Raid <script>alert(1)</script> in Mosul</title></head><body><article>
<h1>Raid &lt;img src=x onerror=alert(1)&gt; in Mosul</h1>
<p>The army said on Monday that at least 8 soldiers were killed in a raid near Mosul, &lt;script&gt;alert(2)&lt;/script&gt; it added.</p>
<p>Residents of the town spoke of \u202emore than 20 dead\u202c in the raid, which lasted until the evening of the same day.</p>
<p>&lt;svg onload=alert(3)&gt; A third statement by the police said that two officers were wounded in Mosul on Tuesday.</p>
</article></body></html>"""


class Desk(TestClient):
    """A browser on the desk that keeps its cookie and sends the form token."""

    def token(self):
        return re.search(r'name="csrf" content="([0-9a-f]+)"', self.get("/history").text)[1]

    def form(self, path, **fields):
        return self.post(path, data={"csrf": self.token(), **fields}, follow_redirects=False)

    @property
    def state(self):
        return self.app.state.desk


@pytest.fixture(scope="session")
def read_once(tmp_path_factory):
    """A ledger with three pages: two plain ones and a hostile one."""
    path = tmp_path_factory.mktemp("desk") / "rashomon.db"
    pages = [(SHELLING, "a.txt"), (CLASH, "b.txt"), (HOSTILE, "c.html")]
    with Ledger(path) as ledger:
        summary = read_pages(
            [
                Page(raw=raw.encode(), name=name, url=None, published=None, source=None, title=None)
                for raw, name in pages
            ],
            ledger,
            SETTINGS,
        )
        assert summary.complete, summary.outcomes
    return path


@pytest.fixture
def desk_ledger(read_once, tmp_path):
    path = tmp_path / "rashomon.db"
    shutil.copy(read_once, path)
    shutil.copytree(Path(f"{read_once}.pages"), Path(f"{path}.pages"))
    with Ledger(path) as ledger:
        yield ledger


def open_desk(ledger, **config):
    return Desk(create_app(ledger, SETTINGS, DeskSettings(background=False, **{"user": "ana"} | config)), base_url=HERE)


@pytest.fixture
def client(desk_ledger):
    return open_desk(desk_ledger)


PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def hashed():
    """A hash of the password that costs little, so that tests of teams are quick."""
    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)


@pytest.fixture
def team(desk_ledger, hashed):
    """A function that gives a logged-in browser of a team's desk, by name."""
    people = People(desk_ledger)
    for name, part in (("ada", Part.ADMIN), ("rea", Part.REVIEWER), ("cem", Part.CODER), ("dov", Part.CODER)):
        people.add(name, part.value, hashed)
    app = create_app(desk_ledger, SETTINGS, DeskSettings(mode=Mode.TEAM, background=False))

    def browser(name=None):
        desk = Desk(app, base_url=HERE)
        if name:
            token = re.search(r'name="csrf" content="([0-9a-f]+)"', desk.get("/login").text)[1]
            done = desk.post("/login", data={"csrf": token, "name": name, "password": PASSWORD}, follow_redirects=False)
            assert done.status_code == 303, done.text
        return desk

    return browser


def pages_of(desk):
    return [line.id for line in desk.state.pages.lines(show="all")]


def claims_of(desk, part=""):
    return [claim for claim in desk.state.ledger.claims() if part in claim.content.text]


def first_value(desk, kind="figure"):
    """Page, claim and subject of the first value of a kind."""
    for claim in claims_of(desk):
        for value in values_of(claim):
            if value.kind == kind:
                return claim.document_id, claim, f"{claim.id}/{value.key}"
    raise AssertionError(kind)
