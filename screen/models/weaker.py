"""What a policy lets pass that the default one does not, in words for every summary.

A screening that was weakened and says nothing of it looks like a clean one.
"""

from collections.abc import Collection, Iterator

from screen.models.policy import Policy
from screen.models.vocabulary import BANDS, EFFECTS, LEVELS, at_least

_BUNDLED_OFF = "the lists that come with flscreen are off"


def weaker_than_default(
    policy: Policy, *, bundled: bool = True, asked: Collection[str] = ()
) -> list[str]:
    """Return what ``policy`` and leaving out the ``bundled`` lists weaken, one phrase each.

    ``asked`` are settings that the command line set: their reader knows them.
    """
    default = Policy.model_validate({})
    found = [] if bundled else [_BUNDLED_OFF]
    if "fail_on" not in asked and policy.fail_on != default.fail_on:
        if policy.fail_on == "none":
            found.append("no finding fails the run")
        elif not at_least(default.fail_on, policy.fail_on):  # type: ignore[arg-type]
            found.append(f"only findings of {policy.fail_on} fail the run")
    found += [
        f"{what} off: {', '.join(off)}"
        for what, off in (
            ("lists", policy.lists_off),
            ("rules", policy.rules_off),
            ("reports on countries", policy.countries_off),
        )
        if off
    ]
    return [*found, *_levels(policy, default), *_thresholds(policy, default)]


def _levels(policy: Policy, default: Policy) -> Iterator[str]:
    rules = [
        rule
        for rule, level in policy.rule_levels.items()
        if rule in default.rule_levels and not at_least(level, default.rule_levels[rule])
    ]
    if rules:
        yield f"rules at a lower level: {', '.join(rules)}"
    effects = [
        effect
        for effect in EFFECTS
        if any(
            not at_least(policy.entity_levels[effect][band], default.entity_levels[effect][band])
            for band in BANDS
        )
    ]
    if effects:
        yield f"matches at a lower level: {', '.join(effects)}"
    moved = [
        name
        for name in ("country_differs", "trade_differs_too", "order_on_other_goods")
        if LEVELS.index(getattr(policy.context, name))
        > LEVELS.index(getattr(default.context, name))
    ]
    moved += ["one_differs"] if policy.context.one_differs > default.context.one_differs else []
    moved += ["located"] if policy.context.located < default.context.located else []
    if policy.context.same_name_from > default.context.same_name_from:
        moved.append("same_name_from")
    if moved:
        yield f"what differs beside a name lowers it more: {', '.join(moved)}"


def _thresholds(policy: Policy, default: Policy) -> Iterator[str]:
    raised = [
        f"{band} from {getattr(policy.bands, band):g}"
        for band in BANDS
        if getattr(policy.bands, band) > getattr(default.bands, band)
    ]
    if raised:
        yield f"names must be more alike: {', '.join(raised)}"
    chain, usual = policy.supply_chain, default.supply_chain
    steps = range(1, max(len(chain.decay), len(usual.decay)) + 1)
    if LEVELS.index(chain.from_level) < LEVELS.index(usual.from_level) or any(
        chain.lost(step) > usual.lost(step) for step in steps
    ):
        yield "findings travel less far down the supply chain"
    prices, usual_prices = policy.prices, default.prices
    if (
        prices.least_lines > usual_prices.least_lines
        or prices.deviations > usual_prices.deviations
        or prices.share_of_median < usual_prices.share_of_median
    ):
        yield "fewer prices count as far too low"
    unread = sum(not field for field in policy.columns.values())
    if unread:
        yield f"columns that are not read: {unread:,}"
