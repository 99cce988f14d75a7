"""The desk's events in a real Chromium: map and timeline as filters, merge, split and undo, and what axe finds."""

import re

import pytest

Error = pytest.importorskip("playwright.sync_api").Error
pytestmark = pytest.mark.browser
READY = "[data-island=map][data-state=ready]"


def until(page, holds):
    """Wait for an expression to hold. The desk's content policy allows no eval within the page, so this asks from outside."""
    for _ in range(150):
        try:
            if page.evaluate(holds):
                return
        except Error:  # the page is just being loaded anew
            pass
        page.wait_for_timeout(100)
    raise AssertionError(f"{holds} never held at {page.url}")


def rows(page):
    return page.locator("tr[data-event]").count()


def total(page):
    return int(re.search(r"([\d,]+) event", page.locator(".results-head .sum").inner_text())[1])


def test_timeline_and_map_set_the_filters_of_the_table(look):
    page = look("/events")
    page.wait_for_selector(READY)
    page.wait_for_selector("[data-island=timeline][data-state=ready] canvas")
    everything = total(page)
    assert rows(page) == everything == 4
    box = page.locator("#timeline .u-over").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 40, steps=5)
    page.mouse.up()
    until(page, "document.querySelectorAll('tr[data-event]').length === 1")
    assert "Corrin" in page.locator("tr[data-event]").inner_text()
    assert "since=2024-0" in page.url
    until(page, "document.querySelector('[data-note-of=map]').textContent.startsWith('1 on the map')")
    page.locator(".chip").click()
    page.wait_for_selector(READY)
    assert total(page) == everything
    page.get_by_role("button", name="Filter to this view").click()
    until(page, "location.search.includes('box=')")
    assert total(page) == everything
    page.evaluate("const b = document.querySelector('[name=box]'); b.value = '40,37,42,38'; b.form.requestSubmit()")
    until(page, "document.querySelectorAll('tr[data-event]').length === 2")
    page.go_back()
    until(page, "document.querySelectorAll('tr[data-event]').length === 4")


def test_events_are_merged_by_keys_split_again_and_all_of_it_undone(look, told_ledger):
    before = {frozenset(event.claim_ids) for event in told_ledger.events()}
    page = look("/events")
    page.wait_for_selector("[data-merge-button]:disabled")
    for key in "jxjx":
        page.keyboard.press(key)
    page.get_by_role("button", name="Merge these 2 events").click()
    page.wait_for_selector(".done")
    assert "ana merged 2 events" in page.locator(".done").inner_text()
    assert len(told_ledger.events()) == len(before) - 1
    page.locator(".acc .pick input").first.check()
    page.get_by_role("button", name="Split off as an event").click()
    page.wait_for_selector(".done >> text=split off 1 claim")
    page.locator(".done button").click()
    page.wait_for_selector(".decided .undone")
    page.locator(".decided li:not(.undone) button").click()
    until(page, "document.querySelectorAll('.decided li:not(.undone)').length === 0")
    assert {frozenset(event.claim_ids) for event in told_ledger.events()} == before


def test_a_place_is_set_by_a_click_on_the_map(look, told_ledger):
    event = told_ledger.events()[0]
    page = look(f"/events/{event.id}")
    page.wait_for_selector("[data-island=place][data-state=ready]")
    page.get_by_text("Set the place").click()
    page.locator("#place-map canvas.maplibregl-canvas").click(position={"x": 60, "y": 60})
    lat = float(page.locator("[name=lat]").input_value())
    page.locator("[name=radius_km]").fill("7")
    page.get_by_role("button", name="Set it").click()
    page.wait_for_selector(".done")
    now = next(each for each in told_ledger.events() if event.claim_ids[0] in each.claim_ids)
    assert now.place.lat == pytest.approx(lat, abs=1e-4)
    assert now.place.geometry.radius_km == 7
    assert now.place.lat != event.place.lat


def test_without_scripts_everything_is_still_a_form(chromium, address, told_ledger):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/events")
    for box in page.locator("tr[data-event] input").all()[:2]:
        box.check()
    page.locator("[data-merge-button]").click()
    assert "merged 2 events" in page.locator(".done").inner_text()
    context.close()


def axe_finds_nothing(look, paths, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path in paths:
        page = look(path, width, scheme)
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
        wrong = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found.response["violations"]]
        assert wrong == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
        page.close()


def paths_of(ledger):
    return (
        f"/events/{ledger.events()[0].id}",
        "/events",
        f"/sources/{ledger.sources()[0].id}",
        "/actors?q=hezbollah",
        "/sources",
    )


def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(look, told_ledger):
    axe_finds_nothing(look, paths_of(told_ledger)[:3], 1280, "light")
    axe_finds_nothing(look, paths_of(told_ledger)[:1], 390, "dark")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_any_page_in_any_light(look, told_ledger, width, scheme):
    found = next(iter(told_ledger.events()))
    axe_finds_nothing(
        look, (*paths_of(told_ledger), f"/events?q={found.place.name if found.place else ''}"), width, scheme
    )
