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
from .wording import NOT_STATED, Footnotes, mark, marked, places

SAME, DIFFERS = "same", "differs"
_CLAIMS = {"findsShared": SAME, "findsDifferent": DIFFERS}


@dataclass(frozen=True)
class Said:
    """One thing that a cell says: its code and name, and the facts that say so, or that say it is not so."""

    code: str
    name: str
    denied: bool = False
    facts: tuple[StatedFact, ...] = ()

    def words(self, day: date) -> str:
        """The name with the details that sources give, each with its hedge."""
        details = [": ".join(filter(None, (mark(f._replace(denied=False), day), _detail(f)))) for f in self.facts]
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

    `verdict` is `same`, `differs`, `not stated`, or nothing where what is said may well be true of both. `basis` says
    whether a source claims it or it is only computed from the cells, and `hedge` whether it rests on what is only
    planned, possible or an opinion. `together` holds the things that say the same, group by group, without those that
    say nothing.
    """

    id: str | None
    name: str
    cells: tuple[tuple[Said, ...], ...]
    verdict: str
    basis: str
    hedge: str
    computed: str
    together: tuple[tuple[Value, ...], ...]
    claims: tuple[Claim, ...]

    @property
    def groups(self) -> str:
        """Who says the same: `Japan = United States ≠ European Union`; nothing where fewer than two say anything."""
        alone = sum(map(len, self.together)) < 2
        return "" if alone else " ≠ ".join(" = ".join(value.text for value in group) for group in self.together)

    @property
    def heading(self) -> str:
        """The matter with its verdict, and with the groups where there are more than two things."""
        why = ", ".join(filter(None, (self.basis, self.hedge)))
        words = self.name + (f": {self.verdict}" if self.verdict else "") + (f" ({why})" if why else "")
        return words + (f" – {self.groups}" if len(self.cells) > 2 and self.groups and self.verdict != SAME else "")


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
                where = places(f for s in cell for f in s.facts)
                cells.append((f"{said} [{where}]" if where else said) or NOT_STATED)
            claimed = places(claim.fact for claim in row.claims)
            rows.append((row.name, *cells, row.verdict, row.basis, row.hedge, row.groups, claimed))
        names = tuple(thing.text for thing in self.things)
        return Table(("matter", *names, "verdict", "basis", "hedge", "together", "claimed in"), tuple(rows))

    def blocks(self) -> list[str | Table]:
        """Matter by matter, and the sources."""
        notes = Footnotes()
        width = max(len(thing.text) for thing in self.things)
        blocks: list[str | Table] = []
        for row in self.rows:
            lines = [row.heading]
            for thing, cell in zip(self.things, row.cells, strict=True):
                said = [f"{s.words(self.as_of)} {notes(c for f in s.facts for c in f.citations)}".strip() for s in cell]
                lines.append(f"  {thing.text:<{width}}  {'; '.join(said) or NOT_STATED}")
            for claim in row.claims:
                words = f"{', '.join(value.text for value in claim.among)}: {claim.verdict}"
                lines.append(f"  claimed: {marked(claim.fact, words, self.as_of)} {notes(claim.fact.citations)}")
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
    for fact in kg.facts("?fact rdf:predicate ?finds VALUES ?finds { gov:findsShared gov:findsDifferent }"):
        members = fact.qualifiers.get("among", ())
        among = tuple(thing for thing in things if thing in members)
        whole = len(among) == len(members)  # what is shared by all is shared by some; not so for a difference
        if fact.holds and not fact.denied and len(among) > 1 and (whole or fact.property == "findsShared"):
            claims[fact.object.id].append(Claim(_CLAIMS[fact.property], among, fact))
    dimensions = {entity_id(row["d"].value) or "" for row in kg.query("SELECT ?d { ?d a gov:Dimension }")}
    rows = []
    for id_ in sorted(dimensions, key=lambda d: kg.names[d]):
        cells = [_cell(held[id_, thing.id]) for thing in things]
        rows.append(_row(id_, kg.names[id_], things, cells, claims[id_], kg.as_of_date))
    return rows


def _sayings(kg: KnowledgeGraph, things: tuple[Value, ...]) -> list[Row]:
    """A row for kind, jurisdiction and status, and one for all that is said of any; what several share comes first."""
    columns: list[dict[str, list[Said]]] = []
    for value in things:
        thing = kg.entity(value.id or "")
        stands = status(kg, thing.id, thing.type)
        plain = {"kind": thing.type_label, "jurisdiction": thing.jurisdiction.text if thing.jurisdiction else ""}
        plain["status"] = stands.label if stands and stands.since else ""
        cells = {label: [Said(text, text)] if text else [] for label, text in plain.items()}
        for group in (g for g in groups(thing, kg.vocabulary) if not g.aside):
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
        open_ = row.computed == NOT_STATED or any(said.facts for cell in row.cells for said in cell)
        rows.append(
            replace(row, verdict="", basis="", hedge="", computed="") if open_ and row.computed != SAME else row
        )
    return rows


def _cell(facts: Iterable[StatedFact]) -> tuple[Said, ...]:
    """The positions that facts put a jurisdiction in, and after them those that they deny."""
    found: dict[tuple[bool, str, str], list[StatedFact]] = defaultdict(list)
    for fact in facts:
        found[fact.denied, fact.object.id or "", fact.object.text].append(fact)
    return tuple(Said(key[1].partition("#")[2], key[2], key[0], tuple(found[key])) for key in sorted(found))


def _row(
    id_: str | None,
    name: str,
    things: tuple[Value, ...],
    cells: Sequence[tuple[Said, ...]],
    claims: Sequence[Claim],
    day: date,
) -> Row:
    """The row with its verdict: what a source claims of all these things, else what the cells come to."""
    together: dict[frozenset[str], list[Value]] = defaultdict(list)
    hedges: set[str] = set()
    for thing, cell in zip(things, cells, strict=True):
        telling = [s for s in cell if not s.denied and (not s.facts or any(f.holds_on(day) for f in s.facts))]
        modalities = {f.modality for s in telling for f in s.facts if f.holds_on(day)}
        hedges |= set() if "asserted" in modalities else modalities
        if telling:
            together[frozenset(s.code for s in telling)].append(thing)
    silent = len(things) - sum(map(len, together.values()))
    computed = DIFFERS if len(together) > 1 else SAME if together and not silent else NOT_STATED
    decisive = [claim for claim in claims if len(claim.among) == len(things)]
    verdicts = {claim.verdict for claim in decisive}
    verdict = verdicts.pop() if len(verdicts) == 1 else computed
    basis = "" if verdict == NOT_STATED else "claimed" if decisive else "computed"
    hedges = {claim.fact.modality for claim in decisive} - {"asserted"} if decisive else hedges
    hedge = ", ".join(sorted(hedges)) if basis else ""
    alike = tuple(map(tuple, together.values()))
    return Row(id_, name, tuple(cells), verdict, basis, hedge, computed, alike, tuple(claims))


def _detail(fact: StatedFact) -> str:
    """What a fact adds to the position or object that it names."""
    detail = fact.one("detail")
    return detail.text if detail else fact.details
