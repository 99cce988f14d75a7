"""Who stands where in the dependency tree: phrases by argument path, through passives, clauses and lists."""

from __future__ import annotations

from rashomon.claims.deeds_view import SentenceView
from rashomon.claims.roles_phrases import PARTITIVES, Phrase

_LEFT = frozenset(
    {
        "compound",
        "amod",
        "flat",
        "nmod:poss",
        "det",
        "nummod",
        "case",
        "punct",
        "advmod",
        "nmod:unmarked",
        "goeswith",
        "fixed",
    }
)
#: Words between a head and the name behind its "of": the preposition, an article, and one more.
_OF = 4
_SUBJECTS = ("nsubj", "csubj")
_RELATIVES = frozenset({"who", "that", "which", "whom", "whose"})


def phrase_at(view: SentenceView, head: int) -> Phrase:
    """Return the noun phrase of a head: its modifiers before it, names and "of" phrases that belong after it."""
    if view.lower[head] in PARTITIVES:
        for child in view.dependents(head, "nmod"):
            if "of" in view.case_of(child):
                return phrase_at(view, child)
    left = right = head
    for child in view.children[head]:
        relation = view.deprel[child]
        bare = relation.startswith("nmod") and not view.case_of(child)
        if child < head and (bare or relation in _LEFT or relation.startswith("compound")):
            left = min(left, _leftmost(view, child))
        elif child > head and relation in ("flat", "goeswith", "compound", "flat:name") and child - right <= 2:
            right = max(right, child)
    if view.lower[head] in view.lexicon.lists["members"]:
        right = max(right, _belonging(view, head))
    while (
        left < head
        and (view.deprel[left] in ("case", "punct") or view.is_mark(left))
        and view.lower[left] not in ("'s", "’s")
    ):
        left += 1
    return Phrase(left, right, head)


def _belonging(view: SentenceView, head: int) -> int:
    """Return the last word of "of X" behind a word for members ("units of Group South"): they are known by X alone."""
    for child in view.dependents(head, "nmod"):
        if child > head and view.case_of(child) == ("of",):
            whole = phrase_at(view, child)
            named = any(view.words[at][:1].isupper() for at in range(whole.left, whole.right + 1))
            if named and whole.left - head <= _OF:
                return whole.right
    return head


def _leftmost(view: SentenceView, at: int) -> int:
    while True:
        before = [child for child in view.children[at] if child < at and view.deprel[child] != "case"]
        if not before:
            return at
        at = before[0]


def expand(view: SentenceView, head: int) -> list[int]:
    """Return a noun and the nouns coordinated with it."""
    heads = [head]
    for child in view.dependents(head, "conj"):
        if view.upos[child] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"):
            heads += expand(view, child)
    return heads


def is_passive(view: SentenceView, verb: int) -> bool:
    """Tell whether a verb is passive: by its subject, its auxiliary, or as a participle after its noun."""
    for child in view.children[verb]:
        if view.deprel[child] in ("nsubj:pass", "aux:pass", "csubj:pass"):
            return True
    relation = view.deprel[verb]
    if relation == "conj" and not view.dependents(verb, "nsubj", "obj"):
        return is_passive(view, view.head[verb]) if view.head[verb] >= 0 else False
    if relation.startswith(("acl", "advcl", "amod")) and relation != "acl:relcl":
        word = view.lower[verb]
        return not word.endswith("ing") and not view.dependents(verb, "obj", "nsubj", "mark")
    return False


def subjects(view: SentenceView, verb: int, seen: int = 0) -> list[int]:
    """Return the heads of a verb's subject, inherited through coordination, control and participles."""
    own = _own_subjects(view, verb)
    if own:
        return [each for child in own for each in _antecedent(view, verb, child)]
    above, relation = view.head[verb], view.relation(verb)
    if above < 0 or seen > 4:
        return []
    if relation == "acl":
        return [above]
    if relation in ("cop", "aux"):
        return subjects(view, above, seen + 1)
    if relation not in ("conj", "xcomp", "advcl") or view.upos[above] not in ("VERB", "AUX", "ADJ"):
        return []
    if relation == "xcomp":
        objects = view.dependents(above, "obj")
        if objects and not view.lower[above].startswith(("promis", "threat", "vow")):
            return objects
    if relation == "advcl" and not view.lower[verb].endswith("ing") and not _has_mark(view, verb, "to"):
        return []
    return subjects(view, above, seen + 1)


