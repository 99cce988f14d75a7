import fcntl
import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from rashomon.batch import Task, read_archive, run_batch
from rashomon.batch import workers as module
from rashomon.batch.archive import key_of
from rashomon.batch.extras import need
from rashomon.batch.parquet import SUMMARY
from rashomon.batch.workers import Ended, LocalWorkers
from rashomon.errors import ExtraMissing, OutputFailed, RashomonError
from rashomon.pipeline import Stages
from rashomon.settings import Settings
from tests.batch.archives import COOKING, GERMAN, report, reports
from tests.batch.poison import Deadly, deadly

LEXICAL = Settings(reader="lexical", threads=1, relevance_threshold=0.0)


class Here:
    """A runner in this process, for tests that need no processes."""

    def __init__(self):
        self.waiting = []

    def submit(self, task):
        self.waiting.append(task)

    def wait(self, seconds):
        task = self.waiting.pop(0)
        try:
            return [Ended(task=task, end=read_archive(task))]
        except RashomonError as error:
            return [Ended(task=task, error=error)]

    def close(self):
        pass


def table(folder, name):
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def folders(out):
    return sorted(path for path in out.iterdir() if not path.name.startswith("."))


def mixed():
    archive = reports(3)
    archive.add("https://news.example/cake", COOKING)
    archive.add("https://news.example/de", GERMAN)
    archive.add("https://news.example/nothing", b"<html><body></body></html>")
    archive.add("https://news.example/gone", b"gone", status="410 Gone")
    return archive


def test_an_archive_becomes_four_tables_and_every_page_has_its_end(tmp_path):
    path = mixed().write(tmp_path / "a.warc.gz")
    end = run_batch([path], tmp_path / "out", LEXICAL, runner=Here())
    (folder,) = folders(tmp_path / "out")
    assert end.states == {"read": 3, "refused": 2, "set aside": 1}
    assert end.passed == {"warcinfo records": 1, "answers with status 410": 1}
    documents, claims = table(folder, "documents"), table(folder, "claims")
    assert [row["url"] for row in documents] == [f"https://news.example/{n}" for n in range(3)]
    assert {row["document_id"] for row in claims} == {row["id"] for row in documents}
    refused = {row["url"]: row for row in table(folder, "refused")}
    assert refused["https://news.example/cake"]["state"] == "set aside"
    assert "German" in refused["https://news.example/de"]["reason"]
    assert all(row["reason"] for row in refused.values())
    texts = {row["id"]: json.loads(row["body"])["text"] for row in documents}
    evidence = table(folder, "evidence")
    assert evidence
    assert all(texts[row["document_id"]][row["start"] : row["end"]] == row["text"] for row in evidence)


def test_without_the_gate_nothing_is_set_aside(tmp_path):
    end = run_batch([mixed().write(tmp_path / "a.warc.gz")], tmp_path / "out", LEXICAL, runner=Here(), gate=False)
    assert end.states == {"read": 4, "refused": 2}


def test_an_archive_always_gives_the_same_tables(tmp_path):
    path = mixed().write(tmp_path / "a.warc.gz")
    for name in ("one", "other"):
        run_batch([path], tmp_path / name, LEXICAL, runner=Here())
    (one,), (other,) = folders(tmp_path / "one"), folders(tmp_path / "other")
    for name in ("documents", "claims", "evidence", "refused"):
        assert table(one, name) == table(other, name)
    assert (one / SUMMARY).read_bytes() == (other / SUMMARY).read_bytes()


def test_what_is_there_is_left_as_it_is_under_any_path(tmp_path):
    path = reports(2).write(tmp_path / "a.warc.gz")
    run_batch([path], tmp_path / "out", LEXICAL, runner=Here())
    (folder,) = folders(tmp_path / "out")
    before = (folder / SUMMARY).stat().st_mtime_ns
    (tmp_path / "elsewhere").mkdir()
    moved = path.rename(tmp_path / "elsewhere" / "a.warc.gz")
    end = run_batch([moved, moved], tmp_path / "out", LEXICAL, runner=Here())
    assert [each.fresh for each in end.ends] == [False]
    assert (folder / SUMMARY).stat().st_mtime_ns == before
    assert folders(tmp_path / "out") == [folder]


def test_one_bad_archive_costs_no_other(tmp_path):
    good = reports(1).write(tmp_path / "good.warc.gz")
    bad = tmp_path / "bad.warc.gz"
    bad.write_bytes(b"no archive at all")
    end = run_batch([bad, tmp_path / "missing.warc.gz", good], tmp_path / "out", LEXICAL, runner=Here())
    assert len(end.ends) == 1
    assert sorted(str(error).split(": ")[0].rsplit("/", 1)[-1] for error in end.failed) == [
        "bad.warc.gz",
        "missing.warc.gz",
    ]


def test_a_page_whose_intake_fails_is_refused_with_the_reason(tmp_path, monkeypatch):
    real = Stages.open

    def fail_at_one(self, page):
        if page.url.endswith("/1"):
            raise ZeroDivisionError("parser")
        return real(self, page)

    monkeypatch.setattr(Stages, "open", fail_at_one)
    end = run_batch([reports(3).write(tmp_path / "a.warc.gz")], tmp_path / "out", LEXICAL, runner=Here())
    assert end.states == {"read": 2, "refused": 1}
    (row,) = table(folders(tmp_path / "out")[0], "refused")
    assert row["reason"] == "ZeroDivisionError: parser"


