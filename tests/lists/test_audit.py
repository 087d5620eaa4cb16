"""The audit of the lists.

Every wrong fact that it found stays mended, in the text and not only by id.
"""

import re
import tomllib
from datetime import date

import pytest
from conftest import ROOT

from screen.lists.load import load_watchlists
from screen.models.rulebook import rulebook
from screen.models.watchlist import Entry, Evidence, Watchlist
from screen.risk.findings.messages import consequence

LISTS = {watchlist.info.id: watchlist for watchlist in load_watchlists()}


def entry(list_id: str, entry_id: str) -> Entry:
    return next(one for one in LISTS[list_id].entries if one.entry_id == entry_id)


def claims(list_id: str, entry_id: str) -> list[Evidence]:
    return [claim for claim in LISTS[list_id].evidence if claim.entry_id == entry_id]


def claim(list_id: str, evidence_id: str) -> Evidence:
    return next(one for one in LISTS[list_id].evidence if one.evidence_id == evidence_id)


def what_follows(list_id: str, entry_id: str) -> str:
    return consequence(LISTS[list_id], entry(list_id, entry_id))


# Law


def test_every_list_says_what_follows_in_law_and_names_its_authority():
    for watchlist in LISTS.values():
        text = watchlist.info.consequence
        assert re.search(r"\d", text) or "Department of Labor" in text, watchlist.info.id
        assert (not text.endswith(".") and text[0].islower()) or text.startswith(("CBP", "UN")), (
            text
        )


def test_north_korean_goods_are_barred_and_not_blocked():
    info = LISTS["us-nk-origin"].info
    assert info.effect == "import-ban"
    assert "without a licence (31 C.F.R. 510.205" in info.consequence
    assert "blocked" not in info.consequence
    assert "510.205" in rulebook().rules["region-dprk"].law


def test_ofac_rests_on_the_orders_under_which_it_designates():
    law = " ".join(LISTS["us-ofac-dprk"].info.legal_basis)
    for order in ("13382", "13551", "13687", "13722", "13810", "Part 544", "510.201"):
        assert order in law
    assert "13570" not in law and "510.205" not in law
    assert "510.201" in LISTS["us-ofac-dprk"].info.consequence


def test_the_thirty_days_are_cbp_s_and_the_statute_speaks_of_significant_goods():
    caatsa = LISTS["us-caatsa-detentions"].info.consequence
    assert "CBP's notice allows 30 days" in caatsa and "significant goods" in caatsa
    for list_id in ("us-uflpa", "us-xinjiang"):
        text = LISTS[list_id].info.consequence
        assert re.search(r"CBP.* allows 30 days from its notice", text)
    assert "30 days (22 U.S.C. 9241a)" not in str(rulebook().effects)


def test_a_report_carries_its_own_law():
    assert "9241a" not in rulebook().effects["reported"]
    for watchlist in LISTS.values():
        if watchlist.info.effect == "reported":
            assert re.search("no order follows", watchlist.info.consequence)


def test_the_united_nations_freeze_and_do_not_block():
    text = LISTS["un-1718"].info.consequence
    assert "member states must freeze" in text and "blocked" not in text


@pytest.mark.parametrize(
    ("entry_id", "says", "says_not"),
    [
        ("wro-taepyung-salt-farm", "detains the goods in scope of its Withhold Release Order (Sea Salt Products)", "seizes"),
        ("wro-yunnan-machinery", "seizes the goods in scope of its Finding (Diesel Engines)", "detains"),
        ("wro-da-wang", "seizes the goods in scope of its Finding (Seafood)", "detains"),
        ("wro-hetian-taida-apparel", "UFLPA presumption", "seizes"),
        ("wro-kumar-carpet-pvt", "partially active Withhold Release Order (Carpets", "seizes"),
        ("wro-kingtom-aluminio-s-r-l", "vacated by the U.S. Court of International Trade", "seizes"),
        ("wro-fgv-holdings-berhad", "no longer in force", "detains"),
    ],
)  # fmt: skip
def test_orders_and_findings_are_told_apart_with_the_goods_in_scope(entry_id, says, says_not):
    text = what_follows("us-cbp-wro", entry_id)
    assert says in text and says_not not in text and "19 U.S.C. 1307" in text


def test_every_active_finding_of_the_file_is_told_as_one():
    findings = {
        one.entry_id for one in LISTS["us-cbp-wro"].evidence if "active Finding" in one.claim
    }
    for entry_id in findings:
        assert "seizes" in what_follows("us-cbp-wro", entry_id)
    assert len(findings) == 7


def test_abandonment_after_sixty_days_is_said():
    assert "60 days" in what_follows("us-cbp-wro", "wro-giant-manufacturing")
    assert "19 C.F.R. 12.44" in rulebook().rules["commodity-scope"].action


