"""The only place where stages meet: progress, provenance, stage failures."""
