"""Options that several commands share, declared once."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from screen.core.errors import UsageError
from screen.models.kind_tables import TABLE_KIND_NAMES
from screen.models.vocabulary import SubjectKind

#: What the rows are, where the headers should not decide: 'suppliers' or 'shipments'.
_KINDS = {f"{name}S".upper(): f"{name}s" for name in TABLE_KIND_NAMES}
Kind = StrEnum("Kind", _KINDS)  # type: ignore[misc]


class FailOn(StrEnum):
    """The level at or above which open findings make the command exit with 1."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"
    NONE = "none"


class EffectChoice(StrEnum):
    """The legal effect of an imported list, where its format does not state one."""

    IMPORT_BAN = "import-ban"
    REBUTTABLE_PRESUMPTION = "rebuttable-presumption"
    DETENTION = "detention"
    SANCTION = "sanction"
    ADVISORY = "advisory"
    REPORTED = "reported"


EffectOption = Annotated[
    EffectChoice | None,
    typer.Option(
        "--effect", help="The legal effect of the list, where its format does not state one."
    ),
]
_FILES_HELP = (
    "Supplier and shipment files (.xlsx .xlsm .xlsb .xls .ods .csv .tsv .txt .parquet),"
    " folders, patterns such as 'vendors/*.xlsx', or - for standard input."
)
Files = Annotated[list[Path], typer.Argument(help=_FILES_HELP, show_default=False)]
FilesOrAsked = Annotated[
    list[Path] | None,
    typer.Argument(help=_FILES_HELP, metavar="FILES", show_default=False),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="FLSCREEN_CONFIG",
        help="Policy file; by default the nearest flscreen.toml in this folder or above.",
    ),
]
Watchlists = Annotated[
    list[Path] | None,
    typer.Option(
        "--watchlists", envvar="FLSCREEN_WATCHLISTS", help="Folder of further watchlists; repeats."
    ),
]
NoBundled = Annotated[
    bool, typer.Option("--no-bundled", help="Do not use the lists that come with flscreen.")
]
KindOption = Annotated[
    Kind | None, typer.Option("--kind", help="Treat all rows as suppliers or as shipments.")
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        envvar="FLSCREEN_ENCODING",
        metavar="NAME",
        help="The encoding of text files, such as gb18030 or cp1252; otherwise it is recognised.",
        show_default=False,
    ),
]
StoreOption = Annotated[
    bool,
    typer.Option(
        "--store",
        help=(
            "Keep this in the store, and use the decisions it knows; FLSCREEN_STORE is its address,"
            " by default a file in your data folder."
        ),
    ),
]
SheetNames = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet", metavar="NAME", help="Screen this sheet only; repeats.", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Screen with the lists as they were on this day (YYYY-MM-DD).",
    ),
]


class Engine(StrEnum):
    """Where rows are screened."""

    LOCAL = "local"
    SPARK = "spark"


EngineOption = Annotated[
    Engine,
    typer.Option("--engine", help="Screen on this machine, or Parquet FILES on Spark (-o DIR)."),
]
Master = Annotated[
    str | None,
    typer.Option(
        "--master",
        envvar="FLSCREEN_MASTER",
        metavar="URL",
        help="With --engine spark: where Spark runs, such as local[4], yarn or sc://HOST:PORT.",
        show_default="local[*]",
    ),
]
ReportTop = Annotated[
    int | None,
    typer.Option(
        "--report-top",
        metavar="N",
        min=1,
        help="With --engine spark: also write a workbook of the N gravest cases.",
    ),
]
IndexFolder = Annotated[
    Path | None,
    typer.Option(
        "--index",
        envvar="FLSCREEN_INDEX",
        metavar="DIR",
        help="Match against the index in DIR, made by 'flscreen index build'. Default: build one.",
    ),
]


def subject_kind(kind: Kind | None) -> SubjectKind | None:
    """Return the kind of rows that ``--kind`` names."""
    return next((name for name in TABLE_KIND_NAMES if kind and f"{name}s" == kind.value), None)


def parse_day(text: str | None) -> date | None:
    """Return a date from the command line. Raises UsageError where it is not one."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of {text}: is not a date; write it as YYYY-MM-DD") from None
