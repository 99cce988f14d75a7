"""End to end in a real Chromium: pages come in, ten values are reviewed by keyboard alone, a crash, an export."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.desk.team.passwords import add_user
from rashomon.domain import Judgement
from rashomon.intake import gather
from rashomon.ledger import Ledger
from rashomon.ledger.decisions import Decisions
from rashomon.ledger.people import People
from rashomon.pipeline import read_pages
from rashomon.samples import sample_paths
from rashomon.settings import Settings
from tests.desk.browsing import AXE, CHROMIUM, Process, needs_chromium, violations
from tests.desk.conftest import PASSWORD

pytestmark = needs_chromium
SHOTS = os.environ.get("DESK_SCREENSHOTS")
RAID = "Raid in Basra\n\nThe army said on Monday that 4 soldiers were killed in a raid near Basra.\n\nResidents spoke of more than 9 dead in the raid, which lasted until the evening.\n"


@pytest.fixture(scope="module")
def chromium():
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(desk_ledger):
    path = desk_ledger.name
    desk_ledger.close()
    process = Process(path, "--as", "ana").start()
    process.ledger = path
    yield process
    process.kill()


@pytest.fixture
def page(chromium, desk):
    """A page whose every request goes to the desk alone and whose console stays quiet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened, elsewhere, said = context.new_page(), [], []
    opened.on("request", lambda request: request.url.startswith((desk.url, "data:")) or elsewhere.append(request.url))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on(
        "console",
        lambda message: said.append(message.text) if message.type == "error" and "409" not in message.text else None,
    )
    yield opened
    context.close()
    assert not elsewhere
    assert not [each for each in said if "ERR_CONNECTION" not in each]


def settled(page, wanted, ledger):
    """Wait until so many verdicts are in the ledger and return them, the latest first."""
    for _ in range(100):
        with Ledger(ledger) as opened:
            found = Decisions(opened).history(limit=200)
        if len(found) >= wanted:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"{len(found)} verdicts, not {wanted}")


