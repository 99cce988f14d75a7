"""Loading and checking the lexicon of voices."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.domain.claim import Stance, Status
from rashomon.errors import KnowledgeError
from rashomon.knowledge.inflection import phrasal_forms, with_s
from rashomon.knowledge.voices.lexicon import TAKES, Aside, LabelWord, NounCue, VerbCue, Voices

_TONES = frozenset({"hostile", "approving", "euphemism", "distancing"})
_PLACES = frozenset({"self", "next", "object"})


@cache
def load_voices() -> Voices:
    """Read the lexicon that comes with the package.

    Raises KnowledgeError, naming file and entry, where a file is missing or an entry does not hold what it should.
    """
    phrases, speakers, labels = _read("phrases.toml"), _read("speakers.toml"), _labels(_read("labels.toml"))
    return Voices(
        verbs=_verbs(_read("verbs.toml")),
        nouns=_nouns(_read("nouns.toml")),
        asides=_asides(_read("asides.toml")),
        labels=labels,
        sources=_by_status(phrases["sources"]),
        relays={name: tuple(words) for name, words in phrases["relays"].items()},
        channels=frozenset(phrases["channels"]["words"]),
        hedges=_by_status(phrases["hedges"]),
        passives={word: name for name, words in phrases["passives"].items() for word in words},
        modality={word: name for name, words in phrases["modality"].items() for word in words},
        negation=frozenset(phrases["negation"]["words"]),
        purposes=frozenset(phrases["purposes"]["words"]),
        discredits=frozenset(phrases["discredits"]["words"]),
        supports=frozenset(phrases["supports"]["words"]),
        speakers=_speakers(speakers),
        titles=frozenset(speakers["titles"]["words"]),
        pronouns=_pronouns(speakers),
        takeups=frozenset(speakers["takeups"]["words"]),
        label_starts=frozenset(re.split(r"[\s-]", word)[0] for word in labels),
        longest_label=max(len(word.split()) for word in labels),
    )


def _read(name: str) -> dict[str, Any]:
    where = f"knowledge/voices/{name}"
    try:
        return tomllib.loads(files("rashomon.knowledge.voices").joinpath(name).read_text("utf-8"))
    except FileNotFoundError:
        raise KnowledgeError(where, "the file is missing", "install the package again") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(where, f"it is not valid TOML ({error})", "correct the line named") from None


def _stance(file: str, entry: str, value: str) -> Stance:
    try:
        return Stance(value)
    except ValueError:
        raise KnowledgeError(f"knowledge/voices/{file}", f"{entry!r} has the unknown stance {value!r}") from None


def _status(file: str, entry: str, value: str) -> Status:
    try:
        return Status(value)
    except ValueError:
        raise KnowledgeError(f"knowledge/voices/{file}", f"{entry!r} has the unknown status {value!r}") from None


def _verbs(table: dict[str, Any]) -> dict[str, tuple[VerbCue, ...]]:
    irregular: dict[str, list[str]] = table["irregular"]
    ambiguous = frozenset(table["ambiguous"]["forms"])
    forms: dict[str, list[VerbCue]] = {}
    for group in table["group"]:
        name = group["name"]
        unknown = set(group["takes"]) - TAKES
        if unknown:
            raise KnowledgeError("knowledge/voices/verbs.toml", f"group {name!r} takes the unknown {sorted(unknown)}")
        for lemma in group["verbs"]:
            for form, kind in phrasal_forms(lemma, irregular.get(lemma.split()[0])).items():
                cue = VerbCue(
                    lemma=lemma,
                    form=kind,
                    group=name,
                    stance=_stance("verbs.toml", name, group["stance"]),
                    status=_status("verbs.toml", name, group["status"]),
                    takes=frozenset(group["takes"]),
                    weak=group.get("weak", False),
                    object_stance=_stance("verbs.toml", name, group["object_stance"])
                    if "object_stance" in group
                    else None,
                    needs=group.get("needs", ""),
                    ambiguous=form in ambiguous,
                )
                forms.setdefault(form, []).append(cue)
    return {form: tuple(cues) for form, cues in forms.items()}


def _nouns(table: dict[str, Any]) -> dict[str, NounCue]:
    nouns: dict[str, NounCue] = {}
    for entry in table["noun"]:
        for word in entry["words"]:
            for form in (word, with_s(word)):
                nouns.setdefault(
                    form,
                    NounCue(
                        lemma=word,
                        stance=_stance("nouns.toml", word, entry["stance"]),
                        status=_status("nouns.toml", word, entry["status"]),
                        plural=form != word or word in {"data", "footage"},
                        document=entry.get("document", False),
                        act=entry.get("act", False),
                        referring=entry.get("referring", False),
                    ),
                )
    return nouns


def _asides(table: dict[str, Any]) -> tuple[Aside, ...]:
    asides = []
    for entry in table["aside"]:
        name = entry["name"]
        try:
            patterns = tuple(re.compile(pattern) for pattern in entry["patterns"])
        except re.error as error:
            raise KnowledgeError("knowledge/voices/asides.toml", f"a pattern of {name!r} is broken: {error}") from None
        status = _status("asides.toml", name, entry["status"]) if "status" in entry else None
        stance = _stance("asides.toml", name, entry["stance"])
        asides.append(
            Aside(name=name, stance=stance, status=status, negated=entry.get("negated", False), patterns=patterns)
        )
    return tuple(asides)


def _labels(table: dict[str, Any]) -> dict[str, tuple[LabelWord, ...]]:
    labels: dict[str, list[LabelWord]] = {}
    for entry in table["label"]:
        if entry["tone"] not in _TONES or entry["labels"] not in _PLACES:
            raise KnowledgeError(
                "knowledge/voices/labels.toml", f"tone {entry['tone']!r} or place {entry['labels']!r} is not known"
            )
        for word in entry["words"]:
            for form in {word, with_s(word)} if entry.get("plural") else {word}:
                labels.setdefault(form, []).append(LabelWord(word=form, tone=entry["tone"], labels=entry["labels"]))
    return {form: tuple(words) for form, words in labels.items()}


def _by_status(table: dict[str, list[str]]) -> dict[str, Status]:
    return {word: _status("phrases.toml", word, name) for name, words in table.items() for word in words}


def _speakers(table: dict[str, Any]) -> dict[str, str]:
    kinds = ("unnamed", "state", "agency", "monitor", "organisation", "armed group", "document")
    speakers: dict[str, str] = {}
    for kind in kinds:
        for word in table[kind]["words"]:
            speakers.setdefault(word, kind)
    return speakers


def _pronouns(table: dict[str, Any]) -> dict[str, str]:
    pronouns: dict[str, str] = {}
    for number, words in table["pronouns"].items():
        for word in words:
            pronouns[word] = "any" if word in pronouns else number
    return pronouns
