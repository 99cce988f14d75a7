"""The only place where stages meet: progress, provenance, stage failures."""

from rashomon.pipeline.run import RunSummary, read_pages
from rashomon.pipeline.stages import PageReading, Stages

__all__ = ["PageReading", "RunSummary", "Stages", "read_pages"]
