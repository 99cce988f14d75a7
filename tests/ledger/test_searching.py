"""Words that are everywhere are found without ranking them all, in both databases."""

import pytest

from rashomon.ledger import Ledger, search
from tests.domain.made import claim, document
from tests.ledger.test_databases import postgres_url, where  # noqa: F401 - fixtures
from tests.ledger.test_store import save


@pytest.fixture
def told(where):  # noqa: F811
    with Ledger(where) as ledger:
        for number in range(4):
            page = document(
                text=f"Clash {number} near Marib\n\nA rebel leader said that {number + 10} soldiers were killed."
            )
            save(ledger, page, [])
        page = document()
        save(ledger, page, [claim(page)])
        yield ledger


def test_common_words_give_the_asked_number_and_say_so(told, monkeypatch):
    assert not told.is_common("soldiers")
    best = [each.id for each in told.search("soldiers", limit=50)]
    monkeypatch.setattr(search, "COMMON", 2)
    assert told.is_common("soldiers")
    assert not told.is_common("zzzz")
    assert not told.is_common("")
    some = [each.id for each in told.search("soldiers", limit=3)]
    assert len(some) == 3
    assert set(some) < set(best)
    assert {each.id for each in told.search("soldiers", limit=50)} == set(best)
    assert {type(each).__name__ for each in told.search("soldiers", kind="claim")} == {"Claim"}
