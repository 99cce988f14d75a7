"""The title of a page: the heading that its other names agree with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.intake.cleaning import squeeze
from rashomon.intake.markup import text_of
from rashomon.intake.metadata import Facts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|–—»«:·•-]\s+|\s*[|»]\s*")
_LONGEST = 300
_PARAGRAPH = 120
"""Characters of a paragraph that is the article's own rather than a teaser's or a menu's."""


def choose_title(tree: HtmlElement, facts: Facts) -> str:
    """Return the title of a page, or an empty string.

    A heading that says what the page's title element or its metadata say goes first: it is what a reader sees, without
    the site's name. A metadata title that is one piece of such a heading ("Politics | Truce holds") goes before it.
    Where nothing names the page, the heading nearest above its first long paragraph is taken.
    """
    element = tree.find(".//head/title")
    named = squeeze((element.text_content() if element is not None else "").replace("\n", " "))[:_LONGEST]
    sites = [name for name, _ in facts.publishers]
    stated = [without_site(title[:_LONGEST], sites) for title in facts.titles if title]
    headings = [(tag, words) for tag in ("h1", "h2", "h3") for words in _headings(tree, tag)]
    if not stated and not named:
        return _above_text(tree)
    names = _names(stated, named, sites)
    best = max(headings, key=lambda heading: _score(heading, names), default=None)
    if best is not None and _score(best, names) > 0.5:
        pieces = {_fold(piece) for piece in _SEPARATOR.split(best[1])}
        return next((title for title in stated if _fold(title) in pieces and len(title.split()) > 2), best[1])
    return stated[0] if stated else without_site(named, sites)


def _names(stated: list[str], named: str, sites: list[str]) -> list[tuple[str, float]]:
    """Return what the page is called, with a weight: metadata, the title element, its pieces but the site's name."""
    folded = {_fold(site) for site in sites}
    pieces = [piece for piece in _SEPARATOR.split(named) if piece and _fold(piece) not in folded]
    weighted = [(title, 1.0) for title in stated]
    weighted += [(named, 0.95)] if named else []
    return weighted + [(piece, 0.95 if number == 0 else 0.8) for number, piece in enumerate(pieces)]


def _headings(tree: HtmlElement, tag: str) -> list[str]:
    found = []
    for element in tree.iter(tag):
        words = text_of(element)
        if 2 <= len(words) <= _LONGEST:
            found.append(words)
        if len(found) >= 40:
            break
    return found


def _score(heading: tuple[str, str], names: list[tuple[str, float]]) -> float:
    """Return how well a heading agrees with the best of the names, from 0 to 1, and a little for its rank."""
    tag, words = heading
    own = set(_WORDS.findall(words.lower()))
    if not own:
        return 0.0
    best = 0.0
    for name, weight in names:
        theirs = set(_WORDS.findall(name.lower()))
        shared = len(own & theirs)
        best = max(best, weight * shared * (0.5 / len(own) + 0.5 / max(1, len(theirs))))
    return best + ({"h1": 0.12, "h2": 0.05}.get(tag, 0.0) if best > 0.3 else 0.0)


def _above_text(tree: HtmlElement) -> str:
    """Return the heading nearest above the first long paragraph, else the first heading."""
    last = ""
    for element in tree.iter("h1", "h2", "h3", "p"):
        words = text_of(element)
        if element.tag == "p":
            if last and len(words) >= _PARAGRAPH:
                return last
        elif 2 <= len(words) <= _LONGEST:
            last = last if last and element.tag == "h3" else words
    return last


def _fold(words: str) -> str:
    return "".join(_WORDS.findall(words.lower()))


def without_site(title: str, sites: list[str]) -> str:
    """Return a title without the site's name at its end or beginning.

    >>> without_site("Truce holds - The Daily Example", ["The Daily Example"])
    'Truce holds'
    """
    pieces = _SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    folded = {_fold(site) for site in sites if site}
    for position in (-1, 0):
        if _fold(pieces[position]) in folded:
            cut = len(pieces[position])
            return title[:-cut].rstrip(" |–—»«:·•-") if position else title[cut:].lstrip(" |–—»«:·•-")
    return title
