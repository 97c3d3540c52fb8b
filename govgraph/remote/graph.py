"""A KnowledgeGraph whose store is a SPARQL 1.1 service."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .. import cache, edtf
from ..errors import QueryError, RemoteError
from ..facts import StatedFact
from ..graph import KnowledgeGraph, fold
from ..sparql import refuse_outside
from ..stating import Stating
from ..store import set_day
from ..vocabulary import ID, NS, PREFIXES, Vocabulary, declared, entity_id, iri, ontology_folder
from .answers import Answers
from .client import Client
from .day import reads_plain_triples
from .published import Published, find

_TERMS = """SELECT ?s ?p ?o {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty gov:Force } ?s a ?kind ; ?p ?o
}"""
_SPECIAL = frozenset("\\.^$*+?()[]{}|")
_ALIKE = {"'": "['‘’]", '"': '["“”]', "-": "[-–—‑]", " ": "\\s+"}


def connect(
    url: str,
    ontology: str | Path | None = None,
    *,
    as_of: str | date | None = None,
    timeout: float | None = None,
) -> RemoteGraph:
    """The graph that a SPARQL 1.1 service holds, as of a day (by default today).

    Where a service holds several, `?default-graph-uri=IRI` at the end of the address says which. A login comes from
    GOVGRAPH_USER and GOVGRAPH_PASSWORD, GOVGRAPH_TOKEN or ~/.netrc. Without an ontology, the terms are those that the
    graph was published with. Raises AddressError, RemoteError, DataError for the ontology, and DateError.

    >>> connect("localhost:7878")
    Traceback (most recent call last):
    govgraph.errors.AddressError: an endpoint is the http or https address of a SPARQL service: http://localhost:7878/query
    """
    day = edtf.day(as_of) if as_of else None
    client = Client(url, timeout)
    return RemoteGraph(client, find(client), Path(ontology) if ontology else None, day)


class RemoteGraph(KnowledgeGraph):
    """The graph as it stands on a day; made by `govgraph.connect`.

    What is asked of a thing or by a pattern is asked there. What takes all facts (`facts()`, `network`, `rdf`, `store`
    and the first question in English) brings a copy here, once for each published version.
    """

    def __init__(self, client: Client, published: Published, ontology: Path | None, day: date | None) -> None:
        self.published = published
        self.sources = ()
        self.as_of_date = day or datetime.now(UTC).date()
        self.ontology = ontology or ontology_folder()
        self._client, self._terms_from, self._day_given = client, ontology, day is not None
        self._answers = Answers(client, published.graph)
        self.vocabulary = self._terms()

    @cached_property
    def asked_by(self) -> str:  # type: ignore[override]
        """What is kept of this graph is found by the version that was published or, without one, by all its triples."""
        return cache.key([self.ontology], "remote", self.published.version or self._digest())

    @cached_property
    def key(self) -> str:  # type: ignore[override]
        """The same for a day."""
        return cache.joined(self.asked_by, self.as_of_date.isoformat())

    def _terms(self) -> Vocabulary:
        """The terms of the ontology that is given, else those of the graph, in our own order where they are our own."""
        own = cache.vocabulary(self.ontology)
        if self._terms_from:
            return own
        rows = (ox.Triple(*row) for row in self._answers.query(_TERMS) if row["s"].value.startswith(NS))
        there = {triple for triple in rows if not self.published.is_added(triple)}
        subjects = {triple.subject for triple in there}
        here = {quad.triple for quad in own.quads if quad.subject in subjects}
        if there == here or not there:
            return own
        made = declared(ox.Quad(*triple) for triple in sorted(there, key=str))
        vars(made)["words"] = own.words
        return made

    # -- asking

    def query(self, sparql: str) -> Any:
        """As for a graph of one's own; CONSTRUCT and DESCRIBE give triples, the latter as the service describes.

        Plain triples are those of the day for which the graph was published: a query that may read them is refused on
        any other day. Fact nodes hold for every day. Raises QueryError, and RemoteError where the service fails.
        """
        refuse_outside(sparql)
        day = self.published.day
        known = day == self.as_of_date if day else self._day_given
        if not known and reads_plain_triples(sparql, frozenset(self.vocabulary.properties)):
            those = f"are those of {day}" if day else "are of a day that the graph does not tell"
            ask = f"ask with --as-of {day}" if day else "give that day with --as-of"
            raise QueryError(
                f"plain triples there {those}, and this query may read them for {self.as_of_date}: {ask}, or by fact "
                "nodes (?fact rdf:predicate …), which hold for every day"
            )
        return self._answers.query(sparql)

    def facts(self, pattern: str = "") -> list[StatedFact]:
        """As for a graph of one's own: by a pattern they are asked for there, all of them come from the copy here."""
        with self._declared():
            return (self._stating if pattern else self._copied).facts(pattern)

    def each_fact(self, by_id: bool = False) -> Iterator[StatedFact]:
        """As for a graph of one's own, of the copy here."""
        with self._declared():
            yield from self._copied.each(by_id)

    @contextmanager
    def _declared(self) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            unknown = f"the graph uses the property {error}, which this ontology does not declare"
            raise RemoteError(f"{self._client.shown}: {unknown}") from None

    @cached_property
    def _copied(self) -> Stating:
        return Stating(lambda text: self.store.query(text, prefixes=PREFIXES), self.vocabulary, self.as_of_date)

    # -- things

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The display name of every thing, by id; each is asked for when it is needed, and all once many are."""
        return Names(self._answers)

    def _called(self, name: str) -> list[str]:
        """As for a graph of one's own; all names are read only where this very one is not there."""
        pattern = "".join(_ALIKE.get(c) or (f"\\{c}" if c in _SPECIAL else c) for c in fold(name))
        quoted = ox.Literal(f"^\\s*{pattern}\\s*$")
        named = (
            f"SELECT DISTINCT ?s {{ ?s rdfs:label|dcterms:title|skos:altLabel ?n ; a ?c "
            f"FILTER(STRSTARTS(STR(?s), '{ID}') && REGEX(STR(?n), {quoted}, 'i')) }}"
        )
        return [id_ for row in self._answers.query(named) if (id_ := entity_id(row["s"].value))]

    def _told_of(self, node: ox.NamedNode) -> Iterable[tuple[str, Any]]:
        return [(row["p"].value, row["o"]) for row in self._answers.query(f"SELECT ?p ?o {{ {node} ?p ?o }}")]

    # -- all of it

    @cached_property
    def store(self) -> ox.Store:
        """A copy of the graph here, with the plain triples of this graph's day."""
        return cache.store(self.key, lambda: self.key, self.build)[1] if self.published.version else self.build(None)

    def build(self, place: str | None) -> ox.Store:
        """The copy, brought anew; raises RemoteError where it is not what was published."""
        store = ox.Store(place) if place else ox.Store()
        store.extend(self._brought)
        if self.as_of_date != self.published.day:
            set_day(store, self.vocabulary, self.as_of_date)
        return store

    @cached_property
    def _brought(self) -> list[ox.Quad]:
        """Every triple there, counted against what was published."""
        rows = self._answers.query("SELECT ?s ?p ?o { ?s ?p ?o }")
        found = {quad for row in rows if not self.published.is_added(quad := ox.Quad(*row))}
        if self.published.version and len(found) != self.published.triples:
            told = f"{len(found):,} of the {self.published.triples:,} triples that were published"
            raise RemoteError(f"{self._client.shown} holds {told}: publish the graph again")
        return list(found)

    def _digest(self) -> str:
        return hashlib.sha256("\n".join(sorted(map(str, self._brought))).encode()).hexdigest()

    def as_of(self, day: str | date) -> RemoteGraph:
        """The same graph on another day."""
        return RemoteGraph(self._client, self.published, self._terms_from, edtf.day(day))


class Names(Mapping[str, str]):
    """The names of things by id, one by one as they are asked for, and all at once after the first few."""

    _FEW = 20

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._known: dict[str, str] = {}
        self._whole = False

    def __getitem__(self, id_: str) -> str:
        if id_ not in self._known and not self._whole:
            self._read(f"VALUES ?s {{ {ox.NamedNode(iri(id_))} }}" if len(self._known) < self._FEW else "")
        return self._known[id_]

    def __iter__(self) -> Iterator[str]:
        if not self._whole:
            self._read("")
        return iter(self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, which: str) -> None:
        self._whole = self._whole or not which
        rows = self._answers.query(
            f"SELECT ?s ?n {{ {which} ?s rdfs:label ?n ; a ?c . ?c rdfs:subClassOf* gov:Thing }}"
        )
        for row in rows:
            id_ = entity_id(row["s"].value)
            if id_ and (row["n"].language == "en" or id_ not in self._known):
                self._known[id_] = row["n"].value
