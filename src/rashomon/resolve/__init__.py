"""Mentions to `Place`, `When` and `Actor`, with candidates and reasons."""

from rashomon.resolve.grounder import Grounder

__all__ = ["Grounder"]
