"""Loaders: each corpus of the data root as passages. Layers that a corpus does not label stay None."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from training.labels import EVERYTHING, NAME_TAGS, NOMINALS, UPOS, outside_mask, span_masks
from training.passages import Cut, Passage, cut_text

SPLITS = Path(__file__).parent.parent / "evaluation" / "splits"


def read_ud(path: Path, corpus: str) -> Iterator[Passage]:
    """Read a CoNLL-U file: a passage a document, with its entities where MISC has them (GUM)."""
    passage: Passage | None = None
    paragraph = sentence = -1
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if passage is not None and passage.tokens:
                yield _with_entities(passage)
            passage = _empty(corpus, line.partition("=")[2].strip())
            paragraph = sentence = -1
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraph += 1
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            if passage is None:
                passage = _empty(corpus, path.name)
            sentence += 1
            _add_sentence(passage, rows, sentence, max(paragraph, 0))
            rows = []
    if passage is not None and passage.tokens:
        yield _with_entities(passage)


def _empty(corpus: str, name: str) -> Passage:
    passage = Passage(corpus=corpus, id=name, tokens=[], glued=[], sentence=[], paragraph=[])
    passage.upos, passage.heads, passage.deprels, passage.nominals = [], [], [], []
    return passage


def _add_sentence(passage: Passage, rows: list[list[str]], sentence: int, paragraph: int) -> None:
    """Append one sentence of a treebank. Entity marks wait in `nominals` as strings until the document ends."""
    offset = len(passage.tokens)
    inside_until, glue_next, after_word = 0, False, True
    for row in rows:
        if "." in row[0]:
            continue
        spaced = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            inside_until, after_word = int(row[0].partition("-")[2]), spaced
            continue
        number = int(row[0])
        passage.tokens.append(row[1])
        passage.glued.append(glue_next)
        if number < inside_until:
            glue_next = True
        elif number == inside_until:
            glue_next = not after_word
        else:
            glue_next = not spaced
        passage.sentence.append(sentence)
        passage.paragraph.append(paragraph)
        passage.upos.append(UPOS.index(row[3]) if row[3] in UPOS else -100)
        passage.heads.append(int(row[6]) - 1 + offset if row[6] != "0" else -1)
        passage.deprels.append(row[7])
        misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
        passage.nominals.append(misc.get("Entity", ""))


def _with_entities(passage: Passage) -> Passage:
    """Turn the entity marks of a document into nominal kinds by head word and into proper names; drop them if none."""
    marks: list[str] = passage.nominals
    if not any(marks):
        passage.nominals = None
        return passage
    spans = _entity_spans(marks)
    nominals = [0] * len(marks)
    names = [outside_mask("gum")] * len(marks)
    blocked = set()
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        head = _head_of(passage, start, end)
        if kind in NOMINALS:
            nominals[head] = NOMINALS.index(kind)
        words = _proper_words(passage, head, start, end)
        masks = span_masks("gum", kind)
        if not words:
            continue
        if masks is None or passage.upos[head] != UPOS.index("PROPN"):
            if kind == "time" and masks is not None and end - start <= 6:
                words = list(range(start, end))
            else:
                if passage.upos[head] == UPOS.index("PROPN"):
                    blocked.update(words)
                continue
        for place, index in enumerate(words):
            names[index] = masks[0] if place == 0 else masks[1]
    proper = UPOS.index("PROPN")
    for index in range(len(marks)):
        if names[index] == outside_mask("gum") and (passage.upos[index] == proper or index in blocked):
            names[index] = EVERYTHING
    passage.nominals, passage.names = nominals, names
    return passage


def _entity_spans(marks: list[str]) -> list[tuple[int, int, str]]:
    """Read GUM's bracket notation: ``(id-kind-...`` opens, ``id)`` closes."""
    spans: list[tuple[int, int, str]] = []
    stack: list[tuple[str, str, int]] = []
    for index, mark in enumerate(marks):
        for piece in re.findall(r"\([^()]*\)?|[^()]*\)", mark):
            if piece.startswith("("):
                parts = piece.strip("()").split("-")
                if len(parts) < 2 or "[" in parts[0]:
                    continue
                if piece.endswith(")"):
                    spans.append((index, index + 1, parts[1]))
                else:
                    stack.append((parts[0], parts[1], index))
            else:
                key = piece.strip("()").split("-")[0]
                for depth in range(len(stack) - 1, -1, -1):
                    if stack[depth][0] == key:
                        _, kind, start = stack.pop(depth)
                        spans.append((start, index + 1, kind))
                        break
    return spans


