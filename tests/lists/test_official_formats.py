"""The UN's and the EU's files: invented records in the real layout."""

from datetime import date
from pathlib import Path

import pytest

from screen.core.errors import WatchlistError
from screen.lists.importers import eu_fsf, un_consolidated
from screen.lists.importing.draft import Choices

UN = """<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-02T00:00:09.123Z">
  <INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>EXAMPLE</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE></INDIVIDUAL></INDIVIDUALS>
  <ENTITIES>
    <ENTITY><DATAID>2</DATAID><FIRST_NAME>EXAMPLE TRADING CORPORATION</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
      <REFERENCE_NUMBER>KPe.999 </REFERENCE_NUMBER><LISTED_ON>2019-05-06</LISTED_ON><COMMENTS1>Invented record.</COMMENTS1>
      <NAME_ORIGINAL_SCRIPT>예시무역회사</NAME_ORIGINAL_SCRIPT>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>ETC; Example Trade Co.</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ALIAS><QUALITY /><ALIAS_NAME /></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>1 Sample Street</STREET><CITY>Pyongyang</CITY><COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS>
      <ENTITY_ADDRESS><COUNTRY /></ENTITY_ADDRESS></ENTITY>
    <ENTITY><DATAID>3</DATAID><FIRST_NAME>OTHER BODY</FIRST_NAME><UN_LIST_TYPE>Iraq</UN_LIST_TYPE><REFERENCE_NUMBER>IQe.999</REFERENCE_NUMBER></ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""
EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-02T10:00:00.000+01:00">
  <sanctionEntity designationDate="" unitedNationId="KPe.999" euReferenceNumber="EU.9999.99" logicalId="1">
    <remark>Invented record.</remark>
    <regulation publicationDate="2018-01-20" entryIntoForceDate="2018-01-21" numberTitle="2018/000 (OJ L00)" programme="PRK"/>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Example Trading Corporation" strong="true"/><nameAlias wholeName="ETC"/><nameAlias wholeName="예시무역회사"/>
    <address city="Pyongyang" street="1 Sample Street" countryIso2Code="KP" countryDescription="KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"/>
  </sanctionEntity>
  <sanctionEntity designationDate="2019-02-03" euReferenceNumber="EU.9999.98" logicalId="2">
    <regulation programme="PRK" numberTitle="2019/000"/><subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Example Star"/><address countryIso2Code="00" countryDescription="UNKNOWN"/>
    <identification identificationTypeCode="imo" number="9000001"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.9999.97" logicalId="3"><regulation programme="PRK"/><subjectType code="person"/><nameAlias wholeName="Example Person"/></sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.9999.96" logicalId="4"><regulation programme="IRQ"/><subjectType code="enterprise"/><nameAlias wholeName="Other Body"/></sanctionEntity>
</export>
"""


def saved(folder: Path, text: str) -> list[Path]:
    file = folder / "file.xml"
    file.write_text(text, encoding="utf-8")
    return [file]


def test_the_un_s_entities_of_one_regime(tmp_path):
    reading = un_consolidated.read(saved(tmp_path, UN), Choices(programs=("DPRK",)))
    (draft,) = reading.drafts
    assert reading.as_of == date(2026, 11, 2) and not reading.doubts
    assert dict(reading.left_out) == {"individuals": 1, "of other regimes": 1}
    assert draft.name == "EXAMPLE TRADING CORPORATION" and draft.key == "KPe-999"
    assert draft.aliases == ("ETC", "Example Trade Co.")
    assert draft.native_names == ("예시무역회사",) and draft.country == "KP"
    assert draft.effective_from == date(2019, 5, 6)
    assert (
        "lists EXAMPLE TRADING CORPORATION under its DPRK sanctions regime as KPe.999"
        in draft.claims[0].text
    )


def test_the_un_s_ids_continue_those_of_the_bundled_list(tmp_path, cli):
    (file,) = saved(tmp_path, UN.replace("KPe.999", "KPe.001"))
    done = cli(
        "lists",
        "import",
        "un-consolidated",
        file,
        "-o",
        tmp_path / "un-1718",
        "--program",
        "DPRK",
        "--force",
    )
    assert done.code == 0, done.err
    assert "un-kpe-001,entity,EXAMPLE TRADING CORPORATION" in (
        tmp_path / "un-1718" / "entries.csv"
    ).read_text(encoding="utf-8")


def test_the_eu_s_entities_and_ships_of_one_programme(tmp_path):
    reading = eu_fsf.read(saved(tmp_path, EU), Choices(programs=("PRK",)))
    firm, ship = reading.drafts
    assert reading.as_of == date(2026, 11, 2) and not reading.doubts
    assert dict(reading.left_out) == {"persons": 1, "of other programmes": 1}
    assert firm.name == "Example Trading Corporation" and firm.aliases == ("ETC",)
    assert firm.native_names == ("예시무역회사",) and firm.country == "KP"
    assert firm.effective_from == date(2018, 1, 21)
    assert ship.kind == "vessel" and "IMO 9000001" in ship.identifiers and ship.country == ""
    assert ship.effective_from == date(2019, 2, 3)


@pytest.mark.parametrize(("module", "text"), [(un_consolidated, UN), (eu_fsf, EU)])
@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "<html><body>Sorry</body></html>",
        lambda text: "<other/>",
        lambda text: text.replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY e "y">]>\n', 1),
    ],
    ids=["cut off", "error page", "another file", "entities declared"],
)
def test_a_harmed_file_is_refused(tmp_path, module, text, harm):
    with pytest.raises(WatchlistError):
        module.read(saved(tmp_path, harm(text)), Choices())


@pytest.mark.parametrize(
    ("module", "text"),
    [(un_consolidated, UN.replace("FIRST_NAME", "NAME_ONE")), (eu_fsf, EU.replace("wholeName", "name"))],
)  # fmt: skip
def test_a_renamed_layout_is_doubted_and_not_read_as_an_empty_list(tmp_path, module, text):
    reading = module.read(saved(tmp_path, text), Choices())
    assert "layout has changed" in reading.doubts[0]
