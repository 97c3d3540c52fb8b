"""The documents of linked data: what the graph tells of a thing or a fact, its terms, and the graph itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from ..graph import KnowledgeGraph
from ..vocabulary import BASE, FACT, NS, PREFIXES, iri, term
from . import formats
from .answering import serialized
from .refusal import Refusal

GRAPH = BASE.removesuffix("/")  # the name under which the data are known
_FORMATS = "http://www.w3.org/ns/formats/"
_FILE_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_RESULT_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_THING = """CONSTRUCT { ?s ?p ?o . ?o rdfs:label ?name . ?f ?fp ?fo . ?c ?cp ?co . ?fo rdfs:label ?said } WHERE {
  { BIND(%(iri)s AS ?s) } UNION { ?s gov:within %(iri)s }
  { ?s ?p ?o OPTIONAL { ?o rdfs:label ?name } } UNION
  { ?f rdf:subject ?s ; ?fp ?fo OPTIONAL { ?fo rdfs:label ?said } } UNION
  { ?f rdf:subject ?s ; gov:citation ?c . ?c ?cp ?co }
}"""
_FACT = """CONSTRUCT { %(iri)s ?p ?o . ?o rdfs:label ?name . ?c ?cp ?co } WHERE {
  { %(iri)s ?p ?o OPTIONAL { ?o rdfs:label ?name } } UNION { %(iri)s gov:citation ?c . ?c ?cp ?co }
}"""


def document(kg: KnowledgeGraph, asked: dict[str, Any]) -> tuple[str, bytes]:
    """The media type and the bytes of a document.

    `asked` has its `name` (`id`, `fact`, `ns`, `void` or `service`), `key` (of which thing or fact), `type` (the media
    type) and `root` (the server's address). Raises Refusal with 404 where there is nothing to tell.
    """
    format = formats.of(asked["type"], formats.GRAPHS)
    triples = list(_MAKERS[asked["name"]](kg, asked))
    if not triples:
        raise Refusal(404, f"nothing is known of {asked['key'][:200]!r} here")
    made = sorted(triples, key=lambda triple: (str(triple.subject), str(triple)))
    return asked["type"], serialized(iter(made), format)


def _told(kg: KnowledgeGraph, pattern: str, node: str) -> Iterator[ox.Triple]:
    try:
        yield from kg.query(pattern % {"iri": ox.NamedNode(node)})
    except ValueError:  # no IRI at all, so nothing is known of it
        return


def _void(kg: KnowledgeGraph, asked: dict[str, Any]) -> Iterator[ox.Triple]:
    root, void, dct = asked["root"], "http://rdfs.org/ns/void#", PREFIXES["dcterms"]
    about = ox.NamedNode(GRAPH)

    def told(name: str, value: Any) -> ox.Triple:
        return ox.Triple(about, ox.NamedNode(name), value if isinstance(value, ox.NamedNode) else ox.Literal(value))

    (row,) = kg.query(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?s_) (COUNT(DISTINCT ?o) AS ?o_) (COUNT(DISTINCT ?p) AS ?p_) "
        "{ ?s ?p ?o }"
    )
    (classes,) = kg.query("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    yield told(PREFIXES["rdf"] + "type", ox.NamedNode(void + "Dataset"))
    yield told(dct + "title", "govgraph")
    yield told(dct + "description", "Who does what in AI governance, under which instrument, and where it says so.")
    yield told(dct + "license", ox.NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    yield ox.Triple(
        about, ox.NamedNode(dct + "date"), ox.Literal(kg.as_of_date.isoformat(), datatype=term("date", "xsd"))
    )
    yield told(void + "sparqlEndpoint", ox.NamedNode(f"{root}/sparql"))
    for name in ("ntriples", "turtle", "rdfxml", "jsonld"):
        yield told(void + "dataDump", ox.NamedNode(f"{root}/download/{name}"))
    yield told(void + "uriSpace", BASE)
    for space in (NS, *(PREFIXES[p] for p in ("rdfs", "skos", "dcterms", "prov"))):
        yield told(void + "vocabulary", ox.NamedNode(space))
    for name, count in (
        ("triples", row["n"]), ("distinctSubjects", row["s_"]), ("distinctObjects", row["o_"]),
        ("properties", row["p_"]), ("classes", classes["n"]),
    ):  # fmt: skip
        yield told(void + name, int(count.value))
    for name in _FILE_FORMATS:
        yield told(void + "feature", ox.NamedNode(_FORMATS + name))


def _service(kg: KnowledgeGraph, asked: dict[str, Any]) -> Iterator[ox.Triple]:
    sd, a = "http://www.w3.org/ns/sparql-service-description#", term("type", "rdf")
    service, data, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.NamedNode(GRAPH)

    def named(name: str) -> ox.NamedNode:
        return ox.NamedNode(sd + name)

    yield ox.Triple(service, a, named("Service"))
    yield ox.Triple(service, named("endpoint"), ox.NamedNode(f"{asked['root']}/sparql"))
    yield ox.Triple(service, named("supportedLanguage"), named("SPARQL11Query"))
    for format in (*_RESULT_FORMATS, *_FILE_FORMATS, "TriG", "N-Quads"):
        yield ox.Triple(service, named("resultFormat"), ox.NamedNode(_FORMATS + format))
    yield ox.Triple(service, named("defaultDataset"), data)
    yield ox.Triple(data, a, named("Dataset"))
    yield ox.Triple(data, named("defaultGraph"), graph)
    yield ox.Triple(graph, a, named("Graph"))
    yield from _void(kg, asked)


_MAKERS = {
    "id": lambda kg, asked: _told(kg, _THING, iri(asked["key"])),
    "fact": lambda kg, asked: _told(kg, _FACT, FACT + asked["key"]),
    "ns": lambda kg, asked: (quad.triple for quad in kg.vocabulary.quads),
    "void": _void,
    "service": _service,
}
