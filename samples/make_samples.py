"""Makes the sample files.

Invented firms, and listed names in the shapes that trade papers give them.

Run it with ``python samples/make_samples.py``; the same files come out every time. ``expected.csv``
says which rows must
be found and why; tests hold the product to it. Every unlisted firm here is invented.
"""

import csv
import datetime
import random
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent

# (name, alias, country as written, city, address, products, HS code as Excel would hold it, tier)
PLANTED_SUPPLIERS = [
    (
        "HETIAN HAOLIN HAIR ACCESSORIES CO.,LTD",
        "",
        "P.R.C.",
        "Hotan",
        "No. 88 Beijing Road, Hotan, Xinjiang",
        "hair accessories, wigs",
        6704,
        1,
    ),
    (
        "和田泰达服饰有限公司",
        "Hetian Taida Garment",
        "中国",
        "和田",
        "新疆和田地区",
        "服装",
        "6109.10",
        2,
    ),
    ("Hoshine Silicon Ind. Co Ltd", "", "China", "Jiaxing", "Zhejiang", "silicones", "3910.00", 2),
    ("Nine Star Corporation", "", "CN", "Zhuhai", "Guangdong", "printers and toner", 8443.99, 1),
    (
        "Li-Ning (China) Sports Goods",
        "李宁",
        "Peoples Rep. of China",
        "Beijing",
        "",
        "sportswear",
        6203,
        1,
    ),
    ("Zhejiang Sunrise Garmnet Group", "", "China", "Shengzhou", "", "shirts", 6205, 1),
    (
        "DONGGANG JINHUI FOODSTUFF CO",
        "",
        "China",
        "Dandong",
        "Donggang, Dandong, Liaoning",
        "frozen squid",
        307,
        2,
    ),
    ("Dalian Haiqing Foods Co Ltd", "", "CHN", "Dalian", "", "fish fillets", 304, 1),
    (
        "Trading House Mokran OOO",
        "ООО «Мокран»",
        "Россия",
        "St Petersburg",
        "",
        "building works",
        None,
        3,
    ),
    (
        "Korea Taesong Trading Corp",
        "",
        "N. Korea",
        "Pyongyang",
        "Pothonggang District, Pyongyang",
        "minerals",
        2616,
        3,
    ),
    (
        "Giant Mfg. Co Ltd",
        "",
        "Taiwan, Province of China",
        "Taichung",
        "",
        "bicycles",
        "8712.00.15",
        1,
    ),
    ("Taepyung Salt Farm", "", "Korea", "Sinan", "", "sea salt", 2501, 2),
    ("Ashgabat Dokma Toplumy Mills", "", "Turkmenistan", "Ashgabat", "", "cotton yarn", 5205, 3),
    (
        "Kashgar Silk Road Weaving",
        "",
        "China",
        "Kashi",
        "12 Renmin East Rd, Kashgar",
        "carpets",
        5702,
        2,
    ),
]

