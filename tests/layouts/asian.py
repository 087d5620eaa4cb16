"""Lists in Chinese, Japanese, Korean and Vietnamese, in the encodings of their Excel versions."""

from desk import Desk, caps, listed, text
from write import text as delimited
from write import xls, xlsx

CHINESE = {
    "China": "中国",
    "Taiwan": "台湾",
    "Vietnam": "越南",
    "South Korea": "韩国",
    "Japan": "日本",
    "Hong Kong": "香港",
    "North Korea": "朝鲜",
}


def chinese_suppliers(desk: Desk) -> None:
    """Yonyou/Kingdee supplier list: title line, serial number, taxpayer number, contact."""
    page = desk.page("供应商档案", "CN TW", **CHINESE)
    page.native()
    page.put(1, "合格供应商名录")
    page.put(2, "编制日期：2026年3月2日")
    columns = [
        "序号 = number.order",
        "供应商编码 = supplier_id.v",
        "供应商名称 = supplier_name",
        "统一社会信用代码 = none",
        "地址 = address.city",
        "国家 = country",
        "主要产品 = goods_description",
        "联系人 = person",
        "电话 = phone",
    ]
    plant = {
        3: listed("silverstar", "延边银星网络科技有限公司"),
        7: listed("taida"),
        10: listed("lining", "李宁"),
        13: listed("jump"),
    }
    page.table(3, columns, 14, plant)
    xlsx(desk, "供应商名录.xlsx")


def chinese_shipments_gb18030(desk: Desk) -> None:
    """A Chinese forwarder's CSV in GB18030: shipper, producer, goods in Chinese headers."""
    page = desk.page("出货", "CN", **CHINESE)
    page.native("gb18030")
    columns = [
        "提单号 = number.bl",
        "出运日期 = date.iso",
        "发货人 = party:shipper",
        "生产厂家 = party:manufacturer",
        "收货人 = importer",
        "商品描述 = goods_description",
        "商品编码 = hs_code.flat",
        "原产国 = country",
    ]
    plant = {
        2: {"生产厂家": listed("yili")},
        6: {"发货人": listed("dongyuan")},
        9: {"发货人": listed("silverstar", "延边银星网络科技有限公司")},
        13: {"商品描述": text("冷冻鱿鱼 {}", listed("taifeng", role="processor"))},
    }
    page.table(1, columns, 15, plant)
    delimited(desk, "chuhuo.csv", encoding="gb18030")


def hong_kong_big5(desk: Desk) -> None:
    """A Hong Kong trading house's CSV in Big5, traditional characters."""
    words = {"China": "中國", "Taiwan": "台灣", "Hong Kong": "香港"}
    page = desk.page("廠商", "CN TW", **words)
    page.native("big5hkscs")
    columns = [
        "廠商編號 = supplier_id",
        "廠商名稱 = supplier_name",
        "國家 = country",
        "產品類別 = goods_description",
        "船務公司 = party:carrier",
    ]
    plant = {
        2: {"船務公司": listed("huaxin", "華信船務(香港)有限公司")},
        5: listed("giant"),
        8: {"船務公司": listed("changan", "長安海連技術有限公司")},
        11: {"船務公司": listed("shenzhong", "沈忠國際海運有限公司")},
    }
    page.table(1, columns, 12, plant)
    delimited(desk, "vendors_hk.csv", encoding="big5hkscs")


def japanese_shift_jis(desk: Desk) -> None:
    """A Japanese importer's list of trading partners, CSV in Shift-JIS (cp932)."""
    words = {"China": "中国", "Japan": "日本", "South Korea": "韓国", "Vietnam": "ベトナム"}
    page = desk.page("取引先", "JP CN KR VN", **words)
    page.native("cp932")
    columns = [
        "取引先コード = supplier_id",
        "取引先名 = supplier_name",
        "製造工場 = factory",
        "所在地 = address.city",
        "国名 = country",
        "品名 = goods_description",
        "担当者 = person",
    ]
    plant = {
        3: listed("imaizumi"),
        6: {"製造工場": caps("meiling")},
        9: {"製造工場": listed("sunrise")},
        11: listed("union"),
    }
    page.table(1, columns, 12, plant)
    delimited(desk, "torihikisaki.csv", encoding="cp932")


