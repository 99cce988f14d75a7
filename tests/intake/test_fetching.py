"""Fetching from a real server on this machine: robots, redirects, limits, and addresses that must not be asked."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rashomon.errors import FetchFailed
from rashomon.intake import fetch
from rashomon.intake.fetching import Fetcher, is_public
from rashomon.settings import Settings

PAGE = b"<html><body><p>A page.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A small site; `/secret` is closed to robots, `/slow` takes its time, `/loop` never ends."""

    def do_GET(self) -> None:
        path = self.path
        if path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /secret\n", "text/plain")
        elif path == "/moved":
            self.answer(301, b"", location="/page")
        elif path == "/inward":
            self.answer(302, b"", location="http://10.0.0.7/page")
        elif path == "/loop":
            self.answer(302, b"", location="/loop")
        elif path == "/big":
            self.answer(200, b"a" * 300_000)
        elif path == "/picture":
            self.answer(200, b"x", "image/png")
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        elif path == "/gone":
            self.answer(410, b"gone")
        else:
            self.answer(200, PAGE)

    def answer(self, status: int, content: bytes, kind: str = "text/html", location: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def local(**given: object) -> Fetcher:
    """Return a fetcher that may ask this machine and nothing else."""
    settings = Settings(fetch_timeout=3.0, max_page_bytes=200_000, **given)  # type: ignore[arg-type]
    return Fetcher(settings=settings, allows=lambda address: address.is_loopback)


def test_a_page_and_a_redirect(site: str) -> None:
    assert local().fetch(f"{site}/page").raw == PAGE
    moved = local().fetch(f"{site}/moved")
    assert moved.url == f"{site}/page"
    assert moved.raw == PAGE


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/secret", "robots.txt"),
        ("/inward", "private address 10.0.0.7"),
        ("/loop", "redirects more than"),
        ("/big", "MB"),
        ("/picture", "image/png"),
        ("/slow", "too long"),
        ("/gone", "410"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(site: str, path: str, what: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchFailed) as caught:
        local().fetch(site + path)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - began < 6


def test_this_machine_is_not_asked_by_default(site: str) -> None:
    with pytest.raises(FetchFailed, match="private address"):
        fetch(f"{site}/page", Settings())


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "example.org", "http://", "http://[::1"])
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchFailed):
        fetch(url, Settings())


def test_a_name_that_resolves_inward_is_refused_and_so_is_one_of_many() -> None:
    inward = Fetcher(settings=Settings(), resolve=lambda host, port: ["93.184.216.34", "192.168.1.2"])
    with pytest.raises(FetchFailed, match=r"private address 192\.168\.1\.2"):
        inward.fetch("http://example.org/")


def test_no_network_is_a_clear_error() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no name server")

    with pytest.raises(FetchFailed, match="was not found"):
        Fetcher(settings=Settings(), resolve=nobody).fetch("http://example.org/")


@pytest.mark.parametrize(
    "words",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "100.64.0.1",
        "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(words: str) -> None:
    assert not is_public(ipaddress.ip_address(words))


@pytest.mark.parametrize("words", ["93.184.216.34", "2606:4700::1111"])
def test_addresses_that_are_public(words: str) -> None:
    assert is_public(ipaddress.ip_address(words))
