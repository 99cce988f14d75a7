"""The actors of a deed: agents, targets, allies and supporters, by a frame's argument paths."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.claims import roles_lexical as lexical
from rashomon.claims import roles_syntax as syntax
from rashomon.claims.deeds_match import Match
from rashomon.claims.deeds_view import SentenceView
from rashomon.claims.roles_phrases import Phrase, is_named, make_role
from rashomon.domain.claim import Role, RoleKind
from rashomon.domain.reading import NameKind


@dataclass(slots=True)
class Arguments:
    """The phrases that a deed's paths lead to, before they become roles."""

    agents: list[Phrase]
    targets: list[Phrase]
    rule: str


def find_arguments(view: SentenceView, match: Match) -> Arguments:
    """Find a deed's agents and targets, over dependencies where there are any and by position where not."""
    is_verb = match.trigger.frame.pattern.word == "verb"
    if view.has_syntax:
        return _verb_by_syntax(view, match) if is_verb else _noun_by_syntax(view, match)
    return _verb_by_position(view, match) if is_verb else _noun_by_position(view, match)


def _phrases(view: SentenceView, heads: list[int], match: Match) -> list[Phrase]:
    found = []
    for head in heads:
        for each in syntax.expand(view, head):
            phrase = syntax.phrase_at(view, each)
            if (
                (each not in match.positions or _is_people(view, each))
                and phrase not in found
                and not _is_time(view, each)
                and not _is_repelled(view, each, match)
            ):
                found.append(phrase)
    return found


def _is_repelled(view: SentenceView, at: int, match: Match) -> bool:
    """Tell whether a verb's object is itself a deed: who repels an assault does nothing to the assault."""
    if match.trigger.frame.pattern.word != "verb" or view.lower[at] not in view.lexicon.lists["deed_nouns"]:
        return False
    phrase = syntax.phrase_at(view, at)
    words = tuple(view.lower[phrase.left : at])
    return not (is_named(view, phrase) or (words and view.lexicon.in_class(words, "armed")))


def _is_time(view: SentenceView, at: int) -> bool:
    """Tell whether a phrase's head is a time: "on Tuesday" hits nobody."""
    return view.names.get(at) is NameKind.TIME or view.lower[at] in lexical.DAYS


def _is_people(view: SentenceView, at: int) -> bool:
    """Tell whether a trigger's own word names who is hit ("killed protesters") and not a thing ("threw a grenade")."""
    return view.lexicon.in_class((view.lower[at],), "person")


def _free(view: SentenceView, phrases: list[Phrase], match: Match) -> list[Phrase]:
    """Leave out phrases that are the trigger's own words, unless those name people."""
    taken = [at for at in match.positions if at != match.head and not _is_people(view, at)]
    return [
        each
        for each in phrases
        if not any(each.left <= at <= each.right for at in taken) and not each.left <= match.head <= each.right
    ]


def _first(view: SentenceView, at: int, paths: tuple[str, ...]) -> list[int]:
    for path in paths:
        heads = syntax.arguments(view, at, path)
        if heads:
            return heads
    return []


def _verb_by_syntax(view: SentenceView, match: Match) -> Arguments:
    pattern, verb = match.trigger.frame.pattern, match.head
    agents = _phrases(view, _first(view, verb, pattern.agent), match)
    heads: list[int] = []
    for path in pattern.target:
        heads = [
            head for head in syntax.arguments(view, verb, path) if head not in match.positions or _is_people(view, head)
        ]
        if heads:
            break
    if not heads:
        heads = _targets_of_object(view, match)
    return Arguments(
        agents, [each for each in _phrases(view, heads, match) if each not in agents], f"syntax: {pattern.name}"
    )


def _targets_of_object(view: SentenceView, match: Match) -> list[int]:
    """Look for "on X", "at X" under the object that is part of the trigger ("opened fire on X")."""
    pattern = match.trigger.frame.pattern
    for path in pattern.target:
        relation, _, preposition = path.partition(":")
        if relation != "obl":
            continue
        for at in match.positions:
            if at != match.head:
                found = syntax.noun_arguments(view, at, f"nmod:{preposition}")
                if found:
                    return found
    return []


def _noun_by_syntax(view: SentenceView, match: Match) -> Arguments:
    pattern, noun = match.trigger.frame.pattern, match.head
    rule = f"syntax: {pattern.name}"
    agents: list[int] = []
    targets: list[int] = []
    for path in pattern.both:
        parties = [each for head in syntax.noun_arguments(view, noun, path) for each in syntax.expand(view, head)]
        if parties:
            phrases = [syntax.phrase_at(view, each) for each in parties]
            return Arguments(phrases[:1], phrases[1:], rule)
    for path in pattern.agent:
        if path != "modifier":
            agents = agents or syntax.noun_arguments(view, noun, path)
    for path in pattern.target:
        targets = targets or syntax.noun_arguments(view, noun, path)
    agents, targets = _from_light_verb(view, match, agents, targets)
    if "modifier" in pattern.agent and not agents:
        # Whoever launched a strike goes before the nation or weapon that it is named by.
        found = syntax.noun_arguments(view, noun, "modifier")
        agents = [each for each in found if each not in match.positions and _is_party(view, each)]
    return Arguments(_phrases(view, agents, match), _phrases(view, targets, match), rule)


