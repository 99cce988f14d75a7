"""What a public export withholds is in none of its files, in no column, note, title or offset."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import from_wkb

from rashomon.domain import (
    Block,
    BlockKind,
    Claimant,
    Document,
    Judgement,
    Outcome,
    PageState,
    Span,
    Verdict,
    VoiceKind,
)
from rashomon.domain.serial import from_plain
from rashomon.exports import FORMATS, ExportView, export
from rashomon.exports.coarsening import coarsened
from rashomon.exports.privacy import open_private
from rashomon.reconcile import reconcile
from tests.reconcile.told import place, says, telling

MONDAY = date(2024, 5, 6)
HOSPITAL = (35.12345, 38.54321)
PRECISE = re.compile(r"35\.123|38\.543")


def with_comment(page, words):
    start = len(page.text) + 2
    block = Block(kind=BlockKind.COMMENT, span=Span(start, start + len(words)), author="reader-7f")
    return replace(page, text=f"{page.text}\n\n{words}", blocks=(*page.blocks, block))


def told(number, secret, name, *, copied, hospital):
    """A page with an official's words, a witness's, a sentence that encloses the witness's, and a comment."""
    official = "The army said 12 rebels were killed in Arven on Monday."
    private = f"A shopkeeper named {name} said {secret}."
    page = telling(
        f"Outlet {number}", official, private, *([f"Reports repeat that {secret}."] if copied else []), retrieved=number
    )
    page = replace(
        page, title=f"“{secret}”, says a shopkeeper" if copied else page.title, url=f"https://o{number}.example/a"
    )
    page = with_comment(page, f"I live there and {name} too, comment-{number}")
    known = says(
        page,
        "12 rebels were killed in Arven on Monday",
        voice="The army",
        trigger="killed",
        killed=12,
        group="rebels",
        where="Arven",
        day=MONDAY,
    )
    if hospital:
        there = place(page, "Arven")
        lat, lon = HOSPITAL
        there = replace(
            there,
            kind="hospital",
            lat=lat,
            lon=lon,
            geometry=replace(there.geometry, lat=lat, lon=lon, wkt=f"POINT ({lon} {lat})"),
        )
        known = known.with_changes(places=(there,))
    voice = Claimant(
        name=name,
        kind=VoiceKind.PERSON,
        evidence=_words(page, f"A shopkeeper named {name}"),
        described=f"a shopkeeper named {name}",
    )
    secretly = says(page, secret, trigger=secret.split()[0], where=None, day=MONDAY, killed=41, group="people")
    secretly = secretly.with_changes(chain=(secretly.chain[0], voice))
    claims = [known, secretly]
    if copied:
        claims.append(says(page, f"Reports repeat that {secret}", trigger="repeat", day=MONDAY))
    return page, claims


def _words(page, text):
    start = page.text.index(text)
    return page.quote(start, start + len(text))


def opened(path, format_):
    """The file's words; those of Parquet stand in it compressed."""
    if "parquet" not in format_:
        return path.read_text(encoding="utf-8")
    table = pyarrow.parquet.read_table(path)
    shapes = " ".join(from_wkb(each).wkt for each in table.to_pydict().get("geometry", ()) if each)
    return f"{table.to_pylist()} {table.schema.metadata} {shapes}"


def view_of(tellings):
    pages = [page for page, _ in tellings]
    claims = [claim for _, each in tellings for claim in each]
    verdict = Verdict(
        subject=claims[0].id, judgement=Judgement.ACCEPT, by="coder-ana", at=datetime(2024, 5, 9, tzinfo=UTC)
    )
    return ExportView(
        events=reconcile(claims, pages),
        claims={claim.id: claim for claim in claims},
        documents={page.id: page for page in pages},
        verdicts=(verdict,),
        outcomes=tuple(
            Outcome(name=f"/home/ana/{page.id}.html", state=PageState.READ, document_id=page.id) for page in pages
        ),
        policy="all",
        version="0.0",
        made_at=datetime(2024, 5, 9, tzinfo=UTC),
    )