def test_the_message_of_a_finding_says_the_list_s_own_law(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nTaepyung Salt Farm,South Korea\n")
    found = cli("run", source, "--format", "json").out
    assert "If it is that party: CBP detains the goods in scope" in found


# Dates


def test_no_published_date_is_out_of_shape():
    for path in sorted((ROOT / "watchlists").glob("*/list.toml")):
        for source in tomllib.loads(path.read_text(encoding="utf-8"))["sources"]:
            year = str(source.get("published", "2000"))
            assert re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", year), (path, source)
    assert claim("nk-reported-companies", "nkr-leisure-clothing-e1").date == "2014"


@pytest.mark.parametrize("country", ["mn-e4", "th-e1", "la-e1", "cz-e1"])
def test_the_remarks_of_2009_are_dated_and_attributed(country):
    said = claim("nk-host-countries", f"host-{country}")
    assert said.date == "2009-07-01" and "CdeBaca of the U.S. State Department" in said.claim
    assert "exploitative" not in said.claim
    if not country.startswith("cz"):
        assert "three regions" in said.caveat
        assert "import labour from North Korea" in said.claim


def test_the_eu_s_rows_do_not_give_the_un_s_days_as_its_own():
    thirteen = [one for one in LISTS["eu-dprk"].evidence if "Annex XIII" in one.claim]
    assert len(thirteen) == 75
    for one in thirteen:
        assert ", since " not in one.claim and "that of the UN listing" in one.claim
        assert entry("eu-dprk", one.entry_id).effective_from is None
    assert "eur-lex.europa.eu" in LISTS["eu-dprk"].info.homepage


def test_ended_orders_say_what_is_not_known_of_their_end():
    assert "not confirmed" in entry("us-cbp-wro", "wro-top-glove-corporation-bhd").note
    assert "read in no source" in entry("us-cbp-wro", "wro-yu-long-no-2").note


@pytest.mark.parametrize(("code", "year"), [("zm", "2023"), ("ke", "2021"), ("th", "2021")])
def test_a_host_with_later_reports_is_not_said_to_be_of_before_2020(code, year):
    note = entry("nk-host-countries", f"host-{code}").note
    assert year in note and "2019" not in note


# Claims


def test_kaesong_s_workers_and_wages_are_the_blog_author_s_words():
    said = claim("nk-entities", "kaesong-industrial-complex-e1")
    assert "blog One Free Korea wrote" in said.claim and "30,000" in said.claim
    assert "New York Times" not in said.claim and "own words" in said.caveat


def test_south_korea_is_an_aside_without_a_reason():
    said = claim("nk-host-countries", "host-kr-e1")
    assert "without giving a reason" in said.claim and "our inference" in said.caveat
    assert said.date == "2015-09"
    assert {
        one.date for one in LISTS["nk-host-countries"].evidence if one.source_id == "eahrnk-2015"
    } == {"2015-09"}


def test_south_pyongan_is_where_the_source_sits():
    coal = entry("nk-entities", "south-pyongan-coal")
    assert "Pyongan" not in " ".join((coal.name, *coal.aliases))
    assert "extreme exception" in claim("nk-entities", "south-pyongan-coal-e1").caveat


def test_siberian_logging_is_a_suspicion_without_a_region():
    said = claim("nk-entities", "siberian-logging-e1")
    assert "usual suspicions" in said.claim and "Far East" not in said.claim + said.caveat


def test_the_agreement_was_with_sarawak_and_the_minister_defended_it():
    said = claim("nk-host-countries", "host-my-e5")
    assert "Sarawak's authorities" in said.claim and "worked legally" in said.claim
    assert "governments" not in said.claim and "49 of 119" in said.claim


def test_the_signs_are_those_of_the_documents():
    signs = {sign.id: sign for sign in rulebook().signs}
    minders = signs["groups-under-minders"]
    assert "groups of at least fifteen" in minders.sign and "telephone" not in minders.sign
    managers = signs["north-korean-managers"]
    assert "Daily NK" not in managers.reported_by and "gives no source" in managers.reported_by


def test_haiqing_is_not_aliased_to_a_firm_that_its_caveat_forbids():
    haiqing = entry("nk-reported-companies", "nkr-dalian-haiqing-food")
    names = (haiqing.name, *haiqing.aliases, *haiqing.weak_aliases, *haiqing.native_names)
    assert not [name for name in names if "Aquatic" in name or "水产" in name]


def test_huayang_is_on_no_official_list():
    assert not [one for one in LISTS["us-caatsa-detentions"].entries if "Huayang" in one.name]
    said = " ".join(
        one.claim
        for one in claims("nk-reported-companies", "nkr-dandong-huayang-textiles-and-garment")
    )
    assert "H317249" in said and "destroyed" in said


def test_gobi_cashmere_does_not_meet_gobi_corporation(cli):
    assert "nkr-gobi" not in cli("name", "Gobi Corporation JSC", "--country", "MN").out


def test_the_ofac_source_of_the_hosts_is_no_release_of_2017():
    source = next(
        one for one in LISTS["nk-host-countries"].info.sources if one.id == "ofac-2020-2025"
    )
    assert "sm0191" not in source.url


def test_entities_under_npwmd_are_listed():
    names = {one.name for one in LISTS["us-ofac-dprk"].entries}
    for name in (
        "Korea Ryonbong General Corporation",
        "Tanchon Commercial Bank",
        "Namchongang Trading Corporation",
    ):
        assert name in names
    ryonbong = next(one for one in LISTS["us-ofac-dprk"].entries if "Ryonbong" in one.name)
    said = claims("us-ofac-dprk", ryonbong.entry_id)[0]
    assert "public copy of OFAC's list" in said.claim and "13382" in said.caveat


# Names in native scripts


def _unverified(watchlist: Watchlist) -> set[str]:
    return {one.id for one in watchlist.info.sources if one.reliability == "unverified"}


@pytest.mark.parametrize("list_id", LISTS)
def test_a_native_name_rests_on_a_source_and_a_remembered_one_is_a_lead(list_id):
    watchlist = LISTS[list_id]
    weak_sources = _unverified(watchlist)
    for one in watchlist.entries:
        said = claims(list_id, one.entry_id)
        for name in one.native_names:
            assert any(
                name in item.claim and item.source_id not in weak_sources for item in said
            ), name
        for item in said:
            if item.source_id == "names-unverified":
                assert "no source was read" in item.claim and "lead only" in item.caveat


def test_the_lists_of_firms_know_native_names():
    for list_id, least in {
        "us-cbp-wro": 40,
        "us-caatsa-detentions": 2,
        "nk-reported-companies": 7,
        "us-ofac-dprk": 110,
    }.items():
        named = [
            one
            for one in LISTS[list_id].entries
            if any(not name.isascii() for name in (*one.native_names, *one.weak_aliases))
        ]
        assert len(named) >= least, (list_id, len(named))


def test_a_date_as_toml_writes_it_is_accepted(tmp_path, cli):
    folder = tmp_path / "own-list"
    folder.mkdir()
    (folder / "list.toml").write_text(
        'id = "own-list"\ntitle = "Our list"\npublisher = "Us"\nkind = "internal"\neffect ='
        ' "reported"\nas_of = 2026-10-01T09:00:00Z\nretrieved = 2026-10-01\nmax_age_days ='
        ' 90\ncoverage = "complete"\n[[sources]]\nid = "a"\ntitle = "Memo"\npublisher ='
        ' "Us"\npublished = 2026-10-01\nreliability = "official"\n[[sources]]\nid = "b"\ntitle ='
        ' "Letter"\npublisher = "Us"\npublished = 2026\nreliability = "official"\n'
    )
    (folder / "entries.csv").write_text("entry_id,kind,name\none,entity,Zephyrine Works\n")
    (folder / "evidence.csv").write_text(
        "evidence_id,entry_id,source_id,claim\n"
        "e1,one,a,Our team noted that this firm gave no answer.\n"
        "e2,one,b,Our team noted that this firm gave no answer again.\n"
    )
    loaded = load_watchlists([folder], bundled=False)[0]
    assert loaded.info.as_of == date(2026, 10, 1)
    assert [source.published for source in loaded.info.sources] == ["2026-10-01", "2026"]
    assert cli("lists", "verify", "--watchlists", folder, "--no-bundled").code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('consequence = "goods of {maker} are stopped"', "only placeholder"),
        ('[[consequences]]\nentries = ["two"]\nconsequence = "nothing"', "'two' is not in entries.csv"),
    ],
)  # fmt: skip
def test_a_faulty_consequence_is_refused(tmp_path, cli, line, said):
    folder = tmp_path / "own-list"
    folder.mkdir()
    (folder / "list.toml").write_text(
        'id = "own-list"\ntitle = "Our list"\npublisher = "Us"\nkind = "internal"\n'
        'effect = "reported"\nas_of = 2026-10-01\nretrieved = 2026-10-01\n'
        f'max_age_days = 90\ncoverage = "complete"\n{line}\n'
        '[[sources]]\nid = "a"\ntitle = "Memo"\npublisher = "Us"\nreliability = "official"\n'
    )
    (folder / "entries.csv").write_text("entry_id,kind,name\none,entity,Zephyrine Works\n")
    (folder / "evidence.csv").write_text(
        "evidence_id,entry_id,source_id,claim\ne1,one,a,Our team noted that it gave no answer.\n"
    )
    outcome = cli("lists", "verify", "--watchlists", folder)
    assert outcome.code == 4 and said in outcome.err and outcome.err.count("\n") == 1
