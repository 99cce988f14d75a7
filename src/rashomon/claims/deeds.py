"""Deeds in a reading: what was done, by whom, to whom, in which words. Frames are data (`knowledge/deeds/frames`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon.claims.deeds_links import Candidate, absorb, holds, refine
from rashomon.claims.deeds_match import Match, find_matches
from rashomon.claims.deeds_modality import Modality, judge
from rashomon.claims.deeds_view import SentenceView, place_names, view_sentence
from rashomon.claims.roles import find_arguments, make_roles
from rashomon.claims.roles_phrases import make_role
from rashomon.domain.claim import Deed, Role, RoleKind, Step
from rashomon.domain.document import Document
from rashomon.domain.reading import NameKind, Reading
from rashomon.domain.span import Span
from rashomon.knowledge.deeds import load_lexicon

_MACHINES = ("aircraft", "weapon", "artillery", "vehicle_crash")
_STOPS = frozenset(";:")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDeed:
    """A deed of one sentence.

    `span` is its clause in code points of the document's text, `sentence` indexes `Reading.sentences`. `weight` (1
    weak to 5 strong) tells how much its frame says of what the page is about, `topic` what lies outside both schemes
    ("natural disaster"). `outcomes` are words for what it brought about ("killed") that were read as part of it.
    `depth` is 0 for the deed of the main clause and grows with each clause or phrase below it.
    """

    deed: Deed
    roles: tuple[Role, ...]
    span: Span
    sentence: int
    negated: bool = False
    modality: Modality = "fact"
    weight: float = 1.0
    topic: str | None = None
    group: str = ""
    outcomes: tuple[Span, ...] = ()
    steps: tuple[Step, ...] = ()
    depth: int = 0


def find_deeds(document: Document, reading: Reading) -> tuple[FoundDeed, ...]:
    """Find the deeds in the sentences that report (titles, bylines, datelines, body), in the order of the text.

    Works over dependencies where the reading has them, and by the position of words where not.
    """
    lexicon = load_lexicon()
    reporting = [block.span for block in document.reporting()]
    names: dict[int, list[tuple[Span, NameKind]]] = defaultdict(list)
    for name in reading.names:
        at = reading.sentence_at(name.span.start)
        if at is not None:
            names[at].append((name.span, name.kind))
    found: list[FoundDeed] = []
    block = 0
    for index, span in enumerate(reading.sentences):
        while block < len(reporting) and reporting[block].end <= span.start:
            block += 1
        if block >= len(reporting) or not reporting[block].overlaps(span):
            continue
        view = view_sentence(document, reading, index, lexicon)
        found += _find_in_sentence(view, names.get(index, []))
    return tuple(found)


def _find_in_sentence(view: SentenceView, names: list[tuple[Span, NameKind]]) -> list[FoundDeed]:
    groups = find_matches(view)
    if not groups:
        return []
    place_names(view, names)
    candidates = absorb(view, _choose(view, groups))
    refine(view, candidates)
    return [_finish(view, candidate, candidates) for candidate in candidates]


def _choose(view: SentenceView, groups: list[list[Match]]) -> list[Candidate]:
    """Take the longest trigger whose conditions hold at each place; words are used once."""
    ranked = sorted(groups, key=_claim_on_words)
    taken: set[int] = set()
    chosen: list[Candidate] = []
    for group in ranked:
        for match in group:
            if (
                match.head in taken
                or _is_modifier(view, match, taken)
                or (match.size > 1 and taken.intersection(match.positions))
            ):
                continue
            arguments = find_arguments(view, match)
            if holds(view, match.trigger.frame, arguments):
                taken.update(match.positions)
                chosen.append(Candidate(match, arguments))
                break
    return sorted(chosen, key=lambda each: each.match.head)


def _claim_on_words(group: list[Match]) -> tuple[bool, int, int]:
    """Rank groups: a verb with its object ("lifted the state of emergency") before nouns, then the longer first."""
    best = group[0]
    phrase = best.trigger.frame.pattern.word == "verb" and best.size > 1
    return (not phrase, -best.size, best.head)


def _is_modifier(view: SentenceView, match: Match, taken: set[int]) -> bool:
    """Tell whether a noun only modifies the noun of a longer trigger: "combat sorties", "riot police"."""
    if match.size > 1 or match.trigger.frame.pattern.word != "noun":
        return False
    following = match.head + 1
    if following >= len(view):
        return False
    # "Combat vehicles", "attack helicopters" tell of no combat and no attack.
    thing = any(view.lexicon.in_class((view.lower[following],), name) for name in _MACHINES)
    return following in taken or (thing and match.positions == (match.head,) and not view.is_mark(following))


def _finish(view: SentenceView, candidate: Candidate, candidates: list[Candidate]) -> FoundDeed:
    match = candidate.match
    frame = candidate.frame
    negated, modality = judge(view, match)
    roles = list(make_roles(view, candidate.arguments))
    for phrase in candidate.victims:
        role = make_role(view, phrase, RoleKind.VICTIM, "patient of the outcome")
        if role is not None and all(role.evidence.span != other.evidence.span for other in roles):
            roles.append(role)
    words = view.span(match.positions[0], match.positions[-1])
    deed = Deed(
        trigger=view.document.quote(words.start, words.end),
        frame=frame.name,
        type=candidate.type,
        sub_type=candidate.sub_type,
        plover=candidate.plover,
    )
    return FoundDeed(
        deed=deed,
        roles=tuple(roles),
        span=_clause(view, candidate, candidates),
        sentence=view.sentence,
        negated=negated,
        modality=modality,
        weight=frame.weight,
        topic=candidate.topic,
        group=frame.group,
        outcomes=tuple(view.span(each.positions[0], each.positions[-1]) for each in candidate.absorbed),
        steps=_steps(candidate, deed),
        depth=_depth(view, candidate, candidates),
    )


def _steps(candidate: Candidate, deed: Deed) -> tuple[Step, ...]:
    frame = candidate.frame
    kind = deed.sub_type or deed.type or deed.plover or candidate.topic
    steps = [
        Step(
            rule=frame.name,
            file=frame.file,
            note=f"“{candidate.match.trigger.text}” tells {kind}",
            evidence=deed.trigger,
        )
    ]
    for rule in candidate.rules:
        steps.append(
            Step(rule=rule.name, file="knowledge/deeds/refinements.toml", note=rule.why, evidence=deed.trigger)
        )
    return tuple(steps)


_THROUGH = frozenset({"conj", "xcomp", "root"})
_SAYING = frozenset(
    {"said", "says", "say", "announced", "reported", "added", "told", "confirmed", "declared", "claimed"}
)


def _depth(view: SentenceView, candidate: Candidate, candidates: list[Candidate]) -> int:
    """Count the clauses and phrases above a deed; what is said ("said it will") stands as the main clause."""
    at = candidate.match.head
    is_noun = candidate.frame.pattern.word == "noun"
    if not view.has_syntax:
        return sum(1 for each in candidates if each.match.head < at) * 2 + is_noun
    depth = 0
    while view.head[at] >= 0:
        above = view.head[at]
        said = view.relation(at) in ("ccomp", "parataxis") and view.lower[above] in _SAYING
        if view.relation(at) not in _THROUGH and not said:
            depth += 1
        at = above
    return depth


def _clause(view: SentenceView, candidate: Candidate, candidates: list[Candidate]) -> Span:
    """Return the extent of the deed's clause: its subtree, or the words between marks and other deeds."""
    positions = list(candidate.match.positions)
    for phrase in candidate.arguments.agents + candidate.arguments.targets + candidate.victims:
        positions += [phrase.left, phrase.right]
    for each in candidate.absorbed:
        positions += each.positions
    others = {each.match.head for each in candidates if each is not candidate}
    if view.has_syntax:
        top = candidate.match.head
        if candidate.frame.pattern.word == "noun" and view.head[top] >= 0:
            above = view.head[top]
            top = above if above not in others and view.upos[above] in ("VERB", "AUX") else top
        positions += _subtree(view, top, others)
    else:
        positions += _window(view, candidate.match, others)
    return view.span(min(positions), max(positions))


def _subtree(view: SentenceView, top: int, others: set[int]) -> list[int]:
    found, stack = [], [top]
    while stack:
        at = stack.pop()
        found.append(at)
        stack += [
            child
            for child in view.children[at]
            if not (child in others and view.relation(child) in ("conj", "parataxis", "ccomp"))
            and view.relation(child) != "punct"
        ]
    return found


def _window(view: SentenceView, match: Match, others: set[int]) -> list[int]:
    left, right = match.positions[0], match.positions[-1]
    while left > 0 and view.words[left - 1] not in _STOPS and left - 1 not in others:
        left -= 1
    while right + 1 < len(view) and view.words[right + 1] not in _STOPS and right + 1 not in others:
        right += 1
    while right > match.positions[-1] and view.is_mark(right):
        right -= 1
    return [left, right]
