"""What fuzzed inputs are made of: words that grammars know, markup, and whatever Unicode has."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = """
at least more than over up to about around nearly fewer dozens hundreds several two twenty-two 22 1,200 3.5 0 1/2 half
a million and or between from including killed wounded dead soldiers civilians people children militants rebels troops
on in during since until before after last next this past coming every week month year day Monday Tuesday night
overnight morning evening April May March 2 9 31 30 2024 1999 07/05/2024 5-6 12:30 noon yesterday today tomorrow mid-March
late early ago the a of by to near west east km kilometres miles north-west town village Gao Mosul River road border
army ministry police said claimed denied insisted that which , . ; : “ ” ' " ( ) - – — % $ & no not none neither
attack attacked shelling airstrike protest protesters clash arrested seized exploded bomb ambush withdrew ceasefire
second first third 2nd half-brother Ramadan Eid Easter weekend fortnight decade 1990s '90s AM pm GMT UTC Z
""".split()

TAGS = """
html head body title meta article div span p h1 h2 br table tr td ul li section aside footer time a img script style
comment blockquote figure figcaption form input textarea svg iframe noscript template header nav main b i
""".split()

ATTRIBUTES = (
    "class=comment-body", "id=comments", 'itemprop="datePublished"', 'datetime="2024-05-07T23:99"', "hidden",
    'property="article:published_time" content="2024-02-30"', 'lang="xx"', "charset=utf-7", 'style="display:none"',
    'type="application/ld+json"', 'rel="canonical" href="http://["', 'class="author byline"', 'name=date content="0000-00-00"',
)  # fmt: skip

anything = st.text(max_size=60)
words = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), anything), max_size=60).map(" ".join)
"""Sentences of known words in any order, now and then something else."""

lines = st.lists(st.one_of(words, anything, st.just("")), max_size=25).map("\n".join)


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Draw HTML that nests, breaks off, and closes what was never opened."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(0, 40))):
        kind = draw(st.integers(0, 9))
        tag = draw(st.sampled_from(TAGS))
        if kind <= 3:
            attributes = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3))
            pieces.append(f"<{' '.join([tag, *attributes])}>")
        elif kind <= 5:
            pieces.append(f"</{tag}>")
        elif kind <= 8:
            pieces.append(draw(words))
        else:
            odd = (
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "&#0;",
                "&#xD800;",
                "&bogus;",
                "<",
                ">",
                "\0",
                "<?xml?>",
                '{"@type":',
            )
            pieces.append(draw(st.one_of(anything, st.sampled_from(odd))))
    return "".join(pieces)


@st.composite
def encoded(draw: st.DrawFn) -> bytes:
    """Draw a page's bytes in some encoding, rightly or wrongly declared, perhaps damaged."""
    text = draw(st.one_of(lines, markup()))
    declared = draw(
        st.sampled_from(["", '<meta charset="utf-8">', '<meta charset="windows-1251">', "<meta charset=no-such>"])
    )
    code = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "shift_jis", "utf-32", "koi8-r"]))
    raw = bytearray((declared + text).encode(code, "replace"))
    for at in draw(st.lists(st.integers(0, max(0, len(raw) - 1)), max_size=4)):
        if raw:
            raw[at] = draw(st.integers(0, 255))
    return bytes(raw[: draw(st.integers(0, len(raw)))] if draw(st.booleans()) else raw)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Draw a file that was whole: bytes changed, cut out, doubled, or its end missing."""
    raw = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(raw) - 1)))
        size = draw(st.integers(0, 40))
        kind = draw(st.integers(0, 3))
        if kind == 0 and raw:
            raw[at] = draw(st.integers(0, 255))
        elif kind == 1:
            del raw[at : at + size]
        elif kind == 2:
            raw[at:at] = raw[at : at + size]
        else:
            raw[at:at] = draw(st.binary(max_size=12))
    return bytes(raw)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), anything, st.sampled_from(WORDS)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(anything, inner, max_size=4)),
    max_leaves=12,
)
