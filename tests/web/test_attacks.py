"""What others try with the page: another site, another name, no token, too much, odd names."""

import json
import re
import socket
from contextlib import suppress

import httpx
import pytest

from web.conftest import TOKEN, start, stop


def test_without_the_token_nothing_is_shown(page):
    bare = httpx.Client(base_url=page.base, trust_env=False)
    for path in ("/", "/runs", "/trail.zip", "/static/page.js", "/jobs/x/progress"):
        answer = bare.get(path)
        assert answer.status_code == 403 and "whole address" in answer.text, path
    assert bare.post("/uploads", headers=page.origin).status_code == 403
    assert bare.get("/?token=wrong").status_code == 403
    assert bare.get(f"/?token={TOKEN}&token={TOKEN}").status_code == 403
    assert bare.get("/", cookies=dict.fromkeys(page.client.cookies, "wrong")).status_code == 403


def test_the_token_leaves_the_address_and_leads_nowhere_else(page):
    bare = httpx.Client(base_url=page.base, trust_env=False)
    assert bare.get(f"/runs?token={TOKEN}&q=1").headers["location"] == "/runs?q=1"
    away = bare.get(f"{page.base}//evil.example/?token={TOKEN}")
    assert (
        away.headers.get("location", "/").startswith("/") and "//" not in away.headers["location"]
    )
    cookie = bare.get(f"/?token={TOKEN}").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:{port}", ""]
)
def test_a_foreign_host_is_refused(page, host):
    port = page.base.rpartition(":")[2]
    answer = page.get("/", headers={"Host": host.format(port=port)})
    assert answer.status_code in {400, 421}


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "https://127.0.0.1.evil.example", "{base}.x", "x"],
)
def test_a_foreign_or_missing_origin_changes_nothing(page, origin):
    headers = {} if origin is None else {"Origin": origin.format(base=page.base)}
    for path in ("/uploads", "/monitor/now", "/runs/1/decide"):
        assert page.client.post(path, headers=headers).status_code == 403, path
    assert (
        page.client.post(
            "/monitor/now", headers={**page.origin, "Sec-Fetch-Site": "cross-site"}
        ).status_code
        == 403
    )


def test_other_methods_are_refused(page):
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert page.client.request(method, "/", headers=page.origin).status_code == 405


def test_every_answer_binds_the_browser(page):
    for path in ("/", "/static/page.js", "/nowhere", "/trail.csv"):
        headers = page.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
    shown = page.get("/").text
    assert not re.search(r"<script(?![^>]*src=)", shown) and "style=" not in shown
    assert not re.search(r'(src|href)="(https?:)?//', shown), "no foreign request"


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/x.csv",
        "..\\..\\windows\\x.csv",
        "/etc/passwd.csv",
        "C:\\x.csv",
        "a/../../b.csv",
        "CON.csv",
        "-o.csv",
        "x" * 900 + ".csv",
        "\u202evsc.exe.csv",
        "%2e%2e%2fx.csv",
    ],
)
def test_a_file_name_cannot_leave_its_folder(page, name, tmp_path_factory):
    job = page.send(**{name: "Vendor Name,Country\nPlain Makers,Finland\n"})
    assert page.wait(job)["state"] == "confirm"
    folders = list(tmp_path_factory.getbasetemp().glob(f"**/{job.rsplit('/', 1)[1]}/files"))
    assert len(folders) == 1
    held = [path for path in folders[0].rglob("*") if path.is_file()]
    assert len(held) == 1 and held[0].resolve().is_relative_to(folders[0].resolve())
    page.post(f"{job}/discard")
    assert not folders[0].exists()


def test_two_files_of_one_name_are_both_kept(page):
    parts = [("files", ("a.csv", f"Vendor Name\n{name}\n")) for name in ("Plain", "Other Makers")]
    job = page.post("/uploads", files=parts).headers["location"]
    page.wait(job)
    shown = page.get(f"{job}/columns").text
    assert "a.csv" in shown and "a (2).csv" in shown
    page.post(f"{job}/discard")


