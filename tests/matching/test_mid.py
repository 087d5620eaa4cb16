"""Manufacturer identification codes: the worked examples of 19 C.F.R.

Part 102, Appendix, and codes in a file.
"""

import pytest

from screen.reference.manufacturer_codes import mid_city, mid_stem, parse_mid


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Bergstrom", "BER"),
        ("Amalgamated Plastics", "AMAPLA"),
        ("A.B.C. Company", "ABCCOM"),
        ("A B C Company", "ABCCOM"),
        ("O.A.S.I.S. Corp", "OASCOR"),
        ("Dr. S.A. Smith", "DRSA"),
        ("Shavings B L Inc", "SHABL"),
        ("The Greenhouse", "GRE"),
        ("Rawles-Aden Corp", "RAWCOR"),
        ("20th Century", "20TCEN"),
        ("Concept 2000", "CON200"),
        ("Thomas S. Delvaux", "THODEL"),
        ("N. Minami & Co", "MINCO"),
        ("La Vie de France", "LAVIE"),
        ("Bocchaccio S.P.A", "BOCSPA"),
        ("Murla-Praxiteles Inc", "MURINC"),
        ("Sigma Coy E.X.T.", "SIGCOY"),
        ("Morich ZAO Indo", "MORZAO"),
        ("Shenzhen Timely Watch Co", "SHETIM"),
        ("PT Maju Jaya", "MAJJAY"),
        ("", ""),
    ],
)
def test_the_name_part(name, stem):
    assert mid_stem(name) == stem


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("FRLAVIE243BRE", ("FR", "LAVIE", "243", "BRE")),
        ("VE20TCEN5880CAR", ("VE", "20TCEN", "5880", "CAR")),
        ("GBEKRODLON", ("GB", "EKROD", "", "LON")),
        ("CNSHETIM1342SHE", ("CN", "SHETIM", "1342", "SHE")),
        ("cn hethao 88 hot", ("CN", "HETHAO", "88", "HOT")),
        ("XOABCCOM12TOR", ("CA", "ABCCOM", "12", "TOR")),
    ],
)
def test_codes_taken_apart(code, parts):
    mid = parse_mid(code)
    assert (mid.country, mid.stem, mid.digits, mid.city) == parts


@pytest.mark.parametrize("text", ["", "12345", "CN", "QQABCDEF12XYZ", "CNABCDEFGHIJ12XYZ", "和田"])
def test_what_is_no_code(text):
    assert parse_mid(text) is None


def test_the_city_part():
    assert (mid_city("St. Michel"), mid_city("18-Mile High"), mid_city("The Hague")) == (
        "STM",
        "MIL",
        "THE",
    )


def mid_rows(report):
    return {
        (f["rule"], f["context"]["entry_id"], f["level"])
        for f in report["findings"]
        if f["rule"].startswith("mid-")
    }


HEADER = ["MID", "Country of Origin", "Shipper", "B/L Number"]


def test_a_code_points_behind_a_trading_company(screen_rows):
    report = screen_rows(HEADER, ["CNHETHAO88HOT", "China", "Orient Bridge Trading Ltd", "B1"])
    assert ("mid-match", "uflpa-hetian-haolin-hair-accessories", "high") in mid_rows(report)
    finding = next(f for f in report["findings"] if f["rule"] == "mid-match")
    assert (
        "the code CNHETHAO88HOT is the one that" in finding["message"]
        and finding["subject"]["column"] == "MID"
    )


def test_another_city_is_weaker_and_another_country_is_nothing(screen_rows):
    weak = screen_rows(HEADER, ["CNHETHAO88BEI", "China", "Orient Bridge Trading Ltd", "B1"])
    assert {level for _, _, level in mid_rows(weak)} == {"low"}
    assert (
        mid_rows(
            screen_rows(HEADER, ["VNHETHAO88HOT", "Vietnam", "Orient Bridge Trading Ltd", "B1"])
        )
        == set()
    )
    assert (
        mid_rows(screen_rows(HEADER, ["CNXINTEX88URU", "China", "Orient Bridge Trading Ltd", "B1"]))
        == set()
    )


def test_registration_number_and_address_corroborate(screen_rows, tmp_path):
    header = ["Vendor Name", "Country", "Address", "Registration Number"]
    report = screen_rows(
        header,
        [
            "Korea Daesong Trading",
            "North Korea",
            "Pulgan Gori Dong 1, Potonggang District, Pyongyang",
            "",
        ],
    )
    notes = [note for f in report["findings"] if f["match"] for note in f["context"]["notes"]]
    assert any(note.startswith("address words agree: ") and "potonggang" in note for note in notes)


def test_a_code_that_contradicts_its_row_is_a_finding_and_no_code_a_remark(screen_rows):
    header = ["MID", "Country of Origin", "Manufacturer Name", "B/L Number"]
    report = screen_rows(
        header,
        ["CNHETHAO88HOT", "Vietnam", "Plain Maker Co", "B1"],
        ["CNPLAMAK12SHE", "China", "Plain Maker Co", "B2"],
        ["CNHETHAO88HOT", "Vietnam", "Plain Maker Co", "B3"],
        ["???", "China", "Plain Maker Co", "B4"],
    )
    said = {
        (p["row"], p["value"]): p["message"] for p in report["problems"] if p["column"] == "MID"
    }
    assert set(said) == {(5, "???")} and "not a manufacturer identification code" in said[5, "???"]
    (finding,) = [f for f in report["findings"] if f["rule"] == "mid-mismatch"]
    assert finding["level"] == "medium", "China is a country of concern"
    assert "is of China and the declared origin is Vietnam" in finding["message"]
    assert (
        "the letters HETHAO of the code CNHETHAO88HOT are not those of the declared manufacturer"
        " (PLAMAK)" in finding["message"]
    )
    assert finding["context"]["occurrences"][0]["rows"] == "2, 4"
    assert finding["evidence"] == ["rules/mid-mismatch-1"]


def test_an_imo_number_decides_on_a_vessel(cli, tmp_path):
    from pathlib import Path

    official = Path(__file__).parents[1] / "official"
    lists = tmp_path / "ships"
    assert cli("lists", "import", "ofac-sdn", official / "sdn.xml", "-o", lists).code == 0
    source = tmp_path / "in.csv"
    rows = ["Hopeful Star (IMO 8712362)", "CHON MYONG 1 IMO: 9999999", "M/V CHON MYONG 1"]
    source.write_text(
        "B/L Number,Vessel Name,Shipper\n"
        + "".join(f"B{n},{name},Plain Ltd\n" for n, name in enumerate(rows))
    )
    outcome = cli("run", source, "--no-bundled", "--watchlists", lists, "--format", "json")
    import json

    met = {f["subject"]["name"] for f in json.loads(outcome.out)["findings"] if f["match"]}
    assert met == {rows[0], rows[2]}
