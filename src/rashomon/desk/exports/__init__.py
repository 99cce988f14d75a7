"""Exports from the desk: the ledger in the field's formats, as a download."""
