"""Who stands with whom on a day, and whose losses or deeds a claimant speaks of."""

from __future__ import annotations

from datetime import date

from rashomon.domain import Claim, Claimant, Figure, Interest, Measure, RoleKind, Side, VoiceKind
from rashomon.knowledge.actors.conflicts import side_in
from rashomon.knowledge.actors.linking import Linker
from rashomon.knowledge.actors.registry import Registry

# Measures of what somebody suffers; the others count deeds, sites or things.
LOSSES = frozenset(
    {
        Measure.KILLED,
        Measure.WOUNDED,
        Measure.KILLED_OR_WOUNDED,
        Measure.CAPTURED,
        Measure.MISSING,
        Measure.SURRENDERED,
        Measure.DISPLACED,
        Measure.NEUTRALISED,
        Measure.VEHICLES,
    }
)
_THIRD = frozenset({VoiceKind.MONITOR, VoiceKind.ORGANISATION, VoiceKind.AGENCY, VoiceKind.OUTLET})


def side_between(one: str, other: str, registry: Registry, day: date | None) -> Side | None:
    """Return how two actors stand to each other on a day, None where the registry knows of no side.

    An actor shares the sides of what it is part of. Where conflicts differ, the one nearest to both decides. Without a
    day all dates count.
    """
    line, other_line = registry.line(one), registry.line(other)
    if other in line or one in other_line:
        return Side.WITH
    state = _within_state(line, other_line)
    if state is not None:
        return state
    best: tuple[int, int, int, Side] | None = None
    for near, above in enumerate(line):
        for own in registry.conflicts.by_actor.get(above, ()):
            if not own.holds_on(day):
                continue
            for far, beyond in enumerate(other_line):
                for theirs in registry.conflicts.by_actor.get(beyond, ()):
                    if theirs.conflict != own.conflict or not theirs.holds_on(day):
                        continue
                    side = side_in(registry.conflicts.by_id[own.conflict], own, theirs)
                    # Without a day the conflict that lasted longest into the present decides.
                    ends = min((each.until for each in (own, theirs) if each.until), default=date.max)
                    rank = (near + far, -ends.toordinal(), 0 if side is Side.AGAINST else 1)
                    if side is not None and (best is None or rank < best[:3]):
                        best = (*rank, side)
    return best[3] if best else _through_standing(one, other, registry, day)


def _within_state(line: tuple[str, ...], other_line: tuple[str, ...]) -> Side | None:
    """Tell the sides that the words themselves give: a state's bodies, its opposition, its supporters."""
    for one, other in ((line, other_line), (other_line, line)):
        for each in one:
            prefix, _, name = each.partition(".")
            government = f"{prefix}.government"
            if name in ("opposition", "protesters") and government in other:
                return Side.AGAINST
            if name == "opposition" and f"{prefix}.pro-government" in other:
                return Side.AGAINST
            if name == "pro-government" and government in other:
                return Side.WITH
    shared = {each for each in line if each in other_line}
    return Side.WITH if shared else None


def _standing(actor_id: str, registry: Registry) -> str:
    """Return who stands for an actor that no conflict names: for supporters of a government that government."""
    prefix, _, name = actor_id.partition(".")
    named = actor_id in registry.conflicts.by_actor
    return f"{prefix}.government" if name == "pro-government" and not named else actor_id


def _through_standing(one: str, other: str, registry: Registry, day: date | None) -> Side | None:
    stands = (_standing(one, registry), _standing(other, registry))
    return None if stands == (one, other) else side_between(*stands, registry, day)


def interest(
    claimant: Claimant, subject: Figure | Claim, registry: Registry, day: date | None, claim: Claim | None = None
) -> Interest:
    """Return whose losses or deeds the claimant speaks of, seen from the claimant, on this day.

    `subject` is a figure (the group that it counts) or a claim (its victims, targets or agents). With a figure, `claim`
    adds who the deed is by. A voice without a side speaks as a third party; one that nobody knows is unknown.
    """
    voice = _voice(claimant, registry)
    claim = subject if isinstance(subject, Claim) else claim
    figure = subject if isinstance(subject, Figure) else None
    if voice is None:
        return Interest.THIRD_PARTY if claimant.kind in _THIRD else Interest.UNKNOWN
    suffers = _sufferer(figure, claim, registry)
    agent = _agent(figure, claim, registry)
    speaks_of_deeds = figure is not None and figure.measure not in LOSSES
    if suffers is None or speaks_of_deeds:
        if agent is not None and _same(voice, agent, registry):
            return Interest.OWN_DEED
        if suffers is None:
            return _seen(voice, agent, claimant, registry, day) if agent else _unknown(voice, claimant, registry)
    if suffers is not None and (_same(voice, suffers, registry) or _own_people(voice, suffers, agent, registry, day)):
        return Interest.OWN_LOSSES
    if figure is None and agent is not None and _same(voice, agent, registry):
        return Interest.OWN_DEED
    return _seen(voice, suffers, claimant, registry, day)


def _seen(voice: str, other: str | None, claimant: Claimant, registry: Registry, day: date | None) -> Interest:
    side = side_between(voice, other, registry, day) if other else None
    if side is Side.AGAINST:
        return Interest.ADVERSARY
    if side is Side.WITH:
        return Interest.ALLY
    if other is None:
        return _unknown(voice, claimant, registry)
    return Interest.THIRD_PARTY


def _unknown(voice: str, claimant: Claimant, registry: Registry) -> Interest:
    neutral = registry.voice_of(voice) in _THIRD and len(registry.line(voice)) == 1
    return Interest.THIRD_PARTY if neutral or claimant.kind in _THIRD else Interest.UNKNOWN


def _voice(claimant: Claimant, registry: Registry) -> str | None:
    if claimant.actor_id is not None:
        return claimant.actor_id
    return Linker(registry=registry).link(claimant.name).actor_id


def _same(one: str, other: str, registry: Registry) -> bool:
    """Tell whether two actors are one side's own: the same, a part of it, or a body of the same state."""
    line, other_line = registry.line(one), registry.line(other)
    if one in other_line or other in line or set(line) & set(other_line):
        return True
    prefix, _, name = one.partition(".")
    return name == "government" and other == f"{prefix}.civilians"


def _own_people(voice: str, suffers: str, agent: str | None, registry: Registry, day: date | None) -> bool:
    """Tell whether a voice speaks of its own country's people, hit by an adversary from abroad.

    In a war within a country its people are nobody's own: there a voice that counts dead civilians is a third party.
    """
    prefix, _, name = suffers.partition(".")
    if name not in ("civilians", "people") or agent is None or agent.partition(".")[0] == prefix:
        return False
    at_home = prefix in {each.partition(".")[0] for each in registry.line(voice)}
    return at_home and side_between(voice, agent, registry, day) is Side.AGAINST


def _sufferer(figure: Figure | None, claim: Claim | None, registry: Registry) -> str | None:
    if figure is not None:
        if figure.group_actor is not None:
            return figure.group_actor
        if figure.group is not None:
            return Linker(registry=registry).link(figure.group).actor_id
        return None
    if claim is None:
        return None
    wanted = (RoleKind.VICTIM, RoleKind.TARGET)
    return next((role.actor_id for kind in wanted for role in claim.roles if role.kind is kind and role.actor_id), None)


def _agent(figure: Figure | None, claim: Claim | None, registry: Registry) -> str | None:
    if figure is not None and figure.by is not None:
        found = Linker(registry=registry).link(figure.by).actor_id
        if found is not None:
            return found
    if claim is None:
        return None
    return next((role.actor_id for role in claim.roles if role.kind is RoleKind.AGENT and role.actor_id), None)
