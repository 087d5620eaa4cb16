"""Names through the command line.

True pairs in the shapes of trade papers, and firms that only look alike.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screen.matching.alignment import align
from screen.models.policy import BandEdges
from screen.names.fold import fold
from screen.names.parse import parse_name

STRONG = [
    ("HETIAN HAOLIN HAIR ACCESSORIES CO LTD", "uflpa-hetian-haolin-hair-accessories"),
    ("Hotan Hao Lin Hair Acc. Co., Ltd", "uflpa-hetian-haolin-hair-accessories"),
    ("和田浩林发饰品有限公司", "uflpa-hetian-haolin-hair-accessories"),
    ("Messrs. Hetian Taida Garment Co.", "uflpa-hetian-taida-apparel"),
    ("Tai Da Apparel Co., Ltd. (Hetian)", "uflpa-hetian-taida-apparel"),
    ("FACTORY: HOSHINE SILICON IND CO LTD", "uflpa-hoshine-silicon-industry-shanshan"),
    (
        "Silk Bridge Ltd c/o Hefei Bitland Information Tech",
        "uflpa-hefei-bitland-information-technology",
    ),
    ("Nine Star Corp", "uflpa-ninestar-corporation"),
    ("Korea Taesong Trading", "ofac-12313"),
    ("Amrogkang Development Bank", "eu-xiii-b-16"),
    ("조선남강무역회사", "ofac-27383"),
    ("ООО «Мокран»", "ofac-30083"),
    ("李宁体育用品有限公司", "caatsa-li-ning"),
    ("Agropecuarios Tom SA de CV", "wro-agropecuarios-tom-s-a-de-c-v"),
]
OTHERS = [
    "Hefei Lomon Information Technology Co., Ltd.",
    "Morgan LLC",
    "Hetian Yuda Hair Accessories Co Ltd",
    "Dandong Bohai Foodstuff",
    "Zhejiang Sunshine Garment Group Co. Ltd.",
    "Tianjin No. 5 Malleable Iron Plant",
    "Trading Company Ltd",
    "Import Export General Corporation",
    "X",
    "!!!",
    "🏭🏭🏭",
    "",
]


def names(cli, *arguments):
    outcome = cli("name", *arguments, "--format", "json")
    assert outcome.code in (0, 1), outcome.err
    return {answer["entry_id"]: answer for answer in json.loads(outcome.out)}


@pytest.mark.parametrize(("written", "entry"), STRONG)
def test_distorted_listed_names_match_strongly(cli, written, entry):
    found = names(cli, written)
    assert found[entry]["band"] in ("exact", "strong"), found[entry]
    assert found[entry]["explanation"]


@pytest.mark.parametrize("written", OTHERS)
def test_other_firms_do_not_match(cli, written):
    assert {
        entry: a["score"]
        for entry, a in names(cli, written).items()
        if a["band"] in ("exact", "strong", "probable")
    } == {}


def test_firms_that_no_list_equates_stay_apart(cli):
    assert names(cli, "Rixin Foodstuffs Ltd")["caatsa-rixin"]["band"] == "probable"


def test_a_weak_alias_alone_is_never_more_than_possible(cli):
    assert {a["band"] for a in names(cli, "DHTG").values()} <= {"possible"}


def test_explanation_names_the_deciding_word(cli):
    said = names(cli, "Hetian Haolin Wigs")["uflpa-hetian-haolin-hair-accessories"]["explanation"]
    assert any("same distinctive word 'haolin'" in line for line in said)


def test_name_prints_evidence_and_says_that_silence_is_no_clearance(cli):
    assert "UFLPA Entity List" in cli("name", "Ninestar Corporation").out
    outcome = cli("name", "Qwertz Möbelwerke")
    assert outcome.code == 0 and "not clearance" in outcome.out


def test_score_is_on_thefuzz_scale():
    from rapidfuzz import fuzz as bulk
    from thefuzz import fuzz

    for left, right in [
        ("hoshine silicon", "hoshine silicone"),
        ("abc trading", "trading abc"),
        ("a", "b"),
    ]:
        assert round(bulk.token_sort_ratio(left, right)) == fuzz.token_sort_ratio(left, right)
        assert round(bulk.partial_ratio(left, right)) == fuzz.partial_ratio(left, right)


text = st.text(max_size=60)


@given(text, text)
@settings(max_examples=300, deadline=None)
def test_score_is_bounded_and_symmetric_in_identity(left, right):
    score = align(parse_name(left), parse_name(right)).score
    assert 0.0 <= score <= 100.0


@given(text)
@settings(max_examples=300, deadline=None)
def test_case_spaces_and_points_change_nothing(name):
    noisy = "  " + name.replace(" ", "  ") + " . "
    assert parse_name(noisy).core == parse_name(name).core


@given(
    st.lists(
        st.sampled_from(
            [
                "trading",
                "company",
                "ltd",
                "import",
                "export",
                "group",
                "international",
                "textile",
                "china",
                "shanghai",
            ]
        ),
        max_size=6,
    )
)
@settings(max_examples=100, deadline=None)
def test_generic_words_alone_never_reach_probable(words):
    edges = BandEdges()
    for listed in ("Jingde Trading Ltd.", "Trading Company Ltd", "China Textile Group"):
        # A listed name letter for letter, without its form, or in another order, is that name.
        if set(fold(listed).split()) - {"group"} <= set(words):
            continue
        band = edges.band(align(parse_name(" ".join(words)), parse_name(listed)).score)
        assert band in (None, "possible")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=500))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_parsed(name):
    parsed = parse_name(name)
    assert parsed.folded.isascii()


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("Heng Da Trading Co Ltd", ("heng", "da")),
        ("Tai Da Wei Ye", ("tai", "da", "wei", "ye")),
        ("Casa da Musica Lda", ("casa", "musica")),
        ("Juan de la Cruz e Maria", ("juan", "cruz", "maria")),
    ],
)
def test_small_words_are_syllables_in_chinese_names(written, own):
    assert parse_name(written).distinctive == own


def distorted(name, rng):
    """Cut a name at 35 letters or by a word, drop a letter, or put a blank into it."""
    words = name.split()
    kind = rng.randrange(4)
    if kind == 0:
        return name.upper()[:35]
    if kind == 1 and len(words) > 2:
        return " ".join(words[:-1])
    position = rng.randrange(max(len(name) - 1, 1))
    if kind == 2:
        return name[:position] + name[position + 1 :]
    return name[:position] + " " + name[position:]


def test_no_distorted_name_loses_its_own_entry():
    """What aligning a distorted name with its own entry finds, the index finds, in 1,200 names."""
    import random

    from screen.lists.load import load_watchlists
    from screen.matching.matcher import match_names
    from screen.matching.name_index import build_index
    from screen.names.variants import name_variants

    rng = random.Random(1)
    edges, index = BandEdges(), build_index(load_watchlists())
    listed = index.names.filter(index.names["name_kind"] != "weak alias")
    sample = rng.sample(listed.select("listed_name", "entry_id").rows(), 1200)
    own = {distorted(name, rng): (name, entry) for name, entry in sample}
    matches = match_names(list(own), index, edges)
    found = set(matches.select("name", "entry_id").rows())
    lost = []
    for query, (name, entry) in own.items():
        variants = map(parse_name, name_variants(query))
        score = max(align(one, parse_name(name), index.rarity).score for one in variants)
        if score >= edges.probable and (query, entry) not in found:
            lost.append((query, name, score))
    assert lost == []


def test_candidates_lose_no_match_that_brute_force_finds():
    """Every bundled name, distorted, against every bundled name.

    The index may not lose what aligning all pairs finds.
    """
    import random

    from screen.lists.load import load_watchlists
    from screen.matching.matcher import match_names
    from screen.matching.name_index import build_index
    from screen.matching.own_spellings import own_spellings
    from screen.names.variants import name_variants

    rng = random.Random(4)
    edges, index = BandEdges(), build_index(load_watchlists())
    listed = index.names.filter(index.names["name_kind"] != "weak alias")

    queries = sorted(
        {distorted(name, rng) for name in rng.sample(listed["listed_name"].to_list(), 120)}
    )
    found = {
        (row["name"], row["entry_id"])
        for row in match_names(queries, index, edges).iter_rows(named=True)
    }
    brute = set()
    for query in queries:
        # What a firm calls itself is general knowledge, and gives way to a listed native name.
        for variant in set(name_variants(query)) - own_spellings(query):
            left = parse_name(variant)
            for name, entry in listed.select("listed_name", "entry_id").iter_rows():
                if edges.band(align(left, parse_name(name)).score) in (
                    "exact",
                    "strong",
                    "probable",
                ):
                    brute.add((query, entry))
    assert len(brute) > 100
    assert len(brute - found) <= 0.005 * len(brute), sorted(brute - found)[:10]


def test_a_word_that_many_firms_use_makes_no_strong_match_alone(cli):
    assert names(cli, "Sunrise Garments Ltd")["caatsa-zhejiang-sunrise"]["band"] == "possible"
    assert names(cli, "Zhejiang Sunrise Garment Group Ltd")["caatsa-zhejiang-sunrise"]["band"] in (
        "exact",
        "strong",
    )
    assert names(cli, "Giant Mfg Co")["wro-giant-manufacturing"]["band"] in ("exact", "strong")
    assert (
        "wro-giant-manufacturing" not in names(cli, "Giant Tiger Stores")
        or names(cli, "Giant Tiger Stores")["wro-giant-manufacturing"]["band"] == "possible"
    )


@pytest.mark.parametrize("written", ["Fortuna GmbH", "Apollon OY", "Silver Star", "Alis d.o.o."])
def test_short_and_common_names_are_never_strong_by_themselves(cli, written):
    assert {answer["band"] for answer in names(cli, written).values()} <= {"probable", "possible"}


@pytest.mark.parametrize(
    "name",
    [
        "Sunny Toys (Hong Kong) Limited",
        "Quiet Garments (Viet Nam) Co., Ltd.",
        "Bright Lamps (Group) Co., Ltd.",
        "Plain Ceramics (Saudi Arabia) LLC",
        "Hong Kong",
        "Calm Foods (Aliases: none)",
    ],
)
def test_what_stands_in_brackets_accuses_nobody(name):
    from screen.lists.load import load_watchlists
    from screen.matching.matcher import match_names
    from screen.matching.name_index import build_index

    assert match_names([name], build_index(load_watchlists()), BandEdges()).to_dicts() == []