def test_from_the_inbox_by_keyboard_through_a_crash_to_an_export(page, desk, tmp_path):
    page.goto(f"{desk.url}/inbox")
    page.fill("textarea[name=text]", RAID)
    page.fill("textarea[name=addresses]", "http://127.0.0.1:1/secret")
    page.click("#bring button.primary")
    page.wait_for_selector(".job .tag.ok", timeout=30_000)
    page.wait_for_selector(".job .tag.warn")
    assert "private address" in page.inner_text(".job")
    page.wait_for_selector(".job >> text=review the next page")

    # Ten values by keyboard alone, from the queue on.
    page.goto(f"{desk.url}/queue")
    page.keyboard.press("n")
    page.wait_for_selector(".row.on")
    reviewed = page.url
    for _ in range(6):
        page.keyboard.press("a")
    page.keyboard.press("r")
    page.keyboard.press("s")
    settled(page, 7, desk.ledger)
    for letter in "j" * 40 + "k" * 80:
        if "k-figure machine" in page.locator(".row.on").get_attribute("class").replace(" on", ""):
            break
        page.keyboard.press(letter)
    subject = page.locator(".row.on").get_attribute("data-subject")
    page.keyboard.press("e")
    page.wait_for_selector("form.edit")
    page.keyboard.press("Tab")
    page.keyboard.type("77")
    assert "77" in page.locator("form.edit input[name=low]").input_value(), "keys are letters while typing"
    page.locator("form.edit input[name=low]").press("Control+A")
    page.keyboard.type("77")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.row[data-subject="{subject}"].edited')
    for _ in range(12):
        page.keyboard.press("K")
    for _ in range(60):
        if len(settled(page, 8, desk.ledger)) == 10:
            break
        open_one = page.locator(".row.on").get_attribute("data-done") == ""
        page.keyboard.press("a" if open_one else "j")
        page.wait_for_timeout(150)
    done = settled(page, 10, desk.ledger)
    assert len({each.subject for each in done}) == 10
    assert {each.judgement for each in done} == {Judgement.ACCEPT, Judgement.REJECT, Judgement.EDIT}

    # A crash in between: everything is there.
    for _ in range(100):  # the verdicts are in the ledger before the page shows the last answer
        if page.locator(".row.coder").count() == 10:
            break
        page.wait_for_timeout(100)
    before = page.locator("#left").inner_text()
    desk.kill()
    desk.start()
    page.goto(reviewed)
    page.wait_for_selector(".row.on")
    assert page.locator("#left").inner_text() == before
    assert page.locator(".row.coder").count() == 10
    assert "77" in page.locator(f'.row[data-subject="{subject}"]').inner_text()
    page.keyboard.press("u")
    found = settled(page, 11, desk.ledger)
    assert found[0].judgement is Judgement.UNDO
    assert page.locator(".row.on").count() == 1

    out = tmp_path / "out.jsonl"
    told = subprocess.run(
        [sys.executable, "-m", "rashomon", "export", "jsonl", str(out), "--ledger", desk.ledger],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert '"low": 77' in out.read_text() or '"low":77' in out.read_text()
    checked = subprocess.run(
        [sys.executable, "-m", "rashomon", "check", "--ledger", desk.ledger],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "0 faults" in checked.stdout, checked.stdout + checked.stderr


def test_keys_are_off_while_typing_and_help_opens(page, desk):
    page.goto(f"{desk.url}/queue/next")
    page.wait_for_selector(".row.on")
    page.locator(".row.on input[name=reason]").click()
    page.keyboard.type("a reason, just judged? no")
    assert page.locator(".row.on input[name=reason]").input_value() == "a reason, just judged? no"
    assert not page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    with Ledger(desk.ledger) as ledger:
        assert not Decisions(ledger).history()
    page.keyboard.press("/")
    page.wait_for_selector("#search:focus")


def test_words_that_are_selected_become_what_was_missed(page, desk):
    page.goto(f"{desk.url}/queue?q=Kharkiv")
    page.click("td.title a")
    page.wait_for_selector(".row.on")
    words = page.evaluate(
        """() => {
          const pieces = [...document.querySelectorAll('.page p [data-s]')].filter((each) => each.textContent.includes('Residents') || each.textContent.includes('residents'));
          const node = pieces[0].firstChild, at = node.data.search(/residents/i), range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + 9);
          getSelection().removeAllRanges(); getSelection().addRange(range); return range.toString();
        }"""
    )
    page.wait_for_selector("#add-bar.ready")
    page.keyboard.press("m")
    page.wait_for_selector("textarea[name=words]")
    assert page.input_value("textarea[name=words]") == words
    page.click("button:has-text('Add')")
    page.wait_for_selector(".row.on, .claim")
    with Ledger(desk.ledger) as ledger:
        (added,) = [claim for claim in ledger.claims() if claim.reader == "person ana"]
        assert added.content.text == words
        assert ledger.check() == []


def test_two_windows_never_overwrite_each_other(page, desk, chromium):
    page.goto(f"{desk.url}/queue/next")
    page.wait_for_selector(".row.on")
    other = chromium.new_page()
    other.goto(page.url)
    other.wait_for_selector(".row.on")
    other.keyboard.press("r")
    settled(other, 1, desk.ledger)
    page.keyboard.press("a")
    page.wait_for_selector(".conflict")
    assert "ana was faster" in page.inner_text(".conflict")
    assert len(settled(page, 1, desk.ledger)) == 1
    page.click("text=Write mine after it")
    assert len(settled(page, 2, desk.ledger)) == 2
    other.close()


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(desk, chromium):
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm install in web/)")
    for width, height, scheme in ((1280, 900, "light"), (390, 844, "dark"), (390, 844, "light"), (1280, 900, "dark")):
        look_over(desk, chromium, width, height, scheme)


def look_over(desk, chromium, width, height, scheme):
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for path in ("/queue", "/queue/next", "/inbox", "/history", "/search?q=army", "/exports"):
        page.goto(desk.url + path)
        if path == "/queue/next":
            page.wait_for_selector(".row.on .actions")
            page.keyboard.press("e")
            page.wait_for_selector("form.edit")
        assert violations(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, width, wide)
    context.close()


def test_a_team_codes_blind_and_adjudicates(desk_ledger, chromium):
    path = desk_ledger.name
    for name, role in (("rea", "reviewer"), ("cem", "coder"), ("dov", "coder")):
        add_user(desk_ledger, name, role, PASSWORD)
    key = desk_ledger.documents()[0].id
    People(desk_ledger).assign([key], ["cem", "dov"], blind=True, by="rea")
    desk_ledger.close()
    process = Process(path, "--team").start()
    try:
        for name, keys in (("cem", "aaar"), ("dov", "aaaa")):
            page = logged_in(chromium, process.url, name)
            page.goto(f"{process.url}/queue/{key}")
            page.wait_for_selector(".row.on")
            assert "blind coding" in page.inner_text(".page")
            for letter in keys:
                page.keyboard.press(letter)
            page.wait_for_timeout(800)
            page.context.close()
        page = logged_in(chromium, process.url, "rea")
        page.goto(f"{process.url}/team")
        page.click("text=adjudicate")
        page.click("text=Settle everything on which all agree")
        page.wait_for_selector(".st.reviewer")
        assert page.locator("tr.agree .st.reviewer").count() == 3
        assert page.locator("tr.differ").count() == 1
        assert violations(page) == [] if AXE.exists() else True
        page.locator("tr.differ select").select_option("cem")
        page.locator("tr.differ button").click()
        page.wait_for_selector("tr.differ .st.reviewer")
        with Ledger(path) as ledger:
            said = Decisions(ledger).history(by="rea")
        assert [each.judgement for each in said].count(Judgement.REJECT) == 1
        assert len(said) == 4
    finally:
        process.kill()


def logged_in(chromium, url, name):
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url)
    page.fill("input[name=name]", name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue")
    return page


@pytest.mark.slow
def test_the_manuals_pictures_are_made(tmp_path, chromium):
    """Screenshots of the bundled pages for docs/desk.md; DESK_SCREENSHOTS names the folder to keep them in."""

    folder = Path(SHOTS) if SHOTS else tmp_path / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    with Ledger(tmp_path / "rashomon.db") as ledger:
        pages = gather([str(path) for path in sample_paths()], settings)
        read_pages([replace(each, name=Path(each.name).name) for each in pages], ledger, settings)
    process = Process(tmp_path / "rashomon.db", "--as", "ana").start()
    try:
        context = chromium.new_context(viewport={"width": 1280, "height": 860})
        page = context.new_page()
        page.goto(f"{process.url}/queue")
        page.screenshot(path=folder / "desk-queue.png")
        page.click("td.title a")
        page.wait_for_selector(".row.on")
        for letter in "aaJAJaaaaaaaar":
            page.keyboard.press(letter)
        page.wait_for_timeout(1500)
        page.screenshot(path=folder / "desk-page.png")
        for letter in "j" * 9:
            page.keyboard.press(letter)
            if "k-figure" in page.locator(".row.on").get_attribute("class"):
                break
        page.keyboard.press("e")
        page.wait_for_selector("form.edit")
        page.screenshot(path=folder / "desk-edit.png")
        page.goto(f"{process.url}/history")
        page.screenshot(path=folder / "desk-history.png")
        page.goto(f"{process.url}/inbox")
        page.screenshot(path=folder / "desk-inbox.png")
        context.close()
        for name, width, scheme in (("desk-page-dark", 1280, "dark"), ("desk-page-narrow", 390, "light")):
            context = chromium.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme)
            page = context.new_page()
            page.goto(f"{process.url}/queue/next")
            page.wait_for_selector(".row.on")
            page.screenshot(path=folder / f"{name}.png")
            context.close()
    finally:
        process.kill()
    assert len(list(folder.glob("desk-*.png"))) >= 7
