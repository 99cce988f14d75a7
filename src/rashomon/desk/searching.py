"""Search over pages and claims, folded over Latin and Arabic variants."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from rashomon.desk.context import DeskDep, UserDep
from rashomon.desk.rendering import render
from rashomon.domain import Claim, Document
from rashomon.ledger.search import COMMON

router = APIRouter()
MOST = 30
"""How many pages and claims a search shows."""


@router.get("/search")
def search(request: Request, desk: DeskDep, user: UserDep, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Find pages and claims that hold all words, each word or its beginning."""
    del user
    found = desk.ledger.search(q, limit=MOST) if q.strip() else []
    return render(
        request,
        "search.html.j2",
        q=q,
        pages=[each for each in found if isinstance(each, Document)],
        claims=[each for each in found if isinstance(each, Claim)],
        common=len(found) == MOST and desk.ledger.is_common(q),
        most=COMMON,
        shown=len(found),
        limit=MOST,
    )
