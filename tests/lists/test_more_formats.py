"""The UK's and Canada's files, saved web messages and registration numbers.

Invented records in the real layouts.
"""

import csv
import io
import quopri
from datetime import date
from pathlib import Path

import pytest

from screen.core.errors import WatchlistError
from screen.lists.importers import ca_sema, dhs_uflpa, eu_fsf, ofac_sdn, opensanctions, uk_sanctions
from screen.lists.importing.draft import Choices
from screen.lists.load import load_watchlist

OFFICIAL = Path(__file__).parent.parent / "official"
KOREA = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"
UK_HEADER = [
    "Last Updated",
    "Unique ID",
    "OFSI Group ID",
    "UN Reference Number",
    "Name 6",
    "Name 1",
    "Name 2",
    "Name 3",
    "Name 4",
    "Name 5",
    "Name type",
    "Alias strength",
    "Title",
    "Name non-latin script",
    "Non-latin script type",
    "Non-latin script language",
    "Regime Name",
    "Designation Type",
    "Designation source",
    "Sanctions Imposed",
    "Other Information",
    "UK Statement of Reasons",
    "Address Line 1",
    "Address Line 2",
    "Address Line 3",
    "Address Line 4",
    "Address Line 5",
    "Address Line 6",
    "Address Postal Code",
    "Address Country",
    "Phone number",
    "Website",
    "Email address",
    "Date Designated",
    "D.O.B",
    "Nationality(/ies)",
    "National Identifier number",
    "National Identifier additional information",
    "Passport number",
    "Passport additional information",
    "Position",
    "Gender",
    "Town of birth",
    "Country of birth",
    "Type of entity",
    "Subsidiaries",
    "Parent company",
    "Business registration number (s)",
    "IMO number",
    "Current owner/operator (s)",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year Built",
    "Hull identification number (HIN)",
]


def uk_line(**cells: str) -> str:
    given = {"Regime Name": KOREA, "Designation Type": "Entity", "Date Designated": "31/01/2019"}
    given |= {name.replace("_", " "): text for name, text in cells.items()}
    return ",".join(f'"{given.get(name, "")}"' for name in UK_HEADER)


UK = "\n".join(
    [
        "Report Date: 02-Nov-2026",
        ",".join(UK_HEADER),
        uk_line(Unique_ID="DPR9999", UN_Reference_Number="KPe.999", Name_6="EXAMPLE TRADING CORPORATION", Name_type="Primary Name", Address_Line_1="1 Sample Street", Address_Country="North Korea", Sanctions_Imposed="Asset freeze|Trade sanctions", Other_Information="Invented record"),
        uk_line(Unique_ID="DPR9999", Name_6="ETC", Name_type="Alias", Alias_strength="Good quality a.k.a", Address_Line_1="1 Sample Street", Address_Country="North Korea"),
        uk_line(Unique_ID="DPR9999", Name_6="Sample House", Name_type="Alias", Alias_strength="Low quality a.k.a", Address_Line_1="2 Sample Street", Address_Country="China"),
        uk_line(Unique_ID="DPR9999", Name_6="Example Trading Corp", Name_type="Primary Name Variation", **{"Name non-latin script": "예시무역회사"}),
        uk_line(Unique_ID="DPR9998", Designation_Type="Ship", Name_6="EXAMPLE STAR", **{"IMO number": "IMO 9000001"}),
        uk_line(Unique_ID="DPR9997", Designation_Type="Individual", Name_6="PERSON", Name_1="Example"),
        uk_line(Unique_ID="RUS9996", Regime_Name="The Russia (Sanctions) (EU Exit) Regulations 2019", Name_6="OTHER", Name_1="Some", Name_2="Body", Name_type="Primary Name"),
        "",
    ]
)  # fmt: skip
CA = """<?xml version="1.0" encoding="UTF-8"?>
<data-set>
  <record><Country-Pays>Exampleland / Exemplie</Country-Pays><EntityOrShip-EntiteOuNavire>Example Trading Corporation</EntityOrShip-EntiteOuNavire>
    <Aliases-Alias>ETC, Example Trade Co., Ltd. or Russian: Пример</Aliases-Alias><Schedule-Annexe>1, Part 2</Schedule-Annexe>
    <Item-NumeroDarticle>7</Item-NumeroDarticle><DateOfListing-DateDinscription>2024-02-03</DateOfListing-DateDinscription></record>
  <record><Country-Pays>Exampleland / Exemplie</Country-Pays><EntityOrShip-EntiteOuNavire>Example Star</EntityOrShip-EntiteOuNavire>
    <TitleOrShipType-TitreOuTypeDeNavire>Tanker | Navire-citerne</TitleOrShipType-TitreOuTypeDeNavire><ShipIMONumber-NumeroOMIDuNavire>IMO 9000001</ShipIMONumber-NumeroOMIDuNavire>
    <DateOfListing-DateDinscription>45325</DateOfListing-DateDinscription></record>
  <record><Country-Pays>Exampleland / Exemplie</Country-Pays><LastName-NomDeFamille>Example</LastName-NomDeFamille><ShipIMONumber-NumeroOMIDuNavire>  </ShipIMONumber-NumeroOMIDuNavire></record>
  <record><Country-Pays>Otherland / Autrie</Country-Pays><EntityOrShip-EntiteOuNavire>Other Body</EntityOrShip-EntiteOuNavire></record>
</data-set>
"""


