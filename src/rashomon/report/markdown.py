"""The report as Markdown, for notes and mails: the same values in words, without drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from rashomon.report.cards import Card
from rashomon.report.chapters import EventChapter, event_chapter, unread
from rashomon.report.sources import source_rows
from rashomon.report.view import ReportView
from rashomon.report.words import day_words, plural, sentence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s)", re.MULTILINE)


def render_markdown(view: ReportView) -> str:
    """Return the report as CommonMark with tables. Words of pages are escaped: they format nothing and link nowhere."""
    lines = [
        "# Who claims what",
        (
            f"Report of {day_words(view.generated_at.astimezone(UTC).date())} from {_plain(view.ledger_name)}, "
            f"Rashomon {_plain(view.version)}. It shows who claims what, in which words. It does not say who is right. "
            f"Policy: {_plain(view.policy)}."
        ),
    ]
    if view.notice:
        lines.append(f"*{_plain(view.notice)}*")
    for number, event in enumerate(view.events, start=1):
        lines += _event(event_chapter(number, event, view))
    lines += _sources(view)
    ends = unread(view)
    if ends:
        lines.append("## What was not read, and why")
        lines.append("\n".join(f"- {_plain(end.name)}: {end.state.value}, {_plain(end.reason)}" for end in ends))
    return "\n\n".join(lines) + "\n"


def _event(chapter: EventChapter) -> Iterator[str]:
    kind = " (a total, not an incident)" if chapter.event.aggregate else ""
    yield f"## {chapter.number}. {_plain(chapter.event.title)}{kind}"
    told = f"{plural(chapter.pages, 'page')}, {plural(chapter.voices, 'voice')}"
    where = f"{_plain(chapter.place)}{f', {_plain(chapter.area)}' if chapter.area else ''} ({chapter.place_grain})"
    yield f"{_plain(chapter.when)} ({chapter.when_grain}) · {where} · {told}"
    rows = [
        [
            block.group + (f", of them {row.part}" if row.part else ""),
            block.measure,
            row.voice,
            row.value,
            row.mark.label,
        ]
        for panel in chapter.panels
        for block in panel.blocks
        for row in block.rows
    ]
    if rows:
        head = ["who was harmed or counted", "measure", "voice", "claimed", "put as"]
        yield "\n".join(f"| {' | '.join(_plain(cell) for cell in row)} |" for row in [head, ["---"] * 5, *rows])
    yield from _by_policy(chapter)
    for note in chapter.disputes:
        yield f"**{note.head}.** {_plain(note.words)}"
    for finding in chapter.event.findings:
        yield f"**{_plain(finding.kind).capitalize()}.** {_plain(sentence(finding.note))}"
    sources = {telling.document_id: telling.source for telling in chapter.tellings}
    for relation in chapter.event.relations:
        if relation.document_id in sources and relation.of in sources:
            pair = f"{sources[relation.document_id]} {relation.kind.value} {sources[relation.of]}"
            yield f"**{_plain(pair)}.** {_plain(relation.note)}"
    for speaker in chapter.speakers:
        yield f"### {_plain(speaker.name)}"
        for card in speaker.cards:
            yield _card(card)
    for value in chapter.open:
        said = ", ".join(f"“{_plain(each)}”" for each in value.said)
        yield f"Left open: {said} ({value.state}). {_plain('; '.join(value.reasons))}"


def _sources(view: ReportView) -> Iterator[str]:
    rows = [
        [
            row.name,
            *(str(each) for each in (len(row.pages), row.events, row.alone, row.disputed, row.withdrawn)),
            ", ".join(f"{share.count} {share.name}" for share in row.shares) or "none known",
        ]
        for row in source_rows(view)
    ]
    if rows:
        yield "## Sources"
        head = ["source", "pages", "events", "alone", "in dispute", "withdrawn", "whose losses its figures are"]
        yield "\n".join(f"| {' | '.join(_plain(cell) for cell in row)} |" for row in [head, ["---"] * 7, *rows])


def _by_policy(chapter: EventChapter) -> Iterator[str]:
    if chapter.numbers:
        head = [["killed, by policy", "low", "best", "high"], ["---"] * 4]
        rows = [
            [f"{each.name} (this report’s)" if each.taken else each.name, each.low, each.best, each.high]
            for each in chapter.numbers
        ]
        yield "\n".join(f"| {' | '.join(_plain(cell) for cell in row)} |" for row in [*head, *rows])


def _card(card: Card) -> str:
    quote = "".join(run.text for run in card.quote.runs)
    words = f"{'… ' if card.quote.cut_before else ''}{quote}{' …' if card.quote.cut_after else ''}"
    tags = ", ".join([*(tag for _, tag in card.tags), *(f"{value.amount} {value.measure}" for value in card.values)])
    chain = " › ".join(_plain(voice) for voice in card.chain)
    return (
        f"> {_plain(words)}\n>\n> {chain}, {_plain(card.published)}{f' ({_plain(tags)})' if tags else ''} `{card.id}`"
    )


def _plain(words: str) -> str:
    """Escape what Markdown or HTML would read as more than words, on one line."""
    flat = " ".join(words.split())
    if flat == "---":
        return flat
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", flat.replace("&", "&amp;")))
