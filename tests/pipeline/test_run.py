from datetime import date

import pytest

from rashomon.domain import PageState
from rashomon.errors import LedgerError, PageRefused
from rashomon.intake import Page
from rashomon.ledger import Ledger
from rashomon.pipeline import Stages, read_pages
from rashomon.settings import Settings

SHELLING = (
    "title: Shelling near Kharkiv\nsource: The Example\ndate: 2024-05-07\n\n"
    "The army said on Monday that at least 8 soldiers were killed in shelling near Kharkiv.\n\n"
    "Residents spoke of more than 20 dead in the shelling, which lasted until the evening.\n"
)
CLASH = (
    "title: Clash in Mosul\nsource: The Other\ndate: 2024-05-08\n\n"
    "Police said that three gunmen were killed in a clash in Mosul on Tuesday.\n\n"
    "The ministry denied that any officer was wounded in the clash with the gunmen.\n"
)


def page(text, name="page.txt"):
    raw = text if isinstance(text, bytes) else text.encode()
    return Page(raw=raw, name=name, url=None, published=None, source=None, title=None)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "rashomon.db") as opened:
        yield opened


def test_every_page_ends_as_read_partly_or_refused_and_none_takes_others_with_it(ledger):
    pages = [
        page(SHELLING, "a.txt"),
        page(b"", "empty.txt"),
        PageRefused("gone.txt", "no such file", reason="missing"),
        page(CLASH, "b.txt"),
    ]
    ends = []
    summary = read_pages(pages, ledger, Settings(), on_page=ends.append)
    states = {outcome.name: outcome.state for outcome in summary.outcomes}
    assert states == {
        "a.txt": PageState.READ,
        "empty.txt": PageState.REFUSED,
        "gone.txt": PageState.REFUSED,
        "b.txt": PageState.READ,
    }
    assert summary.line == "2 read, 0 partly, 2 refused"
    assert not summary.complete
    assert len(ends) == 4
    assert all(outcome.reason for outcome in summary.outcomes if outcome.state is not PageState.READ)
    assert ledger.count("document") == 2


def test_a_stage_that_fails_costs_its_page_only_what_follows_it(ledger, monkeypatch):
    real = Stages._claims

    def broken(self, document, reading):
        if "Mosul" in document.text:
            raise ZeroDivisionError("a rule is broken")
        return real(self, document, reading)

    monkeypatch.setattr(Stages, "_claims", broken)
    summary = read_pages([page(SHELLING, "a.txt"), page(CLASH, "b.txt")], ledger, Settings())
    assert summary.line == "1 read, 1 partly, 0 refused"
    (partly,) = [outcome for outcome in summary.outcomes if outcome.state is PageState.PARTLY]
    assert (partly.name, partly.stage) == ("b.txt", "claims")
    assert "a rule is broken" in partly.reason
    assert ledger.count("document") == 2, "the page is kept, with what stands"


def test_a_page_that_breaks_the_reader_is_found_among_others(ledger, monkeypatch):
    stages = Stages(Settings())
    reader = stages.reader
    real = type(reader).read_many

    def read_many(self, documents):
        if any("Mosul" in document.text for document in documents):
            raise ValueError("no such word")
        return real(self, documents)

    monkeypatch.setattr(type(reader), "read_many", read_many)
    summary = read_pages([page(SHELLING, "a.txt"), page(CLASH, "b.txt")], ledger, Settings(), stages=stages)
    assert [outcome.state for outcome in summary.outcomes] == [PageState.READ, PageState.PARTLY]
    assert summary.outcomes[1].stage == "reading"


def test_reading_twice_adds_nothing(ledger):
    for _ in range(2):
        read_pages([page(SHELLING)], ledger, Settings())
    first = (ledger.count("document"), ledger.count("claim"), ledger.count("event"))
    read_pages([page(SHELLING)], ledger, Settings())
    assert (ledger.count("document"), ledger.count("claim"), ledger.count("event")) == first
    assert first[1] >= 2


