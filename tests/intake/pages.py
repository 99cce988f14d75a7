"""Pages written for the tests, in the manner of an outlet that does not exist."""

from __future__ import annotations

from rashomon.domain import BlockKind, Document
from rashomon.intake import Page, open_page
from rashomon.settings import Settings

PARAGRAPHS = (
    (
        "Gunmen attacked a police post outside the town of Marvale late on Tuesday, killing at least four officers, the "
        "provincial governor said. Two more were taken to hospital in the district capital with gunshot wounds."
    ),
    (
        "A spokesman for the Northern Front denied that its fighters were involved. He said in a statement that the group "
        "had kept to the truce signed in the spring and had no units east of the river at the time of the attack."
    ),
    (
        "Residents told reporters that the shooting lasted for about an hour. They said that three vehicles left the post "
        "in the direction of the border before soldiers arrived from the garrison, and that the road was closed until noon."
    ),
)

ARTICLE = f"""<!DOCTYPE html><html lang="en"><head><title>Gunmen kill four at Marvale post - The Valley Courier</title>
<meta property="og:site_name" content="The Valley Courier">
<link rel="canonical" href="https://courier.example/2021/05/12/marvale">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Gunmen kill four at Marvale post",
"datePublished": "2021-05-12T08:30:00+02:00", "dateModified": "2021-05-14T10:00:00+02:00",
"author": {{"@type": "Person", "name": "Ada Tern"}}, "publisher": {{"@type": "Organization", "name": "The Valley Courier"}}}}
</script></head><body><nav><ul><li>Home</li><li>World</li></ul></nav>
<article><h1>Gunmen kill four at Marvale post</h1><p class="byline">By Ada Tern</p>
{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}
<figure><img src="a.jpg"><figcaption>The road to Marvale, seen from the east.</figcaption></figure></article>
%s
<footer><p>Copyright 2019 The Valley Courier. All rights reserved.</p></footer></body></html>"""

COMMENT = "I live near there and nobody told us anything, the governor always says the same after such a night."


def opened(text: str, **given: object) -> Document:
    """Open a page of these characters."""
    return open_page(Page(raw=text.encode(), name="page", **given), Settings())  # type: ignore[arg-type]


def words(document: Document, kind: BlockKind) -> list[str]:
    """Return the texts of the blocks of one kind."""
    return [document.words_of(block) for block in document.blocks if block.kind is kind]
