"""What a page's markup says about the page: title, author, publisher, address, dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rashomon.intake.cleaning import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_JSON = 400_000
"""Characters of one JSON-LD script that are read."""

_MOST_NODES = 2_000

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Review|Tech|Satirical|Background|Scholarly|Social|Blog|Discussion|Live)?\w*"
    r"(?:Article|Posting|Report|WebPage|Recipe|Product|QAPage|VideoObject|PodcastEpisode)\Z"
)
_PAGE_ONLY = frozenset({"WebPage", "ItemPage", "CollectionPage"})
_TEXTS = {"title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "headline", "sailthru.title")}
_AUTHORS = (
    "author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
_SITES = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "copyright",
    "twitter:site",
)
_PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "date", "pubdate",
    "publishdate",
    "publish_date", "publish-date", "published_time", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "dcterms.issued", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "date_published", "datecreated", "displaydate", "ptime",
)  # fmt: skip
_CHANGED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "revised",
    "dcterms.modified",
    "dc.date.modified", "modified", "article:modified", "date_updated", "utime",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the markup says. Each list is in the order of trust; a date is (basis, words), the basis json-ld or meta."""

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[tuple[str, str], ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    language: str | None = None


def read_facts(tree: HtmlElement) -> Facts:
    """Read JSON-LD, meta tags, microdata and links of a page's tree, which stays as it is."""
    linked = list(_linked_data(tree))
    articles = [node for node in linked if _is_article(node)]
    articles.sort(key=lambda node: any(kind in _PAGE_ONLY for kind in _types(node)))
    metas = _metas(tree)
    marked = _microdata(tree)

    def from_linked(key: str) -> list[tuple[str, str]]:
        return [("json-ld", str(node[key])) for node in articles if isinstance(node.get(key), str)]

    def from_metas(names: tuple[str, ...]) -> list[tuple[str, str]]:
        return [("meta", metas[name]) for name in names if name in metas]

    return Facts(
        titles=_distinct([*(t for _, t in from_linked("headline")), *(t for _, t in from_metas(_TEXTS["title"]))]),
        authors=_distinct(
            [*_linked_names(articles, "author"), *(a for _, a in from_metas(_AUTHORS)), *marked["author"]]
        ),
        publishers=tuple(_publishers(articles, linked, metas)),
        published=tuple(
            dict.fromkeys([*from_linked("datePublished"), *from_metas(_PUBLISHED), *_as_meta(marked["datePublished"])])
        ),
        changed=tuple(
            dict.fromkeys([*from_linked("dateModified"), *from_metas(_CHANGED), *_as_meta(marked["dateModified"])])
        ),
        url=_address(tree, metas),
        language=(tree.get("lang") or metas.get("og:locale") or metas.get("content-language") or None),
    )


def _as_meta(words: list[str]) -> list[tuple[str, str]]:
    return [("meta", word) for word in words]


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := squeeze(text.replace("\n", " ")))))


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield every object of the page's JSON-LD, outer before inner. Damaged scripts are passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        words = (script.text or "").strip()
        try:
            loaded = json.loads(words[:_MOST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        queue: list[Any] = [loaded]
        for _ in range(_MOST_NODES):
            if not queue:
                break
            node = queue.pop(0)
            if isinstance(node, dict):
                yield node
                queue += [
                    value
                    for key, value in node.items()
                    if key in {"@graph", "mainEntity", "mainEntityOfPage", "hasPart"}
                ]
            elif isinstance(node, list):
                queue += node


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(_ARTICLE.match(kind) for kind in _types(node))


def _linked_names(nodes: list[Mapping[str, Any]], key: str) -> list[str]:
    names = []
    for node in nodes:
        values = node.get(key)
        for value in values if isinstance(values, list) else [values]:
            name = value.get("name") if isinstance(value, dict) else value
            if isinstance(name, str) and not name.startswith("http"):
                names.append(name)
    return names


def _publishers(
    articles: list[Mapping[str, Any]], linked: list[Mapping[str, Any]], metas: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for name in _linked_names(articles, "publisher"):
        yield squeeze(name), "json-ld"
    for node in linked:
        if any(kind in {"NewsMediaOrganization", "WebSite", "Organization"} for kind in _types(node)):
            named = node.get("name")
            if isinstance(named, str) and named.strip() and not named.startswith("http"):
                yield squeeze(named), "json-ld"
    for key in _SITES:
        name = squeeze(metas.get(key, "").lstrip("@"))
        if name and len(name) <= 80 and not name.startswith("http"):
            yield name, "meta"


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta tag by its name, property, itemprop or http-equiv in lower case."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (name := meta.get(attribute)) and content:
                metas.setdefault(name.strip().lower(), content)
    return metas


def _microdata(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"author": [], "datePublished": [], "dateModified": []}
    for element in tree.xpath("descendant-or-self::*[@itemprop]"):
        if element.tag == "meta":
            continue
        names = (element.get("itemprop") or "").split()
        for name in names:
            if name == "author" and not _in_comment(element):
                found["author"].append(squeeze(element.text_content().replace("\n", " "))[:120])
            elif name in found and not _in_comment(element):
                found[name].append(
                    element.get("datetime") or element.get("content") or element.text_content().strip()[:80]
                )
    return found


def _in_comment(element: HtmlElement) -> bool:
    return any(
        "Comment" in (a.get("itemtype") or "")
        or "Review" in (a.get("itemtype") or "")
        or "comment" in (a.get("class") or "").lower()
        for a in element.iterancestors()
        if a.tag not in {"html", "body"}
    )


def _address(tree: HtmlElement, metas: Mapping[str, str]) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            address = (link.get("href") or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    address = metas.get("og:url", "")
    return address if address.startswith(("http://", "https://")) else None
