"""Who stands where without syntax: the nearest phrases by position. An approximation, and marked as one."""

from __future__ import annotations

from rashomon.claims.deeds_view import SentenceView
from rashomon.claims.roles_phrases import Phrase, is_in, is_named

_WINDOW = 14
_SKIPPED_LEFT_WORDS = """
also then reportedly allegedly later again had have has been being
"""
_SKIPPED_LEFT = frozenset(_SKIPPED_LEFT_WORDS.split())
DAYS = frozenset(
    {"today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tonight"}
)
_RELATIVE = frozenset({"who", "which", "that"})
_LINKS_WORDS = """
of in from at near outside for to on with around across
"""
_LINKS = frozenset(_LINKS_WORDS.split())
ACTOR_CLASSES = (
    "armed",
    "civilian",
    "protester",
    "rioter",
    "aircraft",
    "artillery",
    "bomb",
    "person",
    "prisoner",
    "armed_site",
    "civil_site",
    "weapon",
)


def is_edge(view: SentenceView, at: int) -> bool:
    """Tell whether a token ends a phrase: a mark, a function word or a verb of the lexicon in a finite form."""
    word = view.lower[at]
    if word in view.lexicon.lists["boundary"] or view.is_mark(at):
        return True
    if at and view.is_hyphen(at - 1):
        return False
    if word not in view.lexicon.verb_forms or at + 1 >= len(view) or view.is_hyphen(at + 1):
        return False
    if view.names.get(at) is not None or view.lexicon.in_class((word,), "person"):
        return False
    return word.endswith("ed") or word in (
        "seized",
        "took",
        "shot",
        "hit",
        "struck",
        "fought",
        "fired",
        "held",
        "threw",
        "set",
        "blew",
    )


def phrase_right(view: SentenceView, at: int) -> Phrase | None:
    """Return the phrase that begins at or just after a position."""
    determiners = view.lexicon.lists["determiners"]
    size = len(view)
    at = _skip_opening(view, at)
    # A participle after a determiner is an adjective: "a captured farmer".
    skipped = at > 0 and view.lower[at - 1] in determiners
    end = at + 1 if skipped and at < size and view.lower[at].endswith("ed") else at
    while end < size and not is_edge(view, end):
        end += 1
    end = _cut_after_actor(view, at, end)
    return Phrase(at, end - 1, end - 1) if end > at else None


def _cut_after_actor(view: SentenceView, at: int, end: int) -> int:
    """End a phrase at its last word for an actor when a singular unknown word follows: most likely a verb."""
    for last in range(end - 2, at - 1, -1):
        if any(view.lexicon.in_class((view.lower[last],), name) for name in ACTOR_CLASSES):
            following = view.lower[last + 1]
            named = view.words[last + 1][0].isupper() and not view.is_upper
            noun = any(view.lexicon.in_class((following,), name) for name in ("place", "hq_site", "building"))
            return end if named or noun or following.endswith("s") or view.is_hyphen(last + 1) else last + 1
    return end


def _skip_opening(view: SentenceView, at: int) -> int:
    """Step over determiners, numbers and quantities: "at least two", "a large amount of", "dozens of"."""
    determiners, quantities = view.lexicon.lists["determiners"], view.lexicon.lists["quantities"]
    size = len(view)
    limit = min(size, at + 8)
    while at < limit:
        word = view.lower[at]
        if (
            at + 1 < size
            and view.lower[at + 1] == "of"
            and (word in quantities or word in determiners or word[0].isdigit())
        ):
            at += 2
        elif at + 2 < size and view.lower[at + 1] in quantities and view.lower[at + 2] == "of":
            at += 3
        elif word in determiners or view.is_hyphen(at) or word[0].isdigit() or view.words[at] in "“\"'‘":
            at += 1
        else:
            break
    return at


def phrase_left(view: SentenceView, at: int) -> Phrase | None:
    """Return the phrase that ends just before a position."""
    end = at - 1
    left = end
    while left >= 0 and not is_edge(view, left):
        left -= 1
    return Phrase(left + 1, end, end) if left < end else None


