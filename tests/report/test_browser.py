"""The report in a real browser: quiet, inert, whole on a wide and on a narrow screen."""

from __future__ import annotations

import http.server
import shutil
import struct
import subprocess
import tempfile
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from rashomon.domain import BlockKind, Finding, Outcome, PageState, Source
from rashomon.report import ReportView, render, write_report

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium (Debian's package chromium)"),
]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=4000",
]


def browse(*arguments: str) -> str:
    with tempfile.TemporaryDirectory() as profile:
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", *arguments]
        done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture
def written(view: ReportView, tmp_path: Path) -> Path:
    return write_report(view, tmp_path / "report.html")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_hostile_words_stay_inert(written: Path) -> None:
    tree = lxml.html.fromstring(browse("--dump-dom", written.as_uri()))
    assert tree.findtext(".//title") == "Who claims what: rashomon.db"
    assert "has-js" in tree.get("class")
    assert not tree.xpath("//img")


def test_every_place_for_a_pages_words_is_inert(make: dict[str, Any], view: ReportView, tmp_path: Path) -> None:
    attack = (
        "\"'><svg onload=document.title='pwned'><script>document.title='pwned'</script></svg><math><mtext>\u202egnitset"
    )
    page = make["document"](
        "hostile",
        [(BlockKind.TITLE, attack), (BlockKind.BODY, f"Nine died. {attack}"), (BlockKind.COMMENT, attack)],
        url="javascript:document.title='pwned'",
        byline=attack,
        notices=(attack,),
        source=Source(id="src_hostile", name=attack, host=attack),
    )
    figure = make["figure"](page, "Nine", 9, 9, group=attack, word=attack)
    claim = make["claim"](page, "Nine died", attack, figures=(figure,), gaps=(attack,), reader=attack)
    event = replace(
        view.events[0],
        id="evt_hostile",
        title=attack,
        claim_ids=(claim.id,),
        document_ids=(page.id,),
        reasons=(attack,),
        accounts=(make["account"]([claim]),),
        disputes=(),
        findings=(Finding(kind=attack, note=attack),),
    )
    ends = (Outcome(name=attack, state=PageState.REFUSED, reason=attack, stage=attack),)
    hostile = replace(
        view,
        events=(event,),
        claims={claim.id: claim},
        documents={page.id: page},
        outcomes=ends,
        notice=attack,
        ledger_name=attack,
    )
    path = write_report(hostile, tmp_path / "report.html")
    probe = (
        "let out=[];document.querySelectorAll('body *').forEach(e=>{for(const n of e.childNodes){"
        "if(n.nodeType===3&&n.data.includes('\u202e')&&e.tagName!=='SCRIPT'){let d=e,ok=false;"
        "for(;d&&d!==document.body;d=d.parentElement){if(/isolate/.test(getComputedStyle(d).unicodeBidi)||"
        "/^(block|flex|grid|list-item|table-cell|inline-block)$/.test(getComputedStyle(d).display)){ok=true;break}}"
        "if(!ok)out.push(e.outerHTML.slice(0,80))}}});document.title=out.length+' '+document.title+' '+out[0]"
    )
    probed = tmp_path / "probed.html"
    probed.write_text(without_policy(path.read_text("utf-8"), probe), "utf-8")
    tree = lxml.html.fromstring(browse("--dump-dom", probed.as_uri()))
    assert tree.findtext(".//title").startswith("0 Who claims what:"), "each stays within its own box, turned or not"
    assert "pwned" not in tree.findtext(".//title").split("Who claims what:")[0]
    assert not tree.xpath("//*[@onload]|//math|//a[starts-with(@href, 'javascript')]")
    assert len(tree.xpath("//script")) == 2, "the report's own and the test's"


