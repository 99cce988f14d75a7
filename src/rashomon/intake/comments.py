"""Readers' comments in a page's markup: found, taken out, and told apart one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rashomon.intake.cleaning import squeeze
from rashomon.intake.markup import class_words, lines_of, remove, text_of, texts_of, words_of_names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENT = re.compile(r"(?:wc|wp|fb)?(?:comment|kommentar|comentario|reactie|komentar|disqus|wpdiscuz|dsq$|wpcomm)")
_ITEM_ID = re.compile(
    r"(?:(?:div|li|wc|wp)-?)?(?:comm(?:ent)?|kommentar|reply|post)[-_]?(?:comm-)?c?\d[\d_-]*\Z", re.IGNORECASE
)
_ITEM_CLASS = re.compile(
    r"(?:\A|[-_a-z])(?:[Cc]omment|[Kk]ommentar|[Cc]omentario|[Cc]ommentaire)(?:[-_]?(?:item|entry|card|default|box|row|single))?\Z",
)
_ITEM_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|Review|Answer)\b")
_NOT_A_SECTION = frozenset(["html", "body", "head", "main", "form"])
_ASIDE = frozenset(["widget", "widgets", "sidebar", "aside", "footer", "nav", "menu"])
_META = frozenset(
    [
        "author",
        "fn",
        "user",
        "username",
        "nick",
        "nickname",
        "name",
        "avatar",
        "gravatar",
        "date",
        "time",
        "ago",
        "meta",
        "metadata",
        "info",
        "says",
        "reply",
        "replies",
        "vote",
        "votes",
        "voting",
        "rating",
        "like",
        "likes",
        "share",
        "permalink",
        "edit",
        "actions",
        "action",
        "toolbar",
        "tools",
        "count",
        "counter",
        "login",
        "footer",
        "header",
        "edited",
        "badge",
        "datum",
        "zeit",
        "antworten",
        "autor",
        "auteur",
    ]
)
_RECENT = frozenset(["recent", "latest", "sidebar", "recentcomments"])
_CONTENT = frozenset(["text", "texte", "body", "content", "copy", "message"])
_AUTHOR = frozenset(["author", "fn", "user", "username", "nick", "nickname", "name", "autor", "auteur", "profile"])
_ASIDE_PARAGRAPHS = 400
"""Characters of paragraphs under which a part named like a sidebar is one."""

_FRAMES = frozenset(["nav", "footer", "aside", "header", "head"])
_ARTICLE_LINE = 160
"""Characters of a line that only an article, or the opening post of a thread, has."""

_META_LENGTH = 120
"""Characters of an author's or date's element; a longer one holds the comment itself, whatever its class says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment: its paragraphs, and the author as the page names them, which is never kept as such."""

    paragraphs: tuple[str, ...]
    author: str | None = None


def take_comments(tree: HtmlElement) -> list[Comment]:
    """Remove every comment section from the tree and return its comments in the page's order.

    Sections are known by their names (class, id), by schema.org types, and by the ids that comment systems give to
    single comments. Lists of recent comments in a sidebar are removed and not returned: they belong to other pages.
    """
    sections = list(comment_sections(tree))
    opening = _opening_post(tree, sections)
    if opening is not None:
        _unname(opening)
        sections = [section for section in comment_sections(tree) if section is not opening]
    page_length = len(tree.text_content()) if sections else 0
    comments: list[Comment] = []
    for section in sections:
        if not stands_in_aside(section, page_length):
            comments += _comments_in(section)
        remove(section)
    return comments


def _opening_post(tree: HtmlElement, sections: list[HtmlElement]) -> HtmlElement | None:
    """Return the first post of a thread, which is what the page is about, where a forum marks it like its answers.

    A page is a thread when no line outside of the comments is as long as an article's paragraphs are.
    """
    if not sections:
        return None
    inside = set(sections)
    beside = lines_of(tree, lambda element: element in inside or element.tag in _FRAMES)
    if any(len(line) >= _ARTICLE_LINE for line in beside):
        return None
    for section in sections:
        for item in [e for e in section.iter() if isinstance(e.tag, str) and _is_item(e)] or [section]:
            if sum(len(line) for line in texts_of(item, _is_meta)) >= _ARTICLE_LINE:
                return item
    return None


def _unname(post: HtmlElement) -> None:
    """Take from a post and its wrappers the names that call it a comment."""
    for element in (post, *post.iterdescendants(), *post.iterancestors()):
        for attribute in ("class", "id", "itemtype"):
            if isinstance(element.tag, str) and element.tag not in {"html", "body"}:
                element.attrib.pop(attribute, None)


def comment_sections(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost elements that hold comments, by their names and types."""
    stack = [tree]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and _is_section(element):
            yield element
        else:
            stack.extend(reversed(element))


