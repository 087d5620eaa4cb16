"""What a choice of programs leaves out of a list is neither lost in silence nor told as removed."""

from pathlib import Path

import pytest

from screen.lists.importing.draft import Choices
from screen.lists.importing.import_file import import_list
from screen.lists.load import load_watchlist

OFFICIAL = Path(__file__).parent.parent / "official"
SDN = [OFFICIAL / name for name in ("SDN.CSV", "ALT.CSV", "ADD.CSV")]


@pytest.fixture
def whole(cli, tmp_path):
    """Return the folder of a list of all programs."""
    folder = tmp_path / "my-sdn"
    assert cli("lists", "import", "ofac-sdn", *SDN, "-o", folder).code == 0
    return folder


def ids(folder: Path) -> set[str]:
    return {one.entry_id for one in load_watchlist(folder).entries if one.status != "inactive"}


def test_a_narrower_import_is_refused_with_the_names_that_would_go(cli, whole):
    before = ids(whole)
    done = cli("lists", "import", "ofac-sdn", *SDN, "-o", whole, "--program", "DPRK*")
    assert done.code == 4 and done.err.count("\n") == 1
    assert "DPRK* leave out 1 entry" in done.err and "still holds" in done.err
    assert "--program" in done.err and ids(whole) == before


def test_with_force_they_go_and_are_not_said_to_be_removed(cli, whole):
    before = load_watchlist(whole)
    done = cli("lists", "import", "ofac-sdn", *SDN, "-o", whole, "--program", "DPRK*", "--force")
    assert done.code == 0, done.err
    after = load_watchlist(whole)
    assert len(after.entries) == len(before.entries) - 1
    assert not [claim for claim in after.evidence if "is not in" in claim.claim]
    assert "leave out 1" in after.info.coverage_note


def test_an_update_keeps_what_the_list_holds_whatever_its_program(whole):
    before = ids(whole)
    choices = Choices(programs=("DPRK*",), keep_held=True)
    done = import_list("ofac-sdn", SDN, whole, choices, None, force=False)
    assert ids(whole) == before and not done.accepted
    assert done.left_out["of other programs"] == 1


def test_a_list_of_some_programs_keeps_its_own_law_and_title(tmp_path):
    folder = tmp_path / "us-ofac-dprk"
    choices = Choices(programs=("DPRK*",))
    done = import_list("ofac-sdn", SDN, folder, choices, None, force=True)
    info = done.watchlist.info
    assert info.title == "OFAC designations in the North Korea programs"
    assert "13382" in " ".join(info.legal_basis) and "510.201" in info.consequence
