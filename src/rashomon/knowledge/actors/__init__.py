"""The registry of actors: names in their transliterations, what they are part of, and their dated sides."""

from rashomon.knowledge.actors.linking import Link, Linker
from rashomon.knowledge.actors.registry import Registry, open_registry
from rashomon.knowledge.actors.sides import interest, side_between

__all__ = ["Link", "Linker", "Registry", "interest", "open_registry", "side_between"]
