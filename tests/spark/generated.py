"""Writes shipments in which every rule of shipments finds something, of any size, as Parquet."""

import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from screen.lists.load import load_watchlists

_FIRMS = ("Sunrise", "Padma", "Golden Bay", "Meridian", "Kowloon", "Oakfield", "Anh Duong", "Vega")
_TRADES = ("Textile Mills", "Trading", "Electronics", "Foods", "Garments", "Plastics", "Logistics")
_FORMS = ("Co., Ltd.", "Ltd", "LLC", "GmbH", "Inc.", "")
_COUNTRIES = ("CN", "VN", "BD", "Russia", "DE", "India", "KP", "MY", "US", None, "NA", "Qatar")
_GOODS = (
    ("cotton t-shirts", "610910"),
    ("tomato paste", "200290"),
    ("polysilicon", "280461"),
    ("steel bolts", "731815"),
    ("frozen squid", "030743"),
    ("toys", "950300"),
    ("wigs of human hair", "670420"),
    (None, None),
)
_PLACES = (
    "No. 5 Industry Road, Urumqi, Xinjiang",
    "12 Zhongshan Rd, Dandong, Liaoning",
    "Hauptstr. 3, Hamburg",
    "Kaesong Industrial Zone",
    "Kashgar Street, Shanghai",
    "Plot 7, Dhaka",
    None,
    None,
)
_REMARKS = (None, None, None, "shipped for {}", "on behalf of {}; urgent", "see invoice")


def shipments(rows: int, names: int, seed: int = 7, makers: Sequence[str] = ()) -> pl.DataFrame:
    """Return ``rows`` shipments of about ``names`` firms, a hundredth of them listed ones.

    Half of the shipments are of ``makers``, in one spelling or another.
    """
    chance = random.Random(seed)
    listed = sorted(
        {e.name for w in load_watchlists() for e in w.entries if e.kind in ("entity", "facility")}
    )
    vessels = sorted({e.name for w in load_watchlists() for e in w.entries if e.kind == "vessel"})
    firms = []
    for number in range(names):
        if number % 100 == 0:
            name = chance.choice(listed)
            change = chance.choice((str, str.upper, str.title, lambda n: n + " Ltd", _slip))
            firms.append(change(name))
        else:
            coined = "".join(
                chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in "123"
            )
            firms.append(
                f"{coined.title()} {chance.choice(_FIRMS)} {chance.choice(_TRADES)}"
                f" {chance.choice(_FORMS)}".strip()
            )
    lines = []
    for number in range(rows):
        goods, code = chance.choice(_GOODS)
        remark = chance.choice(_REMARKS)
        maker, origin = chance.choice(firms), chance.choice(_COUNTRIES)
        if makers and number % 2:
            maker = chance.choice((str, str.upper, _slip))(chance.choice(makers))
        value = round(chance.uniform(500, 90_000) * (0.02 if number % 400 == 7 else 1), 2)
        lines.append(
            (
                f"S{number:07}",
                date(2024, 1, 1) + timedelta(days=chance.randrange(1000)),
                maker if chance.random() > 0.1 else None,
                chance.choice(firms),
                chance.choice(firms[:50]),
                chance.choice(_PLACES),
                origin,
                goods,
                code,
                value,
                chance.choice(("USD", "EUR", None)),
                float(chance.randrange(400, 600)),
                chance.choice(vessels) if vessels and number % 500 == 3 else "MV Ordinary",
                remark.format(chance.choice(listed)) if remark else None,
                f"CN{maker[:3].upper()}{maker.split()[-1][:3].upper()}12URU"
                if number % 9 == 0
                else None,
            )
        )
    columns = ["Shipment ID", "Arrival Date", "Manufacturer", "Shipper", "Consignee", "Address"]
    columns += ["Country of Origin", "Goods Description", "HS Code", "Value", "Currency"]
    columns += ["Weight (kg)", "Vessel", "Remarks", "Manufacturer ID"]
    return pl.DataFrame(lines, schema=columns, orient="row", infer_schema_length=None)


def suppliers(rows: int, seed: int = 7) -> pl.DataFrame:
    """Return ``rows`` suppliers of four tiers that supply each other, some of them listed ones.

    They name their customers by id, by name and in other spellings; some by nobody's name, and some
    in a circle. Some rows name a spinner and a subcontractor behind their supplier.
    """
    chance = random.Random(seed)
    lists = load_watchlists()
    listed = sorted({e.name for w in lists for e in w.entries if e.kind == "entity"})
    names = []
    for number in range(rows):
        coined = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in "1234")
        plain = f"{coined.title()} {chance.choice(_TRADES)} {chance.choice(_FORMS)}".strip()
        # A firm stands in more than one row.
        again = names[chance.randrange(number)] if number % 11 == 10 else plain
        names.append(chance.choice(listed) if number % 40 == 39 else again)
    tier = [min(4, 1 + number * 4 // rows) for number in range(rows)]
    lines = []
    for number in range(rows):
        customers = [one for one in range(rows) if tier[one] == tier[number] - 1]
        to = None
        if customers and chance.random() > 0.1:
            one = chance.choice(customers)
            name = names[one]
            to = chance.choice((f"P-{one:05}", name, name.upper(), _slip(name), "Nobody Known AG"))
            if chance.random() < 0.1:
                to += f"; {names[chance.choice(customers)]}"
        if tier[number] == 3 and number % 17 == 0:
            to = names[number + 1]
        lines.append(
            (
                f"P-{number:05}",
                names[number],
                str(tier[number]) if number % 7 else None,
                to,
                chance.choice(names) if number % 19 == 0 else None,
                chance.choice(listed) if number % 83 == 0 else None,
                chance.choice(names) if number % 29 == 0 else None,
                chance.choice(listed if number % 3 else names) if number % 31 == 0 else None,
                chance.choice(("CN", "NA", "IN")) if number % 31 == 0 else None,
                f"{names[number].split()[0]} Group" if number % 13 == 0 else None,
                chance.choice(_COUNTRIES),
                chance.choice(_PLACES),
                *chance.choice(_GOODS),
            )
        )
    columns = ["Supplier ID", "Supplier Name", "Tier", "Supplies to", "Parent Company", "Factory"]
    columns += [
        "Subcontractor",
        "Spinner",
        "Spinner Country",
        "Also known as",
        "Country",
        "Address",
    ]
    columns += ["Products", "HS Code"]
    return pl.DataFrame(lines, schema=columns, orient="row", infer_schema_length=None)


def _slip(name: str) -> str:
    return name[:4] + name[5:] if len(name) > 10 else name


if __name__ == "__main__":
    count, named, target = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    shipments(count, named).write_parquet(target, row_group_size=100_000)
