"""A local HTTP server that misbehaves in every way that a feed's server can, on demand."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ARTICLE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p><p>The ministry said on "
    "Tuesday that three gunmen were killed in the clash near the village, and that one officer was wounded.</p>"
    "</article></body></html>"
)
CLASH = "Rebels attacked an army outpost near the town on Monday, and at least 8 soldiers were killed in the fighting."


def article(title: str, body: str = CLASH) -> bytes:
    return ARTICLE.format(title=title, body=body).encode()


def rss(base: str, paths: list[str], extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>{path}</title><link>{base}{path}</link><pubDate>Tue, 07 May 2024 23:30:00 -0500</pubDate></item>"
        for path in paths
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{extra}{items}</channel></rss>'.encode()


class Site:
    """Answers by path: bytes, or a function of the request handler. `asked` logs (path, headers)."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Callable[[Any], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                answer = site.answers.get(self.path)
                try:
                    if answer is None:
                        send(self, 404, b"")
                    elif callable(answer):
                        answer(self)
                    else:
                        send(self, 200, answer)
                except OSError:
                    pass  # the client has left, as it should with some of these

            def log_message(self, *args: object) -> None:
                """Keep the test's output clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def send(handler: Any, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    given = {"Content-Type": "text/html", "Content-Length": str(len(content))} | (headers or {})
    for name, value in given.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def status(code: int, headers: dict[str, str] | None = None) -> Callable[[Any], None]:
    return lambda handler: send(handler, code, b"", headers)


def typed(content: bytes, media: str) -> Callable[[Any], None]:
    return lambda handler: send(handler, 200, content, {"Content-Type": media})


def drip(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<p>")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    for _ in range(100):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def truncated(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(article("Cut")[:200])
    handler.wfile.flush()
    handler.connection.close()


BOMB = gzip.compress(b"\0" * 50_000_000, compresslevel=1)
"""Made once: packing it takes longer than a client waits where the machine is busy."""


def bomb(handler: Any) -> None:
    send(handler, 200, BOMB, {"Content-Encoding": "gzip"})


def conditional(content: bytes, etag: str) -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        if handler.headers.get("If-None-Match") == etag:
            send(handler, 304, b"")
        else:
            send(handler, 200, content, {"ETag": etag, "Last-Modified": "Tue, 07 May 2024 23:30:00 GMT"})

    return answer
