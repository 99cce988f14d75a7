"""`Reading` to `Claim`s: attribution chains, deeds, roles, figures, hedging and negation."""

from rashomon.claims.extract import extract

__all__ = ["extract"]
