"""The table of official files (``data/downloads.toml``): addresses, shapes and floors."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from screen.core.errors import UsageError

Start = Literal["html", "csv", "xml", "json", "xlsx"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficialFile(_Table):
    """One file to download. The keys are explained in the data file."""

    name: str = Field(pattern=r"^[\w.-]+$")
    url: str = Field(pattern=r"^https?://")
    link: str = ""
    find: tuple[str, ...] = ()


class Download(_Table):
    """How one list is renewed."""

    format: str
    files: tuple[OfficialFile, ...] = Field(min_length=1)
    starts: Start
    floor: int = Field(ge=1)
    megabytes: int = Field(100, gt=0)
    programs: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    page: str
    license: str = ""
    tries: int = Field(3, ge=1)
    on_request: bool = False


class Downloads(_Table):
    """All lists that can be renewed, by id."""

    lists: dict[str, Download]


def load_downloads(own: Path | None = None) -> dict[str, Download]:
    """Return the table as shipped; the lists of ``own`` replace those of the same id.

    Raises UsageError where ``own`` is unusable.
    """
    text = resources.files("screen.lists.update").joinpath("data", "downloads.toml")
    table = dict(Downloads.model_validate(tomllib.loads(text.read_text("utf-8"))).lists)
    if own is None:
        return table
    try:
        table |= Downloads.model_validate(tomllib.loads(own.read_text("utf-8"))).lists
    except OSError as error:
        raise UsageError(
            f"{error.strerror or error}", path=own, hint="give a file of addresses"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML ({error})", path=own, hint="correct the file") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise UsageError(f"{where}: {fault['msg']}", path=own, hint="correct the file") from error
    return table
