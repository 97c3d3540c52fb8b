"""What comes back: an Answer, one of five outcomes, with its facts and their citations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from ..facts import StatedFact

Status = Literal["answered", "denied", "unsettled", "not_stated", "not_understood"]
LONG = 100  # characters of a role, beyond which each deed has a line of its own
STRENGTH = {"asserted": 0, "planned": 1, "possible": 2, "opinion": 3}


class Item(NamedTuple):
    """One thing, value or place that answers; `facts` are those that say so."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    value: str | None = None
    modality: str = "asserted"
    role: str | None = None
    facts: tuple[StatedFact, ...] = ()
    denied: bool = False

    @property
    def deeds(self) -> list[str]:
        """What the role tells, each deed by itself where it is long; what stands in brackets stays together."""
        said = self.role if self.role and self.role != self.name else ""
        if len(said) <= LONG:
            return [said] if said else []
        deeds: list[str] = []
        depth = 0
        for piece in said.split("; "):
            deeds[-1:] = [f"{deeds[-1]}; {piece}"] if depth else [*deeds[-1:], piece]
            depth = max(0, depth + piece.count("(") - piece.count(")"))
        return deeds

    def __repr__(self) -> str:
        told = (f"{name}={value!r}" for name, value in self._asdict().items() if name != "facts")
        return f"Item({', '.join(told)})"  # facts fill the window

    def as_dict(self) -> dict[str, Any]:
        """The item as the JSON contract has it."""
        return {
            "id": self.id,
            "name": self.name,
            "aliases": list(self.aliases),
            "value": self.value,
            "modality": self.modality,
            "role": self.role,
            "facts": [f.id for f in self.facts],
        }


class Answer(NamedTuple):
    """The answer to a question: its status, one or two plain sentences, how it was read, and what it rests on.

    `unsaid` are the words of the question that the answer leaves out: it may be about something else.
    """

    question: str
    as_of: str
    status: Status
    text: str
    reading: str
    sparql: str | None = None
    answers: tuple[Item, ...] = ()
    related: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether nothing is answered: the source does not say it, or the question was not understood."""
        return self.status in ("not_stated", "not_understood")

    @property
    def read(self) -> str:
        """How the question was read, and which of its words were left out."""
        return f"{self.reading}; not accounted for: {', '.join(self.unsaid)}" if self.unsaid else self.reading

    @property
    def facts(self) -> list[StatedFact]:
        """The facts behind the answers, then those behind what is related; each once."""
        return list({f.id: f for item in (*self.answers, *self.related) for f in item.facts}.values())

    @property
    def citations(self) -> list[dict[str, Any]]:
        """A row for each place cited: fact, source, title, at, url."""
        return [
            {"fact": f.id, "source": c.source, "title": c.title, "at": c.at, "url": c.url}
            for f in self.facts
            for c in f.citations
        ]

    def as_dict(self) -> dict[str, Any]:
        """The JSON object that `govgraph ask --format json` prints."""
        return {
            "question": self.question,
            "as_of": self.as_of,
            "status": self.status,
            "text": self.text,
            "reading": self.read,
            "sparql": self.sparql,
            "answers": [a.as_dict() for a in self.answers],
            "related": [a.as_dict() for a in self.related],
            "citations": self.citations,
        }

    @property
    def explain(self) -> str:
        """How the question was linked and read, the SPARQL, and the facts used, a line each."""
        lines = [f"read as: {self.read}", *self.notes]
        lines += ["sparql:", *("  " + line for line in self.sparql.splitlines())] if self.sparql else []
        lines += [f"fact {f.id}: {f.sentence}" for f in self.facts]
        return "\n".join(lines)

    def __str__(self) -> str:
        cited = dict.fromkeys((c["title"], c["at"]) for c in self.citations)
        places = {place: number for number, place in enumerate(cited, 1)}
        told = all(any(f.sentence in self.text for f in item.facts) for item in self.answers)
        lines = [self.text + (_marks(self.answers, places) if told else "")]
        if not told:
            lines += [_line(item) + _marks([item], places) for item in self.answers]
        if self.unsaid:
            lines += ["", f"Not accounted for in the question: {', '.join(self.unsaid)}."]
        if self.related:
            lines += ["", "See also:", *(_line(item) + _marks([item], places) for item in self.related)]
        if places:
            lines += ["", "Sources:", *(f"  [{n}] {title}: {at}" for (title, at), n in places.items())]
        return "\n".join(lines)


def _marks(items: Iterable[Item], places: dict[tuple[str, str], int]) -> str:
    """The numbers of the places that some items cite: ` [1][3]`."""
    cited = {(c.title, c.at) for item in items for f in item.facts for c in f.citations}
    marks = "".join(f"[{n}]" for n in sorted(places[place] for place in cited))
    return f" {marks}" if marks else ""


def _line(item: Item) -> str:
    hedge = f" [{item.modality}]" if item.modality != "asserted" else ""
    denied = " [not so, the source says]" if item.denied else ""
    value = f": {item.value}" if item.id and item.value and item.value != item.name else ""
    deeds = item.deeds
    role = "".join(f"\n      {deed}" for deed in deeds) if len(deeds) > 1 else "".join(f" - {deed}" for deed in deeds)
    return f"  {item.name}{value}{hedge}{denied}{role}"


def strongest(facts: Iterable[StatedFact]) -> str:
    """The modality of the fact that says it most firmly."""
    return min((f.modality for f in facts), key=lambda m: STRENGTH[m], default="asserted")
