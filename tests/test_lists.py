"""Watchlists: the bundled ones hold what they promise, and a faulty folder is refused with file and line."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from screen.lists.load import load_watchlist, load_watchlists
from screen.lists.verify import verify
from screen.models.errors import WatchlistError

LIST_TOML = """id = "house-list"
title = "Our own list"
publisher = "Us"
kind = "internal"
effect = "reported"
legal_basis = []
as_of = 2026-10-01
retrieved = 2026-10-01
max_age_days = 3650
coverage = "complete"

[[sources]]
id = "memo"
title = "Memo of the compliance team"
publisher = "Us"
published = "2026-10-01"
url = ""
reliability = "single-source"
"""
ENTRIES = "entry_id,kind,name,aliases,weak_aliases,country,region,city,address,sectors,hs_prefixes,identifiers,scope,effective_from,effective_to,status,note\n"
EVIDENCE = "evidence_id,entry_id,source_id,claim,locator,date,caveat\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "house-list"
    place.mkdir()
    (place / "list.toml").write_text(LIST_TOML)
    (place / "entries.csv").write_text(
        ENTRIES + "one,entity,Zephyrine Widget Works,Zephyrine|泽菲琳,,DE,,,,,,,,,,,\n", encoding="utf-8"
    )
    (place / "evidence.csv").write_text(
        EVIDENCE + "one-e1,one,memo,Our team noted in October 2026 that this firm gave no answer.,p. 1,2026-10-01,\n"
    )
    return place


def test_the_bundled_lists_verify_without_error():
    lists = load_watchlists()
    assert [remark for remark in verify(lists, date(2026, 11, 23)) if remark.severity == "error"] == []
    assert {w.info.id for w in lists} >= {
        "nk-host-countries",
        "nk-entities",
        "nk-reported-companies",
        "us-caatsa-detentions",
        "us-ofac-dprk",
        "us-cbp-wro",
        "us-uflpa",
    }


def test_partial_lists_say_what_is_missing():
    for watchlist in load_watchlists():
        assert watchlist.info.coverage == "complete" or len(watchlist.info.coverage_note) > 40


def test_corrections_that_override_older_facts():
    entries = {f"{w.info.id}/{e.entry_id}": e for w in load_watchlists() for e in w.entries}
    assert entries["us-cbp-wro/wro-fgv-holdings-berhad"].status == "inactive"
    assert entries["us-cbp-wro/wro-fgv-holdings-berhad"].effective_to == date(2026, 1, 15)
    assert entries["us-cbp-wro/wro-central-romana-corporation"].effective_to == date(2025, 3, 17)
    assert entries["us-cbp-wro/wro-kingtom-aluminio-s-r-l"].status == "pending"
    assert not [key for key, entry in entries.items() if key.startswith("us-cbp-wro") and entry.country == "KP"]
    assert entries["nk-host-countries/host-cz"].status == "former"
    assert entries["nk-host-countries/host-kr"].status == "disputed"


def test_buyers_are_on_no_list():
    names = {
        name.casefold() for w in load_watchlists() for e in w.entries for name in (e.name, *e.aliases, *e.weak_aliases)
    }
    for buyer in (
        "Walmart",
        "ALDI",
        "Sysco",
        "Trident Seafoods",
        "Rip Curl",
        "Reitmans (Canada) Ltd",
        "High Liner Foods",
        "Ocean One Enterprise",
    ):
        assert buyer.casefold() not in names


def test_denials_are_kept():
    claims = {c.entry_id: c for w in load_watchlists() if w.info.id == "nk-reported-companies" for c in w.evidence}
    assert "denies" in claims["nkr-dalian-haiqing-food"].caveat


def test_an_added_folder_is_screened_and_bundled_lists_can_stay_out(cli, tmp_path, folder):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nZephyrine Widgets GmbH,Germany\nNinestar Corporation,China\n")
    outcome = cli("run", source, "--watchlists", folder.parent, "--no-bundled")
    assert outcome.code == 1 and "Zephyrine" in outcome.out and "uflpa" not in outcome.out


FAULTS = {
    "an unknown kind": ("entries.csv", "one,entity,", "one,firm,", "line 2"),
    "a country that is none": ("entries.csv", ",DE,", ",QQ,", "line 2"),
    "a missing evidence": ("evidence.csv", "one-e1,one,", "one-e1,two,", "'two' is not in entries.csv"),
    "an unknown source": ("evidence.csv", ",memo,", ",memory,", "'memory' is not in list.toml"),
    "a short row": ("evidence.csv", ",2026-10-01,\n", "\n", "another number of cells"),
    "a date that is none": ("entries.csv", ",,,,\n", ",2026-13-01,,,\n", "line 2"),
    "broken TOML": ("list.toml", 'title = "', "title = ", "not valid TOML"),
    "an unknown effect": ("list.toml", '"reported"', '"gossip"', "effect"),
    "a partial list without note": ("list.toml", '"complete"', '"partial"', "coverage_note"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_list_is_refused_in_one_line(cli, tmp_path, folder, fault):
    name, old, new, said = FAULTS[fault]
    text = (folder / name).read_text(encoding="utf-8")
    if fault == "a partial list without note":
        new += '\ncoverage_note = ""'
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    outcome = cli("lists", "verify", "--watchlists", folder)
    assert outcome.code == 4
    assert outcome.err.count("\n") == 1 and said in outcome.err and name in outcome.err


def test_an_entry_without_evidence_and_a_double_id_do_not_load(folder):
    entries = folder / "entries.csv"
    good = entries.read_text(encoding="utf-8")
    entries.write_text(good + good.splitlines()[1].replace("one,", "two,", 1) + "\n", encoding="utf-8")
    with pytest.raises(WatchlistError, match="'two' has no evidence"):
        load_watchlist(folder)
    entries.write_text(good + good.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(WatchlistError, match=r"line 3.*'one' stands on line 2 too"):
        load_watchlist(folder)


def test_two_lists_with_one_id(cli, tmp_path, folder):
    other = tmp_path / "copy"
    shutil.copytree(folder, other)
    outcome = cli("lists", "--watchlists", folder, "--watchlists", other)
    assert outcome.code == 4 and "also used by" in outcome.err


def test_stale_and_too_old_lists(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    outcome = cli("run", source, "--as-of", "2026-11-23")
    assert outcome.code == 0 and "us-uflpa is stale (137 days old)" in outcome.err
    outcome = cli("run", source, "--as-of", "2026-11-23", "--max-list-age", "100")
    assert outcome.code == 4 and "more than --max-list-age 100" in outcome.err


def test_overview_show_and_search(cli):
    overview = cli("lists").out
    assert "us-uflpa" in overview and "coverage: partial - Complete for the DHS page of 2026-07-09" in overview
    shown = cli("lists", "show", "us-caatsa-detentions/caatsa-rixin").out
    assert "did not confirm" in shown and "Source: U.S. Customs and Border Protection" in shown
    assert "caatsa-li-ning" in cli("lists", "show", "us-caatsa-detentions").out
    assert "us-uflpa/uflpa-hetian-taida-apparel" in cli("lists", "search", "hotan taida").out
    assert "wro-taepyung-salt-farm" in cli("lists", "search", "South Korea").out
    assert cli("lists", "search", "qqqqqqqq").code == 1
    assert cli("lists", "show", "us-uflpa/nobody").code == 2


def test_every_seed_fact_lives_in_a_list():
    """Countries and names of the founding documents (facts S01 to S34), by what each must be found under."""
    entries = {f"{w.info.id}/{e.entry_id}" for w in load_watchlists() for e in w.entries}
    hosts = "DZ AO CN GQ ET KW LY MY MT MN MM NP NG OM PL QA RU AE TH LA CZ KR".lower().split()
    named = ["kaesong-industrial-complex", "cuckoo-electronics", "sarawak-coal-mine-2014", "qatar-high-rise-2014", "musan-mine", "kim-chaek-steel",
             "songjin-steel", "south-pyongan-coal", "siberian-logging", "ministry-of-peoples-security"]  # fmt: skip
    wanted = (
        {f"nk-host-countries/host-{code}" for code in hosts}
        | {f"nk-entities/{name}" for name in named}
        | {"us-nk-origin/north-korea"}
    )
    assert wanted <= entries


def test_lists_are_utf8_csv_with_stable_columns():
    for path in sorted((ROOT / "watchlists").glob("*/entries.csv")):
        header = next(csv.reader(path.open(encoding="utf-8")))
        assert ",".join(header) + "\n" == ENTRIES
