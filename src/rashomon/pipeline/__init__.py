"""The only place where stages meet: progress, provenance, stage failures."""

from rashomon.pipeline.run import RunSummary, read_pages
from rashomon.pipeline.stages import PageReading, Stages
from rashomon.pipeline.totals import events_inside, totals_over
from rashomon.pipeline.updating import bring_up_to_date

__all__ = ["PageReading", "RunSummary", "Stages", "bring_up_to_date", "events_inside", "read_pages", "totals_over"]
