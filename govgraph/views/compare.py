"""Things side by side: jurisdictions by the positions that they hold, others by what is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..errors import GovgraphError
from ..facts import StatedFact, Value
from ..graph import KnowledgeGraph
from ..queries import named
from ..vocabulary import FACT, entity_id
from .show import groups
from .status import status
from .table import Table, View
from .wording import NOT_STATED, Footnotes, holds, marked, places

SAME, DIFFERS = "same", "differs"
_CLAIMS = {"findsShared": SAME, "findsDifferent": DIFFERS}


@dataclass(frozen=True)
class Said:
    """One thing that a cell says: its code and name, and the facts that say so; `denied` where they say it is not so."""

    code: str
    name: str
    denied: bool
    facts: tuple[StatedFact, ...]

    def words(self, day: date) -> str:
        """The name with the details that sources give, each with its hedge."""
        details = [marked(f, _detail(f), day).removeprefix("NOT SO: ") for f in self.facts]
        said = "; ".join(d for d in dict.fromkeys(details) if d)
        return ("not: " if self.denied else "") + self.name + (f" ({said})" if said else "")


@dataclass(frozen=True)
class Claim:
    """What a source says of some of the things that are compared: that they are the same here, or differ."""

    verdict: str
    among: tuple[Value, ...]
    fact: StatedFact


@dataclass(frozen=True)
class Row:
    """One matter: a cell for each thing, what follows, and what sources claim.

    `verdict` is `same`, `differs`, `not stated`, or nothing where what is said may well be true of both; `basis` says
    whether a source claims it or it is only computed from the cells. `together` holds the things that say the same, group by group, without those that say nothing.
    """

    id: str | None
    name: str
    cells: tuple[tuple[Said, ...], ...]
    verdict: str
    basis: str
    computed: str
    together: tuple[tuple[Value, ...], ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Comparison(View):
    """The things, and a row for each matter on which they are compared."""

    as_of: date
    things: tuple[Value, ...]
    rows: tuple[Row, ...]

    def table(self) -> Table:
        """A row for each matter, a column for each thing."""
        rows = []
        for row in self.rows:
            cells = []
            for cell in row.cells:
                said = "; ".join(s.words(self.as_of) for s in cell)
                cells.append(f"{said} [{places(f for s in cell for f in s.facts)}]" if cell else NOT_STATED)
            rows.append((row.name, *cells, row.verdict, row.basis, _together(row), places(c.fact for c in row.claims)))
        names = tuple(thing.text for thing in self.things)
        return Table(("matter", *names, "verdict", "basis", "together", "claimed in"), tuple(rows))

    def blocks(self) -> list[str | Table]:
        """Matter by matter, and the sources."""
        notes = Footnotes()
        width = max(len(thing.text) for thing in self.things)
        blocks: list[str | Table] = []
        for row in self.rows:
            verdict = f": {row.verdict}" if row.verdict else ""
            lines = [f"{row.name}{verdict}{f' ({row.basis})' if row.basis else ''}"]
            for thing, cell in zip(self.things, row.cells, strict=True):
                said = [f"{s.words(self.as_of)} {notes(c for f in s.facts for c in f.citations)}" for s in cell]
                lines.append(f"  {thing.text:<{width}}  {'; '.join(said) or NOT_STATED}")
            for claim in row.claims:
                who = " and ".join(value.text for value in claim.among)
                lines.append(f"  claimed: {marked(claim.fact, f'{who}: {claim.verdict}', self.as_of)} {notes(claim.fact.citations)}")
            blocks.append("\n".join(lines))
        return [*blocks, str(notes)]


def compare(kg: KnowledgeGraph, names: Sequence[str]) -> Comparison:
    """Two or more things by the positions that they hold, where all are jurisdictions, else by what is said of them.

    Raises UnknownName, and GovgraphError for fewer than two different things.

    >>> import govgraph
    >>> rows = compare(govgraph.load(as_of="2025-10-09"), ["jp", "us"]).rows
    >>> {row.name: row.verdict for row in rows}["Strategic priority of AI"]
    'same'
    """
    ids = list(dict.fromkeys(kg.resolve(name) for name in names))
    if len(ids) < 2:
        raise GovgraphError(f"a comparison takes two or more different things, and this names {len(ids)}")
    things = tuple(Value(kg.names[i], i) for i in ids)
    kinds = {kg.entity(i).type for i in ids}
    rows = _positions(kg, things) if kinds == {"Jurisdiction"} else _sayings(kg, things)
    return Comparison(kg.as_of_date, things, tuple(rows))


def _positions(kg: KnowledgeGraph, things: tuple[Value, ...]) -> list[Row]:
    """A row for each dimension."""
    facts = {fact.id: fact for fact in kg.facts("?fact rdf:predicate gov:holdsPosition")}
    held: dict[tuple[str | None, str | None], list[StatedFact]] = defaultdict(list)
    for row in kg.query(named()["positions"]):
        fact = facts[row["fact"].value.removeprefix(FACT)]
        held[entity_id(row["dimension"].value), fact.subject.id].append(fact)
    claims = defaultdict(list)
    for fact in kg.facts("?fact rdf:predicate ?says VALUES ?says { gov:findsShared gov:findsDifferent }"):
        among = tuple(value for value in things if value in fact.qualifiers.get("among", ()))
        if len(among) == len(fact.qualifiers.get("among", ())) or (among == things and fact.property == "findsShared"):
            claims[fact.object.id].append(Claim(_CLAIMS[fact.property], among, fact))
    dimensions = [entity_id(row["d"].value) for row in kg.query("SELECT ?d { ?d a gov:Dimension }")]
    rows = []
    for id_ in sorted((d for d in dimensions if d), key=lambda d: kg.names[d]):
        cells = [_cell(held[id_, thing.id]) for thing in things]
        rows.append(_row(id_, kg.names[id_], things, cells, claims[id_], kg.as_of_date))
    return rows


def _sayings(kg: KnowledgeGraph, things: tuple[Value, ...]) -> list[Row]:
    """A row for kind, jurisdiction and status, and for all that is said of any of them; what several share comes first."""
    columns: list[dict[str, list[Said]]] = []
    for value in things:
        thing = kg.entity(value.id or "")
        stands = status(kg, thing.id, thing.type)
        plain = [("kind", Value(thing.type_label)), ("jurisdiction", thing.jurisdiction)]
        plain.append(("status", Value(stands.label) if stands and stands.since else None))
        cells = {label: [Said(v.id or v.text, v.text, False, ())] if v else [] for label, v in plain}
        for group in groups(thing, kg.vocabulary):
            by_end: dict[tuple[str, str, bool], list[StatedFact]] = defaultdict(list)
            for entry in group.entries:
                by_end[entry.id or entry.text, entry.text, entry.fact.denied].append(entry.fact)
            cells[group.label] = [Said(*end, tuple(facts)) for end, facts in by_end.items()]
        columns.append(cells)
    labels = list(dict.fromkeys(label for column in columns for label in column))
    labels.sort(key=lambda label: -sum(bool(column.get(label)) for column in columns))
    rows = []
    for label in labels:
        row = _row(None, label, things, [tuple(column.get(label, ())) for column in columns], (), kg.as_of_date)
        open_ = row.computed == DIFFERS and any(said.facts for cell in row.cells for said in cell)
        rows.append(replace(row, verdict="", basis="", computed="") if open_ else row)
    return rows


def _cell(facts: Iterable[StatedFact]) -> tuple[Said, ...]:
    """The positions that facts put a jurisdiction in, and after them those that they deny."""
    found: dict[tuple[bool, str, str], list[StatedFact]] = defaultdict(list)
    for fact in facts:
        found[fact.denied, fact.object.id or "", fact.object.text].append(fact)
    return tuple(Said(code.partition("#")[2], name, denied, tuple(found[denied, code, name])) for denied, code, name in sorted(found))


def _row(
    id_: str | None, name: str, things: tuple[Value, ...], cells: Sequence[tuple[Said, ...]], claims: Sequence[Claim], day: date
) -> Row:
    """The row with its verdict: what a source claims of just these things, else what the cells come to."""
    groups_: dict[frozenset[str], list[Value]] = defaultdict(list)
    for thing, cell in zip(things, cells, strict=True):
        codes = {s.code for s in cell if not s.denied and (not s.facts or any(holds(f, day) for f in s.facts))}
        if codes:
            groups_[frozenset(codes)].append(thing)
    silent = len(things) - sum(map(len, groups_.values()))
    computed = DIFFERS if len(groups_) > 1 else SAME if groups_ and not silent else NOT_STATED
    claimed = {claim.verdict for claim in claims if len(claim.among) == len(things)}
    verdict = claimed.pop() if len(claimed) == 1 else computed
    basis = "" if verdict == NOT_STATED else "claimed" if any(len(c.among) == len(things) for c in claims) else "computed"
    return Row(id_, name, tuple(cells), verdict, basis, computed, tuple(map(tuple, groups_.values())), tuple(claims))


def _together(row: Row) -> str:
    return " | ".join(", ".join(value.text for value in group) for group in row.together)


def _detail(fact: StatedFact) -> str:
    """What a fact adds to the position or object that it names."""
    detail = fact.one("detail")
    return detail.text if detail else fact.details
