"""Lists of factories: disclosures of brands, social audit systems, smelters."""

from desk import Desk, caps, listed
from write import text as delimited
from write import xls, xlsx


def brand_disclosure(desk: Desk) -> None:
    """A fashion brand's public factory list: logo rows and a legal note above the header."""
    page = desk.page("Factory list", "BD IN VN KH TR CN PK")
    page.put(2, "FERNHILL & CO")
    page.put(3, "Public supplier list: tier 1 cut-and-sew factories")
    page.put(5, "Updated twice a year. Factories listed here made goods in the last 12 months.")
    columns = [
        "Factory Name = factory",
        "Factory Address = address.full",
        "Country = country",
        "Product Type = goods_description",
        "Number of Workers = none.count",
        "% Female Workers = none.count",
        "Parent Company = parent",
    ]
    plant = {
        4: caps("yili"),
        9: listed("sunrise"),
        12: {"Parent Company": listed("firemount")},
        16: listed("guangdongesquel"),
        19: {"Parent Company": listed("huafu")},
    }
    page.table(7, columns, 22, plant)
    xlsx(desk, "Fernhill_factory_list_2026.xlsx")


def factory_list_by_country(desk: Desk) -> None:
    """A retailer's list: the country stands alone on a line above its factories."""
    page = desk.page("Tier 1")
    page.put(1, "Name of production unit", "Street and town", "Headcount")
    lines = [
        "Name of production unit = factory",
        "Street and town = address.city",
        "Headcount = none.count",
    ]
    row = 2
    for country, code, plant in [
        ("BANGLADESH", "BD", {}),
        ("CHINA", "CN", {2: listed("huayang"), 5: listed("oasis")}),
        ("JORDAN", "JO", {1: listed("casual")}),
        ("TÜRKIYE", "TR", {}),
    ]:
        row = page.put(row, country)
        page.only(code)
        row = page.table(row, lines, 1 if code == "JO" else 5, plant, header=False)
    xlsx(desk, "supplier-map.xlsx")


def open_supply_hub(desk: Desk) -> None:
    """Open Supply Hub download: one facility in a row, contributors and several parents."""
    page = desk.page("facilities")
    columns = [
        "os_id = supplier_id.v",
        "contribution_date = date.iso",
        "name = factory",
        "address = address.full",
        "country_code = country.iso",
        "country_name = country",
        "lat = none.geo",
        "lng = none.geo",
        "sector = none",
        "contributor (list) = none",
        "parent_company = parent",
        "product_type = goods_description",
        "number_of_workers = none",
    ]
    plant = {
        6: listed("changjiesquel"),
        11: {"parent_company": listed("esquel")},
        18: listed("taida", "Hetian Taida Apparel Co Ltd"),
        22: {"parent_company": listed("lining")},
    }
    page.table(1, columns, 26, plant)
    delimited(desk, "facilities.csv", encoding="utf-8-sig")


def open_supply_hub_upload(desk: Desk) -> None:
    """Open Supply Hub contribution template in its shortest form."""
    page = desk.page("upload")
    columns = [
        "country = country",
        "name = factory",
        "address = address.full",
        "sector_product_type = goods_description",
    ]
    page.table(1, columns, 12, {3: listed("lyszd"), 7: listed("needle"), 10: listed("firemount")})
    delimited(desk, "OS_Hub_template.csv")


def sedex_sites(desk: Desk) -> None:
    """Sedex: relationships report with company and site of employment."""
    page = desk.page("Relationships")
    columns = [
        "Company Code = none",
        "Company Name = supplier_name",
        "Site Code = supplier_id.v",
        "Site Name = factory",
        "Site Address = address.full:factory",
        "Site Country = country:factory",
        "Site Function = none",
        "SAQ % Complete = none.count",
        "Last Audit Date = date",
        "Open Non-Compliances = none.step",
    ]
    plant = {
        2: {"Site Name": listed("haolin")},
        6: listed("jingde"),
        13: {"Site Name": listed("rixin")},
        17: {"Site Name": listed("taepyung")},
    }
    page.table(1, columns, 18, plant)
    xlsx(desk, "Sedex_Relationships.xlsx")


def amfori_bsci(desk: Desk) -> None:
    """amfori BSCI portal: monitored parties with their audit results."""
    page = desk.page("Export")
    page.put(1, "Monitored parties in my supply chain")
    columns = [
        "Site amfori ID = supplier_id",
        "Monitored Party = factory",
        "Monitored Party local name = none",
        "City = city",
        "Country = country",
        "Linked Business Partner = party:business partner",
        "Monitoring Type = none",
        "Closing Date = date",
        "Overall Rating = none.grade",
    ]
    plant = {
        1: listed("mink"),
        8: {"Linked Business Partner": listed("jingde")},
        12: listed("giant"),
        14: listed("selectsh"),
    }
    page.table(3, columns, 15, plant)
    xlsx(desk, "amfori_monitored_parties.xlsx")


def higg_fem(desk: Desk) -> None:
    """Higg FEM benchmark export: long question-like headers."""
    page = desk.page("FEM")
    columns = [
        "assessmentId = number",
        "Facility Posting Account ID = supplier_id",
        "Facility Name = factory",
        "sipfacilitylocation: In which country is the facility located? = country",
        "Facility Type = none",
        "Verification Status = none.status",
        "Total Score = none.count",
    ]
    page.table(1, columns, 14, {3: listed("synergy"), 9: listed("tianshan"), 13: listed("xinya")})
    delimited(desk, "fem_benchmark.csv")


