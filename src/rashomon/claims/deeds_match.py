"""Finding a frame's trigger words in a sentence, with the part of speech where it is known and by context where not."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.claims.deeds_view import SentenceView
from rashomon.knowledge.deeds import Entry, Trigger

_GAP = 7
_LOOK_BACK = 8
_NO_ADVERBS = frozenset({"assembly", "family", "ally", "italy", "supply", "anomaly", "monopoly", "only"})
_NOUNISH = frozenset({"NOUN", "PROPN"})
_VERBISH = frozenset({"VERB", "AUX"})
_BEFORE_VERB_WORDS = """
to will would could may might must should shall can cannot not n't they we you i he she it who which that did do
does 'll 'd have has had 've were was is are been be being having
"""
_BEFORE_VERB = frozenset(_BEFORE_VERB_WORDS.split())
_BEFORE_NOUN_WORDS = """
a an the this that these those his her its their our my your some any no every each several many few of in on by for
from with against between into during after before amid despite without under 's ’s heavy fierce new deadly recent
latest separate suspected alleged two three four five six seven multiple first second third last major armed
"""
_BEFORE_NOUN = frozenset(_BEFORE_NOUN_WORDS.split())


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: the positions of its words, the one of its head, and the head's form."""

    entry: Entry
    head: int
    positions: tuple[int, ...]

    @property
    def trigger(self) -> Trigger:
        """The trigger that was found."""
        return self.entry.trigger

    @property
    def size(self) -> int:
        """How many words it has without gaps: the longer match wins."""
        return len(self.positions)


def find_matches(view: SentenceView) -> list[list[Match]]:
    """Return, for each head word in order, the triggers that match there, the likeliest first."""
    heads = view.lexicon.heads
    found: list[list[Match]] = []
    for at, word in enumerate(view.lower):
        entries = heads.get(word)
        if entries is None:
            continue
        matches = [match for entry in entries if (match := _match(view, at, entry)) is not None]
        kept = _fitting(view, at, matches)
        if kept:
            found.append(kept)
    return found


#: What only a noun can be, whatever a reading calls its part of speech ("An airstrike on a school killed 22").
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod"})


def _match(view: SentenceView, at: int, entry: Entry) -> Match | None:
    words, head = entry.trigger.words, entry.trigger.head
    if len(words) == 1:
        # "Ruritanian-backed" and "rebel-held" describe: they tell no deed.
        return None if _describes(view, at, entry) else Match(entry, at, (at,))
    before = _match_before(view, at, words[:head])
    if before is None:
        return None
    after = _match_after(view, at, words[head + 1 :])
    if after is None and entry.morph == "past" and len(words) == 3 and words[1] == ("~",):
        after = _match_passive(view, at, words[2])
    if after is None:
        return None
    return Match(entry, at, tuple(sorted((*before, at, *after))))


def _describes(view: SentenceView, at: int, entry: Entry) -> bool:
    """Tell whether a word only describes or names: "rebel-held", "the occupied town", "Amnesty International"."""
    if entry.morph == "past":
        return (at > 0 and view.is_hyphen(at - 1)) or (view.has_syntax and view.deprel[at] == "amod")
    if view.is_upper or at == 0 or not view.words[at][0].isupper() or entry.trigger.frame.pattern.word == "verb":
        return False
    after = view.words[at + 1] if at + 1 < len(view) else ""
    return after[:1].isupper() and not view.lexicon.heads.get(after.lower())


def _match_before(view: SentenceView, at: int, words: tuple[tuple[str, ...], ...]) -> list[int] | None:
    positions: list[int] = []
    for word in reversed(words):
        at -= 1
        if at >= 0 and view.is_hyphen(at) and word != ("-",):
            at -= 1
        if at < 0 or view.lower[at] not in word:
            return None
        positions.append(at)
    return positions


def _match_after(view: SentenceView, at: int, words: tuple[tuple[str, ...], ...]) -> list[int] | None:
    positions: list[int] = []
    gap = 0
    for word in words:
        if word == ("~",):
            gap = _GAP
            continue
        at = _find(view, at + 1, word, gap)
        if at < 0:
            return None
        positions.append(at)
        gap = 0
    return positions


