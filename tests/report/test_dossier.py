"""``--dossier``: a printable file for each grave case, on the samples, as counsel would open it."""

import csv
import html
import json

from conftest import ROOT

SAMPLES = sorted((ROOT / "samples").glob("*.xlsx"))


def test_each_grave_open_case_has_a_file_with_its_claims_and_questions(cli, tmp_path):
    folder = tmp_path / "files"
    outcome = cli("run", *SAMPLES, "--dossier", folder, "--format", "json")
    assert outcome.code == 1
    report = json.loads(outcome.out)
    grave = [c for c in report["cases"] if c["level"] in ("critical", "high")]
    files = sorted(folder.iterdir())
    assert len(files) == len(grave) > 10
    claims = {one["id"]: one for one in report["evidence"]}
    sources = {one["id"]: one for one in report["sources"]}
    findings = {one["id"]: one for one in report["findings"]}
    for case, path in zip(grave, files, strict=True):
        assert path.stem.endswith(case["id"][-8:])
        text = path.read_text(encoding="utf-8")
        assert case["id"] in text and "<h2>Open questions</h2>\n<ol>\n<li>" in text
        plain = html.unescape(text)
        for id in case["findings"]:
            for cited in findings[id]["evidence"]:
                claim = claims[cited]
                assert claim["claim"] in plain and cited in plain
                assert sources[claim["source_id"]]["publisher"] in plain
        assert "<script" not in text and 'src="' not in text


def test_a_reviewed_case_has_no_file(cli, tmp_path):
    report = json.loads(cli("run", *SAMPLES, "--format", "json").out)
    first = next(c for c in report["cases"] if c["level"] == "critical")
    decided = tmp_path / "dispositions.csv"
    with decided.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case_id", "finding_id", "disposition", "reviewer", "date", "reason"])
        writer.writerow([first["id"], "", "false-positive", "A. Smith", "2026-01-05", "another"])
    folder = tmp_path / "files"
    cli("run", *SAMPLES, "--dispositions", decided, "--dossier", folder, "--format", "json")
    assert not [path for path in folder.iterdir() if first["id"][-8:] in path.name]
    assert list(folder.iterdir())


def test_a_folder_that_cannot_be_made_is_one_line(cli, tmp_path):
    (tmp_path / "taken").write_text("a file")
    outcome = cli("run", SAMPLES[0], "--dossier", tmp_path / "taken" / "in", "-q")
    assert outcome.code == 2
    assert "cannot be created" in outcome.err and outcome.err.count("\n") == 1
