"""Relations.

Which listed parties belong together: told beside a match, and changing nothing else.
"""

import csv
import json
from pathlib import Path

import pytest
from conftest import ROOT
from openpyxl import load_workbook

HEADER = "subject,relation,object,certainty,said_by,said_on,source,url,why\n"
HUAFU = "Huafu Fashion Co., Ltd. (us-uflpa), says the U.S. Department of Homeland Security"
NINESTAR = "Subsidiary of Ninestar Corporation (us-uflpa), says the U.S. Department of Homeland Security, 2023-06-12"  # fmt: skip


def lines_of(cli, name: str, entry: str, *options: object) -> list[str]:
    """Return the relations of one entry that ``flscreen name`` found."""
    answers = json.loads(cli("name", name, "--format", "json", *options).out)
    return next(one["relations"] for one in answers if one["entry_id"] == entry)


def test_a_subsidiary_is_told_with_who_says_so_and_when(cli):
    out = cli("name", "Awati Huafu Textile Co., Ltd.").out
    match, line = out.splitlines()[:2]
    assert "us-uflpa/uflpa-awati-huafu-textile" in match
    assert line.strip().startswith(f"Subsidiary of {HUAFU}") and "2025-01-15 (likely)" in line


def test_a_parent_s_many_subsidiaries_are_one_line(cli):
    (line,) = lines_of(cli, "Huafu Fashion Co., Ltd.", "uflpa-huafu-fashion")
    assert line.startswith("Parent of Aksu Huafu Color Spinning Co., Ltd.; ")
    assert "and 22 more (us-uflpa)" in line


def test_a_relation_holds_for_every_listing_of_a_party(cli):
    """The UN's list says so; the match on OFAC's entry of the bank is told it too."""
    said = [
        line
        for line in lines_of(cli, "Korea Daesong Bank", "ofac-12312")
        if line.startswith("Subsidiary of OFFICE 39 (un-1718)")
    ]
    assert said and "United Nations Security Council, 2026-02-27" in said[0]
    assert said[0] in lines_of(cli, "Korea Daesong Bank", "eu-xiii-b-35")


def test_ofac_s_own_links_are_links_and_no_ownership(cli):
    lines = lines_of(cli, "Nings Cartoon Studio", "ofac-34023")
    assert [line for line in lines if line.startswith("Linked to SEK Studio (us-ofac-dprk)")]
    assert not [line for line in lines if line.startswith("Subsidiary")]


def test_what_no_source_says_is_told_so(cli):
    (line,) = lines_of(cli, "Shandong Gold Smelting Co., Ltd.", "uflpa-shandong-gold-smelting")
    assert line.endswith("not verified, no source was read")


def test_a_company_s_own_word_is_the_company_s(cli):
    lines = lines_of(cli, "Xinjiang Jinbao Mining Co., Ltd.", "uflpa-xinjiang-jinbao-mining")
    assert lines == [
        "Subsidiary of Zijin Mining Group Co., Ltd. (us-uflpa), says Zijin Mining, as told by etnet,"
        " 2025-01-16 (likely)"
    ]


@pytest.mark.parametrize("command", [("search", "Geehy Semiconductor"), ("show", "us-uflpa/uflpa-geehy-semiconductor")])  # fmt: skip
def test_lists_show_and_search_tell_them(cli, command):
    assert f"relation: {NINESTAR}" in cli("lists", *command).out


def test_a_list_that_is_off_has_no_relations(cli, own):
    options = ("--watchlists", own, "--no-bundled")
    write(
        own,
        "own-list/one,subsidiary_of,us-uflpa/uflpa-ninestar-corporation,sure,Us,,Memo,,It is.\n",
    )
    assert lines_of(cli, "Own Mill One", "one", *options) == []
    assert lines_of(cli, "Own Mill One", "one", "--watchlists", own) == [
        "Subsidiary of Ninestar Corporation (us-uflpa), says Us"
    ]


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    source = tmp_path / "suppliers.csv"
    source.write_text(
        "Supplier Name,Country\nGeehy Semiconductor Co Ltd,China\nNinestar Corporation,China\n"
        "Harmless Mills of Porto,Portugal\n"
    )
    return source


