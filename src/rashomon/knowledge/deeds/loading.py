"""Load the frames from their files and check them: a coder's slip is named by file, frame and trigger."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final

from rashomon.errors import KnowledgeError
from rashomon.knowledge.deeds.frames import DeedLexicon, Entry, Frame, Pattern, Refinement, Trigger
from rashomon.knowledge.deeds.taxonomy import ACLED, PLOVER, TOPICS, TYPE_OF
from rashomon.knowledge.inflection import noun_forms, verb_forms

_PREPOSITIONS_WORDS: Final = """
of in on at by for from to with against between into over under
"""
_PREPOSITIONS: Final = frozenset(_PREPOSITIONS_WORDS.split())
_PREFIXES_WORDS: Final = """
re de counter co anti pre non ex pro post multi inter vice cyber
"""
_PREFIXES: Final = frozenset(_PREFIXES_WORDS.split())
_FRAME_KEYS_WORDS: Final = """
name roles type sub_type plover topic weight result forms needs without triggers
"""
_FRAME_KEYS: Final = frozenset(_FRAME_KEYS_WORDS.split())
_ROLE_NAMES: Final = frozenset({"agent", "target", "clause"})


@functools.cache
def load_lexicon() -> DeedLexicon:
    """Load every frame, word class and refinement of the package.

    Raises KnowledgeError naming the file and the entry that does not hold what it should.
    """
    root = resources.files("rashomon.knowledge.deeds")
    patterns = _read_patterns(root / "patterns.toml")
    classes, phrases, lists = _read_classes(root / "classes.toml")
    frames: dict[str, Frame] = {}
    triggers: list[Trigger] = []
    for path in sorted((root / "frames").iterdir(), key=lambda each: each.name):
        if path.name.endswith(".toml"):
            for frame, its in _read_frames(path, patterns, classes):
                if frame.name in frames:
                    raise KnowledgeError(
                        path.name, f"the frame name {frame.name!r} is taken by {frames[frame.name].file}"
                    )
                frames[frame.name] = frame
                triggers += its
    both = {frame.group for frame in frames.values()} & set(frames)
    if both:
        raise KnowledgeError("frames", f"a file and a frame share the name {sorted(both)}", "rename one")
    refinements = _read_refinements(root / "refinements.toml", frames, classes)
    heads, verbs = _index(triggers)
    return DeedLexicon(
        frames=frames,
        triggers=tuple(triggers),
        heads=heads,
        classes=classes,
        phrases=phrases,
        lists=lists,
        refinements=refinements,
        verb_forms=verbs,
    )


def _parse(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(path.name, f"cannot be read: {error}", "mend the file's TOML") from error


def _read_patterns(path: Traversable) -> dict[str, Pattern]:
    found = {}
    for name, entry in _parse(path).items():
        if entry.get("word") not in ("verb", "noun"):
            raise KnowledgeError(path.name, f"pattern {name!r} needs word = 'verb' or 'noun'")
        roles = {role: tuple(entry.get(role, ())) for role in ("agent", "target", "both")}
        found[name] = Pattern(name=name, word=entry["word"], **roles)
    return found


def _read_classes(
    path: Traversable,
) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[str, ...], ...]], dict[str, frozenset[str]]]:
    """Read word classes (`[class]`, may include others by "@name") and plain word lists (`[list]`)."""
    data = _parse(path)
    raw = {
        name: tuple(line.strip() for text in entry for line in text.split(",")) for name, entry in data["class"].items()
    }
    words: dict[str, frozenset[str]] = {}
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in raw:
        flat = _flatten(name, raw, path.name, ())
        words[name] = frozenset(each for each in flat if " " not in each)
        phrases[name] = tuple(tuple(each.split()) for each in flat if " " in each)
    lists = {name: frozenset(" ".join(entry).split()) for name, entry in data["list"].items()}
    return words, phrases, lists


def _flatten(name: str, raw: dict[str, tuple[str, ...]], file: str, above: tuple[str, ...]) -> list[str]:
    if name not in raw or name in above:
        raise KnowledgeError(file, f"class {name!r} is unknown or includes itself")
    flat: list[str] = []
    for each in raw[name]:
        if each.startswith("@"):
            flat += _flatten(each[1:], raw, file, (*above, name))
        elif each:
            flat += [*noun_forms(each)] if " " not in each else [each]
    return flat


def _read_frames(
    path: Traversable, patterns: dict[str, Pattern], classes: dict[str, frozenset[str]]
) -> list[tuple[Frame, list[Trigger]]]:
    data = _parse(path)
    shared: dict[str, Any] = {key: data[key] for key in ("type", "sub_type", "plover", "topic") if key in data}
    found = []
    for entry in data.get("frame", ()):
        where = f"{path.name}: frame {entry.get('name')!r}"
        unknown = set(entry) - _FRAME_KEYS
        if unknown or "name" not in entry or not entry.get("triggers"):
            raise KnowledgeError(where, f"needs a name and triggers, and knows no {sorted(unknown)}")
        if entry.get("roles") not in patterns:
            raise KnowledgeError(where, f"roles {entry.get('roles')!r} is no pattern", f"choose of {sorted(patterns)}")
        frame = _make_frame(path.name, {**shared, **entry}, patterns[entry["roles"]])
        _check_frame(where, frame, classes)
        found.append((frame, [_make_trigger(where, frame, each) for each in entry["triggers"]]))
    return found


def _make_frame(file: str, entry: dict[str, Any], pattern: Pattern) -> Frame:
    sub_type = entry.get("sub_type") or None
    return Frame(
        name=entry["name"],
        group=file.removesuffix(".toml"),
        file=f"knowledge/deeds/frames/{file}",
        pattern=pattern,
        type=TYPE_OF.get(sub_type) if sub_type else entry.get("type") or None,
        sub_type=sub_type,
        plover=entry.get("plover") or None,
        topic=entry.get("topic") or None,
        weight=float(entry.get("weight", 2.0)),
        result=bool(entry.get("result", False)),
        forms=tuple(entry.get("forms", ())),
        needs={role: tuple(names) for role, names in entry.get("needs", {}).items()},
        without={role: tuple(names) for role, names in entry.get("without", {}).items()},
    )


def _check_frame(where: str, frame: Frame, classes: dict[str, frozenset[str]]) -> None:
    if frame.sub_type is not None and frame.sub_type not in TYPE_OF:
        raise KnowledgeError(where, f"{frame.sub_type!r} is no ACLED sub-event type")
    if frame.type is not None and frame.type not in ACLED:
        raise KnowledgeError(where, f"{frame.type!r} is no ACLED event type")
    if frame.plover is not None and frame.plover not in PLOVER:
        raise KnowledgeError(where, f"{frame.plover!r} is no PLOVER type")
    if frame.topic is not None and frame.topic not in TOPICS:
        raise KnowledgeError(where, f"{frame.topic!r} is no topic", f"choose of {TOPICS}")
    if not (frame.type or frame.plover or frame.topic):
        raise KnowledgeError(where, "has neither an ACLED type, a PLOVER type nor a topic")
    for condition in (frame.needs, frame.without):
        for role, names in condition.items():
            wrong = [name for name in names if name not in classes and name not in ("name", "none")]
            if role not in _ROLE_NAMES or wrong:
                raise KnowledgeError(where, f"condition on {role!r} names no class: {wrong}")


def _make_trigger(where: str, frame: Frame, entry: Any) -> Trigger:
    if not isinstance(entry, list) or len(entry) not in (2, 3) or not all(isinstance(each, str) for each in entry):
        raise KnowledgeError(where, f"a trigger is [words, example] or [words, example, type], not {entry!r}")
    parts = [each for part in entry[0].lower().split() for each in _split(part)]
    words = tuple(tuple(part.lstrip("*").split("|")) for part in parts)
    head = next((at for at, part in enumerate(parts) if part.startswith("*")), 0)
    if frame.pattern.word == "noun":
        stop = next((at for at, word in enumerate(words) if word[0] in _PREPOSITIONS and at), len(words))
        head = stop - 1
    if not words or words[head] == ("~",):
        raise KnowledgeError(where, f"trigger {entry[0]!r} has no head word")
    expected = entry[2] if len(entry) == 3 else frame.sub_type
    if expected is not None and expected not in TYPE_OF:
        raise KnowledgeError(where, f"{expected!r} in trigger {entry[0]!r} is no ACLED sub-event type")
    return Trigger(words=words, head=head, text=entry[0], example=entry[1], expected=expected, frame=frame)


def _split(part: str) -> list[str]:
    """Split a word at its hyphens as the tokens are: prefixes ("re-enter", "counter-attack") stay with their words."""
    if "|" in part or part.partition("-")[0] in _PREFIXES:
        return [part]
    return part.split("-")


def _read_refinements(
    path: Traversable, frames: dict[str, Frame], classes: dict[str, frozenset[str]]
) -> tuple[Refinement, ...]:
    groups = {frame.group for frame in frames.values()}
    rules = []
    for entry in _parse(path)["rule"]:
        where = f"{path.name}: rule {entry.get('name')!r}"
        named = set(entry.get("frames", ())) | set(entry.get("beside", ()))
        if named - groups - set(frames):
            raise KnowledgeError(where, f"names no frame or group: {sorted(named - groups - set(frames))}")
        used = {*entry.get("agent", ()), *entry.get("target", ()), *entry.get("clause", ())}
        wrong = sorted(each for each in used if each not in classes and each not in ("none", "name"))
        if wrong or (entry.get("becomes") and entry["becomes"] not in TYPE_OF):
            raise KnowledgeError(where, f"unknown class or type: {wrong} {entry.get('becomes')!r}")
        rules.append(
            Refinement(
                name=entry["name"],
                frames=frozenset(entry["frames"]),
                becomes=entry.get("becomes"),
                why=entry["why"],
                plover=entry.get("plover"),
                topic=entry.get("topic"),
                agent=tuple(entry.get("agent", ())),
                target=tuple(entry.get("target", ())),
                clause=tuple(entry.get("clause", ())),
                beside=frozenset(entry.get("beside", ())),
            )
        )
    return tuple(rules)


def _index(triggers: list[Trigger]) -> tuple[dict[str, tuple[Entry, ...]], frozenset[str]]:
    """Index triggers by every form of their heads; longer triggers come first, then those with conditions."""
    heads: dict[str, list[Entry]] = {}
    verbs: set[str] = set()
    for trigger in triggers:
        for word in trigger.words[trigger.head]:
            is_verb = trigger.frame.pattern.word == "verb"
            forms = verb_forms(word) if is_verb else noun_forms(word)
            verbs.update(forms if is_verb else ())
            for form, morph in forms.items():
                if not trigger.frame.forms or morph in trigger.frame.forms:
                    heads.setdefault(form, []).append(Entry(trigger=trigger, morph=morph))
    ordered = {
        form: tuple(sorted(entries, key=lambda each: (-len(each.trigger.words), not each.trigger.frame.needs)))
        for form, entries in heads.items()
    }
    return ordered, frozenset(verbs)
