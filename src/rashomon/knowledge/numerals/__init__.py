"""The number grammar: how many, with which bounds, and which numbers are no counts at all."""

from rashomon.knowledge.numerals.grammar import Numeral, Part, find_numerals
from rashomon.knowledge.numerals.lexicon import NumeralLexicon, load_numerals

__all__ = ["Numeral", "NumeralLexicon", "Part", "find_numerals", "load_numerals"]
