"""Schema migrations, run by Alembic when an older ledger is opened."""
