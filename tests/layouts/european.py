"""Lists in European languages, in the encodings that their Excel versions write."""

from desk import Desk, caps, listed, text
from write import text as delimited
from write import xls, xlsx


def german_creditors(desk: Desk) -> None:
    """DATEV-like creditor list: "Kreditor" is a number, the name stands beside it."""
    page = desk.page(
        "Kreditoren",
        "DE PL CZ TR CN IT",
        China="China",
        Turkey="Türkei",
        Germany="Deutschland",
        Poland="Polen",
        Italy="Italien",
    )
    page.native()
    page.put(1, "Kreditorenliste")
    page.put(2, "Stand: 02.03.2026")
    columns = [
        "Kreditor = supplier_id",
        "Bezeichnung = supplier_name",
        "Straße = address",
        "PLZ = postal_code",
        "Ort = city",
        "Land = country",
        "Ansprechpartner = person",
        "Warengruppe = goods_description",
    ]
    plant = {4: listed("armex"), 8: listed("camel"), 11: listed("linglong"), 14: listed("bayi")}
    page.table(4, columns, 15, plant)
    xlsx(desk, "Kreditoren.xlsx")


def german_supply_chain_act(desk: Desk) -> None:
    """A German supply chain act register: Lieferant, Hersteller, Vorlieferant with Sitz."""
    page = desk.page("LkSG", "DE TR CN IT RO")
    page.native()
    columns = [
        "Lfd. Nr. = number.order",
        "Lieferant = supplier_name",
        "Hersteller = party:manufacturer",
        "Vorlieferant (Tier 2) = party:supplier:2",
        "Produktionsland = country:manufacturer",
        "Warenbeschreibung = goods_description",
        "Bemerkung = remarks",
    ]
    plant = {
        2: {"Vorlieferant (Tier 2)": listed("zhongtai")},
        5: {"Hersteller": listed("sunrise")},
        7: {"Bemerkung": text("Garn von {} laut Angabe", listed("huafu", role="spinner"))},
        10: {"Lieferant": listed("jingde")},
    }
    page.table(1, columns, 11, plant)
    xlsx(desk, "LkSG-Register.xlsx")


def french_cp1252(desk: Desk) -> None:
    """A French buyer's CSV in cp1252 with semicolons."""
    page = desk.page(
        "fournisseurs",
        "FR MA TN IT CN",
        China="Chine",
        Morocco="Maroc",
        Tunisia="Tunisie",
        Italy="Italie",
        Mauritius="Maurice",
    )
    page.native("cp1252")
    columns = [
        "N° fournisseur = supplier_id",
        "Raison sociale = supplier_name",
        "Adresse = address",
        "Ville = city",
        "Pays = country",
        "Désignation = goods_description",
        "Usine de fabrication = factory",
        "Créé le = date.de",
    ]
    plant = {
        3: listed("firemount"),
        6: {"Usine de fabrication": listed("tianshan")},
        9: {"Usine de fabrication": listed("oasis")},
    }
    page.table(1, columns, 12, plant)
    delimited(desk, "fournisseurs.csv", ";", "cp1252")


def spanish_suppliers(desk: Desk) -> None:
    """A Spanish-speaking importer's list: proveedor, fabricante, razón social of the group."""
    page = desk.page(
        "Proveedores",
        "ES MX PE CO GT CN",
        China="China",
        Spain="España",
        Mexico="México",
        Peru="Perú",
    )
    page.native()
    columns = [
        "Código = supplier_id.v",
        "Nombre del proveedor = supplier_name",
        "País = country",
        "Fabricante = party:manufacturer",
        "Descripción de la mercancía = goods_description",
        "Fracción arancelaria = hs_code.six",
        "Grupo empresarial = parent",
    ]
    plant = {
        2: listed("finca"),
        6: {"Fabricante": listed("kingtom")},
        8: listed("hortom"),
        11: {"Grupo empresarial": listed("huafu")},
    }
    page.table(1, columns, 13, plant)
    xlsx(desk, "proveedores.xlsx")


def polish_cp1250(desk: Desk) -> None:
    """A Polish shipyard supplier's CSV in cp1250: Dostawca, Podwykonawca."""
    page = desk.page(
        "dostawcy", "PL CZ DE HU", Poland="Polska", Germany="Niemcy", Hungary="Węgry", China="Chiny"
    )
    page.native("cp1250")
    columns = [
        "Lp. = number.order",
        "Dostawca = supplier_name",
        "Podwykonawca = party:subcontractor",
        "Ulica = address",
        "Miejscowość = city",
        "Kraj = country",
        "Towar/usługa = goods_description",
        "Uwagi = remarks",
    ]
    plant = {
        2: listed("crist"),
        5: {"Podwykonawca": listed("armex", "Armex Sp. z o. o.")},
        8: listed("nauta"),
        9: {"Uwagi": text("spawacze: {}", listed("armex", role="labour agency"))},
    }
    page.table(1, columns, 11, plant)
    delimited(desk, "dostawcy.csv", ";", "cp1250")


