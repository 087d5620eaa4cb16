"""Lists of allegations.

Partial, with their own law and the firms' answers, and below any government list.
"""

from datetime import date

import pytest

from screen.lists.load import load_watchlists
from screen.models.policy import Policy
from screen.models.vocabulary import BANDS, LEVELS
from screen.risk.findings.levels import entity_level

LISTS = {watchlist.info.id: watchlist for watchlist in load_watchlists()}
NEW = ("outlaw-ocean-seafood", "aspi-uyghurs-for-sale", "shu-xinjiang")
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("list_id", NEW)
def test_a_list_of_allegations_is_partial_and_has_its_own_law(list_id):
    info = LISTS[list_id].info
    assert info.coverage == "partial" and len(info.coverage_note) > 80
    assert info.effect == "reported" and info.kind == "ngo-report"
    assert "no order follows from this report" in info.consequence
    assert "UFLPA section 3" in info.consequence and "North Korean" not in info.consequence


@pytest.mark.parametrize("list_id", NEW)
def test_each_claim_names_its_publisher_and_says_what_it_is_not(list_id):
    for claim in LISTS[list_id].evidence:
        if claim.source_id == "names-unverified":
            continue  # It says how a name is written, and nothing about the firm.
        assert any(
            by in claim.claim
            for by in ("Outlaw Ocean Project", "Maritime Executive", "Australian Strategic Policy Institute", "Sheffield Hallam")
        )  # fmt: skip
        assert "not a government finding" in claim.caveat.casefold() and claim.date
        assert "answer" in claim.caveat or "replies" in claim.caveat


def test_reports_never_outrank_a_government_list():
    policy = Policy()
    for band in BANDS:
        reported = LEVELS.index(policy.entity_levels["reported"][band])
        for effect in ("import-ban", "rebuttable-presumption", "detention", "sanction"):
            assert LEVELS.index(policy.entity_levels[effect][band]) <= reported


@pytest.mark.parametrize("list_id", ["aspi-uyghurs-for-sale", "shu-xinjiang"])
def test_what_nobody_read_is_never_more_than_a_lead(list_id):
    watchlist = LISTS[list_id]
    for entry in watchlist.entries:
        assert entry.status == "unverified" and "not read" in entry.note
        for band in BANDS:
            level = entity_level(Policy(), watchlist.info.effect, band, entry, TODAY)
            assert LEVELS.index(level) >= LEVELS.index("low")
    assert {source.reliability for source in watchlist.info.sources} == {"unverified"}


def test_buyers_and_firms_to_be_checked_before_listing_are_not_there():
    names = " ".join(entry.name for list_id in NEW for entry in LISTS[list_id].entries)
    for name in ("Foxconn", "Jufeng", "Longwin", "Rirong", "Lian Yang", "Dongguan Yidong"):
        assert name not in names


def test_a_catch_from_north_korean_waters_has_another_law():
    info = LISTS["outlaw-ocean-seafood"].info
    text = info.consequence_of("oo-rongcheng-chishan-ocean-fishery")
    assert "31 C.F.R. 510.205" in text and "UFLPA" not in text


def test_the_replies_of_haibo_are_told(cli):
    shown = cli("lists", "show", "outlaw-ocean-seafood/oo-rongcheng-haibo-seafood").out
    assert "eight replies" in shown
