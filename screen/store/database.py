"""Opens the store: SQLite in the user's data folder, or PostgreSQL by address."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from screen.core.errors import UsageError
from screen.core.extras import need

#: The form of the store that this version reads and writes: its last migration.
FORM = "0001"
_VARIABLE = "FLSCREEN_STORE"
_WRITES = "flscreen_writes"
#: A writer waits this many seconds for another one.
_PATIENCE = 60
#: PostgreSQL's lock for whoever migrates or writes decisions; any number that is ours alone.
_LOCK = 4_021_973


class StoreError(UsageError):
    """A store that cannot be opened, read or written."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; ``shown`` is its address without a password."""

    engine: Engine
    shown: str

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the store. Raises StoreError."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose writes are kept when the block ends, all or none.

        Nobody else writes meanwhile. Raises StoreError.
        """
        with self._told(), self.engine.connect() as opened:
            connection = opened.execution_options(**{_WRITES: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise _unusable(self.shown, error) from error


def open_store(address: str = "") -> Store:
    """Return the store at ``address``, else at FLSCREEN_STORE, else in the user's data folder.

    It is made or brought to the present form where needed. An address is that of a database
    (``postgresql+psycopg://user@host/name``) or the path of a file. Raises StoreError.
    """
    url = _url(address or os.environ.get(_VARIABLE, ""))
    if url.get_backend_name() == "sqlite":
        _make_file(Path(str(url.database)))
    else:
        need("postgresql", "a store in PostgreSQL")
    shown = str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()
    try:
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_connected)
            event.listen(engine, "begin", _sqlite_begins)
        store = Store(engine, shown)
        _bring_up(store)
    except SQLAlchemyError as error:
        raise _unusable(shown, error) from error
    return store


def _url(address: str) -> URL:
    if not address:
        path = platformdirs.user_data_path("flscreen", False) / "store.sqlite"
        return URL.create("sqlite", database=str(path))
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).absolute()))
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(
            "is not the address of a database",
            path=_VARIABLE,
            hint="write it as postgresql+psycopg://user@host/name, or as the path of a file",
        ) from error
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"postgresql+psycopg", "sqlite"} or not url.database:
        raise StoreError(
            f"{url.drivername} databases are not known, or the database has no name",
            path=_VARIABLE,
            hint="use postgresql+psycopg://user@host/name, or the path of a file",
        )
    return url


def _make_file(path: Path) -> None:
    """Make the folder and the file of a store, which only this user may read."""
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot be made ({error.strerror})",
            path=path,
            hint=f"choose another place with {_VARIABLE}",
        ) from error


def _sqlite_connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_PATIENCE * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begins(connection: Connection) -> None:
    """Begin each transaction with the lock that it needs, so that no writer takes it late."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _form(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _bring_up(store: Store) -> None:
    """Make the tables, or migrate those of an earlier version."""
    with store.engine.connect() as connection:
        if _form(connection) == FORM:
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "screen.store:migrations")
    config.set_main_option("path_separator", "os")
    with store.writing() as connection:
        found = _form(connection)
        if found > FORM:
            raise StoreError(
                f"was written by a newer version of flscreen (form {found})",
                path=store.shown,
                hint="update flscreen, or choose another store",
            )
        if found != FORM:
            config.attributes["connection"] = connection
            command.upgrade(config, FORM)


def _unusable(shown: str, error: SQLAlchemyError) -> StoreError:
    origin = getattr(error, "orig", None)
    said = str(origin or error).strip().splitlines() or [type(error).__name__]
    return StoreError(
        f"the store cannot be used ({said[0]})",
        path=shown,
        hint=f"check the disk, the database and {_VARIABLE}",
    )
