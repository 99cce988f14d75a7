"""Full-text search on folded words: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, TextClause, delete, insert, text

from rashomon.domain import Claim, Document
from rashomon.ledger.folded import folded
from rashomon.ledger.tables import words

COMMON = 5000
"""Where more pages and claims than this hold the words, no order of rank is told: ranking them all would take longer
than a person waits, and says little of words that are everywhere."""

_LITE = text(
    "SELECT words.id FROM (SELECT rowid, rank AS score FROM words_fts WHERE words_fts MATCH :query "
    "ORDER BY rank LIMIT :most) AS hit JOIN words ON words.rowid = hit.rowid LEFT JOIN claim ON claim.id = words.id "
    "WHERE (:kind = '' OR words.kind = :kind) AND (claim.id IS NULL OR claim.live) "
    "ORDER BY hit.score, words.id LIMIT :limit"
)
_LITE_LATEST = text(
    "SELECT words.id FROM words_fts CROSS JOIN words ON words.rowid = words_fts.rowid "
    "LEFT JOIN claim ON claim.id = words.id WHERE words_fts MATCH :query "
    "AND (:kind = '' OR words.kind = :kind) AND (claim.id IS NULL OR claim.live) "
    "ORDER BY words_fts.rowid DESC LIMIT :limit"
)
"""For words that are everywhere: the index is read backwards from the latest row, and only as far as is shown."""
_LITE_MANY = text("SELECT count(*) FROM (SELECT rowid FROM words_fts WHERE words_fts MATCH :query LIMIT :most)")

_PG = text(
    "SELECT words.id FROM words LEFT JOIN claim ON claim.id = words.id "
    "WHERE to_tsvector('simple', words.folded) @@ to_tsquery('simple', :query) "
    "AND (:kind = '' OR words.kind = :kind) AND (claim.id IS NULL OR claim.live) "
    "ORDER BY ts_rank(to_tsvector('simple', words.folded), to_tsquery('simple', :query)) DESC, words.id LIMIT :limit"
)
_PG_ANY = text(
    "SELECT words.id FROM words LEFT JOIN claim ON claim.id = words.id "
    "WHERE to_tsvector('simple', words.folded) @@ to_tsquery('simple', :query) "
    "AND (:kind = '' OR words.kind = :kind) AND (claim.id IS NULL OR claim.live) ORDER BY words.id LIMIT :limit"
)
_PG_MANY = text(
    "SELECT count(*) FROM (SELECT 1 FROM words "
    "WHERE to_tsvector('simple', words.folded) @@ to_tsquery('simple', :query) LIMIT :most) AS hit"
)


def index_page(connection: Connection, document: Document, claims: Iterable[Claim]) -> None:
    """Put a page's and its claims' words into the index, in the place of what it held of them."""
    rows = index_rows(document, claims)
    connection.execute(delete(words).where(words.c.id.in_([row["id"] for row in rows])))
    connection.execute(insert(words), rows)


def index_rows(document: Document, claims: Iterable[Claim]) -> list[dict[str, str]]:
    """Return the rows of the index for a page and its claims, one an id."""
    rows = [{"id": document.id, "kind": "document", "folded": searched_words(document)}]
    for claim in claims:
        rows.append(_claim_words(claim))
    return list({row["id"]: row for row in rows}.values())


def index_claim(connection: Connection, claim: Claim) -> None:
    """Put one claim's words into the index, in the place of what it held of it."""
    connection.execute(delete(words).where(words.c.id == claim.id))
    connection.execute(insert(words), [_claim_words(claim)])


def _claim_words(claim: Claim) -> dict[str, str]:
    return {"id": claim.id, "kind": "claim", "folded": searched_words(claim)}


def searched_words(found: object) -> str:
    """Return the folded words by which a page (title and text) or a claim (voice and content) is found."""
    if isinstance(found, Document):
        return folded(f"{found.title} {found.text}")
    if isinstance(found, Claim):
        return folded(f"{found.voice.name} {found.content.text}")
    return ""


def find(connection: Connection, query: str, kind: str, limit: int) -> list[str]:
    """Return the ids of what holds all words of the query, each word or its beginning, best first.

    Words that more than `COMMON` rows hold are not ranked: then the latest come first (SQLite), or some (PostgreSQL).
    """
    said = query_words(connection, query)
    if said is None:
        return []
    wanted = {"query": said, "kind": kind, "limit": limit}
    common = _count(connection, said) > COMMON
    if connection.dialect.name != "sqlite":
        return _ids(connection, _PG_ANY if common else _PG, wanted)
    return _ids(connection, _LITE_LATEST, wanted) if common else _ids(connection, _LITE, wanted | {"most": COMMON})


def is_common(connection: Connection, query: str) -> bool:
    """Tell whether so many pages and claims hold these words that what is found is not ranked."""
    said = query_words(connection, query)
    return said is not None and _count(connection, said) > COMMON


def query_words(connection: Connection, words: str) -> str | None:
    """Return words as the database's full-text search takes them, each or its beginning; None where none is left."""
    terms = folded(words).split()
    if connection.dialect.name == "sqlite":
        return " AND ".join(f'"{term}" *' for term in terms) or None
    return " & ".join(f"{term}:*" for term in terms) or None


def _count(connection: Connection, said: str) -> int:
    """Count the rows that hold these words, as far as one more than `COMMON`."""
    many = _LITE_MANY if connection.dialect.name == "sqlite" else _PG_MANY
    return int(connection.scalar(many, {"query": said, "most": COMMON + 1}) or 0)


def _ids(connection: Connection, query: TextClause, wanted: dict[str, object]) -> list[str]:
    return [str(row[0]) for row in connection.execute(query, wanted)]
