"""The public API: what scripts and notebooks may rely on."""

import json
from datetime import date

from conftest import AS_OF, SAMPLES

import screen


def test_the_public_names_are_these():
    assert screen.__all__ == ["Policy", "ScreeningResult", "load_watchlists", "screen_files"]
    assert all(hasattr(screen, name) for name in screen.__all__)


def test_files_are_screened_as_on_the_command_line(cli):
    path = SAMPLES / "suppliers.xlsx"
    result = screen.screen_files([str(path)], as_of=date.fromisoformat(AS_OF))
    assert isinstance(result, screen.ScreeningResult)
    report = json.loads(cli("run", path, "--as-of", AS_OF, "--format", "json").out)
    frame = result.findings_frame()
    assert frame["id"].to_list() == [one["id"] for one in report["findings"]]
    assert frame["level"][0] == "critical"
    rows = result.rows_frame("supplier")
    first = result.findings[0]
    touched = rows.filter(rows["finding"] == 0)["row"].to_list()
    assert len(touched) == sum(place.count for place in first.context.occurrences)
    assert first.subject.row in touched


def test_a_policy_is_obeyed():
    policy = screen.Policy(rules_off=("entity-match",))
    result = screen.screen_files([SAMPLES / "suppliers.xlsx"], policy=policy)
    assert "entity-match" not in set(result.findings_frame()["rule"])