def _find(view: SentenceView, at: int, word: tuple[str, ...], gap: int) -> int:
    size = len(view)
    while at < size and gap >= 0:
        if view.lower[at] in word:
            return at
        if view.words[at] in ".;:()":
            return -1
        if not view.is_hyphen(at):
            gap -= 1
        at += 1
    return -1


def _match_passive(view: SentenceView, at: int, word: tuple[str, ...]) -> list[int] | None:
    """Find a verb's object before it: "three grenades were thrown"."""
    passive = view.lexicon.lists["passive"]
    seen = False
    for back in range(at - 1, max(-1, at - _LOOK_BACK), -1):
        if view.words[back] in ";:":
            return None
        seen = seen or view.lower[back] in passive
        if seen and view.lower[back] in word:
            return [back]
    return None


def _fitting(view: SentenceView, at: int, matches: list[Match]) -> list[Match]:
    """Keep the matches whose part of speech fits, the longest first."""
    if view.upos:
        tag = view.upos[at]
        noun = view.lower[at] not in view.lexicon.verb_forms or view.relation(at) in _NOMINAL
        if tag == "VERB" and noun and all(match.trigger.frame.pattern.word == "noun" for match in matches):
            tag = "NOUN"
        kept = [match for match in matches if _fits_tag(match, tag)]
    else:
        kept = _order_by_context(view, at, matches)
    return sorted(kept, key=_rank)


def _rank(match: Match) -> tuple[bool, int, bool]:
    """Rank compounds ("suicide attack") over longer right-hand matches ("attack on the base"), then by length."""
    is_noun = match.trigger.frame.pattern.word == "noun"
    return (not (is_noun and match.positions[0] < match.head), -match.size, not match.trigger.frame.needs)


def _fits_tag(match: Match, tag: str) -> bool:
    if match.trigger.frame.pattern.word == "noun":
        return tag in _NOUNISH or (tag in ("X", "ADJ") and match.size > 1)
    if tag in _VERBISH or (tag == "ADJ" and match.entry.morph == "past"):
        return True
    return tag in _NOUNISH and match.size > 2


def _order_by_context(view: SentenceView, at: int, matches: list[Match]) -> list[Match]:
    nouns = [match for match in matches if match.trigger.frame.pattern.word == "noun"]
    verbs = [match for match in matches if match.trigger.frame.pattern.word == "verb"]
    if not nouns or not verbs:
        return nouns or [
            match for match in verbs if len(match.trigger.words) > 2 or not _is_noun_context(view, at, match)
        ]
    is_noun = _is_noun_context(view, at, verbs[0])
    longest = max(match.size for match in matches)
    chosen = nouns if is_noun else verbs
    return chosen if max(match.size for match in chosen) == longest else [*chosen, *matches]


def _is_noun_context(view: SentenceView, at: int, verb: Match) -> bool:
    """Guess from the neighbours whether a word that may be either is a noun here."""
    first = min(at, verb.positions[0])
    before = view.lower[first - 1] if first else ""
    after = view.lower[at + 1] if at + 1 < len(view) else ""
    morph = verb.entry.morph
    if before.endswith("ly") and before not in _NO_ADVERBS and first > 1:
        before = view.lower[first - 2]
    if first < at and view.lower[at - 1] in _BEFORE_VERB:
        return False
    if before in _BEFORE_VERB or (morph == "ing" and before in (",", "and") and after != "of"):
        return False
    if before in _BEFORE_NOUN:
        return morph != "past" or (before in ("a", "an", "the", "of", "in") and after != "by" and after[:1].isalpha())
    return morph != "past" and _is_noun_by_form(view, before, after, morph)


def _is_noun_by_form(view: SentenceView, before: str, after: str, morph: str) -> bool:
    """Guess by the word's form: a gerund before a function word, a base form that no plural subject precedes."""
    lexicon = view.lexicon
    boundary = lexicon.lists["boundary"]
    if morph == "ing":
        return not after or after in boundary or not after[0].isalnum() or after in lexicon.verb_forms
    if after in ("a", "an", "the", "his", "its", "their", "two", "three"):
        return False
    plural = before.endswith("s") or lexicon.in_class((before,), "armed")
    if morph == "base" and plural and before not in ("'s", "’s") and before not in boundary:
        return lexicon.in_class((before,), "weapon") or not lexicon.in_class((before,), "person")
    return True
