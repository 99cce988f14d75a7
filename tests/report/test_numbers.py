"""No number without its policy, and what stays open told once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from rashomon.domain import BlockKind, Label, When
from rashomon.reconcile.policies import apply_policy, policies
from rashomon.report import ReportView, render, render_markdown
from rashomon.report.cards import labels_of, left_open
from rashomon.report.numbers import numbers_of


@pytest.mark.parametrize("policy", sorted(policies()))
def test_every_number_of_an_event_names_its_policy(view: ReportView, policy: str) -> None:
    chosen_view = replace(view, policy=policy)
    (taken,) = (each for each in numbers_of(view.events[0], chosen_view) if each.taken)
    assert taken.name == policy
    chosen = apply_policy(policy, view.events[0], view.claims)
    assert taken.best == ("–" if chosen.best is None else f"{chosen.best:,}")
    tree = lxml.html.fromstring(render(chosen_view))
    (shown,) = tree.xpath("//li[@data-event='evt_clash']//div[@class='sum']")
    said = f"killed: open, by “{policy}”" if taken.range == "open" else f"{taken.range} killed, by “{policy}”"
    assert said in " ".join(shown.text_content().split())
    rows = tree.xpath("//article[@id='evt_clash']//table[@class='policies']/tbody/tr")
    assert [row.xpath("string(th/a)") for row in rows] == list(policies())
    assert tree.xpath(f"//dt[@id='policy-{policy}']"), "its words stand in the report"
    assert f"{policy} (this report’s)" in render_markdown(chosen_view)


def test_an_event_without_dead_has_no_numbers(view: ReportView) -> None:
    event = replace(view.events[0], accounts=())
    assert numbers_of(event, view) == ()
    assert (
        "by policy"
        not in render(replace(view, events=(event,)))
        .split('id="policies"')[0]
        .split("<main>")[1]
        .split("follow the policy")[1]
    )


def test_what_stays_open_for_the_same_reason_is_told_together(make: dict[str, Callable[..., Any]]) -> None:
    page = make["document"]("post", [(BlockKind.BODY, "On Sunday and on Monday shots were heard.")])
    reasons = ("It counts from the day of the page, which is not known.", "`rashomon gazetteer update CC` can help")
    claims = [
        make["claim"](
            page,
            words,
            when=When(
                text=words,
                evidence=page.quote(page.text.index(words), page.text.index(words) + len(words)),
                reasons=reasons,
            ),
        )
        for words in ("Sunday", "Monday")
    ]
    (both,) = left_open(claims)
    assert both.said == ("Sunday", "Monday")
    assert both.reasons == reasons[:1], "advice to who runs the program is no news to a reader"


def test_labels_that_differ_in_case_alone_are_one_and_name_nobody(
    view: ReportView, make: dict[str, Callable[..., Any]]
) -> None:
    page = make["document"]("post", [(BlockKind.BODY, "Terrorists fled. The terrorists fled again. The junta fell.")])

    def labelled(words: str, whom: str) -> Any:
        start = page.text.index(words)
        label = Label(word=page.quote(start, start + len(words)), labels=whom, tone="hostile")
        return make["claim"](page, words, labels=(label,))

    found = labels_of(
        [labelled("Terrorists", "Terrorists"), labelled("terrorists", "the terrorists"), labelled("junta", "Bamako")],
        view,
    )
    assert [(each.whom, [word for word, _ in each.words]) for each in found] == [
        ("Bamako", ["junta"]),
        ("not said whom", ["Terrorists"]),
    ]
