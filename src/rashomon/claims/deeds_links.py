"""How deeds of one sentence bear on each other, and which type follows from who acts on whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.claims.deeds_match import Match
from rashomon.claims.deeds_view import SentenceView
from rashomon.claims.roles import Arguments
from rashomon.claims.roles_phrases import Phrase, is_in
from rashomon.knowledge.deeds import TYPE_OF, Frame, Refinement

_CLAUSE_REACH = 12
#: Event types that bring harm about; an agreement, an arrest or a peaceful protest beside a death does not.
_HARMFUL = frozenset({"Battles", "Riots", "Explosions/Remote violence", "Violence against civilians"})
_HARMFUL_TOPICS = frozenset({"natural disaster", "man-made disaster"})
_CAUSING = frozenset({"in", "by", "during", "after", "from", "of", "when", "as", "while", "amid", "on", "following"})


@dataclass(slots=True)
class Candidate:
    """A deed in the making: what was found, its parties, and what the rules made of its type."""

    match: Match
    arguments: Arguments
    sub_type: str | None = None
    plover: str | None = None
    topic: str | None = None
    kind: Frame | None = None
    rules: list[Refinement] = field(default_factory=list)
    absorbed: list[Match] = field(default_factory=list)
    victims: list[Phrase] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The frame of its trigger."""
        return self.match.trigger.frame

    @property
    def type(self) -> str | None:
        """The ACLED event type that follows from the sub-event type, or the frame's own."""
        if self.topic and not self.sub_type:
            return None
        return TYPE_OF[self.sub_type] if self.sub_type else self.frame.type


def holds(view: SentenceView, frame: Frame, arguments: Arguments) -> bool:
    """Tell whether a frame's conditions hold: `needs` of which one class must apply, `without` of which none may."""
    for role, names in frame.needs.items():
        if not _applies(view, arguments, role, names):
            return False
    return not any(_applies(view, arguments, role, names) for role, names in frame.without.items())


def _applies(view: SentenceView, arguments: Arguments, role: str, names: tuple[str, ...]) -> bool:
    if role == "clause":
        return (
            any(view.lexicon.in_class(tuple(view.lower), name) for name in names if name not in ("name", "none"))
            or "name" in names
        )
    phrases = arguments.agents if role == "agent" else arguments.targets
    if not phrases:
        return "none" in names
    if "pronoun" in names and any(view.lower[phrase.head] in view.lexicon.classes["pronoun"] for phrase in phrases):
        return True
    return any(is_in(view, phrase, name) for phrase in phrases for name in names if name != "none")


def absorb(view: SentenceView, candidates: list[Candidate]) -> list[Candidate]:
    """Let a deed take in the outcomes that it brought about: "the blast killed five" is one deed.

    An outcome (killed, wounded) belongs to the nearest other deed whose noun is its subject or "in" phrase, or which
    governs it as a participle. Its patient becomes the deed's victims.
    """
    kept = _absorb_things(candidates)
    for outcome in [each for each in candidates if each.frame.result]:
        cause = _cause_of(view, outcome, kept)
        if cause is None:
            continue
        victims = outcome.arguments.targets or (
            [] if outcome.frame.pattern.name != "verb-alone" else outcome.arguments.agents
        )
        cause.victims += [
            each
            for each in victims
            if each not in cause.victims and cause.match.head not in range(each.left, each.right + 1)
        ]
        if not cause.arguments.agents and outcome.arguments.agents and outcome.frame.pattern.name != "verb-alone":
            cause.arguments.agents = [
                each for each in outcome.arguments.agents if cause.match.head not in range(each.left, each.right + 1)
            ]
        cause.absorbed.append(outcome.match)
        kept.remove(outcome)
    return kept


def _absorb_things(candidates: list[Candidate]) -> list[Candidate]:
    """Drop nouns that are no deed of their own but a party or thing of one: the bomb that went off, the guns found."""
    kept = list(candidates)
    for thing in candidates:
        if thing.frame.pattern.name != "noun-alone":
            continue
        for other in kept:
            does = any(phrase.left <= thing.match.head <= phrase.right for phrase in other.arguments.agents)
            inside = does or any(phrase.left <= thing.match.head <= phrase.right for phrase in other.arguments.targets)
            if other is not thing and other.frame.type and not other.frame.result and inside:
                # What the thing is tells more than what it did: a quake that destroys is no looting.
                if does and thing.frame.group != "protests" and thing.frame.weight >= other.frame.weight:
                    other.kind = thing.frame
                other.absorbed.append(thing.match)
                kept.remove(thing)
                break
    return kept


def _cause_of(view: SentenceView, outcome: Candidate, others: list[Candidate]) -> Candidate | None:
    best: tuple[int, Candidate] | None = None
    for other in others:
        if other is outcome or other.frame.result or not _may_harm(other):
            continue
        distance = abs(other.match.head - outcome.match.head)
        if _linked(view, outcome, other) and (best is None or distance < best[0]):
            best = (distance, other)
    return best[1] if best else None


