"""Importers.

Files in the exact official shapes, made by hand in tests/official with the awkward rows that real
ones hold.
"""

import csv
import io
import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from screen.lists.importing.listed_names import take_apart
from screen.lists.load import load_watchlist

OFFICIAL = Path(__file__).parents[1] / "official"
WRO = "withhold-release-orders-findings-fy26-2026-09-30.csv"
MAPPING = """[list]
title = "Suppliers that our auditors refused"
publisher = "Example Importers Inc."
effect = "reported"
[columns]
name = "Factory"
aliases = "Other names"
country = "Country"
effective_from = "Since"
claim = "What was found"
"""


def files(*names):
    return [OFFICIAL / name for name in names]


#: Every format with a file of its official shape, and how many entries it holds.
CASES = {
    "dhs-uflpa": (["uflpa.html"], 14),
    "cbp-wro": ([WRO], 21),
    "ofac-sdn": (["SDN.CSV", "ALT.CSV", "ADD.CSV"], 4),
    "ofac-sdn xml": (["sdn.xml"], 3),
    "trade-csl": (["consolidated.csv"], 3),
    "trade-csl json": (["consolidated.json"], 3),
    "opensanctions": (["targets.simple.csv"], 2),
    "opensanctions ftm": (["entities.ftm.json"], 2),
    "dol-goods": (["goods.xml"], 2),
}


@pytest.fixture
def imported(cli, tmp_path):
    """Imports official files and returns the loaded list."""

    def call(case, *options, folder=None):
        folder = folder or tmp_path / "lists" / "test-list"
        outcome = cli(
            "lists", "import", case.split()[0], *files(*CASES[case][0]), "-o", folder, *options
        )
        assert outcome.code == 0, outcome.err
        return load_watchlist(folder)

    return call


@pytest.mark.parametrize("case", CASES)
def test_import_verify_run_diff(cli, tmp_path, imported, case):
    listed = imported(case)
    folder = Path(listed.folder)
    assert len(listed.entries) == CASES[case][1]
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == {"list.toml", "entries.csv", "evidence.csv", "SHA256SUMS"}
    again = imported(case)
    assert {
        path.name: path.read_bytes() for path in folder.iterdir()
    } == first and again.sha256 == listed.sha256
    verified = cli("lists", "verify", "--no-bundled", "--watchlists", folder)
    assert verified.code == 0, verified.out
    changes = cli("lists", "diff", folder, folder)
    assert changes.code == 0 and "no change" in changes.out
    named = [entry for entry in listed.entries if entry.kind == "entity"]
    if not named:
        return
    source = tmp_path / "in.csv"
    source.write_text(
        f'Vendor Name,Country\n"{named[0].name}",{named[0].country or "China"}\n', encoding="utf-8"
    )
    outcome = cli(
        "run",
        source,
        "--no-bundled",
        "--watchlists",
        folder,
        "--fail-on",
        "info",
        "-o",
        tmp_path / "r.json",
    )
    assert outcome.code == 1, outcome.err
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["findings"][0]["match"]["entry_id"] == named[0].entry_id
    claim = next(item for item in report["evidence"] if item["entry_id"] == named[0].entry_id)
    assert (
        claim["claim"].endswith(".") and report["sources"][0]["publisher"] == listed.info.publisher
    )
    assert all(name in listed.info.sources[0].note for name in CASES[case][0])


def entry(listed, entry_id):
    return next(item for item in listed.entries if item.entry_id == entry_id)


