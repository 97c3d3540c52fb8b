"""What the tools give: plain models, by which a client knows beforehand what will come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel

from ..facts import StatedFact
from ..graph import KnowledgeGraph
from ..views.wording import mark


class Place(BaseModel):
    """Where a fact is said: the source, and the article or heading in it."""

    source: str
    title: str
    at: str
    url: str | None = None


class Told(BaseModel):
    """A fact; `mark` tells what keeps it from being plainly so on the day, and is empty where nothing does."""

    fact: str
    says: str
    mark: str
    where: list[Place]


class Item(BaseModel):
    """One thing, value or place that answers."""

    id: str | None
    name: str
    aliases: list[str]
    value: str | None
    modality: str
    role: str | None
    facts: list[str]


class Cited(Place):
    """A place, with the fact that is said there."""

    fact: str


class Answered(BaseModel):
    """The answer to a question, as `govgraph ask --format json` gives it."""

    question: str
    as_of: str
    status: Literal["answered", "denied", "unsettled", "not_stated", "not_understood"]
    text: str
    reading: str
    sparql: str | None
    answers: list[Item]
    related: list[Item]
    citations: list[Cited]


class Named(BaseModel):
    """A thing."""

    id: str | None
    name: str


class Coming(BaseModel):
    """A status that is to come, and from when."""

    status: str
    since: str | None


class Shown(Named):
    """A thing with what is said of it and of its place among others."""

    as_of: str
    type: str
    jurisdiction: str | None
    status: str | None
    since: str | None
    to_come: Coming | None
    url: str | None
    names: dict[str, str]
    aliases: list[str]
    parts: list[Named]
    facts: list[Told]
    left_off: int


class Listing(Named):
    """A thing of a list; `by` are the facts by which it stands under what was asked for.

    `who` are those who have the duty, power or right that it is, or fall under it.
    """

    type: str
    jurisdiction: str | None
    status: str | None
    who: list[str]
    by: list[Told]


class Listed(BaseModel):
    """Things of a class."""

    as_of: str
    things: list[Listing]
    left_off: int


class Position(BaseModel):
    """What one of the compared things is said to be or do here."""

    thing: str
    says: str
    denied: bool
    facts: list[Told]


class Claim(BaseModel):
    """What a source itself says of some of the compared things."""

    verdict: str
    among: list[str]
    fact: Told


class Matter(BaseModel):
    """A matter on which things are compared; a thing without a position has nothing stated."""

    matter: str
    verdict: str
    basis: str
    hedge: str
    positions: list[Position]
    claims: list[Claim]


class Compared(BaseModel):
    """Things side by side."""

    as_of: str
    things: list[Named]
    matters: list[Matter]


class Dated(BaseModel):
    """A date, as precise as its source gives it, of a fact; `what` says whether something begins or ends there."""

    date: str
    what: str
    fact: Told


class Dates(BaseModel):
    """Dated facts in order."""

    as_of: str
    entries: list[Dated]
    left_off: int


class Changes(BaseModel):
    """What is not the same on two days; a milestone is dated between them."""

    changes: list[dict[str, str]]
    left_off: int


class Rows(BaseModel):
    """What a query gives: of a SELECT a row for each solution, of an ASK one with `answer`; `doubts` tell of what the
    query speaks that the graph does not have."""

    rows: list[dict[str, Any]]
    left_off: int
    doubts: list[str]


def told(facts: Iterable[StatedFact], kg: KnowledgeGraph) -> list[Told]:
    """Facts as a client gets them, each with its mark on the graph's day."""
    return [
        Told(
            fact=f.id, says=f.clause, mark=mark(f, kg.as_of_date),
            where=[Place(source=c.source, title=c.title, at=c.at, url=c.url) for c in f.citations],
        )
        for f in facts
    ]  # fmt: skip