CLEAN_SUPPLIERS = [
    ("Bến Thành Wood Works JSC", "Viet Nam", "Binh Duong", "furniture", "9403.60"),
    ("Lotus Delta Plastics Co., Ltd", "Vietnam", "Can Tho", "plastic boxes", 3923),
    ("Sông Hồng Ceramics", "VN", "Hai Duong", "tableware", 6912),
    ("Quoc Thinh Rattan Export", "Viet Nam", "Da Nang", "baskets", 4602),
    ("Shree Vallabh Castings Pvt Ltd", "India", "Rajkot", "castings", 7325),
    ("Meenakshi Brassware Exports", "India", "Moradabad", "brassware", 7418),
    ("Deccan Spice Mills", "India", "Guntur", "spices", "0904.21"),
    ("Coromandel Granites", "INDIA", "Ongole", "granite slabs", "6802.23"),
    ("Tejas Bearings Private Limited", "Inda", "Pune", "bearings", 8482),
    ("Maquilados del Bajío S.A. de C.V.", "Mexico", "León", "belts", 4203),
    ("Vidrios Cuauhtémoc S. de R.L.", "México", "Puebla", "glass jars", 7010),
    ("Empaques Sonora SA de CV", "MX", "Hermosillo", "cartons", 4819),
    ("Conservas Tepeyac", "Mexico", "Irapuato", "chillies", 2005),
    ("Oberrheinische Ventiltechnik GmbH", "Deutschland", "Offenburg", "valves", 8481),
    ("Kessler & Brandt KG", "Germany", "Solingen", "knives", 8211),
    ("Vogtland Spitzen GmbH & Co. KG", "Germany", "Plauen", "lace", 5804),
    ("Officine Meccaniche Bertolazzi S.r.l.", "Italia", "Brescia", "pumps", 8413),
    ("Pelletteria Arnolfini S.p.A.", "Italy", "Firenze", "handbags", 4202),
    ("Cerâmicas do Mondego Lda", "Portugal", "Coimbra", "tiles", 6907),
    ("Cortiça Serrana SA", "Portugal", "Évora", "cork", 4503),
    ("Anadolu Bakır Eşya Ltd. Şti.", "Türkiye", "Gaziantep", "cookware", 7615),
    ("Marmara Cam Sanayi A.Ş.", "Turkey", "Bursa", "glassware", 7013),
    ("Ege Zeytin Tarım", "Turkiye", "Izmir", "olives", 2005),
    ("Siam Lacquer House", "Thailand", "Chiang Mai", "lacquerware", 4420),
    ("Chao Phraya Rubberwood", "Thailand", "Rayong", "cutting boards", 4419),
    ("Padma Jute Crafts", "Bangladesh", "Khulna", "jute bags", 6305),
    ("Meghna Leathercraft", "Bangladesh", "Dhaka", "wallets", 4202),
    ("Nusantara Rotan Jaya PT", "Indonesia", "Cirebon", "chairs", 9401),
    ("Bukit Kemuning Spices", "Indonesia", "Lampung", "pepper", "0904.11"),
    ("Lapu Shellcraft Inc", "Philippines", "Cebu", "ornaments", 9601),
    ("Tatra Sklo s.r.o.", "Slovakia", "Lednické Rovne", "crystal", 7013),
    ("Bohemia Knoflík a.s.", "Czech Republic", "Liberec", "buttons", 9606),
    ("Zakłady Drzewne Bieszczady Sp. z o.o.", "Poland", "Sanok", "broom handles", 4417),
    ("Szegedi Paprika Kft.", "Hungary", "Szeged", "paprika", "0904.22"),
    ("Ningbo Auspicious Hinge Hardware Co., Ltd.", "China", "Ningbo", "hinges", 8302),
    ("Yongkang Fulai Vacuum Cup Factory", "China", "Yongkang", "vacuum flasks", 9617),
    ("Shantou Xinyue Toy Manufactory", "China", "Shantou", "toys", 9503),
    ("Foshan Qiaoyi Lighting", "P.R. China", "Foshan", "lamps", 9405),
    ("Jingdezhen Yuhe Porcelain", "China", "Jingdezhen", "porcelain", 6911),
    ("Zhongshan Baolide Fan Mfg", "China", "Zhongshan", "fans", 8414),
    ("Seoul Bright Stationery", "South Korea", "Paju", "pens", 9608),
    ("Hokuriku Lacquer Kogei K.K.", "Japan", "Kanazawa", "bowls", 4419),
    ("Andes Quena Instrumentos SAC", "Peru", "Cusco", "flutes", 9205),
    ("Alpaca Sur EIRL", "Peru", "Arequipa", "alpaca blankets", 6301),
    ("Fazenda Boa Brisa Ltda", "Brazil", "Franca", "honey", "0409.00"),
]

