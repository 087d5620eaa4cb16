"""Identities.

Entries that are one real party, over bundled lists, the user's own, and lists that are off.
"""

import shutil
from pathlib import Path

import polars as pl
import pytest
from conftest import ROOT

from screen.core.errors import WatchlistError
from screen.lists.identities import (
    IDENTITY_SCHEMA,
    identity_remarks,
    load_identities,
    read_identities,
)
from screen.lists.importing.parties import no_name
from screen.lists.load import load_watchlists
from screen.names.parse import parse_name

LISTS = load_watchlists()
FRAME = load_identities(LISTS)
HEADER = "identity_id,name,list_id,entry_id,certainty,said_by,why\n"


def identity(list_id: str, entry_id: str, frame: pl.DataFrame = FRAME) -> str:
    found = frame.filter((pl.col("list_id") == list_id) & (pl.col("entry_id") == entry_id))
    assert found.height == 1
    return str(found["identity_id"][0])


def test_every_entry_of_every_list_has_one_identity():
    assert dict(FRAME.schema) == IDENTITY_SCHEMA
    entries = [(w.info.id, e.entry_id) for w in LISTS for e in w.entries]
    assert FRAME.select("list_id", "entry_id").rows() == entries
    names = FRAME.select("identity_id", "name").unique()
    assert names["identity_id"].is_unique().all()


@pytest.mark.parametrize(
    "same",
    [
        ["us-uflpa/uflpa-hetian-haolin-hair-accessories", "us-cbp-wro/wro-hetian-haolin-hair-accessories"],
        ["us-uflpa/uflpa-xinjiang-production-and-construction-corps", "us-cbp-wro/wro-xinjiang-production-and-construction"],
        ["us-uflpa/uflpa-no-4-vocation-skills-education-training-center-vsetc", "us-cbp-wro/wro-no-4-vocational-skills-education-training-center"],
        ["us-ofac-dprk/ofac-9345", "un-1718/un-kpe-001", "un-1718/un-kpe-014", "eu-dprk/eu-xiii-b-1"],
        ["us-ofac-dprk/ofac-19613", "eu-dprk/eu-xvi-b-2", "nk-reported-companies/nkr-korea-rungrado-general-trading"],
        ["us-ofac-dprk/ofac-23173", "eu-dprk/eu-xvi-b-3"],
        ["us-ofac-dprk/ofac-20118", "nk-entities/ministry-of-peoples-security"],
    ],
    ids=lambda same: same[0].split("/")[1],
)  # fmt: skip
def test_entries_that_are_one_party(same):
    assert len({identity(*place.split("/")) for place in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("us-cbp-wro/wro-hoshine-silicon-industry", "us-uflpa/uflpa-hoshine-silicon-industry-shanshan"),
        ("us-uflpa/uflpa-xinjiang-production-and-construction-corps", "us-uflpa/uflpa-xinjiang-production-and-construction-corps-eighth-division-t"),
        ("us-cbp-wro/wro-select-nantong-safety-products", "us-cbp-wro/wro-shanghai-select-safety-products-company"),
        ("us-uflpa/uflpa-ninestar-corporation", "us-uflpa/uflpa-zhuhai-ninestar-management"),
        ("un-1718/un-kpe-041", "un-1718/un-kpe-042"),
        ("us-ofac-dprk/ofac-20572", "us-ofac-dprk/ofac-23004"),
        ("us-ofac-dprk/ofac-20118", "us-ofac-dprk/ofac-19790"),
        ("us-uflpa/uflpa-tefeng-pharmaceutical", "us-uflpa/uflpa-xinjiang-tefeng-pharmaceutical-industry"),
    ],
)  # fmt: skip
def test_parents_branches_and_namesakes_are_other_parties(one, other):
    assert identity(*one.split("/")) != identity(*other.split("/"))


def test_each_line_says_who_says_so_and_why():
    for placed in read_identities(ROOT / "watchlists" / "identities.csv"):
        assert placed.link.said_by and placed.link.why.endswith(".")
        assert placed.link.certainty in {"sure", "likely"}


def test_the_bundled_identities_verify_without_remark():
    assert list(identity_remarks(LISTS)) == []


