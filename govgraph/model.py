"""What a data file may say: an Entity with its Parts, their Facts, and the Citation that each fact carries."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from . import edtf
from .scalars import LANGUAGE, SLUG, URL, Modality, Tier, day, flag

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Names = dict[Annotated[str, StringConstraints(pattern=LANGUAGE)], Text]
Flag = Annotated[bool, BeforeValidator(flag)]
Day = Annotated[date, BeforeValidator(day)]


def _edtf(text: str) -> str:
    edtf.bounds(text)
    return text


Edtf = Annotated[Text, AfterValidator(_edtf)]


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
    qualifiers: dict[str, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(default_factory=dict)
    modality: Modality = "asserted"
    denied: Flag = False
    disputed: Flag = False
    when: Edtf | None = None
    from_: Edtf | None = Field(default=None, alias="from")
    until: Edtf | None = None
    cite: tuple[Citation, ...] = Field(min_length=1)


class Source(Strict):
    """What makes an entity citable: who published it, and when a curator read it.

    `text_of` names the instrument whose wording it holds, if it does: a place in it is then a provision.
    """

    publisher: Text
    published: Edtf | None = None
    as_of: Day
    read_on: Day
    tier: Tier
    text_of: Text | None = None


class Part(Strict):
    """What belongs to one thing and needs no file of its own: a provision, a principle, a duty."""

    type: Text
    name: Names = Field(min_length=1)
    short_name: Names = Field(default_factory=dict)
    aliases: tuple[Text, ...] = ()
    url: Annotated[str, StringConstraints(pattern=URL)] | None = None
    facts: tuple[Fact, ...] = ()

    def called(self) -> tuple[str, ...]:
        """Its names, short names and aliases, in all languages."""
        return (*self.name.values(), *self.short_name.values(), *self.aliases)


class Entity(Part):
    """A thing: one file, its path the id."""

    source: Source | None = None
    parts: dict[Annotated[str, StringConstraints(pattern=SLUG)], Part] = Field(default_factory=dict)


class Dataset(Strict):
    """All entities by id, as read from one folder, and for each thing and fact the file and line where it stands.

    `places` maps the position of a fact — (id of the thing or part, index in its list) — to (path, line), and so that
    of a thing or part itself, with None for the index.
    """

    entities: dict[str, Entity]
    places: dict[tuple[str, int | None], tuple[str, int]] = {}

    def things(self) -> list[tuple[str, Part]]:
        """Every entity and part with its id, parts as `entity#part`."""
        found: list[tuple[str, Part]] = []
        for id_, entity in self.entities.items():
            found.append((id_, entity))
            found.extend((f"{id_}#{slug}", part) for slug, part in entity.parts.items())
        return found
