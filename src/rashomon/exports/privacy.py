"""Whose words and which points a public export withholds, from `private.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.domain import Claim, Claimant, Place, VoiceKind
from rashomon.errors import KnowledgeError

_UNOFFICIAL = frozenset({VoiceKind.UNNAMED, VoiceKind.PERSON})


@dataclass(frozen=True, slots=True)
class Private:
    """The words of the data file as patterns."""

    voices: re.Pattern[str]
    places: re.Pattern[str]

    def is_private_voice(self, voice: Claimant) -> bool:
        """Tell whether this is a witness or another person without an office; an actor of the registry is none."""
        if voice.kind not in _UNOFFICIAL or (voice.actor_id and not voice.actor_id.startswith("act_")):
            return False
        return any(self.voices.search(f"{words.casefold()} ") for words in (voice.name, voice.described or ""))

    def is_private_claim(self, claim: Claim) -> bool:
        """Tell whether any voice of the chain is private."""
        return any(self.is_private_voice(voice) for voice in claim.chain[1:])

    def is_sensitive(self, kind: str | None, name: str) -> bool:
        """Tell whether a place of this kind and name is a facility whose point is moved."""
        return any(self.places.search(words.casefold()) for words in (kind or "", name))

    def is_sensitive_place(self, place: Place) -> bool:
        """Tell whether a place is a facility, by its kind, its name as said and as found, and its words."""
        names = (place.name, place.resolved_name or "", place.evidence.text)
        return any(self.is_sensitive(place.kind, name) for name in names)


@cache
def open_private() -> Private:
    """Return what is private. Raises KnowledgeError when the data file does not hold what it should."""
    data = tomllib.loads(files(__package__).joinpath("private.toml").read_text("utf-8"))
    return Private(_pattern(data, "voices"), _pattern(data, "places"))


def _pattern(data: dict[str, object], key: str) -> re.Pattern[str]:
    words = data.get(key)
    if not isinstance(words, list) or not words or not all(isinstance(each, str) and each.strip() for each in words):
        raise KnowledgeError(f"private.toml, {key}", "it is no list of words", "give one")
    return re.compile(r"\b(?:" + "|".join(re.escape(each) for each in words) + ")")