def test_uflpa_takes_the_name_cell_apart(imported):
    listed = imported("dhs-uflpa")
    claims = [
        claim
        for claim in listed.evidence
        if claim.entry_id == "uflpa-hoshine-silicon-industry-shanshan"
    ]
    assert [claim.locator for claim in claims] == ["section 2(d)(2)(B)(i)", "section 2(d)(2)(B)(v)"]
    assert entry(listed, "uflpa-hoshine-silicon-industry-shanshan").scope == "and subsidiaries"
    bitland = entry(listed, "uflpa-hefei-bitland-information-technology")
    assert (
        len(bitland.aliases) == 3
        and "Anhui Hefei Baolongda Information Technology" in bitland.aliases
    )
    assert entry(listed, "uflpa-geehy-semiconductor").note.startswith(
        "Named in the listing of Ninestar Corporation"
    )
    cofco = entry(listed, "uflpa-cofco-sugar-holding")
    assert (
        cofco.aliases == ("COFCO Tunhe Co., Ltd.",)
        and cofco.note == "Formerly known as COFCO Tunhe Co., Ltd."
    )
    assert cofco.effective_from == date(2024, 8, 9)
    assert listed.info.sources[0].published == "2026-08-03"


def test_wro_cells_vessels_scopes_and_states(imported):
    listed = imported("cbp-wro")
    assert listed.info.as_of == date(2026, 9, 30)
    assert entry(listed, "wro-union-kogyo").country == "JP"
    assert (
        entry(listed, "wro-tianjin-malleable-iron-factory").aliases[-1]
        == "Tianjin No. 2 Malleable Iron Plant"
    )
    assert (
        entry(listed, "wro-da-wang").kind == "vessel" and entry(listed, "wro-da-wang").country == ""
    )
    claims = [claim.claim for claim in listed.evidence if claim.entry_id == "wro-da-wang"]
    assert (
        "Withhold Release Order effective 2020-08-18" in claims[0]
        and "Finding effective 2022-01-28" in claims[1]
    )
    cotton = entry(listed, "wro-cotton-of-turkmenistan")
    assert (cotton.kind, cotton.country, cotton.status) == (
        "commodity",
        "TM",
        "active",
    ) and "5201" in cotton.hs_prefixes
    xinjiang = next(item for item in listed.entries if item.region == "Xinjiang")
    assert xinjiang.kind == "commodity" and "2002" in xinjiang.hs_prefixes
    bone = entry(listed, "wro-bonechar-carvao-ativado-do-brasil-ltda")
    assert (bone.name, bone.status, bone.effective_to) == (
        "Bonechar Carvão Ativado do Brasil Ltda",
        "inactive",
        date(2020, 12, 4),
    )
    assert entry(listed, "wro-gold-of-dr-congo").status == "partially-active"
    assert entry(listed, "wro-kingtom-aluminio-srl").status == "pending"
    assert entry(listed, "wro-maxwell-glove-manufacturing-berhad").aliases == ("Supermax",)
    carpet = [item.name for item in listed.entries if item.country == "NP"]
    assert len(carpet) == 7 and entry(listed, "wro-kk-carpet-industries").city == "Kathmandu"


def test_ofac_joins_the_three_files_and_counts_what_it_leaves_out(cli, tmp_path, imported):
    listed = imported("ofac-sdn")
    komid = entry(listed, "ofac-9345")
    assert (
        komid.aliases == ("KOMID", "EXTERNAL TECHNOLOGY GENERAL CORPORATION")
        and komid.country == "KP"
    )
    assert (
        komid.address.split("|")[0] == "Central District, Pyongyang, Korea, North"
        and "CN" in komid.note
    )
    assert (
        entry(listed, "ofac-19571").identifiers == ("IMO 8712362",)
        and entry(listed, "ofac-19571").kind == "vessel"
    )
    assert (
        "1 individuals, 1 aircraft" in listed.info.coverage_note
        and listed.info.coverage == "partial"
    )
    claims = [claim.claim for claim in listed.evidence if claim.entry_id == "ofac-9345"]
    assert "under NPWMD, DPRK2 (SDN entry 9345)" in claims[0] and "Linked To: SOMEONE" in claims[1]
    xml = imported("ofac-sdn xml", "--program", "DPRK*", folder=tmp_path / "xml-list")
    assert entry(xml, "ofac-9345").weak_aliases == ("KOMID",) and xml.info.as_of == date(
        2026, 10, 5
    )
    assert "Registration ID AB-12345" in entry(xml, "ofac-9345").identifiers


