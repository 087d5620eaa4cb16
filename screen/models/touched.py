"""What of the input a finding or a case touches: its rows, and the trade in them."""

from pydantic import BaseModel


class Occurrences(BaseModel):
    """The rows of one sheet that a finding touches, written as in a print dialog: ``4, 9-12``."""

    file: str
    sheet: str
    rows: str
    count: int


class Exposure(BaseModel):
    """The trade that a finding touches.

    Shipments, their value by currency, and the first and last of their dates.
    """

    shipments: int = 0
    value: dict[str, float] = {}
    first: str = ""
    last: str = ""
