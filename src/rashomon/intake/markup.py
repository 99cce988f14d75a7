"""HTML to a tree, and the texts of its parts. The only file that knows how lxml is set up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from rashomon.intake.cleaning import squeeze

if TYPE_CHECKING:
    from lxml.etree import ElementClassLookup
    from lxml.html import HtmlElement

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
"""Elements that begin and end a line of their own."""

UNSEEN_TAGS = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "button",
        "input",
    ]
)
"""Elements whose text a reader of the page does not see, or that are controls."""

_MARKUP = re.compile(
    r"<(?:!doctype html|html|head|body|article|div|p|span|table|h1|meta|br)\b[^>]{0,2000}>", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


def looks_like_markup(text: str) -> bool:
    """Tell whether a text is HTML: a document's opening tags near its start, or several common tags.

    A plain text that mentions one tag stays a plain text.
    """
    head = text[:3000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html", "<?xml")) or "<html" in head:
        return True
    return sum(1 for _ in zip(_MARKUP.finditer(text[:200_000]), range(3), strict=False)) == 3


def parse_markup(text: str) -> HtmlElement | None:
    """Parse HTML of any quality; None when it has no element at all.

    Nesting beyond the parser's limit is cut there: what lies deeper is nobody's article.
    """
    from lxml import etree, html  # noqa: PLC0415 - slow to import

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_plain_elements())
    text = _XML_DECLARATION.sub("", text).replace("\0", "")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


@cache
def _plain_elements() -> ElementClassLookup:
    """Return a lookup that makes every element the same class: lxml's own asks Python for each, which is a fifth of it.

    What it would tell apart, forms and their fields, is not looked into here.
    """
    from lxml import etree, html  # noqa: PLC0415 - slow to import

    return etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment, entity=html.HtmlEntity)


def class_words(element: HtmlElement) -> tuple[str, ...]:
    """Return the words of an element's class and id in lower case, camel case and hyphens taken apart."""
    return words_of_names(f"{element.get('class') or ''} {element.get('id') or ''}"[:300])


@lru_cache(maxsize=20_000)
def words_of_names(names: str) -> tuple[str, ...]:
    """Return the words of class names and ids; a page uses the same few names on all its elements.

    >>> words_of_names("articleBody main-text")
    ('article', 'body', 'main', 'text')
    """
    return tuple(word.lower() for word in _WORD.findall(names))


def texts_of(element: HtmlElement, skip: Callable[[HtmlElement], bool] | None = None) -> list[str]:
    """Return the lines of text below an element: one a block element, or two line breaks in a row.

    `skip` names elements to leave out with everything below them. Blank lines are not returned.
    """
    return list(lines_of(element, skip))


def lines_of(element: HtmlElement, skip: Callable[[HtmlElement], bool] | None = None) -> Iterator[str]:
    """Yield the lines of `texts_of` one by one, for who needs only the first."""
    words: list[str] = []
    breaks = 0
    for cut, text in _walk(element, skip):
        if cut:
            breaks += cut == _BREAK
            if cut == _BLOCK or breaks >= 2:
                if line := squeeze("".join(words).replace("\n", " ")):
                    yield line
                words.clear()
            elif cut == _BREAK:
                words.append(" ")
        else:
            words.append(text)
            if breaks and text.strip():
                breaks = 0
    if line := squeeze("".join(words).replace("\n", " ")):
        yield line


_TEXT, _BREAK, _BLOCK = 0, 1, 2


def _walk(element: HtmlElement, skip: Callable[[HtmlElement], bool] | None) -> Iterator[tuple[int, str]]:
    """Yield (_TEXT, text) for the texts that are seen, and a cut at each break and each end of a block, in order."""
    stack: list[Any] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            yield node
            continue
        tag, tail = node.tag, (_TEXT, node.tail or "" if node is not element else "")
        if not isinstance(tag, str) or tag in UNSEEN_TAGS or (skip is not None and node is not element and skip(node)):
            yield tail
            continue
        cut = _BLOCK if tag in BLOCK_TAGS else _BREAK if tag == "br" else _TEXT
        yield cut, ""
        yield _TEXT, node.text or ""
        stack += (tail, (_BLOCK, "")) if cut == _BLOCK else (tail,)
        stack.extend(reversed(node))


def text_of(element: HtmlElement) -> str:
    """Return all seen text below an element as one line."""
    return " ".join(texts_of(element))


def remove(element: HtmlElement) -> None:
    """Take an element out of its tree and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
