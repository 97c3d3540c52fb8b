"""One thing: its names, its status, and all that is said of it, from both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .. import edtf
from ..facts import StatedFact, Thing
from ..graph import KnowledgeGraph
from ..vocabulary import NS, Vocabulary, entity_id, iri
from .listing import refused
from .status import Status, status, status_to_come
from .table import Table, View
from .wording import Footnotes, addresses, mark, marked, places

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_NUMBER = re.compile(r"(?:(?<=\bAnnex )|(?<=\bChapter )|(?<=\bPart )|(?<=\bTitle ))[IVXL]+\b|\d+")


@dataclass(frozen=True)
class Entry:
    """One fact as it reads from the thing that is shown: what stands at its other end, and its details."""

    text: str
    id: str | None
    details: str
    fact: StatedFact

    @property
    def words(self) -> str:
        """The other end with its details."""
        return f"{self.text} ({self.details})" if self.details else self.text


@dataclass(frozen=True)
class Group:
    """The facts that say the same kind of thing; `aside` where they only mention the thing that is shown."""

    label: str
    entries: tuple[Entry, ...]
    aside: bool = False


@dataclass(frozen=True)
class PartShown:
    """A part: its id, name and kind, and whether the sources only say that it is not so."""

    id: str
    name: str
    kind: str
    not_so: bool


@dataclass(frozen=True)
class Shown(View):
    """A thing on a day; `groups` holds its facts as they are shown, `to_come` the status that follows on this one."""

    as_of: date
    thing: Thing
    status: Status | None
    to_come: Status | None
    parts: tuple[PartShown, ...] = field(repr=False)
    groups: tuple[Group, ...] = field(repr=False)

    def table(self) -> Table:
        """A row for each fact."""
        rows = tuple(
            (group.label, entry.text, entry.id or "", mark(entry.fact, self.as_of), entry.details, places([entry.fact]),
             entry.fact.id, addresses([entry.fact]))
            for group in self.groups
            for entry in group.entries
        )  # fmt: skip
        return Table(("says", "what", "id", "mark", "details", "source", "fact", "url"), rows)

    def blocks(self) -> list[str | Table]:
        """The heading, the facts under what they say, the parts, and the sources."""
        notes = Footnotes()
        blocks = [self._heading()]
        for group in self.groups:
            facts = [f"  {marked(e.fact, e.words, self.as_of)} {notes(e.fact.citations)}" for e in group.entries]
            blocks.append("\n".join([group.label, *facts]))
        if self.parts:
            parts = [f"  {'NOT SO: ' if p.not_so else ''}{p.name} ({p.kind}) {p.id}" for p in self.parts]
            blocks.append("\n".join(["parts", *parts]))
        return [*blocks, str(notes)]

    def _heading(self) -> str:
        thing = self.thing
        where = [v.text for v in (thing.within, thing.jurisdiction) if v]
        names = [f"{lang}: {name}" for lang, name in thing.names.items() if name != thing.name]
        names += [f"{lang}: {title}" for lang, title in thing.titles.items() if title != thing.names.get(lang)]
        lines = [thing.name, ", ".join([thing.type_label, *where]), thing.id, *filter(None, [thing.url]), *names]
        if thing.aliases:
            lines.append("also: " + ", ".join(thing.aliases))
        if self.status:
            since = f", since {edtf.in_words(self.status.since)}" if self.status.since else ""
            lines.append(f"status on {edtf.in_words(self.as_of.isoformat())}: {self.status.label}{since}")
            if self.to_come and self.to_come.since:
                lines[-1] += f"; {self.to_come.label} from {edtf.in_words(self.to_come.since)}"
        return "\n".join(lines)


def show(kg: KnowledgeGraph, name: str) -> Shown:
    """A thing by id, name or alias, with its status and facts; raises UnknownName.

    >>> import govgraph
    >>> show(govgraph.load(as_of="2025-10-09"), "AI Promotion Act").status.label
    'in force'
    """
    thing = kg.entity(name)
    stands = status(kg, thing.id, thing.type)
    to_come = status_to_come(kg, thing.id, stands) if stands else None
    return Shown(kg.as_of_date, thing, stands, to_come, _parts(kg, thing.id), groups(thing, kg.vocabulary))


def _parts(kg: KnowledgeGraph, whole: str) -> tuple[PartShown, ...]:
    """The parts of a thing by name, and those that are numbered by number."""
    rows = list(kg.query(f"SELECT ?part ?class {{ ?part gov:within <{iri(whole)}> ; a ?class }}"))
    denied = refused(kg) if rows else {}
    found = []
    for row in rows:
        id_ = entity_id(row["part"].value)
        if id_:
            kind = kg.vocabulary.classes[row["class"].value.removeprefix(NS)].label
            found.append(PartShown(id_, kg.names[id_], kind, id_ in denied))
    return tuple(sorted(found, key=lambda part: (_by_number(part.name), part.id)))


def _by_number(name: str) -> str:
    """A name as it sorts: what is numbered stands by its value, so that Annex V comes before Annex IX."""
    return _NUMBER.sub(lambda found: f"{_value(found[0]):06}", name).casefold()


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    digits = [_ROMAN[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def groups(thing: Thing, vocabulary: Vocabulary) -> tuple[Group, ...]:
    """A thing's facts by what they say, its own first and then those that speak of it."""
    own: dict[str, list[Entry]] = {}
    for name, prop in vocabulary.properties.items():
        for fact in thing.facts:
            if fact.property == name:
                own.setdefault(prop.label, []).append(Entry(fact.object_text, fact.object.id, fact.details, fact))
    incoming: dict[str, list[Entry]] = {}
    beside: dict[str, list[Entry]] = {}
    for fact in thing.about:
        if fact.object.id == thing.id:
            label = vocabulary.properties[fact.property].inverse_label or f"in what {fact.label}"
            incoming.setdefault(label, []).append(Entry(fact.subject.text, fact.subject.id, fact.details, fact))
        else:
            role = next(q for q, values in fact.qualifiers.items() if any(v.id == thing.id for v in values))
            label = f"{vocabulary.qualifiers[role].label} it"
            beside.setdefault(label, []).append(Entry(fact.clause, fact.subject.id, "", fact))
    found = [(False, *item) for item in (*own.items(), *incoming.items())] + [(True, *item) for item in beside.items()]
    return tuple(Group(label, tuple(entries), aside) for aside, label, entries in found)
