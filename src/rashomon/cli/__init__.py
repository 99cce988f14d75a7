"""The command line: one file a command, each loading what it needs only when it runs."""

from rashomon.cli.program import main

__all__ = ["main"]
