"""What every worker must know of a run, as a file that each process reads once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl
from pydantic import TypeAdapter

from screen.core.atomic import write_whole
from screen.intake.columns import Header
from screen.intake.intake import Intake
from screen.lists.identities import IDENTITY_SCHEMA
from screen.matching.index_files import load_index
from screen.matching.matcher import MATCH_SCHEMA
from screen.matching.name_index import NameIndex
from screen.models.policy import BandEdges, Policy
from screen.models.watchlist import Watchlist
from screen.risk.screened import Screened

#: The columns that an engine adds to the user's own: the file, and the number of the row in it.
FILE, ROW = "__flscreen_file", "__flscreen_row"


def numbered(index: int) -> str:
    """Return what an engine calls the column of this number."""
    return f"c{index}"


@dataclass(frozen=True, slots=True)
class Plan:
    """One dataset of one header, and what it is screened with.

    ``columns`` are the user's in their order, ``files`` the number of each file by its address,
    ``shown`` the files by number as reports name them, ``deciding`` the cells that decide how
    columns are read (``SheetRows``); ``index`` and ``matches`` are folders that every worker can
    read, and ``firms`` a file of the spellings of firms of the supplier tables, where there are
    some. Files of one path may change between runs, so that ``run`` names this one, and processes
    that outlive a run keep what they read under its name.
    """

    header: Header
    columns: Sequence[str]
    files: Mapping[str, int]
    shown: Sequence[str]
    deciding: Mapping[str, Sequence[str]]
    watchlists: Sequence[Watchlist]
    identities: pl.DataFrame
    policy: Policy
    as_of: date
    index: str
    matches: str
    run: str
    firms: str = ""

    def screened(self, intake: Intake) -> Screened:
        """Return what rules see of rows that were read."""
        return Screened(
            intake.rows,
            intake.parties,
            intake.sheets,
            self.watchlists,
            self.as_of,
            intake.cells,
            intake.swept,
            self.identities,
        )

    def save(self, folder: Path) -> str:
        """Write the plan to a file of its own in ``folder``, and return its path."""
        with_firms = "-firms" if self.firms else ""
        path = folder / f"plan-{self.header.kind}-{self.run}{with_firms}.json"
        told = {
            name: getattr(self, name)
            for name in (
                "columns",
                "files",
                "shown",
                "deciding",
                "index",
                "matches",
                "run",
                "firms",
            )
        }
        told |= {
            "header": _HEADER.dump_python(self.header, mode="json"),
            "watchlists": [one.model_dump(mode="json") for one in self.watchlists],
            "identities": self.identities.rows(),
            "policy": self.policy.model_dump(mode="json"),
            "as_of": self.as_of.isoformat(),
        }
        with write_whole(path) as temporary:
            temporary.write_text(json.dumps(told), encoding="utf-8")
        return str(path)


_HEADER = TypeAdapter(Header)


@lru_cache(maxsize=2)
def load_plan(path: str) -> Plan:
    """Return the plan that this run wrote; a process reads it once."""
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    told |= {
        "header": _HEADER.validate_python(told["header"]),
        "watchlists": [Watchlist.model_validate(one) for one in told["watchlists"]],
        "identities": pl.DataFrame(told["identities"], schema=IDENTITY_SCHEMA, orient="row"),
        "policy": Policy.model_validate(told["policy"]),
        "as_of": date.fromisoformat(told["as_of"]),
    }
    return Plan(**told)


@lru_cache(maxsize=2)
def _opened(folder: str, run: str) -> NameIndex:
    return load_index(Path(folder))


def mapped_index(plan: Plan) -> NameIndex:
    """Return the index of a run, mapped once for each process."""
    return _opened(plan.index, plan.run)


def known_matches(folder: str) -> pl.DataFrame:
    """Return the matches that runs have made of their names (``MATCH_SCHEMA``), each once.

    A run that broke off leaves parts in folders of Spark's own, and names that are matched again.
    """
    parts = sorted(Path(folder).glob("*.parquet"))
    frames = [pl.read_parquet(part).select(list(MATCH_SCHEMA)) for part in parts]
    found = pl.concat(frames) if frames else pl.DataFrame(schema=MATCH_SCHEMA)
    return found.unique(["name", "list_id", "entry_id"], keep="first", maintain_order=True)


@lru_cache(maxsize=2)
def _known(folder: str, run: str) -> pl.DataFrame:
    return known_matches(folder)


class KnownMatches:
    """Looks up in the folder of a run what ``match_names`` would return."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __call__(self, names: Sequence[str], index: NameIndex, edges: BandEdges) -> pl.DataFrame:
        """Return the known matches of ``names``, in the order of ``match_names``."""
        wanted = pl.Series("name", list(names), dtype=pl.String).unique().implode()
        order, falling = ["name", "score", "list_id", "entry_id"], [False, True, False, False]
        return (
            _known(self._plan.matches, self._plan.run)
            .filter(pl.col("name").is_in(wanted))
            .sort(order, descending=falling)
        )
