"""``flscreen lists``: what the watchlists hold, and whether they can be relied on."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli import lists_diff, lists_import, lists_update
from screen.cli.options import NoBundled, Watchlists
from screen.cli.say import say
from screen.core.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from screen.models.watchlist import Entry, Watchlist

app = typer.Typer(
    help="Show, search, verify, import, compare and update watchlists.",
    invoke_without_command=True,
    no_args_is_help=False,
)
app.command("import", epilog=lists_import.FORMATS)(lists_import.import_command)
app.command("diff")(lists_diff.diff_command)
app.command("update")(lists_update.update_command)


def _load(watchlists: "list[Path] | None", no_bundled: bool) -> "list[Watchlist]":
    from screen.lists.load import load_watchlists

    return load_watchlists(watchlists or [], bundled=not no_bundled)


@app.callback()
def overview(
    context: typer.Context, watchlists: Watchlists = None, no_bundled: NoBundled = False
) -> None:
    """List the watchlists: age, coverage, entries, digest."""
    if context.invoked_subcommand:
        return
    from screen.lists.locate import bundled_folder

    today, ours = date.today(), bundled_folder()
    for watchlist in _load(watchlists, no_bundled):
        info = watchlist.info
        state = "STALE" if watchlist.is_stale(today) else "fresh"
        say(f"{info.id}: {info.title}")
        say(
            f"  {len(watchlist.entries)} entries, {info.effect}, content of {info.as_of}"
            f" ({watchlist.age_days(today)} days, {state})"
        )
        say(
            f"  coverage: {info.coverage}"
            + (f" - {info.coverage_note}" if info.coverage_note else "")
        )
        say(f"  publisher: {info.publisher}; sha256 {watchlist.sha256[:16]}…")
        if Path(watchlist.folder).parent != ours:
            say(
                f"  from {watchlist.folder}"
                + (", in place of the bundled list" if (ours / info.id).is_dir() else "")
            )


@app.command()
def show(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A list id, or LIST/ENTRY for one entry with its evidence.",
            show_default=False,
        ),
    ],
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
) -> None:
    """Show a list's entries, or one entry with its evidence and sources."""
    list_id, _, entry_id = identifier.partition("/")
    lists = _load(watchlists, no_bundled)
    found = next((item for item in lists if item.info.id == list_id), None)
    if found is None:
        raise UsageError(f"no list {list_id!r}; 'flscreen lists' names them")
    if not entry_id:
        for entry in found.entries:
            say(
                f"{entry.entry_id}  {entry.kind}  {entry.name}"
                + (f"  [{entry.country}]" if entry.country else "")
            )
        return
    wanted = next((entry for entry in found.entries if entry.entry_id == entry_id), None)
    if wanted is None:
        raise UsageError(
            f"list {list_id!r} has no entry {entry_id!r}; 'flscreen lists show {list_id}' names"
            " them"
        )
    related = _related(lists, watchlists, no_bundled)
    _print_entry(found, wanted, related.get((list_id, entry_id), ()))


@app.command()
def search(
    text: Annotated[
        str, typer.Argument(help="A name, country, sector or part of one.", show_default=False)
    ],
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
) -> None:
    """Find entries by name, country or sector and print their evidence."""
    from screen.core.plurals import plural
    from screen.lists.search import search as find

    lists = _load(watchlists, no_bundled)
    hits = find(lists, text)
    by_id = {item.info.id: item for item in lists}
    related = _related(lists, watchlists, no_bundled) if hits else {}
    for hit in hits:
        lines = related.get((hit.list_id, hit.entry.entry_id), ())
        _print_entry(by_id[hit.list_id], hit.entry, lines, f"[{hit.score}] ")
    if not hits:
        say(
            f"Nothing like {text!r} in {plural(len(lists), 'list')}. That is not clearance: lists"
            " are incomplete."
        )
        raise typer.Exit(ExitCode.FINDINGS)


@app.command()
def verify(
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
    seal: Annotated[
        Path | None,
        typer.Option(
            "--seal",
            metavar="DIR",
            help="Rewrite the manifest (SHA256SUMS) of this list folder, then verify it.",
        ),
    ] = None,
) -> None:
    """Check the lists: digests, ids, dates, countries, evidence, claims, duplicates, parties.

    Exits 4 on an error.
    """
    from screen.core.plurals import plural
    from screen.lists.identities import identity_remarks, load_identities
    from screen.lists.manifest import write_manifest
    from screen.lists.relations import relation_remarks
    from screen.lists.verify import verify as check

    if seal is not None:
        write_manifest(seal)
        watchlists, no_bundled = [seal], True
    lists = _load(watchlists, no_bundled)
    remarks = check(lists, date.today())
    roots = watchlists or []
    remarks += identity_remarks(lists, roots, bundled=not no_bundled)
    parties = load_identities(lists, roots, bundled=not no_bundled)
    remarks += relation_remarks(lists, parties, roots, bundled=not no_bundled)
    for remark in remarks:
        if remark.severity != "info":
            say(f"{remark.severity}: {remark.list_id}, {remark.where}: {remark.message}")
    errors = sum(remark.severity == "error" for remark in remarks)
    counts = (
        plural(len(lists), "list"),
        plural(sum(len(item.entries) for item in lists), "entry", "entries"),
        plural(sum(len(item.evidence) for item in lists), "claim"),
    )
    say(f"{', '.join(counts)}: {plural(errors, 'error')}")
    if errors:
        raise typer.Exit(ExitCode.WATCHLISTS)


def _related(
    lists: "list[Watchlist]", watchlists: "list[Path] | None", no_bundled: bool
) -> "dict[tuple[str, str], tuple[str, ...]]":
    """Return the relations of each entry, in lines."""
    from screen.lists.identities import load_identities
    from screen.lists.relations import load_relations

    roots, bundled = watchlists or [], not no_bundled
    parties = load_identities(lists, roots, bundled=bundled)
    return load_relations(lists, parties, roots, bundled=bundled)


def _print_entry(
    watchlist: "Watchlist", entry: "Entry", relations: "tuple[str, ...]" = (), before: str = ""
) -> None:
    say(f"{before}{watchlist.info.id}/{entry.entry_id}: {entry.name}")
    details = {
        "kind": entry.kind,
        "aliases": "; ".join((*entry.aliases, *entry.native_names, *entry.weak_aliases)),
        "country": entry.country,
        "sectors": ", ".join(entry.sectors),
        "effective": " to ".join(
            str(day) for day in (entry.effective_from, entry.effective_to) if day
        ),
        "status": entry.status,
        "scope": entry.scope,
        "note": entry.note,
    }
    for label, value in details.items():
        if value:
            say(f"  {label}: {value}")
    for line in relations:
        say(f"  relation: {line}")
    sources = {source.id: source for source in watchlist.info.sources}
    for claim in watchlist.evidence:
        if claim.entry_id == entry.entry_id:
            source = sources[claim.source_id]
            say(f"  > {claim.claim}")
            if claim.caveat:
                say(f"    Caveat: {claim.caveat}")
            say(
                f"    Source: {source.publisher}, {source.title}"
                + (f", {source.published}" if source.published else "")
                + f" ({source.reliability})"
            )
