import dataclasses
import multiprocessing
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rashomon.domain import Claimant, Event, Judgement, Outcome, PageState, Verdict
from rashomon.errors import LedgerBusy, LedgerDamaged, LedgerReadOnly, LedgerTooNew, NotFound
from rashomon.ledger import Ledger
from tests.domain.made import claim, document


def outcome(page, state=PageState.READ):
    return Outcome(name="a.html", state=state, document_id=page.id, reason="" if state is PageState.READ else "why")


def save(ledger, page, claims, reader="r/1"):
    ledger.save_page(page, claims, outcome(page), reader=reader, run="run_1")


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "rashomon.db") as opened:
        yield opened


def test_what_was_saved_comes_back_the_same(ledger):
    page = document()
    save(ledger, page, [claim(page)])
    assert ledger.documents() == [page]
    assert ledger.claims() == [claim(page)]
    assert ledger.get(page.id) == page
    assert ledger.get(claim(page).id[:9]) == claim(page)
    assert ledger.outcomes() == [outcome(page)]


def test_reading_a_page_twice_adds_nothing(ledger):
    page = document()
    for _ in range(2):
        save(ledger, page, [claim(page)])
    assert (ledger.count("document"), ledger.count("claim"), ledger.count("source")) == (1, 1, 1)
    assert ledger.has(page.id, "r/1")
    assert not ledger.has(page.id, "r/2")


def test_a_newer_reader_supersedes_machine_claims_and_never_human_verdicts(ledger):
    page = document()
    old, judged, new = claim(page), claim(page, words="over 20 soldiers"), claim(page, words="20 soldiers were killed")
    save(ledger, page, [old, judged])
    at = datetime(2024, 5, 9, tzinfo=UTC)
    ledger.save_verdict(Verdict(subject=judged.id, judgement=Judgement.ACCEPT, by="ana", at=at))
    save(ledger, page, [new], reader="r/2")
    assert {each.id for each in ledger.claims()} == {judged.id, new.id}


def test_filters_find_by_part_of_the_value(ledger):
    page = document()
    save(ledger, page, [claim(page)])
    assert ledger.claims(voice="rebel")
    assert not ledger.claims(voice="army")
    assert ledger.claims(deed="clash", document_id=page.id)
    assert ledger.documents(source="northern")
    assert not ledger.documents(source="southern")


def test_events_are_replaced_whole(ledger):
    page = document()
    one = claim(page)
    save(ledger, page, [one])
    event = Event(
        id="evt_a", title="Clash", deed=one.deed, place=None, when=None, claim_ids=(one.id,), document_ids=(page.id,)
    )
    ledger.replace_events([event])
    ledger.replace_events([dataclasses.replace(event, id="evt_b")])
    assert [each.id for each in ledger.events()] == ["evt_b"]
    assert ledger.claims(event_id="evt_b") == [one]
    assert not ledger.events(disputed=True)


def test_ids_that_are_not_there_are_named(ledger):
    with pytest.raises(NotFound, match="begins with"):
        ledger.get("nonsense")
    with pytest.raises(NotFound, match="nothing in the ledger"):
        ledger.get("doc_zzzz")


def test_raw_bytes_are_kept_untouched(ledger):
    raw = b"\xff\x00 any bytes"
    digest = ledger.raw.keep(raw)
    assert ledger.raw.keep(raw) == digest
    assert ledger.raw.read(digest) == raw
    with pytest.raises(NotFound):
        ledger.raw.read("0" * 64)


def test_a_locked_ledger_is_one_clear_line(tmp_path):
    path = tmp_path / "rashomon.db"
    with Ledger(path, busy_seconds=0.1) as ledger:
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN EXCLUSIVE")
        page = document()
        with pytest.raises(LedgerBusy, match="another process holds it"):
            save(ledger, page, [claim(page)])
        blocker.execute("ROLLBACK")
        blocker.close()
        save(ledger, page, [claim(page)])
        assert ledger.count("claim") == 1


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are my notes" * 100)
    with pytest.raises(LedgerDamaged):
        Ledger(path)
    assert path.read_bytes() == b"these are my notes" * 100
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE people (name)")
    with pytest.raises(LedgerDamaged, match="other tables"):
        Ledger(other)


def test_a_newer_schema_is_refused(tmp_path):
    path = tmp_path / "rashomon.db"
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(LedgerTooNew, match="schema 99"):
        Ledger(path)


def test_a_missing_folder_and_a_folder_are_named(tmp_path):
    with pytest.raises(LedgerReadOnly, match="does not exist"):
        Ledger(tmp_path / "nowhere" / "rashomon.db")
    with pytest.raises(LedgerDamaged, match="folder"):
        Ledger(tmp_path)


def test_a_full_disk_is_one_clear_line_and_keeps_what_was_read(tmp_path):
    path = tmp_path / "rashomon.db"
    with Ledger(path) as ledger:
        page = document()
        save(ledger, page, [claim(page)])
        with ledger._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        ledger._engine.dispose()
        from sqlalchemy import event as hook  # noqa: PLC0415

        hook.listen(ledger._engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count={pages}"))
        big = document("x" * 2_000_000)
        with pytest.raises(LedgerReadOnly, match="disk is full"):
            save(ledger, big, [])
        assert ledger.documents() == [page]


def test_a_read_only_ledger_is_one_clear_line(tmp_path):
    path = tmp_path / "rashomon.db"
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with (
        pytest.raises(LedgerReadOnly, match="cannot be written"),
        Ledger(f"sqlite+pysqlite:///file:{path}?mode=ro&uri=true") as ledger,
    ):
        save(ledger, document(), [])


def write_pages(path, who):
    with Ledger(Path(path)) as ledger:
        for number in range(25):
            page = document(f"{who} {number}. Rebels said over 20 soldiers were killed near the river on Monday.")
            save(ledger, page, [claim(page)])


def test_two_processes_lose_nothing(tmp_path):
    path = tmp_path / "rashomon.db"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=write_pages, args=(str(path), who)) for who in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    with Ledger(path) as ledger:
        assert (ledger.count("document"), ledger.count("claim")) == (50, 50)


def test_a_chain_needs_its_publisher():
    with pytest.raises(ValueError, match="publisher"):
        claim().with_changes(chain=())
    assert claim().publisher == Claimant(name="The Northern Post", kind="outlet")
