"""Full-text search on folded words: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, text

from rashomon.domain import Claim, Document
from rashomon.ledger.folded import folded
from rashomon.ledger.tables import words

_LITE = text(
    "SELECT words.id FROM words_fts JOIN words ON words.rowid = words_fts.rowid "
    "LEFT JOIN claim ON claim.id = words.id "
    "WHERE words_fts MATCH :query AND (:kind = '' OR words.kind = :kind) AND (claim.id IS NULL OR claim.live) "
    "ORDER BY bm25(words_fts), words.id LIMIT :limit"
)
_LITE_ALL = text(
    "SELECT words.id FROM (SELECT rowid, rank AS score FROM words_fts WHERE words_fts MATCH :query "
    "ORDER BY rank LIMIT :many) AS hit JOIN words ON words.rowid = hit.rowid LEFT JOIN claim ON claim.id = words.id "
    "WHERE claim.id IS NULL OR claim.live ORDER BY hit.score, words.id LIMIT :limit"
)
"""The same for every kind: FTS5 keeps only the best hits while it ranks, which matters where a word is everywhere."""
_PG = text(
    "SELECT words.id FROM words LEFT JOIN claim ON claim.id = words.id "
    "WHERE to_tsvector('simple', words.folded) @@ to_tsquery('simple', :query) "
    "AND (:kind = '' OR words.kind = :kind) AND (claim.id IS NULL OR claim.live) "
    "ORDER BY ts_rank(to_tsvector('simple', words.folded), to_tsquery('simple', :query)) DESC, words.id LIMIT :limit"
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
    """Return the ids of what holds all words of the query, each word or its beginning, best first."""
    terms = folded(query).split()
    if not terms:
        return []
    if connection.dialect.name == "sqlite":
        said = " AND ".join(f'"{term}" *' for term in terms)
        if kind:
            found = connection.execute(_LITE, {"query": said, "kind": kind, "limit": limit})
        else:
            found = connection.execute(_LITE_ALL, {"query": said, "many": 20 * limit, "limit": limit})
    else:
        said = " & ".join(f"{term}:*" for term in terms)
        found = connection.execute(_PG, {"query": said, "kind": kind, "limit": limit})
    return [str(row[0]) for row in found]
