"""What Alembic runs for each migration: on the connection that the store has opened."""

from alembic import context

from screen.store.store_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
