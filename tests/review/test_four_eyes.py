"""A false positive on a critical finding, where the policy wants a second name."""

import json

import pytest


@pytest.mark.parametrize(
    ("four_eyes", "disposition", "second", "status"),
    [
        ("false", "false-positive", "", "reviewed"),
        ("true", "false-positive", "", "open"),
        ("true", "false-positive", "A. REVIEWER", "open"),
        ("true", "false-positive", "B. Reviewer", "reviewed"),
        ("true", "accepted", "", "reviewed"),
    ],
)
def test_a_critical_false_positive_needs_two_names(
    cli, tmp_path, four_eyes, disposition, second, status
):
    source, config = tmp_path / "in.csv", tmp_path / "flscreen.toml"
    decisions, report = tmp_path / "decisions.csv", tmp_path / "report.json"
    source.write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    config.write_text(f"four_eyes = {four_eyes}\n")
    cli("run", source, "--config", config, "-o", report)
    case = next(c for c in json.loads(report.read_text())["cases"] if c["level"] == "critical")
    decisions.write_text(
        "case_id,disposition,reason,reviewer,second_reviewer,date\n"
        f"{case['id']},{disposition},another firm,A. Reviewer,{second},2026-11-01\n"
    )
    cli("run", source, "--config", config, "--dispositions", decisions, "-o", report)
    after = json.loads(report.read_text())
    now = next(c for c in after["cases"] if c["id"] == case["id"])
    assert now["status"] == status
    notes = [n for f in after["findings"] if f["case"] == case["id"] for n in f["context"]["notes"]]
    assert any("awaits a second reviewer" in note for note in notes) == (status == "open")