def test_the_policy_stops_what_escaping_would_miss(
    view: ReportView, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    attack = (
        f'<img src="{address}/img"><script>document.title="pwned"</script><style>body{{background:url({address}/css)}}'
        f'</style><iframe src="{address}/frame"></iframe><p style="color:red" id="styled">x</p>'
    )
    broken = render(view).replace("<main>", f"<main>{attack}")
    path = tmp_path / "broken.html"
    path.write_text(broken, "utf-8")
    tree = lxml.html.fromstring(browse("--dump-dom", path.as_uri()))
    assert tree.findtext(".//title") == "Who claims what: rashomon.db"
    assert asked == []
    open_page = tmp_path / "open.html"
    open_page.write_text(f'<!doctype html><img src="{address}/img">', "utf-8")
    browse("--dump-dom", open_page.as_uri())
    assert asked == ["/img"]


def test_a_link_into_a_folded_page_unfolds_it(written: Path) -> None:
    tree = lxml.html.fromstring(browse("--dump-dom", f"{written.as_uri()}#doc_rebels"))
    assert tree.xpath('//details[@id="doc_rebels"]/@open')
    assert not tree.xpath('//details[@id="doc_agency"]/@open')


@pytest.mark.parametrize("width", [1200, 390])
def test_nothing_sticks_out_sideways(view: ReportView, tmp_path: Path, width: int) -> None:
    page = render(replace(view, ledger_name="x" * 300))
    probe = "let e=document.documentElement;parent.postMessage(e.scrollWidth+' '+e.clientWidth+' '"
    probe += "+document.querySelector('.top').offsetHeight,'*')"
    (tmp_path / "probe.html").write_text(without_policy(page, probe), "utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(
        "<!doctype html><title>none</title><script>addEventListener('message',e=>document.title=e.data)</script>"
        f'<iframe src="probe.html" width="{width}" height="800"></iframe>',
        "utf-8",
    )
    tree = lxml.html.fromstring(browse("--dump-dom", frame.as_uri()))
    needed, there, head = map(int, tree.findtext(".//title").split())
    assert needed <= there <= width
    assert head < 60


def without_policy(page: str, probe: str) -> str:
    start = page.index('<meta http-equiv="Content-Security-Policy"')
    page = page[:start] + page[page.index(">", start) + 1 :]
    return page.replace("</body>", f"<script>{probe}</script></body>")


@pytest.mark.parametrize(("words", "hidden"), [("ansongo AGENCY", 0), ("no such words", 1)])
def test_the_filter_hides_what_does_not_fit(view: ReportView, tmp_path: Path, words: str, hidden: int) -> None:
    probe = (
        f"let f=document.getElementById('filter');f.value='{words}';f.dispatchEvent(new Event('input'));"
        "document.title=document.querySelectorAll('.item[hidden]').length+' '"
        "+document.querySelectorAll('article.event[hidden]').length"
    )
    path = tmp_path / "filter.html"
    path.write_text(without_policy(render(view), probe), "utf-8")
    tree = lxml.html.fromstring(browse("--dump-dom", path.as_uri()))
    assert tree.findtext(".//title") == f"{hidden} {hidden}"


def test_keys_step_from_event_to_event(view: ReportView, tmp_path: Path) -> None:
    probe = (
        "document.dispatchEvent(new KeyboardEvent('keydown',{key:'j',bubbles:true}));"
        "document.title=document.activeElement.id"
    )
    path = tmp_path / "keys.html"
    path.write_text(without_policy(render(view), probe), "utf-8")
    tree = lxml.html.fromstring(browse("--dump-dom", path.as_uri()))
    assert tree.findtext(".//title") == "evt_clash"


def test_the_screen_shows_the_marks(written: Path, tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    browse("--window-size=640,1900", f"--screenshot={shot}", written.as_uri())
    colours = _colours(shot)
    assert len(colours) > 100
    assert (47, 102, 144) in colours


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_way_of_anyone(written: Path, scheme: str, width: int) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        # Axe is a script of its own, which the page's content security policy would stop.
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(written.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = axe.Axe().run(page).response["violations"]
        browser.close()
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


def test_on_paper_every_event_begins_a_page_and_nothing_is_cut(written: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 680, "height": 900})
        page.goto(written.as_uri())
        page.emulate_media(media="print", color_scheme="dark")
        wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        hidden = page.evaluate("getComputedStyle(document.querySelector('.filter')).display")
        breaks = page.evaluate("getComputedStyle(document.querySelector('#totals .event')).breakBefore")
        paper = page.pdf(format="A4")
        browser.close()
    assert wide
    assert dark == "rgb(255, 255, 255)", "no ink is wasted on a dark page"
    assert hidden == "none"
    assert breaks in ("page", "auto")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") >= 2


def _colours(path: Path) -> set[tuple[int, int, int]]:
    """Return the colours of a PNG of 8 bits a channel, unfiltered by hand."""
    data = path.read_bytes()
    at, packed, width, channels = 8, b"", 0, 3
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, channels = struct.unpack(">I", body[:4])[0], 4 if body[9] == 6 else 3
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    raw, step, found = zlib.decompress(packed), width * channels, set[tuple[int, int, int]]()
    above = bytearray(step)
    for start in range(0, len(raw), step + 1):
        line = _unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + step]), above, channels)
        found.update(zip(line[0::channels], line[1::channels], line[2::channels], strict=True))
        above = line
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, channels: int) -> bytearray:
    for index in range(len(line)):
        left = line[index - channels] if index >= channels else 0
        up, corner = above[index], above[index - channels] if index >= channels else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        elif kind == 4:
            guess = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
        else:
            guess = 0
        line[index] = (line[index] + guess) & 255
    return line
