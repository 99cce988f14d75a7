"""Faults of disks, clocks and files: nothing lost, nothing twice, all said."""

import shutil
import time
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from rashomon.batch import ingest, run_batch
from rashomon.cli.program import app
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date
from rashomon.settings import Settings
from tests.batch.archives import reports
from tests.batch.test_run import LEXICAL, Here

PAGE = 4096


def filled(folder, count=40):
    path = reports(count).write(folder / "a.warc.gz")
    run_batch([path], folder / "out", LEXICAL, runner=Here())
    where = folder / "rashomon.db"
    with Ledger(where) as ledger:
        ingest(folder / "out", ledger)
        bring_up_to_date(ledger)
    return where


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("sound"))


def damaged(sound, folder, number, words=b"\xa5" * 600):
    """Return a copy of a ledger whose page of this number is overwritten in part."""
    where = folder / "rashomon.db"
    shutil.copy(sound, where)
    shutil.copytree(f"{sound}.pages", f"{where}.pages")
    with where.open("r+b") as file:
        file.seek(number * PAGE + 900)
        file.write(words)
    return where


def test_check_finds_damaged_pages_of_a_ledger(sound, tmp_path):
    count = sound.stat().st_size // PAGE
    found = 0
    for step, number in enumerate(range(3, count, max(1, count // 12))):
        folder = tmp_path / str(step)
        folder.mkdir()
        where = damaged(sound, folder, number)
        try:
            with Ledger(where) as ledger:
                found += bool(ledger.check())
        except LedgerError:
            found += 1
    # Bytes that no row uses may be overwritten unseen; whatever carries words must be found.
    assert found >= 9


def test_check_of_a_torn_ledger_ends_as_a_line_and_no_traceback(sound, tmp_path):
    where = damaged(sound, tmp_path, 0, b"")
    with where.open("r+b") as file:
        file.seek(where.stat().st_size // PAGE // 2 * PAGE)
        file.write(b"\x00" * 64)
    done = CliRunner().invoke(app, ["check", "--ledger", str(where)])
    assert done.exit_code != 0
    assert isinstance(done.exception, (SystemExit, LedgerError))


@pytest.mark.parametrize("instead", [b"SOLDIERS", b'","x":{}', b"\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8"])
def test_words_that_were_changed_in_the_file_are_found(sound, tmp_path, instead):
    where = damaged(sound, tmp_path, 0, b"")
    raw = where.read_bytes()
    places = [place for place in range(len(raw) - 8) if raw.startswith(b"soldiers were killed", place)]
    assert places
    with where.open("r+b") as file:
        file.seek(places[len(places) // 2])
        file.write(instead)
    try:
        with Ledger(where) as ledger:
            found = [fault.what for fault in ledger.check()]
    except LedgerError as error:
        found = [error.what]
    assert found


def test_raw_bytes_that_changed_are_found(sound, tmp_path):
    where = damaged(sound, tmp_path, 0, b"")
    raw = next(path for path in (tmp_path / "rashomon.db.pages").rglob("*") if path.is_file())
    raw.write_bytes(raw.read_bytes()[:-1])
    with Ledger(where) as ledger:
        (fault,) = ledger.check()
    assert "raw bytes" in fault.what


def test_a_clock_that_runs_backwards_loses_and_doubles_nothing(tmp_path, monkeypatch):
    hours = iter(range(10_000))

    class Backwards(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(1_700_000_000 - 3600 * next(hours), tz or UTC)

    monkeypatch.setattr("rashomon.ledger.store.datetime", Backwards)
    monkeypatch.setattr(time, "monotonic", lambda: -1.0 * next(hours))
    paths = [reports(5, first=5 * n).write(tmp_path / f"{n}.warc.gz") for n in range(2)]
    end = run_batch(paths, tmp_path / "out", LEXICAL, runner=Here(), on_progress=lambda progress: progress.seconds_left)
    assert end.states == {"read": 10}
    with Ledger(tmp_path / "rashomon.db") as ledger:
        ingest(tmp_path / "out", ledger)
        ingest(tmp_path / "out", ledger)
        assert ledger.count("document") == 10
        assert len(ledger.outcomes()) == 10
        assert not ledger.check()


def test_the_commands_work_together(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reports(4).write(tmp_path / "a.warc.gz")
    runner = CliRunner()
    first = runner.invoke(app, ["batch", "a.warc.gz", "--out", "out", "--reader", "lexical", "--workers", "1"])
    assert first.exit_code == 0, first.output
    assert "4 pages read" in first.output
    again = runner.invoke(app, ["batch", "a.warc.gz", "--out", "out", "--reader", "lexical", "--workers", "1"])
    assert "1 were there already" in again.output
    assert "4 pages, " in runner.invoke(app, ["ingest", "out"]).output
    assert "0 archives brought in, 1 were in already" in runner.invoke(app, ["ingest", "out"]).output
    said = runner.invoke(app, ["reconcile"]).output
    assert "on 4 pages make" in said


def test_a_place_to_run_that_is_unknown_is_named(tmp_path):
    path = reports(1).write(tmp_path / "a.warc.gz")
    done = CliRunner().invoke(app, ["batch", str(path), "--out", str(tmp_path / "out"), "--on", "moon://crater"])
    assert "no such place to run" in str(done.exception)


def test_settings_reach_the_workers(tmp_path):
    path = reports(2).write(tmp_path / "a.warc.gz")
    end = run_batch([path], tmp_path / "out", Settings(reader="lexical", max_page_bytes=100), runner=Here())
    assert end.states == {"refused": 2}