def _own_subjects(view: SentenceView, verb: int) -> list[int]:
    """Return a verb's own subjects; one after the verb is none where another stands before it."""
    own = view.dependents(verb, *_SUBJECTS)
    before = [child for child in own if child < verb]
    return before or own


def _has_mark(view: SentenceView, verb: int, word: str) -> bool:
    return any(view.lower[child] == word for child in view.dependents(verb, "mark"))


def _antecedent(view: SentenceView, verb: int, subject: int) -> list[int]:
    """Put the noun for a relative pronoun: "gunmen who attacked" gives "gunmen"."""
    if view.lower[subject] in _RELATIVES:
        above = verb
        while above >= 0 and not view.deprel[above].startswith("acl"):
            above = view.head[above] if view.deprel[above] in ("conj", "xcomp") else -1
        return [view.head[above]] if above >= 0 and view.head[above] >= 0 else []
    return [subject]


def agents_by(view: SentenceView, at: int) -> list[int]:
    """Return the heads of "by" phrases under a verb or noun."""
    return [
        child for child in view.children[at] if view.relation(child) in ("obl", "nmod") and "by" in view.case_of(child)
    ]


def arguments(view: SentenceView, verb: int, path: str) -> list[int]:
    """Return the heads at one path of a verb; `nsubj` and `obj` are as in the active voice."""
    relation, _, preposition = path.partition(":")
    if path == "nsubj":
        return list(agents_by(view, verb)) if is_passive(view, verb) else subjects(view, verb)
    if path == "nsubj:pass":
        return subjects(view, verb) if is_passive(view, verb) else []
    if path in ("obj", "iobj"):
        return _objects(view, verb, path)
    if path == "ccomp":
        return [each for child in view.dependents(verb, "ccomp") for each in subjects(view, child)]
    if relation == "obl":
        if preposition == "by":
            return agents_by(view, verb) if is_passive(view, verb) else []
        return _prepositional(view, verb, preposition)
    return []


def _objects(view: SentenceView, verb: int, path: str) -> list[int]:
    # A parser may take "with two bombs" for an object: what has a preposition is none.
    own = [child for child in view.dependents(verb, path) if not view.case_of(child)]
    if own or path != "obj":
        return own
    # Parsers mistake a lone object for a second subject or an indirect object.
    late = [child for child in view.dependents(verb, "nsubj", "iobj") if child > verb]
    if late and not is_passive(view, verb) and any(child < verb for child in view.dependents(verb, "nsubj")):
        return late
    # A coordinated verb shares the object of the last one: "killed and wounded dozens".
    for child in view.dependents(verb, "conj"):
        if view.upos[child] == "VERB" and child - verb <= 3:
            return view.dependents(child, "obj")
    return []


def _prepositional(view: SentenceView, at: int, preposition: str) -> list[int]:
    found = []
    for child in view.children[at]:
        if view.relation(child) in ("obl", "nmod") and preposition in view.case_of(child):
            found.append(child)
    return found


def noun_arguments(view: SentenceView, noun: int, path: str) -> list[int]:
    """Return the heads at one path of a noun: `nmod:PREPOSITION`, `poss` or `modifier`."""
    if path == "poss":
        return view.dependents(noun, "nmod:poss")
    if path == "modifier":
        return [
            child
            for child in view.children[noun]
            if child < noun
            and view.relation(child) in ("compound", "amod", "nmod")
            and view.deprel[child] != "nmod:poss"
        ]
    preposition = path.partition(":")[2]
    own = _prepositional(view, noun, preposition)
    if own or preposition == "of":
        return own
    above = view.head[noun]
    # The parser may hang "on the camp" on the light verb instead of the noun.
    if above >= 0 and view.relation(noun) in ("obj", "nsubj") and view.lower[above] in view.lexicon.lists["light"]:
        return _prepositional(view, above, preposition)
    return []
