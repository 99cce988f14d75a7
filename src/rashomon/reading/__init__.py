"""`Document` to `Reading`: sentences, tokens, syntax, names, attribution spans."""
