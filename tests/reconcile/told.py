"""A small teller of pages for tests: each sentence is one claim, written with its values."""

from datetime import UTC, date, datetime, timedelta

from rashomon.domain import (
    Block,
    BlockKind,
    Claim,
    Claimant,
    Deed,
    Document,
    Figure,
    FlowOrStock,
    Geometry,
    Granularity,
    Interest,
    Measure,
    Place,
    PlaceState,
    Role,
    RoleKind,
    Source,
    Span,
    Stance,
    Status,
    VoiceKind,
    When,
    content_id,
)

TOWNS = {"Arven": (35.0, 38.0), "Dorvan": (35.0, 38.17), "Belmor": (35.02, 38.02), "Corrin": (37.5, 41.0)}


def telling(outlet, *paragraphs, published=date(2024, 5, 7), retrieved=0):
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind=BlockKind.BODY, span=Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    when = When(text="given", earliest=published, latest=published, granularity=Granularity.DAY, basis="given")
    return Document(
        id=content_id("doc", outlet, text),
        url=None,
        source=Source(id=content_id("src", outlet), name=outlet),
        title=outlet,
        text=text,
        blocks=tuple(blocks),
        published=when,
        retrieved_at=datetime(2024, 5, 8, tzinfo=UTC) + timedelta(minutes=retrieved),
        language="en",
        raw_sha256=content_id("raw", text),
        extractor="test/1",
    )


def words(page, text):
    start = page.text.index(text)
    return page.quote(start, start + len(text))


def place(page, name):
    lat, lon = TOWNS[name]
    return Place(
        evidence=words(page, name),
        name=name,
        name_evidence=words(page, name),
        state=PlaceState.RESOLVED,
        gazetteer_id=name,
        resolved_name=name,
        lat=lat,
        lon=lon,
        country="XX",
        geometry=Geometry(kind="point", wkt=f"POINT ({lon} {lat})", lat=lat, lon=lon, radius_km=0.5, rule="test/1"),
    )


def says(
    page,
    quote,
    *,
    voice=None,
    trigger=None,
    sub_type="Armed clash",
    kind="Battles",
    where=None,
    day=None,
    until=None,
    killed=None,
    group=None,
    measure=Measure.KILLED,
    stock=False,
    agents=(),
    targets=(),
    stance=Stance.ASSERTS,
    status=Status.STATED,
    about=None,
):
    content = words(page, quote)
    chain = [Claimant(name=page.source.name, kind=VoiceKind.OUTLET)]
    if voice:
        chain.append(Claimant(name=voice, kind=VoiceKind.STATE, actor_id=f"act_{voice}", evidence=words(page, voice)))
    figures = ()
    if killed is not None:
        low, high = killed if isinstance(killed, tuple) else (killed, killed)
        flow = FlowOrStock.STOCK if stock else FlowOrStock.FLOW
        figures = (
            Figure(
                measure=measure,
                evidence=content,
                low=low,
                high=high,
                group=group,
                group_actor=group,
                flow_or_stock=flow,
            ),
        )
    when = None
    if day:
        when = When(text=str(day), earliest=day, latest=until or day, granularity=Granularity.DAY, evidence=content)
    roles = [Role(kind=RoleKind.AGENT, mention=name, evidence=content, actor_id=name) for name in agents]
    roles += [Role(kind=RoleKind.TARGET, mention=name, evidence=content, actor_id=name) for name in targets]
    deed = None
    if trigger:
        deed = Deed(trigger=words(page, trigger), frame=trigger, type=kind, sub_type=sub_type, plover="FIGHT")
    return Claim(
        document_id=page.id,
        chain=tuple(chain),
        stance=stance,
        status=status,
        content=content,
        confidence=0.8,
        deed=deed,
        roles=tuple(roles),
        figures=figures,
        places=(place(page, where),) if where else (),
        when=when,
        about=about,
    )


def third_party(_claimant, _claim, _figure):
    return Interest.THIRD_PARTY


def adversary(_claimant, _claim, _figure):
    return Interest.ADVERSARY