# (row id, manufacturer, shipper, mid, origin, export, port, HTS, goods, value, vessel, expectation)
PLANTED_SHIPMENTS = [
    (
        "Hetian Haolin Hair Accessor",
        "Silk Bridge Sourcing HK",
        "CNHETHAO88HOT",
        "China",
        "HK",
        "Yantian",
        "6704.20",
        "WIGS OF HUMAN HAIR",
    ),
    (
        "HOTAN HAO LIN HAIR ACC.",
        "Messrs. Silk Bridge Sourcing",
        "",
        "CN",
        "CN",
        "Shanghai",
        67049000,
        "hair pieces",
    ),
    (
        "Hoshine Silicon Industry (Shan",
        "Golden Fleece Logistics",
        "",
        "China",
        "China",
        "Ningbo",
        "2804.69",
        "SILICON METAL 553",
    ),
    (
        "",
        "Jiangsu Skyline Forwarding c/o Hefei Bitland Information Technology",
        "",
        "PRC",
        "CN",
        "Shanghai",
        8471,
        "computer parts",
    ),
    (
        "Dandong Omeca Foods",
        "Liaoning Blue Coast Trade",
        "",
        "China",
        "CN",
        "Dalian",
        307,
        "FROZEN SQUID TUBES",
    ),
    (
        "Hunchun Dongyang Seafood Industry&Trade Co",
        "Pagoda Cold Chain",
        "",
        "China",
        "CN",
        "Dalian",
        304,
        "SALMON FILLETS",
    ),
    (
        "Serbia Zijin Copper DOO Bor",
        "Danube Metals",
        "",
        "Serbia",
        "RS",
        "Constanta",
        7403,
        "copper cathodes",
    ),
    (
        "Kingtom Aluminio SRL",
        "Kingtom Aluminio SRL",
        "",
        "Dominican Rep.",
        "DO",
        "Caucedo",
        7604,
        "aluminum profiles",
    ),
    (
        "Central Romana Corporation, Ltd.",
        "Central Romana",
        "",
        "Dominican Republic",
        "DO",
        "La Romana",
        1701,
        "raw cane sugar",
    ),
    (
        "Ganja Pambyk Textile",
        "Caspian Freight",
        "",
        "Turkmenistan",
        "TM",
        "Turkmenbashi",
        5205,
        "cotton yarn",
    ),
    (
        "Lilongwe Leaf Growers Coop",
        "Blantyre Auction Floors",
        "",
        "Malawi",
        "MW",
        "Beira",
        2401,
        "flue cured tobacco",
    ),
    (
        "Peony Embroidery Workshop",
        "Liaoning Blue Coast Trade",
        "",
        "D.P.R. of Korea",
        "CN",
        "Dalian",
        6206,
        "embroidered blouses",
    ),
    (
        "Yalu Bright Garment Processing",
        "Liaoning Blue Coast Trade",
        "",
        "Korea, Dem. People's Rep.",
        "CN",
        "Dandong",
        6109,
        "T-shirts",
    ),
    (
        "Chongchon Apparel Subcontract",
        "Amnok River Trading",
        "",
        "CN",
        "CN",
        "Nampo",
        6203,
        "trousers",
    ),
    (
        "Far East Longline Fishery",
        "Pacific Rim Reefer",
        "",
        "China",
        "CN",
        "Zhoushan",
        303,
        "FROZEN TUNA",
    ),
    (
        "Casual Wear Apparel LLC",
        "Aqaba Gate Shipping",
        "",
        "Jordan",
        "JO",
        "Aqaba",
        6110,
        "sweaters",
    ),
    ("Korea Rungrado Gen. Trading Corp", "Rungrado", "", "N Korea", "KP", "Nampo", 6403, "shoes"),
    (
        "Xinjiang Zhongtai Chemical Co",
        "Huatai Resin Trade",
        "",
        "China",
        "CN",
        "Tianjin",
        3904,
        "PVC resin SG-5",
    ),
    (
        "Linglong International Europe d.o.o.",
        "Zrenjanin Freight",
        "",
        "Serbia",
        "RS",
        "Rijeka",
        4011,
        "car tyres",
    ),
    ("Needlecraft Ltd", "Aqaba Gate Shipping", "", "Jordan", "JO", "Aqaba", 6203, "uniforms"),
]


