"""The desk's events, sources and actors."""
