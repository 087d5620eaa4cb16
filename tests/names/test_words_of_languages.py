"""Words of trade, place and legal form are known in the languages of the table of concepts."""

import pytest

from screen.core.data_tables import read_table
from screen.matching.evaluation import score_pair
from screen.models.policy import BandEdges
from screen.names.fold import fold
from screen.names.parse import parse_name

EDGES = BandEdges()


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Zakłady Włókiennicze Kantorex", "Kantorex Works"),
        ("Стивидорная компания Нордика", "Nordika Stevedoring Company"),
        ("Rederi AB Karlanda", "Karlanda Shipping Co"),
        ("شرکت پتروشیمی برزکان", "Barzkan Petrochemical Company"),
        ("Công ty Cổ phần Thủy điện Srok Phu", "Srok Phu Hydropower JSC"),
        ("Ingatlanfejlesztő Kft Belvarosi", "Belvarosi Ingatlanfejleszto Ltd"),
        ("Участие Верфь Залив", "Uchastie Zaliv Shipyard"),
        ("Pojišťovna Kolandra", "Kolandra Insurance"),
        ("Центральный банк Сирии", "Central Bank of Syria"),
        ("Российские железные дороги", "Russian Railways"),
        ("中国工商银行", "Industrial and Commercial Bank of China"),
        ("Εθνική Τράπεζα της Ελλάδος", "National Bank of Greece"),
        ("भारतीय स्टेट बैंक", "State Bank of India"),
        ("الشركة العربية السورية للتأمين", "Syrian Arab Insurance Company"),
        ("西门子股份公司", "Siemens AG"),
        ("Imobiliária Quirandela", "Quirandela Real Estate"),
        ("Bharat Electronics Limited", "भारत इलेक्ट्रॉनिक्स लिमिटेड"),
    ],
)
def test_a_trade_in_another_language_is_the_trade(written, listed):
    assert score_pair(written, listed) >= EDGES.possible


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ('תעשיות הפלדה בע"מ', "industry steel"),
        ("บริษัท ปูนซิเมนต์ไทย จำกัด (มหาชน)", "cement thailand"),
        ("Китайская национальная нефтяная корпорация", "china national oil"),
        ("شرکت ملی نفت ایران", "national oil iran"),
        ("新疆光电科技股份有限公司", "xinjiang optoelectronic technology"),
    ],
)
def test_a_name_of_trade_and_place_is_read_in_english(name, words):
    assert parse_name(name).core == words


def test_a_word_of_the_tables_is_one_folded_word_with_a_meaning():
    for row in read_table("screen.names", "foreign_words"):
        assert fold(row["word"]) == row["word"] and " " not in row["word"] and row["canonical"]
    for row in read_table("screen.names", "foreign_phrases"):
        assert " " in row["words"] and row["latin"]


def test_no_foreign_word_is_the_name_of_a_listed_firm():
    own = {"esquel", "huafu", "ninestar", "hoshine", "daqo", "koryo", "romana", "zhongxing"}
    assert not own & {row["word"] for row in read_table("screen.names", "foreign_words")}
