"""Short lists in the encodings of trade are read right, and no wrong guess is silent."""

import itertools
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from screen.intake.encodings import DAMAGE, decode

#: Header, names and towns of lists as they are written in each encoding.
LISTS = {
    "gb18030": ("供应商,地址", "新疆中泰化学股份有限公司 合肥宝龙达信息技术有限公司 浙江东方纺织集团 李宁体育用品", "广东省东莞市长安镇 江苏省苏州市"),
    "big5hkscs": ("供應商,地址", "華信船務香港有限公司 長安海連技術有限公司 台灣積體電路製造 巨大機械工業", "香港九龍觀塘道 台中市大甲區"),
    "cp932": ("取引先,住所", "株式会社トヨタ 日本電産株式会社 三井物産 東レ株式会社 ユニクロ", "東京都千代田区 大阪府大阪市北区"),
    "euc_jis_2004": ("取引先,住所", "株式会社トヨタ 日本電産株式会社 三井物産 東レ株式会社 ユニクロ", "東京都千代田区 大阪府大阪市北区"),
    "cp949": ("업체명,주소", "삼성전자주식회사 태평염전 현대자동차 조선광선은행 엘지화학", "서울특별시 부산광역시"),
    "cp1251": ("Поставщик,Адрес", "ООО_Золотая_Звезда АО_Северный_Завод Рыбный_комбинат ИП_Иванов", "Москва Владивосток Хабаровск"),
    "koi8-r": ("Поставщик,Адрес", "ООО_Золотая_Звезда АО_Северный_Завод Рыбный_комбинат ИП_Иванов", "Москва Владивосток Хабаровск"),
    "cp1250": ("Dostawca,Adres", "Stocznia_Gdańska Zakłady_Odzieżowe_Łódź Škoda_Plzeň Győri_Keksz", "Łódź Kraków Přerov"),
    "cp1252": ("Fournisseur,Adresse", "Société_Générale_Métaux Müller_Textilien_GmbH Peña_Hermanos Brødrene_Hansen", "München Málaga Orléans"),
    "cp1253": ("Προμηθευτής,Διεύθυνση", "Ελληνικά_Ναυπηγεία Κλωστήρια_Ναούσης Αλουμίνιον_της_Ελλάδος", "Αθήνα Θεσσαλονίκη"),
    "cp1254": ("Tedarikçi Adı,Adres", "Güneş_Tekstil_Sanayi_ve_Ticaret Işık_İplik Çelik_Boru_Üretim_Şirketi Yıldız_Dokuma", "İstanbul Çardak Şehitkamil"),
    "cp1255": ("ספק,כתובת", "תעשיות_טקסטיל_ישראל מפעלי_ים_המלח חברת_הבגדים", "חיפה ירושלים"),
    "cp1256": ("المورد,العنوان", "شركة_النسيج_المصرية مصنع_الملابس_الجاهزة شركة_السويدي_للكابلات", "القاهرة دبي"),
    "cp1257": ("Tiekėjas,Adresas", "Lietuvos_Geležinkeliai Utenos_Trikotažas Rīgas_Kuģu_būvētava", "Šiauliai Rīga Panevėžys"),
    "cp874": ("ผู้ขาย,ที่อยู่", "บริษัทไทยยูเนี่ยน บริษัทปูนซิเมนต์ไทย โรงงานทอผ้ากรุงเทพ", "กรุงเทพมหานคร สมุทรสาคร"),
    "utf-16-le": ("供应商,地址", "新疆中泰化学股份有限公司 合肥宝龙达信息技术有限公司", "广东省东莞市长安镇"),
    "utf-16-be": ("Поставщик,Адрес", "ООО_Золотая_Звезда АО_Северный_Завод", "Москва Владивосток"),
}  # fmt: skip
ROWS = (1, 2, 3, 5, 10, 50, 200)


def _texts(encoding: str) -> list[str]:
    header, names, towns = LISTS[encoding]
    made = []
    for head, rows in itertools.product((header, "Vendor,Address"), ROWS):
        cells = zip(itertools.cycle(names.split()), itertools.cycle(towns.split()), strict=False)
        lines = [",".join(line).replace("_", " ") for line in itertools.islice(cells, rows)]
        plain = [f"Plain Trading {number} Ltd,Leeds" for number in range(rows // 3)]
        made.append("\n".join([head, *lines, *plain]) + "\n")
    return made


def test_short_lists_are_read_in_their_encoding_and_no_wrong_guess_is_silent() -> None:
    right = wrong = 0
    silent = []
    for encoding in LISTS:
        for text in _texts(encoding):
            read = decode(text.encode(encoding))
            if read.text == text:
                right += 1
            else:
                wrong += 1
                if read.sure:
                    silent.append((encoding, read.encoding, text))
    assert not silent
    assert right / (right + wrong) >= 0.95


@pytest.mark.parametrize("rows", [9, 300])
@pytest.mark.parametrize("encoding", ["gb18030", "cp949", "cp1251", "cp1254", "cp1252"])
def test_one_bad_byte_leaves_utf_8_what_it_is(encoding: str, rows: int) -> None:
    header, names, towns = LISTS[encoding]
    lines = [f"{name},{towns.split()[0]}" for name in names.split()] * rows
    data = "\n".join([header, *lines]).encode()
    cut = data + b"\n" + "新".encode()[:2] + b",x\n"
    read = decode(cut)
    assert read.encoding == "utf-8"
    assert read.damaged == 1
    assert DAMAGE in read.text.splitlines()[-1]
    assert read.text.splitlines()[:-1] == data.decode().splitlines()


def test_a_windows_letter_in_utf_8_is_read_as_that_letter() -> None:
    read = decode("名字\n".encode() * 20 + "Société".encode("cp1252"))
    assert read.text.endswith(f"Soci{DAMAGE}ét{DAMAGE}é")


def test_the_user_may_say_the_encoding() -> None:
    assert decode("Łódź".encode("cp1250"), "windows-1250").text == "Łódź"
    with pytest.raises(LookupError):
        decode(b"x", "klingon")


def test_a_library_that_warns_prints_nothing(tmp_path):
    """Found by the fuzzer: a header in a Chinese encoding and letters that no encoding has."""
    path = tmp_path / "in.csv"
    path.write_bytes(
        bytes.fromhex(
            "b9a9d3a6c9ccc3fbb3c62cb9fabc230abaccccef69a9b4efb7fecaced3d0cf5db566abcbbe2cd6d0b9fa0a"
        ).replace(b"\xba\xcc", b"\xba\xcd")
    )
    # Older versions of typer warn of click while they are imported, which only '-W' shows.
    shown = ("-W", "default", "-W", "ignore::DeprecationWarning:typer")
    ended = subprocess.run(
        [sys.executable, *shown, "-m", "screen", "run", str(path), "--quiet"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode in (0, 1, 3) and "Warning" not in ended.stderr
