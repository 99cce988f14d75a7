"""The ledger as one self-contained HTML page."""

from rashomon.report.render import render, write_report
from rashomon.report.view import ReportView

__all__ = ["ReportView", "render", "write_report"]
