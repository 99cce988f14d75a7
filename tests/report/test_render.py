"""The report says everything, invents nothing, and trusts no word of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from rashomon.domain import BlockKind, PageState, Relation, RelationKind
from rashomon.errors import OutputFailed
from rashomon.report import ReportView, render, write_report


def squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words)


@pytest.fixture
def page(view: ReportView) -> str:
    return render(view)


@pytest.fixture
def tree(page: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(page)


def test_same_view_gives_same_bytes(view: ReportView) -> None:
    assert render(view) == render(view)


def test_every_quote_stands_in_the_report(view: ReportView, tree: lxml.html.HtmlElement) -> None:
    for claim in view.claims.values():
        (card,) = tree.xpath(f'//*[@id="{claim.id}"]')
        quote = squeezed(card.find(".//q").text_content())
        assert squeezed(claim.content.text) in quote


def test_every_figure_stands_in_the_chart_and_beside_its_quote(view: ReportView, tree: lxml.html.HtmlElement) -> None:
    (event,) = tree.xpath('//*[@id="evt_clash"]')
    rows = event.xpath('.//div[contains(concat(" ", @class, " "), " row ")][.//*[contains(@class, "mark")]]')
    figures = [item for account in view.events[0].accounts for item in account.figures]
    assert len(rows) == len(figures)
    labels = {row.xpath('string(.//*[contains(@class, "label")])') for row in rows}
    assert labels == {"at least 8", "“Dozens”", "none", "not known", "over 20", "up to 30", "15, withdrawn"}


def test_a_loaded_label_is_quoted_and_never_a_name(tree: lxml.html.HtmlElement) -> None:
    groups = tree.xpath('//article[@id="evt_clash"]//h4/span[@class="g"]/text()')
    assert "“mercenaries”" in groups
    assert not [group for group in groups if group.startswith("Mercenaries")]


def test_vague_words_yield_no_number(tree: lxml.html.HtmlElement) -> None:
    (mark,) = tree.xpath('//article[@id="evt_clash"]//g[contains(@class, "mark") and contains(@class, "vague")]')
    assert mark.text_content().strip() == "“Dozens”"
    assert not mark.xpath(".//rect | .//circle")
    (row,) = mark.xpath('ancestor::div[contains(@class, "row")]')
    assert not re.search(r"\d", row.text_content())
    table = tree.xpath('//article[@id="evt_clash"]//table//tr[.//td="“Dozens”"]')
    assert len(table) == 1


def test_unknown_and_zero_are_drawn_differently(tree: lxml.html.HtmlElement) -> None:
    base = '//article[@id="evt_clash"]//g[contains(concat(" ", @class, " "), " {} ")]'
    (zero,) = tree.xpath(base.format("zero"))
    (unknown,) = tree.xpath(base.format("unknown"))
    assert zero.xpath('.//circle[@cx="0%"]')
    assert not unknown.xpath(".//circle | .//rect")
    assert "not known" in unknown.text_content()


def test_open_and_ambiguous_bounds_look_so(tree: lxml.html.HtmlElement) -> None:
    marks = tree.xpath('//article[@id="evt_clash"]//div[@class="plot"]//g[contains(@class, "mark")]')
    by_label = {mark.xpath('string(.//*[contains(@class, "label")])'): mark for mark in marks}
    assert by_label["at least 8"].xpath('.//rect[@mask="url(#fade-right)"]')
    assert by_label["up to 30"].xpath('.//rect[@mask="url(#fade-left)"]')
    assert by_label["over 20"].xpath('.//rect[starts-with(@fill, "url(#hatch-")]')
    assert "hollow" in by_label["over 20"].get("class")
    assert "withdrawn" in by_label["15, withdrawn"].get("class")


def test_hostile_words_are_text(page: str, tree: lxml.html.HtmlElement, hostile: str) -> None:
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //iframe | //object | //embed | //link | //b[. = '']")
    assert hostile not in page
    assert "{{ 7*7 }}" in page
    assert "49" not in tree.xpath('string(//article[@id="evt_clash"]//q[contains(., "neutralized")])')
    for node in tree.iter():
        if isinstance(node.tag, str):
            assert not [name for name in node.attrib if name.lower().startswith("on")]
            assert node.get("href", "#").startswith("#")


def test_nothing_points_outside(page: str, tree: lxml.html.HtmlElement) -> None:
    for attribute in ("src", "srcset", "action", "poster", "background", "data"):
        assert not tree.xpath(f"//@{attribute}")
    (style,) = tree.xpath("//style/text()")
    assert "@import" not in style
    assert not re.search(r"url\((?![\"']?#)", style)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not tree.xpath("//@style")


def test_internal_links_lead_somewhere(tree: lxml.html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)


def test_comments_and_widgets_are_marked_as_no_reporting(tree: lxml.html.HtmlElement) -> None:
    (sheet,) = tree.xpath('//details[@id="doc_agency"]')
    quiet = sheet.xpath('.//details[@class="quiet"]')
    assert [each.find("summary").text_content() for each in quiet] == [
        "1 reader comment: kept with the page, never read as reporting",
        "1 other part of the page (menus, widgets, links): not reporting",
    ]
    assert "I counted 900 dead" in quiet[0].text_content()
    assert "900" not in sheet.xpath('string(.//div[@class="text"])')
    assert not sheet.xpath('.//details[@class="quiet"]//mark')


def test_what_stays_open_is_shown_with_its_reasons(tree: lxml.html.HtmlElement) -> None:
    text = squeezed(tree.xpath('string(//article[@id="evt_clash"]//aside)'))
    assert "What stays open" in text
    assert "no entry of the gazetteer has this name" in text
    assert "Tinhamma, Niger (another country)" in text


def test_unread_pages_are_named_with_their_reason(tree: lxml.html.HtmlElement) -> None:
    text = squeezed(tree.xpath('string(//section[@id="unread"])'))
    assert text.index("bulletin <fr>.html") < text.index("rebels.html")
    assert "the page is in French" in text
    assert "2 pages were not read in full" in tree.xpath('string(//section[@id="overview"])')


def test_totals_stand_apart_from_incidents(tree: lxml.html.HtmlElement) -> None:
    assert tree.xpath('//section[@id="totals"]//article[@id="evt_total"]')
    assert not tree.xpath('//section[@id="events"]//article[@id="evt_total"]')
    assert "1 event and give 1 total" in squeezed(tree.xpath('string(//p[@class="lede"])'))


def test_copies_rivals_and_open_years_are_said(tree: lxml.html.HtmlElement) -> None:
    paper = squeezed(tree.xpath('string(//details[@id="doc_paper"])'))
    assert "copies Agency" in paper
    assert "13 May, year not known" in paper
    assert "the page gives no year" in paper
    assert "it stands in a widget" in tree.xpath('string(//details[@id="doc_agency"])')


def test_words_of_other_scripts_find_their_own_direction(tree: lxml.html.HtmlElement, arabic: str) -> None:
    (quote,) = tree.xpath(f'//q[contains(., "{arabic}")]')
    assert quote.get("dir") == "auto"


def test_sources_are_counted(tree: lxml.html.HtmlElement) -> None:
    rows = {
        squeezed(row.find("th").text_content()).strip(): row
        for row in tree.xpath('//table[@class="sources"]//tbody/tr')
    }
    assert any(name.startswith('Rebel "Voice" <b>') for name in rows)
    (agency,) = [row for name, row in rows.items() if name.startswith("Agency")]
    assert [cell.text for cell in agency.xpath('.//td[@class="n"]')] == ["1", "1", "0", "1", "0"]


def test_charts_have_words_for_those_who_do_not_see_them(tree: lxml.html.HtmlElement) -> None:
    for svg in tree.xpath("//svg"):
        labelled = svg.get("role") in ("img", "group") and svg.get("aria-label")
        assert labelled or svg.get("aria-hidden") == "true" or svg.xpath('ancestor::*[@aria-hidden="true"]')
    assert tree.xpath('//article[@id="evt_clash"]//details[@class="table"]//tbody/tr')
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//h1")) == 1


def test_a_ledger_without_events_still_reports(view: ReportView) -> None:
    empty = replace(view, events=(), claims={}, documents={}, outcomes=())
    page = render(empty)
    assert "No event was found" in page
    assert "0 pages by 0 sources tell of 0 events" in squeezed(lxml.html.fromstring(page).text_content())


def test_missing_claims_and_pages_do_not_break_it(view: ReportView) -> None:
    gone = dict(list(view.claims.items())[3:])
    assert "evt_clash" in render(replace(view, claims=gone))
    assert "evt_clash" in render(replace(view, documents={"doc_agency": view.documents["doc_agency"]}))


def test_report_is_written_whole_or_not_at_all(
    view: ReportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "new" / "report.html"
    assert write_report(view, target) == target
    assert target.read_text("utf-8") == render(view)
    before = target.read_bytes()

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OutputFailed, match="No space left"):
        write_report(replace(view, ledger_name="other"), target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["report.html"]
    monkeypatch.undo()
    with pytest.raises(OutputFailed, match="directory"):
        write_report(view, target.parent)
    with pytest.raises(OutputFailed, match="folder cannot be made"):
        write_report(view, target / "report.html")


def test_a_big_ledgers_report_leaves_out_details_and_says_so_but_nobody(
    view: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = render(view)
    monkeypatch.setattr("rashomon.report.view.MANY", 3)
    assert view.brief
    page = render(view)
    assert "This ledger is big" in page
    assert "This ledger is big" not in whole
    assert len(page) < len(whole)
    tree = lxml.html.fromstring(page)
    quoted = " ".join(" ".join(each.text_content().split()) for each in tree.xpath("//q"))
    for claim in view.claims.values():
        assert " ".join(claim.content.text.split()) in quoted, "every claim keeps its words"
    assert {each.get("id") for each in tree.xpath("//article[@class='event']")} == {event.id for event in view.events}
    assert not tree.xpath("//div[@class='text']")


def test_a_page_that_was_refused_for_its_language_tells_of_nothing(view: ReportView) -> None:
    assert "3 pages by 3 sources tell of" in squeezed(lxml.html.fromstring(render(view)).text_content())
    ends = tuple(
        replace(end, state=PageState.REFUSED) if end.document_id == "doc_rebels" else end for end in view.outcomes
    )
    text = squeezed(lxml.html.fromstring(render(replace(view, outcomes=ends))).text_content())
    assert "2 pages by 2 sources tell of" in text


def test_the_same_words_on_another_page_are_folded_under_the_first_with_their_own_place(
    view: ReportView, make: dict[str, Callable[..., Any]]
) -> None:
    toll = next(claim for claim in view.claims.values() if claim.voice.name == "a medic")
    again = make["document"]("again", [(BlockKind.BODY, view.documents["doc_agency"].text)])
    twin = make["claim"](again, toll.content.text, "a medic")
    twin = twin.with_changes(
        figures=tuple(
            make["figure"](again, each.evidence.text, each.low, each.high, modifier=each.modifier)
            for each in toll.figures
        )
    )
    clash, total = view.events
    account = next(each for each in clash.accounts if toll.id in each.claim_ids)
    both = replace(account, claim_ids=(toll.id, twin.id))
    accounts = tuple(both if each is account else each for each in clash.accounts)
    clash = replace(clash, claim_ids=(*clash.claim_ids, twin.id), accounts=accounts)
    view = replace(
        view,
        events=(clash, total),
        claims={**view.claims, twin.id: twin},
        documents={**view.documents, again.id: again},
    )
    tree = lxml.html.fromstring(render(view))
    (folded,) = tree.xpath(f'//details[@class="same"][.//*[@id="{twin.id}"]]')
    assert "The same words in Again" in squeezed(folded.findtext("summary") + folded.find("summary").text_content())
    assert not folded.xpath(f'.//*[@id="{toll.id}"]')


def test_what_a_page_has_of_another_is_said_once(view: ReportView) -> None:
    clash, total = view.events
    ties = tuple(
        Relation(kind=kind, document_id="doc_rebels", of="doc_agency", note=f"{kind.value} it")
        for kind in (RelationKind.QUOTES, RelationKind.REPEATS, RelationKind.QUOTES)
    )
    page = lxml.html.fromstring(render(replace(view, events=(replace(clash, relations=ties), total))))
    said = squeezed(" ".join(each.text_content() for each in page.xpath('//ol[@class="tellings"]//span[@title]')))
    assert said == "quotes and repeats Agency"
