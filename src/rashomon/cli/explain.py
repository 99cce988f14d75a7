"""`rashomon explain`: how a claim came about, step by step."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, open_ledger
from rashomon.cli.show import claim_lines


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A claim's or an event's id, or its beginning.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Explain how a claim came about, or why claims are one event.

    Which words, which rule or frame, which candidates, and what was rejected.
    """
    from rashomon.domain import Claim, Event
    from rashomon.errors import NotFound

    with open_ledger(ledger) as opened:
        found = opened.get(id_)
        if isinstance(found, Event):
            typer.echo(found.title)
            typer.echo("\n".join(f"  {reason}" for reason in found.reasons) or f"  {_alone(found)}")
        elif isinstance(found, Claim):
            typer.echo("\n".join(explain_lines(found)))
        else:
            raise NotFound(found.id, "only claims and events are explained", "use `rashomon show` for it")


def _alone(event: Any) -> str:
    """Return why an event that no pair of pages made is one."""
    claims = len(event.claim_ids)
    return "one claim alone makes this event" if claims == 1 else f"{claims} claims of one page speak of one deed"


def explain_lines(claim: Any) -> list[str]:
    """Return a claim's values and then the steps that led to them."""
    lines = [*claim_lines(claim), "", "How it came about:"]
    for number, step in enumerate(claim.trace, 1):
        words = f"  (“{step.evidence.text}”)" if step.evidence else ""
        lines.append(f"  {number}. {step.note}{words}")
        lines.append(f"     rule {step.rule}, {step.file}")
    for figure in claim.figures:
        lines.append(f"  figure “{figure.evidence.text}”: rule {figure.rule or 'not named'}, claims/figures.py")
    for place in claim.places:
        if place.candidates:
            lines += ["", f"What “{place.name}” could be:"]
        for candidate in place.candidates:
            taken = "taken" if candidate.gazetteer_id == place.gazetteer_id else "not taken"
            path = ", ".join((*candidate.admin_path, candidate.country))
            lines.append(f"  {candidate.name} ({candidate.kind}), {path}: {candidate.score:.2f}, {taken}")
            lines += [f"    {reason}" for reason in candidate.reasons]
    for role in claim.roles:
        lines += [f"  {role.kind.value} “{role.mention}”: {reason}" for reason in role.reasons]
    return lines
