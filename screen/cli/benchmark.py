"""``flscreen benchmark``: the validation of the matcher that regulators expect of models."""

import csv
from pathlib import Path
from typing import Annotated

import typer

from screen.cli.options import Config, NoBundled, Watchlists
from screen.cli.say import say, write
from screen.core.errors import UsageError


def benchmark_command(
    pairs: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS.csv",
            help="Columns name1, name2; is_match and category if known.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="SCORES.csv",
            help="Write the pairs with columns score, band and predicted.",
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold",
            min=0,
            max=100,
            help="Predict a match at or above this score.",
            show_default="the edge of 'probable'",
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            metavar="COLUMN=VALUE",
            help="Use only the pairs with this value, such as half=test.",
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar="FILE.html", help="Write a page with the precision-recall curve."
        ),
    ] = None,
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
) -> None:
    """Validate the name matcher on labelled PAIRS and compare it with the scorers of thefuzz.

    Example: flscreen benchmark tests/decks/pairs.csv --only half=test --plot validation.html
    """
    from thefuzz import fuzz

    from screen.cli.policy import policy_of
    from screen.core.atomic import write_whole
    from screen.core.overwriting import refuse_overwriting
    from screen.core.plurals import plural
    from screen.core.safe_text import guarded
    from screen.lists.load import load_watchlists
    from screen.matching.evaluation import average_precision, confusion, curve, score_pair
    from screen.matching.evaluation_report import Category, Validation, to_page, to_text
    from screen.matching.name_index import rarity_of_lists
    from screen.report.validation.decks import label, read_pairs

    refuse_overwriting(filter(None, (output, plot)), [pairs])
    policy = policy_of(config, bundled=not no_bundled)
    edge = policy.bands.probable if threshold is None else threshold
    rows, columns = read_pairs(pairs, only)
    lists = load_watchlists(watchlists or [], bundled=not no_bundled, without=policy.lists_off)
    rarity = rarity_of_lists(lists)
    scores = [score_pair(row["name1"], row["name2"], rarity) for row in rows]
    if output:
        with (
            write_whole(output) as temporary,
            temporary.open("w", encoding="utf-8", newline="") as handle,
        ):
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow([*columns, "score", "band", "predicted"])
            for row, score in zip(rows, scores, strict=True):
                kept = [guarded(row[name]) for name in columns]
                writer.writerow(
                    [*kept, f"{score:g}", policy.bands.band(score) or "", int(score >= edge)]
                )
    if "is_match" in columns:
        labels = [label(pairs, number, row["is_match"]) for number, row in enumerate(rows, start=2)]
        baselines = {
            f"thefuzz {scorer.__name__}": [
                float(scorer(row["name1"].lower(), row["name2"].lower())) for row in rows
            ]
            for scorer in (fuzz.WRatio, fuzz.token_set_ratio, fuzz.token_sort_ratio)
        }
        counted: dict[tuple[str, bool], list[bool]] = {}
        for row, score, match in zip(rows, scores, labels, strict=True):
            if "category" in columns:
                counted.setdefault((row["category"], match), []).append((score >= edge) == match)
        scorers = {"flscreen": scores, **baselines}
        found = Validation(
            len(rows),
            confusion(scores, labels, edge),
            {name: curve(theirs, labels) for name, theirs in scorers.items()},
            {name: average_precision(theirs, labels) for name, theirs in scorers.items()},
            [
                Category(name, match, len(right), sum(right))
                for (name, match), right in sorted(counted.items())
            ],
        )
        write(to_text(found))
        if plot:
            with write_whole(plot) as temporary:
                temporary.write_text(to_page(found), encoding="utf-8")
    else:
        if plot:
            raise UsageError("has no column is_match", path=pairs, hint="--plot needs labels")
        predicted = sum(score >= edge for score in scores)
        say(
            f"{plural(len(rows), 'pair')}, {predicted:,} predicted to match at {edge:g}; there is"
            " no column is_match, so nothing to validate"
        )
