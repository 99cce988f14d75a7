"""Small documents and claims for tests, made by hand."""

from datetime import UTC, date, datetime

from rashomon.domain import (
    Block,
    BlockKind,
    Claim,
    Claimant,
    Deed,
    Document,
    Figure,
    Granularity,
    Measure,
    Modifier,
    Source,
    Span,
    Stance,
    Status,
    VoiceKind,
    When,
    content_id,
)

TEXT = "Rebels said over 20 soldiers were killed near the river on Monday."


def source(name="The Northern Post"):
    return Source(id=content_id("src", name), name=name, host="northern.example")


def document(text=TEXT, *, name="The Northern Post", url=None, published=date(2024, 5, 7), title="Clash at the river"):
    when = When(text=str(published), earliest=published, latest=published, granularity=Granularity.DAY, basis="given")
    return Document(
        id=content_id("doc", url, text),
        url=url,
        source=source(name),
        title=title,
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=when,
        retrieved_at=datetime(2024, 5, 8, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="test/1",
    )


def quote(page, words):
    start = page.text.index(words)
    return page.quote(start, start + len(words))


def claim(page=None, *, words="over 20 soldiers were killed", voice="Rebels", low=21, high=None):
    page = page or document()
    return Claim(
        document_id=page.id,
        chain=(
            Claimant(name=page.source.name, kind=VoiceKind.OUTLET),
            Claimant(name=voice, kind=VoiceKind.ARMED_GROUP, evidence=quote(page, voice)),
        ),
        stance=Stance.ASSERTS,
        status=Status.ATTRIBUTED,
        content=quote(page, words),
        confidence=0.8,
        deed=Deed(
            trigger=quote(page, "killed"), frame="kill", type="Battles", sub_type="Armed clash", plover="ASSAULT"
        ),
        figures=(
            Figure(
                measure=Measure.KILLED,
                evidence=quote(page, "over 20 soldiers"),
                low=low,
                high=high,
                modifier=Modifier.MORE_THAN,
                group="soldiers",
            ),
        ),
        when=When(text="on Monday", evidence=quote(page, "on Monday")),
        reader="test/1",
    )
