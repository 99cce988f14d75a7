"""`rashomon show`: one event, claim, page or source with all its values and words."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from rashomon.cli.options import DEFAULT_LEDGER, JsonOption, LedgerOption, open_ledger, print_json


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id from `rashomon list`, or its beginning.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Show one event, claim, page or source, with its words."""
    from rashomon.domain import Claim, Document, Event

    with open_ledger(ledger) as opened:
        found = opened.get(id_)
        if as_json:
            print_json([found])
        elif isinstance(found, Event):
            lines = event_lines(found, {each.id: each for each in opened.claims(event_id=found.id)})
            typer.echo("\n".join([*lines, *_total_lines(opened, found)]))
        elif isinstance(found, Claim):
            typer.echo("\n".join(claim_lines(found)))
        elif isinstance(found, Document):
            typer.echo("\n".join(_document_lines(found)))
        else:
            typer.echo(f"{found.name}\n  {found.id}, {found.host or 'host unknown'}")


def event_lines(event: Any, claims: dict[str, Any]) -> list[str]:
    """Return an event as lines: the accounts side by side with their quotes, then disputes and findings."""
    from rashomon.domain.wording import when_in_words
    from rashomon.report.words import plural

    told = f"{plural(len(event.document_ids), 'page')}, {plural(len(event.roots), 'original voice')}"
    lines = [event.title, f"  {event.id}  {when_in_words(event.when)}  {_where(event.place)}", f"  {told}"]
    for account in event.accounts:
        lines += ["", *_account_lines(account, claims)]
    for dispute in event.disputes:
        lines.append(f"\n  disputed ({dispute.kind.value}): {dispute.note}")
    for finding in event.findings:
        lines.append(f"\n  {finding.kind}: {finding.note}")
    for relation in event.relations:
        pair = f"{relation.document_id[:12]} {relation.kind.value} {relation.of[:12]}"
        lines.append(f"\n  {pair}: {relation.note}")
    return lines


def _total_lines(ledger: Any, event: Any) -> list[str]:
    """Return the incidents that a total counts, as far as the ledger has them, or the totals that count an incident."""
    from rashomon.domain.wording import when_in_words
    from rashomon.pipeline import events_inside, totals_over

    found = events_inside(ledger, event) if event.aggregate else totals_over(ledger, event)
    if not found:
        return []
    head = "the ledger's events inside its span and place:" if event.aggregate else "counted in these totals:"
    return [f"\n  {head}", *(f"    {each.id[:12]}  {when_in_words(each.when)}  {each.title}" for each in found)]


def _account_lines(account: Any, claims: dict[str, Any]) -> list[str]:
    """Return who speaks of whom, the figures with the day on which each was first given, and the words of each page."""
    from rashomon.domain import Interest
    from rashomon.domain.wording import chain_in_words, figure_in_words, quoted

    voice = account.claimant.described or account.claimant.name
    on = f" on {account.group}" if account.group else ""
    interest = f" ({account.interest.value})" if account.interest is not Interest.UNKNOWN else ""
    figures = []
    for each in account.figures:
        seen = f", {each.seen}" if each.seen else ""
        part = "of them " if each.figure.subset_of else ""
        taken = ", taken back later" if each.withdrawn else ""
        figures.append(f"    {part}{figure_in_words(each.figure)}{seen}{taken}")
    lines = [f"  {voice}{on}{interest}", *dict.fromkeys(figures)]
    last = ""
    for claim in (claims[claim_id] for claim_id in account.claim_ids if claim_id in claims):
        words = f"    {quoted(claim.content.text)}"
        lines += [] if words == last else [words]
        last = words
        lines.append(f"      {chain_in_words(claim)} [{claim.stance.value}, {claim.status.value}] {claim.id[:12]}")
    return lines


def _where(place: Any) -> str:
    """Return a place with its country's name, as the report has it; what is not resolved says so."""
    from rashomon.domain import PlaceState
    from rashomon.domain.wording import place_in_words
    from rashomon.report.words import place_area, place_words

    if place is None or place.state is not PlaceState.RESOLVED:
        return place_in_words(place)
    area = place_area(place)
    return f"{place_words(place)}, {area}" if area else place_words(place)


def claim_lines(claim: Any) -> list[str]:
    """Return a claim as lines: every value, and the words that say so."""
    from rashomon.domain.wording import chain_in_words, figure_in_words, quoted, when_in_words

    negated = ", negated" if claim.negated else ""
    lines = [
        quoted(claim.content.text),
        f"  {claim.id} in {claim.document_id}, characters {claim.content.span.start} to {claim.content.span.end}",
        f"  who    {chain_in_words(claim)}" + (f"  (cue “{claim.cue.text}”)" if claim.cue else ""),
        f"  how    {claim.stance.value}, {claim.status.value}{negated}, confidence {claim.confidence:.2f}",
    ]
    if claim.deed:
        kinds = " / ".join(each for each in (claim.deed.type, claim.deed.sub_type, claim.deed.plover) if each)
        lines.append(f"  what   {kinds}  (“{claim.deed.trigger.text}”)")
    for role in claim.roles:
        known = f" = {role.actor_name}" if role.actor_name else ""
        lines.append(f"  {role.kind.value:<6} “{role.evidence.text}”{known}")
    for figure in claim.figures:
        lines.append(f"  count  {figure_in_words(figure)}  (“{figure.evidence.text}”)")
    for place in claim.places:
        lines.append(f"  where  {_where(place)}  (“{place.evidence.text}”)")
        lines += [f"           {reason}" for reason in place.reasons]
    if claim.when:
        words = f"  (“{claim.when.evidence.text}”)" if claim.when.evidence else ""
        lines.append(f"  when   {when_in_words(claim.when)}{words}")
        lines += [f"           {reason}" for reason in claim.when.reasons]
    lines += [f"  label  “{label.word.text}” for {label.labels}" for label in claim.labels]
    if claim.about:
        lines.append(f"  about  {claim.about}")
    lines += [f"  gap    {gap}" for gap in claim.gaps]
    return lines


def _document_lines(document: Any) -> list[str]:
    from rashomon.domain.wording import when_in_words

    lines = [
        document.title,
        f"  {document.id}  {document.source.name}  {when_in_words(document.published)}"
        + (f" ({document.published.basis})" if document.published.basis else ""),
        f"  raw SHA-256 {document.raw_sha256}, extractor {document.extractor}",
    ]
    lines += [f"  date   {reason}" for reason in document.published.reasons]
    lines += [f"  not    {rival.when.text} ({rival.basis}): {rival.why_not}" for rival in document.date_rivals]
    lines += [f"  note   {notice}" for notice in document.notices]
    for block in document.blocks:
        author = f" {block.author}" if block.author else ""
        lines.append(f"\n[{block.kind.value}{author}]\n{document.words_of(block)}")
    return lines
