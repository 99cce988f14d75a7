"""Archives of pages to Parquet files on one machine or many, and from there into a ledger."""

from rashomon.batch.archive import ArchiveEnd, Task, read_archive
from rashomon.batch.ingesting import IngestEnd, ingest
from rashomon.batch.run import BatchEnd, run_batch

__all__ = ["ArchiveEnd", "BatchEnd", "IngestEnd", "Task", "ingest", "read_archive", "run_batch"]
