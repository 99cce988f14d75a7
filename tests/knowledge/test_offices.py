"""Dated offices: the table, and mentions of holders."""

from __future__ import annotations

from collections import Counter
from datetime import date

from rashomon.knowledge.offices import find_holders, open_terms, terms_of
from rashomon.knowledge.offices.terms import open_titles


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
