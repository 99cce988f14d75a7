"""How smooth the desk's map stays with many events, in a real Chromium that draws by software: the worst case.

    python -m benchmarks.desk_map [EVENTS] [--headed]

An empty ledger's desk is opened; its points come from here, strewn like reports over some thirty countries. The map is
dragged and zoomed for some seconds each, and the frames between are timed by the browser itself. Printed: frames a
second, the median, 95th percentile and longest time between frames in milliseconds, and how long a change of filter
took until the map showed it. A computer with a graphics processor draws many times faster.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from playwright.sync_api import Page, Route, sync_playwright

from rashomon.desk.application import create_app
from rashomon.desk.config import DeskSettings
from rashomon.ledger import Ledger
from rashomon.settings import Settings

FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
READY = "[data-island=map][data-state=ready]"
SECONDS = 4.0
WATCH = """() => {
  const times = []; let last = performance.now(), on = true;
  const tick = (now) => { times.push(now - last); last = now; if (on) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  globalThis.frames_seen = () => { on = false; return times.slice(1); };
}"""


def points(count: int, seed: int = 5) -> list[list[Any]]:
    """Return events as the desk sends them: id, longitude, latitude, radius in km, disputes, pages."""
    chance = random.Random(seed)
    towns = [(chance.uniform(-15, 50), chance.uniform(-5, 52)) for _ in range(400)]
    found: list[list[Any]] = []
    for number in range(count):
        lon, lat = chance.choice(towns)
        spread, km = chance.choice((0.1, 0.5, 2.0)), chance.choice((0, 0.5, 1, 3, 5, 10, 40))
        where = [round(chance.gauss(lon, spread), 4), round(chance.gauss(lat, spread), 4)]
        found.append([f"evt_{number}", *where, km, int(chance.random() < 0.2), chance.randint(1, 9)])
    return found


def main(argv: list[str]) -> int:
    """Open the map, move it, print. Exit code 0: how fast this machine draws is no fault."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.desk_map")
    options.add_argument("events", nargs="?", type=int, default=20_000)
    options.add_argument("--headed", action="store_true", help="with a window and the machine's own graphics")
    given = options.parse_args(argv)
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "rashomon.db") as ledger:
        server = uvicorn.Server(
            uvicorn.Config(create_app(ledger, Settings(), DeskSettings()), port=0, log_level="error")
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        look(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", given.events, headed=given.headed)
        server.should_exit = True
        thread.join(timeout=10)
    return 0


def look(address: str, events: int, *, headed: bool) -> None:
    """Time the map in a browser."""
    body = json.dumps({"points": points(events), "unplaced": 0})
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium",
            headless=not headed,
            args=["--no-sandbox"] if headed else FLAGS,
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})

        def answer(route: Route) -> None:
            route.fulfill(body=body, content_type="application/json")

        page.route("**/events/points.json*", answer)
        page.goto(f"{address}/events")
        page.wait_for_selector(READY)
        page.wait_for_timeout(2000)
        print(f"{events:,} events", flush=True)
        tell("still, all of it in view", lambda: page.wait_for_timeout(SECONDS * 1000), page)
        tell("dragged, all of it in view", lambda: drag(page), page)
        tell("zoomed in and out", lambda: zoom(page), page)
        for _ in range(6):
            wheel(page, -300)
        tell("dragged, a country in view", lambda: drag(page), page)
        began = time.perf_counter()
        page.check("[name=disputed]")
        page.wait_for_timeout(50)
        print(f"a change of filter: {(time.perf_counter() - began) * 1000:.0f} ms")
        browser.close()


def tell(name: str, act: Any, page: Page) -> None:
    """Time the frames while something is done."""
    page.evaluate(WATCH)
    act()
    times = page.evaluate("frames_seen()")
    late = statistics.quantiles(times, n=20)[18]
    rate = 1000 * len(times) / sum(times)
    print(
        f"{name:28} {rate:5.1f} a second   {statistics.median(times):6.1f} {late:6.1f} {max(times):6.1f} ms", flush=True
    )


def drag(page: Page) -> None:
    """Drag the map to and fro."""
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    ends, step = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < ends:
        step += 1
        page.mouse.move(x + 120 * ((step // 20) % 2 * 2 - 1) * (step % 20) / 20, y + step % 40 - 20)
        page.wait_for_timeout(12)
    page.mouse.up()


def zoom(page: Page) -> None:
    """Zoom in and out by the wheel."""
    ends, step = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < ends:
        step += 1
        wheel(page, -120 if (step // 12) % 2 == 0 else 120)
        page.wait_for_timeout(40)


def wheel(page: Page, by: int) -> None:
    """Turn the wheel over the map."""
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, by)
    page.wait_for_timeout(30)


def middle(page: Page) -> tuple[float, float]:
    """Return the middle of the map on the page."""
    box = page.locator("#map").bounding_box()
    if box is None:
        raise SystemExit("the map is not on the page")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
