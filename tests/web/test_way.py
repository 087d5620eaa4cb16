"""The way through the page: drop, confirm, look, decide, download."""

import io
import json
import re
import zipfile

from conftest import ROOT
from openpyxl import load_workbook

from web.conftest import HOSTILE, start, stop

VENDORS = "Vendor Name,Country,Colour\nNinestar Corporation,China,Hoshine Silicon Industry\nPlain Makers,Finland,red\n"


def test_from_drop_to_the_decided_workbook(page):
    run = page.screen(**{"vendors.csv": VENDORS})
    cases = page.cases(run)
    title, (case, _) = "Ninestar Corporation", cases[0]
    assert dict(cases)[case] == title
    shown = page.get(f"{run}/cases/{case}").text
    for text in ("Your file beside the list", "How the names compare", "vendors.csv, row 2"):
        assert text in shown
    assert re.search(r"<td>ninestar</td><td>ninestar</td><td>the same</td>", shown)
    assert page.decide(run, case, reviewer="Ada Officer").status_code == 303
    assert "Ada Officer" in page.get(f"{run}/cases/{case}").text
    book = load_workbook(io.BytesIO(page.get(f"{run}/report.xlsx").content))
    rows = [[cell.value for cell in row] for row in book["Cases"].iter_rows()]
    head = next(row for row in rows if "Case id" in row)
    (line,) = [row for row in rows if case in row]
    assert line[head.index("Reviewer")] == "Ada Officer"
    report = page.get(f"{run}/report.json").json()
    decided = next(one for one in report["cases"] if one["id"] == case)
    assert decided["status"] == "reviewed" and report["summary"]["reviewed"] >= 1
    assert report["run"]["command" if "command" in report["run"] else "operator"] == ""
    assert "/" not in report["inputs"][0]["path"], "no path of the server"
    assert "Ada Officer" in page.get(f"{run}/report.html").text
    file = page.get(f"{run}/cases/{case}/file")
    assert title in file.text and "attachment" in file.headers["content-disposition"]


def test_a_change_of_columns_is_used_and_remembered_for_the_next_file(page):
    job = page.send(**{"a.csv": VENDORS})
    page.wait(job)
    form = page.get(f"{job}/columns").text
    name = re.search(r'<label for="(c\d-\d)">Colour</label>', form)[1]
    page.post(f"{job}/columns", data={name: "party"})
    page.wait(job, "done")
    run = page.get(job).headers["location"]
    assert "Hoshine Silicon Industry" in [title for _, title in page.cases(run)]
    again = page.send(**{"b.csv": VENDORS.replace("red", "blue")})
    page.wait(again)
    form = page.get(f"{again}/columns").text
    assert "As you confirmed it on" in form
    assert re.search(rf'id="{name}".*?value="party" selected', form, re.S)
    page.post(f"{again}/discard")
    assert page.get(again).status_code == 404


def test_a_field_that_there_is_not_is_refused(page):
    job = page.send(**{"a.csv": VENDORS})
    page.wait(job)
    answer = page.post(f"{job}/columns", data={"c0-0": "os_system"})
    assert answer.status_code == 422 and "there is no field" in answer.text
    page.post(f"{job}/discard")


def test_many_at_once_and_an_undo(page):
    run = page.screen(
        **{"two.csv": "Vendor Name\nNinestar Corporation\nHoshine Silicon Industry\n"}
    )
    ids = [id for id, title in page.cases(run)]
    fields = {"disposition": "confirmed", "reason": "checked it", "reviewer": "Ada"}
    picked = [f"{id} {_seen(page, run, id)}" for id in ids]
    answer = page.post(f"{run}/decide", data={**fields, "case": picked})
    assert answer.status_code == 303
    assert page.get(run).text.count("confirmed by Ada") == len(ids)
    for missing in ("disposition", "reason", "reviewer"):
        answer = page.post(f"{run}/decide", data={**fields, missing: "", "case": picked})
        assert answer.status_code == 422 and 'role="alert"' in answer.text
    seen = _seen(page, run, ids[0])
    answer = page.post(
        f"{run}/cases/{ids[0]}/undo", data={"reason": "too early", "reviewer": "Ada", "seen": seen}
    )
    assert answer.status_code == 303
    shown = page.get(f"{run}/cases/{ids[0]}").text
    assert "taken back" in shown and "too early" in shown


def _seen(page, run, case):
    return re.search(r'name="seen" value="(\d+)"', page.get(f"{run}/cases/{case}").text)[1]


def test_the_later_of_two_reviewers_is_told_and_keeps_what_she_wrote(page):
    run = page.screen(**{"one.csv": "Vendor Name\nHefei Bitland Information Technology\n"})
    case = page.cases(run)[0][0]
    assert page.decide(run, case, reviewer="Ada").status_code == 303
    told = page.decide(
        run, case, reviewer="Boris Later", reason="my long thoughts", disposition="escalated"
    )
    assert told.status_code == 409
    assert "Ada decided" in told.text and "my long thoughts" in told.text
    many = page.post(
        f"{run}/decide",
        data={
            "case": f"{case} 0",
            "disposition": "escalated",
            "reason": "why",
            "reviewer": "Boris Later",
        },
    )
    assert many.status_code == 409 and "Nothing was kept" in many.text
    assert "Boris" not in page.get("/trail.csv").text


