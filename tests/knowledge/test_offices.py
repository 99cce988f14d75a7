"""Dated offices: the table, and mentions of holders."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from rashomon.knowledge.offices import find_holders, open_terms, terms_of
from rashomon.knowledge.offices.terms import Term, open_titles


def test_the_table_is_large_and_every_title_has_terms() -> None:
    terms = open_terms()
    assert len(terms) >= 250
    assert min(term.since for term in terms) < date(1980, 1, 1)
    offices = {term.office for term in terms}
    assert set().union(*open_titles().values()) <= offices


def test_nobody_holds_an_office_twice_at_once() -> None:
    doubled = []
    seen: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    for term in open_terms():
        key = (term.country, term.office, term.name)
        until = term.until or date(2100, 1, 1)
        doubled += [key for since, end in seen.get(key, []) if term.since < end and since < until]
        seen.setdefault(key, []).append((term.since, until))
    assert doubled == []


def test_one_office_has_one_holder_at_a_time() -> None:
    days = Counter(
        (term.country, term.office)
        for term in open_terms()
        if term.covers(date(2015, 6, 1)) and "envoy" not in term.office
    )
    assert [office for office, count in days.items() if count > 1] == []


def test_holders_by_title_government_and_apposition() -> None:
    (pompeo,) = find_holders("Secretary of State Mike Pompeo also accused Iran.")
    assert (pompeo.text, pompeo.terms[0].since) == ("Secretary of State Mike Pompeo", date(2018, 4, 26))
    (bush,) = find_holders("President Bush called it an outrage.")
    assert len(bush.terms) == 2
    (assad,) = find_holders("a push against the Assad government")
    assert {term.country for term in assad.terms} == {"SY"}
    (former,) = find_holders("Former President Jimmy Carter mediated.")
    assert former.former
    (rice,) = find_holders("Condoleezza Rice, the US secretary of state, flew in.")
    assert rice.terms[0].office == "secretary of state"


def test_a_longer_name_is_not_a_surname() -> None:
    assert find_holders("President Ahmed Ben Bella was ousted.") == ()
    assert find_holders("Prime Minister Nobody Known spoke.") == ()


def test_terms_by_name() -> None:
    assert {term.country for term in terms_of("Kofi Annan")} == {"UN"}
    assert terms_of("Nobody Known") == ()


def test_no_office_has_two_holders_at_once() -> None:
    by_office: dict[tuple[str, str], list[Term]] = {}
    for term in open_terms():
        by_office.setdefault((term.country, term.office), []).append(term)
    for office, terms in by_office.items():
        terms.sort(key=lambda term: term.since)
        for before, after in pairwise(terms):
            assert before.until is not None, (office, before.name, "has a successor and no last day")
            assert (before.until - after.since).days <= 2, (office, before.name, after.name)
        assert all(term.until is None or term.since < term.until for term in terms), office


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Junta chief Min Aung Hlaing spoke in Naypyidaw.", "Min Aung Hlaing"),
        ("North Korean leader Kim Jong Un sent troops.", "Kim Jong Un"),
        ("Philippine President Ferdinand Marcos Jr. said so.", "Ferdinand Marcos Jr."),
        ("Colombian President Gustavo Petro called off the talks.", "Gustavo Petro"),
        ("India's External Affairs Minister S. Jaishankar denied it.", "S. Jaishankar"),
    ],
)
def test_holders_of_recent_years_are_found(words: str, name: str) -> None:
    assert name in {term.name for holding in find_holders(words) for term in holding.terms}
