"""Renewal of lists against a local server that answers as publishers do, well and badly."""

import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from publisher import CELLS, PAGE, Answer, Server, gives, uflpa_page

from screen.lists.load import load_watchlist, load_watchlists
from screen.lists.update.fetch import open_client
from screen.lists.update.renew import EDITIONS, Renewal, Way, renew
from screen.lists.update.table import load_downloads


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.http.shutdown()


def dies_half_way(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(len(PAGE)))
    request.end_headers()
    request.wfile.write(PAGE[: len(PAGE) // 2])
    request.wfile.flush()
    request.connection.close()


def is_slow(request: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)
    gives(PAGE)(request)


def sources(tmp_path: Path, server: Server, path: str = "/list") -> Path:
    file = tmp_path / "sources.toml"
    file.write_text(
        '[lists.us-uflpa]\nformat = "dhs-uflpa"\nstarts = "html"\nfloor = 100\nmegabytes = 1\n'
        'page = "https://www.dhs.gov/uflpa-entity-list"\n[[lists.us-uflpa.files]]\n'
        f'name = "uflpa-entity-list.html"\nurl = "{server.url}{path}"\n'
    )
    return file


@pytest.fixture
def update(tmp_path: Path, server: Server) -> Callable[..., Renewal]:
    """Return a function that renews the UFLPA list from the server into ``lists``."""

    def run(**changed: object) -> Renewal:
        table = load_downloads(sources(tmp_path, server))
        with open_client(silence=0.5) as client:
            way = Way(
                tmp_path / "lists", client=client, silence=0.5, pause=lambda _: None, **changed
            )  # type: ignore[arg-type]
            (renewal,) = renew(table, ["us-uflpa"], way)
        return renewal

    return run


def test_a_list_is_downloaded_imported_and_told(server, update, tmp_path):
    server.answers["/list"] = gives(PAGE)
    done = update()
    assert done.state in {"renewed", "unchanged"} and done.imported
    loaded = load_watchlist(tmp_path / "lists" / "us-uflpa")
    assert sum(entry.status != "inactive" for entry in loaded.entries) == 187
    source = loaded.info.sources[0]
    assert "SHA-256" in source.note and source.reliability == "official"
    # What was added by hand stays: places, names in other scripts, the law.
    ninestar = next(e for e in loaded.entries if e.entry_id == "uflpa-ninestar-corporation")
    assert "纳思达股份有限公司" in ninestar.native_names and ninestar.city == "Zhuhai"
    assert "clear and convincing evidence" in loaded.info.consequence
    _, headers = server.asked[0]
    assert headers["user-agent"].startswith("Mozilla/5.0 (compatible; flscreen/")
    assert headers["accept-language"] == "en"


def test_a_second_time_it_asks_conditionally_and_the_list_is_of_today(server, update, tmp_path):
    server.answers["/list"] = gives(PAGE, etag='W/"abc"')
    update()
    before = (tmp_path / "lists" / "us-uflpa" / "entries.csv").read_bytes()
    done = update()
    assert server.asked[1][1]["if-none-match"] == 'W/"abc"'
    assert done.state == "unchanged" and not done.changes
    assert (tmp_path / "lists" / "us-uflpa" / "entries.csv").read_bytes() == before


def test_what_is_new_is_told_and_the_edition_before_is_kept(server, update, tmp_path):
    server.answers["/list"] = gives(uflpa_page(CELLS[:-1]))
    update()
    gone = {**CELLS[-1], "name_cell": "Zephyrine Cotton Co., Ltd."}
    server.answers["/list"] = gives(uflpa_page([*CELLS, gone]))
    done = update()
    assert done.state == "renewed"
    assert [change.name for change in done.changes if change.kind == "added"] == [
        "Zephyrine Cotton Co., Ltd."
    ]
    (earlier,) = (tmp_path / "lists" / EDITIONS).iterdir()
    assert "Zephyrine" not in (earlier / "us-uflpa" / "entries.csv").read_text(encoding="utf-8")


def test_check_changes_nothing(server, update, tmp_path):
    gone = {**CELLS[-1], "name_cell": "Zephyrine Cotton Co., Ltd."}
    server.answers["/list"] = gives(uflpa_page([*CELLS, gone]))
    done = update(check=True)
    assert done.changes and not (tmp_path / "lists" / "us-uflpa").exists()


FAULTS: dict[str, tuple[Answer, str]] = {
    "an error page": (gives(b"<html><body>Sorry</body></html>"), "no table with 'Name of Entity'"),
    "JSON in its place": (gives(b'{"error": 1}'), "something else than HTML"),
    "an empty answer": (gives(b""), "something else than HTML"),
    "refused": (gives(b"no", status=403), "answers 403 and refuses this client"),
    "gone": (gives(b"no", status=404), "answers 404"),
    "broken": (gives(b"no", status=500), "answers 500"),
    "cut off": (gives(PAGE[: len(PAGE) // 2]), "the page does not end"),
    "dies half way": (dies_half_way, "cannot be read to its end"),
    "slow": (is_slow, "does not answer in time"),
    "too large": (gives(PAGE + b" " * 1_100_000), "larger than 1 MB"),
    "moved to a login": (gives(b"", status=302, Location="https://ecas.example.org/cas/login"), "wants a login"),
    "moved elsewhere": (gives(b"", status=302, Location="http://files.example.org/list"), "which is not the publisher's"),
    "moved for ever": (gives(b"", status=302, Location="/list"), "without end"),
    "a third is missing": (gives(uflpa_page(CELLS[:130])), "the file lacks"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_answer_leaves_the_old_edition_in_force(server, update, tmp_path, fault):
    server.answers["/list"] = gives(PAGE)
    update()
    held = (tmp_path / "lists" / "us-uflpa" / "entries.csv").read_bytes()
    answer, said = FAULTS[fault]
    server.answers["/list"] = answer
    done = update()
    assert done.state == "failed" and said in done.fault, done.fault
    assert "\n" not in done.fault and "--from" in done.fault and "dhs.gov" in done.fault
    assert (tmp_path / "lists" / "us-uflpa" / "entries.csv").read_bytes() == held
    assert not list((tmp_path / "lists").glob(".update-*"))


def test_a_passing_fault_is_tried_again(server, update):
    answers = [gives(PAGE), gives(b"busy", status=503)]

    def busy_once(request: BaseHTTPRequestHandler) -> None:
        answers.pop()(request)

    server.answers["/list"] = busy_once
    assert update().imported and len(server.asked) == 2


def test_a_moved_file_of_the_same_publisher_is_followed(server, update):
    server.answers["/list"] = gives(b"", status=301, Location="/new")
    server.answers["/new"] = gives(PAGE)
    assert update().imported


def test_a_certificate_that_is_not_trusted_and_one_of_the_firm_s_own(tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("makes its certificate with openssl")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    server.url = server.url.replace("http:", "https:")
    server.answers["/list"] = gives(PAGE)
    table = load_downloads(sources(tmp_path, server))
    for ca_file, state in ((None, "failed"), (cert, "unchanged")):
        with open_client(ca_file, silence=5) as client:
            way = Way(tmp_path / "lists", client=client, pause=lambda _: None)
            (done,) = renew(table, ["us-uflpa"], way)
        assert (done.state == "failed") == (state == "failed")
        assert done.imported or "--ca-file" in done.fault
    server.http.shutdown()


def test_one_list_that_fails_leaves_the_others_renewed(server, tmp_path, cli):
    server.answers["/list"] = gives(PAGE)
    server.answers["/broken"] = gives(b"no", status=404)
    file = sources(tmp_path, server)
    file.write_text(
        file.read_text()
        + '[lists.un-1718]\nformat = "un-consolidated"\nstarts = "xml"\nfloor = 1\n'
        + 'page = "https://www.un.org"\n[[lists.un-1718.files]]\nname = "consolidated.xml"\nurl ='
        f' "{server.url}/broken"\n'
    )
    done = cli(
        "lists", "update", "us-uflpa", "un-1718", "--sources", file, "--to", tmp_path / "mine"
    )
    assert done.code == 4
    assert "us-uflpa: " in done.out and done.err.count("\n") == 1
    assert "un-1718 failed" in done.err and (tmp_path / "mine" / "us-uflpa").is_dir()


def test_from_a_folder_without_network_and_run_uses_it(tmp_path, cli, monkeypatch):
    saved = tmp_path / "saved"
    saved.mkdir()
    cell = {**CELLS[-1], "name_cell": "Zephyrine Cotton Co., Ltd."}
    (saved / "UFLPA Entity List.html").write_bytes(uflpa_page([*CELLS, cell]))
    monkeypatch.setenv("FLSCREEN_LISTS", str(tmp_path / "own"))
    done = cli("lists", "update", "us-uflpa", "--from", saved, "--check")
    assert done.code == 1 and "would be renewed" in done.out and "Zephyrine" in done.out
    assert not (tmp_path / "own" / "us-uflpa").exists()
    done = cli("lists", "update", "us-uflpa", "--from", saved)
    assert done.code == 0, done.err
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nZephyrine Cotton Co Ltd,China\n")
    outcome = cli("run", source)
    assert outcome.code == 1 and "us-uflpa is stale" not in outcome.err
    assert next(w for w in load_watchlists() if w.info.id == "us-uflpa").folder.startswith(
        str(tmp_path)
    )
    assert (
        "Zephyrine"
        not in cli(
            "run",
            source,
            "--no-bundled",
            "--watchlists",
            tmp_path / "own" / "us-uflpa",
            "--as-of",
            "2020-01-01",
        ).err
    )


def test_a_list_that_cannot_be_renewed_is_a_usage_error(cli, tmp_path):
    done = cli("lists", "update", "nk-entities", "--from", tmp_path)
    assert done.code == 2 and "us-uflpa" in done.err and done.err.count("\n") == 1


def test_the_table_is_whole():
    from screen.lists.importing.import_file import formats

    for list_id, download in load_downloads().items():
        assert download.format in formats(), list_id
        assert all(file.url.startswith("https://") and file.find for file in download.files)
        assert download.page.startswith("https://")
