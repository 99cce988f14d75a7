"""A small view made by hand: rival tolls, a denial, a retraction, open values, hostile words, another script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from rashomon.domain import (
    Account,
    AccountFigure,
    Block,
    BlockKind,
    Claim,
    Claimant,
    DateRival,
    Deed,
    Dispute,
    DisputeKind,
    Document,
    Event,
    Figure,
    Finding,
    FlowOrStock,
    Geometry,
    Granularity,
    Interest,
    Label,
    Measure,
    Modifier,
    Outcome,
    PageState,
    Place,
    PlaceCandidate,
    PlaceRelation,
    PlaceState,
    Source,
    Span,
    Stance,
    Status,
    VoiceKind,
    When,
)
from rashomon.report import ReportView

HOSTILE = (
    "</q></style><script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\"> 'x' & {{ 7*7 }}"
)
ARABIC = "قال شهود إن عشرة أشخاص قتلوا"


def make_document(name: str, parts: list[tuple[BlockKind, str]], **more: Any) -> Document:
    text, blocks, at = "", [], 0
    for kind, words in parts:
        blocks.append(
            Block(kind=kind, span=Span(at, at + len(words)), author="reader-1" if kind == "comment" else None)
        )
        text += words + "\n\n"
        at = len(text)
    given: dict[str, Any] = {
        "id": f"doc_{name}",
        "url": f"https://{name}.example/page",
        "source": Source(id=f"src_{name}", name=name.title(), host=f"{name}.example"),
        "title": parts[0][1],
        "text": text,
        "blocks": tuple(blocks),
        "published": When(
            text="2024-05-12", earliest=date(2024, 5, 12), latest=date(2024, 5, 12), granularity=Granularity.DAY
        ),
        "retrieved_at": datetime(2024, 6, 1, tzinfo=UTC),
        "language": "en",
        "raw_sha256": "0" * 64,
        "extractor": "test",
    }
    return Document(**(given | more))


def words_of(document: Document, words: str) -> Any:
    start = document.text.index(words)
    return document.quote(start, start + len(words))


def make_figure(document: Document, words: str, low: int | None, high: int | None, **more: Any) -> Figure:
    given: dict[str, Any] = {"measure": Measure.KILLED, "group": "soldiers"}
    return Figure(evidence=words_of(document, words), low=low, high=high, **(given | more))


def make_claim(document: Document, words: str, voice: str | None = None, **more: Any) -> Claim:
    chain = [Claimant(name=document.source.name, kind=VoiceKind.OUTLET)]
    if voice:
        chain.append(Claimant(name=voice, evidence=words_of(document, voice) if voice in document.text else None))
    given: dict[str, Any] = {
        "stance": Stance.ASSERTS,
        "status": Status.ATTRIBUTED if voice else Status.STATED,
        "confidence": 0.8,
    }
    return Claim(document_id=document.id, chain=tuple(chain), content=words_of(document, words), **(given | more))


def make_account(claims: list[Claim], interest: Interest = Interest.UNKNOWN) -> Account:
    voice = claims[0].voice
    figures = [AccountFigure(claim_id=claim.id, figure=figure) for claim in claims for figure in claim.figures]
    return Account(
        claimant=voice,
        root=f"voice {voice.name}",
        group=figures[0].figure.group if figures else None,
        interest=interest,
        claim_ids=tuple(claim.id for claim in claims),
        document_ids=tuple(dict.fromkeys(claim.document_id for claim in claims)),
        figures=tuple(figures),
    )


def make_place(document: Document, words: str, name: str, radius: float = 5.0, **more: Any) -> Place:
    given: dict[str, Any] = {
        "evidence": words_of(document, words),
        "name": name,
        "name_evidence": words_of(document, name),
        "state": PlaceState.RESOLVED,
        "relation": PlaceRelation.NEAR,
        "resolved_name": name,
        "lat": 15.66,
        "lon": 0.5,
        "country": "Mali",
        "admin_path": ("Gao",),
        "geometry": Geometry(
            kind="circle", wkt="POINT (0.5 15.66)", lat=15.66, lon=0.5, radius_km=radius, rule="near/1"
        ),
    }
    return Place(**(given | more))


def _documents() -> dict[str, Document]:
    agency = make_document(
        "agency",
        [
            (BlockKind.TITLE, "Soldiers killed near Ansongo"),
            (BlockKind.BYLINE, "By a reporter"),
            (BlockKind.BODY, "At least eight soldiers were killed near Ansongo, a medic said. Dozens were wounded."),
            (BlockKind.BODY, "The army said it had suffered no losses. Its spokesman denied the medic's account."),
            (BlockKind.BODY, "The fight took place at Tin Hama, a herder said. The rebels' losses are not known."),
            (BlockKind.WIDGET, "Donate 500 $ JULY 2030"),
            (BlockKind.COMMENT, "I counted 900 dead myself"),
        ],
        date_rivals=(
            DateRival(when=When(text="JULY 2030"), basis="body", words="JULY 2030", why_not="it stands in a widget"),
        ),
    )
    rebels = make_document(
        "rebels",
        [
            (BlockKind.TITLE, "Victory"),
            (BlockKind.BODY, f"The rebels claim over 20 soldiers were neutralized. {HOSTILE}"),
            (BlockKind.BODY, "Up to 30 mercenaries fled."),
            (BlockKind.BODY, ARABIC),
        ],
        source=Source(id="src_rebels", name='Rebel "Voice" <b>', host="rebels.example"),
    )
    paper = make_document(
        "paper",
        [
            (BlockKind.TITLE, "A correction"),
            (BlockKind.BODY, "We retract our report that 15 soldiers were killed. In May at least 61 civilians died."),
        ],
        copy_of="doc_agency",
        published=When(text="May 13", year_open=True, edtf="XXXX-05-13", reasons=("the page gives no year",)),
    )
    return {page.id: page for page in (agency, rebels, paper)}


def _clash(documents: dict[str, Document]) -> tuple[Event, list[Claim]]:
    agency, rebels, paper = (documents[f"doc_{name}"] for name in ("agency", "rebels", "paper"))
    near = make_place(agency, "near Ansongo", "Ansongo")
    lost = make_place(
        agency,
        "at Tin Hama",
        "Tin Hama",
        state=PlaceState.UNRESOLVED,
        relation=PlaceRelation.IN,
        lat=None,
        lon=None,
        resolved_name=None,
        geometry=None,
        reasons=("no entry of the gazetteer has this name",),
        candidates=(
            PlaceCandidate(
                gazetteer_id="1", name="Tinhamma", kind="P", lat=1, lon=1, country="NE", reasons=("another country",)
            ),
        ),
    )
    evening = When(text="Saturday", earliest=date(2024, 5, 11), latest=date(2024, 5, 11), granularity=Granularity.DAY)
    toll = make_claim(
        agency,
        "At least eight soldiers were killed near Ansongo",
        "a medic",
        figures=(make_figure(agency, "At least eight", 8, None, modifier=Modifier.AT_LEAST),),
        places=(near,),
        when=evening,
        deed=Deed(trigger=words_of(agency, "killed"), frame="kill", type="Battles", sub_type="Armed clash"),
    )
    wounded = make_claim(
        agency,
        "Dozens were wounded",
        figures=(
            make_figure(agency, "Dozens", None, None, modifier=Modifier.VAGUE, word="Dozens", measure=Measure.WOUNDED),
        ),
    )
    none = make_claim(
        agency, "it had suffered no losses", "The army", figures=(make_figure(agency, "no losses", 0, 0),)
    )
    denial = make_claim(agency, "denied the medic's account", "Its spokesman", stance=Stance.DENIES, about=toll.id)
    where = make_claim(agency, "The fight took place at Tin Hama", "a herder", places=(lost,))
    unknown = make_claim(
        agency,
        "The rebels' losses are not known",
        figures=(make_figure(agency, "not known", None, None, modifier=Modifier.UNKNOWN, group="rebels"),),
    )
    boast = make_claim(
        rebels,
        f"over 20 soldiers were neutralized. {HOSTILE}",
        "The rebels",
        status=Status.UNCONFIRMED,
        figures=(make_figure(rebels, "over 20", 21, None, modifier=Modifier.MORE_THAN, measure=Measure.NEUTRALISED),),
    )
    fled = make_claim(
        rebels,
        "Up to 30 mercenaries fled",
        figures=(make_figure(rebels, "Up to 30", None, 30, modifier=Modifier.UP_TO, group="mercenaries"),),
        labels=(Label(word=words_of(rebels, "mercenaries"), labels="the army's allies", tone="hostile"),),
    )
    arabic = make_claim(rebels, ARABIC)
    withdrawn = make_claim(
        paper, "15 soldiers were killed", stance=Stance.RETRACTS, figures=(make_figure(paper, "15", 15, 15),)
    )
    claims = [toll, wounded, none, denial, where, unknown, boast, fled, arabic, withdrawn]
    interests = {none.id: Interest.OWN_LOSSES, boast.id: Interest.ADVERSARY}
    event = Event(
        id="evt_clash",
        title="Armed clash near Ansongo",
        deed=toll.deed,
        place=near,
        when=evening,
        claim_ids=tuple(claim.id for claim in claims),
        document_ids=tuple(documents),
        accounts=tuple(make_account([claim], interests.get(claim.id, Interest.UNKNOWN)) for claim in claims),
        disputes=(
            Dispute(
                kind=DisputeKind.COUNT, claim_ids=(toll.id, none.id), note="8 or more against none", group="soldiers"
            ),
            Dispute(kind=DisputeKind.DENIAL, claim_ids=(toll.id, denial.id), note="the spokesman denies it"),
        ),
        findings=(Finding(kind="withdrawn", note="Paper withdraws 15", claim_ids=(withdrawn.id,)),),
        roots=("a", "b", "c"),
    )
    return event, claims


@pytest.fixture
def view() -> ReportView:
    documents = _documents()
    event, claims = _clash(documents)
    paper = documents["doc_paper"]
    total = make_claim(
        paper,
        "In May at least 61 civilians died",
        figures=(make_figure(paper, "at least 61", 61, None, group="civilians", flow_or_stock=FlowOrStock.STOCK),),
    )
    loose = make_claim(documents["doc_rebels"], "Victory")
    sums = Event(
        id="evt_total",
        title="Running total",
        deed=None,
        place=None,
        when=None,
        claim_ids=(total.id,),
        document_ids=(paper.id,),
        accounts=(make_account([total]),),
        aggregate=True,
    )
    return ReportView(
        events=(event, sums),
        claims={claim.id: claim for claim in [*claims, total, loose]},
        documents=documents,
        outcomes=(
            Outcome(name="agency.html", state=PageState.READ, document_id="doc_agency"),
            Outcome(
                name="rebels.html", state=PageState.PARTLY, document_id="doc_rebels", stage="grounding", reason="x"
            ),
            Outcome(name="bulletin <fr>.html", state=PageState.REFUSED, stage="intake", reason="the page is in French"),
        ),
        generated_at=datetime(2026, 11, 24, 14, 0, tzinfo=UTC),
        ledger_name="rashomon.db",
        version="0.1.0",
    )


@pytest.fixture
def make() -> dict[str, Callable[..., Any]]:
    return {
        "document": make_document,
        "claim": make_claim,
        "figure": make_figure,
        "place": make_place,
        "account": make_account,
    }


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def arabic() -> str:
    return ARABIC
