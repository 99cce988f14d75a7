"""The outermost layer: which requests come in at all, and what every answer carries.

Host is checked against DNS rebinding, Origin against other sites, the body's length while it streams. Every answer
gets a content security policy without inline scripts or styles.
"""

from __future__ import annotations

import secrets
from collections.abc import MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.desk.config import DeskSettings

COOKIE = "rashomon_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware that refuses what does not come from the desk's own pages."""

    def __init__(self, app: ASGIApp, config: DeskSettings) -> None:
        self._app = app
        self._config = config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, hand it on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        session, is_new = _session_of(headers)
        scope.setdefault("state", {})["session"] = session

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(message, scope, session if is_new and refusal is None else None)
            await send(message)

        if refusal:
            await refusal(scope, receive, send_guarded)
            return
        limited = _Limited(receive, self._config.max_upload)
        try:
            await self._app(scope, limited, send_guarded)
        except _TooLarge:
            await self._too_large()(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if _host_name(headers.get("host", "")) not in self._config.names:
            return PlainTextResponse("This desk does not answer to that name.\n", 421)
        if method in SAFE:
            return None
        origin = headers.get("origin")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("A page of another site sent this; it was refused.\n", 403)
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return PlainTextResponse("A page of another site sent this; it was refused.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return PlainTextResponse("The length of this request is no number.\n", 400)
        return self._too_large() if int(length) > self._config.max_upload else None

    def _too_large(self) -> PlainTextResponse:
        return PlainTextResponse(f"At most {self._config.max_upload // 1_000_000} MB come in at once.\n", 413)

    def _dress(self, message: MutableMapping[str, Any], scope: Scope, session: str | None) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers[name] = value
        if not scope["path"].startswith("/static/"):
            headers.setdefault("Cache-Control", "no-store")
        if session and COOKIE not in headers.get("set-cookie", ""):
            headers.append("Set-Cookie", cookie(session, secure=self._config.secure))


def cookie(session: str, *, secure: bool, gone: bool = False) -> str:
    """Return a Set-Cookie value: for this site alone, never seen by scripts."""
    ends = "; Max-Age=0" if gone else ""
    return f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict{ends}" + ("; Secure" if secure else "")


def new_session() -> str:
    """Return a new random session value of 256 bits."""
    return secrets.token_urlsafe(32)


def _session_of(headers: Headers) -> tuple[str, bool]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return new_session(), True
    value = jar[COOKIE].value if COOKIE in jar else ""
    return (value, False) if 20 <= len(value) <= 100 and value.isascii() else (new_session(), True)


def _host_name(host: str) -> str:
    """Return the host without its port.

    >>> _host_name("127.0.0.1:8700"), _host_name("[::1]:8700"), _host_name("evil.example")
    ('127.0.0.1', '[::1]', 'evil.example')
    """
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


class _TooLarge(HTTPException):
    """The body is longer than it may be, whatever its head said."""

    def __init__(self) -> None:
        super().__init__(413, "More came in than may at once.")


class _Limited:
    """A receive that counts the bytes of the body."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise _TooLarge
        return message
