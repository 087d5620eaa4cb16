"""The UFLPA Entity List as of 2026-08-19.

Whole, with the first dates, and in the firms' own script.
"""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from screen.lists.importing.listed_names import take_apart
from screen.lists.load import load_watchlist
from screen.models.watchlist import Entry, Evidence
from screen.names.fold import fold

DATA = Path(__file__).parent / "data"
LIST = load_watchlist(ROOT / "watchlists" / "us-uflpa")
ENTRIES = {entry.entry_id.removeprefix("uflpa-"): entry for entry in LIST.entries}
CELLS = list(csv.DictReader((DATA / "uflpa_2026-08-19.csv").open(encoding="utf-8")))
RENAMED = {
    "xinjiang-gcl-new-energy-material-technology": "Xinjiang Goens Energy Technology Co., Ltd.",
    "xinjiang-tianmian-foundation-textile": "Kuitun Yadasi Textile Co., Ltd.",
}
#: Two ids of earlier editions were one entity; the older id stays.
MERGED = {"xinjiang-goens-energy-technology"}


def claims(entry_id: str) -> list[Evidence]:
    return [claim for claim in LIST.evidence if claim.entry_id == f"uflpa-{entry_id}"]


def folded_names(entry: Entry) -> set[str]:
    return {fold(name) for name in (entry.name, *entry.aliases, *entry.weak_aliases)}


def test_it_holds_the_187_entities_and_says_where_they_were_read():
    assert len(LIST.entries) == 187 and len(CELLS) == 193
    info = LIST.info
    assert info.as_of == date(2026, 8, 19) and info.coverage == "complete"
    assert "public copy" in info.coverage_note and "inferred" in info.coverage_note
    copy = next(source for source in info.sources if "copy-2026-08-19" in source.id)
    assert copy.reliability != "official"
    assert "inferred" in copy.note


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell["name_cell"][:40])
def test_every_name_of_the_list_is_a_name_of_one_entry_that_began_by_its_date(cell):
    party = take_apart(cell["name_cell"])[0]
    wanted = {fold(name) for name in (party.name, *party.aliases, *party.former)}
    holders = [entry for entry in LIST.entries if fold(party.name) in folded_names(entry)]
    assert len(holders) == 1
    entry = holders[0]
    assert wanted <= folded_names(entry), wanted - folded_names(entry)
    first = min(date.fromisoformat(day) for day in cell["effective_dates"].split("|"))
    assert entry.effective_from is not None and entry.effective_from <= first
    assert bool(party.scope) <= bool(entry.scope)
    said = " ".join(
        f"{claim.claim} {claim.locator}"
        for claim in LIST.evidence
        if claim.entry_id == entry.entry_id
    )
    assert cell["section"] in said


def test_ids_of_earlier_editions_are_kept():
    before = (DATA / "uflpa_ids_2026-07.csv").read_text().split()[1:]
    gone = {name.removeprefix("uflpa-") for name in before} - set(ENTRIES)
    assert gone == MERGED


@pytest.mark.parametrize("entry_id", RENAMED)
def test_a_rename_is_one_entry_with_the_first_date(entry_id):
    entry = ENTRIES[entry_id]
    assert entry.name == RENAMED[entry_id] and entry.note.startswith("Listed in 202")
    said = [claim for claim in claims(entry_id) if claim.date == "2026-08-03"]
    assert len(said) == 1 and "day of the new name" in said[0].caveat
    holders = [one for one in LIST.entries if fold(entry.name) in folded_names(one)]
    assert holders == [entry]


@pytest.mark.parametrize(
    ("entry_id", "first"),
    [
        ("xinjiang-east-hope-nonferrous-metals", date(2022, 6, 21)),
        ("changhong-meiling", date(2022, 6, 21)),
        ("aksu-huafu-color-spinning", date(2022, 6, 21)),
        ("changji-esquel-textile", date(2022, 6, 21)),
        ("xinjiang-gcl-new-energy-material-technology", date(2022, 6, 21)),
        ("xinjiang-tianmian-foundation-textile", date(2023, 9, 27)),
        ("xinjiang-habahe-ashele-copper", date(2024, 8, 9)),
    ],
)
def test_the_day_of_a_correction_is_not_the_day_of_the_listing(entry_id, first):
    entry = ENTRIES[entry_id]
    assert entry.effective_from == first
    listed = [claim for claim in claims(entry_id) if not claim.source_id.startswith("names-")]
    later = [claim for claim in listed if claim.date and claim.date > str(first)]
    assert entry_id == "xinjiang-habahe-ashele-copper" or all(
        "first listed" in claim.caveat for claim in later
    )