def _may_harm(candidate: Candidate) -> bool:
    kind = candidate.kind or candidate.frame
    return kind.type in _HARMFUL or kind.topic in _HARMFUL_TOPICS or kind.group == "protest_force"


def _linked(view: SentenceView, outcome: Candidate, other: Candidate) -> bool:
    if not view.has_syntax:
        low, high = sorted((outcome.match.head, other.match.head))
        return high - low <= _CLAUSE_REACH and not any(word in ".;:" for word in view.words[low:high])
    at = outcome.match.head
    spot = set(other.match.positions)
    if any(child in spot for child in _reach_down(view, at)):
        return True
    # "Two were killed and a third was hurt when a drone hit the car": the last outcome holds the cause of all.
    if any(child in spot for other in view.dependents(at, "conj") for child in _reach_down(view, other)):
        return True
    # A participle or a coordinated verb belongs to what governs it, unless it has a subject of its own.
    steps = 0
    while view.head[at] >= 0 and steps < 3 and view.relation(at) in ("advcl", "conj", "xcomp", "acl"):
        if view.dependents(at, "nsubj") and view.relation(at) != "acl":
            return False
        at = view.head[at]
        if at in spot or any(child in spot for child in _reach_down(view, at)):
            return True
        steps += 1
    return False


def _reach_down(view: SentenceView, verb: int) -> list[int]:
    """Return a verb's subject, obliques of cause and clauses of time, and the nouns right below those."""
    found: list[int] = []
    for child in view.children[verb]:
        relation = view.relation(child)
        if relation in ("obl", "nmod", "advcl") and not _is_causing(view, child):
            continue
        if relation in ("nsubj", "obl", "advcl", "obj", "nmod"):
            found.append(child)
            found += [
                each
                for each in view.children[child]
                if view.relation(each) in ("nmod", "conj", "compound", "obl", "acl")
            ]
    return found


def _is_causing(view: SentenceView, at: int) -> bool:
    """Tell whether a phrase or clause may say what brought something about: "in the raid", "when a bomb exploded"."""
    marks = [view.lower[child] for child in view.children[at] if view.relation(child) in ("case", "mark", "advmod")]
    return not marks or not _CAUSING.isdisjoint(marks)


def refine(view: SentenceView, candidates: list[Candidate]) -> None:
    """Set each candidate's type: the frame's own, or the first refinement that holds."""
    for candidate in candidates:
        kind = candidate.kind or candidate.frame
        candidate.sub_type, candidate.plover, candidate.topic = kind.sub_type, kind.plover, kind.topic
        if kind.type is None:
            continue
        for rule in view.lexicon.refinements:
            if _rule_holds(view, rule, candidate, candidates):
                candidate.sub_type = rule.becomes or (None if rule.topic else candidate.sub_type)
                candidate.topic = rule.topic or candidate.topic
                candidate.plover = rule.plover or candidate.plover
                candidate.rules.append(rule)
                break


def _rule_holds(view: SentenceView, rule: Refinement, candidate: Candidate, candidates: list[Candidate]) -> bool:
    kind = candidate.kind or candidate.frame
    if kind.name not in rule.frames and kind.group not in rule.frames:
        return False
    if rule.agent and not _applies(view, candidate.arguments, "agent", rule.agent):
        return False
    if rule.target:
        targets = candidate.arguments.targets + candidate.victims
        if not any(is_in(view, phrase, name) for phrase in targets for name in rule.target if name != "none") and not (
            "none" in rule.target and not targets
        ):
            return False
    if rule.clause and not _clause_has(view, candidate, rule.clause):
        return False
    return not rule.beside or _beside(view, rule, candidate, candidates)


def _clause_has(view: SentenceView, candidate: Candidate, names: tuple[str, ...]) -> bool:
    at = candidate.match.head
    left = max(0, at - _CLAUSE_REACH)
    words = tuple(view.lower[left : at + _CLAUSE_REACH])
    return any(view.lexicon.in_class(words, name) for name in names)


def _beside(view: SentenceView, rule: Refinement, candidate: Candidate, candidates: list[Candidate]) -> bool:
    names = [match.trigger.frame for match in candidate.absorbed]
    for other in candidates:
        if (
            other is not candidate
            and abs(other.match.head - candidate.match.head) <= _CLAUSE_REACH
            and _same_clause(view, candidate, other)
        ):
            names.append(other.frame)
    return any(frame.name in rule.beside or frame.group in rule.beside for frame in names)


def _same_clause(view: SentenceView, one: Candidate, other: Candidate) -> bool:
    low, high = sorted((one.match.head, other.match.head))
    if any(word in ".;:" for word in view.words[low:high]):
        return False
    if not view.has_syntax:
        return "," not in view.words[low:high]
    return _climbs_to(view, one.match.head, other.match.head) or _climbs_to(view, other.match.head, one.match.head)


def _climbs_to(view: SentenceView, low: int, high: int) -> bool:
    steps = 0
    while low >= 0 and steps < 4:
        if low == high:
            return True
        low, steps = view.head[low], steps + 1
    return False
