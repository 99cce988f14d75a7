"""Places that the reader has among its mentions only: capitals, the gazetteer's spelling, over no name."""

from __future__ import annotations

import pytest

from rashomon.domain import Name, NameKind, Span
from rashomon.knowledge.places import all_names

TEXT = "The army said 14 soldiers were killed near Kidal, at the old camp by the river."


def _name(words: str, kind: NameKind) -> Name:
    start = TEXT.index(words)
    return Name(span=Span(start, start + len(words)), kind=kind)


def test_a_town_that_only_the_mentions_have_is_a_name() -> None:
    army, town = _name("army", NameKind.GROUP), _name("Kidal", NameKind.PLACE)
    assert all_names(TEXT, [army], [town]) == [army, town]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("the old camp", NameKind.FACILITY), ("river", NameKind.PLACE), ("Kidal", NameKind.GROUP)],
)
def test_other_mentions_are_no_names(words: str, kind: NameKind) -> None:
    assert all_names(TEXT, [], [_name(words, kind)]) == []


def test_a_name_is_not_doubled_by_its_mention() -> None:
    town = _name("Kidal", NameKind.PLACE)
    assert all_names(TEXT, [town], [town]) == [town]