def test_a_firm_listed_in_2022_is_found_as_of_2023(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(
        "Vendor Name,Country\nXinjiang East Hope Nonferrous Metals Co Ltd,China\n"
        "Hefei Meiling Co Ltd,China\nXinjiang GCL New Energy Material Technology,China\n"
    )
    found = cli("run", source, "--as-of", "2023-06-01", "--format", "json").out
    for entry_id in (
        "xinjiang-east-hope-nonferrous-metals",
        "changhong-meiling",
        "xinjiang-gcl-new-energy-material-technology",
    ):
        assert f'"uflpa-{entry_id}"' in found


def test_every_entry_has_a_country_and_the_evident_ones_their_region():
    assert {entry.country for entry in LIST.entries} == {"CN"}
    for entry in LIST.entries:
        places = r"xinjiang|kashgar|aksu|hetian|hotan|shihezi|turpan|alar|kuitun|awati|yili|shaya"
        if re.search(rf"\b({places})\b", fold(entry.name)):
            assert entry.region == "Xinjiang", entry.entry_id


GOODS = {
    "geehy-semiconductor": ("8542", "8443"),
    "xinjiang-zijin-zinc-industry": ("79 2608", "2603"),
    "xinjiang-zijin-nonferrous-metals": ("79", ""),
    "cofco-sugar-holdings": ("1701 0702 2002 210320", ""),
    "shanghai-jump-machinery-technology": ("8438", "2002"),
    "kingherbs-limited": ("1211", "2002"),
    "anhui-yaozhiyuan-biotechnology-development": ("1211", "2002"),
    "hebei-tomato-industry": ("2002", "0802"),
    "jining-pengjie-trading": ("2002 080231 080620 081340", ""),
    "tbea": ("8504 76", ""),
    "kashgar-jiangguoguo-agricultural-technology": ("0802 0813", ""),
}


@pytest.mark.parametrize("entry_id", GOODS)
def test_hs_prefixes_are_those_of_the_entry_s_own_goods(entry_id):
    wanted, unwanted = GOODS[entry_id]
    held = ENTRIES[entry_id].hs_prefixes
    assert set(wanted.split()) <= set(held) and not set(unwanted.split()) & set(held)


def test_most_entries_are_known_in_chinese():
    named = [
        entry
        for entry in LIST.entries
        if any(not name.isascii() for name in (*entry.native_names, *entry.weak_aliases))
    ]
    assert len(named) >= 139


@pytest.mark.parametrize(
    ("written", "entry_id"),
    [
        ("新疆大全新能源有限公司", "xinjiang-daqo-new-energy"),
        ("纳思达股份有限公司", "ninestar-corporation"),
        ("中粮糖业控股股份有限公司", "cofco-sugar-holdings"),
        ("新疆东方希望有色金属有限公司", "xinjiang-east-hope-nonferrous-metals"),
        ("昌吉溢达纺织有限公司", "changji-esquel-textile"),
        ("和田泰达服饰有限公司", "hetian-taida-apparel"),
    ],
)
def test_a_chinese_name_that_a_source_gives_is_a_native_name(cli, written, entry_id):
    assert written in ENTRIES[entry_id].native_names
    assert any(written in claim.claim for claim in claims(entry_id))
    shown = cli("name", written, "--country", "CN").out
    assert f"us-uflpa/uflpa-{entry_id}" in shown and ("exact" in shown or "strong" in shown)


@pytest.mark.parametrize("written", ["骆驼集团股份有限公司", "西部黄金股份有限公司"])
def test_a_chinese_name_of_general_knowledge_is_a_lead(cli, written):
    shown = cli("name", written, "--country", "CN").out
    assert "possible" in shown and "exact" not in shown and "unverified" not in shown.split()[0]
    assert "no source was read for it" in shown


@pytest.mark.parametrize(
    "stranger",
    [
        "R. Twinings and Company Limited",
        "Lexmark International",
        "Youngor Group Co., Ltd.",
        "Ningbo Shanshan Co., Ltd.",
        "China Hongqiao Group Limited",
        "Dezhan Healthcare Co., Ltd.",
        "晨光文具股份有限公司",
        "骆驼鞋业有限公司",
    ],
)
def test_parents_and_namesakes_that_are_not_listed_do_not_hit(cli, stranger):
    assert "us-uflpa/" not in cli("name", stranger, "--country", "CN").out
