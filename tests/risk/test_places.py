"""Place names through the command line: what is the place, and what only bears its name."""

HEADER = ["Vendor Name", "Country", "City", "Address"]


def levels(report, *rules):
    """Return the level by the vendor's name."""
    return {f["subject"]["name"]: f["level"] for f in report["findings"] if f["rule"] in rules}


def screened(screen_rows, rule, *rows):
    named = [[f"Plain {number}", country, *rest] for number, (country, *rest) in enumerate(rows)]
    found = levels(screen_rows(HEADER, *named), rule)
    return [found.get(row[0]) for row in named]


def test_streets_parks_and_namesakes_are_no_places_of_xinjiang(screen_rows):
    rows = [
        ("China", "Changzhou", "12 Fukang Road"),
        ("China", "Changzhou", "Fukang 2nd Rd. 12"),
        ("China", "Dongguan", "Hetian Industrial Park"),
        ("China", "Shenzhen", "Bole Industrial Zone"),
        ("China", "", "Yecheng Road, Shanghai"),
        ("China", "", "Yanqi Village, Lianjiang County, Fujian Province"),
        ("China", "", "Zhunge'er (Junggar) Banner, Ordos, Inner Mongolia"),
        ("China", "", "上海市乌鲁木齐路3号"),
        ("China", "", "No. 5 Urumqi North Road"),
        ("China", "Bazhou", "Langfang, Hebei"),
        ("China", "", "Xinjiang County, Yuncheng, Shanxi"),
    ]
    assert screened(screen_rows, "region-xinjiang", *rows) == [None] * len(rows)


def test_addresses_in_xinjiang_count_whatever_their_street_is_called(screen_rows):
    rows = [
        ("China", "Urumqi", "Beijing South Road 5"),
        ("China", "", "新疆和田市北京路5号"),
        ("China", "", "5 Fukang Road, 831500"),
        ("China", "Kashgar", "No. 3, Kashgar Economic Development Zone"),
        ("China", "Hetian", ""),
        ("China", "", "Fukang City, Shanghai Road 3"),
        ("China", "", "奎屯市团结路"),
        ("", "", "Guangzhou Street, Shihezi, XUAR"),
    ]
    assert screened(screen_rows, "region-xinjiang", *rows) == ["critical"] * len(rows)


def test_doubt_lowers_the_level_and_is_stated(screen_rows):
    rows = [
        ("China", "", "Kashgar Economic Development Zone"),
        ("China", "", "Bole Industrial Park"),
        ("China", "Shanghai", "Factory in Xinjiang"),
        ("China", "", "Fukang Community"),
    ]
    assert screened(screen_rows, "region-xinjiang", *rows) == ["high", "low", "medium", "low"]
    report = screen_rows(HEADER, ["Plain", "China", "Shanghai", "Factory in Xinjiang"])
    (said,) = [f["message"] for f in report["findings"] if f["rule"] == "region-xinjiang"]
    assert "'xinjiang' (with Shanghai in the same address)" in said


def test_names_of_brands_and_firms_are_no_places(screen_rows):
    report = screen_rows(
        HEADER,
        ["Yili Dairy Industrial Co., Ltd.", "China", "", ""],
        ["Inner Mongolia Yili", "China", "", ""],
        ["Fukang Plain Pharma", "China", "Beijing", ""],
        ["Fukang Plain Toys", "China", "", ""],
        ["Hotan Plain Textile", "China", "", ""],
        ["Shawan", "China", "", ""],
    )
    assert levels(report, "region-xinjiang") == {
        "Fukang Plain Toys": "low",
        "Hotan Plain Textile": "high",
        "Shawan": "low",
    }


def test_places_of_north_korea(screen_rows):
    rows = [
        ("China", "", "Kaicheng Road 5, Hefei"),
        ("China", "", "合肥市开城路5号"),
        ("", "", "Pyongyang"),
    ]
    found = screened(screen_rows, "region-dprk", *rows)
    assert found == [None, None, "high"]
    assert screened(screen_rows, "kaesong", *rows) == [None] * 3


def test_border_places(screen_rows):
    rows = [
        ("China", "", "Linjiang, Zhejiang"),
        ("China", "Hangzhou", "Longjing Road 5"),
        ("China", "Rizhao", "Donggang District, Shandong"),
        ("China", "", "Yanbian County, Sichuan"),
        ("China", "", "Linjiang City, Jilin"),
        ("China", "Dandong", "Shanghai Road 8"),
    ]
    assert screened(screen_rows, "border-place", *rows) == [None] * 4 + ["medium"] * 2
