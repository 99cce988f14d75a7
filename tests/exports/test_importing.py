import json

import pytest

from rashomon.domain import Interest
from rashomon.errors import InputDamaged, NotFound
from rashomon.exports import export
from rashomon.exports.importing import Brought, import_jsonl
from rashomon.ledger import Ledger
from tests.exports.test_exports import view  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _no_registry(monkeypatch):
    monkeypatch.setattr(
        "rashomon.reconcile.events.interest_by_registry", lambda _pages: lambda *_: Interest.THIRD_PARTY
    )


@pytest.fixture
def exported(view, tmp_path):  # noqa: F811
    (path,) = export("jsonl", view, tmp_path / "all.jsonl")
    return path


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
