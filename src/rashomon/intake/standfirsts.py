"""The standfirst: the summary between a page's title and its text, which extractors of bodies like to leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.intake.cleaning import squeeze
from rashomon.intake.markup import class_words, texts_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMES = frozenset(
    [
        "intro", "introduction", "excerpt", "teaser", "lead", "lede", "deck", "dek",
        "standfirst", "vorspann", "subtitle", "subheading", "summary", "chapo", "entradilla", "copete",
        "bajada", "sommario", "occhiello", "abstract", "sapo",
    ]
)  # fmt: skip
_LEAST, _MOST = 50, 900
"""Characters that a standfirst may have."""

_REACH = 900
"""Characters of seen text after the title within which a standfirst stands."""

_MOST_ELEMENTS = 400


def find_standfirst(tree: HtmlElement, title: str) -> str | None:
    """Return the standfirst below the heading that is the title, or None.

    It is known by its name in the markup and by its place: soon after the title, outside of the page's frame, and no
    list of links.
    """
    heading = next((h for h in tree.iter("h1", "h2", "h3") if _same(h, title)), None)
    if heading is None:
        heading = tree.find(".//h1")
    if heading is None:
        return None
    passed = 0
    for number, element in enumerate(_following(heading)):
        if number > _MOST_ELEMENTS or passed > _REACH:
            return None
        if _NAMES.intersection(class_words(element)) and not _in_frame(element):
            words = " ".join(texts_of(element))
            if _LEAST <= len(words) <= _MOST and _links_length(element) < 0.5 * len(words):
                return words
        passed += len(squeeze((element.text or "").replace("\n", " ")))
    return None


def _following(heading: HtmlElement) -> list[HtmlElement]:
    path = f"following::*[not(self::script or self::style or self::noscript)][position() <= {_MOST_ELEMENTS + 1}]"
    following: list[HtmlElement] = heading.xpath(path)
    return following


def _same(heading: HtmlElement, title: str) -> bool:
    return bool(title) and " ".join(texts_of(heading)).endswith(title)


def _in_frame(element: HtmlElement) -> bool:
    tags = {ancestor.tag for ancestor in element.iterancestors()}
    return not tags.isdisjoint({"nav", "footer"}) or ("aside" in tags and "article" not in tags)


def _links_length(element: HtmlElement) -> int:
    return sum(len(link.text_content()) for link in element.iter("a"))