def test_every_value_in_the_ledger_shows_its_words(ledger):
    read_pages([page(SHELLING), page(CLASH, "b.txt")], ledger, Settings())
    texts = {document.id: document.text for document in ledger.documents()}
    evidences = [each for claim in ledger.claims() for each in claim.evidences()]
    assert len(evidences) > 10
    assert all(each.holds_in(texts[each.document_id]) for each in evidences)


def test_rival_tolls_become_one_event_with_two_accounts(ledger):
    read_pages([page(SHELLING)], ledger, Settings())
    tolls = {
        (account.claimant.described or account.claimant.name, each.figure.low)
        for event in ledger.events()
        for account in event.accounts
        for each in account.figures
    }
    assert {low for _, low in tolls} == {8, 21}
    assert len({voice for voice, _ in tolls}) == 2


def test_raw_bytes_are_kept_beside_the_ledger(ledger):
    read_pages([page(SHELLING)], ledger, Settings())
    (document,) = ledger.documents()
    assert ledger.raw.read(document.raw_sha256) == SHELLING.encode()


def test_a_ledger_that_fails_ends_the_run_and_keeps_what_was_read(ledger, monkeypatch):
    real = Ledger.save_page
    calls = []

    def full(self, *args, **kwargs):
        calls.append(1)
        if len(calls) > 1:
            raise LedgerError(self.name, "the disk is full", "free some space")
        real(self, *args, **kwargs)

    monkeypatch.setattr(Ledger, "save_page", full)
    with pytest.raises(LedgerError, match="disk is full"):
        read_pages([page(SHELLING), page(CLASH, "b.txt")], ledger, Settings())
    assert ledger.count("document") == 1


def test_a_given_day_closes_the_date(ledger):
    given = Page(raw=SHELLING.encode(), name="x", url=None, published=date(2024, 5, 9), source="Given", title=None)
    read_pages([given], ledger, Settings())
    (document,) = ledger.documents()
    assert (document.published.day, document.source.name) == (date(2024, 5, 9), "Given")


def test_a_page_in_another_language_is_refused_by_name_and_kept(ledger):
    arabic = "أعلنت وزارة الدفاع يوم الاثنين أن ثمانية جنود قتلوا في هجوم قرب المدينة. " * 6
    summary = read_pages([page(arabic, "arabic.txt"), page(SHELLING, "a.txt")], ledger, Settings())
    assert summary.line == "1 read, 0 partly, 1 refused"
    (refused,) = [outcome for outcome in summary.outcomes if outcome.state is PageState.REFUSED]
    assert "Arabic" in refused.reason
    kept = ledger.get(refused.document_id)
    assert "ثمانية جنود" in kept.text
    assert ledger.claims(document_id=kept.id) == []
    assert [outcome.name for outcome in ledger.outcomes()].count("arabic.txt") == 1


COUNCIL = (
    "title: School board approves budget\nsource: The Other\ndate: 2024-05-08\n\n"
    "The school board approved the budget for the next year on Tuesday and hired two teachers of mathematics.\n\n"
    "Parents asked about buses, and the mayor said that the library would lend tablets to pupils who need them.\n"
)


def test_the_gate_sets_aside_only_where_it_is_asked_and_says_so(ledger):
    pages = [page(SHELLING, "a.txt"), page(COUNCIL, "council.txt")]
    open_gate = read_pages(pages, ledger, Settings(gate=True))
    assert open_gate.line == "1 read, 0 partly, 1 refused (1 of them set aside: no conflict event)"
    assert open_gate.complete
    (council,) = [outcome for outcome in ledger.outcomes(open_gate.run) if outcome.name == "council.txt"]
    assert council.stage == "gate"
    assert "threshold" in council.reason
    assert ledger.count("document") == 2, "it is kept, so that a person can look at it"
    assert read_pages(pages, ledger, Settings()).line == "2 read, 0 partly, 0 refused"


def test_a_page_read_before_keeps_its_claims_when_the_gate_sets_it_aside(ledger):
    read_pages([page(SHELLING)], ledger, Settings())
    before = ledger.count("claim")
    assert before
    summary = read_pages([page(SHELLING)], ledger, Settings(gate=True, relevance_threshold=1000.0))
    assert summary.set_aside == 1
    assert ledger.count("claim") == before
