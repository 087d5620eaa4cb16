"""Faults that reading rows of the lists against their sources brought to light."""

import csv
import json
import re

import pytest

from screen.lists.load import load_watchlists
from screen.lists.locate import bundled_folder

LISTS = {watchlist.info.id: watchlist for watchlist in load_watchlists()}
ENTRIES = {
    f"{list_id}/{entry.entry_id}": entry
    for list_id, watchlist in LISTS.items()
    for entry in watchlist.entries
}


@pytest.mark.parametrize(
    ("entry_id", "number"),
    [
        ("ofac-34025", "91310104093794515H"),
        ("ofac-23151", "Company Number 5926921"),
        ("ofac-24567", "201318227N"),
        ("ofac-35754", "Tax ID No. 2539039058"),
    ],
)
def test_the_numbers_in_ofac_s_remarks_are_identifiers(entry_id, number):
    assert number in " ".join(ENTRIES[f"us-ofac-dprk/{entry_id}"].identifiers)


def test_a_registration_number_in_a_row_lifts_the_match(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(
        "Supplier Name,Country,Registration No\n"
        "Shanghai Hongman Cartoon & Animation Studio,China,91310104093794515H\n"
    )
    found = json.loads(cli("run", source, "--format", "json").out)["findings"][0]
    assert "91310104093794515h" in " ".join(found["context"]["notes"]).lower()


@pytest.mark.parametrize("country", ["cn", "in"])
def test_yarn_is_neither_fabric_nor_made_up_goods(country):
    yarn = ENTRIES[f"us-dol-goods/dol-{country}-thread-yarn"].hs_prefixes
    assert {"5205", "5402", "5509"} <= set(yarn)
    assert not {code for code in yarn if code.startswith(("57", "58", "59", "60", "63", "5208"))}


def test_claims_keep_proper_names_and_read_as_sentences():
    for watchlist in LISTS.values():
        for claim in watchlist.evidence:
            assert not re.search(r"\b(christmas|brazil|china|india)\b", claim.claim), claim.claim
            assert "among them Russia, a" not in claim.claim
            assert not re.search(r"against \w+, hand-knotted", claim.claim), claim.claim


def test_a_city_of_china_has_its_province():
    for entry in LISTS["us-uflpa"].entries:
        if entry.city and entry.city not in {"Hong Kong", "Shanghai", "Tianjin", "Beijing"}:
            assert entry.region, entry.entry_id


@pytest.mark.parametrize(
    "entry_id",
    [
        "esquel-group",
        "century-sunshine-group-holdings",
        "rare-earth-magnesium-technology-group-holdings",
    ],
)
def test_a_hong_kong_group_is_placed_there(entry_id):
    assert ENTRIES[f"us-uflpa/uflpa-{entry_id}"].city == "Hong Kong"


def test_a_trader_in_herbs_or_machines_is_not_listed_for_tomatoes():
    tomato = {"0702", "2002", "210320"}
    for entry in LISTS["us-uflpa"].entries:
        if tomato & set(entry.hs_prefixes):
            assert "tomato" in " ".join(entry.sectors), entry.entry_id
        if "tomatoes, walnuts" in " ".join(entry.sectors):
            assert {"080231", "080620", "081340"} <= set(entry.hs_prefixes), entry.entry_id


def test_what_the_editors_only_know_never_makes_a_finding_critical(cli, tmp_path):
    """Screen every name of general knowledge by itself, beside its entry's country."""
    sure, unsure = set(), {}
    for watchlist in LISTS.values():
        unread = {one.id for one in watchlist.info.sources if one.reliability == "unverified"}
        said = {claim.entry_id: [] for claim in watchlist.evidence}
        for claim in watchlist.evidence:
            said[claim.entry_id].append(claim)
        for entry in watchlist.entries:
            if entry.kind not in {"entity", "facility"}:
                continue
            if entry.status == "unverified":
                unsure.update(dict.fromkeys((entry.name, *entry.aliases), entry.country))
                continue
            sure.update((entry.name, *entry.aliases, *entry.native_names))
            for name in entry.weak_aliases:
                if any(name in c.claim and c.source_id in unread for c in said[entry.entry_id]):
                    unsure[name] = entry.country
    names = [name for name in unsure if name not in sure]
    assert len(names) > 200
    source = tmp_path / "in.csv"
    with source.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(("Supplier Name", "Country"))
        writer.writerows((name, unsure[name]) for name in names)
    found = json.loads(cli("run", source, "--format", "json").out)["findings"]
    met = [one for one in found if one["match"] and one["match"]["matched_name"] in set(names)]
    assert len(met) > 100
    for one in met:
        assert one["level"] not in {"critical", "high"}, (one["level"], one["match"])


def test_a_form_in_native_script_stands_in_a_claim_of_its_entry():
    for list_id, watchlist in LISTS.items():
        for entry in watchlist.entries:
            said = [c.claim for c in watchlist.evidence if c.entry_id == entry.entry_id]
            for form in (*entry.native_names, *entry.weak_aliases):
                if not form.isascii() and any(letter > "\u02ff" for letter in form):
                    assert any(form in claim for claim in said), (list_id, entry.entry_id, form)


def test_an_eu_entry_is_no_surer_than_the_un_entry_that_it_follows():
    for same in _identities().values():
        un = {one["certainty"] for one in same if one["list_id"] == "un-1718"}
        for one in same:
            if one["list_id"] == "eu-dprk" and "follows the UN list" in one["why"] and un:
                assert one["certainty"] in un, one


def test_a_maker_that_cbp_removed_from_an_order_is_no_longer_under_it():
    """CBP's file keeps the Nepalese makers in the cell of the order from which it took them."""
    removed = {
        "wro-annapurna-carpet": "2021-07-23",
        "wro-everest-carpet": "1998-10-06",
        "wro-k-k-carpet-industries": "1998-10-06",
        "wro-norsang-carpet-industries-pvt": "1998-10-06",
    }
    for entry_id, day in removed.items():
        entry = ENTRIES[f"us-cbp-wro/{entry_id}"]
        assert (entry.status, str(entry.effective_to)) == ("inactive", day)
    assert ENTRIES["us-cbp-wro/wro-kumar-carpet-pvt"].status == "partially-active"


def test_a_reading_of_part_of_a_report_says_so():
    for claim in LISTS["nk-host-countries"].evidence:
        if claim.source_id == "us-advisory-2018":
            assert "excerpt in the Korean press" in claim.claim and "11 of the 42" in claim.caveat


def test_no_alias_carries_the_publisher_s_label():
    for watchlist in LISTS.values():
        for entry in watchlist.entries:
            for name in (*entry.aliases, *entry.weak_aliases):
                assert not re.match(r"[fan]\.?k\.?a\.?\b", name, re.IGNORECASE), name


def _identities():
    held = {}
    with (bundled_folder() / "identities.csv").open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            held.setdefault(line["identity_id"], []).append(line)
    return held


_LIST = (
    'id = "own-list"\ntitle = "Our list"\npublisher = "Us"\nkind = "internal"\n'
    'effect = "reported"\nas_of = 2026-10-01\nretrieved = 2026-10-01\n'
    'max_age_days = 900\ncoverage = "complete"\n'
    '[[sources]]\nid = "paper"\ntitle = "A paper"\npublisher = "Press"\n'
    'reliability = "single-source"\n'
)
_MEMORY = (
    '[[sources]]\nid = "memory"\ntitle = "Memory"\npublisher = "Us"\nreliability = "unverified"\n'
)
_TWICE = (
    '[[sources]]\nid = "paper-b"\ntitle = "A Paper"\npublisher = "Press"\n'
    'reliability = "official"\n'
)


@pytest.mark.parametrize(
    ("sources", "second", "said"),
    [
        (_MEMORY, "memory,We know it as {}; no source was read for it.", "keep one of them"),
        (_TWICE, "paper-b,A paper wrote its name as {}.", "give it one id"),
        (_TWICE, "paper-b,A paper wrote its name as {}.", "judge one publication one way"),
        (_MEMORY, "memory,We know it as 新{}; no source was read for it.", ""),
    ],
)
def test_verify_finds_claims_and_sources_that_contradict_each_other(
    tmp_path, cli, sources, second, said
):
    form = "泽菲林工厂"
    folder = tmp_path / "own-list"
    folder.mkdir()
    (folder / "list.toml").write_text(_LIST + sources, encoding="utf-8")
    (folder / "entries.csv").write_text(
        f"entry_id,kind,name,native_names\none,entity,Zephyrine Works,{form}\n", encoding="utf-8"
    )
    (folder / "evidence.csv").write_text(
        "evidence_id,entry_id,source_id,claim\n"
        f"e1,one,paper,A paper wrote its name as {form} or otherwise.\n"
        f"e2,one,{second.format(form)}\n",
        encoding="utf-8",
    )
    outcome = cli("lists", "verify", "--watchlists", folder, "--no-bundled")
    assert said in outcome.out + outcome.err
    assert (outcome.code == 0) == (said == "")


def test_no_claim_tells_of_a_year_after_its_source():
    for watchlist in LISTS.values():
        dates = {source.id: str(source.published or "") for source in watchlist.info.sources}
        for claim in watchlist.evidence:
            published = dates[claim.source_id]
            last = max(published[:4], str(claim.date or "")[:4])
            years = re.findall(r"\b20[0-2]\d\b", claim.claim)
            assert not last or max(years, default="") <= last, claim.claim


def test_an_order_that_names_its_subsidiaries_reaches_no_others():
    for firm in ("shanghai-select-safety-products-company", "select-nantong-safety-products"):
        assert "subsidiar" not in ENTRIES[f"us-cbp-wro/wro-{firm}"].scope


def test_no_row_speaks_of_what_its_entry_has_not():
    for list_id, watchlist in LISTS.items():
        for claim in watchlist.evidence:
            entry = ENTRIES[f"{list_id}/{claim.entry_id}"]
            assert entry.hs_prefixes or "HS prefix" not in f"{claim.claim} {claim.caveat}"
        for entry in watchlist.entries:
            assert entry.weak_aliases or "weak alias" not in f"{entry.note}"


@pytest.mark.parametrize(
    ("entry_id", "code"),
    [
        ("us-uflpa/uflpa-zhuhai-apex-microelectronics", "854231"),
        ("us-uflpa/uflpa-ninestar-corporation", "370790"),
        ("us-uflpa/uflpa-century-sunshine-group-holdings", "310520"),
        ("us-uflpa/uflpa-xinjiang-shenhuo-coal-and-electricity", "854519"),
        ("us-dol-goods/dol-et-textiles-hand-woven", "520811"),
        ("us-cbp-wro/wro-firemount-group", "520811"),
        ("us-uflpa/uflpa-xinjiang-zhongtai-chemical", "281511"),
        ("us-dol-goods/dol-cn-toys", "950300"),
        ("us-dol-goods/dol-cn-photovoltaic-ingots", "381800"),
    ],
)
def test_every_good_that_an_entry_names_has_its_codes(entry_id, code):
    """Goods without a code of theirs contradict the firm that is listed for them."""
    assert code.startswith(tuple(ENTRIES[entry_id].hs_prefixes))


def test_goods_of_a_listed_maker_agree_in_a_run(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(
        "Supplier Name,Country,HS Code\nZhuhai Apex Microelectronics Co Ltd,China,8542.31\n"
    )
    found = json.loads(cli("run", source, "--format", "json").out)["findings"][0]
    assert "goods agree: HS 8542" in found["context"]["notes"]


def test_each_address_of_an_entry_stands_by_itself():
    """An address is compared whole, so two in one would never agree with a row's."""
    for place, entry in ENTRIES.items():
        for address in entry.address.split("|"):
            assert address.count("DPRK") <= 1 and "IMO" not in address, f"{place}: {address}"
            assert not re.search(r"\b[a-c]\) ", address), f"{place}: {address}"


def test_capitals_of_names_are_not_those_of_a_machine():
    for place, entry in ENTRIES.items():
        assert not re.search(r"(?<=[a-z])'[A-Z]\b|\b(Ao|Nnk|Jvc|Hkg|Sek|Wt|Ck)\b", entry.name), (
            place
        )


def test_one_party_of_the_uflpa_and_of_cbp_is_in_one_place():
    for same in _identities().values():
        places = [f"{line['list_id']}/{line['entry_id']}" for line in same]
        ours = [ENTRIES[one] for one in places if one.startswith(("us-uflpa/", "us-cbp-wro/"))]
        assert len({(entry.region, entry.city) for entry in ours}) <= 1, places


def test_a_caveat_is_a_sentence_too():
    for watchlist in LISTS.values():
        for claim in watchlist.evidence:
            assert not claim.caveat or claim.caveat.endswith((".", ".)")), claim.evidence_id