NAMES = st.from_regex(r"[A-Z][a-z]{3,7} [A-Z][a-z]{3,7}", fullmatch=True)
SECRETS = st.from_regex(r"[a-z]{5,9} forty one people [a-z]{4,8} by the old [a-z]{4,8}", fullmatch=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(SECRETS, NAMES, st.booleans(), st.booleans()), min_size=1, max_size=3, unique_by=lambda each: each[0]
    )
)
def test_nothing_withheld_leaks_into_any_file(tmp_path, drawn):
    view = view_of(
        [
            told(number, secret, name, copied=copied, hospital=hospital)
            for number, (secret, name, copied, hospital) in enumerate(drawn)
        ]
    )
    public = coarsened(view, salt="the ledger's own")
    for format_ in FORMATS:
        for path in export(format_, public, tmp_path / f"out.{format_}"):
            said = opened(path, format_)
            for secret, name, _, _ in drawn:
                assert secret not in said, (format_, path.name)
                assert name not in said, (format_, path.name)
            assert "comment-" not in said
            assert "reader-7f" not in said
            assert "coder-ana" not in said
            assert "/home/ana" not in said
            if any(hospital for *_, hospital in drawn):
                assert not PRECISE.search(said), (format_, path.name)


@settings(max_examples=15, deadline=None)
@given(SECRETS, NAMES, st.booleans(), st.booleans())
def test_what_is_left_still_reproduces_its_words(secret, name, copied, hospital):
    view = view_of([told(0, secret, name, copied=copied, hospital=hospital)])
    public = coarsened(view, salt="s")
    (page,) = public.documents.values()
    assert len(page.text) == len(next(iter(view.documents.values())).text)
    assert public.claims, "the official's words are no secret"
    for claim in public.claims.values():
        assert all(evidence.holds_in(page.text) for evidence in claim.evidences())
    ids = {claim for event in public.events for claim in event.claim_ids}
    assert ids <= set(public.claims)
    gone = set(view.claims) - set(public.claims)
    assert gone
    assert all(any(line.startswith(key) for line in public.withheld) for key in gone)


def test_without_the_secret_the_salt_the_point_cannot_be_moved_back(tmp_path):
    view = view_of([told(0, "saw forty one people dead by the old mill", "Idris Conteh", copied=False, hospital=True)])
    one, again, other = (coarsened(view, salt=salt).events[0].place for salt in ("a", "a", "b"))
    assert (one.lat, one.lon) == (again.lat, again.lon) != (other.lat, other.lon)
    assert one.gazetteer_id is None
    assert one.geometry.radius_km == 5.0
    (path,) = export("jsonl", coarsened(view, salt="salt-of-the-ledger"), tmp_path / "out.jsonl")
    assert "salt-of-the-ledger" not in path.read_text(encoding="utf-8")


def test_a_public_jsonl_still_holds_pages_and_claims_that_fit(tmp_path):
    view = view_of([told(0, "saw forty one people dead by the old mill", "Idris Conteh", copied=True, hospital=False)])
    (path,) = export("jsonl", coarsened(view, salt="s"), tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    (page,) = (from_plain(Document, line["value"]) for line in lines if line["kind"] == "document")
    assert "█" in page.text
    assert any("the words of a person without an office" in each for each in lines[0]["withheld"])


@pytest.mark.parametrize(
    ("words", "kind", "private"),
    [
        ("residents", VoiceKind.UNNAMED, True),
        ("a shepherd who crossed the area", VoiceKind.UNNAMED, True),
        ("two security sources", VoiceKind.UNNAMED, False),
        ("a spokesman", VoiceKind.UNNAMED, False),
        ("a local official", VoiceKind.STATE, False),
        ("Syrian Observatory", VoiceKind.MONITOR, False),
    ],
)
def test_who_is_without_an_office(words, kind, private):
    assert open_private().is_private_voice(Claimant(name=words, kind=kind)) is private
