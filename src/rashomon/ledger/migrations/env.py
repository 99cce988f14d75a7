"""Alembic's way in: the connection comes from `rashomon.ledger.upgrading`, in one transaction."""

from alembic import context

from rashomon.ledger.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