def test_ofac_programs_are_chosen(imported):
    listed = imported("ofac-sdn", "--program", "DPRK*")
    assert {item.entry_id for item in listed.entries} == {"ofac-9345", "ofac-12313", "ofac-19571"}
    assert "2 of other programs" in listed.info.coverage_note


def test_csl_csv_and_json_agree_and_only_blocking_lists_are_sanctions(tmp_path, imported):
    table = imported("trade-csl")
    records = imported("trade-csl json", folder=tmp_path / "json-list")
    assert [item.entry_id for item in table.entries] == [item.entry_id for item in records.entries]
    assert table.info.effect == "advisory"
    sinobright = next(
        item for item in table.entries if item.name == "Sinobright Import and Export Company"
    )
    assert sinobright.scope == "and any successor, sub-unit, or subsidiary thereof"
    assert (sinobright.effective_from, sinobright.effective_to) == (
        date(2020, 2, 3),
        date(2022, 2, 3),
    )
    blocked = imported("trade-csl", "--program", "SDN", folder=tmp_path / "sdn-list")
    assert blocked.info.effect == "sanction" and len(blocked.entries) == 1


def test_opensanctions_entities_carry_sanctions_addresses_and_links(tmp_path, imported):
    simple = imported("opensanctions")
    assert simple.info.effect == "rebuttable-presumption" and simple.info.license.startswith(
        "CC BY-NC"
    )
    assert simple.entries[0].aliases == ("Hetian TEDA Garment", "Taida; Apparel")
    ftm = imported("opensanctions ftm", folder=tmp_path / "ftm-list")
    taida = next(item for item in ftm.entries if item.name.startswith("Hetian"))
    assert "和田泰达服饰有限公司" in taida.aliases and taida.weak_aliases == ("TEDA",)
    assert (
        taida.address == "Beijing Industrial Park, Hotan, Xinjiang"
        and taida.effective_from == date(2022, 6, 21)
    )
    owned = next(item for item in ftm.entries if item.name.startswith("Zhuhai"))
    assert owned.note == "is owned by Hetian Taida Apparel Co., Ltd"


@pytest.mark.parametrize("layout", ["flags", "kinds"])
def test_dol_goods_from_excel(cli, tmp_path, layout):
    book = Workbook()
    sheet = book.active
    sheet.append(["2024 List of Goods Produced by Child Labor or Forced Labor"])
    sheet.append([])
    if layout == "flags":
        sheet.append(["Country/Area", "Good", "Child Labor", "Forced Labor"])
        for row in (
            ["Burma", "Bricks", "X", "X"],
            [None, "Rice", "X", None],
            ["Côte d'Ivoire", "Cocoa", "X", "✓"],
        ):
            sheet.append(row)
    else:
        sheet.append(["Country", "Good", "Exploitation Type"])
        for row in (
            ["Burma", "Bricks", "Child Labor, Forced Labor"],
            ["Burma", "Rice", "Child Labor"],
            ["Côte d'Ivoire", "Cocoa", "Forced Labor"],
        ):
            sheet.append(row)
    path = tmp_path / "list-of-goods-2024.xlsx"
    book.save(path)
    assert cli("lists", "import", "dol-goods", path, "-o", tmp_path / "dol").code == 0
    listed = load_watchlist(tmp_path / "dol")
    assert [item.entry_id for item in listed.entries] == ["dol-mm-bricks", "dol-ci-cocoa"]
    assert listed.entries[1].hs_prefixes == ("18",) and listed.info.as_of == date(2024, 9, 30)
    assert "1 goods with child labour only" in listed.info.coverage_note


