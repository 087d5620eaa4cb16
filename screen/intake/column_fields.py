"""Decides what kind of table the columns make, and which canonical field each of them fills."""

import re
from collections.abc import Sequence

from screen.intake.column_reading import Column
from screen.models.kinds import TABLE_KINDS, RowKind
from screen.models.vocabulary import SubjectKind

#: Fields that several columns may fill together; of the others the first column is taken.
_SHARED = frozenset({"sector", "hs_codes", "hs_code", "goods_description", "aliases"})
#: A column holds what this share of its cells are.
_MOSTLY = 0.5
#: Roles of the party that a row of a supplier list is about.
MAIN_ROLES = frozenset({"", "supplier"})


def decide_kind(columns: Sequence[Column]) -> RowKind:
    """Return the kind of table whose signs weigh most; the first of those that weigh the same."""
    weights = kind_weights(columns)
    return TABLE_KINDS[max(weights, key=lambda name: weights[name])]


def kind_weights(columns: Sequence[Column]) -> dict[SubjectKind, float]:
    """Return what the signs of each kind weigh; each thing and role counts once."""
    signs = {column.thing for column in columns if column.thing and column.thing != "name"}
    signs |= {f"@{column.role}" for column in columns if column.is_name}
    # An entry, order or bill of lading number with a date, quantity or value beside it settles the
    # question.
    document = 3 if signs & {"date", "quantity", "value", "weight", "price"} else 0
    return {
        kind.name: sum(weight for sign, weight in kind.signs.items() if sign in signs)
        + (document if kind.about == "goods" and kind.id in signs else 0)
        for kind in TABLE_KINDS.values()
    }


def fill_names(columns: Sequence[Column], kind: RowKind) -> list[tuple[int, ...]]:
    """Set the fields of all party columns; return the groups of columns that hold parts of one
    name.
    """
    joined = _joined_names(columns)
    parts = {index for group in joined for index in group[1:]}
    names = [c for c in columns if c.is_name and c.index not in parts and not c.field]
    taken = {column.field for column in columns if column.field}
    # An explicit supplier goes before a bare name, and the header before the cells.
    for column in sorted(
        names,
        key=lambda c: (c.because == "content", c.role != "supplier", c.tier or 0, c.number or 0),
    ):
        field = "supplier_name" if not column.role else kind.roles.get(column.role, "party")
        further = (column.number or 1) > 1 or ((column.tier or 1) > 1 and column.role in MAIN_ROLES)
        if field and (field in taken or further):
            field = "party"
        taken.add(field)
        column.field = field
        if field == "supplier_name" and not column.role:
            column.role = "supplier"
    by_index = {column.index: column for column in columns}
    for group in joined:
        for index in group[1:]:
            first = by_index[group[0]]
            by_index[index].field, by_index[index].role = first.field, first.role
    _fill_aliases(columns, kind)
    return joined


def _fill_aliases(columns: Sequence[Column], kind: RowKind) -> None:
    """Set the fields of other names; where no column names the party they are its name."""
    for column in columns:
        if column.thing != "alias" or column.field:
            continue
        named = [
            c
            for c in columns
            if c.is_name and (c.role in MAIN_ROLES) == (column.role in MAIN_ROLES)
        ]
        if column.content.cells and column.content.share("number", "id") >= 0.8:
            column.thing = "id"
        elif (
            not named
            and not any(c.field == "supplier_name" for c in columns)
            and column.role in MAIN_ROLES
        ):
            column.field, column.role = (
                ("supplier_name", "supplier")
                if _alone(columns, column)
                else ("aliases", "supplier")
            )
        elif "aliases" in kind.parties and column.role in MAIN_ROLES:
            column.field, column.role = "aliases", "supplier"
        else:
            column.field = "party"


def _alone(columns: Sequence[Column], column: Column) -> bool:
    return len(columns) > 1 and not any(c.is_name and c.field for c in columns)


def _joined_names(columns: Sequence[Column]) -> list[tuple[int, ...]]:
    """Find NAME1 to NAME4: numbers behind the word 'name' count parts of a name, before it they
    count parties.
    """
    groups: list[tuple[int, ...]] = []
    run: list[Column] = []
    for column in [*columns, None]:
        part = column if column is not None and column.is_name and _is_part(column) else None
        follows = (
            part
            and run
            and part.number == len(run) + 1
            and (part.role, part.tier) == (run[0].role, run[0].tier)
        )
        if part and follows:
            run.append(part)
            continue
        if len(run) > 1 and (_all_cut(run) or not _whole_names(run)):
            groups.append(tuple(c.index for c in run))
        run = [part] if part and part.number in (None, 1) else []
    return groups


def _is_part(column: Column) -> bool:
    """Whether the header is a name, with its number (if any) at the end and no party before it
    that it could count.
    """
    end = column.header.rstrip(" *:)")[-1:]
    return column.number is None or (
        end.isdigit() and column.reading.role in MAIN_ROLES and "name" in column.header.casefold()
    )


def _all_cut(run: Sequence[Column]) -> bool:
    """Whether the headers are SAP's NAME1 to NAME4, which cut one name after 35 letters each."""
    return all(re.fullmatch(r"NAME[1-4]", column.header.strip()) for column in run)


def _whole_names(run: Sequence[Column]) -> bool:
    """Whether each column holds whole company names, as a list of several parties does."""
    later = [column.content for column in run[1:] if column.content.cells]
    return run[0].content.share("company") >= 0.8 and any(
        content.share("company") >= 0.8 for content in later
    )


def fill_things(columns: Sequence[Column], kind: RowKind) -> None:
    """Set the fields of columns that do not describe a party.

    Codes, goods, dates, amounts, ports.
    """
    taken = {column.field for column in columns if column.field}
    # A document's own number goes before a bare id, and a column of dates before one of remarks on
    # dates.
    for column in sorted(columns, key=lambda c: (c.thing == "id", _hardly_dates(c))):
        field = "" if column.field else _thing_field(column, kind, taken)
        if (
            kind.about == "firms"
            and field == kind.id
            and not column.role
            and column.reading.known < 1
            and not _before_names(column, columns)
        ):
            field = ""
        if not field:
            continue
        if field in taken and field not in _SHARED:
            column.doubt = column.doubt or f"another column is read as {field}"
            continue
        column.field = field
        taken.add(field)


def _hardly_dates(column: Column) -> bool:
    return (
        column.thing == "date"
        and bool(column.content.cells)
        and column.content.share("date") < _MOSTLY
    )


def _before_names(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a half understood id ('ZDHC ID') stands where the id of a row stands; 'Bale ID'
    behind the names does not.
    """
    return all(column.index < other.index for other in columns if other.is_name)


def _thing_field(column: Column, kind: RowKind, taken: set[str]) -> str:
    thing, main = column.thing, column.role in MAIN_ROLES
    firms = kind.about == "firms"
    if thing == "id":
        own = main if firms else not column.role and kind.id not in taken
    else:
        own = main or thing != kind.registration
    if thing == "description" and firms:
        own = kind.words not in taken
    return kind.things.get(thing, "") if own else ""
