"""One address fetched politely: robots.txt, a time limit, a size limit, and no address that is not public.

The name is resolved once, the addresses are checked, and the connection is made to the checked address itself, so that
a name that changes its mind between check and use (DNS rebinding) gains nothing. Each redirect is checked like a new
address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from rashomon.errors import FetchFailed
from rashomon.intake.page import Page
from rashomon.settings import Settings
from rashomon.version import __version__

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

AGENT = f"rashomon/{__version__}"
"""What robots.txt may name, and what a server sees."""

_MOST_REDIRECTS = 5
_ROBOTS_BYTES = 512_000
_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public internet, also when one kind of address is wrapped in another."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found))


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def location(self) -> str | None:
        return self.headers.get("location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered, after redirects: `url` is the final address, `headers` have lower-case names."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def media_type(self) -> str:
        """The declared type, as it came; empty where none was declared."""
        return self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches pages under a policy of addresses; `allows` tells of a resolved address whether it may be asked.

    `rules` keeps each site's robots.txt for whoever asks the same sites again and again; without it each is asked anew.
    """

    settings: Settings
    allows: Callable[[Address], bool] = is_public
    resolve: Callable[[str, int], list[str]] = _resolve
    rules: dict[str, RobotFileParser] | None = None

    def fetch(self, url: str) -> Page:
        """Fetch an address and follow its redirects within `settings.fetch_timeout` seconds altogether.

        Raises FetchFailed with what stood in the way.
        """
        return page_of(self.ask(url))

    def ask(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask for an address as `fetch` does, with more headers, and return whatever the server answered.

        Raises FetchFailed where no answer could be had: network, robots.txt, private address, size, time, redirects.
        """
        deadline = time.monotonic() + self.settings.fetch_timeout
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _split(at)
            self._ask_robots(parts, at, deadline)
            answer = self._get(parts, at, deadline, self.settings.max_page_bytes, headers=headers)
            if answer.status in _REDIRECTS and answer.location:
                at = urljoin(at, answer.location)
                continue
            return Reply(url=at, status=answer.status, headers=answer.headers, content=answer.content)
        raise FetchFailed(url, f"it redirects more than {_MOST_REDIRECTS} times", "give the final address")

    def _ask_robots(self, parts: SplitResult, url: str, deadline: float) -> None:
        site = robots = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if self.rules is not None and site in self.rules:
            return _follow(self.rules[site], url)
        for _ in range(_MOST_REDIRECTS):
            answer = self._get(_split(robots), robots, deadline, _ROBOTS_BYTES, cut=True)
            if answer.status not in _REDIRECTS or not answer.location:
                break
            robots = urljoin(robots, answer.location)
        # RFC 9309: a missing robots.txt allows everything, one that the server fails to give allows nothing.
        if answer.status >= 500:
            raise FetchFailed(
                url, f"robots.txt could not be read (status {answer.status})", "try again later", passing=True
            )
        rules = RobotFileParser()
        text = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
        rules.parse(text.splitlines())
        if self.rules is not None:
            self.rules[site] = rules
        return _follow(rules, url)

    def _get(
        self,
        parts: SplitResult,
        url: str,
        deadline: float,
        most: int,
        *,
        cut: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> _Answer:
        address, port = self._address(parts, url)
        host = parts.hostname or ""
        connection = _connect(parts.scheme, host, port, address, deadline)
        target = urlunsplit(
            (
                "",
                "",
                quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"),
                quote(parts.query, safe="/%:@!$&'()*+,;=~?[]"),
                "",
            )
        )
        given = {"User-Agent": AGENT, "Accept": "text/html, text/plain;q=0.8", "Accept-Encoding": "identity"}
        try:
            response = _begin(connection, target, given | dict(headers or {}), deadline)
            content = _read(response, connection, url, deadline, most, cut=cut)
        except (TimeoutError, _OutOfTime) as error:
            raise FetchFailed(
                url, "the server took too long", "try again, or raise fetch_timeout", passing=True
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise FetchFailed(
                url, f"no connection: {_words(error)}", "check the address and the network", passing=True
            ) from error
        finally:
            connection.close()
        return _Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, content)

    def _address(self, parts: SplitResult, url: str) -> tuple[str, int]:
        host = parts.hostname or ""
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise FetchFailed(url, "its port is no number", "check the address") from error
        try:
            found = self.resolve(host.encode("idna").decode("ascii"), port)
        except (OSError, UnicodeError) as error:
            raise FetchFailed(
                url, f"the host {host} was not found", "check the address and the network", passing=True
            ) from error
        for words in found:
            if not self.allows(ipaddress.ip_address(words)):
                raise FetchFailed(url, f"{host} is at the private address {words}", "only public addresses are fetched")
        if not found:
            raise FetchFailed(url, f"the host {host} has no address", "check the address")
        return found[0], port


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise FetchFailed(url, "it is no address", "give one that begins with http:// or https://") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchFailed(url, "only http and https are fetched", "give an address that begins with https://")
    if parts.username or parts.password:
        raise FetchFailed(
            urlunsplit(parts._replace(netloc=host)), "it holds a user's name", "leave name and password out"
        )
    return parts


class _OutOfTime(Exception):
    pass


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _OutOfTime
    return left


def _connect(scheme: str, host: str, port: int, address: str, deadline: float) -> http.client.HTTPConnection:
    """Return a connection that will go to `address` and name `host` to the server and to its certificate."""
    timeout = max(0.01, deadline - time.monotonic())
    pinned: type[http.client.HTTPConnection]
    if scheme == "https":
        context = ssl.create_default_context()

        class PinnedSecure(http.client.HTTPSConnection):
            def connect(self) -> None:
                plain = socket.create_connection((address, port), timeout)
                self.sock = context.wrap_socket(plain, server_hostname=host.encode("idna").decode("ascii"))

        return PinnedSecure(host, port, timeout=timeout, context=context)

    class Pinned(http.client.HTTPConnection):
        def connect(self) -> None:
            self.sock = socket.create_connection((address, port), timeout)

    pinned = Pinned
    return pinned(host, port, timeout=timeout)


def _begin(
    connection: http.client.HTTPConnection, target: str, headers: Mapping[str, str], deadline: float
) -> http.client.HTTPResponse:
    """Ask, and return the answer once its headers are there. Headers that come byte by byte end at the deadline too."""
    connection.request("GET", target, headers=dict(headers))
    watchdog = threading.Timer(max(0.01, deadline - time.monotonic()), _hang_up, [connection.sock])
    watchdog.daemon = True
    watchdog.start()
    try:
        response = connection.getresponse()
    except (OSError, http.client.HTTPException):
        _left(deadline)
        raise
    finally:
        watchdog.cancel()
    _left(deadline)
    return response


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _read(
    response: http.client.HTTPResponse,
    connection: http.client.HTTPConnection,
    url: str,
    deadline: float,
    most: int,
    *,
    cut: bool,
) -> bytes:
    """Read at most `most` bytes before the deadline; more is an error, or cut off for robots.txt."""
    unpack = (
        zlib.decompressobj(47)
        if (response.getheader("Content-Encoding") or "").lower() in {"gzip", "deflate"}
        else None
    )
    content = bytearray()
    while len(content) <= most:
        if connection.sock is not None:
            connection.sock.settimeout(_left(deadline))
        piece = response.read1(65_536)
        if not piece:
            if response.length or (unpack and content and not unpack.eof):
                raise FetchFailed(url, "the answer broke off before its end", "try again", passing=True)
            break
        _left(deadline)
        try:
            content += unpack.decompress(piece, most + 1) if unpack else piece
        except zlib.error as error:
            raise FetchFailed(url, "its compression is damaged", "save the page and give the file") from error
    if len(content) > most and not cut:
        raise FetchFailed(url, f"it has more than {most / 1e6:.0f} MB", "raise max_page_bytes, or save and cut it")
    return bytes(content[:most])


def _follow(rules: RobotFileParser, url: str) -> None:
    if not rules.can_fetch(AGENT, url):
        raise FetchFailed(
            url, "the site's robots.txt does not allow it", "save the page in a browser and give the file"
        )


def page_of(answer: Reply) -> Page:
    """Return the page of an answer. Raises FetchFailed where it is no page: its status or its type."""
    url = answer.url
    if answer.status != 200:
        raise FetchFailed(url, f"the server answered with status {answer.status}", "check the address in a browser")
    media = answer.media_type.split(";")[0].strip().lower()
    if media and media not in _TYPES:
        raise FetchFailed(url, f"it is {media}, not a page", "give the address of an article")
    return Page(raw=answer.content, name=url, url=url, media_type=answer.media_type or None)


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
