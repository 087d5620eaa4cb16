"""Each fact of the founding documents.

Its text, attribution, date and caveat, or why it is left out.

``data/seed_facts.csv`` holds the facts as they were collected; where it gives a wrong day (the
remarks of 2009, the report of September 2015), the list gives the right one.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from screen.lists.load import load_watchlists
from screen.models.rulebook import rulebook
from screen.models.watchlist import Evidence

FACTS = {
    row["fact_id"]: row
    for row in csv.DictReader(
        (Path(__file__).parent / "data" / "seed_facts.csv").open(encoding="utf-8")
    )
}
CLAIMS = {f"{w.info.id}/{c.evidence_id}": c for w in load_watchlists() for c in w.evidence}
SOURCES = {f"{w.info.id}/{s.id}": s for w in load_watchlists() for s in w.info.sources}


class Held(NamedTuple):
    """Where a fact stands, what its claim says, who is named, when, and what its caveat says."""

    place: str
    says: tuple[str, ...]
    by: str
    date: str
    caveat: str


EAHRNK = "European Alliance for Human Rights in North Korea"
HOSTS = {
    **dict(zip(("S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09"), ("dz", "ao", "cn", "gq", "et", "kw", "ly", "my", "mt"), strict=True)),
    **dict(zip(("S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17", "S18"), ("mn", "mm", "np", "ng", "om", "pl", "qa", "ru", "ae"), strict=True)),
}  # fmt: skip
HELD: dict[str, list[Held]] = {
    fact: [
        Held(f"nk-host-countries/host-{code}-e1", ("among 18 states", "North Korean"), EAHRNK, "2015-09", "names no firm")
    ]
    for fact, code in HOSTS.items()
}  # fmt: skip
HOST = "nk-host-countries/host-"
NK = "nk-entities/"
BLOG = "One Free Korea"
MORE: dict[str, list[Held]] = {
    "S03": [
        Held(HOST + "cn-e6", ("hand-picked", "Chinese factories"), BLOG, "2012-06", "could not name"),
        Held(HOST + "cn-e7", ("tightens its control", "groups of at least fifteen", "television"), "New Focus International", "2015", "One outlet"),
    ],
    "S08": [
        Held(HOST + "my-e5", ("49 of 119", "special agreement", "Sarawak's authorities"), "The Guardian", "2014-11", "Historic"),
        Held(HOST + "my-e6", ("Russia, Malaysia and Qatar", "growing source"), BLOG, "2015", "no employer"),
    ],
    "S09": [Held(HOST + "mt-e1", ("Malta",), EAHRNK, "2015-09", "no longer accept")],
    "S10": [Held(HOST + "mn-e4", ("import labour", "protect"), "CdeBaca", "2009-07-01", "three regions")],
    "S15": [Held(HOST + "pl-e1", ("Poland",), EAHRNK, "2015-09", "no longer accept")],
    "S16": [
        Held(HOST + "qa-e4", ("not paid directly",), "The Guardian", "2014-11", "no complaints"),
        Held(HOST + "qa-e6", ("as many as 3,000", "Anti-Slavery International"), "The Guardian", "2014-11", "estimate"),
    ],
    "S17": [
        Held(HOST + "ru-e7", ("Siberian logging camps", "zero and 15%"), BLOG, "2014-12", "suspicions"),
        Held(HOST + "ru-e6", ("growing source",), BLOG, "2015", "no employer"),
    ],
    "S19": [Held(HOST + "th-e1", ("Thailand", "import labour"), "CdeBaca", "2009-07-01", "not of this country")],
    "S20": [Held(HOST + "la-e1", ("Laos", "import labour"), "CdeBaca", "2009-07-01", "not of this country")],
    "S21": [Held(HOST + "cz-e1", ("no labour contract", "since 2007"), "CdeBaca", "2009-07-01", "Former host only")],
    "S22": [Held(HOST + "kr-e1", ("might have included South Korea",), BLOG, "2015-09", "our inference")],
    "S23": [
        Held("us-nk-origin/north-korea-e2", ("largest legal exports",), BLOG, "2014-12", "before the UN bans"),
        Held("us-nk-origin/north-korea-e3", ("labour training camps",), "Daily NK", "2014-12", "anonymous"),
        Held("us-nk-origin/north-korea-e4", ("65,000", "defectors' groups"), "The Guardian", "2014-11", "estimate"),
    ],
    "S24": [
        Held(NK + "kaesong-industrial-complex-e1", ("30,000", "wages were taken"), BLOG, "2009", "closed since February 2016"),
        Held(NK + "kaesong-industrial-complex-e3", ("zero and 15%",), BLOG, "2014-12", "suspicion"),
    ],
    "S25": [Held(NK + "cuckoo-electronics-e1", ("10 million dollars", "Kaesong"), "New York Times", "2010", "no claim about the present")],
    "S26": [Held(NK + "sarawak-coal-mine-2014-e1", ("killed three", "hurt 29", "49 of the mine's 119"), "The Guardian", "2014-11", "not named")],
    "S27": [Held(NK + "qatar-high-rise-2014-e1", ("state recruitment company",), "The Guardian", "2014-11", "no complaints")],
    "S28": [
        Held(NK + "musan-mine-e1", ("largest iron ore mine", "low rainfall"), "Daily NK", "2014-11-25", "prices with China"),
        Held(NK + "musan-mine-e2", ("exports had been halted", "prices with China"), "Daily NK", "2014-12", "conflicts"),
    ],
    "S29": [Held(NK + "kim-chaek-steel-e1", ("Kim Chaek", "disruptions"), "Daily NK", "2014-11-25", "ore supply")],
    "S30": [Held(NK + "songjin-steel-e1", ("Songjin", "disruptions"), "Daily NK", "2014-11-25", "ore supply")],
    "S31": [Held(NK + "south-pyongan-coal-e1", ("one to six months", "coal mines"), "Daily NK", "2014-12", "extreme exception")],
    "S32": [Held(NK + "siberian-logging-e1", ("zero and 15%", "Siberian logging camps"), BLOG, "2014-12", "suspicions")],
    "S33": [Held(NK + "ministry-of-peoples-security-e1", ("labour training camps", "Ministry of People's Security"), "Daily NK", "2014-12", "Renamed")],
}  # fmt: skip
for fact, more in MORE.items():
    HELD.setdefault(fact, []).extend(more)

#: Facts that are signs to ask about: the id, its words, and who reported it.
SIGNS = {
    "S34": ("north-korean-managers", "North Korean owner or manager", "gives no source"),
    "S35": ("wages-held-by-recruiter", "not paid directly", "The Guardian"),
    "S36": ("groups-under-minders", "groups of at least fifteen", "New Focus International"),
}
LEFT_OUT = {
    "S37": "one anonymous source, which the blog could not judge; no screening signal",
    "S38": "world regions only; the caveats of Mongolia, Thailand and Laos say it",
    "S39": "the reader's question; 22 U.S.C. 9241a now answers it in the host-country rules",
    "S40": "domestic use; any good of North Korean origin meets us-nk-origin",
    "S41": "no suppliers of goods, and never to be listed",
}


def test_every_fact_is_held_or_left_out_for_a_reason():
    assert set(HELD) | set(SIGNS) | set(LEFT_OUT) == set(FACTS)
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


@pytest.mark.parametrize(
    ("fact", "held"), [(fact, held) for fact, all_held in HELD.items() for held in all_held]
)
def test_a_fact_is_held_with_attribution_date_and_caveat(fact, held):
    claim: Evidence = CLAIMS[held.place]
    for words in held.says:
        assert words in claim.claim, (fact, claim.claim)
    source = SOURCES[f"{held.place.split('/')[0]}/{claim.source_id}"]
    assert held.by in claim.claim, (fact, "the claim names who reported it")
    assert claim.date == held.date, fact
    assert held.caveat in claim.caveat, (fact, claim.caveat)
    assert source.publisher and source.reliability


@pytest.mark.parametrize("fact", SIGNS)
def test_a_fact_that_is_a_sign_keeps_its_words_and_its_reporter(fact):
    sign_id, words, by = SIGNS[fact]
    sign = next(one for one in rulebook().signs if one.id == sign_id)
    assert words in sign.sign and by in sign.reported_by and sign.date


def test_names_that_the_documents_only_mention_are_listed_nowhere():
    names = {
        name.casefold()
        for w in load_watchlists()
        for e in w.entries
        for name in (e.name, *e.aliases)
    }
    for name in FACTS["S41"]["name"].split("; "):
        assert name.casefold() not in names


def test_the_law_that_the_reader_asks_for_is_cited():
    assert "9241a" in rulebook().rules["host-country"].law
