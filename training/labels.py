"""The label schemes of the model, and how each corpus maps onto them.

Names have one scheme of nine kinds. Corpora label different parts of it, so a gold label becomes the *set* of tags it
allows (a bit mask), and the loss is the likelihood of that set. WNUT's "location" allows place and facility; an
unlabelled word of a corpus that has no times allows "outside" as well as every time tag. Nothing is taught that a
corpus does not say.
"""

from __future__ import annotations

from typing import Final

UPOS: Final = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
KINDS: Final = ("person", "group", "nationality", "place", "facility", "weapon", "vehicle", "time", "quantity")
ROLES: Final = ("source", "cue", "content")
NAME_TAGS: Final = ("O", *(f"{p}-{k}" for k in KINDS for p in "BI"))
ROLE_TAGS: Final = ("O", *(f"{p}-{r}" for r in ROLES for p in "BI"))
NOMINALS: Final = (
    "none",
    "abstract",
    "animal",
    "event",
    "object",
    "organization",
    "person",
    "place",
    "plant",
    "substance",
    "time",
)
EVERYTHING: Final = (1 << len(NAME_TAGS)) - 1

#: corpus -> its label -> the kinds it allows. A label that is absent here is outside every kind.
MAPPINGS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "uner": {"PER": ("person",), "ORG": ("group",), "LOC": ("place", "facility")},
    "wnut": {
        "person": ("person",),
        "corporation": ("group",),
        "group": ("group",),
        "location": ("place", "facility"),
    },
    "crossner": {
        "person": ("person",),
        "politician": ("person",),
        "group": ("group",),
        "politicalparty": ("group",),
        "location": ("place", "facility"),
        "country": ("place",),
    },
    "gum": {
        "person": ("person",),
        "organization": ("group",),
        "place": ("place", "facility"),
        "time": ("time",),
    },
    "re3d": {
        "Person": ("person",),
        "Organisation": ("group",),
        "Nationality": ("nationality",),
        "Location": ("place", "facility"),
        "Weapon": ("weapon",),
        "MilitaryPlatform": ("weapon",),
        "Vehicle": ("vehicle",),
        "Temporal": ("time",),
        "Quantity": ("quantity",),
        "Money": ("quantity",),
    },
    "wikievents": {
        "PER": ("person",),
        "ORG": ("group",),
        "GPE": ("place",),
        "LOC": ("place",),
        "FAC": ("facility",),
        "VEH": ("vehicle", "weapon"),
        "WEA": ("weapon",),
    },
}
#: corpus -> the kinds that it does not label: an outside word may still be one of these.
UNLABELLED: Final[dict[str, tuple[str, ...]]] = {
    "uner": ("nationality", "weapon", "vehicle", "time", "quantity"),
    "wnut": ("nationality", "weapon", "vehicle", "time", "quantity"),
    "crossner": ("nationality", "weapon", "vehicle", "time", "quantity"),
    "gum": ("nationality", "weapon", "vehicle", "quantity"),
    "re3d": (),
    "wikievents": ("nationality", "time", "quantity"),
}
#: Labels that a corpus has and that could be one of its unlabelled kinds: nothing is learnt from their words.
OPEN: Final[dict[str, frozenset[str]]] = {
    "crossner": frozenset({"misc"}),
    "wnut": frozenset({"product"}),
    "re3d": frozenset({"Coordinate", "doubtful"}),
    "wikievents": frozenset({"COM", "SID", "CRM", "BAL", "TTL", "INF", "MHI", "PTH", "VAL", "MON", "ABS", "INFO"}),
}


def outside_mask(corpus: str) -> int:
    """Tags that a word outside every span of `corpus` may bear, as a bit mask over `NAME_TAGS`."""
    mask = 1
    for kind in UNLABELLED[corpus]:
        mask |= 1 << NAME_TAGS.index(f"B-{kind}")
        mask |= 1 << NAME_TAGS.index(f"I-{kind}")
    return mask


def span_masks(corpus: str, label: str) -> tuple[int, int] | None:
    """Tags that the first and the further words of a span may bear; None where the label is outside every kind."""
    if label in OPEN.get(corpus, frozenset()):
        return EVERYTHING, EVERYTHING
    kinds = MAPPINGS[corpus].get(label)
    if kinds is None:
        return None
    first = sum(1 << NAME_TAGS.index(f"B-{kind}") for kind in kinds)
    further = sum(1 << NAME_TAGS.index(f"I-{kind}") for kind in kinds)
    return first, further
