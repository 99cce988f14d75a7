import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.batch import ingest, run_batch
from rashomon.batch.records import read_records
from rashomon.domain import PageState
from rashomon.domain.serial import to_plain
from rashomon.errors import NotFound
from rashomon.intake import Page
from rashomon.ledger import Ledger
from rashomon.pipeline import Stages, bring_up_to_date, read_pages
from rashomon.samples import sample_paths
from rashomon.settings import Settings
from tests.batch.archives import COOKING, Archive, reports
from tests.batch.test_run import Here, folders, mixed

LEXICAL = Settings(reader="lexical", threads=1, relevance_threshold=0.0)
STAGES = Stages(LEXICAL)


def content(ledger):
    """All that a ledger holds of pages and events, in a form that compares."""
    return {
        "documents": sorted((page.id, str(to_plain(page))) for page in ledger.documents()),
        "claims": sorted((claim.id, str(to_plain(claim))) for claim in ledger.claims()),
        "events": sorted((event.id, str(to_plain(event))) for event in ledger.events()),
        "sources": sorted(source.id for source in ledger.sources()),
        "ends": sorted((end.name, end.state.value, end.reason) for end in ledger.outcomes()),
    }


def both_ways(archives, folder):
    out = folder / "out"
    run_batch(archives, out, LEXICAL, runner=Here(), gate=False)
    with Ledger(folder / "batch.db") as ledger:
        ingest(out, ledger)
        bring_up_to_date(ledger)
        by_batch, faults = content(ledger), ledger.check()
    pages = [record.page for path in archives for record in read_records(path, LEXICAL) if record.page]
    with Ledger(folder / "read.db") as ledger:
        read_pages(pages, ledger, LEXICAL, stages=STAGES)
        by_reading = content(ledger)
    return by_batch, by_reading, faults


def samples_archive(chosen):
    archive, paths = Archive(), sample_paths()
    for number in chosen:
        path = paths[number % len(paths)]
        kind = "text/html; charset=utf-8" if path.suffix == ".html" else "text/plain; charset=utf-8"
        archive.add(f"https://samples.example/{path.name}", path.read_bytes(), kind=kind)
    return archive


def test_batch_ingest_reconcile_gives_the_ledger_that_reading_gives(tmp_path):
    count = len(sample_paths())
    archives = [
        samples_archive(range(count // 2)).write(tmp_path / "a.warc.gz"),
        samples_archive(range(count // 2, count)).write(tmp_path / "b.warc.gz"),
    ]
    by_batch, by_reading, faults = both_ways(archives, tmp_path)
    assert by_batch == by_reading
    assert len(by_batch["events"]) > 1
    assert not faults


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.integers(0, 15), min_size=1, max_size=4), parts=st.integers(1, 3))
def test_however_pages_are_spread_over_archives_the_ledger_is_the_same(tmp_path_factory, chosen, parts):
    folder = tmp_path_factory.mktemp("spread")
    spread = [chosen[number::parts] for number in range(parts)]
    archives = [
        samples_archive(numbers).write(folder / f"{number}.warc.gz") for number, numbers in enumerate(spread) if numbers
    ]
    by_batch, by_reading, faults = both_ways(archives, folder)
    assert by_batch == by_reading
    assert not faults


def test_ingesting_twice_adds_nothing_and_says_so(tmp_path):
    run_batch([mixed().write(tmp_path / "a.warc.gz")], tmp_path / "out", LEXICAL, runner=Here())
    with Ledger(tmp_path / "rashomon.db") as ledger:
        first = ingest(tmp_path / "out", ledger)
        before = content(ledger)
        again = ingest(tmp_path / "out", ledger)
        assert content(ledger) == before
        assert len(ledger.outcomes()) == 5
    assert (first.archives, first.pages, first.refused, first.set_aside) == (1, 3, 2, 1)
    assert (again.archives, again.known, again.pages) == (0, 1, 0)


def test_a_damaged_file_is_found_and_costs_its_archive_alone(tmp_path):
    paths = [reports(5, first=5 * n).write(tmp_path / f"{n}.warc.gz") for n in range(2)]
    run_batch(paths, tmp_path / "out", LEXICAL, runner=Here())
    victim = folders(tmp_path / "out")[0] / "claims.parquet"
    raw = bytearray(victim.read_bytes())
    for place in range(len(raw) // 3, len(raw) // 3 + 40):
        raw[place] ^= 0x5A
    victim.write_bytes(raw)
    with Ledger(tmp_path / "rashomon.db") as ledger:
        end = ingest(tmp_path / "out", ledger)
        assert (end.archives, len(end.failed), ledger.count("document")) == (1, 1, 5)
        assert "damaged" in str(end.failed[0])
        assert all(outcome.state is PageState.READ for outcome in ledger.outcomes())


def test_pages_read_before_and_in_a_batch_meet(tmp_path):
    path = reports(4).write(tmp_path / "a.warc.gz")
    run_batch([path], tmp_path / "out", LEXICAL, runner=Here())
    pages = [record.page for record in read_records(path, LEXICAL) if isinstance(record.page, Page)]
    with Ledger(tmp_path / "rashomon.db") as ledger:
        read_pages(pages[:2], ledger, LEXICAL, stages=STAGES)
        ingest(tmp_path / "out", ledger)
        bring_up_to_date(ledger)
        together = content(ledger)
        assert not ledger.check()
    with Ledger(tmp_path / "alone.db") as ledger:
        read_pages(pages, ledger, LEXICAL, stages=STAGES)
        alone = content(ledger)
    assert together == alone


def test_an_empty_folder_is_named(tmp_path):
    with Ledger(tmp_path / "rashomon.db") as ledger, pytest.raises(NotFound, match="no finished archive"):
        ingest(tmp_path, ledger)


def test_an_event_is_the_same_whenever_its_page_was_kept(tmp_path):
    archive = Archive().add("https://news.example/cake", COOKING)
    (record,) = [r for r in read_records(archive.write(tmp_path / "a.warc.gz"), LEXICAL) if r.page]
    document = STAGES.open(record.page)
    assert document.retrieved_at == record.page.retrieved_at
    assert STAGES.open(replace(record.page, name="other")) == document


@pytest.mark.slow
def test_an_ingest_killed_in_a_loop_loses_nothing_and_doubles_nothing(tmp_path):
    paths = [reports(25, first=25 * n).write(tmp_path / f"{n}.warc.gz") for n in range(6)]
    run_batch(paths, tmp_path / "out", LEXICAL, runner=Here())
    command = [sys.executable, "-m", "rashomon", "ingest", str(tmp_path / "out"), "--ledger", str(tmp_path / "k.db")]
    for wait in (0.6, 0.8, 0.9, 1.0, 1.1, 1.3):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with Ledger(tmp_path / "k.db") as ledger, Ledger(tmp_path / "whole.db") as whole:
        ingest(tmp_path / "out", whole)
        assert content(ledger) == content(whole)
        assert len(ledger.outcomes()) == len(whole.outcomes())
        assert not ledger.check()
