"""What a data file may say: an Entity with its Parts, their Facts, and the Citation that each fact carries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from . import edtf

Modality = Literal["asserted", "planned", "possible", "opinion"]
Tier = Literal["primary", "official-copy", "secondary"]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})*$")]
Names = dict[Language, Text]
MODALITIES: tuple[Modality, ...] = ("asserted", "planned", "possible", "opinion")


class Strict(BaseModel):
    """Frozen, and no key that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Strict):
    """A source, by its id, and the place in it: article, section or heading."""

    source: Text
    at: Text


class Fact(Strict):
    """One thing that a source says. `object` is an id or a literal, as the property's range decides."""

    property: Text
    object: Text
    qualifiers: dict[str, tuple[Text, ...]] = {}
    modality: Modality = "asserted"
    denied: bool = False
    disputed: bool = False
    when: Text | None = None
    from_: Text | None = Field(default=None, alias="from")
    until: Text | None = None
    cite: tuple[Citation, ...] = Field(min_length=1)

    @field_validator("when", "from_", "until")
    @classmethod
    def _edtf(cls, value: str | None) -> str | None:
        if value is not None:
            edtf.bounds(value)
        return value


class Source(Strict):
    """What makes an entity citable: who published it, and when a curator read it."""

    publisher: Text
    published: Text | None = None
    as_of: date
    read_on: date
    tier: Tier

    @field_validator("published")
    @classmethod
    def _edtf(cls, value: str | None) -> str | None:
        if value is not None:
            edtf.bounds(value)
        return value


class Part(Strict):
    """What belongs to one thing and needs no file of its own: a provision, a principle, a duty."""

    type: Text
    name: Names = Field(min_length=1)
    short_name: Names = {}
    aliases: tuple[Text, ...] = ()
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    facts: tuple[Fact, ...] = ()


class Entity(Part):
    """A thing: one file, its path the id."""

    source: Source | None = None
    parts: dict[Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")], Part] = {}


class Dataset(Strict):
    """All entities by id, as read from one folder, and for each fact the file and line where it stands.

    `places` maps the position of a fact — (id of the thing or part, index in its list) — to (path, line).
    """

    entities: dict[str, Entity]
    places: dict[tuple[str, int], tuple[str, int]] = {}

    def things(self) -> list[tuple[str, Part]]:
        """Every entity and part with its id, parts as `entity#part`."""
        found: list[tuple[str, Part]] = []
        for id_, entity in self.entities.items():
            found.append((id_, entity))
            found.extend((f"{id_}#{slug}", part) for slug, part in entity.parts.items())
        return found
