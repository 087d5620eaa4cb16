"""Empty stores for tests: files, or databases of a real PostgreSQL server where one is given."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The address of a PostgreSQL server on which databases may be made; make test-postgres sets it.
SERVER = os.environ.get("FLSCREEN_TEST_POSTGRESQL", "")


@contextmanager
def empty_store(folder: Path) -> Iterator[str]:
    """The address of a store that nobody has used; a database is removed at the end."""
    if not SERVER:
        yield str(folder / "memory" / "store.sqlite")
        return
    from sqlalchemy import create_engine, text

    name = f"t{secrets.token_hex(6)}"
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield SERVER.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
