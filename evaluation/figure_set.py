"""The suite `figures`: sentences written for every construction, each with the figures that a coder takes from it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from evaluation.figure_muc import measure_muc
from evaluation.figures import Figure, Options, Ratio
from rashomon.claims.figures import find_figures
from rashomon.domain import claim
from rashomon.domain.document import Block, BlockKind, Document, Source
from rashomon.domain.ids import content_id
from rashomon.domain.span import Span
from rashomon.domain.when import When
from rashomon.reading import Reader, open_reader
from rashomon.settings import Settings

SET = Path(__file__).parent / "sets" / "figures.jsonl"
Expected = tuple[str, str | None, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One sentence: its construction, its part (dev or report), its figures as (measure, group, low, high)."""

    text: str
    construction: str
    part: str
    expected: tuple[Expected, ...]


def read_items(path: Path = SET) -> list[Item]:
    """Return the set. Raises ValueError naming the line that is not as it should be."""
    items = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        expected = tuple((claim.Measure(m).value, group, low, high) for m, group, low, high in row["figures"])
        if row["part"] not in {"dev", "report"}:
            raise ValueError(f"{path}:{number}: part is dev or report, not {row['part']}")
        for _, group, _, _ in expected:
            if group is not None and group not in row["text"]:
                raise ValueError(f"{path}:{number}: the group {group!r} is not in the sentence")
        items.append(Item(text=row["text"], construction=row["construction"], part=row["part"], expected=expected))
    return items


def page_of(text: str) -> Document:
    """Return a sentence as a page of one body block."""
    return Document(
        id=content_id("doc", text),
        url=None,
        source=Source(id=content_id("src", "set"), name="set"),
        title="",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=When(text="2024-05-07", earliest=date(2024, 5, 7), latest=date(2024, 5, 7)),
        retrieved_at=datetime(2024, 5, 8, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="set/1",
    )


def read_figures(text: str, reader: Reader) -> list[Expected]:
    """Return the figures of a sentence as the set writes them."""
    page = page_of(text)
    return [(f.measure.value, f.group, f.low, f.high) for f in find_figures(page, reader.read(page))]


def is_exact(found: list[Expected], expected: tuple[Expected, ...]) -> bool:
    """Tell whether a sentence gave its figures and no others. Groups are compared without regard to case."""
    return _counter(found) == _counter(expected)


def _counter(figures: list[Expected] | tuple[Expected, ...]) -> Counter[Expected]:
    return Counter((m, group.lower() if group else None, low, high) for m, group, low, high in figures)


def run(root: Path, options: Options) -> list[Figure]:
    """Return `exact` on the report part, one figure a construction, and the same on the development part as `dev_...`.

    A sentence counts when its figures are the expected ones and no others. `--upper` reads it in capitals, `--split
    lexical` without the model. Beside these, `muc_exact` and `muc_number` on MUC's target numbers, where the root has
    them (`evaluation.figure_muc`; `--split tune` measures the messages that were looked at).
    """
    reader = open_reader(Settings(reader="lexical" if options.split == "lexical" else "model"))
    whole: dict[str, Ratio] = defaultdict(Ratio)
    each: dict[str, Ratio] = defaultdict(Ratio)
    for item in read_items()[: options.limit]:
        text = item.text.upper() if options.upper else item.text
        found = read_figures(text, reader)
        hit = is_exact(found, item.expected)
        whole[item.part] += Ratio(int(hit), 1)
        each[item.construction] += Ratio(int(hit), 1)
        if not hit and options.details is not None and item.part == "dev":
            with options.details.open("a", encoding="utf-8") as file:
                row = {"text": text, "found": found, "expected": item.expected, "construction": item.construction}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    figures = [Figure(suite="figures", metric="exact", value=whole["report"].value, n=whole["report"].n)]
    figures.append(Figure(suite="figures", metric="dev_exact", value=whole["dev"].value, n=whole["dev"].n))
    figures += [Figure(suite="figures", metric=name, value=r.value, n=r.n) for name, r in sorted(each.items())]
    return figures + ([] if options.upper else measure_muc(root, reader, options))