def test_a_run_notes_them_in_every_report(cli, suppliers, tmp_path):
    workbook, page, dossiers = tmp_path / "r.xlsx", tmp_path / "r.html", tmp_path / "dossiers"
    table = tmp_path / "r.csv"
    cli("run", suppliers, "-o", workbook, "-o", page, "-o", table, "--dossier", dossiers)
    cells = [
        str(cell)
        for row in load_workbook(workbook)["Findings"].iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert any(NINESTAR in cell for cell in cells)
    assert NINESTAR in page.read_text(encoding="utf-8")
    assert NINESTAR in table.read_text(encoding="utf-8-sig")
    assert any(NINESTAR in file.read_text(encoding="utf-8") for file in dossiers.glob("*.html"))


def test_they_move_no_level_and_join_no_cases(cli, own, tmp_path):
    """With and without a line of the user's all is the same but the notes."""
    source = tmp_path / "in.csv"
    source.write_text("Supplier Name\nOwn Mill One\nOwn Mill Two\nHarmless Mills of Porto\n")

    def run() -> dict:
        return json.loads(cli("run", source, "--format", "json", "--watchlists", own).out)

    bare = run()
    write(own, ONE_TWO)
    told = run()
    assert told["cases"] == bare["cases"]
    for name, other in (("One", "Subsidiary of Own Mill Two"), ("Two", "Parent of Own Mill One")):
        assert [one for one in told["cases"] if one["party"]["names"] == [f"Own Mill {name}"]]
        found = [one for one in told["findings"] if one["context"]["entry_id"] == name.lower()]
        assert found and all(
            one["context"]["notes"][-1] == f"{other} (own-list), says Us, 2026-10" for one in found
        )
    for one in told["findings"] + bare["findings"]:
        one["context"]["notes"] = [n for n in one["context"]["notes"] if "says Us" not in n]
    assert told["findings"] == bare["findings"]


def test_before_the_other_was_listed_nothing_is_said_of_it(cli, own, tmp_path):
    """Huafu Fashion was listed on 2025-01-15; its spinning mill in Aksu in 2022."""
    source = tmp_path / "in.csv"
    source.write_text("Supplier Name,Country\nAksu Huafu Color Spinning Co Ltd,China\n")
    for day, known in (("2024-06-01", False), ("2025-06-01", True)):
        found = json.loads(cli("run", source, "--format", "json", "--as-of", day).out)["findings"]
        notes = [note for one in found for note in one["context"]["notes"]]
        assert any(HUAFU in note for note in notes) is known


# --- the file itself


def test_every_line_of_ours_names_its_source_and_says_why():
    with (ROOT / "watchlists" / "relations.csv").open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    assert len(lines) > 100
    for line in lines:
        assert line["why"].endswith(".")
        unread = line["certainty"] == "unverified"
        assert bool(line["source"]) is not unread, line
        assert (line["said_by"] == "flscreen") is unread, line


def test_the_bundled_relations_verify_without_remark(cli):
    outcome = cli("lists", "verify")
    assert outcome.code == 0 and "relations.csv" not in outcome.out


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder of the user's with a list of three firms."""
    folder = tmp_path / "lists" / "own-list"
    folder.mkdir(parents=True)
    (folder / "list.toml").write_text(
        'id = "own-list"\ntitle = "Our list"\npublisher = "Us"\nkind = "internal"\n'
        'effect = "reported"\nas_of = 2026-10-01\nretrieved = 2026-10-01\nmax_age_days = 90\n'
        'coverage = "complete"\n'
        '[[sources]]\nid = "a"\ntitle = "Memo"\npublisher = "Us"\nreliability = "official"\n'
    )
    names = ("one", "two", "three")
    (folder / "entries.csv").write_text(
        "entry_id,kind,name\n"
        + "".join(f"{name},entity,Own Mill {name.title()}\n" for name in names)
    )
    (folder / "evidence.csv").write_text(
        "evidence_id,entry_id,source_id,claim\n"
        + "".join(f"e-{name},{name},a,Our team noted that it gave no answer.\n" for name in names)
    )
    return folder.parent


def write(own: Path, lines: str) -> None:
    (own / "relations.csv").write_text(HEADER + lines)


ONE_TWO = "own-list/one,subsidiary_of,own-list/two,sure,Us,2026-10,Memo,,The memo says so.\n"


def test_a_user_s_relations_add_to_ours(cli, own):
    write(own, ONE_TWO)
    assert cli("lists", "verify", "--watchlists", own).code == 0
    assert "Parent of Own Mill One (own-list), says Us, 2026-10" in lines_of(
        cli, "Own Mill Two", "two", "--watchlists", own
    )
    assert lines_of(cli, "Huafu Fashion Co., Ltd.", "uflpa-huafu-fashion", "--watchlists", own)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (ONE_TWO + ONE_TWO, "line 2 says the same"),
        (ONE_TWO.replace("/two", "/four"), "'four' is not in list 'own-list'"),
        (ONE_TWO.replace("Memo", ""), "its source is not named"),
        (ONE_TWO.replace("/two", "/one"), "both entries are one party"),
        (ONE_TWO.replace("subsidiary_of", "owned_by"), "relation"),
        (ONE_TWO.replace("2026-10", "last year"), "said_on"),
        (ONE_TWO.replace("own-list/two", "two"), "object"),
        (ONE_TWO.replace("sure", "certain"), "certainty"),
        (
            ONE_TWO
            + "own-list/two,subsidiary_of,own-list/three,sure,Us,,Memo,,The memo says so.\n"
            + "own-list/one,parent_of,own-list/three,sure,Us,,Memo,,The memo says so.\n",
            "its own parent in the end",
        ),
    ],
)
def test_a_faulty_file_is_told_with_its_line(cli, own, lines, said):
    write(own, lines)
    outcome = cli("lists", "verify", "--watchlists", own, "--no-bundled")
    assert outcome.code == 4
    assert said in outcome.err + outcome.out and "relations.csv" in outcome.err + outcome.out


def test_two_entries_of_one_party_have_no_relation(cli, own):
    write(own, ONE_TWO)
    (own / "identities.csv").write_text(
        "identity_id,name,list_id,entry_id,certainty,said_by,why\n"
        "mill,Mill,own-list,one,sure,Us,Because it is so.\n"
        "mill,Mill,own-list,two,sure,Us,Because it is so.\n"
    )
    outcome = cli("lists", "verify", "--watchlists", own, "--no-bundled")
    assert outcome.code == 4 and "both entries are one party, 'mill'" in outcome.out