def rmi_smelters(desk: Desk) -> None:
    """RMI list of smelters and refiners: metal, identifier, name, place."""
    page = desk.page("Smelter list", "CN ID MY TH PE BR US JP DE")
    columns = [
        "Metal = none.metal",
        "Smelter ID = supplier_id.cid",
        "Standard Facility Name = party:smelter",
        "Country Location = country",
        "State/Province/Region = region",
        "City = city",
        "Assessment Status = none.status",
    ]
    page.table(1, columns, 16, {4: listed("gold"), 8: listed("zijin"), 13: listed("zinc")})
    xlsx(desk, "rmi_facilities.xlsx")


def cmrt_smelter_sheet(desk: Desk) -> None:
    """Conflict minerals template: a declaration sheet, then "Smelter List" under three lines."""
    cover = desk.page("Declaration")
    cover.put(2, "Conflict Minerals Reporting Template (CMRT)")
    for row, (label, value) in enumerate(
        [
            ("Company Name (*):", "Great Lakes Stamping LLC"),
            ("Declaration Scope or Class (*):", "A. Company"),
            ("Contact Name (*):", "Anna Berg"),
            ("Effective Date (*):", "02-Mar-2026"),
        ],
        start=7,
    ):
        cover.put(row, label, "", value)
    page = desk.page("Smelter List", "CN ID MY PE BR US JP DE")
    page.put(1, "TO BEGIN: option A: if you have a smelter identification number, enter it here.")
    columns = [
        "Smelter Identification Number Input Column = supplier_id.cid",
        "Metal (*) = none.metal",
        "Smelter Look-up (*) = none",
        "Smelter Name (1) = party:smelter",
        "Smelter Country (*) = country",
        "Smelter Identification = none",
        "Source of Smelter Identification Number = none",
        "Smelter Street = address",
        "Smelter City = city",
        "Smelter Contact Name = person",
        'Name of Mine(s) or if recycled or scrap sourced, enter "recycled" = party:mine',
    ]
    plant = {
        2: {"Smelter Name (1)": listed("nonferrous")},
        5: {10: listed("hatu")},
        9: {"Smelter Name (1)": listed("zijin")},
        11: {10: listed("ashele")},
    }
    page.table(4, columns, 12, plant)
    xlsx(desk, "CMRT_6-4.xlsx")


def approved_vendor_list(desk: Desk) -> None:
    """Quality department's approved vendor list: section titles, and a letter grade."""
    page = desk.page("AVL", "CN TW KR JP DE US")
    page.put(1, "APPROVED VENDOR LIST", "", "", "", "Form QF-07 Rev. 4")
    lines = [
        "Approved Supplier = supplier_name",
        "Scope of supply = goods_description",
        "Country = country",
        "Grade = none.grade",
        "Approved until = date",
    ]
    row = page.put(3, *[line.split(" =")[0] for line in lines])
    for title, plant in [
        ("A. Electronic components", {2: listed("geehy"), 4: listed("jingweida")}),
        ("B. Metal parts", {3: listed("kingtom")}),
        ("C. Batteries", {1: listed("camel")}),
    ]:
        row = page.put(row, title)
        row = page.table(row, lines, 5, plant, header=False)
        row = page.put(row, f"Subtotal {title[0]}", "5 vendors")
    page.put(row + 1, "Prepared by: Tom Hale", "", "Approved by: Anna Berg")
    xls(desk, "QF-07 approved vendors.xls")


def factory_one_two_three(desk: Desk) -> None:
    """A designer's style sheet: Factory 1, Factory 2, Factory 3 in columns."""
    page = desk.page("SS27 styles", "CN VN BD TR PT")
    columns = [
        "Style No. = number.style",
        "Description = goods_description",
        "HTS = hs_code.six",
        "Factory 1 = party:factory:1",
        "Factory 2 = party:factory:2",
        "Factory 3 = party:factory:3",
        "Season = none",
    ]
    plant = {
        3: {"Factory 2": listed("taida")},
        5: {"Factory 3": listed("yili"), "Factory 1": listed("lyszd")},
        9: {"Factory 1": listed("sunrise")},
    }
    page.table(1, columns, 12, plant)
    xlsx(desk, "SS27_style_factory.xlsx")


def subcontractor_register(desk: Desk) -> None:
    """A supplier's declaration of its units: main unit, subcontractor, home workers' agent."""
    page = desk.page("Units", "IN NP BD PK LK")
    page.put(1, "Declaration of production units and subcontractors")
    columns = [
        "Sr. No. = number.order",
        "Main unit = party:factory",
        "Washing unit = party:washing unit",
        "Embroidery unit = party:embroidery unit",
        "Sub-contractor = party:subcontractor",
        "Agent for home workers = party:agent",
    ]
    plant = {
        2: {"Sub-contractor": listed("singhe", "Singhe Carpet Pvt Ltd")},
        6: {"Main unit": listed("norsang", "Norsang Carpet Industries Pvt Ltd")},
        8: {"Agent for home workers": listed("ganesh")},
        9: {"Washing unit": listed("synergy")},
    }
    page.table(3, columns, 10, plant)
    xlsx(desk, "units_declaration.xlsx")


LAYOUTS = [
    brand_disclosure,
    factory_list_by_country,
    open_supply_hub,
    open_supply_hub_upload,
    sedex_sites,
    amfori_bsci,
    higg_fem,
    rmi_smelters,
    cmrt_smelter_sheet,
    approved_vendor_list,
    factory_one_two_three,
    subcontractor_register,
]
