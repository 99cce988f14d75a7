"""What is wrong or open in the registry's data, told in sentences."""

from __future__ import annotations

from rashomon.knowledge.actors.registry import Registry


def faults(registry: Registry) -> list[str]:
    """Return what cannot be right: parts, members of camps and neutral pairs that name nobody."""
    found = []
    for actor in registry.explicit.values():
        found += [
            f"{actor.id} is part of {above}, which is not there"
            for above in actor.parts_of
            if registry.get(above) is None
        ]
        if actor.id in registry.line(actor.id)[1:]:
            found.append(f"{actor.id} is a part of itself")
        if actor.country is not None and actor.country not in registry.states.by_code and actor.country != "EH":
            found.append(f"{actor.id} is of {actor.country}, which is no state of the table")
    for conflict_id, members in registry.conflicts.by_conflict.items():
        conflict = registry.conflicts.by_id[conflict_id]
        for member in members:
            if registry.get(member.actor) is None:
                found.append(f"{member.actor} has a side in {conflict_id} and is not there")
            if member.until is not None and member.until < member.since:
                found.append(f"{member.actor} leaves {conflict_id} before it comes")
        known = {member.camp for member in members} | {member.actor for member in members}
        loose = {each for pair in conflict.neutral for each in pair if each not in known}
        found += [f"{conflict_id} has a neutral pair with {each}, which has no side there" for each in sorted(loose)]
    idle = [each for each in registry.conflicts.by_id if each not in registry.conflicts.by_conflict]
    return found + [f"{each} is a conflict without sides" for each in idle]


def shared_names(registry: Registry) -> list[str]:
    """Return names that several actors share: such a mention links only where the page's country tells."""
    both = {**registry.by_name, **registry.by_acronym}
    return [f"{name!r} may be {', '.join(ids)}" for name, ids in sorted(both.items()) if len(ids) > 1]