def test_any_table_with_a_mapping(cli, tmp_path, workbook):
    mapping = tmp_path / "map.toml"
    mapping.write_text(MAPPING)
    table = workbook(
        "refused.xlsx",
        Refused=[
            ["Refused factories"],
            ["No", "Factory", "Other names", "Country", "Since", "What was found"],
            [
                1,
                "Zephyrine Widget Works",
                "Zeph; ZWW",
                "Viet Nam",
                "2026-05-01",
                "Our auditors noted locked dormitories",
            ],
            [2, "Blue Door Mill", "", "India", "", ""],
        ],
    )
    outcome = cli("lists", "import", "csv", table, "-o", tmp_path / "refused", "--map", mapping)
    assert outcome.code == 0, outcome.err
    listed = load_watchlist(tmp_path / "refused")
    assert listed.entries[0].aliases == ("Zeph", "ZWW") and listed.entries[0].country == "VN"
    assert listed.evidence[0].claim == "Our auditors noted locked dormitories."
    assert listed.evidence[0].locator == "refused.xlsx, row 3"
    assert (
        listed.evidence[1].claim
        == "Example Importers Inc. lists Blue Door Mill in “Suppliers that our auditors refused”."
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (MAPPING.replace('name = "Factory"', ""), "which column holds the name"),
        (MAPPING.replace("aliases", "alias"), "columns.alias"),
        (MAPPING.replace('"Factory"', '"Mill"'), "no sheet has all the columns"),
        ("[list", "not valid TOML"),
    ],
)
def test_a_faulty_mapping_is_one_line(cli, tmp_path, fault, said):
    table = tmp_path / "t.csv"
    table.write_text("Factory,Other names,Country,Since,What was found\nA B Mill,,India,,\n")
    (tmp_path / "map.toml").write_text(fault)
    outcome = cli(
        "lists", "import", "csv", table, "-o", tmp_path / "out", "--map", tmp_path / "map.toml"
    )
    assert outcome.code == 4 and said in outcome.err and outcome.err.count("\n") == 1
    assert cli("lists", "import", "csv", table, "-o", tmp_path / "out").code == 4


ERROR_PAGE = (
    "<!DOCTYPE html><html><head><title>Access Denied</title></head><body>Reference"
    " #18</body></html>"
)


def broken(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def cut_off(tmp_path, name, share=0.6):
    data = (OFFICIAL / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: int(len(data) * share)])
    return path


@pytest.mark.parametrize(
    ("format_name", "name"),
    [
        ("dhs-uflpa", "uflpa.html"),
        ("cbp-wro", "wro.csv"),
        ("ofac-sdn", "SDN.CSV"),
        ("ofac-sdn", "sdn.xml"),
        ("trade-csl", "consolidated.csv"),
        ("trade-csl", "consolidated.json"),
        ("opensanctions", "targets.simple.csv"),
        ("opensanctions", "entities.ftm.json"),
        ("dol-goods", "goods.xml"),
        ("dol-goods", "goods.csv"),
    ],
)
def test_an_error_page_is_refused_and_writes_nothing(cli, tmp_path, format_name, name):
    outcome = cli(
        "lists",
        "import",
        format_name,
        broken(tmp_path, name, ERROR_PAGE),
        "-o",
        tmp_path / "out",
        "--force",
    )
    assert outcome.code == 4 and outcome.err.count("\n") == 1, outcome.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("case", [case for case in CASES if case != "ofac-sdn"])
def test_a_file_cut_off_in_the_middle_is_refused(cli, tmp_path, case):
    path = cut_off(tmp_path, CASES[case][0][0])
    outcome = cli("lists", "import", case.split()[0], path, "-o", tmp_path / "out")
    assert (outcome.code == 4 and "cut off" in outcome.err) or "missing" in outcome.err, outcome.err
    assert not (tmp_path / "out").exists()


