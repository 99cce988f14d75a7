"""Templates to pages: everything escaped, and hidden direction marks of hostile text made visible."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from rashomon.desk.assets import asset, built, style
from rashomon.desk.context import csrf_token, desk_of, user_or_none
from rashomon.domain.wording import chain_in_words, figure_in_words, place_in_words, quoted, when_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows: in hostile text they make a sentence read as another."""

_NAV = (("/inbox", "Inbox"), ("/queue", "Queue"), ("/events", "Events"), ("/sources", "Sources"), ("/actors", "Actors"))


def render(request: Request, template: str, status: int = 200, /, **context: Any) -> HTMLResponse:
    """Return a page or a fragment from a template, with what every template knows."""
    user = user_or_none(request)
    common: dict[str, Any] = {
        "request": request,
        "user": user,
        "mode": desk_of(request).config.mode.value,
        "csrf": csrf_token(request),
        "path": request.url.path,
        "nav": _NAV,
        "whole": not is_fragment(request),
        "scripts_built": built(),
    }
    return HTMLResponse(_environment().get_template(template).render(common | context), status)


def render_text(template: str, context: Mapping[str, Any]) -> str:
    """Return a fragment as text, for events that the server sends."""
    return _environment().get_template(template).render(context)


def is_fragment(request: Request) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


def bidi(words: object) -> Markup:
    r"""Escape text of a page; marks that turn its direction are shown by name, and cannot turn anything.

    >>> str(bidi("a\u202eb<i>"))
    'a<i class="ctl" data-name="RLO"></i>b&lt;i&gt;'
    """
    out = Markup()
    for letter in str(words):
        out += mark_shown(letter) if letter in DIRECTION_MARKS else escape(letter)
    return out


def mark_shown(letter: str) -> Markup:
    """Return an element that stands for a direction mark."""
    return Markup('<i class="ctl" data-name="{}"></i>').format(_SHORT.get(letter, "mark"))


_SHORT = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


def ago(moment: datetime, now: datetime | None = None) -> str:
    """Return how long ago, in the shortest words.

    >>> ago(datetime(2024, 5, 7, 12, tzinfo=UTC), datetime(2024, 5, 7, 12, 2, tzinfo=UTC))
    '2 min ago'
    """
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    for size, word in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {word} ago"
    return "just now"


def day(value: date | datetime | str | None) -> str:
    """Return a day in words: "7 May 2024"."""
    if value is None:
        return "undated"
    when = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{when.day} {when:%B %Y}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return "1 page", "2 pages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def direction(words: str) -> str:
    """Return `rtl` when the first letter with a direction runs from right to left."""
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "ago": ago,
        "bidi": bidi,
        "chain": chain_in_words,
        "day": day,
        "figure": figure_in_words,
        "place": place_in_words,
        "plural": plural,
        "quoted": quoted,
        "when": when_in_words,
    }
    environment.globals |= {"asset": asset, "style": style, "direction": direction}
    return environment
