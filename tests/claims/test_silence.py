"""Unknown is never zero: "no casualty figures" says that nobody told, not that nobody was hurt."""

from __future__ import annotations

from datetime import date

import pytest

import rashomon


@pytest.mark.parametrize(
    "words",
    [
        "No casualty figures are available.",
        "No death toll was released.",
        "There were no injury reports from the hospital.",
        "No casualty numbers were given.",
    ],
)
def test_no_figures_are_no_zero(words: str) -> None:
    figures = _figures(f"Shelling hit the market in Goma on Monday. {words}")
    assert all(figure != (0, 0) for figure in figures), figures


def test_no_casualties_are_zero() -> None:
    assert (0, 0) in _figures("Shelling hit the market in Goma on Monday. No casualties were reported.")


def _figures(text: str) -> list[tuple[int | None, int | None]]:
    reading = rashomon.read(text, published=date(2024, 10, 15))
    return [(figure.low, figure.high) for claim in reading.claims for figure in claim.figures]