def test_two_batches_never_write_to_one_folder(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputFailed, match="another batch"):
            run_batch([reports(1).write(tmp_path / "a.warc.gz")], out, LEXICAL, runner=Here())


def test_a_missing_extra_is_one_line(monkeypatch):
    monkeypatch.setattr("rashomon.batch.extras.find_spec", lambda name: None)
    with pytest.raises(ExtraMissing) as caught:
        need("batch")
    assert str(caught.value) == (
        'rashomon[batch]: fastwarc and pyarrow are not installed; run: pip install "rashomon[batch]"'
    )


def test_a_page_that_kills_its_worker_twice_costs_itself_alone(tmp_path):
    archive = reports(3)
    archive.add("https://news.example/poison", report(3).replace(b"lasted", b"p0is0n"))
    archive.add("https://news.example/4", report(4))
    path = archive.write(tmp_path / "a.warc.gz")
    with deadly("p0is0n"):
        end = run_batch([path], tmp_path / "out", LEXICAL, runner=Deadly(1))
    assert end.states == {"read": 4, "refused": 1}
    assert end.deaths == 3
    (row,) = table(folders(tmp_path / "out")[0], "refused")
    assert "poison" in row["name"]
    assert "died" in row["reason"]


def test_a_worker_that_hangs_is_ended(tmp_path, monkeypatch):
    runner = LocalWorkers(1, patience=0.4)
    monkeypatch.setattr(module, "_serve", _sleep)
    task = Task(archive="x", key="x", out=str(tmp_path), settings=LEXICAL)
    runner.submit(task)
    ended, began = [], time.monotonic()
    while not ended and time.monotonic() - began < 20:
        ended = runner.wait(0.1)
    runner.close()
    assert [each.death for each in ended] == ["signal 9"]


def _sleep(connection, parent):
    connection.recv()
    time.sleep(60)


@pytest.mark.slow
def test_killed_in_a_loop_it_loses_nothing_and_doubles_nothing(tmp_path):
    paths = [reports(12, first=12 * n).write(tmp_path / f"{n}.warc.gz") for n in range(6)]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "rashomon", "batch", *map(str, paths), "--out", str(out), "--reader", "lexical"]
    for wait in (1.0, 2.0, 4.0, 6.0, 8.0):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for folder in folders(out) if out.exists() else ():
            assert (folder / SUMMARY).exists(), "a folder without its summary was left"
        time.sleep(1.2)  # its workers see that it is gone
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(folders(out)) == 6
    assert not list(out.glob(".part-*"))
    urls = [row["url"] for folder in folders(out) for row in table(folder, "documents")]
    assert sorted(urls) == sorted(f"https://news.example/{n}" for n in range(72))


@pytest.mark.slow
def test_workers_killed_at_random_cost_their_try_alone(tmp_path):
    paths = [reports(10, first=10 * n).write(tmp_path / f"{n}.warc.gz") for n in range(4)]
    runner, kills = LocalWorkers(2), iter(range(3))
    struck = []

    def strike(progress):
        busy = [worker for worker in runner._workers if worker.task and worker.standing]
        if busy and next(kills, None) is not None:
            os.kill(busy[0].process.pid, signal.SIGKILL)
            struck.append(busy[0].task.key)

    end = run_batch(paths, tmp_path / "out", LEXICAL, runner=runner, on_progress=strike)
    assert struck
    assert end.deaths <= len(struck)
    assert end.states == {"read": 40}
    assert not end.failed


def _fill(path, out, connection):
    resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        run_batch([path], out, LEXICAL, runner=Here())
    except OutputFailed as error:
        connection.send(str(error))
    else:
        connection.send("no error")


def test_a_full_disk_is_one_clear_line_and_leaves_nothing_half_done(tmp_path):
    path = reports(30).write(tmp_path / "a.warc.gz")
    out = tmp_path / "out"
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_fill, args=(path, out, theirs))
    process.start()
    assert ours.poll(60)
    said = ours.recv()
    process.join()
    assert "cannot be written" in said
    assert "free some space" in said
    assert not folders(out)
    assert not list(out.glob(".part-*"))
    end = run_batch([path], out, LEXICAL, runner=Here())
    assert end.states["read"] + end.states["set aside"] == 30
    assert [folder.name for folder in folders(out)] == [key_of(path)]


def test_a_clock_that_jumps_changes_no_table(tmp_path, monkeypatch):
    path = mixed().write(tmp_path / "a.warc.gz")
    run_batch([path], tmp_path / "one", LEXICAL, runner=Here())
    jumps = iter([1e9, 0.0, 5e9] * 10_000)
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    run_batch([path], tmp_path / "other", LEXICAL, runner=Here())
    (one,), (other,) = folders(tmp_path / "one"), folders(tmp_path / "other")
    assert table(one, "documents") == table(other, "documents")
    assert table(one, "claims") == table(other, "claims")