def _from_light_verb(
    view: SentenceView, match: Match, agents: list[int], targets: list[int]
) -> tuple[list[int], list[int]]:
    """Take the parties of "A launched an attack", "B came under shelling" from the verb above the noun."""
    above = view.head[match.head]
    if above < 0 or view.relation(match.head) not in ("obj", "obl", "nsubj"):
        return agents, targets
    word = view.lower[above]
    passive = syntax.is_passive(view, above)
    if word in view.lexicon.lists["light"]:
        # A bare "obl" behind a light verb is an object that the parser took for an adjunct.
        bare = view.relation(match.head) == "obl" and not view.case_of(match.head)
        if (view.relation(match.head) == "obj" or bare) and not agents:
            agents = syntax.subjects(view, above)
        elif passive and view.relation(match.head) == "nsubj" and not agents:
            agents = syntax.agents_by(view, above)
    elif (word in view.lexicon.lists["undergo"] and not targets and view.relation(match.head) in ("obj", "obl")) or (
        passive and "by" in view.case_of(match.head) and not targets
    ):
        targets = syntax.subjects(view, above)
    return agents, targets


def _is_party(view: SentenceView, at: int) -> bool:
    phrase = Phrase(at, at, at)
    return (
        is_named(view, phrase)
        or view.lexicon.in_class((view.lower[at],), "armed")
        or view.names.get(at) is NameKind.NATIONALITY
    )


def _prepositions(paths: tuple[str, ...], relation: str) -> tuple[str, ...]:
    return tuple(path.partition(":")[2] for path in paths if path.startswith(relation + ":"))


def _verb_by_position(view: SentenceView, match: Match) -> Arguments:
    pattern, verb, last = match.trigger.frame.pattern, match.head, match.positions[-1]
    rule = f"position: {pattern.name}"
    before = _free(view, lexical.before_verb(view, verb), match)
    if lexical.is_passive(view, verb, match.entry.morph):
        if "nsubj:pass" in pattern.agent:
            return Arguments(before, [], rule)
        return Arguments(lexical.after_word(view, verb + 1, ("by",)), before, rule)
    targets: list[Phrase] = []
    if "obj" in pattern.target:
        targets = _free(view, lexical.object_of(view, verb), match) or _free(view, lexical.object_of(view, last), match)
    oblique = _prepositions(pattern.target, "obl")
    if not targets and last != verb and view.lower[last] in oblique:
        targets = lexical.object_of(view, last)
    if not targets and oblique:
        targets = _free(view, lexical.after_word(view, verb + 1, oblique), match)
    return Arguments(before, targets, rule)


def _noun_by_position(view: SentenceView, match: Match) -> Arguments:
    pattern, noun, last = match.trigger.frame.pattern, match.head, match.positions[-1]
    rule = f"position: {pattern.name}"
    both = _prepositions(pattern.both, "nmod")
    if both and last + 1 < len(view) and view.lower[last + 1] in both:
        parties = lexical.after_word(view, last + 1, both)
        return Arguments(parties[:1], parties[1:], rule)
    agents = lexical.after_word(view, last + 1, ("by",)) if "nmod:by" in pattern.agent else []
    ends_in = view.lower[last] if last != noun else ""
    targets_after = _prepositions(pattern.target, "nmod")
    targets = (
        lexical.object_of(view, last) if ends_in in targets_after else lexical.after_word(view, last + 1, targets_after)
    )
    first = match.positions[0]
    if not agents and first > 0 and view.lower[first - 1] in ("'s", "’s"):
        owner = lexical.phrase_left(view, first - 1)
        agents = [owner] if owner else []
    if not agents and first > 0:
        agents = _modifier_or_light(view, first)
    return Arguments(agents, targets, rule)


def _modifier_or_light(view: SentenceView, first: int) -> list[Phrase]:
    modifier = lexical.phrase_left(view, first)
    if modifier is not None and (
        is_named(view, modifier) or view.lexicon.in_class(tuple(view.lower[modifier.left : first]), "armed")
    ):
        return [modifier]
    for back in range(first - 1, max(-1, first - 5), -1):
        if view.lower[back] in view.lexicon.lists["light"]:
            return lexical.before_verb(view, back)
    return []


def make_roles(view: SentenceView, arguments: Arguments) -> tuple[Role, ...]:
    """Turn phrases into roles, each once, with supporters ("backed by X") and allies ("alongside X") of the agents."""
    roles: list[Role] = []
    for kind, phrases in ((RoleKind.AGENT, arguments.agents), (RoleKind.TARGET, arguments.targets)):
        for phrase in phrases:
            role = make_role(view, phrase, kind, arguments.rule)
            if role is not None and all(role.evidence.span != other.evidence.span for other in roles):
                roles.append(role)
    roles += supporters_of(view, arguments)
    return tuple(roles)


def supporters_of(view: SentenceView, arguments: Arguments) -> list[Role]:
    """Find who backs a party: "rebels backed by X", "X-backed rebels", "supported by X", "alongside X"."""
    backed = view.lexicon.lists["backed"]
    found: list[Role] = []
    for at, word in enumerate(view.lower):
        phrase: Phrase | None = None
        kind = RoleKind.SUPPORTER
        if word in backed and at > 1 and view.is_hyphen(at - 1):
            phrase = Phrase(at - 2, at - 2, at - 2)
        elif word in backed and at + 1 < len(view):
            by = at + 1 + (view.lower[at + 1] == "up")
            phrase = lexical.phrase_right(view, by + 1) if by + 1 < len(view) and view.lower[by] == "by" else None
        elif word == "alongside" and at + 1 < len(view):
            phrase, kind = lexical.phrase_right(view, at + 1), RoleKind.ALLY
        role = make_role(view, phrase, kind, f"{word} beside the party") if phrase is not None else None
        if role is not None and _near(view, at, arguments):
            found.append(role)
    return found


def _near(view: SentenceView, at: int, arguments: Arguments) -> bool:
    return any(
        -2 <= at - phrase.right <= 4 or phrase.left <= at <= phrase.right
        for phrase in arguments.agents + arguments.targets
    ) or (view.lower[at] == "alongside" and bool(arguments.agents))
