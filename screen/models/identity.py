"""Which entries of one or several lists are one real party: a line of identities.csv."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from screen.models.watchlist import ID_PATTERN

#: ``sure`` where a publisher says so or name, country and sort of party agree; else ``likely``.
Certainty = Literal["sure", "likely"]


class IdentityLink(BaseModel):
    """One entry of one identity, with who says that it is that party and how sure that is.

    Parents, subsidiaries and other members of a group are other parties.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    identity_id: Annotated[str, Field(pattern=ID_PATTERN)]
    name: Annotated[str, Field(min_length=1)]
    list_id: Annotated[str, Field(pattern=ID_PATTERN)]
    entry_id: Annotated[str, Field(pattern=ID_PATTERN)]
    certainty: Annotated[Certainty, BeforeValidator(lambda text: text or "likely")] = "likely"
    said_by: Annotated[str, Field(min_length=2)]
    why: Annotated[str, Field(min_length=5)]
