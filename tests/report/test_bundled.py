"""The bundled pages through the whole way: everything that was read stands in the report, with its words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest

from rashomon.intake import gather
from rashomon.ledger import Ledger
from rashomon.pipeline import read_pages
from rashomon.report import ReportView, render
from rashomon.report.words import sentence
from rashomon.samples import NOTICE, sample_paths
from rashomon.settings import Settings


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    folder: Path = tmp_path_factory.mktemp("bundled")
    settings = Settings()
    with Ledger(str(folder / "rashomon.db")) as ledger:
        read_pages(gather([str(path) for path in sample_paths()], settings), ledger, settings)
        return ReportView(
            events=tuple(ledger.events()),
            claims={claim.id: claim for claim in ledger.claims()},
            documents={document.id: document for document in ledger.documents()},
            outcomes=tuple(ledger.outcomes()),
            generated_at=datetime(2026, 11, 24, tzinfo=UTC),
            ledger_name="rashomon.db",
            version="test",
            notice=NOTICE,
        )


@pytest.fixture(scope="module")
def tree(view: ReportView) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(render(view))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def test_every_page_and_claim_is_there_in_its_words(view: ReportView, tree: lxml.html.HtmlElement) -> None:
    assert len(view.documents) == len(sample_paths())
    assert view.claims
    cards = {card.get("id"): card for card in tree.find_class("acc")}
    assert set(cards) == set(view.claims)
    for claim in view.claims.values():
        assert squeezed(claim.content.text) in squeezed(cards[claim.id].find(".//q").text_content())
    assert {page.get("id") for page in tree.find_class("page")} == set(view.documents)
    assert NOTICE in tree.text_content()


def test_every_event_is_there_with_its_disputes(view: ReportView, tree: lxml.html.HtmlElement) -> None:
    articles = {article.get("id"): squeezed(article.text_content()) for article in tree.find_class("event")}
    assert set(articles) == {event.id for event in view.events}
    assert any(event.disputes for event in view.events)
    for event in view.events:
        for dispute in event.disputes:
            assert squeezed(sentence(dispute.note)) in articles[event.id]


def test_rival_tolls_stand_side_by_side(view: ReportView, tree: lxml.html.HtmlElement) -> None:
    (event,) = [
        event
        for event in view.events
        if any(view.claims[each].content.text.casefold().count("up to 30 terrorists") for each in event.claim_ids)
    ]
    labels = tree.xpath(f'//article[@id="{event.id}"]//*[contains(@class, "label")]/text()')
    assert {"at least 8", "at least 18", "over 20", "up to 30", "none"} <= set(labels)


def test_ids_are_unique_and_links_lead_somewhere(tree: lxml.html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)
