"""What happened, begins, ends or is planned, in the order of its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from .. import edtf
from ..errors import DateError
from ..facts import StatedFact
from ..graph import KnowledgeGraph
from ..vocabulary import Vocabulary, iri
from .listing import jurisdiction_id
from .table import Table, View
from .wording import Footnotes, addresses, dates, mark, places

NO_DATE = "NO SUCH DATE"
_BEGINS = {"on": "", "from": "begins", "until": "ends"}


@dataclass(frozen=True)
class Entry:
    """A date of a fact, as precise as the source gives it; `what` is empty, `begins` or `ends`."""

    date: str
    what: str
    mark: str
    fact: StatedFact

    @property
    def words(self) -> str:
        """What is told for the date."""
        return f"{self.what}: {self.fact.clause}" if self.what else self.fact.clause

    @property
    def marked(self) -> str:
        """The same with the mark before it."""
        return f"{self.mark}: {self.words}" if self.mark else self.words


@dataclass(frozen=True)
class Timeline(View):
    """Dated facts in order."""

    as_of: date
    entries: tuple[Entry, ...]

    def table(self) -> Table:
        """A row for each date of each fact."""
        rows = tuple((e.date, e.mark, e.words, places([e.fact]), e.fact.id, addresses([e.fact])) for e in self.entries)
        return Table(("date", "mark", "what", "source", "fact", "url"), rows)

    def blocks(self) -> list[str | Table]:
        """The dates with what they are of, and the sources."""
        notes = Footnotes()
        rows = tuple((e.date, e.mark, f"{e.words} {notes(e.fact.citations)}") for e in self.entries)
        return [Table(("date", "mark", "what"), rows), str(notes)] if rows else ["No dated fact is stated."]


def timeline(
    kg: KnowledgeGraph,
    name: str | None = None,
    *,
    jurisdiction: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> Timeline:
    """The dated facts of the graph: of all, of those that speak of a thing or its parts, or of a jurisdiction's things.

    `start` and `end` are dates of any precision. Raises UnknownName, and DateError also where `end` is before `start`.

    >>> import govgraph
    >>> kg = govgraph.load(as_of="2025-10-09")
    >>> [(entry.date, entry.mark) for entry in timeline(kg, "AI Basic Plan").entries][0]
    ('2025', 'PLANNED')
    """
    patterns = []
    if name:
        node = ox.NamedNode(iri(kg.resolve(name)))
        patterns.append(  # a query of its own is asked once; else some stores ask it anew for each fact of the graph
            f"{{ SELECT ?fact {{ {{ ?fact ?how {node} }} UNION {{ ?fact ?how ?spoken . ?spoken gov:within {node} }} "
            "FILTER(?how != prov:hadPrimarySource) } }"
        )
    if jurisdiction:
        place = ox.NamedNode(iri(jurisdiction_id(kg, jurisdiction)))
        patterns.append(
            f"?fact rdf:subject ?about FILTER(?about = {place} || EXISTS {{ ?about gov:jurisdiction {place} }})"
        )
    first = edtf.bounds(start)[0] if start else None
    last = edtf.bounds(end)[1] if end else None
    if first and last and last < first:
        raise DateError(f"{start} comes after {end}: give the earlier day first")
    found = entries(kg.facts(" ".join(patterns)), kg.vocabulary, kg.as_of_date)
    return Timeline(kg.as_of_date, tuple(e for e in found if between(e.date, first, last)))


def entries(facts: Iterable[StatedFact], vocabulary: Vocabulary, day: date) -> list[Entry]:
    """The dates of facts in order, each marked as it stands on a day; first those that no calendar has."""
    found = []
    for fact in facts:
        for what, text in dates(fact, vocabulary):
            hedges = [mark(fact, day), "" if any(edtf.reach(text)) else NO_DATE]
            found.append(Entry(text, _BEGINS[what], ", ".join(filter(None, hedges)), fact))
    return sorted(found, key=_when)


def between(text: str, first: date | None, last: date | None) -> bool:
    """Whether a date may lie between two days; of one that is open, the end that is known."""
    earliest, latest = _reach(text)
    return not (first and latest < first) and not (last and earliest > last)


def _when(entry: Entry) -> tuple[date, date, str, str]:
    """Sorts by the first possible day; of two that begin alike the more precise one comes first."""
    return (*_reach(entry.date), entry.fact.clause, entry.fact.id)


def _reach(text: str) -> tuple[date, date]:
    """The first and the last day that a date may mean, where it says so."""
    earliest, latest = edtf.reach(text)
    return earliest or latest or date.min, latest or earliest or date.max
