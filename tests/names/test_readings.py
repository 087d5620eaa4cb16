"""Names in Chinese characters are read as the mainland, Japan and Hong Kong read them."""

import polars as pl
import pytest

from screen.matching.evaluation import score_pair
from screen.matching.matcher import explain_match, match_names
from screen.matching.name_index import LISTED_NAME_SCHEMA, index_of
from screen.models.policy import BandEdges
from screen.names.several_words import phrase_spellings, with_phrases
from screen.names.variants import name_variants

EDGES = BandEdges()


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("川崎重工業株式会社", "Kawasaki Heavy Industries Ltd"),
        ("鈴木自動車株式会社", "Suzuki Motor Corporation"),
        ("榮興製衣廠", "Wing Hing Garment Factory"),
        ("恒昌貿易有限公司", "Hang Cheung Trading Co., Ltd."),
        ("Panasonik", "パナソニック株式会社"),
        ("Lotte Shopping", "롯데 Shopping"),
        ("مصرف الرافدين", "Rafidain Bank"),
        ("宁德时代新能源科技股份有限公司", "CATL New Energy Technology Co., Ltd."),
        ("Pou Chen Industrial", "寶成工業股份有限公司"),
        ("Cong ty TNHH Det may Phong Phu", "Phong Phu Textile Garment Co Ltd"),
    ],
)
def test_a_name_in_its_own_script_is_the_one_in_latin_letters(written, listed):
    assert score_pair(written, listed) >= EDGES.probable
    assert score_pair(listed, written) >= EDGES.probable


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("榮興製衣廠", "Wing Sing Garment Factory"),
        ("川崎重工業株式会社", "Yamazaki Heavy Industries Ltd"),
        ("مصرف الرافدين", "Rasheed Bank"),
        ("Cong ty TNHH Det may Phong Phu", "Phong Lan Textile Garment Co Ltd"),
    ],
)
def test_another_name_of_the_same_trade_stays_another(written, listed):
    assert score_pair(written, listed) < EDGES.probable


def test_a_chinese_name_without_sign_of_japan_is_not_read_as_japanese():
    assert not any("matsushita" in name for name in name_variants("松下贸易有限公司"))
    assert any("matsushita" in name for name in name_variants("松下電器産業"))


def test_every_phrase_says_something_else_than_its_words():
    for phrase in phrase_spellings():
        assert with_phrases(phrase.split()) != phrase.split(), phrase


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("John P. Ashworth & Co", "J. P. Ashworth & Co"),
        ("J. P. Ashworth & Co", "J. Ashworth & Co"),
        ("Ashworth Trading House", "C. D. Ashworth Trading House"),
        ("S. Cross Mining Corp", "Southern Cross Mining Corporation"),
    ],
)
def test_initials_stand_for_names_and_may_be_left_out(written, listed):
    assert EDGES.probable <= score_pair(written, listed) < 100.0


def test_other_initials_are_another_firm():
    assert score_pair("A. B. Ashworth Trading", "C. D. Ashworth Trading") < EDGES.probable


def test_initials_alone_in_capitals_are_a_long_name():
    listed = "Northern Aral Rice Export Growers"
    assert score_pair("NAREG", listed) >= EDGES.probable
    assert score_pair("Nareg Ltd", listed) < EDGES.probable


def test_a_number_cut_off_is_not_the_name():
    assert score_pair("Bureau 77", "Bureau 45") < EDGES.probable
    assert score_pair("Bureau", "Bureau 45") < EDGES.probable
    assert score_pair("Bureau 45 **NEW**", "Bureau 45") >= EDGES.probable


def test_run_reads_a_listed_native_name_as_the_benchmark_does():
    rows = [
        ("l", f"n{number}", "entity", name, name, "name")
        for number, name in enumerate(["長江實業", "川崎重工業株式会社", "خليج"])
    ]
    index = index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))
    written = ["Cheung Kong Industry", "Kawasaki Heavy Industries Ltd", "長和實業"]
    found = match_names(written, index, EDGES)
    assert {tuple(row) for row in found.select("name", "matched_name").iter_rows()} == {
        ("Cheung Kong Industry", "長江實業"),
        ("Kawasaki Heavy Industries Ltd", "川崎重工業株式会社"),
    }
    assert "same distinctive word 'cheung'" in " ".join(
        explain_match("Cheung Kong Industry", "長江實業", "name")
    )


def test_blanks_inside_a_chinese_name_are_a_scanner_s():
    assert "昌吉恒昌贸易有限公司" in name_variants("昌吉恒 昌贸 易有限公司")


def own_list(*names):
    rows = [("own", f"e{at}", "entity", name, name, "name") for at, name in enumerate(names)]
    return index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))


def test_what_a_firm_is_known_to_call_itself_makes_a_match_probable_and_says_why():
    (match,) = match_names(["宁德时代"], own_list("CATL Co., Ltd."), EDGES).iter_rows(named=True)
    assert match["band"] == "probable"
    said = explain_match(match["variant"], match["matched_name"], match["name_kind"], "宁德时代")
    assert any("generally" in one and "no source was read" in one for one in said), said
    (match,) = match_names(["CATL Co., Ltd."], own_list("宁德时代"), EDGES).iter_rows(named=True)
    assert match["band"] == "probable"
    said = explain_match(match["variant"], match["matched_name"], match["name_kind"], match["name"])
    assert any("generally" in one for one in said)


def test_a_listed_native_name_speaks_for_itself():
    """Camel the maker of batteries is not Camel the maker of shoes, where the list says which."""
    listed = own_list("Camel Group Co., Ltd.")
    assert match_names(["骆驼集团"], listed, EDGES).height == 1
    rows = [
        ("own", "e0", "entity", "Camel Group Co., Ltd.", name, "name")
        for name in ("Camel Group Co., Ltd.", "骆驼集团股份有限公司")
    ]
    both = index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))
    for name in match_names(["骆驼鞋业有限公司"], both, EDGES)["matched_name"]:
        assert not name.isascii(), "only what the list itself says counts"
    assert match_names(["骆驼集团"], both, EDGES)["band"].to_list() == ["exact"]
