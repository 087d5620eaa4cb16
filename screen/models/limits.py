"""The limits that hold what a stranger's file may cost: memory, time and disk are the user's."""

from pydantic import BaseModel, ConfigDict, Field

MEGABYTE = 1_000_000


class Limits(BaseModel):
    """What an input file may take.

    Beyond it the file is refused in one line and the others are screened.

    The defaults let pass what people have (a sheet of Excel's 1,048,576 rows, a CSV of some
    millions) and stop what was made to
    harm: archives that unpack to thousands of times their size, and cells placed so far out that
    the table between is memory.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file_mb: int = Field(1_000, ge=1, le=100_000, description="size of a file, in megabytes")
    unpacked_mb: int = Field(
        4_000,
        ge=1,
        le=1_000_000,
        description="size of a workbook's parts when unpacked, in megabytes",
    )
    ratio: int = Field(
        500,
        ge=10,
        le=10_000,
        description="how many times its packed size a part of more than 20 megabytes may have",
    )
    parts: int = Field(
        10_000, ge=10, le=10_000_000, description="parts (files) in the archive that a workbook is"
    )
    sheets: int = Field(500, ge=1, le=100_000, description="sheets of a workbook")
    rows: int = Field(5_000_000, ge=10, le=1_000_000_000, description="rows of a table")
    columns: int = Field(
        16_384, ge=1, le=1_000_000, description="columns of a table; Excel has 16,384"
    )
    cells: int = Field(
        100_000_000,
        ge=1_000,
        le=100_000_000_000,
        description="cells between the first and the last of a table, empty ones too",
    )
    memory_mb: int = Field(
        6_000,
        ge=500,
        le=10_000_000,
        description="memory for reading a workbook or Parquet file, in megabytes (not on Windows)",
    )
    seconds: int = Field(
        600,
        ge=1,
        le=86_400,
        description=(
            "time for reading a workbook or Parquet file of 30 megabytes or more; smaller ones have"
            " their share of it, at least a twentieth"
        ),
    )
