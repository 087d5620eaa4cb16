"""Entries of a list that the programs chosen at an import would leave out of it.

They are still in the publisher's file, so they must not be told as removed, nor go in silence.
"""

from screen.core.plurals import plural
from screen.lists.importing.draft import Choices, Draft, Reading
from screen.lists.importing.ids import assign_ids
from screen.models.watchlist import Watchlist

_NAMED = 3


def keep_or_doubt(
    reading: Reading, whole: Reading, previous: Watchlist, choices: Choices
) -> set[str]:
    """Keep the entries in force of ``previous`` that ``whole`` holds and ``reading`` does not.

    ``whole`` is the same file without a choice of programs. Where ``choices`` does not keep what is
    held, add a doubt to ``reading`` and return the ids of these entries.
    """
    taken = {_known_by(draft) for draft in reading.drafts}
    continued = assign_ids(whole.drafts, previous, reading.publication.prefix)
    held = [
        (old, draft)
        for _, draft, old in continued
        if old and old.status != "inactive" and _known_by(draft) not in taken
    ]
    if not held:
        return set()
    if choices.keep_held:
        kept = taken | {_known_by(draft) for _, draft in held}
        reading.drafts = [draft for draft in whole.drafts if _known_by(draft) in kept]
        reading.left_out = {
            what: count - len(held) if what.startswith("of other ") else count
            for what, count in reading.left_out.items()
        }
        return set()
    count = plural(len(held), "entry", "entries")
    names = ", ".join(old.name for old, _ in held[:_NAMED])
    reading.doubts.append(
        f"{' and '.join(choices.programs)} leave out {count} in force in"
        f" {previous.folder} that the file still holds, such as {names}; name their programs with"
        " --program as well"
    )
    return {old.entry_id for old, _ in held}


def _known_by(draft: Draft) -> tuple[str, str, str]:
    return draft.kind, draft.key, draft.name
