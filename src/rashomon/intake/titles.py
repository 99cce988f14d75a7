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


def choose_title(tree: HtmlElement, facts: Facts) -> str:
    """Return the title of a page, or an empty string.

    A heading (h1, else h2) that says what the page's title element or its og:title says goes first: it is what a
    reader sees, without the site's name. Otherwise the title of the metadata without the site's name.
    """
    element = tree.find(".//head/title")
    named = squeeze((element.text_content() if element is not None else "").replace("\n", " "))[:_LONGEST]
    names = [name for name in (*facts.titles, named) if name]
    headings = [(tag, words) for tag in ("h1", "h2") for words in _headings(tree, tag)]
    best = max(headings, key=lambda h: _score(h, names), default=None)
    if best is not None and _score(best, names) > 0.5:
        return best[1]
    if facts.titles:
        return without_site(facts.titles[0], [name for name, _ in facts.publishers])
    first = [words for tag, words in headings if tag == "h1"]
    if len(first) == 1 and not named:
        return first[0]
    return without_site(named, [name for name, _ in facts.publishers])


def _headings(tree: HtmlElement, tag: str) -> list[str]:
    found = []
    for element in tree.iter(tag):
        words = text_of(element)
        if 2 <= len(words) <= _LONGEST:
            found.append(words)
        if len(found) >= 40:
            break
    return found


def _score(heading: tuple[str, str], names: list[str]) -> float:
    """Return how much of a heading the names repeat, and how much of the best name it covers; h1 before h2."""
    tag, words = heading
    own = _WORDS.findall(words.lower())
    if not own:
        return 0.0
    best = 0.0
    for name in names:
        theirs = _WORDS.findall(name.lower())
        shared = len(set(own) & set(theirs))
        inside = shared / len(set(own))
        covered = shared / max(1, len(set(theirs)))
        best = max(best, 0.5 * inside + 0.5 * covered)
    return best + (0.15 if tag == "h1" and best > 0.3 else 0.0)


def without_site(title: str, sites: list[str]) -> str:
    """Return a title without the site's name at its end or beginning.

    >>> without_site("Truce holds - The Daily Example", ["The Daily Example"])
    'Truce holds'
    """
    pieces = _SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    folded = {re.sub(r"\W", "", site.lower()) for site in sites if site}
    for position in (-1, 0):
        if re.sub(r"\W", "", pieces[position].lower()) in folded:
            cut = len(pieces[position])
            return title[:-cut].rstrip(" |–—»«:·•-") if position else title[cut:].lstrip(" |–—»«:·•-")
    return title
