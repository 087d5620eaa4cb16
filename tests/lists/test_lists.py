"""Watchlists.

The bundled ones hold what they promise, and a faulty folder is refused with file and line.
"""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from screen.core.errors import WatchlistError
from screen.lists.load import load_watchlist, load_watchlists
from screen.lists.verify import verify

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
        ENTRIES + "one,entity,Zephyrine Widget Works,Zephyrine|泽菲琳,,DE,,,,,,,,,,,\n",
        encoding="utf-8",
    )
    (place / "evidence.csv").write_text(
        EVIDENCE
        + "one-e1,one,memo,Our team noted in October 2026 that this firm gave no answer.,p."
        " 1,2026-10-01,\n"
    )
    return place


def test_the_bundled_lists_verify_without_error():
    lists = load_watchlists()
    assert [
        remark for remark in verify(lists, date(2026, 11, 23)) if remark.severity == "error"
    ] == []
    assert {w.info.id for w in lists} >= {
        "nk-host-countries",
        "nk-entities",
        "nk-reported-companies",
        "us-caatsa-detentions",
        "us-ofac-dprk",
        "us-cbp-wro",
        "us-uflpa",
        "us-nk-origin",
        "us-xinjiang",
        "us-dol-goods",
        "us-tip-tier3",
        "uflpa-priority-sectors",
        "nk-labour-sectors",
        "un-1718",
        "eu-dprk",
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
    assert not [
        key
        for key, entry in entries.items()
        if key.startswith("us-cbp-wro") and entry.country == "KP"
    ]
    assert entries["nk-host-countries/host-cz"].status == "former"
    assert entries["nk-host-countries/host-kr"].status == "disputed"


def test_buyers_are_on_no_list():
    names = {
        name.casefold()
        for w in load_watchlists()
        for e in w.entries
        for name in (e.name, *e.aliases, *e.weak_aliases)
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
    claims = {
        c.entry_id: c
        for w in load_watchlists()
        if w.info.id == "nk-reported-companies"
        for c in w.evidence
        if c.source_id != "names-unverified"
    }
    assert "denies" in claims["nkr-dalian-haiqing-food"].caveat


def test_an_added_folder_is_screened_and_bundled_lists_can_stay_out(cli, tmp_path, folder):
    source = tmp_path / "in.csv"
    source.write_text(
        "Vendor Name,Country\nZephyrine Widgets GmbH,Germany\nNinestar Corporation,China\n"
    )
    outcome = cli("run", source, "--watchlists", folder.parent, "--no-bundled")
    assert outcome.code == 1 and "Zephyrine" in outcome.out and "uflpa" not in outcome.out


FAULTS = {
    "an unknown kind": ("entries.csv", "one,entity,", "one,firm,", "line 2"),
    "a country that is none": ("entries.csv", ",DE,", ",QQ,", "line 2"),
    "a missing evidence": (
        "evidence.csv",
        "one-e1,one,",
        "one-e1,two,",
        "'two' is not in entries.csv",
    ),
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
    entries.write_text(
        good + good.splitlines()[1].replace("one,", "two,", 1) + "\n", encoding="utf-8"
    )
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


def test_a_list_of_the_user_replaces_the_bundled_one_of_its_id(cli, tmp_path, folder):
    mine = tmp_path / "lists" / "us-uflpa"
    shutil.copytree(folder, mine)
    text = (mine / "list.toml").read_text()
    (mine / "list.toml").write_text(text.replace('"house-list"', '"us-uflpa"'))
    overview = cli("lists", "--watchlists", mine.parent).out
    assert f"from {mine}, in place of the bundled list" in overview and "Our own list" in overview
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n")
    outcome = cli("run", source, "--watchlists", mine.parent)
    assert "us-uflpa: " not in outcome.out


def test_a_sealed_list_that_was_changed_is_refused_until_it_is_sealed_again(cli, folder):
    assert cli("lists", "verify", "--seal", folder).code == 0
    manifest = (folder / "SHA256SUMS").read_text()
    assert [line.split("  ")[1] for line in manifest.splitlines()] == [
        "entries.csv",
        "evidence.csv",
        "list.toml",
    ]
    entries = folder / "entries.csv"
    entries.write_text(
        entries.read_text(encoding="utf-8").replace("Widget", "Gadget"), encoding="utf-8"
    )
    outcome = cli("lists", "--watchlists", folder)
    assert outcome.code == 4 and "entries.csv: differs from SHA256SUMS" in outcome.err
    assert cli("lists", "verify", "--seal", folder).code == 0
    assert cli("lists", "--watchlists", folder).code == 0


def test_every_bundled_list_has_a_manifest_that_agrees():
    import hashlib

    for folder in sorted(path.parent for path in (ROOT / "watchlists").glob("*/list.toml")):
        for line in (folder / "SHA256SUMS").read_text().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, folder


def test_stale_and_too_old_lists(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    outcome = cli("run", source, "--as-of", "2026-11-23")
    (line,) = outcome.err.splitlines()
    assert outcome.code == 0 and line.startswith("flscreen: 6 lists are stale: ")
    assert "us-uflpa (96 days old)" in line and line.endswith("with 'flscreen lists update'")
    outcome = cli("run", source, "--as-of", "2026-11-23", "--max-list-age", "90")
    assert outcome.code == 4 and "more than --max-list-age 90" in outcome.err


def test_overview_show_and_search(cli):
    overview = cli("lists").out
    assert (
        "us-uflpa" in overview
        and "coverage: complete - All 187 entities of a public copy of the DHS list" in overview
    )
    shown = cli("lists", "show", "us-caatsa-detentions/caatsa-rixin").out
    assert "did not confirm" in shown and "Source: U.S. Customs and Border Protection" in shown
    assert "caatsa-li-ning" in cli("lists", "show", "us-caatsa-detentions").out
    assert "us-uflpa/uflpa-hetian-taida-apparel" in cli("lists", "search", "hotan taida").out
    assert "wro-taepyung-salt-farm" in cli("lists", "search", "South Korea").out
    assert "under DPRK4" in cli("lists", "search", "DPRK4").out
    assert cli("lists", "search", "qqqqqqqq").code == 1
    assert cli("lists", "show", "us-uflpa/nobody").code == 2


# : Where each fact of the founding documents lives: a list entry, a sign in the rulebook, a law in
# a rule; or why it is left out.
SEED_FACTS = {
    **{
        f"S{number:02}": f"nk-host-countries/host-{code}"
        for number, code in enumerate(
            [
                "dz",
                "ao",
                "cn",
                "gq",
                "et",
                "kw",
                "ly",
                "my",
                "mt",
                "mn",
                "mm",
                "np",
                "ng",
                "om",
                "pl",
                "qa",
                "ru",
                "ae",
                "th",
                "la",
                "cz",
                "kr",
            ],
            start=1,
        )
    },
    "S23": "us-nk-origin/north-korea",
    "S24": "nk-entities/kaesong-industrial-complex",
    "S25": "nk-entities/cuckoo-electronics",
    "S26": "nk-entities/sarawak-coal-mine-2014",
    "S27": "nk-entities/qatar-high-rise-2014",
    "S28": "nk-entities/musan-mine",
    "S29": "nk-entities/kim-chaek-steel",
    "S30": "nk-entities/songjin-steel",
    "S31": "nk-entities/south-pyongan-coal",
    "S32": "nk-entities/siberian-logging",
    "S33": "nk-entities/ministry-of-peoples-security",
    "S34": "sign: north-korean-managers",
    "S35": "sign: wages-held-by-recruiter",
    "S36": "sign: groups-under-minders",
    "S37": (
        "left out: one anonymous source, which the blog itself could not judge; no screening signal"
    ),
    "S38": (
        "left out: world regions only; the countries of the same source are in nk-host-countries"
    ),
    "S39": "law: host-country",
    "S40": "left out: domestic use; any good of North Korean origin meets us-nk-origin",
    "S41": "left out: no suppliers of goods, and never to be listed",
}


def test_every_seed_fact_lives_somewhere_or_is_left_out_for_a_reason():
    from screen.models.rulebook import rulebook

    assert list(SEED_FACTS) == [f"S{number:02}" for number in range(1, 42)]
    entries = {f"{w.info.id}/{e.entry_id}" for w in load_watchlists() for e in w.entries}
    signs = {sign.id for sign in rulebook().signs}
    for fact, place in SEED_FACTS.items():
        kind, _, what = place.partition(": ")
        if kind == "sign":
            assert what in signs, fact
        elif kind == "law":
            assert "9241a" in rulebook().rules[what].law, fact
        elif kind != "left out":
            assert place in entries, fact


def test_the_joint_ventures_of_the_2018_advisory_that_were_seen_are_listed():
    entries = {f"{w.info.id}/{e.entry_id}" for w in load_watchlists() for e in w.entries}
    assert {
        "un-1718/un-kpe-016",
        "un-1718/un-kpe-039",
        "un-1718/un-kpe-057",
        "us-ofac-dprk/ofac-19571",
        "us-ofac-dprk/ofac-23519",
        "us-ofac-dprk/ofac-24917",
    } <= entries


def test_names_that_must_never_be_listed_are_not():
    names = {
        name.casefold()
        for w in load_watchlists()
        for e in w.entries
        for name in (e.name, *e.aliases)
    }
    assert not names & {"hyemyung inn", "munsuwon", "eundeokwon"}


def test_lists_are_utf8_csv_with_stable_columns():
    for path in sorted((ROOT / "watchlists").glob("*/entries.csv")):
        header = next(csv.reader(path.open(encoding="utf-8")))
        # Folders made before names in native scripts had a column of their own lack that one.
        assert [name for name in header if name != "native_names"] == ENTRIES.strip().split(",")
