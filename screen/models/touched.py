"""What of the input a finding or a case touches: its rows, and the trade in them."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The rows of one sheet that a finding touches, written as in a print dialog: ``4, 9-12``."""

    file: str
    sheet: str
    rows: str
    count: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """The trade that a finding touches.

    Shipments, their value by currency, and the first and last of their dates.
    """

    shipments: int = 0
    value: Annotated[dict[str, float], Field(json_schema_extra={"default": {}})] = field(
        default_factory=dict
    )
    first: str = ""
    last: str = ""


#: What most findings on suppliers touch; one object for all of them.
NO_EXPOSURE = Exposure()
