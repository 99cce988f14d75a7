"""A page for each publisher: what it tells of, about whose losses, through whom, and what it took back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from rashomon.domain import AccountFigure, Interest
from rashomon.report import ReportView, render
from rashomon.report.source_pages import MOST_EVENTS, SourcePage, source_pages
from rashomon.report.sources import source_rows


def pages_of(view: ReportView) -> dict[str, SourcePage]:
    numbers = {event.id: number for number, event in enumerate(view.events, start=1)}
    return {page.row.name: page for page in source_pages(view, source_rows(view), numbers)}


def test_each_publisher_has_a_page_with_its_events_and_what_is_disputed_in_its_own_words(view: ReportView) -> None:
    pages = pages_of(view)
    assert set(pages) == {page.source.name for page in view.documents.values()}
    paper = pages["Paper"]
    assert {each.event.id: (each.alone, each.disputed) for each in paper.told} == {
        "evt_clash": (False, ""),
        "evt_total": (True, ""),
    }
    assert [each.disputed for each in pages["Agency"].told] == ["count, denial"]


def test_what_it_took_back_and_who_speaks_in_it(view: ReportView) -> None:
    pages = pages_of(view)
    assert [words for _, words in pages["Paper"].withdrawn] == ["15 soldiers were killed"]
    assert pages["Agency"].withdrawn == ()
    agency = pages["Agency"]
    assert dict(agency.voices) == {"a medic": 1, "The army": 1, "Its spokesman": 1, "a herder": 1}
    assert agency.own_voice == 2


def test_the_losses_it_speaks_of_are_those_of_people_each_with_its_claim(view: ReportView) -> None:
    pages = pages_of(view)
    (own,) = pages["Agency"].losses
    assert (own.name, own.count, own.more) == ("their own", 1, 0)
    assert view.claims[own.figures[0].claim_id].content.text == "it had suffered no losses"
    (other,) = pages['Rebel "Voice" <b>'].losses
    assert [(each.amount, each.voice) for each in other.figures] == [("over 20", "The rebels")]


def test_vehicles_and_attacks_are_no_losses(view: ReportView, make: dict[str, Callable[..., Any]]) -> None:
    clash, total = view.events
    account = next(each for each in clash.accounts if each.interest is Interest.OWN_LOSSES)
    item = account.figures[0]
    things = replace(item.figure, measure="vehicles")
    changed = replace(account, figures=(AccountFigure(claim_id=item.claim_id, figure=things),))
    accounts = tuple(changed if each is account else each for each in clash.accounts)
    view = replace(view, events=(replace(clash, accounts=accounts), total))
    assert pages_of(view)["Agency"].losses == ()


@pytest.mark.parametrize("many", [MOST_EVENTS, MOST_EVENTS + 3])
def test_a_long_list_is_cut_and_the_rest_counted_with_what_is_disputed_first(view: ReportView, many: int) -> None:
    clash, total = view.events
    others = tuple(replace(total, id=f"evt_{number:03}") for number in range(many - 1))
    agency = pages_of(replace(view, events=(*others, clash)))["Paper"]
    assert agency.told[0].event.id == "evt_clash"
    assert len(agency.told) == MOST_EVENTS
    assert agency.more_told == many - MOST_EVENTS


def test_the_report_leads_from_the_table_to_the_page_and_on_to_the_words(view: ReportView) -> None:
    tree = lxml.html.fromstring(render(view))
    ids = set(tree.xpath("//@id"))
    for article in tree.xpath('//article[@class="source"]'):
        assert tree.xpath(f'//table[@class="sources"]//a[@href="#{article.get("id")}"]')
        for target in article.xpath(".//a/@href"):
            assert target.removeprefix("#") in ids, target
    assert len(tree.xpath('//article[@class="source"]')) == len({page.source.id for page in view.documents.values()})
