"""Labels for the lines of a scrape."""

from __future__ import annotations

import re
from collections import Counter

from rashomon.domain import BlockKind

_SENTENCE = re.compile(r"""[.!?…]["'”’)\]]*(?:\s|\Z)""")
_COMMENTS_BEGIN = re.compile(
    r"\b(?:comments?|kommentare?|commentaires?|comentarios?|notify of|leave a reply|inline feedbacks)\b", re.IGNORECASE
)


def label_lines(lines: list[str]) -> list[BlockKind]:
    """Return a kind for each line."""
    counts = Counter(lines)
    prose = [len(line) >= 80 and bool(_SENTENCE.search(line)) for line in lines]
    if not any(prose):
        return [BlockKind.WIDGET] * len(lines)
    first = prose.index(True)
    labels = [BlockKind.WIDGET] * len(lines)
    titles = [i for i in range(first) if 3 <= len(lines[i].split()) <= 30 and not lines[i].endswith(".")]
    if titles:
        repeated = [i for i in titles if counts[lines[i]] > 1]
        labels[(repeated or titles[-1:])[0]] = BlockKind.TITLE
    comments = False
    for i in range(first, len(lines)):
        if not prose[i] and len(lines[i]) < 60 and _COMMENTS_BEGIN.search(lines[i]):
            comments = True
        elif comments:
            labels[i] = BlockKind.COMMENT
        elif counts[lines[i]] == 1 and (prose[i] or (_SENTENCE.search(lines[i]) and len(lines[i]) > 30)):
            labels[i] = BlockKind.BODY
    return labels
