"""A month before a verb of counting is the month of what was counted."""

from __future__ import annotations

from datetime import date

import pytest

import rashomon


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("In May 2024 we recorded 19 incidents in which at least 61 civilians were killed.", "2024-05"),
        ("In April the network documented 12 raids on villages around Menaka.", "2024-04"),
        ("In April the network said 12 raids on villages around Menaka were under way.", None),
    ],
)
def test_the_month_of_a_tally(words: str, expected: str | None) -> None:
    done = rashomon.read(f"title: Monthly note\nsource: Wire\n\n{words}", published=date(2024, 6, 3))
    times = {claim.when.edtf for claim in done.claims if claim.when is not None and claim.figures}
    assert times == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("In May 2024 the monitor recorded 19 attacks in Gao.", "monitor"),
        ("On Monday police recorded 3 attacks in Gao.", "police"),
        ("In April the network documented 12 raids on villages.", "network"),
        ("May Tun said that 12 villagers were killed in Sagaing.", "May Tun"),
    ],
)
def test_a_day_or_month_is_no_part_of_a_voice(words: str, voice: str) -> None:
    done = rashomon.read(f"title: Monthly note\nsource: Wire\n\n{words}", published=date(2024, 6, 3))
    assert {claim.voice.name for claim in done.claims} == {voice}