def _head_of(passage: Passage, start: int, end: int) -> int:
    """Return the word of a span whose head lies outside it."""
    for index in range(start, end):
        if not start <= passage.heads[index] < end:
            return index
    return end - 1


def _proper_words(passage: Passage, head: int, start: int, end: int) -> list[int]:
    """Return the run of words around `head` that make up a proper name: its flat and compound proper dependents."""
    keep = {head}
    for index in range(start, end):
        relation = passage.deprels[index].split(":")[0]
        if passage.heads[index] in keep and relation in {"flat", "compound", "amod", "nummod", "punct"}:
            named = passage.upos[index] in {UPOS.index("PROPN"), UPOS.index("NUM")}
            if named or passage.tokens[index][:1].isupper() or passage.tokens[index] in "-/":
                keep.add(index)
    first = last = head
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    return list(range(first, last + 1))


def read_uner(path: Path, treebank: Path) -> Iterator[Passage]:
    """Read UNER's tags onto the treebank's sentences, so that spacing and syntax come along."""
    tags = _tags_by_sentence(path)
    order = [line.partition("=")[2].strip() for line in treebank.open(encoding="utf-8") if line.startswith("# sent_id")]
    number = found = 0
    for passage in read_ud(treebank, "uner"):
        masks: list[int] = []
        for size in _sentence_sizes(passage.sentence):
            column = tags.get(order[number], [])
            fits = len(column) == size
            masks.extend(_masks_of_bio("uner", column) if fits else [EVERYTHING] * size)
            number, found = number + 1, found + fits
        passage.names = masks
        passage.upos = passage.heads = passage.deprels = passage.nominals = None
        yield passage
    if found < 0.98 * len(tags):
        raise ValueError(f"{path}: only {found} of {len(tags)} sentences are those of {treebank}")


def _tags_by_sentence(path: Path) -> dict[str, list[str]]:
    """Read the tag column of each sentence by its id: UNER's files are in another order than the treebank's."""
    tags: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line and line[0].isdigit():
            tags.setdefault(name, []).append(line.split("\t")[2])
    return tags


def _sentence_sizes(sentence: list[int]) -> list[int]:
    """Count the words of each sentence."""
    return [len(list(group)) for _, group in itertools.groupby(sentence)]


def _masks_of_bio(corpus: str, tags: list[str]) -> list[int]:
    """Turn a BIO column into masks."""
    outside = outside_mask(corpus)
    masks = []
    for tag in tags:
        pair = span_masks(corpus, tag[2:]) if tag[:2] in ("B-", "I-") else None
        masks.append(outside if pair is None else pair[0] if tag[0] == "B" else pair[1])
    return masks


def read_columns(path: Path, corpus: str) -> Iterator[Passage]:
    """Read WNUT-17 or CrossNER (word, tab, tag): a passage a sentence, cut again by our own tokenizer."""
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""]):
        if line.strip() and "\t" in line:
            word, tag = line.rstrip("\n").split("\t")[:2]
            rows.append((word, tag.strip()))
        elif rows:
            yield _from_columns(rows, corpus, f"{path.stem}-{number}")
            rows = []


def _from_columns(rows: list[tuple[str, str]], corpus: str, name: str) -> Passage:
    text, spans = "", []
    start_label: tuple[int, str] | None = None
    for word, tag in rows:
        if start_label is not None and not tag.startswith("I-"):
            spans.append((start_label[0], len(text.rstrip()), start_label[1]))
            start_label = None
        if tag.startswith("B-"):
            start_label = (len(text), tag[2:])
        text += word + " "
    if start_label is not None:
        spans.append((start_label[0], len(text.rstrip()), start_label[1]))
    cut = cut_text(text)
    passage = _from_cut(cut, corpus, name)
    passage.names = masks_of_spans(cut, corpus, spans)
    passage.sentence = [0] * len(cut.tokens)
    return passage


