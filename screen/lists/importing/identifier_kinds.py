"""Registration numbers in the words of their registers: which kind each is."""

import re

#: Properties of FollowTheMoney that hold numbers, and what each is called.
FTM_LABELS = {
    "leiCode": "LEI",
    "imoNumber": "IMO",
    "uscCode": "USCC",
    "registrationNumber": "",
    "taxNumber": "",
    "idNumber": "",
    "ogrnCode": "OGRN",
    "innCode": "INN",
}
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")


def is_lei(text: str) -> bool:
    """Whether a text is a Legal Entity Identifier (ISO 17442): twenty signs with a checksum.

    >>> is_lei("529900T8BM49AURSDO55"), is_lei("529900T8BM49AURSDO56")
    (True, False)
    """
    return (
        bool(_LEI.fullmatch(text)) and int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1
    )


def labelled(value: str, label: str = "") -> str:
    """Return a number behind the name of its kind, so that a reader can look it up.

    >>> labelled("9000001", "IMO"), labelled("IMO9000001", "IMO"), labelled("529900T8BM49AURSDO55")
    ('IMO 9000001', 'IMO 9000001', 'LEI 529900T8BM49AURSDO55')
    """
    plain = " ".join(value.replace("|", " ").split())
    label = label or ("LEI" if is_lei(plain) else "")
    if not label:
        return plain
    return f"{label} {plain.removeprefix(label).strip()}"
