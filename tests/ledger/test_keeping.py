"""Verdicts, undoing, search and upgrades of the reader, alike on SQLite and on a real PostgreSQL server; kill -9."""

import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.domain import Judgement, Stance, Verdict
from rashomon.ledger import Ledger
from rashomon.ledger.keeping import claims_as_read, readers_of, secret_of
from rashomon.samples import sample_paths
from tests.domain.made import TEXT, claim, document
from tests.ledger.test_databases import postgres_url, where  # noqa: F401 - fixtures
from tests.ledger.test_store import save

AT = datetime(2024, 5, 9, tzinfo=UTC)


def verdict(subject, judgement, minute=0, **more):
    return Verdict(subject=subject, judgement=judgement, by="ana", at=AT + timedelta(minutes=minute), **more)


def test_an_edit_counts_is_undone_and_counts_again(where):  # noqa: F811
    page = document()
    read = claim(page)
    with Ledger(where) as ledger:
        save(ledger, page, [read])
        edit = verdict(f"{read.id}/stance", Judgement.EDIT, value='{"stance": "denies", "negated": false}')
        ledger.save_verdict(edit)
        assert ledger.claims()[0].stance is Stance.DENIES
        assert claims_as_read(ledger) == {read.id: read}
        undo = verdict(f"{read.id}/stance", Judgement.UNDO, 1, replaces=edit.id)
        ledger.save_verdict(undo)
        assert ledger.claims() == [read]
        ledger.save_verdict(verdict(f"{read.id}/stance", Judgement.UNDO, 2, replaces=undo.id))
        assert [each.judgement for each in ledger.verdicts()] == [Judgement.EDIT, Judgement.UNDO, Judgement.UNDO]
    with Ledger(where) as again:
        assert len(again.verdicts()) == 3, "nothing is deleted"


def test_a_newer_reader_changes_what_a_machine_said_and_nothing_that_a_person_said(where):  # noqa: F811
    page = document()
    first, judged, gone = (
        claim(page),
        claim(page, words="20 soldiers were killed", low=20),
        claim(page, words="soldiers were killed near the river", low=None),
    )
    with Ledger(where) as ledger:
        save(ledger, page, [first, judged, gone], reader="r/1")
        ledger.save_verdict(
            verdict(f"{judged.id}/stance", Judgement.EDIT, value='{"stance": "denies", "negated": false}')
        )
        better = replace(first, confidence=0.99, reader="r/2")
        save(ledger, page, [better], reader="r/2")
        now = {each.id: each for each in ledger.claims()}
        assert now[first.id] == better, "the machine's value is the newer one"
        assert now[judged.id].stance is Stance.DENIES, "what a person judged stays though the reader does not repeat it"
        assert gone.id not in now
        assert readers_of(ledger) == {page.id: "r/2"}
        save(ledger, page, [better, replace(judged, confidence=0.5)], reader="r/3")
        now = {each.id: each for each in ledger.claims()}
        assert (now[judged.id].stance, now[judged.id].confidence) == (Stance.DENIES, 0.5)


def test_the_secret_is_made_once_and_stays(where):  # noqa: F811
    with Ledger(where) as one, Ledger(where) as other:
        assert secret_of(one) == secret_of(other)
        assert len(secret_of(one)) == 64
    with Ledger(where) as again:
        assert secret_of(again) == secret_of(again)


WORDS = st.sampled_from(
    [
        "Ra’is",
        "RA'IS",
        "Zaïniyah",
        "zainiyah",
        "Dayr-az-Zawr",
        "مدينة",
        "المدينه",
        "الرَّقَّة",
        "الرقة",
        "إدلب",
        "ادلب",
        "km-15",
        "“quoted”",
        "Київ",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_every_word_of_a_page_finds_it_in_both_scripts(where, words, data):  # noqa: F811
    page = document(f"{TEXT} {' '.join(words)}")
    with Ledger(where) as ledger:
        save(ledger, page, [claim(page)])
        asked = data.draw(st.sampled_from(words))
        for said in (asked, asked.upper(), asked.lower()):
            assert page.id in [found.id for found in ledger.search(said, kind="document")], said
        assert ledger.search(f"{asked} zzzzz") == []


def test_check_names_every_sort_of_damage(tmp_path):
    with Ledger(tmp_path / "rashomon.db") as ledger:
        page = document()
        page = replace(page, raw_sha256=ledger.raw.keep(b"bytes"))
        save(ledger, page, [claim(page)])
        assert ledger.check() == []

        def found(change):
            with sqlite3.connect(tmp_path / "rashomon.db") as connection:
                assert connection.execute(change).rowcount > 0
            return " | ".join(fault.what for fault in ledger.check())

        assert "does not stand at" in found("UPDATE claim SET body = replace(body, 'over 20', 'OVER 20')")
        assert "is not in the ledger" in found("UPDATE claim SET body = replace(body, 'doc_', 'doc_zz')")
        assert "points to nothing" in found("DELETE FROM document")


@pytest.mark.slow
def test_a_reading_killed_again_and_again_ends_as_one_that_was_not(tmp_path):
    pages = [str(path) for path in sample_paths()]

    def read(ledger_file, kill_after=None):
        command = [sys.executable, "-m", "rashomon", "read", *pages, "--ledger", str(ledger_file)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if kill_after is None:
            return running.wait()
        time.sleep(kill_after)
        running.kill()
        return running.wait()

    assert read(tmp_path / "whole.db") == 0
    chance, kept = random.Random(7), []
    for _ in range(8):
        read(tmp_path / "killed.db", chance.uniform(1.0, 6.0))
        with Ledger(tmp_path / "killed.db") as ledger:
            assert ledger.check() == []
            kept.append(ledger.count("document"))
    assert kept == sorted(kept), "what was read before stays"
    assert read(tmp_path / "killed.db") == 0
    with Ledger(tmp_path / "whole.db") as whole, Ledger(tmp_path / "killed.db") as killed:
        assert {page.id for page in killed.documents()} == {page.id for page in whole.documents()}
        assert {each.id: each for each in killed.claims()} == {each.id: each for each in whole.claims()}
        assert killed.events() == whole.events()
        assert killed.check() == []