@pytest.fixture
def saved(tmp_path):
    """Return a function that saves a text under a name."""

    def save(name: str, text: str | bytes) -> list[Path]:
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / name).write_bytes(data)
        return [tmp_path / name]

    return save


def test_the_uk_s_lines_are_joined_to_designations(saved):
    for text in (UK, UK.split("\n", 1)[1], "\ufeff" + UK):
        reading = uk_sanctions.read(saved("uk.csv", text), Choices(programs=("*Korea*",)))
        firm, ship = reading.drafts
        assert not reading.doubts
        assert dict(reading.left_out) == {"individuals": 1, "of other regimes": 1}
        assert firm.name == "EXAMPLE TRADING CORPORATION" and firm.key == "DPR9999"
        assert firm.aliases == ("ETC", "Example Trading Corp")
        assert firm.weak_aliases == ("Sample House",) and firm.native_names == ("예시무역회사",)
        assert firm.country == "KP" and firm.effective_from == date(2019, 1, 31)
        assert firm.address == "1 Sample Street, North Korea|2 Sample Street, China"
        assert {"UK DPR9999", "UN KPe.999"} <= set(firm.identifiers)
        claim = firm.claims[0]
        assert "under The Democratic People's Republic of Korea" in claim.text
        assert "Imposed: Asset freeze, Trade sanctions" in claim.caveat
        assert ship.kind == "vessel" and "IMO 9000001" in ship.identifiers and not ship.country
    assert uk_sanctions.read(saved("uk.csv", UK), Choices()).as_of == date(2026, 11, 2)


def test_a_name_in_six_parts_is_written_with_the_last_one_last(saved):
    reading = uk_sanctions.read(saved("uk.csv", UK), Choices(programs=("*Russia*",)))
    assert [draft.name for draft in reading.drafts] == ["Some Body OTHER"]