def _from_cut(cut: Cut, corpus: str, name: str) -> Passage:
    return Passage(
        corpus=corpus,
        id=name,
        tokens=cut.tokens,
        glued=cut.glued,
        sentence=cut.sentence,
        paragraph=cut.paragraph,
    )


def masks_of_spans(cut: Cut, corpus: str, spans: list[tuple[int, int, str]]) -> list[int]:
    """Turn labelled code point spans into tag masks; longer spans win over those they hold."""
    masks = [outside_mask(corpus)] * len(cut.tokens)
    for start, end, label in sorted(spans, key=lambda s: (s[2] != "doubtful", s[1] - s[0])):
        pair = span_masks(corpus, label)
        if pair is None:
            continue
        for place, index in enumerate(cut.covered(start, end)):
            masks[index] = pair[0] if place == 0 else pair[1]
    return masks


#: Below this confidence an entity was found by a machine and not confirmed: it teaches nothing either way.
RE3D_CONFIDENCE = 0.5


def read_re3d(root: Path, split: str) -> Iterator[Passage]:
    """Read one part of re3d by the document split in ``evaluation/splits/re3d.toml`` (never BBC Online)."""
    wanted = set(tomllib.loads((SPLITS / "re3d.toml").read_text(encoding="utf-8"))[split])
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and p.name != "BBC Online"):
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for line in (folder / "entities.json").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            sure = float(row["confidence"]) >= RE3D_CONFIDENCE
            kind = row["type"] if sure else "doubtful"
            entities.setdefault(row["documentId"], []).append((row["begin"], row["end"], kind))
        for line in (folder / "documents.json").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            if row["_id"] in wanted:
                cut = cut_text(row["text"])
                passage = _from_cut(cut, "re3d", row["_id"])
                passage.mentions = masks_of_spans(cut, "re3d", entities.get(row["_id"], []))
                passage.names = _without_main_kinds(passage.mentions)
                yield passage


def _without_main_kinds(mentions: list[int]) -> list[int]:
    """Keep re3d's times, weapons and the like as names; its people, groups and places follow another custom."""
    main = sum(1 << NAME_TAGS.index(f"{p}-{k}") for p in "BI" for k in ("person", "group", "place", "facility"))
    return [EVERYTHING if mask & main else mask for mask in mentions]


def read_wikievents(path: Path) -> Iterator[Passage]:
    """Read WikiEvents' entity mentions: capitalised ones and arms teach names, the rest teaches nothing."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, offsets = _join_sentences(row["sentences"])
        cut = cut_text(text)
        spans = []
        for entity in row["entity_mentions"]:
            start, end = offsets[entity["start"]][0], offsets[entity["end"] - 1][1]
            kind = entity["entity_type"]
            if kind in {"WEA", "VEH"} or (entity["text"][:1].isupper() and kind in {"PER", "ORG", "LOC", "FAC"}):
                spans.append((start, end, kind if entity["text"] not in {"They", "He", "She", "We", "I"} else "ABS"))
            else:
                spans.append((start, end, "ABS"))
        passage = _from_cut(cut, "wikievents", row["doc_id"])
        passage.names = masks_of_spans(cut, "wikievents", spans)
        yield passage


def _join_sentences(sentences: list[tuple[list[tuple[str, int, int]], str]]) -> tuple[str, list[tuple[int, int]]]:
    """Join a document's sentences by line breaks; returns the text and its words' code points in it."""
    text, offsets = "", []
    for words, _ in sentences:
        for number, (word, start, _) in enumerate(words):
            if number and start > words[number - 1][2]:
                text += " "
            offsets.append((len(text), len(text) + len(word)))
            text += word
        text += "\n"
    return text, offsets
