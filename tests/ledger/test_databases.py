"""The same ledger on SQLite and on a real PostgreSQL server."""

import importlib.util
import multiprocessing
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, inspect

from rashomon.domain import Event, Judgement, Verdict
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.ledger.folded import folded
from rashomon.ledger.tables import METADATA, SCHEMA_VERSION
from tests.domain.made import claim, document
from tests.ledger import postgres
from tests.ledger.test_store import save, write_pages


@pytest.fixture(scope="module")
def postgres_url():
    if postgres.binary("initdb") is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip("no PostgreSQL server is installed (Debian's package postgresql)")
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def where(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        return str(tmp_path / "rashomon.db")
    url = request.getfixturevalue("postgres_url")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


def test_a_page_travels_there_and_back(where):
    page = document()
    with Ledger(where) as ledger:
        for _ in range(2):
            save(ledger, page, [claim(page)])
        assert ledger.documents() == [page]
        assert ledger.claims(voice="REBEL") == [claim(page)]
        assert ledger.get(claim(page).id[:10]) == claim(page)
        event = Event(
            id="evt_a",
            title="Clash",
            deed=claim(page).deed,
            place=None,
            when=None,
            claim_ids=(claim(page).id,),
            document_ids=(page.id,),
        )
        ledger.replace_events([event])
        assert ledger.events() == [event]
        verdict = Verdict(
            subject=claim(page).id, judgement=Judgement.ACCEPT, by="ana", at=datetime(2024, 5, 9, tzinfo=UTC)
        )
        for _ in range(2):
            ledger.save_verdict(verdict)
        assert ledger.verdicts(claim(page).id) == [verdict]
    with Ledger(where) as again:
        assert again.count("claim") == 1


def test_the_migrations_make_the_tables_that_the_code_knows(where):
    Ledger(where).close()
    url = where if "://" in where else f"sqlite:///{where}"
    found = inspect(create_engine(url))
    for name, table in METADATA.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys()), name
        indexes = {index["name"] for index in found.get_indexes(name)}
        assert {index.name for index in table.indexes} <= indexes, name


def test_search_folds_latin_and_arabic(where):
    page = document("Rebels said over 20 soldiers were killed near Al-Z’aïniyah on Monday. قوات في الرَّقَّة")
    with Ledger(where) as ledger:
        save(ledger, page, [claim(page)])
        assert [found.id for found in ledger.search("alzainiyah")] == [page.id]
        assert [found.id for found in ledger.search("الرقه", kind="document")] == [page.id]
        assert {found.id for found in ledger.search("SOLD")} == {page.id, claim(page).id}
        assert ledger.search("soldiers tanks") == []
        assert ledger.search("  '\" ( ") == []


def test_superseded_claims_are_not_found(where):
    page = document()
    with Ledger(where) as ledger:
        save(ledger, page, [claim(page)])
        save(ledger, page, [claim(page, words="20 soldiers were killed")], reader="r/2")
        assert [found.id for found in ledger.search("killed", kind="claim")] == [
            claim(page, words="20 soldiers were killed").id
        ]


def test_check_finds_nothing_wrong_and_then_what_was_broken(where):
    raw = b"the page's bytes"
    with Ledger(where) as ledger:
        page = document()
        from dataclasses import replace  # noqa: PLC0415

        page = replace(page, raw_sha256=ledger.raw.keep(raw))
        save(ledger, page, [claim(page)])
        assert ledger.check() == []
        with ledger._engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE claim SET body = replace(body, 'over 20 soldiers were', 'over 90 soldiers were')"
            )
        assert any("does not stand at" in fault.what for fault in ledger.check())
        ledger.raw._path(page.raw_sha256).write_bytes(b"other bytes")
        assert any("raw bytes" in fault.what for fault in ledger.check())


def old_ledger(path):
    """A ledger as schema 1 left it, with a page and a claim in it."""
    with Ledger(path) as ledger:
        page = document()
        save(ledger, page, [claim(page)])
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP TABLE words_fts; DROP TABLE words; DROP TABLE near; DROP TABLE alembic_version; UPDATE meta SET value = '1';"
            "DROP INDEX verdict_document; DROP INDEX verdict_by; DROP INDEX document_published; DROP INDEX document_queue; DROP INDEX event_disputes;"
            "ALTER TABLE verdict DROP COLUMN document_id; ALTER TABLE verdict DROP COLUMN blind;"
            "DROP TABLE event_source; DROP TABLE event_label;"
            "DROP INDEX event_place; DROP INDEX event_country; DROP INDEX event_deed;"
            "ALTER TABLE event DROP COLUMN roots; ALTER TABLE event DROP COLUMN radius_km; ALTER TABLE event DROP COLUMN kinds;"
        )
        for name in (
            "judged",
            "page_review",
            "stale",
            "session",
            "login_failure",
            "assignment",
            "person",
            "proposal",
            "access",
            "inbox_item",
        ):
            connection.execute(f"DROP TABLE {name}")
    return page


def test_an_older_ledger_is_upgraded_with_what_it_holds(tmp_path):
    path = tmp_path / "rashomon.db"
    page = old_ledger(path)
    with Ledger(path) as ledger:
        assert ledger.documents() == [page]
        assert {found.id for found in ledger.search("soldiers")} == {page.id, claim(page).id}
        with ledger._engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'schema'").scalar() == str(
                SCHEMA_VERSION
            )


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "rashomon.db"
    old_ledger(path)

    def broken(_words):
        raise LedgerError("rashomon.db", "the folding broke")

    monkeypatch.setattr("rashomon.ledger.folded.folded", broken)
    with pytest.raises(LedgerError, match="folding broke"):
        Ledger(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [("1",)]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "words" not in tables


def test_a_backup_is_a_whole_ledger_and_never_overwrites(tmp_path):
    with Ledger(tmp_path / "rashomon.db") as ledger:
        page = document()
        save(ledger, page, [claim(page)])
        copy = ledger.back_up(tmp_path / "copy.db")
        with pytest.raises(LedgerError, match="a file already"):
            ledger.back_up(copy)
    with Ledger(copy) as copied:
        assert copied.documents() == [page]
        assert copied.claims() == [claim(page)]


def test_a_process_killed_at_any_moment_leaves_a_clean_ledger(tmp_path):
    path = tmp_path / "rashomon.db"
    context = multiprocessing.get_context("spawn")
    for round_ in range(4):
        worker = context.Process(target=write_pages, args=(str(path), f"round {round_}"))
        worker.start()
        worker.join(0.9 + 0.07 * round_)
        worker.kill()
        worker.join()
        with Ledger(path) as ledger:
            wrong = [fault for fault in ledger.check() if "raw bytes" not in fault.what]
            assert wrong == []
            assert ledger.count("claim") == ledger.count("document"), "a page and its claims land together"


def test_folding_is_stable():
    for words in ("Al-Z’aïniyah", "الرَّقَّة", "DEIR EZ-ZOR", "Львів"):
        assert folded(folded(words)) == folded(words)
