"""Archives as crawlers write them, made with warcio's writer."""

import gzip
import io
import itertools
import zipfile
from pathlib import Path

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PLACES = ("Gao", "Kharkiv", "Goma", "Mosul", "Derna")


def report(number):
    place = PLACES[number % len(PLACES)]
    return (
        f"<html lang=en><head><title>Shelling near {place}</title>"
        f'<meta property="article:published_time" content="2024-05-{number % 20 + 1:02d}T08:00:00Z"></head><body>'
        f"<article><h1>Shelling near {place}</h1>"
        f"<p>The army said on Monday that at least {number + 3} soldiers were killed in shelling near {place}, which "
        "lasted until the evening and left several houses in ruins.</p>"
        f"<p>Residents of {place} spoke of more than {number + 20} dead in the shelling. The governor denied that any "
        "civilian was wounded, and said that the wounded had been taken to the hospital.</p>"
        "</article></body></html>"
    ).encode()


COOKING = (
    b"<html lang=en><head><title>A cake with apples</title></head><body><article><h1>A cake with apples</h1>"
    b"<p>Peel the apples, cut them into slices and lay them on the dough. Mix the sugar with the butter and the eggs, "
    b"and bake the cake in the oven for an hour at a moderate heat.</p><p>It is best when it is served warm with "
    b"a little cream, and it keeps for three days in the kitchen.</p></article></body></html>"
)
GERMAN = (
    "<html lang=de><body><article><p>Bei dem Angriff auf die Stadt wurden nach Angaben der Behörden mehrere Menschen "
    "verletzt, die Armee wies die Vorwürfe am Abend zurück und sprach von einem Irrtum der Aufständischen.</p>"
    "<p>Die Bewohner hatten zuvor berichtet, dass der Beschuss bis in die Nacht dauerte.</p></article></body></html>"
).encode()


class Archive:
    """Writes records into a file and knows where each begins."""

    def __init__(self, gzipped=True):
        self.buffer = io.BytesIO()
        self.writer = WARCWriter(self.buffer, gzip=gzipped)
        self.begins = []
        info = self.writer.create_warcinfo_record("made.warc.gz", {"software": "tests"})
        self.writer.write_record(info)

    def add(
        self, url, body, *, kind="text/html; charset=utf-8", status="200 OK", headers=(), date="2024-06-01T10:00:00Z"
    ):
        self.begins.append(self.buffer.tell())
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": date}
        )
        self.writer.write_record(record)
        return self

    def add_resource(self, url, body, kind="text/plain"):
        self.begins.append(self.buffer.tell())
        record = self.writer.create_warc_record(
            url,
            "resource",
            payload=io.BytesIO(body),
            warc_content_type=kind,
            warc_headers_dict={"WARC-Date": "2024-06-01T10:00:00Z"},
        )
        self.writer.write_record(record)
        return self

    @property
    def raw(self):
        return self.buffer.getvalue()

    def write(self, path):
        Path(path).write_bytes(self.raw)
        return Path(path)


def reports(count, first=0):
    archive = Archive()
    for number in range(first, first + count):
        archive.add(f"https://news.example/{number}", report(number))
    return archive


def as_zstd(archive):
    """Return the same records, each in a frame of its own."""
    raw, ends = archive.raw, [*archive.begins, len(archive.raw)]
    pieces = [raw[: ends[0]], *(raw[a:b] for a, b in itertools.pairwise(ends))]
    return b"".join(zstandard.compress(gzip.decompress(piece)) for piece in pieces)


def as_wacz(archive, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/data.warc.gz", archive.raw)
    return path