@pytest.mark.parametrize("renamed", [True, False], ids=["names of 2026", "names before"])
def test_canada_s_elements_are_read_under_old_and_new_names(saved, renamed):
    text = CA
    if not renamed:
        for new in (
            "Country-Pays",
            "EntityOrShip-EntiteOuNavire",
            "Aliases-Alias",
            "Schedule-Annexe",
            "Item-NumeroDarticle",
            "DateOfListing-DateDinscription",
            "LastName-NomDeFamille",
            "ShipIMONumber-NumeroOMIDuNavire",
        ):
            text = text.replace(new, new.split("-")[0])  # fmt: skip
        text = text.replace("TitleOrShipType-TitreOuTypeDeNavire", "TitleOrShip")
    reading = ca_sema.read(saved("sema.xml", text), Choices(programs=("Example*",)))
    firm, ship = reading.drafts
    assert not reading.doubts
    assert dict(reading.left_out) == {"individuals": 1, "of other regulations": 1}
    assert firm.aliases == ("ETC", "Example Trade Co., Ltd.") and firm.native_names == ("Пример",)
    assert firm.effective_from == date(2024, 2, 3) and not firm.country
    assert "its regulations on Exampleland, since 2024-02-03" in firm.claims[0].text
    assert firm.claims[0].locator == "schedule 1, Part 2, item 7"
    assert ship.kind == "vessel" and ship.identifiers == ("IMO 9000001",)
    assert ship.effective_from == date(2024, 2, 3), "a day that Excel left as a number"


def test_another_renaming_is_noticed_by_records_without_names(saved):
    reading = ca_sema.read(saved("sema.xml", CA.replace("EntityOrShip", "Entity")), Choices())
    assert any("layout has changed" in doubt for doubt in reading.doubts)
    text = UK.replace("EXAMPLE TRADING CORPORATION", "").replace("EXAMPLE STAR", "")
    text = (
        text.replace('"ETC"', '""').replace("Sample House", "").replace("Example Trading Corp", "")
    )
    reading = uk_sanctions.read(saved("uk.csv", text), Choices())
    assert any("layout has changed" in doubt for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("module", "name", "text"),
    [(uk_sanctions, "uk.csv", UK), (ca_sema, "sema.xml", CA)],
    ids=["uk", "canada"],
)
@pytest.mark.parametrize(
    "harm",
    [
        lambda text: "<html><body>Sorry</body></html>",
        lambda text: "<other/>" if text.startswith("<") else "a,b\n1,2\n",
        lambda text: text[: len(text) * 2 // 3],
    ],
    ids=["error page", "another file", "cut off"],
)
def test_a_harmed_file_is_refused_or_doubted(saved, module, name, text, harm):
    try:
        reading = module.read(saved(name, harm(text)), Choices())
    except WatchlistError as error:
        assert "\n" not in str(error)
    else:
        assert reading.doubts


@pytest.mark.parametrize(
    ("format_name", "name", "text", "count"),
    [("uk-sanctions", "uk.csv", UK, 3), ("ca-sema", "sema.xml", CA, 3)],
)
def test_they_are_imported_verified_and_screened(
    cli, saved, tmp_path, format_name, name, text, count
):
    folder = tmp_path / "lists" / "own"
    done = cli("lists", "import", format_name, *saved(name, text), "-o", folder)
    assert done.code == 0, done.err
    assert len(load_watchlist(folder).entries) == count
    assert cli("lists", "verify", "--watchlists", folder, "--no-bundled").code == 0
    (tmp_path / "in.csv").write_text("Vendor Name\nExample Trading Corporation\n")
    found = cli("run", tmp_path / "in.csv", "--watchlists", tmp_path / "lists", "--no-bundled")
    assert found.code == 1 and "Example Trading" in found.out


def mhtml(page: bytes) -> bytes:
    """Return a page as Chrome saves it: a mail message, quoted-printable, with lines broken."""
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.dhs.gov/uflpa-entity-list\r\n"
        b"Subject: UFLPA Entity List\r\nDate: Mon, 2 Nov 2026 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----M--x----"\r\n\r\n\r\n'
        b"------M--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://www.dhs.gov/uflpa-entity-list\r\n\r\n"
    )
    body = quopri.encodestring(page).replace(b"\n", b"\r\n")
    style = (
        b"\r\n------M--x----\r\nContent-Type: text/css\r\nContent-Transfer-Encoding:"
        b" quoted-printable\r\n\r\nbody { color: red }\r\n------M--x------\r\n"
    )
    return head + body + style


