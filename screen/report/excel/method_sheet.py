"""The Method sheet: how the result came about, in words a lawyer can defend."""

from screen.models.result import ScreeningResult
from screen.models.rulebook import rule_list, rulebook
from screen.models.vocabulary import BANDS, EFFECTS
from screen.report.excel.book import Book
from screen.report.excel.text_sheet import Page
from screen.report.phrases import DISCLAIMER
from screen.report.rules_table import level_of

_STEPS = (
    (
        "Read",
        "Every sheet of every file is read as text. Header rows are found by a table of spellings. Formulas are not computed: their stored values count.",
    ),
    (
        "Validate",
        "Dates, countries, HS codes and money are read and repaired where that is safe; every repair and every rejected row is on the Problems sheet. Rows read always equal rows screened plus rows rejected.",
    ),
    (
        "Match",
        "Names are folded to Latin letters and taken apart: words that many firms have (trade, place, legal form) weigh little, the word that tells a firm from others decides. Scores run from 0 to 100 on the scale of the thefuzz library.",
    ),
    (
        "Assess",
        "Rules turn matches and facts into findings. The level follows from the effect of the list in law and the band of the match, by the table below; entries that are historic, disputed or pending are one step lower, inactive ones are info.",
    ),
    (
        "Corroborate",
        "Country, city, address, registration number and goods of the row corroborate or contradict a match. That moves the priority, never the score.",
    ),
    (
        "Supply chain",
        "Who supplies whom, who owns whom and who makes for whom is taken from the files; names are resolved by id, by equal words, then by a strong match. Findings travel downstream to direct suppliers and shipments, and fall in level by the policy.",
    ),
    (
        "Exposure",
        "For each finding: the shipments it touches, their value by currency and their dates. A shipment counts once in a finding and once in the totals.",
    ),
    (
        "Evidence",
        "Each finding cites the claims of its list entry, or of its rule; each claim is our own sentence, names its publisher and carries its caveat.",
    ),
)


def write_method(book: Book, result: ScreeningResult) -> None:
    """Write pipeline, policy, bands, the level table, and every rule with its law and limits."""
    policy = result.run.policy
    page = Page(book, "Method", (28, 44, 44, 44, 44))
    page.title("Method")
    page.wide(DISCLAIMER)
    page.heading("How the result came about")
    for name, step in _STEPS:
        page.wide(f"{name}. {step}")
    page.heading("Policy")
    page.wide(f"SHA-256 of every threshold and level that was used: {result.run.policy_sha256}")
    off = [f"rules {', '.join(policy.rules_off)}"] if policy.rules_off else []
    off += [f"lists {', '.join(policy.lists_off)}"] if policy.lists_off else []
    off += (
        [f"reports on countries {', '.join(policy.countries_off)}"] if policy.countries_off else []
    )
    page.wide(
        f"Left out by the policy: {'; '.join(off)}."
        if off
        else "Nothing is left out by the policy."
    )
    chain, prices = policy.supply_chain, policy.prices
    page.wide(
        f"Supply chain: findings of {chain.from_level} and above travel; levels lost by number of"
        f" steps: {', '.join(map(str, chain.decay))} (the last number holds for all further steps)."
        f" Prices: at least {prices.least_lines} comparable lines, {prices.deviations:g} robust"
        f" deviations under the median and at most {prices.share_of_median:.0%} of it."
    )
    page.heading("Levels: effect of the list by band of the match")
    page.header(
        "Effect", *(f"{band} (score {getattr(policy.bands, band):g} and more)" for band in BANDS)
    )
    for effect in EFFECTS:
        page.row(effect, *(policy.entity_levels[effect][band] for band in BANDS))
    page.heading("Rules")
    page.header("Rule", "What it finds", "Law", "Limits", "Level")
    for rule, text in rulebook().rules.items():
        page.row(rule, text.title, text.law, text.limits, level_of(rule, policy))
    page.heading("What rules without a list rest on")
    page.header("Rule", "Claim", "Source", "Caveat", "Date")
    sources = {source.id: source for source in rule_list().info.sources}
    for claim in rule_list().evidence:
        source = sources[claim.source_id]
        page.row(
            claim.entry_id,
            claim.claim,
            f"{source.publisher}: {source.title}",
            claim.caveat,
            claim.date or "",
        )
    page.heading("Signs of North Korean labour or goods that no spreadsheet shows: ask about them")
    page.header("Sign", "What it is", "Reported by", "Date")
    for sign in rulebook().signs:
        page.row(sign.id.replace("-", " "), sign.sign, sign.reported_by, sign.date)
    page.close()
