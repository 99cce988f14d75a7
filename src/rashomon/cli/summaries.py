"""Events in a few lines for a terminal: who claims what of whom, and in what they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.domain import Event
    from rashomon.report import ReportView
    from rashomon.report.chart import Block

WIDE = 44
"""Characters of a voice's name at most."""

FEW = 6
"""Rows of one group at most; the report has all."""


def summary_lines(event: Event, view: ReportView, *, most: int = 3) -> list[str]:
    """Return an event in a few lines: the rival accounts by group harmed, then disputes and findings.

    At most `most` disputes and findings of each sort are told; what is left out is counted.
    """
    from rashomon.report.chart import draw_panels
    from rashomon.report.disputes import dispute_notes
    from rashomon.report.words import place_area, place_words, plural, sentence, when_words

    area = place_area(event.place)
    lines = [
        event.title,
        f"  {when_words(event.when)}; {place_words(event.place)}{f', {area}' if area else ''}",
        (
            f"  told by {plural(len(event.document_ids), 'page')}, {plural(len(event.roots), 'original voice')}; "
            f"all of it: rashomon show {event.id[:12]}"
        ),
    ]
    for panel in draw_panels(event, view.claims):
        for block in panel.blocks:
            lines += _block_lines(block)
    notes = [f"  {note.head}. {note.words}" for note in dispute_notes(event, view)]
    found = [f"  {finding.kind.replace('_', ' ').capitalize()}. {sentence(finding.note)}" for finding in event.findings]
    for told in (notes, found):
        lines += told[:most]
        if len(told) > most:
            lines.append(f"  and {len(told) - most} more like these")
    return lines


def _block_lines(block: Block) -> Iterator[str]:
    from rashomon.report.words import plural

    yield "    " + ", ".join(each for each in (block.group, block.measure) if each)
    rows = [row for row in block.rows if not row.part]
    names = ["  also" if row.again else row.voice[:WIDE] for row in rows[:FEW]]
    wide = max(map(len, names), default=0)
    for name, row in zip(names, rows, strict=False):
        how = ", ".join(each for each in (row.interest, row.status) if each)
        yield f"      {name:<{wide}}  {row.mark.label}{f'  ({how})' if how else ''}"
    if len(rows) > FEW:
        yield f"      and {plural(len(rows) - FEW, 'more voice')}"