def japanese_partners(desk: Desk) -> None:
    """A Japanese maker's survey in Excel: merged title, units in a row below the header."""
    page = desk.page("調査票", "JP CN VN", China="中国", Japan="日本", Vietnam="ベトナム")
    page.native()
    page.put(1, "サプライチェーン調査票")
    columns = [
        "No. = number.order",
        "仕入先 = supplier_name",
        "生産国 = country",
        "原材料メーカー = party:raw-material supplier",
        "年間数量 = quantity",
        "備考 = remarks",
    ]
    page.put(3, *[line.split(" =")[0] for line in columns])
    page.put(4, "", "", "", "", "(トン)")
    plant = {
        2: {"原材料メーカー": listed("zhongtai")},
        5: listed("nonferrous"),
        8: {"備考": text("原料は{}", listed("tengxiang", role="raw-material supplier"))},
    }
    page.table(5, columns, 10, plant, header=False)
    page.merges.append("A1:F1")
    xlsx(desk, "調査票.xlsx")


def korean_vendors(desk: Desk) -> None:
    """A Korean buyer's vendor list: company, representative, place, goods handled."""
    page = desk.page(
        "업체목록",
        "KR CN VN",
        China="중국",
        Vietnam="베트남",
        **{"South Korea": "대한민국", "North Korea": "북한"},
    )
    page.native()
    page.put(1, "협력업체 현황")
    columns = [
        "순번 = number.order",
        "업체명 = supplier_name",
        "대표자 = person",
        "소재지 = address.city",
        "국가 = country",
        "취급품목 = goods_description",
        "사업자등록번호 = none",
    ]
    plant = {
        4: listed("rungrado", "조선릉라도무역총회사"),
        6: listed("taepyung"),
        9: listed("namgang", "조선남강무역회사"),
        12: listed("huayang"),
    }
    page.table(3, columns, 13, plant)
    xlsx(desk, "협력업체.xlsx")


def korean_euc(desk: Desk) -> None:
    """A Korean customs broker's CSV in CP949: supplier, maker, origin."""
    page = desk.page("수입신고", "KR CN VN", China="중국", Vietnam="베트남")
    page.native("cp949")
    columns = [
        "신고번호 = number.entry",
        "공급자 = supplier_name",
        "제조자 = party:manufacturer",
        "원산지 = country.iso",
        "품명 = goods_description",
        "세번부호 = hs_code.flat",
    ]
    plant = {
        2: {"제조자": listed("galicia")},
        7: listed("jingde"),
        10: {"제조자": caps("haimeng")},
    }
    page.table(1, columns, 12, plant)
    delimited(desk, "import_kr.csv", encoding="cp949")


def vietnamese_suppliers(desk: Desk) -> None:
    """A Vietnamese garment maker's list of material suppliers."""
    page = desk.page(
        "Nhà cung cấp", "VN CN TH", China="Trung Quốc", Vietnam="Việt Nam", Thailand="Thái Lan"
    )
    page.native()
    page.put(1, "DANH SÁCH NHÀ CUNG CẤP NGUYÊN PHỤ LIỆU")
    columns = [
        "STT = number.order",
        "Tên nhà cung cấp = supplier_name",
        "Địa chỉ = address.city",
        "Quốc gia = country",
        "Mặt hàng = goods_description",
        "Nhà máy sản xuất = factory",
    ]
    plant = {
        3: listed("thinh", "CONG TY TNHH THINH CUONG"),
        5: {"Nhà máy sản xuất": listed("aksu")},
        8: listed("xinya"),
        11: {"Nhà máy sản xuất": listed("tianmian")},
    }
    page.table(3, columns, 12, plant)
    xlsx(desk, "nha cung cap.xlsx")


def chinese_two_row_xls(desk: Desk) -> None:
    """A Chinese factory's material register in .xls: 材料 and 供方 over their parts."""
    page = desk.page("Sheet1", "CN", China="中国")
    page.native()
    columns = [
        "材料 / 名称 = goods_description",
        "材料 / 规格 = none",
        "供方 / 单位名称 = supplier_name",
        "供方 / 地址 = address.city",
        "制造商 / 名称 = party:manufacturer",
    ]
    plant = {
        2: {4: listed("zhongtaigroup")},
        5: {2: listed("zhonghe")},
        7: {4: listed("easthope")},
    }
    page.table(2, columns, 9, plant, levels=2)
    page.put(1, "原材料供方登记表")
    xls(desk, "register.xls")


LAYOUTS = [
    chinese_suppliers,
    chinese_shipments_gb18030,
    hong_kong_big5,
    japanese_shift_jis,
    japanese_partners,
    korean_vendors,
    korean_euc,
    vietnamese_suppliers,
    chinese_two_row_xls,
]
