"""HTML to a tree, and the texts of its parts. The only file that knows how lxml is set up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rashomon.intake.cleaning import squeeze

if TYPE_CHECKING:
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
    text = _XML_DECLARATION.sub("", text).replace("\0", "")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def class_words(element: HtmlElement) -> list[str]:
    """Return the words of an element's class and id in lower case, camel case and hyphens taken apart."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return [word.lower() for word in _WORD.findall(names[:300])]


def texts_of(element: HtmlElement, skip: Callable[[HtmlElement], bool] | None = None) -> list[str]:
    """Return the lines of text below an element: one a block element, or two line breaks in a row.

    `skip` names elements to leave out with everything below them. Blank lines are not returned.
    """
    lines: list[str] = []
    words: list[str] = []

    def end_line() -> None:
        line = squeeze("".join(words).replace("\n", " "))
        words.clear()
        if line:
            lines.append(line)

    breaks = 0
    for kind, node, text in _walk(element, skip):
        if kind == "text":
            words.append(text)
            breaks = breaks if not text.strip() else 0
        elif node.tag == "br":
            breaks += 1
            words.append(" ")
            if breaks >= 2:
                end_line()
        elif node.tag in BLOCK_TAGS:
            end_line()
    end_line()
    return lines


def _walk(element: HtmlElement, skip: Callable[[HtmlElement], bool] | None) -> Iterator[tuple[str, HtmlElement, str]]:
    """Yield ("tag", element, "") at each start and end, and ("text", element, text), without recursion."""
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, left = stack.pop()
        if left:
            if node.tag != "br":
                yield "tag", node, ""
            if node.tail and node is not element:
                yield "text", node, node.tail
            continue
        if (
            not isinstance(node.tag, str)
            or node.tag in UNSEEN_TAGS
            or (skip is not None and node is not element and skip(node))
        ):
            if node.tail and node is not element:
                yield "text", node, node.tail
            continue
        yield "tag", node, ""
        if node.text:
            yield "text", node, node.text
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


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
