"""Mentions to `Place`, `When` and `Actor`, with candidates and reasons."""
