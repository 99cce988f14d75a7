"""The ledger in the formats that the field uses. Every file names its policy, the version and the ledger's state."""

from rashomon.exports.formats import FORMATS, export
from rashomon.exports.view import ExportView

__all__ = ["FORMATS", "ExportView", "export"]
