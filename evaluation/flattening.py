"""Pages without their markup, as simple scrapers leave them: five ways, each a habit met in real scrapes.

- `nodes`: each text node a line, the page's title element first (`get_text` with a line end between nodes).
- `blocks`: each block element a paragraph, a blank line between them (html2text without its marks).
- `lines`: each block element or line break a line, no blank lines (`innerText` without its blank lines).
- `paragraphs`: only headings, paragraphs, list items, quotations and table cells (scrapers that ask for `p`).
- `region`: the `article` or `main` element, or the part with most paragraphs and what follows it, a blank line between
  blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from rashomon.intake.cleaning import clean_text, squeeze
from rashomon.intake.decoding import decode_page
from rashomon.intake.markup import UNSEEN_TAGS, parse_markup, texts_of
from rashomon.intake.page import Page

WAYS = ("nodes", "blocks", "lines", "paragraphs", "region")
"""The names of the ways."""

_PARAGRAPHS = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote", "td", "th", "dd", "dt", "pre", "cite"]
)


def flatten_page(raw: bytes, way: str) -> str:
    """Return the text that a scraper of this way keeps of an HTML page."""
    text, _ = clean_text(decode_page(Page(raw=raw, name="page")).text)
    tree = parse_markup(text)
    return "" if tree is None else flatten_tree(tree, way)


def flatten_tree(tree: HtmlElement, way: str) -> str:
    """Return the text of a tree, flattened in this way."""
    if way == "nodes":
        return "\n".join(_nodes(tree))
    if way == "blocks":
        return "\n\n".join(texts_of(tree))
    if way == "lines":
        return "\n".join(texts_of(tree))
    if way == "paragraphs":
        return "\n\n".join(_paragraphs(tree))
    if way == "region":
        return "\n\n".join(texts_of(_region(tree)))
    raise ValueError(f"no way of flattening is called {way}")


def _nodes(tree: HtmlElement) -> Iterator[str]:
    title = tree.find(".//head/title")
    if title is not None and (words := squeeze((title.text or "").replace("\n", " "))):
        yield words
    unseen = UNSEEN_TAGS - {"button"}
    for action, element in etree.iterwalk(tree, events=("start", "end")):
        texts = []
        if action == "start" and element.tag in unseen:
            element.set("data-unseen", "1")
        if action == "start" and not _is_unseen(element):
            texts.append(element.text)
        elif action == "end" and (parent := element.getparent()) is not None and not _is_unseen(parent):
            texts.append(element.tail)
        for text in texts:
            for line in (text or "").split("\n"):
                if words := squeeze(line):
                    yield words


def _is_unseen(element: HtmlElement) -> bool:
    return element.get("data-unseen") is not None or any(
        a.get("data-unseen") is not None for a in element.iterancestors()
    )


def _paragraphs(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter(*_PARAGRAPHS):
        if any(child.tag in _PARAGRAPHS for child in element.iterdescendants()):
            continue
        yield from texts_of(element)


def _region(tree: HtmlElement) -> HtmlElement:
    for path in (".//article", ".//main"):
        found = max(tree.iterfind(path), key=_paragraph_length, default=None)
        if found is not None and _paragraph_length(found) >= 0.5 * _paragraph_length(tree):
            return found
    region = tree
    # Go down while one child keeps most of the paragraphs' text: what is left is the column that holds the article.
    while True:
        best = max(region, key=_paragraph_length, default=None)
        if best is None or _paragraph_length(best) < 0.75 * _paragraph_length(region) or best.tag in _PARAGRAPHS:
            return region
        region = best


def _paragraph_length(element: HtmlElement) -> int:
    if not isinstance(element.tag, str):
        return 0
    return sum(len("".join(p.itertext())) for p in element.iter("p"))
