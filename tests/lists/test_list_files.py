"""Watchlist folders with any cells.

Either they load whole, or one line says where they cannot; nothing is taken in part.
"""

import csv
import io
import shutil
import tempfile
from pathlib import Path

from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screen.core.errors import WatchlistError
from screen.lists.load import load_watchlist
from screen.models.watchlist import Entry, Evidence

GOOD = ROOT / "watchlists" / "us-cbp-wro"

any_cell = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=40),
    st.sampled_from(
        [
            "",
            "CN",
            "ZZ",
            "entity",
            "2024-13-01",
            "2024-02",
            "a|b||c",
            "1",
            "6109|x",
            "=1+1",
            "x" * 700,
            "\x00",
            "inactive",
        ]
    ),
)
#: (file, row, column, new text); rows and columns are taken modulo what there is.
changes = st.lists(
    st.tuples(
        st.sampled_from(["entries.csv", "evidence.csv"]),
        st.integers(0, 40),
        st.integers(0, 20),
        any_cell,
    ),
    min_size=1,
    max_size=3,
)


def change(folder: Path, name: str, row: int, column: int, text: str) -> None:
    path = folder / name
    records = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    record = records[row % len(records)]
    record[column % len(record)] = text
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(records)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes)
def test_any_cells_load_whole_or_are_told_with_their_line(edits):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / GOOD.name
        shutil.copytree(GOOD, folder)
        (folder / "SHA256SUMS").unlink(missing_ok=True)
        for edit in edits:
            change(folder, *edit)
        try:
            loaded = load_watchlist(folder)
        except WatchlistError as error:
            assert str(error).startswith(str(folder)), error
            return
        with (folder / "entries.csv").open(encoding="utf-8", newline="") as handle:
            assert len(loaded.entries) == sum(1 for _ in csv.DictReader(handle))
        entries = {Entry.model_validate(entry.model_dump()).entry_id for entry in loaded.entries}
        assert {
            Evidence.model_validate(claim.model_dump()).entry_id for claim in loaded.evidence
        } == entries


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(["list.toml", "entries.csv", "evidence.csv"]),
    st.integers(0, 10**6),
    st.integers(1, 255),
)
def test_any_changed_byte_is_noticed_where_the_list_is_sealed(name, at, change):
    """``SHA256SUMS`` is checked at every load, not only by ``lists verify``."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / GOOD.name
        shutil.copytree(GOOD, folder)
        assert (folder / "SHA256SUMS").exists()
        data = bytearray((folder / name).read_bytes())
        data[at % len(data)] ^= change
        (folder / name).write_bytes(data)
        try:
            load_watchlist(folder)
        except WatchlistError as error:
            assert name in str(error)
        else:
            raise AssertionError("a changed list was loaded")