def _expectations() -> list[dict[str, str]]:
    """What must be found. ``entry`` is the list entry, ``level`` the least level."""
    text = """file,id,rule,entry,level,why
suppliers,V-101,entity-match,us-uflpa/uflpa-hetian-haolin-hair-accessories,critical,listed name in capitals
suppliers,V-101,region-xinjiang,us-xinjiang/xinjiang,critical,address in Hotan
suppliers,V-102,entity-match,us-uflpa/uflpa-hetian-taida-apparel,critical,listed name in Chinese characters and as an alias
suppliers,V-103,entity-match,us-cbp-wro/wro-hoshine-silicon-industry,critical,shortened trade word
suppliers,V-104,entity-match,us-uflpa/uflpa-ninestar-corporation,critical,name written apart
suppliers,V-105,entity-match,us-caatsa-detentions/caatsa-li-ning,critical,alias and Chinese name
suppliers,V-106,entity-match,us-caatsa-detentions/caatsa-zhejiang-sunrise,critical,typing error in the trade word
suppliers,V-107,entity-match,nk-reported-companies/nkr-donggang-jinhui-foodstuff,high,named by the Outlaw Ocean Project
suppliers,V-107,border-place,nk-host-countries/host-cn,high,seafood from China at the border of North Korea
suppliers,V-108,entity-match,nk-reported-companies/nkr-dalian-haiqing-food,medium,named and denied: one level lower
suppliers,V-109,entity-match,us-ofac-dprk/ofac-30083,critical,Cyrillic alias
suppliers,V-110,origin-dprk,us-nk-origin/north-korea,critical,country written N. Korea
suppliers,V-110,region-dprk,us-nk-origin/north-korean-places,high,address in Pyongyang
suppliers,V-110,entity-match,us-ofac-dprk/ofac-12313,critical,Taesong for Daesong
suppliers,V-111,entity-match,us-cbp-wro/wro-giant-manufacturing,critical,abbreviated trade word
suppliers,V-112,entity-match,us-cbp-wro/wro-taepyung-salt-farm,critical,listed name; country written as Korea alone
suppliers,V-113,commodity-scope,us-cbp-wro/wro-cotton-of-turkmenistan,critical,cotton of Turkmenistan by HS code
suppliers,V-114,region-xinjiang,us-xinjiang/xinjiang,critical,address in Kashgar
"""
    return list(csv.DictReader(text.splitlines()))


SHIPMENT_EXPECTATIONS = [
    (
        0,
        "entity-match",
        "us-uflpa/uflpa-hetian-haolin-hair-accessories",
        "critical",
        "name cut off by the manifest",
    ),
    (
        1,
        "entity-match",
        "us-uflpa/uflpa-hetian-haolin-hair-accessories",
        "critical",
        "other spelling of the place, name written apart, abbreviated",
    ),
    (
        2,
        "entity-match",
        "us-uflpa/uflpa-hoshine-silicon-industry-shanshan",
        "critical",
        "name cut off inside brackets",
    ),
    (
        3,
        "entity-match",
        "us-uflpa/uflpa-hefei-bitland-information-technology",
        "critical",
        "listed name behind an agent (c/o)",
    ),
    (
        4,
        "entity-match",
        "nk-reported-companies/nkr-dandong-omeca-food",
        "high",
        "named by the Outlaw Ocean Project",
    ),
    (
        5,
        "entity-match",
        "nk-reported-companies/nkr-hunchun-dongyang-seafood-industry-trade",
        "medium",
        "named by the Associated Press in 2017: historic",
    ),
    (
        6,
        "entity-match",
        "us-cbp-wro/wro-serbia-zijin-copper-d-o-o",
        "critical",
        "town added to the name",
    ),
    (
        7,
        "entity-match",
        "us-cbp-wro/wro-kingtom-aluminio-s-r-l",
        "high",
        "Finding vacated, litigation pending: one level lower",
    ),
    (
        8,
        "entity-match",
        "us-cbp-wro/wro-central-romana-corporation",
        "info",
        "inactive order: shown for the record",
    ),
    (
        9,
        "commodity-scope",
        "us-cbp-wro/wro-cotton-of-turkmenistan",
        "critical",
        "cotton of Turkmenistan by HTS code",
    ),
    (
        10,
        "commodity-scope",
        "us-cbp-wro/wro-tobacco-of-malawi",
        "critical",
        "tobacco of Malawi by HTS code",
    ),
    (11, "origin-dprk", "us-nk-origin/north-korea", "critical", "origin written D.P.R. of Korea"),
    (
        12,
        "origin-dprk",
        "us-nk-origin/north-korea",
        "critical",
        "origin written Korea, Dem. People's Rep.",
    ),
    (
        13,
        "region-dprk",
        "us-nk-origin/north-korean-places",
        "high",
        "loaded in Nampo although China is declared",
    ),
    (14, "vessel-match", "us-cbp-wro/wro-zhen-fa-7", "critical", "fishing vessel under order"),
    (
        15,
        "entity-match",
        "us-cbp-wro/wro-casual-wear-apparel-l-l-c",
        "critical",
        "legal form written differently",
    ),
    (
        16,
        "entity-match",
        "us-ofac-dprk/ofac-19613",
        "critical",
        "abbreviated trade word, North Korean spelling",
    ),
    (16, "origin-dprk", "us-nk-origin/north-korea", "critical", "origin written N Korea"),
    (17, "entity-match", "us-uflpa/uflpa-xinjiang-zhongtai-chemical", "critical", "listed name"),
    (
        18,
        "entity-match",
        "us-cbp-wro/wro-linglong-international-europe-d-o-o-zrenjanin",
        "critical",
        "name without its town",
    ),
    (19, "entity-match", "us-cbp-wro/wro-needle-craft", "critical", "name written together"),
]


