"""A desk that listens, and a real Chromium that looks at it. Skipped by name where there is no Chromium."""

import threading
import time
from datetime import date
from pathlib import Path

import pytest
import uvicorn

from rashomon.desk.application import create_app
from rashomon.desk.assets import BUILT
from rashomon.desk.config import DeskSettings
from rashomon.domain import Outcome, PageState
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour
from rashomon.settings import Settings
from tests.reconcile.test_reconcile import elsewhere, herald, next_day, post
from tests.reconcile.told import says, telling

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
SUMMER = date(2024, 8, 12)


def in_summer():
    page = telling("Lantern", "Shells hit Corrin on 12 August, killing 3 residents.", published=SUMMER)
    return page, [
        says(page, "Shells hit Corrin on 12 August", trigger="hit", where="Corrin", day=SUMMER),
        says(page, "killing 3 residents", trigger="killing", killed=3, group="residents"),
    ]


TELLINGS = [post(), herald(), next_day(), elsewhere(), in_summer()]


def listening(server):
    for _ in range(200):
        if server.started:
            return server.servers[0].sockets[0].getsockname()[1]
        time.sleep(0.05)
    raise AssertionError("the desk did not start")


@pytest.fixture
def told_ledger(tmp_path):
    with Ledger(tmp_path / "rashomon.db") as ledger:
        for page, claims in TELLINGS:
            outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
            ledger.save_page(page, claims, outcome, reader="r/1", run="run_1", keys=neighbour(page, claims).keys)
        bring_up_to_date(ledger)
        yield ledger


@pytest.fixture
def address(told_ledger):
    app = create_app(told_ledger, Settings(reader="lexical"), DeskSettings(user="ana"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening(server)}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium (Debian's package chromium)")
    if not (BUILT / "map.js").exists():
        pytest.skip("the desk's scripts are not built (make web)")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium, address):
    """A function that opens a page; at its end no request left this machine and no script failed."""
    opened, left, failed = [], [], []

    def at(path, width=1280, scheme="light"):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-GB")
        page = context.new_page()
        page.on(
            "request",
            lambda each: left.append(each.url) if not each.url.startswith((address, "data:", "blob:")) else None,
        )
        page.on("pageerror", lambda each: failed.append(str(each)))
        page.on("console", lambda each: failed.append(each.text) if each.type == "error" else None)
        page.goto(address + path)
        opened.append(context)
        return page

    yield at
    for context in opened:
        context.close()
    assert left == []
    assert [each for each in failed if "409" not in each] == []
