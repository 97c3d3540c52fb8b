"""Models -> the store: what is told, what follows by rule, and what is so on a day; and the store as rdflib's graph."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from . import rdf
from .errors import QueryError
from .model import Dataset
from .sparql import refuse_outside
from .vocabulary import PREFIXES, Vocabulary, term

if TYPE_CHECKING:
    import rdflib


def build(data: Dataset, vocabulary: Vocabulary, as_of: date) -> ox.Store:
    """A store with the ontology, the things and fact nodes, what the rules add, and the direct triples of the day."""
    store = ox.Store()
    store.extend(vocabulary.quads)
    store.extend(ox.Quad(*triple) for triple in rdf.triples(data, vocabulary))
    for rule in vocabulary.rules.values():
        store.extend([ox.Quad(*triple) for triple in _construct(store, rule)])
    store.extend(_derived_validity(store))
    store.extend(_direct_triples(store, as_of))
    return store


def _construct(store: ox.Store, rule: str) -> list[ox.Triple]:
    refuse_outside(rule)
    return list(store.query(rule))  # type: ignore[arg-type]


def _rows(store: ox.Store, query: str) -> Any:
    return store.query(query, prefixes=PREFIXES)


def _derived_validity(store: ox.Store) -> list[ox.Quad]:
    """A derived fact is so from the first day to the last on which one of the facts that it rests on is so."""
    spans: dict[ox.NamedNode, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(
        store,
        "SELECT ?derived ?from ?until { ?derived prov:wasDerivedFrom ?fact "
        "OPTIONAL { ?fact gov:validFrom ?from } OPTIONAL { ?fact gov:validUntil ?until } }",
    ):
        first, last = row["from"], row["until"]
        spans[row["derived"]].append((first.value if first else "", last.value if last else "9999"))
    quads = []
    for derived, each in spans.items():
        first, last = min(s[0] for s in each), max(s[1] for s in each)
        for name, day in (("validFrom", first), ("validUntil", last)):
            if day not in ("", "9999"):
                quads.append(ox.Quad(derived, term(name), ox.Literal(day, datatype=term("date", "xsd"))))
    return quads


def _direct_triples(store: ox.Store, as_of: date) -> list[ox.Quad]:
    """Subject, predicate and object of all that is asserted, not denied, and so on the graph's day."""
    rows = _rows(
        store,
        "SELECT ?s ?p ?o { ?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gov:denied false ; "
        'gov:modality "asserted" OPTIONAL { ?f gov:validFrom ?from } OPTIONAL { ?f gov:validUntil ?until } '
        f'BIND("{as_of}"^^xsd:date AS ?day) '
        "FILTER(COALESCE(?from <= ?day, true) && COALESCE(?until >= ?day, true)) }",
    )
    return [ox.Quad(row["s"], row["p"], row["o"]) for row in rows]


def as_rdflib(store: ox.Store) -> rdflib.Graph:
    """The same store as an `rdflib.Graph` that only reads, queried by rdflib's own engine where it is asked to be."""
    import rdflib
    from oxrdflib import OxigraphStore
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    class Guarded(OxigraphStore):  # type: ignore[misc, unused-ignore]
        """The store, which from here too refuses to reach out and to be written to."""

        def query(self, query: Any, *rest: Any, **more: Any) -> Any:
            refuse_outside(str(query))
            return super().query(query, *rest, **more)

        def update(self, *rest: Any, **more: Any) -> None:
            raise QueryError("the graph is read only: no update, no LOAD")

        add = addN = remove = update  # noqa: N815 - rdflib's own names

    graph = rdflib.Graph(store=Guarded(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph
