"""The table of office terms, and the titles that news English gives offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from rashomon.errors import KnowledgeError

_FILE = "knowledge/offices/terms.tsv"
_TITLES = "knowledge/offices/titles.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One holder's time in an office. `country` is an ISO 3166 code or a body's short name; `until` None is open."""

    country: str
    office: str
    names: tuple[str, ...]
    since: date
    until: date | None

    @property
    def name(self) -> str:
        """The holder's name as shown."""
        return self.names[0]

    def covers(self, day: date) -> bool:
        """Tell whether the holder was in office on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def open_terms() -> tuple[Term, ...]:
    """Load the terms. Raises KnowledgeError naming the line that cannot be used."""
    text = resources.files(__package__).joinpath("terms.tsv").read_text("utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        try:
            country, office, names, since, until = cells
            term = Term(
                country=country,
                office=office,
                names=tuple(names.split("|")),
                since=date.fromisoformat(since),
                until=date.fromisoformat(until) if until else None,
            )
        except ValueError as error:
            raise KnowledgeError(
                f"{_FILE}:{number}", f"{error}", "give country, office, names, since, until"
            ) from error
        if term.until is not None and term.until <= term.since:
            raise KnowledgeError(f"{_FILE}:{number}", f"{term.name} leaves before coming", "mend the days")
        found.append(term)
    return tuple(found)


@cache
def open_titles() -> dict[str, frozenset[str]]:
    """Load the titles: words before a name, in small letters, and the offices they may mean."""
    text = resources.files(__package__).joinpath("titles.tsv").read_text("utf-8")
    offices = {term.office for term in open_terms()}
    found: dict[str, set[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        office, _, title = line.partition("\t")
        if office not in offices or not title:
            raise KnowledgeError(f"{_TITLES}:{number}", f"no term has the office {office!r}", "mend the row")
        found.setdefault(title, set()).add(office)
    return {title: frozenset(each) for title, each in found.items()}
