"""The report's drawings for the desk: accounts as marks, places as areas. Hidden direction marks are shown by name."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.desk.rendering import DIRECTION_MARKS, plural


def drawings() -> dict[str, Any]:
    """Return what templates draw with: `defs()`, `panel(panel, key)`, `area_map(map, css, caption)`."""
    parts: Any = _environment().get_template("parts.html.j2").module
    return {"defs": parts.defs, "panel": parts.panel, "area_map": parts.map}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    environment.filters |= {"percent": _percent, "plural": plural}
    return environment


def shown(value: object) -> object:
    r"""Name the marks that turn the direction of text, so that they turn nothing, in elements and attributes alike.

    >>> shown("a\u202eb")
    'a⟨202E⟩b'
    """
    if isinstance(value, str) and not isinstance(value, Markup) and not DIRECTION_MARKS.isdisjoint(value):
        return "".join(f"⟨{ord(each):04X}⟩" if each in DIRECTION_MARKS else each for each in value)
    return value


def _percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"
