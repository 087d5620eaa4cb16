"""Says whose each address, city, region and country is: the main party's, or another's."""

from collections.abc import Sequence

from screen.intake.column_fields import MAIN_ROLES
from screen.intake.column_reading import Column
from screen.intake.header_lexicon import split_header
from screen.models.kinds import RowKind

#: Field of the main party, and of any other party, by thing.
_PLACES = {
    "address": ("address", "party_address"),
    "street": ("address", "party_address"),
    "city": ("city", "party_city"),
    "region": ("region", "party_address"),
    "country": ("country", "party_country"),
    "postcode": ("", ""),
}
#: A factory's address may be called the manufacturer's.
_LIKE = {"factory": "manufacturer", "": "supplier"}
#: Columns that may stand between a party and its country.
_BETWEEN = frozenset(
    {*_PLACES, "id", "registration_number", "phone", "mail", "person", "alias", "web", "street"}
)


def fill_places(columns: Sequence[Column], kind: RowKind) -> None:
    """Set ``field``, and role, tier and number, of every column that holds a place of a party."""
    parties = [c for c in columns if c.is_name and c.field]
    main = main_party(parties, kind)
    places = [column for column in columns if column.thing in _PLACES and not column.field]
    for column in places:
        owner = _owner(column, columns, parties, main, kind)
        _set_place(column, owner, main, kind, columns)
    _origin_of_firms(columns, kind)


def main_party(parties: Sequence[Column], kind: RowKind) -> Column | None:
    """Return the party whose address and country the plain fields of a row hold."""
    for field in kind.main_parties:
        for party in parties:
            if party.field == field:
                return party
    aside = {
        "parent",
        "customer",
        "consignee",
        "notify party",
        "vessel",
        "carrier",
        "bank",
        "brand",
    }
    return next(
        (party for party in parties if party.role not in aside), parties[0] if parties else None
    )


def _owner(
    column: Column,
    columns: Sequence[Column],
    parties: Sequence[Column],
    main: Column | None,
    kind: RowKind,
) -> Column | None:
    """Return the party column that a place belongs to.

    None where the header names a party that has no column of its own.
    """
    if column.role in MAIN_ROLES and column.tier is None and column.number in (None, 1):
        return _nearest(column, columns, parties, main, kind)
    if column.role == "" and column.tier is None:
        # 'Address 2' is the second line of the address before it, unless parties are counted.
        counted = [party for party in parties if party.number == column.number]
        return counted[0] if counted else _nearest(column, columns, parties, main, kind)
    same = (
        [p for p in parties if p.tier == column.tier] if column.tier is not None else list(parties)
    )
    like = [p for p in same if _like(p.role) == _like(column.role)]
    if column.tier is not None and not like:
        like = same
    # 'Shipper Party Address 1' counts lines; 'Factory 2 Address' counts factories.
    numbered = [p for p in like if (p.number or 1) == (column.number or 1)] or like
    before = [p for p in numbered if p.index < column.index]
    return before[-1] if before else numbered[0] if numbered else None


def _like(role: str) -> str:
    return _LIKE.get(role, role)


def _nearest(
    column: Column,
    columns: Sequence[Column],
    parties: Sequence[Column],
    main: Column | None,
    kind: RowKind,
) -> Column | None:
    """Return the party before a place whose header names none.

    This matters where a table has several such places, or the row no country of its own.
    """
    if column.role == "supplier":
        named = [party for party in parties if party.field == "supplier_name"]
        return named[0] if named else None
    alike = [c.index for c in columns if _same_header_thing(c, column) and not c.reading.role]
    between = [
        p
        for p in parties
        if min(alike) < p.index < max(alike) and p.role not in ("parent", "customer")
    ]
    of_goods = _is_country_of_goods(column, kind)
    if not between and not of_goods:
        return main
    for place in range(_place(columns, column) - 1, -1, -1):
        before = columns[place]
        if before in parties:
            return before
        if of_goods and before.thing not in _BETWEEN:
            return None
    return main if not of_goods else None


def _alike(owner: Column, main: Column | None) -> bool:
    """Whether a party is the main one, or another column that names it again."""
    return owner is main or (
        main is not None
        and (owner.role, owner.tier, owner.number) == (main.role, main.tier, main.number)
    )


def _same_header_thing(one: Column, other: Column) -> bool:
    """Return whether two headers name the same thing; 'Location' and 'City' do not."""
    return one.thing == other.thing and one.reading.thing == other.reading.thing


def _place(columns: Sequence[Column], column: Column) -> int:
    return next(place for place, other in enumerate(columns) if other is column)


def _set_place(
    column: Column,
    owner: Column | None,
    main: Column | None,
    kind: RowKind,
    columns: Sequence[Column],
) -> None:
    own, other = _PLACES[column.thing]
    named = bool(column.role) or column.tier is not None
    taken = {c.field for c in columns if c.field and c is not column}
    if owner is not None:
        column.role, column.tier, column.number = owner.role, owner.tier, owner.number
    is_main = _alike(owner, main) if owner is not None else not main or column.role in MAIN_ROLES
    if not is_main and owner is None and named:
        # The party has no column of its own: its place is the row's, where the row has no other.
        is_main = (
            own not in taken and not _named_places(columns, column) and column.role != "consignee"
        )
    if _is_country_of_goods(column, kind):
        _set_country_of_goods(kind, column, owner, named=named, taken=taken)
        return
    if column.thing == "region" and own not in kind.model.model_fields:
        own = other = "party_address"
    if not own:
        return
    if not is_main:
        column.field = other
    elif own in taken and column.thing in ("city", "country", "region"):
        column.doubt = column.doubt or f"another column is read as {own}"
    else:
        column.field = own


def _is_country_of_goods(column: Column, kind: RowKind) -> bool:
    return column.thing == "country" and bool(kind.countries)


def _named_places(columns: Sequence[Column], column: Column) -> bool:
    """Whether another column of the same thing is the main party's."""
    return any(
        c.thing == column.thing and c is not column and c.role in MAIN_ROLES for c in columns
    )


def _set_country_of_goods(
    kind: RowKind, column: Column, owner: Column | None, *, named: bool, taken: set[str]
) -> None:
    """Set the field of a country in a row of goods, which has none of its own.

    The shipper's is the country of export, the maker's that of origin.
    """
    field = kind.countries.get(column.role, "")
    if field and field not in taken and named:
        column.field = field
    elif owner is not None or named:
        column.field = "party_country"
    else:
        column.doubt = column.doubt or "the header does not say whose country it is"


def _origin_of_firms(columns: Sequence[Column], kind: RowKind) -> None:
    """Set the field of a country of goods in a list of firms, which has no origin of goods.

    Where it has no other country, this is the firms'.
    """
    if kind.about != "firms":
        return
    for column in columns:
        if column.thing in ("country_of_origin", "country_of_export") and not column.field:
            material = any(word.value == "material" for word in split_header(column.header))
            other = material or any(c.field == "country" for c in columns)
            column.field = "party_country" if other else "country"
            maker = "raw-material supplier" if material else "manufacturer"
            column.role = column.role or (maker if other else "")
            column.doubt = column.doubt or "a country of goods, taken for the country of the party"
