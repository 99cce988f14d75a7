import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.test_run import CLASH, SHELLING


def rashomon(*args, folder, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "rashomon", *map(str, args)],
        cwd=folder,
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "a.txt").write_text(SHELLING)
    (folder / "b.txt").write_text(CLASH)
    done = rashomon("read", "a.txt", "b.txt", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "2 read, 0 partly, 0 refused" in done.stdout
    return folder


def test_help_and_version_are_quick(folder):
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = rashomon("--help", folder=folder)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    assert done.returncode == 0
    for command in ("read", "list", "show", "explain", "report", "demo"):
        assert command in done.stdout
    assert seconds < 1, "of the processor: about 0.15; the margin is for a machine that others heat"
    assert rashomon("--version", folder=folder).stdout.startswith("rashomon 0.")


def test_help_loads_nothing_heavy(folder):
    code = "import sys, rashomon.cli.program; print([m for m in ('numpy', 'sqlalchemy', 'lxml', 'onnxruntime', 'rich.console') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lists_are_lines_of_tabs_in_a_pipe_and_json_on_demand(folder):
    lines = rashomon("list", "claims", folder=folder).stdout.splitlines()
    assert lines[0].split("\t") == ["id", "voice", "how", "figures", "words"]
    assert len(lines) >= 4
    rows = [json.loads(line) for line in rashomon("list", "claims", "--json", folder=folder).stdout.splitlines()]
    assert {row["id"][:12] for row in rows} == {line.split("\t")[0] for line in lines[1:]}
    sources = rashomon("list", "sources", folder=folder).stdout
    assert "The Example" in sources
    assert "The Other" in sources
    assert "Shelling near Kharkiv" in rashomon("list", "documents", "--source", "example", folder=folder).stdout


def test_show_and_explain_give_the_words(folder):
    rows = [json.loads(line) for line in rashomon("list", "claims", "--json", folder=folder).stdout.splitlines()]
    claim = next(row for row in rows if row.get("figures"))
    shown = rashomon("show", claim["id"], folder=folder).stdout
    assert claim["content"]["text"] in shown
    explained = rashomon("explain", claim["id"][:10], folder=folder).stdout
    assert "How it came about:" in explained
    assert ".toml" in explained or ".py" in explained, "each step names the file of its rule"


def test_show_gives_an_event_with_its_accounts(folder):
    rows = [json.loads(line) for line in rashomon("list", "events", "--json", folder=folder).stdout.splitlines()]
    assert rows
    shown = rashomon("show", rows[0]["id"], folder=folder)
    assert shown.returncode == 0
    assert "original voices" in shown.stdout


def test_report_is_one_file(folder):
    done = rashomon("report", "out.html", folder=folder)
    assert done.returncode == 0, done.stderr
    html = (folder / "out.html").read_text()
    assert "8 soldiers" in html
    assert "http-equiv" in html


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("show", "clm_nothing"), "nothing in the ledger has this id"),
        (("show", "nonsense"), "an id begins with"),
        (("list", "events", "--ledger", "no.db"), "there is no ledger here"),
        (("read",), "no page was given"),
        (("read", "a.txt", "--published", "yesterday"), "is no day"),
        (("read", "a.txt", "--ledger", "nowhere/x.db"), "its folder does not exist"),
    ],
)
def test_errors_are_one_clear_line_and_exit_code_2(folder, args, words):
    done = rashomon(*args, folder=folder)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_bad_pages_are_refused_by_name_and_the_others_read(folder):
    bad = Path(folder) / "bad"
    bad.mkdir()
    (bad / "good.txt").write_text(CLASH)
    (bad / "empty.txt").write_bytes(b"")
    (bad / "binary.html").write_bytes(bytes(range(256)) * 40)
    done = rashomon("read", "bad", "--ledger", "bad.db", folder=folder)
    assert done.returncode == 1
    assert "1 read, 0 partly, 2 refused" in done.stdout
    assert "empty.txt" in done.stderr
    assert "binary.html" in done.stderr


def test_standard_input_is_read(folder):
    done = rashomon("read", "-", "--ledger", "stdin.db", folder=folder, stdin=SHELLING)
    assert done.returncode == 0, done.stderr
    assert "1 read" in done.stdout


def test_no_network_is_a_clear_refusal(folder):
    done = rashomon("read", "--url", "https://news.invalid/page", "--ledger", "url.db", folder=folder)
    assert done.returncode == 1
    assert "0 read, 0 partly, 1 refused" in done.stdout
    assert "news.invalid" in done.stderr


def test_the_demo_reads_the_sample_pages_and_prints_disputed_events(tmp_path):
    done = rashomon("demo", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The count is disputed." in done.stdout
    assert "told by" in done.stdout
    assert (tmp_path / "demo" / "report.html").stat().st_size > 50_000


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("read", "a.txt", "--reader", "big"), "use model or lexical"),
        (("list", "events", "--since", "yesterday"), "it is no day"),
        (("list", "events", "--country", "COD"), "no country has this code"),
        (("search", "shelling", "--kind", "page"), "use document or claim"),
        (("report", "."), "it cannot be written"),
    ],
)
def test_a_value_that_no_option_knows_is_named_and_not_taken_for_nothing_found(folder, args, words):
    done = rashomon(*args, folder=folder)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_list_of_commands_cuts_no_line_short(folder):
    for group in ((), ("list",), ("actors",), ("gazetteer",), ("lexicon",)):
        assert "..." not in rashomon(*group, "--help", folder=folder).stdout.partition("Commands:")[2]


def test_an_event_is_shown_with_words_that_count_right(folder):
    rows = [json.loads(line) for line in rashomon("list", "events", "--json", folder=folder).stdout.splitlines()]
    shown = [rashomon("show", row["id"], folder=folder).stdout for row in rows]
    assert any("1 page, " in text for text in shown)
    assert not any("1 pages" in text or "1 original voices" in text for text in shown)
