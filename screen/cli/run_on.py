"""How ``flscreen run`` runs beside the plain way: with the store, and on Spark."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from screen.cli.say import tell
from screen.core.errors import UsageError

if TYPE_CHECKING:
    from screen.cli.file_arguments import Found
    from screen.models.result import ScreeningResult
    from screen.models.watchlist import Watchlist
    from screen.pipeline import Job

#: A path with a scheme loses a slash on its way through ``Path``.
_REMOTE = re.compile(r"^([a-z][a-z0-9+.-]+):/+", re.IGNORECASE)


def run_and_keep(job: "Job", lists: "list[Watchlist]") -> "ScreeningResult":
    """Screen with the decisions that the store knows, and keep the run there."""
    from screen.core.extras import need

    need("store", "'flscreen run --store'")
    from screen.pipeline import decide, undecided
    from screen.review.dispositions import latest, load_dispositions
    from screen.store.database import open_store
    from screen.store.runs import keep
    from screen.store.standing import standing

    memory = open_store()
    known = standing(memory)
    given = load_dispositions(job.dispositions) if job.dispositions else {}
    result = undecided(job, lists)
    job.progress("Keeping the run")
    number = keep(memory, result, lists)
    tell(f"kept as run {number} in {memory.shown}")
    return decide(result, latest(known, given), given)


def refuse_spark_options(given: Mapping[str, object]) -> None:
    """Raise UsageError where an option of Spark is given to a run on this machine."""
    for option, value in given.items():
        if value is not None:
            raise UsageError(f"{option} is for --engine spark; add that, or leave {option} out")


def check_spark(outputs: Sequence[Path], master: str | None, refused: Mapping[str, object]) -> None:
    """Refuse a run on Spark that cannot be, before any work is done. Raises UsageError."""
    from screen.core.extras import need

    if (master or "").startswith("sc:"):
        need("spark-connect", "'flscreen run --master sc://…'")
    need("spark", "'flscreen run --engine spark'")
    for option, value in refused.items():
        if value:
            raise UsageError(f"{option} is not supported by --engine spark; leave it out")
    if len(outputs) != 1 or outputs[0].suffix:
        raise UsageError("--engine spark writes tables to a folder; name one with -o DIR")
    if outputs[0].exists() and not outputs[0].is_dir():
        raise UsageError("is a file", path=outputs[0], hint="name a folder with -o DIR")


def run_with_spark(
    job: "Job", folder: Path, master: str | None, top: int | None
) -> "tuple[ScreeningResult, list[Path]]":
    """Screen the files of a job on Spark, and return the result and what was written."""
    from screen.engines.dataset import format_of
    from screen.engines.gravest import gravest
    from screen.engines.spark import run_on_spark, session
    from screen.report.writers import write_report

    paths = [_address(path) for path in job.files]
    for path in paths:
        plain = format_of(path)[0] == "parquet" and "://" not in path
        if plain and not path.endswith(".parquet") and not Path(path).is_dir():
            raise UsageError(
                "--engine spark reads Parquet", path=path, hint="write it as .parquet first"
            )
    job.progress("Starting Spark")
    found = run_on_spark(job, session(master or "local[*]"), paths, folder)
    written = [found.folder / f"{name}.parquet" for name in ("cases", "findings", "evidence")]
    written.append(found.folder / "links")
    if top:
        job.progress("Writing the workbook")
        written.append(write_report(gravest(found.result, top), folder / "report.xlsx"))
    return found.result, written


def find_tables(named: Sequence[Path]) -> "Found":
    """Return the files to read on Spark: a table of Delta Lake or Iceberg is not looked into."""
    from screen.cli.file_arguments import Found, find_files
    from screen.engines.dataset import format_of

    found = Found([], [])
    for path in named:
        whole = format_of(_address(path))[0] != "parquet"
        own = Found([path], []) if whole else find_files([path])
        found = Found([*found.files, *own.files], [*found.links, *own.links])
    return found


def _address(path: Path) -> str:
    """Return the address that a path on the command line stands for."""
    prefix, _, rest = str(path).partition(":")
    if prefix in ("delta", "iceberg"):
        return ":".join((prefix, _REMOTE.sub(r"\1://", rest)))
    return _REMOTE.sub(r"\1://", str(path))