def listed(view: SentenceView, phrase: Phrase) -> list[Phrase]:
    """Return a phrase and those coordinated to its right: "A, B and C"."""
    found = [phrase]
    at = phrase.right + 1
    while at < len(view) - 1 and len(found) < 6:
        joined = view.lower[at] in ("and", "or", ",", "&")
        if view.words[at] == "," and view.lower[at + 1] == "and":
            at += 1
        following = phrase_right(view, at + 1) if joined else None
        if following is None or not is_actor(view, following):
            break
        found.append(following)
        at = following.right + 1
    return found


def is_actor(view: SentenceView, phrase: Phrase) -> bool:
    """Tell whether a phrase may name an actor: a word of the actor classes, or a name."""
    return is_named(view, phrase) or any(is_in(view, phrase, name) for name in ACTOR_CLASSES)


def before_verb(view: SentenceView, verb: int) -> list[Phrase]:
    """Return the likely subject of a verb: the first actor of the chain of phrases to its left."""
    at = _skip_left(view, verb)
    chain: list[Phrase] = []
    while at > 0 and verb - at < 2 * _WINDOW:
        phrase = phrase_left(view, at)
        if phrase is None:
            break
        chain.append(phrase)
        before = phrase.left - 1
        if before <= 0 or not (view.lower[before] in _LINKS or view.lower[before] == "and"):
            break
        at = before
    chain.reverse()
    actors = [phrase for phrase in chain if is_actor(view, phrase)]
    if not actors:
        return chain[:1]
    first = actors[0]
    return [each for each in listed(view, first) if each.right < verb] or [first]


def _skip_left(view: SentenceView, verb: int) -> int:
    """Step over auxiliaries, adverbs, relative pronouns and short parentheses left of a verb."""
    auxiliaries = view.lexicon.lists["auxiliaries"]
    at = verb
    while at > 0:
        word = view.lower[at - 1]
        if word in auxiliaries or word in _SKIPPED_LEFT or word in _RELATIVE or (word.endswith("ly") and len(word) > 4):
            at -= 1
        elif (word in ("and", "or") and at > 1 and view.lower[at - 2] in view.lexicon.verb_forms) or (
            word == "to" and at > 1
        ):
            at -= 2
        elif word in DAYS:
            at -= 2 if at > 1 and view.lower[at - 2] == "on" else 1
        elif view.words[at - 1] == "," and at > 1:
            at -= 1
        else:
            break
    return at


def is_passive(view: SentenceView, verb: int, morph: str) -> bool:
    """Tell whether a participle is passive: after a form of "be", or before "by"."""
    if morph != "past":
        return False
    if verb + 1 < len(view) and view.lower[verb + 1] == "by":
        return True
    passive = view.lexicon.lists["passive"]
    auxiliaries = view.lexicon.lists["auxiliaries"]
    for back in range(verb - 1, max(-1, verb - 6), -1):
        word = view.lower[back]
        if word in passive:
            return True
        if (
            word not in auxiliaries
            and not word.endswith("ly")
            and word
            not in ("reported", "also", "later", "and", "or", "injured", "wounded", "killed", "to", "have", "not")
        ):
            return False
    return False


def after_word(view: SentenceView, start: int, prepositions: tuple[str, ...]) -> list[Phrase]:
    """Return the phrases after the first of these prepositions within reach to the right."""
    for at in range(start, min(len(view) - 1, start + _WINDOW)):
        if view.words[at] in ";:":
            break
        if view.lower[at] in prepositions:
            phrase = phrase_right(view, at + 1)
            return listed(view, phrase) if phrase else []
    return []


def object_of(view: SentenceView, last: int) -> list[Phrase]:
    """Return the phrases right after a trigger's last word."""
    if last + 1 >= len(view) or (view.is_mark(last + 1) and view.words[last + 1] not in "“\"'‘"):
        return []
    following = last + 1
    if (
        view.lower[following] in ("and", "or")
        and following + 1 < len(view)
        and view.lower[following + 1] in view.lexicon.verb_forms
    ):
        following += 2
    phrase = phrase_right(view, following)
    return listed(view, phrase) if phrase else []
