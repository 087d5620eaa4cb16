"""Every error and remark is explained, and what is explained is said."""

import re

import pytest
from message_texts import known, texts

from screen.core.explanations import explained, explanations


def test_every_message_of_the_code_is_in_the_catalogue_and_nothing_else():
    said = set(texts())
    assert len(said) > 200
    assert said - set(known()) == set(), "add them to screen/core/data/messages.toml"
    assert set(known()) - said == set(), "no code says this any more"


def test_no_message_has_two_explanations():
    all_texts = [text for one in explanations().values() for text in one.says]
    assert sorted(text for text in all_texts if all_texts.count(text) > 1) == []
    for one in explanations().values():
        assert re.fullmatch(r"[a-z][a-z-]+", one.code)
        assert one.cause.endswith(".") and one.mend.endswith(".")


@pytest.mark.parametrize(
    "make, code",
    [
        (lambda path: path.write_bytes(b""), "file-empty"),
        (lambda path: path.write_bytes(b"PK\x03\x04 cut off"), "file-damaged"),
        (lambda path: path.mkdir(), "is-a-folder"),
        (lambda path: None, "no-such-file"),
    ],
)
def test_what_a_run_prints_can_be_pasted(cli, tmp_path, make, code):
    path = tmp_path / "vendors.xlsx"
    make(path)
    error = cli("run", path).err
    outcome = cli("explain", error.strip())
    assert outcome.code == 0 and f"Code   {code}" in outcome.out, (error, outcome.out)


def test_codes_rules_and_exit_codes(cli):
    assert "without a password" in cli("explain", "password").out
    assert "price-outlier" in cli("explain", "price-outlier").out
    for code in (0, 1, 2, 3, 4, 130):
        outcome = cli("explain", code)
        assert outcome.code == 0 and f"exit code {code}" in outcome.out
    everything = cli("explain").out
    assert all(code in everything for code in explanations())
    assert "hs-code" in cli("explain", "Harmonized").out
    missing = cli("explain", "pasword")
    assert missing.code == 2 and "'password'" in missing.err and missing.err.count("\n") == 1


def test_a_remark_of_the_report_is_explained(screen_rows):
    report = screen_rows(
        ("Supplier Name", "HS code"), ("Quiet Makers", "banana"), ("Other", "6109")
    )
    (message,) = [one["message"] for one in report["problems"]]
    assert explained(message).code == "hs-code"
