"""Places by name: a compiled gazetteer, the folding of transliterations, and the grammar of place phrases."""

from rashomon.knowledge.gazetteer.entry import AREAS, Entry, EntryKind, Hit, How
from rashomon.knowledge.gazetteer.folding import fold, simplify
from rashomon.knowledge.gazetteer.gazetteer import Gazetteer, Match, open_gazetteer

__all__ = ["AREAS", "Entry", "EntryKind", "Gazetteer", "Hit", "How", "Match", "fold", "open_gazetteer", "simplify"]