def test_the_uflpa_page_as_chrome_saves_it(saved):
    page = (OFFICIAL / "uflpa.html").read_bytes()
    plain = dhs_uflpa.read(saved("page.html", page), Choices())
    message = dhs_uflpa.read(saved("page.mhtml", mhtml(page)), Choices())
    assert message.drafts == plain.drafts and not message.doubts
    assert message.published == plain.published


def test_a_message_cut_off_or_without_a_page_is_refused(saved):
    page = (OFFICIAL / "uflpa.html").read_bytes()
    cut = dhs_uflpa.read(saved("page.mhtml", mhtml(page)[: len(page) * 9 // 10]), Choices())
    assert any("cut off" in doubt for doubt in cut.doubts)
    empty = mhtml(page).replace(
        b"Content-Type: text/html\r\nContent-ID", b"Content-Type: image/png\r\nContent-ID"
    )
    with pytest.raises(WatchlistError, match="holds no web page"):
        dhs_uflpa.read(saved("page.mhtml", empty), Choices())


def test_a_saved_message_in_place_of_data_is_told_as_a_web_page(cli, saved, tmp_path):
    files = saved("withhold-release-orders.csv", mhtml(b"<html><body>CBP</body></html>"))
    done = cli("lists", "import", "cbp-wro", *files, "-o", tmp_path / "us-cbp-wro")
    assert done.code == 4 and "is a web page" in done.err and done.err.count("\n") == 1


def test_legal_entity_identifiers_are_kept_and_named(saved, tmp_path):
    sdn = (OFFICIAL / "SDN.CSV").read_text().replace('"Secondary sanctions', '"Legal Entity Number 529900T8BM49AURSDO55 (Russia); Secondary sanctions', 1)  # fmt: skip
    draft = ofac_sdn.read(saved("SDN.CSV", sdn), Choices()).drafts[0]
    assert "Legal Entity Number 529900T8BM49AURSDO55" in draft.identifiers
    simple = (OFFICIAL / "targets.simple.csv").read_text()
    header, row = list(csv.reader(io.StringIO(simple)))[:2]
    row[header.index("identifiers")] = "529900T8BM49AURSDO55;AB-1"
    text = io.StringIO()
    csv.writer(text).writerows([header, row])
    (draft,) = opensanctions.read(saved("targets.simple.csv", text.getvalue()), Choices()).drafts
    assert draft.identifiers == ("LEI 529900T8BM49AURSDO55", "AB-1")
    ftm = (
        '{"id": "x-1", "schema": "Company", "caption": "Example Ltd", "datasets": ["x"],'
        ' "properties": {"name": ["Example Ltd"], "leiCode": ["529900T8BM49AURSDO55"],'
        ' "registrationNumber": ["AB-1"]}}\n'
    )
    (draft,) = opensanctions.read(saved("entities.ftm.json", ftm), Choices()).drafts
    assert draft.identifiers == ("LEI 529900T8BM49AURSDO55", "AB-1")


def test_the_eu_s_registration_numbers_are_kept(saved):
    text = (
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-02T10:00:00">'
        '<sanctionEntity euReferenceNumber="EU.1.1"><regulation programme="PRK"/>'
        '<subjectType code="enterprise"/><nameAlias wholeName="Example Corporation"/>'
        '<identification identificationTypeCode="regnumber" number=" 12345 "/>'
        '<identification identificationTypeCode="passport" number="P1"/>'
        '<identification identificationTypeCode="swiftbic" number="EXAMKPPY"/>'
        "</sanctionEntity></export>"
    )
    (draft,) = eu_fsf.read(saved("eu.xml", text), Choices()).drafts
    assert draft.kind == "entity"
    assert draft.identifiers == ("Registration number 12345", "SWIFT/BIC EXAMKPPY", "EU.1.1")
