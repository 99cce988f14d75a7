"""HTML pages: facts of the markup, comments, captions, and the body by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.domain import BlockKind
from rashomon.intake.cleaning import squeeze
from rashomon.intake.comments import Comment, take_comments
from rashomon.intake.dateclues import clues_above, clues_of_facts, clues_of_markup
from rashomon.intake.draft import Draft, Part
from rashomon.intake.layouts import open_layout_tables
from rashomon.intake.letters import mark_letters
from rashomon.intake.markup import class_words, parse_markup, remove, text_of, texts_of
from rashomon.intake.metadata import Facts, read_facts
from rashomon.intake.standfirsts import find_standfirst
from rashomon.intake.titles import choose_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BYLINE = frozenset(["byline", "author", "autor", "auteur", "autore", "writer"])
_CAPTION = frozenset(["caption", "figcaption", "bildunterschrift", "legende"])
_LIST_MARK = re.compile(r"\A(?:[-–•*]\s+)")
_MOST_ELEMENTS = 40_000
"""Elements of a page that is read as an article; the largest real ones have a quarter of that."""

_MOST_CAPTIONS = 60


def read_article(text: str, url: str | None) -> Draft | None:
    """Read the characters of an HTML page; None when there is no markup in them after all.

    The comments' authors in the draft's parts are the page's own names: pseudonyms are given where the salt is known.
    A draft without a body part says that the page has none that this reader finds.
    """
    tree = parse_markup(text)
    if tree is None:
        return None
    # Held to the end: lxml makes an element anew each time it is met, unless somebody has it.
    elements = list(tree.iter())
    if len(elements) > _MOST_ELEMENTS:
        return _too_large(tree)
    open_layout_tables(tree)
    mark_letters(tree)
    facts = read_facts(tree)
    title = choose_title(tree, facts)
    comments = take_comments(tree)
    byline = _byline(tree, facts)
    stated = tuple(clues_of_facts(facts))
    published = any(not clue.changed for clue in stated)
    clues = (*stated, *clues_of_markup(tree, url or facts.url, stated=published))
    captions = _captions(tree)
    standfirst = find_standfirst(tree, title)
    parts = [Part(kind=BlockKind.TITLE, text=title)] if title else []
    parts += [Part(kind=BlockKind.BYLINE, text=byline)] if byline else []
    body = list(_body_parts(tree, url, {title, byline or ""}, captions))
    if not published:
        clues = (*clues, *clues_above(texts_of(tree), title, body))
    if standfirst and body and not _among(standfirst, body):
        parts.append(Part(kind=BlockKind.BODY, text=standfirst))
    parts += body
    parts += [Part(kind=BlockKind.CAPTION, text=caption) for caption in captions]
    parts += _comment_parts(comments)
    return Draft(
        title=title,
        parts=tuple(parts),
        byline=byline,
        url=facts.url,
        publishers=facts.publishers,
        clues=clues,
        extractor=_extractor(),
        markup_language=facts.language,
    )


def _too_large(tree: HtmlElement) -> Draft:
    """Return a draft without parts for a tree that is no article's; its lines are then read like a scrape's."""
    facts = read_facts(tree)
    title = facts.titles[0] if facts.titles else ""
    return Draft(
        title=title,
        url=facts.url,
        publishers=facts.publishers,
        clues=tuple(clues_of_facts(facts)),
        notices=("The page has too many elements for an article and was read line by line.",),
        extractor="lines",
        markup_language=facts.language,
    )


def flatten(text: str) -> str:
    """Return an HTML page as lines of seen text, for the reader of scrapes."""
    tree = parse_markup(text)
    return "" if tree is None else "\n".join(texts_of(tree))


def _extractor() -> str:
    import trafilatura  # noqa: PLC0415 - slow to import

    return f"trafilatura {trafilatura.__version__}"


def _body_parts(tree: HtmlElement, url: str | None, known: set[str], captions: list[str]) -> Iterator[Part]:
    import trafilatura  # noqa: PLC0415 - slow to import

    _strip(tree)
    found = trafilatura.bare_extraction(tree, url=url, include_comments=False, with_metadata=False)
    text = getattr(found, "text", None) or ""
    caption_texts = set(captions)
    for line in text.split("\n"):
        words = squeeze(line)
        if words and words not in known and words not in caption_texts:
            yield Part(kind=BlockKind.BODY, text=words)


def _strip(tree: HtmlElement) -> None:
    """Take out what nobody reads, before the extractor copies the tree several times.

    JSON-LD stays: the extractor tells a forum's thread by it.
    """
    for element in list(tree.iter("script", "style", "svg")):
        if element.tag != "script" or "ld+json" not in (element.get("type") or "").lower():
            remove(element)


def _among(words: str, parts: list[Part]) -> bool:
    """Tell whether the parts already say these words, whole or in pieces of a line."""
    text = " ".join(part.text for part in parts)
    return words in text or words[:60] in text or words[-60:] in text


def _comment_parts(comments: list[Comment]) -> Iterator[Part]:
    for comment in comments:
        yield Part(kind=BlockKind.COMMENT, text="\n".join(comment.paragraphs), author=comment.author)


def _byline(tree: HtmlElement, facts: Facts) -> str | None:
    """Return the byline as the page shows it, else the authors that its markup names."""
    for element in tree.iter("a", "span", "p", "div", "address", "cite", "li"):
        marked = element.get("rel") == "author" or element.get("itemprop") == "author"
        if marked or _BYLINE.intersection(class_words(element)):
            words = text_of(element)
            if 3 <= len(words) <= 120 and not any(a.tag in {"nav", "footer", "aside"} for a in element.iterancestors()):
                return words
    return ", ".join(facts.authors[:4])[:200] or None


def _captions(tree: HtmlElement) -> list[str]:
    captions: dict[str, None] = {}
    for element in tree.iter("figcaption", "p", "div", "span", "dd"):
        if element.tag == "figcaption" or _CAPTION.intersection(class_words(element)):
            words = text_of(element)
            if 3 <= len(words) <= 600:
                captions.setdefault(words)
        if len(captions) >= _MOST_CAPTIONS:
            break
    return list(captions)
