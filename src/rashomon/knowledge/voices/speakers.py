"""What kind of voice a name or a description is, by its words."""

from __future__ import annotations

import re
from itertools import pairwise

from rashomon.domain.claim import VoiceKind
from rashomon.knowledge.voices.lexicon import Voices

_CUT = re.compile(
    r"\s+(?:of|for|in|from|at|with|near|on|by|to|who|whose|which|that|close|familiar|loyal|based|affiliated|aligned|"
    r"linked|quoted|speaking|opposed|issued|published|released|carried|posted|attributed|obtained|seen|"
    r"accusing|saying)\b|,|\("
)


def head_of(name: str) -> str:
    """Return the words of a name up to its head noun: before the first "of", "for", comma and the like.

    >>> head_of("the spokesman for the ministry")
    'the spokesman'
    """
    cut = _CUT.search(name, 1)
    return name[: cut.start()] if cut else name


def kind_of_voice(name: str, voices: Voices) -> VoiceKind:
    """Tell the kind of a voice from its words: the head's last words first, then any word of the name.

    >>> from rashomon.knowledge.voices import load_voices
    >>> kind_of_voice("a medical source", load_voices()).value
    'unnamed'
    >>> kind_of_voice("the Interior Ministry", load_voices()).value
    'state'
    """
    head = re.findall(r"[\w.’'-]+", head_of(name))
    for size in (3, 2):
        found = voices.speakers.get(" ".join(head[-size:]).lower()) if len(head) >= size else None
        if found:
            return VoiceKind(found)
    if _is_person(name, head, voices):
        return VoiceKind.PERSON
    found = voices.speakers.get(head[-1].lower()) if head else None
    if found:
        return VoiceKind.PERSON if found == "unnamed" and _is_named(name, voices) else VoiceKind(found)
    for word in reversed(head):
        found = voices.speakers.get(word.lower())
        if found and found != "unnamed":
            return VoiceKind(found)
    return VoiceKind.ORGANISATION if any(word[:1].isupper() for word in head) else VoiceKind.UNNAMED


def _is_person(name: str, head: list[str], voices: Voices) -> bool:
    """A title with a name after it, or a name with a description set off by a comma."""
    lower = [word.lower() for word in head]
    for index, word in enumerate(lower[:-1]):
        if word in voices.titles and head[index + 1][:1].isupper() and lower[index + 1] not in voices.speakers:
            follows = [each for each in head[index + 1 :] if each[:1].isupper() and each.lower() not in voices.titles]
            if follows and head[-1] == follows[-1] and head[-1].lower() not in voices.speakers:
                return True
    if not head:
        return False
    two = len(head) in (2, 3) and all(word[:1].isupper() for word in head)
    known = any(word in voices.speakers for word in lower) or lower[0] in {"the", "a", "an"}
    describes = (
        name[len(head_of(name)) :].lstrip(" ,").lower().startswith(("a ", "an ", "the ", "who ", "head ", "director"))
    )
    return two and not known and (describes or not any(word.isupper() for word in head))


def _is_named(name: str, voices: Voices) -> bool:
    """Whether a description carries a person's own name ("spokesman Ahmed Karim")."""
    words = re.findall(r"[\w.’'-]+", name)
    return any(
        first.lower() in voices.titles and second[:1].isupper() and second.lower() not in voices.speakers
        for first, second in pairwise(words)
    )