def test_an_sdn_file_cut_at_a_line_is_seen_through_its_other_files(cli, tmp_path):
    lines = (OFFICIAL / "SDN.CSV").read_bytes().splitlines(keepends=True)
    (tmp_path / "SDN.CSV").write_bytes(b"".join(lines[:2]))
    outcome = cli(
        "lists",
        "import",
        "ofac-sdn",
        tmp_path / "SDN.CSV",
        *files("ALT.CSV", "ADD.CSV"),
        "-o",
        tmp_path / "out",
    )
    assert outcome.code == 4 and "names 1 entries that SDN.CSV lacks" in outcome.err
    alone = cli("lists", "import", "ofac-sdn", OFFICIAL / "SDN.CSV", "-o", tmp_path / "out")
    assert alone.code == 4 and "ALT.CSV is missing: other names would be lost" in alone.err
    forced = cli(
        "lists", "import", "ofac-sdn", OFFICIAL / "SDN.CSV", "-o", tmp_path / "out", "--force"
    )
    assert forced.code == 0 and "accepted with --force: ALT.CSV is missing" in forced.out
    assert "in spite of doubts" in load_watchlist(tmp_path / "out").info.coverage_note


def test_xml_with_entities_is_refused(cli, tmp_path):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b'
        ' "&a;&a;&a;&a;&a;">]><sdnList><sdnEntry><uid>1</uid><lastName>&b;</lastName></sdnEntry></sdnList>'
    )
    outcome = cli(
        "lists",
        "import",
        "ofac-sdn",
        broken(tmp_path, "sdn.xml", bomb),
        "-o",
        tmp_path / "out",
        "--force",
    )
    assert outcome.code == 4 and "document type declaration" in outcome.err
    secret = broken(tmp_path, "secret.txt", "secret words")
    leak = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM'
        f' "file://{secret}">]><Goods><Good><Good_Name>&e;</Good_Name></Good></Goods>'
    )
    outcome = cli(
        "lists",
        "import",
        "dol-goods",
        broken(tmp_path, "goods.xml", leak),
        "-o",
        tmp_path / "out",
        "--force",
    )
    assert outcome.code == 4 and "secret words" not in outcome.err + outcome.out


def smaller(tmp_path, keep):
    """The CBP file with only its first ``keep`` orders, of a later day."""
    text = (OFFICIAL / WRO).read_text(encoding="cp1252")
    head, *rows = text.split('\n"')
    path = tmp_path / "wro-2026-10-31.csv"
    path.write_text('\n"'.join([head, *rows[:keep]]) + "\n", encoding="cp1252", newline="")
    return path