def test_too_much_is_refused_whatever_the_headers_say(tmp_path):
    page = start(tmp_path / "s.sqlite", "--max-upload-mb", "1")
    try:
        big = b"x" * 1_200_000
        answer = page.client.post("/uploads", headers=page.origin, files=[("files", ("a", big))])
        assert answer.status_code == 413 and "--max-upload-mb" in answer.text

        def chunks():
            yield b"--b\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\n"
            for _ in range(40):
                yield b"x" * 100_000
            yield b"\r\n--b--\r\n"

        headers = {**page.origin, "Content-Type": "multipart/form-data; boundary=b"}
        # Refused while it is being sent: some systems break the connection before they say so.
        with suppress(httpx.ReadError, httpx.WriteError):
            answer = page.client.post("/uploads", headers=headers, content=chunks())
            assert answer.status_code == 413
        assert page.get("/").status_code == 200
        left = {path.name for path in (tmp_path / "s-uploads").iterdir()}
        assert left == {"in-use"}, "nothing half is left"
    finally:
        stop(page)


def test_forms_that_are_no_forms_are_refused_in_one_line(page):
    for kind, data in (
        ("multipart/form-data; boundary=b", b"--b\r\nnonsense"),
        ("multipart/form-data", b"x"),
        ("application/json", b"{}"),
    ):
        answer = page.client.post(
            "/uploads", headers={**page.origin, "Content-Type": kind}, content=data
        )
        assert answer.status_code in {400, 422} and "Traceback" not in answer.text, kind


def test_ids_are_not_searched_for_in_the_wrong_places(page):
    run = page.screen(**{"a.csv": "Vendor Name\nNinestar Corporation\n"})
    case = page.cases(run)[0][0]
    for odd in ("case-' OR 1=1 --", "../../trail", "case-ffffffffffffffff"):
        answer = page.post(f"{run}/cases/{odd}/decide", data={"disposition": "confirmed"})
        assert answer.status_code in {404, 405, 422}
    data = {"disposition": "fine", "reason": "why not", "reviewer": "Ada", "seen": "0"}
    assert page.post(f"{run}/cases/{case}/decide", data=data).status_code == 422
    data |= {"disposition": "confirmed", "seen": "99999999999999999999"}
    assert page.post(f"{run}/cases/{case}/decide", data=data).status_code == 303


def test_only_the_proxy_says_who_is_logged_in(tmp_path):
    page = start(tmp_path / "s.sqlite", "--user-header", "X-User", "--proxy", "127.0.0.1")
    try:
        run = page.screen(**{"a.csv": "Vendor Name\nNinestar Corporation\n"})
        case = page.cases(run)[0][0]
        headers = {**page.origin, "X-User": "ada@firm.example"}
        data = {"disposition": "confirmed", "reason": "checked", "reviewer": "Mallory", "seen": "0"}
        answer = page.client.post(f"{run}/cases/{case}/decide", headers=headers, data=data)
        assert answer.status_code == 303
        trail = page.get("/trail.csv").text
        assert "ada@firm.example" in trail and "Mallory" not in trail
    finally:
        stop(page)
    page = start(tmp_path / "t.sqlite", "--user-header", "X-User", "--proxy", "192.0.2.1")
    try:
        headers = {"X-User": "ada", "X-Forwarded-For": "192.0.2.1"}
        assert "Signed in as" not in page.get("/", headers=headers).text
    finally:
        stop(page)


def test_usage_errors_are_one_line(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("FLSCREEN_STORE", str(tmp_path / "s.sqlite"))
    outcome = cli("serve", "--user-header", "X-User")
    assert outcome.code == 2 and outcome.err.count("\n") == 1
    monkeypatch.setenv("FLSCREEN_TOKEN", "short")
    assert "letters or more" in cli("serve").err
    monkeypatch.delenv("FLSCREEN_TOKEN")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = cli("serve", "--port", taken.getsockname()[1], "--no-browser")
    assert outcome.code == 2 and "is in use" in outcome.err and outcome.err.count("\n") == 1
    assert json.dumps(outcome.out) == '""'


def test_two_pages_do_not_share_a_store_and_nothing_else_there_is_touched(
    cli, tmp_path, monkeypatch
):
    mine = tmp_path / "s-uploads" / "my vendor files"
    mine.mkdir(parents=True)
    (mine / "a.csv").write_text("Vendor Name\n")
    page = start(tmp_path / "s.sqlite")
    try:
        assert (mine / "a.csv").exists()
        monkeypatch.setenv("FLSCREEN_STORE", str(tmp_path / "s.sqlite"))
        outcome = cli("serve", "--port", "0", "--no-browser")
        assert outcome.code == 2 and "in use by another process" in outcome.err
        assert outcome.err.count("\n") == 1
    finally:
        stop(page)
