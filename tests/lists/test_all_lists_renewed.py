"""All lists renewed at once: from files, and from a publisher, and then a run that is not stale."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from official_shapes import write_all
from publisher import CELLS, Server, gives, uflpa_page

from screen.core.versions import HOMEPAGE
from screen.lists.load import load_watchlist
from screen.lists.update.fetch import AGENT, open_client
from screen.lists.update.renew import EDITIONS, Way, renew
from screen.lists.update.table import Download, load_downloads

ROOT = Path(__file__).parent.parent.parent
USUAL = {name for name, one in load_downloads().items() if not one.on_request}


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return the user's own folder of lists, which is empty."""
    monkeypatch.setenv("FLSCREEN_LISTS", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def rows(tmp_path):
    file = tmp_path / "in.csv"
    file.write_text("Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n")
    return file


def test_after_an_update_from_files_no_list_is_stale(cli, tmp_path, own, rows):
    before = cli("run", rows)
    assert "are stale" in before.err and "lists update" in before.err
    assert before.err.count("stale") == 1, "told once"
    write_all(tmp_path / "saved", date.today())
    done = cli("lists", "update", "--from", tmp_path / "saved")
    assert done.code == 0, done.err
    assert {path.name for path in own.iterdir() if not path.name.startswith(".")} == USUAL
    after = cli("run", rows, "-o", tmp_path / "report.html")
    assert after.code == 1 and "stale" not in after.err
    assert '<p class="stale">' not in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "uflpa-hetian-taida-apparel" in cli("run", rows, "--format", "json").out
    verified = cli("lists", "verify")
    assert verified.code == 0 and "warning" not in verified.out


def test_the_update_loses_no_entry_of_another_program(cli, tmp_path, own):
    write_all(tmp_path / "saved", date.today())
    assert cli("lists", "update", "us-ofac-dprk", "--from", tmp_path / "saved").code == 0
    after = {one.entry_id: one for one in load_watchlist(own / "us-ofac-dprk").entries}
    for entry_id in ("ofac-hongkong-electronics", "ofac-dandong-hongxiang-industrial-development"):
        assert after[entry_id].status == "active", entry_id
    info = load_watchlist(own / "us-ofac-dprk").info
    assert "13382" in " ".join(info.legal_basis) and "North Korea programs" in info.title


def test_an_earlier_edition_serves_since(cli, tmp_path, own, rows):
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "UFLPA Entity List.html").write_bytes(uflpa_page(CELLS))
    assert cli("lists", "update", "us-uflpa", "--from", saved).code == 0
    new = {**CELLS[-1], "name_cell": "Zephyrine Cotton Co., Ltd."}
    (saved / "UFLPA Entity List.html").write_bytes(uflpa_page([*CELLS, new]))
    assert cli("lists", "update", "us-uflpa", "--from", saved).code == 0
    (edition,) = (own / EDITIONS).iterdir()
    rows.write_text("Vendor Name,Country\nZephyrine Cotton Co Ltd,China\n")
    found = json.loads(cli("run", rows, "--since", edition, "--format", "json").out)["findings"]
    (listed,) = [one for one in found if one["rule"] == "entity-match"]
    assert listed["context"]["list_change"]


def test_a_list_on_request_is_renewed_where_it_is_named_or_held(cli, tmp_path, own):
    saved = tmp_path / "saved"
    write_all(saved, date.today())
    named = "<EntityOrShip>Example {}</EntityOrShip><Country>Exampleland</Country>"
    records = "".join(f"<record>{named.format(number)}</record>" for number in range(600))
    (saved / "sema-lmes.xml").write_text(f"<data-set>{records}</data-set>")
    assert "ca-sema" not in cli("lists", "update", "--from", saved).out
    done = cli("lists", "update", "ca-sema", "--from", saved, "--check")
    assert done.code == 1 and "ca-sema: would be renewed" in done.out, "a list not held is new"
    assert cli("lists", "update", "ca-sema", "--from", saved).code == 0
    assert "ca-sema: unchanged" in cli("lists", "update", "--from", saved).out


