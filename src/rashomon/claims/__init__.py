"""`Reading` to `Claim`s: attribution chains, deeds, roles, figures, hedging and negation."""