def test_a_hostile_file_shows_as_text(page):
    text = f'Vendor Name,Country\n"{HOSTILE}",China\n'
    run = page.screen(**{"evil'\"><svg onload=x>.csv": text})
    for path in (run, f"{run}/cases/{page.cases(run)[0][0]}", "/", "/runs", "/history?q=ninestar"):
        shown = page.get(path).text
        assert "<img src=x" not in shown and "<script>alert" not in shown and "<svg on" not in shown
    assert "&lt;img" in page.get(run).text


def test_files_that_cannot_be_read_are_said(page):
    job = page.send(**{"broken.xlsx": b"PK\x03\x04nothing"})
    assert page.wait(job)["state"] == "failed"
    assert 'role="alert"' in page.get(job).text and "broken.xlsx" in page.get(job).text
    assert page.post(f"{job}/again").status_code == 303
    page.wait(job, "failed")
    both = page.send(**{"broken.xlsx": b"PK\x03\x04nothing", "a.csv": VENDORS})
    assert page.wait(both)["state"] == "confirm"
    assert "Cannot be read" in page.get(f"{both}/columns").text


def test_history_monitoring_lists_trail_and_settings(page):
    page.screen(**{"vendors.csv": VENDORS})
    # Of a firm that no other test of this page decides on, whichever came before.
    own = page.screen(**{"own.csv": "Vendor Name\nHetian Haolin Hair Accessories\n"})
    decided = page.decide(own, page.cases(own)[0][0], disposition="accepted")
    assert decided.status_code == 303
    assert "row 2" in page.get("/history?q=Ninestar").text
    assert "Nothing is known" in page.get("/history?q=%25").text
    job = page.post("/monitor/now").headers["location"]
    page.wait(job, "done")
    assert page.get(job).headers["location"] == "/monitor"
    assert "0 changes" in page.get("/monitor").text
    assert "UFLPA Entity List" in page.get("/lists").text
    assert "chain of digests holds" in page.get("/trail").text
    with zipfile.ZipFile(io.BytesIO(page.get("/trail.zip").content)) as archive:
        lines = archive.read("trail.jsonl").decode().splitlines()
    assert "accepted" in [json.loads(line)["disposition"] for line in lines], lines
    assert "four_eyes" in page.get("/settings").text


def test_unknown_addresses_are_not_found(page):
    for path in ("/runs/999", "/runs/1/cases/case-0000000000000000", "/jobs/x", "/static/x", "/x"):
        assert page.get(path).status_code == 404, path
    assert page.get("/runs/1/report.exe").status_code == 404


def test_lists_are_renewed_once_their_changes_were_seen(tmp_path, monkeypatch):
    """From a folder, as whoever has no network does."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "lists"))
    from publisher import CELLS, uflpa_page

    source = tmp_path / "downloads"
    source.mkdir()
    added = {**CELLS[0], "name_cell": "Quorvex Widget Works Co., Ltd."}
    (source / "uflpa-entity-list.html").write_bytes(uflpa_page([*CELLS, added]))
    page = start(tmp_path / "s.sqlite", "--lists-from", str(source), lists=str(tmp_path))

    def update(**fields: str) -> str:
        job = page.post("/lists/update", data=fields).headers["location"]
        page.wait(job)
        return page.client.get(job, follow_redirects=True).text

    try:
        shown = update(list="us-uflpa")
        assert "What is new" in shown and "Quorvex Widget Works" in shown
        assert not (tmp_path / "lists" / "us-uflpa").exists(), "only looked"
        taken = update(list="us-uflpa", take="yes")
        assert "What was taken over" in taken and (tmp_path / "lists" / "us-uflpa").exists()
        run = page.screen(**{"a.csv": "Vendor Name,Country\nQuorvex Widget Works,China\n"})
        assert "Quorvex Widget Works" in [title for _, title in page.cases(run)]
        assert "no list" in update(list="no-such-list")
    finally:
        stop(page)


def test_four_eyes_on_the_page(tmp_path):
    config = tmp_path / "flscreen.toml"
    config.write_text("four_eyes = true\n")
    page = start(tmp_path / "s.sqlite", "--config", str(config), lists=str(tmp_path))
    try:
        run = page.screen(**{"a.csv": "Vendor Name,Country\nNinestar Corporation,China\n"})
        case = page.cases(run)[0][0]
        for reviewer in ("Ada", "ADA "):
            page.decide(run, case, reviewer=reviewer, seen="9")
            assert "Waits for a second reviewer" in page.get(run).text
            report = page.get(f"{run}/report.json").json()
            assert report["cases"][0]["status"] == "open"
        page.decide(run, case, reviewer="Boris", seen="9")
        assert "false-positive by ADA and Boris" in page.get(run).text
        report = page.get(f"{run}/report.json").json()
        (decided,) = [one for one in report["cases"] if one["id"] == case]
        assert decided["status"] == "reviewed"
        assert decided["decision"]["second_reviewer"] == "Boris"
    finally:
        stop(page)
