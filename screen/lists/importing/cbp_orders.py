"""What follows from an order of CBP.

One thing from a Withhold Release Order, another from a Finding.
"""

from screen.models.vocabulary import EntryStatus

#: From an active Withhold Release Order, which is what most orders are.
DETAINED = (
    "CBP detains the goods in scope of its Withhold Release Order ({goods}) at U.S. ports"
    " (19 U.S.C. 1307; 19 C.F.R. 12.42(e)); the importer has three months to prove that no forced"
    " labour made them (19 C.F.R. 12.43), and goods that CBP excludes count as abandoned 60 days"
    " after its notice unless exported or protested (19 C.F.R. 12.44)"
)
SEIZED = (
    "CBP seizes the goods in scope of its Finding ({goods}) and begins to forfeit them"
    " (19 U.S.C. 1307; 19 C.F.R. 12.42(f) and 12.44)"
)
PRESUMED = (
    "its goods are stopped under the UFLPA presumption, which CBP enforces in place of this"
    " Withhold Release Order of 19 U.S.C. 1307 on {goods}: they enter only on clear and convincing"
    " evidence that no forced labour made them (UFLPA section 3)"
)
IN_PART = (
    "CBP detains the goods still in scope of its partially active Withhold Release Order ({goods})"
    " at U.S. ports (19 U.S.C. 1307; 19 C.F.R. 12.42(e)), unless CBP has released this maker from"
    " it; the importer has three months to prove that no forced labour made them"
    " (19 C.F.R. 12.43)"
)
PENDING = (
    "CBP's file shows its order on {goods} as pending: ask CBP or counsel whether goods are stopped"
    " (19 U.S.C. 1307)"
)
ENDED = (
    "the order on {goods} is no longer in force: it stops no goods now, but its reasons and the"
    " period before its end are worth asking about (19 U.S.C. 1307)"
)


def consequence_of(*, finding: bool, status: EntryStatus, note: str) -> str:
    """Return what follows from an order in ``status``.

    '' where it is an active Withhold Release Order.
    """
    if status == "inactive":
        return ENDED
    if status == "pending":
        return PENDING
    if finding:
        return SEIZED
    if "UFLPA" in note:
        return PRESUMED
    return IN_PART if status == "partially-active" else ""