def test_a_shrunken_file_is_no_mass_delisting(cli, tmp_path, imported):
    folder = tmp_path / "lists" / "test-list"
    imported("cbp-wro", folder=folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    outcome = cli("lists", "import", "cbp-wro", smaller(tmp_path, 6), "-o", folder)
    assert (
        outcome.code == 4
        and "of the 18 entries in force" in outcome.err
        and "--force" in outcome.err
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_entry_that_is_gone_is_delisted_and_stays(cli, tmp_path, imported):
    folder = tmp_path / "lists" / "test-list"
    imported("cbp-wro", folder=folder)
    shutil.copytree(folder, tmp_path / "old" / "test-list")
    text = (
        (OFFICIAL / WRO)
        .read_text(encoding="cp1252")
        .replace(
            '"1994","Japan","Consumer Products and Mass Merchandising","Fuchu Prison; Union Kogyo'
            ' Co., Ltd."',
            '"1994","Japan","Consumer Products and Mass Merchandising","Fuchu Prison; Newcomer'
            ' Kogyo Co., Ltd."',
        )
    )
    later = tmp_path / "wro-2026-10-31.csv"
    later.write_text(text, encoding="cp1252", newline="")
    outcome = cli("lists", "import", "cbp-wro", later, "-o", folder)
    assert outcome.code == 0, outcome.err
    assert (
        "added: 1 (Newcomer Kogyo Co., Ltd.)" in outcome.out
        and "delisted: 1 (Union Kogyo Co., Ltd.)" in outcome.out
    )
    gone = entry(load_watchlist(folder), "wro-union-kogyo")
    assert gone.status == "inactive" and gone.effective_to == date(2026, 10, 31)
    claims = [
        claim.claim
        for claim in load_watchlist(folder).evidence
        if claim.entry_id == "wro-union-kogyo"
    ]
    assert (
        "is not in CBP Withhold Release Orders and Findings as of 2026-10-31" in claims[-1]
        and len(claims) == 2
    )
    once = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert cli("lists", "import", "cbp-wro", later, "-o", folder).code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == once

    changes = json.loads(cli("lists", "diff", tmp_path / "old", folder, "--format", "json").out)[
        "changes"
    ]
    assert [(change["kind"], change["name"]) for change in changes] == [
        ("added", "Newcomer Kogyo Co., Ltd."),
        ("delisted", "Union Kogyo Co., Ltd."),
    ]
    markdown = cli("lists", "diff", tmp_path / "old", folder, "--format", "markdown").out
    assert "| delisted | Union Kogyo Co., Ltd. | `wro-union-kogyo` |" in markdown

    source = tmp_path / "in.csv"
    source.write_text(
        "Vendor Name,Country\nUnion Kogyo Co Ltd,Japan\nNewcomer Kogyo Co Ltd,Japan\nFuchu"
        " Prison,Japan\n"
    )
    options = [
        "--no-bundled",
        "--watchlists",
        folder.parent,
        "--as-of",
        "2026-11-23",
        "-o",
        tmp_path / "r.json",
    ]
    outcome = cli("run", source, *options, "--since", tmp_path / "old")
    assert "2 findings new or at another level, 0 gone" in outcome.out
    found = {
        f["subject"]["name"]: f for f in json.loads((tmp_path / "r.json").read_text())["findings"]
    }
    assert found["Newcomer Kogyo Co Ltd"]["context"]["list_change"].startswith(
        "new since the lists of"
    )
    assert found["Union Kogyo Co Ltd"]["level"] == "info"
    assert "the entry was delisted" in found["Union Kogyo Co Ltd"]["context"]["list_change"]
    assert found["Fuchu Prison"]["context"]["list_change"] == ""


def test_an_older_file_does_not_replace_a_newer_list(cli, tmp_path, imported):
    folder = tmp_path / "lists" / "test-list"
    imported("cbp-wro", folder=folder)
    outcome = cli(
        "lists", "import", "cbp-wro", OFFICIAL / WRO, "-o", folder, "--as-of", "2026-01-01"
    )
    assert outcome.code == 4 and "older than the list it would replace" in outcome.err


def test_the_page_is_of_the_day_it_was_saved(tmp_path, imported):
    page = OFFICIAL / "uflpa.html"
    saved = page.stat().st_mtime
    try:
        os.utime(page, (1_790_000_000, 1_790_000_000))
        assert imported("dhs-uflpa").info.as_of == date(2026, 9, 21)
    finally:
        os.utime(page, (saved, saved))


def test_an_import_continues_the_bundled_list_of_its_name(cli, tmp_path):
    """Ids, and what flscreen added to entries, survive the first import into a folder that is named after a bundled list."""
    page = (
        (OFFICIAL / "uflpa.html")
        .read_text(encoding="utf-8")
        .replace("Aksu Huafu Textiles Co.", "Newly Listed Mill Co.")
    )
    path = broken(tmp_path, "page.html", page)
    outcome = cli("lists", "import", "dhs-uflpa", path, "-o", tmp_path / "us-uflpa")
    assert outcome.code == 4 and "entries in force in" in outcome.err
    outcome = cli("lists", "import", "dhs-uflpa", path, "-o", tmp_path / "us-uflpa", "--force")
    assert outcome.code == 0
    listed = load_watchlist(tmp_path / "us-uflpa")
    taida = entry(listed, "uflpa-hetian-taida-apparel")
    assert taida.country == "CN" and taida.hs_prefixes and taida.status == "active"
    assert entry(listed, "uflpa-tbea").status == "inactive"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["no-such-format", "x.csv", "-o", "out"],
            2,
            "no list format 'no-such-format'; use one of ca-sema, cbp-wro, csv",
        ),
        (["cbp-wro", "missing.csv", "-o", "out"], 4, "No such file"),
        (["cbp-wro", "missing.csv"], 2, "--output"),
        (["cbp-wro", "missing.csv", "-o", "Bad Name"], 2, "the folder's name is the list's id"),
        (["cbp-wro", "missing.csv", "-o", "out", "--effect", "gossip"], 2, "gossip"),
    ],
)
def test_usage_faults_are_one_line(cli, tmp_path, monkeypatch, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    outcome = cli("lists", "import", *arguments)
    assert outcome.code == code and said in outcome.err and outcome.err.count("\n") == 1


def test_a_folder_with_other_things_is_not_overwritten(cli, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "cat.txt").write_text("meow")
    outcome = cli("lists", "import", "cbp-wro", OFFICIAL / WRO, "-o", folder)
    assert (
        outcome.code == 2
        and "holds other things" in outcome.err
        and (folder / "cat.txt").read_text() == "meow"
    )


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Yunnan Machinery and Equipment Import and Export Corporation", 1),
        ("State Penitentiary, Ciudad Victoria, Tamaulipas", 1),
        ("Agropecuarios Tom S.A. de C.V. and Horticola Tom S.A. de C.V. and their subsidiaries", 2),
        ("Inner Mongolia Hengzheng Group Baoanzhao Agriculture, Industry, and Trade Co., Ltd.", 1),
        (
            (
                "Nanhu Tree Farm, Zhejiang Sanmei Tea Co., Ltd.; Imaizumi Tea Manufacturing &"
                " Trading Co., Ltd. (of Nagoya, Japan)"
            ),
            3,
        ),
        ("FGV Holdings Berhad and its subsidiaries and joint ventures", 1),
        ("Wulin (or Wuling) Machinery Works", 1),
        ("", 0),
        (" ; , ", 0),
    ],
)
def test_cells_of_several_names(cell, names):
    assert len(take_apart(cell)) == names


