"""The Method sheet: how the result was reached, in words that a lawyer can defend."""

from screen.models.laws import laws
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
        (
            "Every sheet of every file is read as text, and every table in it is found. Columns are"
            " recognised by the words of their headers and by their cells; the Columns sheet says"
            " as what and why. All other text is searched for complete listed names. Formulas are"
            " not computed; their stored values are used."
        ),
    ),
    (
        "Validate",
        (
            "Dates, countries, HS codes and amounts are read, and repaired where that is safe."
            " Every repair and every rejected row is on the Problems sheet. Rows read always equal"
            " rows screened plus rows rejected."
        ),
    ),
    (
        "Match",
        (
            "Names are converted to Latin letters and split into words. Words that many firms share"
            " (trade, place, legal form) carry little weight; the words that distinguish one firm"
            " from another decide. Scores run from 0 to 100, on the scale of the thefuzz library."
        ),
    ),
    (
        "Assess",
        (
            "Rules turn matches and facts into findings. The level depends on the legal effect of"
            " the list and the band of the match, as the table below shows. Entries that are"
            " historic, disputed or pending are one level lower; inactive ones are info."
        ),
    ),
    (
        "Corroborate",
        (
            "The country, city, address, registration number and goods of the row corroborate or"
            " contradict a match. This moves the level of a name that is not the same to the"
            " letter, as stated below the table of levels and in the finding, and never the score."
        ),
    ),
    (
        "Supply chain",
        (
            "Who supplies, owns or manufactures for whom is taken from the files. Names are"
            " resolved by id, then by equal words, then by a strong match. Findings are carried"
            " downstream to direct suppliers and shipments, at lower levels as the policy sets."
        ),
    ),
    (
        "Exposure",
        (
            "Each finding states the shipments that it touches, their value by currency and their"
            " dates. A shipment counts once in each finding and once in the totals."
        ),
    ),
    (
        "Evidence",
        (
            "Each finding cites the claims of its list entry or of its rule. Each claim is our own"
            " sentence, names its publisher and carries its caveat."
        ),
    ),
)


def write_method(book: Book, result: ScreeningResult) -> None:
    """Write the steps, the policy, the table of levels, and every rule with its law and limits."""
    policy = result.run.policy
    page = Page(book, "Method", (28, 44, 44, 44, 44))
    page.title("Method")
    page.wide(DISCLAIMER)
    page.heading("How the result was reached")
    for name, step in _STEPS:
        page.wide(f"{name}. {step}")
    page.heading("Policy")
    page.wide(f"SHA-256 of all thresholds and levels that were used: {result.run.policy_sha256}")
    off = [f"rules {', '.join(policy.rules_off)}"] if policy.rules_off else []
    off += [f"lists {', '.join(policy.lists_off)}"] if policy.lists_off else []
    off += (
        [f"reports on countries {', '.join(policy.countries_off)}"] if policy.countries_off else []
    )
    page.wide(
        f"Switched off by the policy: {'; '.join(off)}."
        if off
        else "The policy switches nothing off."
    )
    chain, prices = policy.supply_chain, policy.prices
    page.wide(
        f"Supply chain: findings of {chain.from_level} and above are carried downstream. Levels"
        f" lost after each number of steps: {', '.join(map(str, chain.decay))} (the last number"
        f" applies to all further steps). Prices: at least {prices.least_lines} comparable lines,"
        f" {prices.deviations:g} robust deviations below the median and at most"
        f" {prices.share_of_median:.0%} of it."
    )
    page.heading("Levels, by the effect of the list and the band of the match")
    page.header(
        "Effect", *(f"{band} (score {getattr(policy.bands, band):g} and above)" for band in BANDS)
    )
    for effect in EFFECTS:
        page.row(effect, *(policy.entity_levels[effect][band] for band in BANDS))
    moves = policy.context
    page.wide(
        f"Context: a like name is at most {moves.country_differs} where the row states another"
        f" country, at most {moves.trade_differs_too} where its goods differ as well, and at most"
        f" {moves.order_on_other_goods} where an import ban is on other goods. Goods or province"
        f" alone, or a country that says little, take {moves.one_differs} level(s); an agreeing"
        f" address or registration number lifts by {moves.located}. The same name of"
        f" {moves.same_name_from} letters or more keeps its level. Hong Kong, Macau and Taiwan do"
        " not contradict an entry of China."
    )
    page.heading("Rules")
    page.header("Rule", "What it finds", "Law", "Limits", "Level")
    for rule, text in rulebook().rules.items():
        page.row(rule, text.title, text.law, text.limits, level_of(rule, policy))
    markets = policy.jurisdictions.imports_into
    page.heading("Laws on goods made with forced labour or from North Korea")
    page.wide(
        f"The policy says that you import into {', '.join(markets)}. A list's own finding states"
        " its own law; the others are stated beside it where the policy names their market."
    )
    page.header("Law", "Citation and whom it binds", "What it does", "Read in", "Since")
    for law in laws():
        yours = " (yours)" if law.jurisdiction in markets else ""
        page.row(
            f"{law.jurisdiction}{yours}: {law.title}",
            f"{law.citation}. Binds {law.binds}.",
            law.bars,
            f"{law.read[0].upper()}{law.read[1:]}{f': {law.url}' if law.url else '.'}",
            law.since,
        )
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