def make_suppliers() -> None:
    """Writes suppliers.xlsx: title lines above the header, doubled rows, gaps, mixed languages."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Vendor master"
    sheet["A1"] = "Northwind Home & Apparel, Inc. - approved vendor list"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = "exported 2026-10-30, all amounts in USD"
    headers = [
        "Vendor No.",
        "Vendor Name",
        "Chinese Name / a.k.a.",
        "Country",
        "City",
        "Street Address",
        "Products",
        "HS Code",
        "Tier",
        "Buyer initials",
        "Payment terms",
    ]
    sheet.append([])
    sheet.append(headers)
    rng = random.Random(2026)
    rows: list[list[object]] = []
    for number, (name, alias, country, city, address, products, code, tier) in enumerate(
        PLANTED_SUPPLIERS, start=101
    ):
        rows.append(
            [
                f"V-{number}",
                name,
                alias or None,
                country,
                city,
                address or None,
                products,
                code,
                tier,
            ]
        )
    for number, (name, country, city, products, code) in enumerate(CLEAN_SUPPLIERS, start=201):
        address = (
            f"{rng.randint(2, 480)}"
            f" {rng.choice(['Industrial Road', 'Harbour Street', 'Station Rd', 'Market Lane'])}"
            if rng.random() < 0.7
            else None
        )
        rows.append(
            [
                f"V-{number}",
                name,
                None,
                country if rng.random() < 0.95 else None,
                city,
                address,
                products,
                code,
                rng.choice([1, 1, 1, 2]),
            ]
        )
    rng.shuffle(rows)
    doubled = next(row for row in rows if row[0] == "V-236")
    rows.append(list(doubled))
    for row in rows:
        sheet.append(
            [
                *row,
                rng.choice(["KL", "MS", "TR", "AB"]),
                rng.choice(["NET30", "NET60", "LC at sight"]),
            ]
        )
    sheet.append(
        ["Total", None, None, None, None, None, None, None, None, None, f"{len(rows)} vendors"]
    )
    notes = book.create_sheet("Legend")
    notes.append(["Tier 1 delivers to us"])
    notes.append(["Tier 2 and 3 deliver to tier 1"])
    for letter, width in zip(
        "ABCDEFGHIJK", (11, 44, 24, 26, 18, 40, 24, 12, 6, 14, 16), strict=True
    ):
        sheet.column_dimensions[letter].width = width
    _save(book, "suppliers.xlsx")


def make_shipments() -> None:
    """Writes shipments.xlsx.

    200 bills of lading in three date styles, numbers as text, gaps and vessel names.
    """
    rng = random.Random(1219)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Main Report"
    sheet.append(["ACE-style export; run 2026-11-02"])
    headers = [
        "B/L No.",
        "Arrival Date",
        "Manufacturer Name",
        "Shipper",
        "Consignee",
        "Manufacturer ID",
        "Country of Origin",
        "Country of Export",
        "Port of Lading",
        "HTS Number - Full",
        "Description of Goods",
        "Quantity",
        "Gross Weight (kg)",
        "Value",
        "Currency",
        "Vessel",
        "Container No.",
        "PO ref",
    ]
    sheet.append(headers)
    vessels = [
        "MV Baltic Heron",
        "Cape Sorrel V.114E",
        "Ocean Lantern",
        "MSC Verdana",
        "Ever Meadow",
        "Pacific Juniper",
    ]

    ports = {
        "Viet Nam": "Cat Lai",
        "India": "Nhava Sheva",
        "Mexico": "Manzanillo",
        "Germany": "Hamburg",
        "Italy": "Genoa",
        "China": "Ningbo",
        "Turkey": "Izmir",
        "Thailand": "Laem Chabang",
    }
    rows: list[list[object]] = []
    for number, (maker, shipper, mid, origin, export, port, code, goods) in enumerate(
        PLANTED_SHIPMENTS
    ):
        vessel = "F/V ZHEN FA NO. 7" if number == 14 else rng.choice(vessels)
        rows.append(
            _shipment(
                rng,
                f"BLNW{9000 + number}",
                maker or None,
                shipper,
                mid or None,
                origin,
                export,
                port,
                code,
                goods,
                vessel,
            )
        )
    number = 0
    while len(rows) < 200:
        name, country, _, products, code = rng.choice(CLEAN_SUPPLIERS)
        number += 1
        rows.append(
            _shipment(
                rng,
                f"BLNW{1000 + number}",
                name,
                rng.choice([name, "Meridian Consolidators", "Harbor & Vale Freight"]),
                None,
                country,
                None,
                ports.get(country, ""),
                code,
                products,
                rng.choice(vessels),
            )
        )
    rng.shuffle(rows)
    for row in rows:
        sheet.append(row)
    for index, width in enumerate(
        (12, 14, 40, 34, 26, 18, 22, 12, 16, 14, 28, 10, 12, 14, 9, 22, 14, 10)
    ):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    _save(book, "shipments.xlsx")


def _shipment(
    rng: random.Random,
    number: str,
    maker: object,
    shipper: str,
    mid: object,
    origin: str,
    export: object,
    port: str,
    code: object,
    goods: str,
    vessel: str,
) -> list[object]:
    day = datetime.date(2026, 1, 5) + datetime.timedelta(days=rng.randint(0, 290))
    date: object = rng.choice([day, day.isoformat(), f"{day.day:02d} {day:%b} {day.year}"])
    value = round(rng.uniform(900, 84_000), 2)
    amount: object = rng.choice([value, f"{value:,.2f}", f"${value:,.2f}"])
    container = f"{rng.choice(['TGHU', 'MSKU', 'OOLU'])}{rng.randint(1_000_000, 9_999_999)}"
    return [
        number,
        date,
        maker,
        shipper,
        "Northwind Home & Apparel, Inc.",
        mid,
        origin,
        export,
        port,
        code,
        goods,
        rng.randint(40, 4000),
        str(rng.randint(200, 18_000)),
        amount,
        "USD" if rng.random() < 0.8 else None,
        vessel,
        container,
        f"PO{rng.randint(4000, 4999)}",
    ]


def make_expected() -> None:
    """Writes expected.csv, the rows that must be found, for the README and the golden test."""
    rows = _expectations()
    for index, rule, entry, level, why in SHIPMENT_EXPECTATIONS:
        rows.append(
            {
                "file": "shipments",
                "id": f"BLNW{9000 + index}",
                "rule": rule,
                "entry": entry,
                "level": "low" if level == "possible" else level,
                "why": why,
            }
        )
    with (HERE / "expected.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(
            handle, ["file", "id", "rule", "entry", "level", "why"], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


# : A supply chain of five tiers. Only the tier 4 cotton merchant is listed; all other firms are
# invented. (id, name, tier, supplies to, parent, country, city, address, products, HS code)
SUPPLY_CHAIN = [
    (
        "SC-01",
        "Kelani Shirt Makers (Pvt) Ltd",
        1,
        None,
        "Kelani Apparel Holdings PLC",
        "Sri Lanka",
        "Biyagama",
        "Lot 14, Export Processing Zone",
        "men's shirts",
        6205,
    ),
    (
        "SC-02",
        "Sundara Weaving Mills",
        2,
        "Kelani Shirt Makers",
        None,
        "India",
        "Erode",
        None,
        "shirting fabric",
        5208,
    ),
    (
        "SC-03",
        "Meghna Ring Spinning Ltd.",
        3,
        "SUNDARA WEAVING MILL PVT. LTD.",
        None,
        "Bangladesh",
        "Narayanganj",
        None,
        "cotton yarn",
        5205,
    ),
    (
        "SC-04",
        "BINZHOU CHINATEX YINTAI INDUSTRIAL CO LTD",
        4,
        "SC-03",
        None,
        "China",
        "Binzhou",
        None,
        "raw cotton",
        5201,
    ),
    (
        "SC-05",
        "Sunflower Lane Ginnery",
        5,
        "Binzhou Chinatex Yintai Industrial",
        None,
        "China",
        "Aksu",
        "Awat County",
        "ginned cotton",
        5201,
    ),
    (
        "SC-06",
        "Bohemia Knoflík a.s.",
        2,
        "Kelani Shirt Makers; Rua Nova Camisas Lda",
        None,
        "Czech Republic",
        "Liberec",
        None,
        "buttons",
        9606,
    ),
    (
        "SC-07",
        "Rua Nova Camisas Lda",
        1,
        None,
        None,
        "Portugal",
        "Guimarães",
        "Rua Nova 12",
        "men's shirts",
        6205,
    ),
    (
        "SC-08",
        "Fiação do Ave SA",
        2,
        "Rua Nova Camisas Lda",
        None,
        "Portugal",
        "Famalicão",
        None,
        "cotton yarn",
        5205,
    ),
    (
        "SC-09",
        "Kelani Apparel Holdings PLC",
        None,
        None,
        None,
        "Sri Lanka",
        "Colombo",
        None,
        "holding company",
        None,
    ),
]


def make_supply_chain() -> None:
    """Writes supply-chain.xlsx.

    Who supplies whom, by name or by id, and the shipments of the two direct suppliers.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Supply map"
    sheet.append(
        [
            "Supplier ID",
            "Supplier Name",
            "Tier",
            "Supplies to",
            "Parent Company",
            "Country",
            "City",
            "Address",
            "Products",
            "HS Code",
        ]
    )
    for row in SUPPLY_CHAIN:
        sheet.append(list(row))
    entries = book.create_sheet("Entries")
    entries.append(
        [
            "Entry No.",
            "Date",
            "Manufacturer",
            "Country of Origin",
            "HTS",
            "Description",
            "Quantity",
            "Value",
            "Currency",
            "Port of Lading",
        ]
    )
    rng = random.Random(5)
    makers = [
        ("KELANI SHIRT MAKERS PVT LTD", "Sri Lanka", "Colombo"),
        ("Kelani Shirt Makers", "LK", "Colombo"),
        ("Rua Nova Camisas, Lda.", "Portugal", "Leixoes"),
    ]
    for number in range(12):
        maker, origin, port = makers[number % 3]
        pieces = rng.randint(40, 160) * 25
        day = datetime.date(2026, 2, 3) + datetime.timedelta(days=19 * number)
        entries.append(
            [
                f"KSB-{number + 1:04d}",
                day,
                maker,
                origin,
                "6205.20.2026",
                "MENS COTTON SHIRTS",
                pieces,
                round(pieces * rng.uniform(5.2, 6.9), 2),
                "USD",
                port,
            ]
        )
    for letter, width in zip("ABCDEFGHIJ", (12, 44, 24, 34, 30, 20, 18, 34, 20, 16), strict=True):
        sheet.column_dimensions[letter].width = entries.column_dimensions[letter].width = width
    _save(book, "supply-chain.xlsx")


def _save(book: Workbook, name: str) -> None:
    book.properties.created = book.properties.modified = datetime.datetime(2026, 11, 1)
    book.properties.creator = "flscreen samples"
    book.save(HERE / name)


if __name__ == "__main__":
    make_suppliers()
    make_shipments()
    make_supply_chain()
    make_expected()
