"""The lexicon of voices as tables for the coder's guide (`docs/claims.md`)."""

from __future__ import annotations

from rashomon.knowledge.voices.lexicon import Voices


def verb_table(voices: Voices) -> str:
    """Return the reporting verbs by group as a Markdown table: group, stance, status, where words stand, verbs."""
    groups: dict[str, tuple[str, str, str, list[str]]] = {}
    for cues in voices.verbs.values():
        for cue in cues:
            entry = groups.setdefault(cue.group, (cue.stance, cue.status, ", ".join(sorted(cue.takes)), []))
            if cue.lemma not in entry[3]:
                entry[3].append(cue.lemma)
    lines = ["| group | stance | status | takes | verbs |", "|---|---|---|---|---|"]
    for name, (stance, status, takes, lemmas) in sorted(groups.items()):
        lines.append(f"| {name} | {stance} | {status} | {takes} | {', '.join(sorted(lemmas))} |")
    return "\n".join(lines)


def noun_table(voices: Voices) -> str:
    """Return the nouns of speech as a Markdown table: nouns that a page uses alike on one line."""
    alike: dict[tuple[str, str, str], set[str]] = {}
    for noun in voices.nouns.values():
        use = "stands for a claim" if noun.referring else "a document" if noun.document else "words"
        alike.setdefault((noun.stance, noun.status, use), set()).add(noun.lemma)
    lines = ["| stance | status | as | nouns |", "|---|---|---|---|"]
    for (stance, status, use), lemmas in sorted(alike.items()):
        lines.append(f"| {stance} | {status} | {use} | {', '.join(sorted(lemmas))} |")
    return "\n".join(lines)


def label_table(voices: Voices) -> str:
    """Return the loaded words as a Markdown table by tone and by whom they label."""
    alike: dict[tuple[str, str], set[str]] = {}
    for words in voices.labels.values():
        for word in words:
            alike.setdefault((word.tone, word.labels), set()).add(word.word)
    lines = ["| tone | labels | words |", "|---|---|---|"]
    for (tone, whom), forms in sorted(alike.items()):
        lines.append(f"| {tone} | {whom} | {', '.join(sorted(forms))} |")
    return "\n".join(lines)


def fill_guide(text: str, voices: Voices) -> str:
    """Return the guide with its tables made anew between their marks (`<!-- verbs -->`, `<!-- /verbs -->`)."""
    for name, table in (("verbs", verb_table), ("nouns", noun_table), ("labels", label_table)):
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{table(voices)}\n{end}{after}"
    return text
