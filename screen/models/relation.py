"""How two listed parties belong together without being one: a line of relations.csv."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from screen.models.watchlist import ID_PATTERN, PARTIAL_DATE

#: What the subject is to the object. ``affiliate_of`` is any link that its source does not call
#: ownership, such as a front company or OFAC's "Linked To".
Kind = Literal["subsidiary_of", "parent_of", "division_of", "affiliate_of", "renamed_to"]
#: ``sure`` where a listing or its official notice names both, ``likely`` where a company or the
#: press does or a notice is known at second hand, ``unverified`` where no source was read.
Certainty = Literal["sure", "likely", "unverified"]

_ID = ID_PATTERN.strip("^$")

Place = Annotated[str, Field(pattern=rf"^{_ID}/{_ID}$")]


class Relation(BaseModel):
    """One relation of two entries, each as ``LIST/ENTRY``, with who says so, when and where.

    It is a reason to look at both, and never moves a level or joins two cases.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    subject: Place
    relation: Kind
    object: Place
    certainty: Annotated[Certainty, BeforeValidator(lambda text: text or "unverified")] = (
        "unverified"
    )
    said_by: Annotated[str, Field(min_length=2)]
    said_on: Annotated[str, Field(pattern=rf"^$|{PARTIAL_DATE}")] = ""
    source: str = ""
    url: str = ""
    why: Annotated[str, Field(min_length=5)]
