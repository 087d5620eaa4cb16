"""``flscreen name``: compare one name with all lists, and explain the result."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from screen.cli.options import Config, NoBundled, Watchlists
from screen.cli.say import say, write
from screen.core.errors import ExitCode, UsageError


class Format(StrEnum):
    """What is printed on stdout."""

    TABLE = "table"
    JSON = "json"


def name_command(
    name: Annotated[
        str, typer.Argument(help="The name as it is written in your papers.", show_default=False)
    ],
    country: Annotated[
        str | None, typer.Option("--country", help="The country of the firm, by name or code.")
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", help="What to print on stdout.")
    ] = Format.TABLE,
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
) -> None:
    """Compare one NAME with all lists and say why it matches. Exits 1 where something matches.

    Example: flscreen name "Hotan Taida Garment" --country China
    """
    from screen.cli.policy import policy_of
    from screen.lists.identities import load_identities
    from screen.lists.load import load_watchlists
    from screen.lists.relations import load_relations
    from screen.matching.lookup import look_up
    from screen.reference.countries import find_country

    where = find_country(country) if country else None
    if country and where is None:
        raise UsageError(
            f"--country {country}: is not a known country; write its name or two-letter code"
        )
    policy = policy_of(config, bundled=not no_bundled)
    lists = load_watchlists(watchlists or [], bundled=not no_bundled, without=policy.lists_off)
    answers = look_up(name, where.alpha2 if where else "", lists, policy.bands)
    roots, all_lists = watchlists or [], not no_bundled
    parties = load_identities(lists, roots, bundled=all_lists)
    related = load_relations(lists, parties, roots, bundled=all_lists)
    if format is Format.JSON:
        shown = [
            answer.as_dict()
            | {"relations": list(related.get((answer.list_id, answer.entry_id), ()))}
            for answer in answers
        ]
        write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", "json")
    elif not answers:
        say(f"No listed name is like {name!r}. That is not clearance: lists are incomplete.")
    else:
        for answer in answers:
            say(
                f"{answer.score:5.1f}  {answer.band:<8}  {answer.matched_name} "
                f" ({answer.list_id}/{answer.entry_id}, {answer.effect})"
            )
            for line in related.get((answer.list_id, answer.entry_id), ()):
                say(f"         {line}")
            for reason in answer.explanation:
                say(f"         - {reason}")
            for claim in answer.evidence:
                say(f"         > {claim}")
    if answers:
        raise typer.Exit(ExitCode.FINDINGS)
