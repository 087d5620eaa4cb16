"""What stands in the cells of an ordinary row: a function for each field and each look of it."""

import datetime
from typing import Any

COUNTRIES = {
    "IN": "India",
    "BD": "Bangladesh",
    "PK": "Pakistan",
    "VN": "Vietnam",
    "ID": "Indonesia",
    "MY": "Malaysia",
    "TH": "Thailand",
    "PH": "Philippines",
    "LK": "Sri Lanka",
    "KH": "Cambodia",
    "CN": "China",
    "TW": "Taiwan",
    "KR": "South Korea",
    "JP": "Japan",
    "TR": "Turkey",
    "DE": "Germany",
    "FR": "France",
    "ES": "Spain",
    "PT": "Portugal",
    "IT": "Italy",
    "PL": "Poland",
    "CZ": "Czech Republic",
    "HU": "Hungary",
    "RO": "Romania",
    "MX": "Mexico",
    "GT": "Guatemala",
    "HN": "Honduras",
    "PE": "Peru",
    "CO": "Colombia",
    "BR": "Brazil",
    "EG": "Egypt",
    "MA": "Morocco",
    "TN": "Tunisia",
    "ET": "Ethiopia",
    "KE": "Kenya",
    "ZA": "South Africa",
    "NA": "Namibia",
    "US": "United States",
    "GB": "United Kingdom",
    "RU": "Russia",
    "HK": "Hong Kong",
    "DO": "Dominican Republic",
    "MU": "Mauritius",
    "RS": "Serbia",
    "JO": "Jordan",
    "NP": "Nepal",
    "SG": "Singapore",
    "KP": "North Korea",
}
PEOPLE = ["Anna Berg", "Carlos Vega", "Mei Tan", "Priya Nair", "Tom Hale", "Elif Kaya", "Jan Novak"]
PORTS = ["Long Beach", "Savannah", "Newark", "Oakland", "Houston"]
CARRIERS = ["MAEU", "MSCU", "CMDU", "ONEY"]


def pick(choices: list[Any], row: int) -> Any:
    return choices[row % len(choices)]


def day(row: int) -> datetime.date:
    return datetime.date(2026, 1, 5) + datetime.timedelta(days=row * 3)


def flat(hs: str, row: int) -> str:
    return f"{hs}{10 + row % 7 * 10}00{row % 3 * 10:02d}"


def address(firm: Any) -> str:
    return f"{firm.street}, {firm.city}"


def named(firm: Any) -> str:
    return COUNTRIES.get(firm.country, firm.country)


LOOKS = {
    "country": lambda f, n: named(f),
    "country.iso": lambda f, n: f.country,
    "country.upper": lambda f, n: named(f).upper(),
    "city": lambda f, n: f.city,
    "city.upper": lambda f, n: f.city.upper(),
    "region": lambda f, n: "",
    "postal_code": lambda f, n: str(10000 + n * 137),
    "address": lambda f, n: f.street,
    "address.city": lambda f, n: address(f),
    "address.full": lambda f, n: f"{address(f)}, {named(f)}",
    "address.upper": lambda f, n: f"{address(f)}, {named(f)}".upper(),
    "supplier_id": lambda f, n: 100200 + n * 7,
    "supplier_id.zero": lambda f, n: f"{100200 + n * 7:010d}",
    "supplier_id.v": lambda f, n: f"V-{2000 + n * 3}",
    "supplier_id.cid": lambda f, n: f"CID{2000 + n * 11:06d}",
    "hs_code": lambda f, n: f.hs,
    "hs_code.six": lambda f, n: f"{f.hs}.{10 + n % 7 * 10}",
    "hs_code.ten": lambda f, n: f"{f.hs}.{10 + n % 7 * 10}.00{n % 3 * 10:02d}",
    "hs_code.flat": lambda f, n: flat(f.hs, n),
    "hs_code.excel": lambda f, n: f'="{f.hs}"',
    "goods_description": lambda f, n: f.goods,
    "goods_description.upper": lambda f, n: f"{f.goods} {n * 12} CTNS".upper(),
    "quantity": lambda f, n: 120 + n * 35,
    "value": lambda f, n: 1450.5 + n * 310,
    "value.text": lambda f, n: f"{1450 + n * 310},00",
    "weight": lambda f, n: 800 + n * 41,
    "date": lambda f, n: day(n),
    "date.text": lambda f, n: day(n).strftime("%m/%d/%Y"),
    "date.de": lambda f, n: day(n).strftime("%d.%m.%Y"),
    "date.iso": lambda f, n: day(n).isoformat(),
    "number": lambda f, n: 4500012000 + n,
    "number.line": lambda f, n: n * 10,
    "number.bl": lambda f, n: f"{pick(CARRIERS, n)}{712300 + n * 19}",
    "number.entry": lambda f, n: f"ABC-{7210000 + n * 23}-{n % 10}",
    "number.order": lambda f, n: n,
    "number.style": lambda f, n: f"ST-{4100 + n * 9}",
    "person": lambda f, n: pick(PEOPLE, n),
    "email": lambda f, n: f"sales{n}@example.com",
    "phone": lambda f, n: f"+1 555 01{n % 90 + 10}",
    "vessel": lambda f, n: pick(["NORTHERN GANNET", "PACIFIC OTTER", "BLUE HERON"], n),
    "port": lambda f, n: pick(PORTS, n),
    "importer": lambda f, n: "Birch & Lowell Trading Inc",
    "brand": lambda f, n: pick(["Generic", "Fernhill", "Own label"], n),
    "remarks": lambda f, n: pick(["", "", "OK", "New in 2026", "Renewal due"], n),
    "mid": lambda f, n: "",
    "none": lambda f, n: "",
    "none.destination": lambda f, n: pick(["Kenya", "Nigeria", "Zambia", "Vietnam"], n),
    "none.flag": lambda f, n: pick(["Y", "N", "Y"], n),
    "none.currency": lambda f, n: "USD",
    "none.status": lambda f, n: pick(["Active", "Active", "On hold"], n),
    "none.unit": lambda f, n: "PCS",
    "none.client": lambda f, n: "100",
    "none.terms": lambda f, n: pick(["Net 30", "Net 60"], n),
    "none.incoterm": lambda f, n: pick(["FOB", "CIF"], n),
    "none.count": lambda f, n: 80 + n * 23,
    "none.step": lambda f, n: n,
    "none.process": lambda f, n: pick(["Ginning", "Spinning", "Weaving", "Dyeing", "Sewing"], n),
    "none.role": lambda f, n: pick(["Owner", "Processor", "Transporter"], n),
    "none.metal": lambda f, n: pick(["Gold", "Tin", "Tungsten", "Tantalum"], n),
    "none.grade": lambda f, n: pick(["A", "B", "A", "C"], n),
    "none.category": lambda f, n: pick(["Trim", "Fabric", "Packaging"], n),
    "none.position": lambda f, n: pick(["Sewer", "Cutter", "Packer", "Mechanic"], n),
    "none.geo": lambda f, n: f"{20 + n * 0.37:.4f}",
}


def of(field: str, look: str, firm: Any, row: int) -> object:
    """Fill the cell of an ordinary row."""
    return LOOKS[f"{field}.{look}" if look else field](firm, row)
