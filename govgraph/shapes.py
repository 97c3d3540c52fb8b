"""What must be true of the graph as a whole, `ontology/shapes.ttl`: each breach as a Problem with its file and line.

The method is the W3C's Shapes Constraint Language (https://www.w3.org/TR/shacl/), run by pySHACL.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .errors import DataError, Problem
from .model import Dataset
from .rdf import fact_id
from .store import as_rdflib
from .vocabulary import BASE, FACT, NS, PREFIXES, entity_id, iri, ontology_folder

if TYPE_CHECKING:
    import rdflib

_IRI = re.compile(re.escape(BASE) + r"[^\s<>\"{}|^`\\,;]+")
_SHACL = "http://www.w3.org/ns/shacl#"


def shapes_of(ontology: Path) -> Path:
    """The file of an ontology's own shapes, or of those that came with govgraph where it has none."""
    own = ontology / "shapes.ttl"
    return own if own.is_file() else ontology_folder() / "shapes.ttl"


def check(store: ox.Store, data: Dataset, shapes: Path) -> list[Problem]:
    """Every breach of the shapes in a store that was made of these data, in the order of files and lines.

    Empty where all is well. Needs the `curate` extra: raises ModuleNotFoundError without it. Raises DataError where
    the shapes cannot be read.

    >>> check(kg.store, kg.dataset, shapes_of(kg.ontology))
    []
    """
    return problems(store, data, report(store, shapes), shapes)


def report(store: ox.Store, shapes: Path) -> rdflib.Graph:
    """SHACL's own validation report of a store; raises as `check` does."""
    import pyshacl
    import rdflib
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    try:
        rules = rdflib.Graph().parse(shapes, format="turtle")
    except (OSError, SyntaxError) as error:
        raise DataError.at(shapes, error, line=getattr(error, "lines", 0) + 1) from None
    # Facts are many, so they are asked by SPARQL, over the store; what is asked of things is looked up in memory, and
    # only what is said with a property that the shapes name is taken there.
    asked = " ".join(sorted({node.n3() for node in rules.all_nodes() if isinstance(node, rdflib.URIRef)}))
    things: Any = store.query(
        f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o VALUES ?p {{ rdf:type rdfs:subClassOf {asked} }} "
        f"FILTER(!STRSTARTS(STR(?s), '{FACT}')) }}",
        prefixes=PREFIXES,
    )
    over = as_rdflib(store)
    graph = rdflib.Graph(identifier=DATASET_DEFAULT_GRAPH_ID)
    graph.parse(data=ox.serialize(things, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    graph.store.query = over.store.query  # type: ignore[method-assign]
    _, found, _ = pyshacl.validate(graph, shacl_graph=rules, inplace=True)
    return found  # type: ignore[no-any-return]


def problems(store: ox.Store, data: Dataset, report: rdflib.Graph, shapes: Path) -> list[Problem]:
    """The results of a validation report, each at the file and line of the fact or thing that it is about.

    Where there are no files, the id of the thing stands for one, and each line is the first. What is about no thing
    but a class is told where the shapes speak of that class.
    """
    from rdflib import URIRef

    lines = shapes.read_text(encoding="utf-8").splitlines()
    graph, places = as_rdflib(store), _places(data) or _subjects(store)

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
        named = re.compile(r"gov:" + re.escape(about[1].removeprefix(NS)) + r"\b")
        line = next((number for number, text in enumerate(lines, 1) if named.search(text)), 1)
        where = next(filter(None, map(place, about)), (os.fspath(shapes), line))
        rule = str(report.value(result, URIRef(_SHACL + "sourceConstraint")) or "").rpartition("#")[2] or "shape"
        for message in report.objects(result, URIRef(_SHACL + "resultMessage")):
            found.add(Problem(*where, _IRI.sub(readable, str(message)), rule))
    return sorted(found)


def _places(data: Dataset) -> dict[str, tuple[str, int]]:
    """The file and line of every fact and thing, by its IRI."""
    places = {}
    for owner, thing in data.things():
        places[iri(owner)] = data.places[owner, None]
        for index, fact in enumerate(thing.facts):
            places[FACT + fact_id(owner, fact)] = data.places[owner, index]
    return places


def _subjects(store: ox.Store) -> dict[str, tuple[str, int]]:
    """The same of a graph without files: the id of every thing, and of the thing that a fact is told of."""
    asked = "SELECT ?of ?s { { ?s a ?c BIND(?s AS ?of) } UNION { ?of rdf:subject ?s } }"
    rows: Any = store.query(asked, prefixes=PREFIXES)
    return {row["of"].value: (id_, 1) for row in rows if (id_ := entity_id(row["s"].value))}