def table(server: Server, **changed: object) -> dict[str, Download]:
    values = {
        "format": "opensanctions",
        "starts": "csv",
        "floor": 1,
        "page": "https://www.opensanctions.org",
        "files": [{"name": "targets.simple.csv", "url": f"{server.url}/targets.csv"}],
    }
    return {"os-test": Download.model_validate(values | changed)}


@pytest.fixture
def server():
    running = Server()
    yield running
    running.http.shutdown()


def test_a_licence_is_shown_and_accepted_before_anything_is_downloaded(server, tmp_path):
    data = (ROOT / "tests" / "official" / "targets.simple.csv").read_bytes()
    server.answers["/targets.csv"] = gives(data)
    with open_client(silence=5) as client:
        for accepted in (False, True):
            way = Way(tmp_path, client, licenses_accepted=accepted, pause=lambda _: None)
            (done,) = renew(table(server, license="Example: CC BY-NC 4.0"), ["os-test"], way)
            assert (done.state == "failed") is not accepted
            assert bool(server.asked) is accepted
            assert accepted or ("CC BY-NC 4.0" in done.fault and "--accept-license" in done.fault)


def test_the_licence_of_opensanctions_is_in_the_table():
    for list_id, download in load_downloads().items():
        assert download.license.startswith("OpenSanctions") == list_id.startswith("os-")


def test_a_link_is_found_by_its_address_and_the_file_keeps_its_name(server, tmp_path):
    write_all(tmp_path / "saved", date.today())
    (goods,) = (tmp_path / "saved").glob("*.xlsx")
    page = f'<html><body><a href="/x.pdf">Report</a><a href="/files/{goods.name}">Excel</a></body></html>'
    server.answers["/goods"] = gives(page.encode())
    server.answers[f"/files/{goods.name}"] = gives(goods.read_bytes())
    shipped = load_downloads()["us-dol-goods"]
    file = shipped.files[0].model_copy(update={"url": f"{server.url}/goods"})
    with open_client(silence=5) as client:
        way = Way(tmp_path / "own", client, pause=lambda _: None)
        renewals = renew({"us-dol-goods": shipped.model_copy(update={"files": (file,)})}, (), way)
        (done,) = renewals
    assert done.imported, done.fault
    assert done.imported.watchlist.info.as_of == date(date.today().year - 1, 9, 30)


def test_a_host_is_asked_as_often_as_its_line_says(server, tmp_path):
    server.answers["/targets.csv"] = gives(b"busy", status=500)
    with open_client(silence=5) as client:
        list(renew(table(server, tries=5), (), Way(tmp_path, client, pause=lambda _: None)))
    assert len(server.asked) == 5


def test_a_proxy_of_the_environment_is_used(server, tmp_path, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, server.url)
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    address = "http://lists.example.test/targets.csv"
    data = (ROOT / "tests" / "official" / "targets.simple.csv").read_bytes()
    server.answers[address] = gives(data)
    files = [{"name": "targets.simple.csv", "url": address}]
    with open_client(silence=5) as client:
        way = Way(tmp_path, client, pause=lambda _: None)
        (done,) = renew(table(server, files=files), (), way)
    assert done.imported, done.fault
    assert [asked for asked, _ in server.asked] == [address]


def test_the_agent_names_the_project_s_own_page():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["urls"]["Homepage"] == HOMEPAGE and AGENT.endswith(f"+{HOMEPAGE})")


def test_the_table_names_every_publisher_that_was_asked_for():
    shipped = load_downloads()
    assert {"dhs-uflpa", "cbp-wro", "ofac-sdn", "un-consolidated", "eu-fsf", "uk-sanctions", "ca-sema", "dol-goods", "trade-csl", "opensanctions"} == {one.format for one in shipped.values()}  # fmt: skip
    assert {"us-uflpa", "us-cbp-wro", "us-ofac-dprk", "un-1718", "eu-dprk", "us-dol-goods"} == USUAL