def test_records_that_lack_what_they_must_have_are_counted_and_no_crash(cli, tmp_path):
    """Found by the fuzzer: a record without its source list says nothing that could be cited."""
    content = json.loads((OFFICIAL / "consolidated.json").read_text(encoding="utf-8"))
    del content["results"][0]["source"]
    content["results"].append("no object")
    content["total"] = len(content["results"])
    path = tmp_path / "consolidated.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    refused = cli("lists", "import", "trade-csl", path, "-o", tmp_path / "out")
    assert refused.code == 4 and "1 of its records are not objects" in refused.err
    forced = cli("lists", "import", "trade-csl", path, "-o", tmp_path / "out", "--force")
    assert forced.code == 0 and "1 without a source list" in forced.out
    assert len(load_watchlist(tmp_path / "out").entries) == CASES["trade-csl json"][1] - 1


def test_a_file_of_another_build_is_one_line(cli, tmp_path):
    """Whatever shape the objects have: no traceback, nothing written."""

    for number, value in enumerate(
        (
            {"results": [{"source": {}, "name": 5, "ids": 7, "addresses": 8}]},
            {"results": [{"name": [], "source": "x", "type": []}]},
        )
    ):
        path = tmp_path / f"consolidated{number}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        outcome = cli("lists", "import", "trade-csl", path, "-o", tmp_path / "out")
        assert (
            outcome.code == 4 and outcome.err.count("\n") == 1 and "internal" not in outcome.err
        ), outcome.err
        assert not (tmp_path / "out").exists()


def test_cells_of_several_values_may_hold_line_feeds(cli, tmp_path):
    """Found by the fuzzer: OpenSanctions' cells are CSV in CSV."""
    text = (OFFICIAL / "targets.simple.csv").read_text(encoding="utf-8")
    header, first, *rest = list(csv.reader(io.StringIO(text)))
    first[header.index("aliases")] = 'One\nname;"Another\n'
    path = tmp_path / "targets.simple.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([header, first, *rest])
    outcome = cli("lists", "import", "opensanctions", path, "-o", tmp_path / "out")
    assert outcome.code == 0, outcome.err
    aliases = {
        alias for entry in load_watchlist(tmp_path / "out").entries for alias in entry.aliases
    }
    assert "One name" in aliases
