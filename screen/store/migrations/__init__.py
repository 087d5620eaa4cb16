"""The steps from each form of the store to the next (Alembic)."""
