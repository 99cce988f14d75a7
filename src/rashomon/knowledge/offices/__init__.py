"""Dated offices: who held which when, and how a page's mention of a holder bounds its date."""

from rashomon.knowledge.offices.holders import Holding, find_holders, terms_of
from rashomon.knowledge.offices.terms import Term, open_terms

__all__ = ["Holding", "Term", "find_holders", "open_terms", "terms_of"]
