"""A desk as a process of its own, and a Chromium beside it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from rashomon.desk.assets import built

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs a Chromium (Debian's package chromium)"),
    pytest.mark.skipif(not built(), reason="the desk's scripts are not built (make web)"),
]


class Process:
    """`rashomon desk` on a ledger; it can be killed and begun again at the same address."""

    def __init__(self, ledger, *options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.command = [
            sys.executable,
            "-m",
            "rashomon",
            "desk",
            "--ledger",
            str(ledger),
            "--port",
            str(self.port),
            "--reader",
            "lexical",
            *options,
        ]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/static/desk.css", timeout=1).close()
            except (urllib.error.URLError, OSError):
                assert self.process.poll() is None, "the desk ended"
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("the desk did not start")

    def kill(self):
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()


def violations(page, *, context="document"):
    """What axe finds on a page, by rule and element."""
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate(f"axe.run({context}, {{runOnly: {tags}}})")
    return [
        (each["id"], node["target"], node.get("failureSummary", "")[:200])
        for each in found["violations"]
        for node in each["nodes"]
    ]
