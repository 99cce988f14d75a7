import contextlib
import gzip
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.batch.records import read_records
from rashomon.errors import InputDamaged, PageError, PageRefused
from rashomon.intake import Page
from rashomon.settings import Settings
from tests.batch.archives import Archive, as_wacz, as_zstd, report, reports

FIVE, THREE = reports(5), reports(3)


def read(path, **changes):
    return list(read_records(path, Settings(**changes)))


def pages(path, **changes):
    return [record.page for record in read(path, **changes) if isinstance(record.page, Page)]


def test_response_and_resource_records_of_html_and_text_are_pages_and_the_rest_is_named(tmp_path):
    archive = Archive()
    archive.add("https://a.example/1", report(1))
    archive.add("https://a.example/2.png", b"\x89PNG", kind="image/png")
    archive.add("https://a.example/3", b"gone", status="404 Not Found")
    archive.add_resource("https://a.example/4.txt", b"plain words")
    records = read(archive.write(tmp_path / "a.warc.gz"))
    assert [record.number for record in records] == list(range(5))
    assert [record.passed for record in records] == [
        "warcinfo records",
        "",
        "records of other kinds than HTML and text",
        "answers with status 404",
        "",
    ]
    first, last = (record.page for record in records if record.page)
    assert (first.url, first.raw, first.media_type) == ("https://a.example/1", report(1), "text/html; charset=utf-8")
    assert first.retrieved_at.isoformat() == "2024-06-01T10:00:00+00:00"
    assert last.raw == b"plain words"


@pytest.mark.parametrize("form", ["gzip", "plain", "zstd", "wacz"])
def test_every_form_of_an_archive_gives_the_same_pages(tmp_path, form):
    archive = reports(5)
    path = tmp_path / f"a.{form}"
    if form == "wacz":
        as_wacz(archive, path)
    else:
        as_form = {"gzip": archive.raw, "plain": gzip.decompress(archive.raw), "zstd": as_zstd(archive)}
        path.write_bytes(as_form[form])
    found = pages(path)
    assert [(page.url, page.raw) for page in found] == [(f"https://news.example/{n}", report(n)) for n in range(5)]


@pytest.mark.parametrize(
    ("headers", "encode"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress),
        ([("Content-Encoding", "gzip")], lambda body: body),  # the header of an encoding that was undone
        ([("Content-Encoding", "deflate")], zlib.compress),
        ([("Content-Encoding", "deflate")], lambda body: zlib.compress(body)[2:-4]),
        ([("Transfer-Encoding", "chunked")], lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)),
        ([("Transfer-Encoding", "chunked")], lambda body: body),
        (
            [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
            lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(body)), gzip.compress(body)),
        ),
    ],
)
def test_bodies_are_decoded_whatever_the_headers_still_say(tmp_path, headers, encode):
    archive = Archive().add("https://a.example/", encode(report(1)), headers=headers)
    (page,) = pages(archive.write(tmp_path / "a.warc.gz"))
    assert page.raw == report(1)


def test_a_bomb_costs_its_record_and_no_memory(tmp_path):
    archive = Archive()
    archive.add("https://a.example/bomb", gzip.compress(b"0" * 50_000_000), headers=[("Content-Encoding", "gzip")])
    archive.add("https://a.example/next", report(2))
    records = read(archive.write(tmp_path / "a.warc.gz"), max_page_bytes=1_000_000)
    assert isinstance(records[1].page, PageRefused)
    assert records[1].page.reason == "large"
    assert records[2].page.raw == report(2)


def test_a_damaged_record_costs_itself_and_reading_goes_on_behind_it(tmp_path):
    archive = reports(6)
    raw = bytearray(archive.raw)
    for place in range(archive.begins[2] + 40, archive.begins[2] + 60):
        raw[place] ^= 0xA5
    path = tmp_path / "a.warc.gz"
    path.write_bytes(raw)
    found = read(path)
    urls = [record.page.url for record in found if isinstance(record.page, Page)]
    assert urls == [f"https://news.example/{n}" for n in (0, 1, 3, 4, 5)]
    (damage,) = [record.page for record in found if isinstance(record.page, PageError)]
    assert "damaged" in damage.what


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.1, 0.98))
def test_an_archive_cut_short_gives_what_is_whole_and_says_so(tmp_path, share):
    archive = FIVE
    cut = int(len(archive.raw) * share)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive.raw[:cut])
    ends = [*archive.begins[1:], len(archive.raw)]
    whole = sum(end <= cut for end in ends)
    found = read(path)
    urls = [record.page.url for record in found if isinstance(record.page, Page)]
    assert urls[:whole] == [f"https://news.example/{n}" for n in range(whole)]
    if cut not in (archive.begins[0], *ends):
        assert any(isinstance(record.page, PageError) for record in found)
    for record in found:
        if isinstance(record.page, Page):
            assert record.page.raw == report(int(record.page.url.rsplit("/", 1)[1])), "half a page passed for a whole"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_ends_the_reading_with_anything_but_our_errors(tmp_path, data):
    raw = bytearray(THREE.raw)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(raw)
    with contextlib.suppress(InputDamaged):
        assert len(read(path)) < 100


@pytest.mark.parametrize("raw", [b"", b"hello", b"PK\x03\x04junk", b"\x1f\x8b\x08\x00junk"])
def test_what_is_no_archive_is_said(tmp_path, raw):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(raw)
    said = []
    try:
        said = [record.page for record in read(path) if isinstance(record.page, PageError)]
    except InputDamaged as error:
        said = [error]
    assert not raw or said