def turkish_cp1254(desk: Desk) -> None:
    """A Turkish agent's CSV in cp1254: Tedarikçi, Üretici, İplik."""
    page = desk.page("tedarikciler", "TR EG CN", Turkey="Türkiye", China="Çin", Egypt="Mısır")
    page.native("cp1254")
    columns = [
        "Sıra = number.order",
        "Tedarikçi Adı = supplier_name",
        "Üretici Fabrika = factory",
        "İplikçi = party:spinner",
        "Şehir = city",
        "Ülke = country",
        "Ürün açıklaması = goods_description",
    ]
    plant = {
        3: {"İplikçi": listed("standardfiber")},
        5: listed("falcon"),
        8: {"İplikçi": caps("aksu")},
        10: {"Üretici Fabrika": listed("taida")},
    }
    page.table(1, columns, 12, plant)
    delimited(desk, "tedarikciler.csv", ";", "cp1254")


def russian_cp1251(desk: Desk) -> None:
    """A Russian forwarder's CSV in cp1251: names that are listed stand in Latin letters."""
    page = desk.page("контрагенты", "RU CN TR", Russia="Россия", China="Китай", Turkey="Турция")
    page.native("cp1251")
    columns = [
        "№ п/п = number.order",
        "Контрагент = supplier_name",
        "Юридический адрес = address.city",
        "Страна = country",
        "Товар = goods_description",
        "Перевозчик = party:carrier",
        "Примечание = remarks",
    ]
    plant = {
        2: {
            "Перевозчик": listed("gudzon", "GUDZON SHIPPING CO LLC"),
            "Примечание": "договор продлён",
        },
        6: listed("mokran", "OOO MOKRAN"),
        9: {"Перевозчик": listed("primorye")},
        11: listed("kehua"),
    }
    page.table(1, columns, 13, plant)
    delimited(desk, "kontragenty.csv", ";", "cp1251")


def russian_words(desk: Desk) -> None:
    """A Russian price comparison in Excel: Поставщик, Завод-изготовитель, Код ТН ВЭД."""
    page = desk.page("Сравнение", "RU CN", Russia="Россия", China="Китай")
    page.native()
    page.put(1, "Сравнение предложений")
    columns = [
        "Наименование товара = goods_description",
        "Код ТН ВЭД = hs_code.ten",
        "Поставщик = supplier_name",
        "Завод-изготовитель = factory",
        "Страна происхождения = country",
        "Цена = value",
    ]
    plant = {
        3: {"Завод-изготовитель": listed("meiling")},
        6: listed("chilsong"),
        8: {"Завод-изготовитель": listed("camel")},
    }
    page.table(3, columns, 9, plant)
    xls(desk, "sravnenie.xls")


def portuguese_suppliers(desk: Desk) -> None:
    """A Brazilian importer's list: fornecedor, fabricante, NCM."""
    page = desk.page("Fornecedores", "BR PT CN", Brazil="Brasil", Portugal="Portugal")
    page.native()
    columns = [
        "Código = supplier_id",
        "Fornecedor = supplier_name",
        "Fabricante = party:manufacturer",
        "Endereço = address.city",
        "País de origem = country",
        "NCM = hs_code.flat",
        "Mercadoria = goods_description",
        "Situação = none.status",
    ]
    plant = {
        4: listed("tanyuan"),
        7: {"Fabricante": listed("giant")},
        10: {"Fabricante": listed("ninestar")},
        12: listed("hongchang"),
    }
    page.table(1, columns, 13, plant)
    xlsx(desk, "fornecedores.xlsx")


def italian_fabrics(desk: Desk) -> None:
    """An Italian weaver's yarn register: Filatura, Tessitura, Fornitore."""
    page = desk.page("Filati", "IT TR PE CN", China="Cina", Italy="Italia", Turkey="Turchia")
    page.native()
    columns = [
        "Articolo = number.style",
        "Fornitore = supplier_name",
        "Filatura = party:spinner",
        "Tessitura = party:weaver",
        "Paese = country",
        "Descrizione = goods_description",
    ]
    plant = {
        2: {"Filatura": listed("changjiesquel")},
        5: {"Tessitura": listed("synergy")},
        8: listed("tianshan"),
    }
    page.table(1, columns, 10, plant)
    xlsx(desk, "filati.xlsx")


LAYOUTS = [
    german_creditors,
    german_supply_chain_act,
    french_cp1252,
    spanish_suppliers,
    polish_cp1250,
    turkish_cp1254,
    russian_cp1251,
    russian_words,
    portuguese_suppliers,
    italian_fabrics,
]
