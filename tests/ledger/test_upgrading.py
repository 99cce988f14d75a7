"""A new ledger made at once is the ledger that the migrations make."""

import re
from pathlib import Path

from sqlalchemy import Connection, create_engine

from rashomon.ledger import upgrading
from rashomon.ledger.upgrading import NEWEST, migrate, newest_statements, upgrade

_MADE_BY_SQLITE = ("sqlite_", "words_fts_")
_AGAIN = f"""The schema changed. Write {NEWEST} anew:
PYTHONPATH=. python -c "from tests.ledger.test_upgrading import write_newest; write_newest()"
"""
_HEAD = f"""-- The newest schema as the migrations make it on SQLite, so that a new ledger need not wait for Alembic. A blank line
-- ends a statement. tests/ledger/test_upgrading.py compares both ways, and says how to write {NEWEST} anew.
"""


def statements_of(connection: Connection) -> list[str]:
    """Return the statements that make a ledger's tables and their first rows, blanks at line ends left out."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    made = [sql for name, sql in rows.all() if not name.startswith(_MADE_BY_SQLITE)]
    schema = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'schema'").scalar_one()
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    made.append(f"INSERT INTO meta (\"key\", value) VALUES ('schema', '{schema}')")
    made.append(f"INSERT INTO alembic_version (version_num) VALUES ('{version}')")
    return [re.sub(r" +\n", "\n", sql) for sql in made]


def migrated() -> list[str]:
    """Return the statements after a run of all migrations."""
    with create_engine("sqlite://").begin() as connection:
        migrate(connection, since=None)
        return statements_of(connection)


def write_newest() -> None:
    """Write the file anew, after a migration was added."""
    path = Path(upgrading.__file__).with_name(NEWEST)
    path.write_text("\n\n".join([_HEAD.strip(), *migrated()]) + "\n", "utf-8")


def test_both_ways_leave_the_same_ledger():
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection, since=None)
        at_once = statements_of(connection)
        rows = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
            if not name.startswith(_MADE_BY_SQLITE)
        }
    assert at_once == migrated(), _AGAIN
    assert newest_statements() == at_once, _AGAIN
    assert {name for name, count in rows.items() if count} == {"meta", "alembic_version"}


def test_a_file_of_another_schema_is_not_used(monkeypatch):
    monkeypatch.setattr(upgrading, "SCHEMA_VERSION", 10_000)
    assert newest_statements() == []
