"""What must be true of the graph as a whole, `ontology/shapes.ttl`: each breach as a Problem with its file and line.

The method is the W3C's Shapes Constraint Language (https://www.w3.org/TR/shacl/), run by pySHACL.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .errors import DataError, Problem
from .rdf import fact_id
from .vocabulary import BASE, FACT, NS, PREFIXES, entity_id, iri, ontology_folder

if TYPE_CHECKING:
    import rdflib

    from .graph import KnowledgeGraph

_IRI = re.compile(re.escape(BASE) + r"[^\s<>\"{}|^`\\,;]+")
_SHACL = "http://www.w3.org/ns/shacl#"


def check(kg: KnowledgeGraph, shapes: Path | None = None) -> list[Problem]:
    """Every breach of the shapes (by default those that came with govgraph), in the order of files and lines.

    Empty where all is well. Needs the `curate` extra: raises ModuleNotFoundError without it. Raises DataError where
    the shapes cannot be read.

    >>> import govgraph
    >>> check(govgraph.load(as_of="2025-10-09"))
    []
    """
    return problems(kg, report(kg, shapes))


def report(kg: KnowledgeGraph, shapes: Path | None = None) -> rdflib.Graph:
    """SHACL's own validation report of the graph; raises as `check` does."""
    import pyshacl
    import rdflib
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    path = shapes or ontology_folder() / "shapes.ttl"
    try:
        rules = rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise DataError([Problem(str(path), getattr(error, "lines", 0) + 1, str(error))]) from None
    # Facts are many, so they are asked by SPARQL, over the store; what is asked of things is looked up in memory.
    things = kg.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o FILTER(!STRSTARTS(STR(?s), '{FACT}')) }}")
    graph = rdflib.Graph(identifier=DATASET_DEFAULT_GRAPH_ID)
    graph.parse(data=ox.serialize(things, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    graph.store.query = kg.rdf().store.query  # type: ignore[method-assign]
    _, found, _ = pyshacl.validate(graph, shacl_graph=rules, inplace=True)
    return found  # type: ignore[no-any-return]


def problems(kg: KnowledgeGraph, report: rdflib.Graph) -> list[Problem]:
    """The results of a validation report, each at the file and line of the fact or thing that it is about."""
    from rdflib import URIRef

    graph, places = kg.rdf(), _places(kg)

    def place(node: str) -> tuple[str, int] | None:
        """That of a fact or thing; a citation's is its fact's, a derived fact's that of one it follows from."""
        if node in places:
            return places[node]
        bases = sorted(graph.objects(URIRef(node), URIRef(PREFIXES["prov"] + "wasDerivedFrom")), key=str)
        around = [*bases, *graph.subjects(URIRef(NS + "citation"), URIRef(node))]
        return next(filter(None, (place(str(other)) for other in around)), None)

    def readable(match: re.Match[str]) -> str:
        """An IRI as a curator knows it: an id, a term's name, or where a fact stands."""
        found = match.group()
        if found.startswith(FACT):
            return "{}:{}".format(*(place(found) or (found, 0)))
        return repr(entity_id(found) or found.removeprefix(NS))

    found = set()
    for result in report.objects(None, URIRef(_SHACL + "result")):
        about = [str(report.value(result, URIRef(_SHACL + name))) for name in ("focusNode", "value")]
        where = next(filter(None, map(place, about)), (about[0], 1))
        for message in report.objects(result, URIRef(_SHACL + "resultMessage")):
            found.add(Problem(*where, _IRI.sub(readable, str(message))))
    return sorted(found)


def _places(kg: KnowledgeGraph) -> dict[str, tuple[str, int]]:
    """The file and line of every fact and thing, by its IRI."""
    places = {}
    for owner, thing in kg.dataset.things():
        places[iri(owner)] = kg.dataset.places[owner, None]
        for index, fact in enumerate(thing.facts):
            places[FACT + fact_id(owner, fact)] = kg.dataset.places[owner, index]
    return places