def test_lists_that_are_off_take_no_part():
    lists = load_watchlists(without=["us-cbp-wro"])
    frame = load_identities(lists)
    assert "us-cbp-wro" not in frame["list_id"]
    assert (
        identity("us-uflpa", "uflpa-hetian-haolin-hair-accessories", frame)
        == "hetian-haolin-hair-accessories"
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder of the user's with a list of one entry that is a firm of the UFLPA list."""
    folder = tmp_path / "lists" / "own-list"
    folder.mkdir(parents=True)
    (folder / "list.toml").write_text(
        'id = "own-list"\ntitle = "Our list"\npublisher = "Us"\nkind = "internal"\n'
        'effect = "reported"\nas_of = 2026-10-01\nretrieved = 2026-10-01\nmax_age_days = 90\n'
        'coverage = "complete"\n'
        '[[sources]]\nid = "a"\ntitle = "Memo"\npublisher = "Us"\nreliability = "official"\n'
    )
    (folder / "entries.csv").write_text("entry_id,kind,name\none,entity,Ninestar Corp\n")
    (folder / "evidence.csv").write_text(
        "evidence_id,entry_id,source_id,claim\ne1,one,a,Our team noted that it gave no answer.\n"
    )
    return folder.parent


def test_the_user_joins_an_own_entry_to_a_listed_party(own, cli):
    (own / "identities.csv").write_text(
        HEADER
        + "ninestar,Ninestar,own-list,one,sure,Us,Our file says that it is the listed firm.\n"
        + "ninestar,Ninestar,us-uflpa,uflpa-ninestar-corporation,sure,Us,Name and address agree.\n"
    )
    frame = load_identities(load_watchlists([own]), [own])
    assert identity("own-list", "one", frame) == "ninestar"
    assert identity("us-uflpa", "uflpa-ninestar-corporation", frame) == "ninestar"
    assert cli("lists", "verify", "--watchlists", own).code == 0


def test_an_own_entry_without_a_line_is_a_party_of_its_own(own):
    frame = load_identities(load_watchlists([own], bundled=False), [own], bundled=False)
    assert frame.rows() == [("own-list", "one", "own-list/one", "Ninestar Corp")]


def test_a_replaced_list_without_an_entry_is_no_error(own, tmp_path):
    mine = tmp_path / "mine" / "us-uflpa"
    shutil.copytree(own / "own-list", mine)
    text = (mine / "list.toml").read_text()
    (mine / "list.toml").write_text(text.replace("own-list", "us-uflpa"))
    lists = load_watchlists([mine])
    assert identity("us-uflpa", "one", load_identities(lists, [mine])) == "us-uflpa/one"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("a,A,own-list,one,sure,Us,Because it is so.\nb,B,own-list,one,sure,Us,Because it is so.\n", "an entry is one party"),
        ("a,A,own-list,two,sure,Us,Because it is so.\n", "'two' is not in that list"),
        ("a,A,own-list,one,certain,Us,Because it is so.\n", "certainty"),
        ("a,A,own-list,one\n", "another number of cells"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_told_with_its_line(own, cli, lines, said):
    (own / "identities.csv").write_text(HEADER + lines)
    outcome = cli("lists", "verify", "--watchlists", own, "--no-bundled")
    assert outcome.code == 4
    assert said in outcome.err + outcome.out and "identities.csv" in outcome.err + outcome.out


def test_two_identities_for_one_entry_are_refused(own):
    (own / "identities.csv").write_text(
        HEADER
        + "a,A,own-list,one,sure,Us,Because it is so.\nb,B,own-list,one,sure,Us,Because it is.\n"
    )
    with pytest.raises(WatchlistError, match="line 3"):
        load_identities(load_watchlists([own]), [own])


def test_no_two_entries_under_one_name_are_two_identities():
    """An equal name in two lists, legal forms and spelling aside, stands for one party."""
    named: dict[str, dict[str, str]] = {}
    for watchlist in LISTS:
        for entry in watchlist.entries:
            if entry.kind not in {"entity", "facility"}:
                continue
            for name in (entry.name, *entry.aliases, *entry.native_names):
                place = f"{watchlist.info.id}/{entry.entry_id}"
                named.setdefault(parse_name(name).folded, {})[place] = identity(
                    watchlist.info.id, entry.entry_id
                )
    doubled = [
        (name, sorted(held))
        for name, held in named.items()
        if len(set(held.values())) > 1 and len({place.split("/")[0] for place in held}) > 1
    ]
    assert not doubled


def test_an_address_or_another_entry_s_number_is_no_alias():
    for watchlist in LISTS:
        for entry in watchlist.entries:
            for name in (entry.name, *entry.aliases):
                assert not no_name(name) and "separate entry" not in name, name
