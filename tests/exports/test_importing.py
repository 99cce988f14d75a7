import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import Interest, Judgement, Outcome, PageState, Verdict
from rashomon.domain.serial import to_plain
from rashomon.errors import InputDamaged, NotFound
from rashomon.exports import ExportView, export
from rashomon.exports.importing import Brought, import_jsonl
from rashomon.ledger import Ledger
from rashomon.ledger.keeping import claims_as_read, readers_of
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour
from tests.exports.test_exports import view  # noqa: F401 - a fixture
from tests.reconcile.test_reconcile import elsewhere, herald, next_day, post


@pytest.fixture
def _no_registry(monkeypatch):
    monkeypatch.setattr(
        "rashomon.reconcile.events.interest_by_registry", lambda _pages: lambda *_: Interest.THIRD_PARTY
    )


@pytest.fixture
def exported(view, tmp_path):  # noqa: F811
    (path,) = export("jsonl", view, tmp_path / "all.jsonl")
    return path


@pytest.mark.usefixtures("_no_registry")
def test_everything_comes_back(view, exported, tmp_path):  # noqa: F811
    with Ledger(tmp_path / "new.db") as ledger:
        for _ in range(2):
            assert import_jsonl(exported, ledger) == Brought(pages=2, claims=4, verdicts=0)
        assert {page.id for page in ledger.documents()} == set(view.documents)
        assert {claim.id: claim for claim in ledger.claims()} == dict(view.claims)
        assert [event.id for event in ledger.events()] == [event.id for event in view.events]


def damaged(exported, change):
    lines = exported.read_text(encoding="utf-8").splitlines()
    exported.write_text("\n".join(change(lines)), encoding="utf-8")
    return exported


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: lines[1:], "begins with its header"),
        (lambda lines: [*lines[:2], "{half a line"], "no line of an export"),
        (lambda lines: [lines[0], *lines[3:]], "comes before its page"),
        (
            lambda lines: [line.replace('"12 rebels were killed"', '"92 rebels were killed"') for line in lines],
            "does not stand at",
        ),
        (lambda lines: [*lines, json.dumps({"kind": "claim", "value": {"chain": []}})], "no claim of ours"),
    ],
)
def test_a_damaged_file_is_named_by_line_and_nothing_of_it_is_kept(exported, tmp_path, change, words):
    with Ledger(tmp_path / "new.db") as ledger:
        with pytest.raises(InputDamaged, match=words):
            import_jsonl(damaged(exported, change), ledger)
        assert ledger.count("document") == 0


def test_a_missing_file_is_said(tmp_path):
    with Ledger(tmp_path / "new.db") as ledger, pytest.raises(NotFound, match="cannot be read"):
        import_jsonl(tmp_path / "no.jsonl", ledger)


def everything(ledger):
    """What a ledger says, in comparable form."""
    return {
        "documents": {page.id: to_plain(page) for page in ledger.documents()},
        "claims": {claim.id: to_plain(claim) for claim in ledger.claims()},
        "events": {event.id: to_plain(event) for event in ledger.events()},
        "read": {key: to_plain(claim) for key, claim in claims_as_read(ledger).items()},
        "verdicts": [to_plain(verdict) for verdict in ledger.verdicts()],
        "outcomes": sorted(json.dumps(to_plain(outcome)) for outcome in ledger.outcomes()),
        "readers": readers_of(ledger),
        "sources": {source.id for source in ledger.sources()},
    }


def exported_view(ledger):
    return ExportView(
        events=tuple(ledger.events()),
        claims={claim.id: claim for claim in ledger.claims()},
        documents={page.id: page for page in ledger.documents()},
        verdicts=tuple(ledger.verdicts()),
        outcomes=tuple(ledger.outcomes()),
        readers=readers_of(ledger),
        read=claims_as_read(ledger),
        policy="all",
        version="0",
        made_at=datetime(2024, 5, 9, tzinfo=UTC),
    )


TELLINGS = (post, herald, next_day, elsewhere)
JUDGED = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from([Judgement.ACCEPT, Judgement.REJECT, Judgement.EDIT]),
        st.booleans(),
        st.sampled_from(["ana", "بدر", "=cmd"]),
        st.text(max_size=20),
    ),
    max_size=5,
)


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(TELLINGS), min_size=1), JUDGED, st.booleans())
def test_a_ledger_comes_back_as_it_was_with_verdicts_and_undone_ones(tellings, judged, refused):
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "one.db") as one:
        claims = []
        for number, tell in enumerate(sorted(tellings, key=lambda each: each.__name__)):
            page, told = tell()
            claims += told
            end = Outcome(name=f"{number}.html", state=PageState.READ, document_id=page.id, claims=len(told))
            one.save_page(page, told, end, reader=f"reader/{number}", run="r", keys=neighbour(page, told).keys)
        if refused:
            one.save_outcome(Outcome(name="x.html", state=PageState.REFUSED, reason="it is empty"), run="r")
        for number, (which, judgement, undone, who, why) in enumerate(judged):
            at = datetime(2024, 5, 9, tzinfo=UTC) + timedelta(minutes=number)
            subject, value = claims[which % len(claims)].id, None
            if judgement is Judgement.EDIT:
                subject, value = f"{subject}/stance", '{"stance": "denies", "negated": false}'
            said = Verdict(subject=subject, judgement=judgement, by=who, at=at, value=value, reason=why)
            one.save_verdict(said)
            if undone:
                one.save_verdict(
                    Verdict(subject=said.subject, judgement=Judgement.UNDO, by=who, at=at, replaces=said.id)
                )
        bring_up_to_date(one)
        (path,) = export("jsonl", exported_view(one), Path(folder) / "all.jsonl")
        with Ledger(Path(folder) / "two.db") as two:
            brought = import_jsonl(path, two)
            assert everything(two) == everything(one)
            assert (brought.claims, brought.verdicts) == (len(claims), len(one.verdicts()))
            assert exported_view(two).ledger_hash == exported_view(one).ledger_hash
            import_jsonl(path, two)
            assert everything(two) == everything(one), "a second time adds nothing"
