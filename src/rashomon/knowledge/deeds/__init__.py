"""Deed frames: data files for coders, and the loader that checks them."""

from rashomon.knowledge.deeds.frames import DeedLexicon, Entry, Frame, Pattern, Refinement, Trigger
from rashomon.knowledge.deeds.loading import load_lexicon
from rashomon.knowledge.deeds.taxonomy import ACLED, PLOVER, PRECEDENCE, TOPICS, TYPE_OF, precedence_of

__all__ = [
    "ACLED",
    "PLOVER",
    "PRECEDENCE",
    "TOPICS",
    "TYPE_OF",
    "DeedLexicon",
    "Entry",
    "Frame",
    "Pattern",
    "Refinement",
    "Trigger",
    "load_lexicon",
    "precedence_of",
]
