"""Countries as coding formats number and group them, from `countries.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rashomon.errors import KnowledgeError
from rashomon.knowledge.actors.states import open_states


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's name, its ISO 3166-1 number (3 digits), Gleditsch-Ward number ("" for none), and regions."""

    name: str
    number: str
    gwno: str
    acled_region: str
    ucdp_region: str


def country_of(code: str | None) -> Country:
    """Return a country by its ISO 3166-1 alpha-2 code; what is not known is empty, its name then the code itself."""
    known = _countries().get((code or "").upper())
    return known or Country(name=code or "", number="", gwno="", acled_region="", ucdp_region="")


@cache
def _countries() -> Mapping[str, Country]:
    """Read the table. Raises KnowledgeError naming the line."""
    found = {}
    names = {code.upper(): state.names[0] for code, state in open_states().by_code.items() if state.names}
    lines = files(__package__).joinpath("countries.tsv").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith(("#", "iso\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or len(cells[0]) != 2 or not (cells[1].isdecimal() and len(cells[1]) == 3):
            raise KnowledgeError(f"countries.tsv, line {number}", "it is no country", "give five cells, tab-separated")
        iso, digits, gwno, acled, ucdp = cells
        found[iso] = Country(name=names.get(iso, iso), number=digits, gwno=gwno, acled_region=acled, ucdp_region=ucdp)
    return MappingProxyType(found)
