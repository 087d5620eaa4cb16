"""The account of what was read.

Tables, their columns, and every cell that was or was not screened.
"""

from pydantic import BaseModel, Field

from screen.models.kinds import KindName
from screen.models.vocabulary import Because, ScreenedAs


class ColumnUse(BaseModel):
    """What one column of a table is read as, because of what, and how it is screened."""

    read_as: str = Field(description="canonical column, 'party', or '' where it is only swept")
    role: str = ""
    tier: int | None = None
    because: Because = "header"
    screened: ScreenedAs


class NotScreened(BaseModel):
    """Something in a file that was not screened, with the place and the reason."""

    what: str
    where: str
    why: str


class EncodingUsed(BaseModel):
    """The encoding that a text file was read in.

    ``sure`` is false where it was a guess in doubt.
    """

    name: str
    sure: bool = True


class CellCount(BaseModel):
    """How many non-empty cells were screened as what. Together they are all that there are."""

    party: int = 0
    field: int = 0
    swept: int = 0
    not_screened: int = 0


class InputSheet(BaseModel):
    """One table of a sheet, or (of kind ``cell``) what stands in a sheet outside of its tables.

    Always ``rows_read == rows_screened + rows_rejected``; the tables of a sheet together hold
    every non-empty row of it.
    """

    path: str
    sha256: str
    sheet: str
    kind: KindName
    rows_read: int
    rows_screened: int
    rows_rejected: int
    rows_ignored: int = Field(
        0, description="of the rejected: repeated headers, titles, totals, units, page numbers"
    )
    first_row: int = 0
    last_row: int = 0
    columns: dict[str, ColumnUse] = Field({}, description="by header as the user wrote it")
    missing: dict[str, int] = Field(
        {}, description="what rows are screened on -> how many screened rows lack it"
    )
    cells: CellCount = CellCount()
    beside: int = Field(0, description="comments, text boxes and the like that were swept")
    not_screened: list[NotScreened] = []
    encoding: EncodingUsed | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether something of it was not screened, or its encoding is a guess in doubt."""
        return bool(self.not_screened) or (self.encoding is not None and not self.encoding.sure)

    def header_of(self, column: str) -> str | None:
        """Return the header of a canonical column, or None where the table has none."""
        return next((text for text, use in self.columns.items() if use.read_as == column), None)
