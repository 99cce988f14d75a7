"""The ledger as one self-contained HTML page."""

from rashomon.report.markdown import render_markdown
from rashomon.report.render import render, write_report
from rashomon.report.view import ReportView

__all__ = ["ReportView", "render", "render_markdown", "write_report"]
