"""The lexicon of voices in memory: what each word of speech does, frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rashomon.domain.claim import Stance, Status

#: Where the words of a reporting verb can stand.
TAKES = frozenset(
    [
        "clause",
        "responsible",
        "after",
        "quote",
        "object",
        "of",
        "for",
        "on",
        "with",
        "as",
        "infinitive",
        "gerund",
        "toll",
        "object-quote",
        "responsibility",
        "source",
        "count",
        "object-infinitive",
        "foreseen",
        "topic",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbCue:
    """A form of a reporting verb. `form` is base, s, past, participle or ing; `group` the lexicon's group by name."""

    lemma: str
    form: str
    group: str
    stance: Stance
    status: Status
    takes: frozenset[str]
    weak: bool = False
    object_stance: Stance | None = None
    needs: str = ""
    ambiguous: bool = False
    file: str = "knowledge/voices/verbs.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NounCue:
    """A noun that holds words. `document`: it can be a voice itself; `act`: it tells an act of speech."""

    lemma: str
    stance: Stance
    status: Status
    plural: bool = False
    document: bool = False
    act: bool = False
    referring: bool = False
    file: str = "knowledge/voices/nouns.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A sentence of the outlet on claims in its page, and what becomes of them (`status`, None for nothing)."""

    name: str
    stance: Stance
    status: Status | None
    negated: bool
    patterns: tuple[re.Pattern[str], ...]
    file: str = "knowledge/voices/asides.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWord:
    """A loaded word, its tone, and where whom it labels stands: self, next or object."""

    word: str
    tone: str
    labels: str
    file: str = "knowledge/voices/labels.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The whole lexicon. Phrases are in lower case; mappings must not be written to."""

    verbs: Mapping[str, tuple[VerbCue, ...]]
    nouns: Mapping[str, NounCue]
    asides: tuple[Aside, ...]
    labels: Mapping[str, tuple[LabelWord, ...]]
    sources: Mapping[str, Status]
    relays: Mapping[str, tuple[str, ...]]
    channels: frozenset[str]
    hedges: Mapping[str, Status]
    passives: Mapping[str, str]
    modality: Mapping[str, str]
    negation: frozenset[str]
    purposes: frozenset[str]
    discredits: frozenset[str]
    supports: frozenset[str]
    speakers: Mapping[str, str]
    titles: frozenset[str]
    pronouns: Mapping[str, str]
    takeups: frozenset[str]
    label_starts: frozenset[str] = frozenset()
    longest_label: int = field(default=3)

    def verb(self, words: str, *, taking: str | None = None) -> VerbCue | None:
        """Return the reporting verb that these words are a form of, or None; `taking` asks for one construction.

        >>> from rashomon.knowledge.voices import load_voices
        >>> load_voices().verb("insisted").status.value
        'distanced'
        """
        cues = self.verbs.get(words.lower().replace("’", "'"), ())
        for cue in cues:
            if taking is None or taking in cue.takes:
                return cue
        return None

    def cue(self, words: str) -> VerbCue | NounCue | None:
        """Return what the words of a cue ("has repeatedly denied", "the claims") do: its last verb, else its last noun.

        Two words are tried before one, so that "point out" is found.
        """
        parts = re.findall(r"[\w’'-]+", words.lower())
        for index in range(len(parts) - 1, -1, -1):
            pair = " ".join(parts[index : index + 2])
            found = self.verb(pair) or self.verb(parts[index])
            if found is not None:
                return found
        for part in reversed(parts):
            if part in self.nouns:
                return self.nouns[part]
        return None
