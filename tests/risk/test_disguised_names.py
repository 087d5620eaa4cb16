"""A name that was disguised is found, and the reader is told what was hidden."""

import pytest

SUPPLIER = ["Vendor Name", "Country", "City", "Address"]


def disguised(report):
    return [found for found in report["findings"] if found["rule"] == "disguised-name"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Plain\u200bfield Toys Ltd", "zero width space"),
        ("Plainf\u00adield Toys Ltd", "soft hyphen"),
        ("Plainfi\u0435ld Toys Ltd", "cyrillic small letter ie"),
        ("P l a i n f i e l d  Toys", "reads as 'Plainfield'"),
        ("P.l.a.i.n.f.i.e.l.d Toys", "reads as 'Plainfield'"),
        ("\u202esyoT dleifnialP Ltd", "right-to-left override"),
    ],
)
def test_what_was_hidden_is_told(screen_rows, name, said):
    (found,) = disguised(screen_rows(SUPPLIER, [name, "China", "", ""]))
    assert said in found["message"] and found["level"] == "low"


@pytest.mark.parametrize(
    "name",
    [
        "Plainfield Toys Ltd",
        "A.B.C. Toys Ltd",
        "I K E A Toys",
        "Завод Игрушек",
        "ООО Plainfield",
        "Société Générale d'Étoffes",
        "和田玩具有限公司",
        "שלום\u200e Toys",
        "می\u200cخواهم",
        "Plainfield\u200b",
        "µ-Toys Ω GmbH",
        "Ege Zeytin Tarım",
        "Завод Плюсy",
        "Łódź Zabawki",
    ],
)
def test_an_honest_name_is_not_called_disguised(screen_rows, name):
    assert disguised(screen_rows(SUPPLIER, [name, "China", "", ""])) == []


def test_a_listed_name_disguised_is_found_and_weighs_more(screen_rows):
    report = screen_rows(SUPPLIER, ["Hеtian Tаida Appаrel Co., Ltd.", "China", "", ""])
    assert [found["level"] for found in disguised(report)] == ["medium"]
    assert any(found["rule"] == "entity-match" for found in report["findings"])
