"""Events in a few lines, and in the chart: what is withdrawn is struck, what is a thing is named once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rashomon.cli.summaries import FEW, summary_lines
from rashomon.domain import AccountFigure, BlockKind, Measure
from rashomon.report import ReportView
from rashomon.report.chart import draw_panels


def test_an_event_is_told_in_words_a_newsroom_says(view: ReportView) -> None:
    lines = summary_lines(view.events[0], view)
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert lines[:2] == ["Armed clash near Ansongo", "  11 May 2024; near Ansongo, Gao, Mali"]
    assert "told by 3 pages, 3 original voices" in lines[2]
    assert "    Soldiers, killed" in lines
    assert "a medic at least 8" in text
    assert "The army none (of their own losses)" in text
    assert "The count is disputed. 8 or more against none" in text
    assert "Withdrawn. Paper withdraws 15" in text
    total = "\n".join(summary_lines(view.events[1], view))
    assert "told by 1 page, 0 original voices" in total


def test_what_is_left_out_is_counted(view: ReportView, make: dict[str, Callable[..., Any]]) -> None:
    page = make["document"]("many", [(BlockKind.BODY, " ".join(f"{number} died." for number in range(1, 12)))])
    claims = [
        make["claim"](
            page, f"{number} died", f"voice {number}", figures=(make["figure"](page, f"{number} died", number, number),)
        )
        for number in range(1, 12)
    ]
    event = replace(
        view.events[0],
        accounts=tuple(make["account"]([claim]) for claim in claims),
        disputes=view.events[0].disputes * 9,
    )
    lines = summary_lines(event, replace(view, claims={claim.id: claim for claim in claims}))
    assert f"      and {11 - FEW} more voices" in lines


def test_a_figure_taken_back_later_is_struck(view: ReportView) -> None:
    event = view.events[0]
    first = event.accounts[0]
    taken = replace(
        first,
        figures=tuple(
            AccountFigure(claim_id=each.claim_id, figure=each.figure, withdrawn=True) for each in first.figures
        ),
    )
    before, after = (
        [row.mark for panel in draw_panels(each, view.claims) for block in panel.blocks for row in block.rows]
        for each in (event, replace(event, accounts=(taken, *event.accounts[1:])))
    )
    assert sum(mark.withdrawn for mark in after) == sum(mark.withdrawn for mark in before) + 1
    assert any(mark.label == "at least 8, withdrawn" for mark in after)


@pytest.mark.parametrize(("group", "heading"), [("bus station", ("Bus station", "")), (None, ("Sites", ""))])
def test_things_are_named_once(
    view: ReportView, make: dict[str, Callable[..., Any]], group: str | None, heading: tuple[str, str]
) -> None:
    page = make["document"]("post", [(BlockKind.BODY, "One bus station was hit.")])
    claim = make["claim"](
        page,
        "One bus station was hit",
        figures=(make["figure"](page, "One", 1, 1, measure=Measure.SITES, group=group),),
    )
    event = replace(view.events[0], accounts=(make["account"]([claim]),))
    ((block,),) = (panel.blocks for panel in draw_panels(event, {claim.id: claim}))
    assert (block.group, block.measure) == heading
