"""Readers' letters, guest books and listeners' calls: what stands under such a heading is made a comment section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.intake.cleaning import squeeze
from rashomon.intake.lineshapes import line_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "b", "strong", "dt", "legend")
_LONGEST = 40
"""Characters that the heading of such a section has at most."""

_NO_LETTERS = re.compile(r"[^\w'’]+")


def names_readers(words: str) -> bool:
    """Tell whether a short line heads what readers, listeners or guests wrote.

    >>> names_readers("Readers' letters:"), names_readers("Readers' letters to the mayor led to a vote in May")
    (True, False)
    """
    plain = squeeze(_NO_LETTERS.sub(" ", words.lower())).replace("’", "'")
    return len(words) <= _LONGEST and plain in line_words()["readers"]


def mark_letters(tree: HtmlElement) -> None:
    """Give each section of readers' letters a name that says so, its heading in it.

    Where the heading opens its parent the parent is the section, else what follows the heading up to the next one.
    """
    for element in list(tree.iter(*_HEADINGS)):
        if element.getparent() is None or not names_readers(element.text_content()[: _LONGEST + 1].strip()):
            continue
        heading = _whole(element)
        parent = heading.getparent()
        if parent is None or parent.tag in {"html", "head"}:
            continue
        opens = parent.tag not in {"body", "main", "article"} and _opens(heading, parent)
        _name(parent if opens else _gathered(heading))


def _whole(element: HtmlElement) -> HtmlElement:
    """Return the outermost element that says no more than this one: the paragraph of bold words."""
    words = len(element.text_content().strip())
    parent = element.getparent()
    while parent is not None and parent.tag != "body" and len(parent.text_content().strip()) == words:
        element, parent = parent, parent.getparent()
    return element


def _opens(heading: HtmlElement, parent: HtmlElement) -> bool:
    above = (parent.text or "") + "".join(
        text for sibling in heading.itersiblings(preceding=True) for text in sibling.itertext()
    )
    return not above.strip()


def _gathered(heading: HtmlElement) -> HtmlElement:
    """Wrap the heading and what follows it, up to a rule or the next heading of its kind, into one part."""
    from lxml import html  # noqa: PLC0415 - slow to import

    section = html.Element("div")
    following = []
    for sibling in heading.itersiblings():
        if sibling.tag == "hr" or (sibling.tag == heading.tag and heading.tag != "p"):
            break
        following.append(sibling)
    heading.addprevious(section)
    for part in (heading, *following):
        section.append(part)
    return section


def _name(section: HtmlElement) -> None:
    section.set("class", "comments")
    for row in section.iterfind(".//table//tr"):
        row.tag = "li"
    for item in section.iter("div", "li", "article", "section"):
        if item is not section and item.getparent() is not None:
            item.set("class", "comment")
            _name_author(item)


def _name_author(item: HtmlElement) -> None:
    """Mark a first part of a few words, with more below it, as the writer's name."""
    parts = list(item)
    words = parts[0].text_content().strip() if parts else ""
    if len(parts) > 1 and 0 < len(words) <= _LONGEST and not (item.text or "").strip() and words[-1] not in ".!?":
        parts[0].set("class", "author")
