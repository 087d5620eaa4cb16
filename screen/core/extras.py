"""Optional parts of an installation, which the core does without."""

from importlib.util import find_spec

from screen.core.errors import UsageError

#: A library of each extra by which it is known to be there.
_SIGNS = {
    "store": ("sqlalchemy", "alembic"),
    "web": ("starlette", "uvicorn", "multipart"),
    "postgresql": ("psycopg",),
    "spark": ("pyspark", "pyarrow", "pandas"),
    "spark-connect": ("pyspark", "pyarrow", "pandas", "grpc", "grpc_status", "zstandard"),
}


def need(extra: str, what: str) -> None:
    """Return where ``extra`` is installed. Raises UsageError that says how to install it.

    ``what`` is what needs it, such as ``'flscreen serve'``.
    """
    if not all(is_there(module) for module in _SIGNS[extra]):
        raise UsageError(
            f"{what} needs the optional part '{extra}', which is not installed; install it with:"
            f" pip install 'forced-labor-screen[{extra}]', with 'pipx install --force' or"
            " 'uv tool install' instead of 'pip install' where one of these installed flscreen"
        )


def is_there(module: str) -> bool:
    """Return whether a module could be imported."""
    try:
        return find_spec(module) is not None
    except ImportError:
        return False
