"""What the tests of the store share: an empty store, in SQLite or in a real PostgreSQL server."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from databases import empty_store

if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
    collect_ignore_glob = ["test_*.py"]

HEADER = ["Vendor Name", "Country", "Address"]


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty store of its own, at which FLSCREEN_STORE points."""
    with empty_store(tmp_path) as place:
        monkeypatch.setenv("FLSCREEN_STORE", place)
        yield place


@pytest.fixture
def small_list(tmp_path: Path) -> Callable[..., Path]:
    """Writes a watchlist of a few firms, each given as name, country and note."""

    def write(*firms: Sequence[str], claim: str = "was named in an order") -> Path:
        folder = tmp_path / "lists" / "own"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "list.toml").write_text(
            'id = "own"\ntitle = "Own list"\npublisher = "Tests"\nkind = "internal"\n'
            'effect = "import-ban"\nas_of = 2026-11-01\nretrieved = 2026-11-01\n'
            'max_age_days = 365\ncoverage = "complete"\n'
            '[[sources]]\nid = "s"\ntitle = "An order"\npublisher = "Tests"\n'
            'published = "2026-11-01"\nreliability = "official"\n',
            encoding="utf-8",
        )
        ids = [firm[0].lower().replace(" ", "-") for firm in firms]
        _write(
            folder / "entries.csv",
            ["entry_id", "kind", "name", "country", "note"],
            [[id, "entity", *firm] for id, firm in zip(ids, firms, strict=True)],
        )
        _write(
            folder / "evidence.csv",
            ["evidence_id", "entry_id", "source_id", "claim"],
            [[f"e-{id}", id, "s", f"{id} {claim} of the publisher"] for id in ids],
        )
        return folder

    return write


@pytest.fixture
def screened(cli: Callable[..., Any], tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Screens rows with --store against a list folder alone, and returns the JSON report."""

    def call(folder: Path, *rows: Sequence[str], options: Sequence[object] = ()) -> dict[str, Any]:
        source, report = tmp_path / "vendors.csv", tmp_path / "report.json"
        _write(source, HEADER, rows)
        outcome = cli(
            "run", source, "--store", "--no-bundled", "--watchlists", folder, "-o", report, *options
        )
        assert outcome.code in (0, 1), outcome.err
        loaded: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return loaded

    return call


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([header, *rows])


def decide(case: dict[str, Any], disposition: str = "false-positive", **more: Any) -> Any:
    """A decision on a case of a report, made today by A. Reviewer unless said otherwise."""
    from datetime import UTC, datetime

    from screen.review.dispositions import Decision

    made = {"reason": "another firm of that name", "reviewer": "A. Reviewer"}
    made["date"] = datetime.now(UTC).date().isoformat()
    return Decision.model_validate(
        {"case_id": case["id"], "disposition": disposition, **made, **more}
    )
