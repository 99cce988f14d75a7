"""Read-only reference data and its lookups: gazetteer, reporting verbs, deed frames, actors, numerals, times."""
