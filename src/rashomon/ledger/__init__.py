"""The only SQL: store, verdicts, audit trail."""
