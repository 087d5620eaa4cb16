"""Names in other alphabets and other romanisations are known again, and readers are told how."""

import json

import pytest

from screen.matching.evaluation import score_pair
from screen.models.policy import BandEdges
from screen.names.hangul import as_spoken
from screen.names.number_words import with_numbers
from screen.names.pinyin import in_wade_giles
from screen.names.sounds import heard_keys, may_be_heard

EDGES = BandEdges()


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Торнтон Глав Корпорейшн", "Thornton Glove Corporation"),
        ("스마트 글러브 코퍼레이션", "Smart Glove Corporation Sdn Bhd"),
        ("프로피넷 테크놀로지", "Profinet Technology"),
        ("Профинет Технолоджи", "Profinet Technology"),
        ("メガテック・テクノロジー", "Megatek Technology"),
        ("新疆中泰矽業", "新疆中泰硅业有限公司"),
        ("Hsinchiang Chunghsing New Energy", "Xinjiang Zhongxing New Energy"),
        ("Tsungheng Cotton Industry", "Kuche Zongheng Cotton Industry Co., Ltd."),
        ("Zongheng Mianye", "Kuche Zongheng Cotton Industry Co., Ltd."),
        ("신라무역", "Silla Trading"),
        ("독립은행", "Dongnip Bank"),
        ("Bureau Thirty Nine", "Bureau 39"),
        ("Second Economic Committee", "2nd Economic Committee"),
        ("KPA Unit Five Hundred and Eighty-Six", "KPA Unit 586"),
        ("شركة سمارت جلوف", "Smart Glove Corporation Sdn Bhd"),
        ("مجموعة ثورنتون للتجارة الدولية", "Thornton International Trading Group"),
        ("شَرِكَة بروفينت للتكنولوجيا", "Profinet Technology"),
        ("Хошайн Силикон", "Hoshine Silicon Industry Co. Ltd."),
        ("호샤인실리콘", "Hoshine Silicon Industry Co. Ltd."),
        ("شركة هوشين للسيليكون", "Hoshine Silicon Industry Co. Ltd."),
        ("مصرف الراجحي", "Al Rajhi Bank"),
        ("بانک پارسیان", "Bank Parsian"),
        ('טבע תעשיות פרמצבטיות בע"מ', "Teva Pharmaceutical Industries Ltd"),
        ("בנק הפועלים", "Bank Hapoalim"),
        ("บริษัท มิตรผล จำกัด", "Mitr Phol Co Ltd"),
        ("บริษัท เบทาโกร ฟู้ดส์ จำกัด", "Betagro Foods Co Ltd"),
        ("KNIC", "Korean National Insurance Company (KNIC)"),
    ],
)
def test_a_name_is_known_again_in_another_spelling(written, listed):
    assert score_pair(written, listed) >= EDGES.probable


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        # Korean words differ in their vowels alone, and so do Chinese ones.
        ("두성기술무역", "Tosong Technology Trading Corporation"),
        ("태산은행", "Tosan Bank"),
        ("丹东鸿远贸易有限公司", "丹东宏源贸易有限公司"),
        # Of few consonants, an h among them, the vowel must agree.
        ("Хасан Силикон", "Hoshine Silicon Industry Co. Ltd."),
        ("شركة حسن للسيليكون", "Hoshine Silicon Industry Co. Ltd."),
        # A long vowel that is written is one that the Latin word has.
        ("شركة سليم للتجارة", "Salam Trading"),
        ('תדיראן תעשיות בע"מ', "Teva Industries Ltd"),
        ("בנק דיסקונט", "Bank Hapoalim"),
        ("บริษัท มิตรชัย น้ำตาล จำกัด", "Mitr Phol Sugar Co Ltd"),
        ("บริษัท เบอร์ลี่ ฟู้ดส์ จำกัด", "Betagro Foods Co Ltd"),
        ("Bureau Thirty-Eight", "Bureau 39"),
        ("Third Economic Committee", "Second Economic Committee"),
    ],
)
def test_a_like_sound_is_no_match(written, listed):
    assert score_pair(written, listed) < EDGES.probable


def test_a_listed_name_without_vowels_is_found_through_the_command(cli):
    assert "Changji Esquel" in cli("name", "شركة إسكويل للنسيج").out


def test_chinese_names_that_sound_alike_are_worth_a_look():
    assert EDGES.possible <= score_pair("丹东鸿达贸易公司", "丹东宏达贸易公司") < EDGES.probable
    assert score_pair("丹東鴻達貿易公司", "丹东鸿达贸易公司") == 100


def explanation(cli, name):
    answers = json.loads(cli("name", name, "--format", "json").out)
    return " | ".join(answers[0]["explanation"])


def test_the_explanation_says_how_a_name_was_read(cli):
    said = explanation(cli, "Топ Глав Корпорейшн")
    assert "'Топ Глав Корпорейшн' reads as 'top glav korporeyshn' (romanised)" in said
    said = explanation(cli, "珠海奔圖電子有限公司")
    assert "the same characters in both names" in said and "reads as" not in said
    assert "reads as" not in explanation(cli, "Bonechar Carvão Ativado do Brasil")


def test_the_keys_of_sounds_and_romanisations():
    assert as_spoken("신라") == "실라" and as_spoken("무역") == "무역"
    assert in_wade_giles("hongxiang") == "hunghsiang" and in_wade_giles("esquel") == ""
    assert heard_keys("nainseuta") & may_be_heard("ninestar")
    assert not may_be_heard("taesong") and not may_be_heard("huafu")


def test_numbers_are_read_where_they_are_numbers():
    assert list(with_numbers(["camp", "number", "four"]))[-1] == ("four", 4)
    assert next(iter(with_numbers(["twenty", "first", "mill"]))) == ("twenty first", 21)
    assert list(with_numbers(["seven", "seas", "and", "one"])) == [
        ("seven", None),
        ("seas", None),
        ("and", None),
        ("one", None),
    ]


def test_a_long_chinese_name_is_not_heard_in_a_short_word(cli):
    """What five syllables share in consonants with two says nothing."""
    said = cli("name", "Хошайн Силикон Индастри").out
    assert "Hoshine Silicon Industry" in said
    assert "魏桥" not in said
