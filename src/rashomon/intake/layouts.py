"""Tables that lay out an old page: their cells are made plain parts, so that the article's cell reads as a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROWS = frozenset(["tbody", "thead", "tfoot", "tr", "td", "th"])
_LEAST_PARAGRAPHS = 3
_LEAST_PROSE = 400
"""Characters of paragraphs that a cell has which holds an article; cells of data have none."""


def open_layout_tables(tree: HtmlElement) -> None:
    """Make `div` of every table with a cell that holds an article, and of its rows and cells.

    A cell that does so has at least three paragraphs of its own. Tables inside of it that do not stay tables.
    """
    layouts = {table for cell in tree.iter("td") if _holds_article(cell) for table in cell.iterancestors("table")}
    for table in layouts:
        for element in list(table.iter(*_ROWS)):
            if next(element.iterancestors("table"), None) is table:
                element.set("data-was", str(element.tag))
        table.set("data-was", "table")
    for element in tree.xpath("//*[@data-was]"):
        element.tag = "div"
        del element.attrib["data-was"]


def _holds_article(cell: HtmlElement) -> bool:
    length = paragraphs = 0
    for paragraph in cell.iter("p"):
        if next(paragraph.iterancestors("td", "th"), None) is cell:
            paragraphs += 1
            length += len(paragraph.text_content())
    return paragraphs >= _LEAST_PARAGRAPHS and length >= _LEAST_PROSE