def _is_section(element: HtmlElement) -> bool:
    if element.tag in _NOT_A_SECTION or not _names_comments(element):
        return False
    return element.find(".//h1") is None and not element.xpath('.//*[@itemprop="articleBody"]')


def _names_comments(element: HtmlElement) -> bool:
    if _call_comments(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]):
        return True
    kind = element.get("itemtype")
    return bool(kind and _ITEM_TYPE.search(kind)) and element.get("itemprop") in {"comment", "review", None}


@lru_cache(maxsize=20_000)
def _call_comments(names: str) -> bool:
    return any(_COMMENT.match(word) for word in words_of_names(names))


def stands_in_aside(section: HtmlElement, page_length: int) -> bool:
    """Tell what stands in the page's frame: a part that is named so and has few paragraphs beside the comments.

    Themes also call the wrapper of article and sidebar together a "sidebar"; such a wrapper holds the article.
    """
    if section.tag == "aside" or _RECENT.intersection(class_words(section)):
        return True
    for ancestor in section.iterancestors():
        if ancestor.tag in {"html", "body"}:
            return False
        if ancestor.tag in _ASIDE or _ASIDE.intersection(class_words(ancestor)):
            beside = _paragraphs_length(ancestor) - _paragraphs_length(section)
            if beside < _ASIDE_PARAGRAPHS and len(ancestor.text_content()) < page_length / 2:
                return True
    return False


def _paragraphs_length(element: HtmlElement) -> int:
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _is_item(element: HtmlElement) -> bool:
    if _ITEM_ID.match(element.get("id") or "") or _ITEM_TYPE.search(element.get("itemtype") or ""):
        return True
    if element.tag not in {"li", "article", "div", "section", "dd"}:
        return False
    return any(_ITEM_CLASS.search(name) for name in (element.get("class") or "").split())


def _comments_in(section: HtmlElement) -> list[Comment]:
    items = [e for e in section.iter() if isinstance(e.tag, str) and _is_item(e)]
    if not items:
        items = _list_items(section) or [section]
    # An item may wrap another that says the same (li > article): only the innermost text counts, so nested items are
    # left out of their wrapper's own text, and a wrapper without own text gives no comment.
    inside = set(items)
    comments = []
    for item in items:
        lines = tuple(texts_of(item, lambda e: e in inside or _is_meta(e)))
        if any(any(char.isalpha() for char in line) for line in lines):
            comments.append(Comment(paragraphs=lines, author=_author_of(item)))
    return comments


def _list_items(section: HtmlElement) -> list[HtmlElement]:
    """Return the list items of a section, when they hold most of its text."""
    items = [section] if section.tag == "li" else [li for li in section.iter("li") if li.find(".//li") is None]
    inside = sum(len(item.text_content()) for item in items)
    return items if inside >= 0.6 * len(section.text_content()) else []


def _is_meta(element: HtmlElement) -> bool:
    if element.tag in {"form", "time", "cite", "h1", "h2", "h3", "h4", "h5", "h6"}:
        return True
    words = class_words(element)
    if not _META.intersection(words) or _CONTENT.intersection(words) or element.find(".//p") is not None:
        return False
    return len(text_of(element)) <= _META_LENGTH


def _author_of(item: HtmlElement) -> str | None:
    for element in item.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        if (
            element.tag == "cite"
            or element.get("itemprop") in {"author", "name"}
            or _AUTHOR.intersection(class_words(element))
        ):
            name = squeeze(element.text_content().replace("\n", " "))
            if 0 < len(name) <= 60:
                return name
    return None
