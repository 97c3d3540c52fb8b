"""dataset.ttl: what the release is for catalogues (DCAT 3) and for those who query it (VoID)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..graph import KnowledgeGraph
from ..vocabulary import ID, NS, PREFIXES
from .about import About
from .distribution import QUADS, Distribution

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = ("Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML")
_MEDIA = "https://www.iana.org/assignments/media-types/"


def description(about: About, kg: KnowledgeGraph, made: Iterable[Distribution]) -> bytes:
    """The data set with its counts by class and property, and each file with media type, size and checksum.

    Addresses are relative, so that it is right wherever the release is put.
    """
    from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef

    graph = Graph()
    spdx, node = Namespace("http://spdx.org/rdf/terms#"), URIRef("#dataset")
    creator = URIRef("#creator")
    spaces = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "gov": NS, "spdx": spdx, "void": VOID}
    for prefix, space in spaces.items():
        graph.bind(prefix, space)

    def say(subject: URIRef, *said: tuple[URIRef, URIRef | Literal | None]) -> None:
        for predicate, value in said:
            if value is not None:
                graph.add((subject, predicate, value))

    licence = URIRef(about.licence) if about.licence else None
    say(creator, (RDF.type, FOAF.Agent), (FOAF.name, Literal(about.creator)))
    say(
        node,
        (RDF.type, DCAT.Dataset),
        (RDF.type, VOID.Dataset),
        (DCTERMS.title, Literal(about.title, lang="en")),
        (DCTERMS.description, Literal(about.description, lang="en")),
        (DCTERMS.creator, creator),
        (DCTERMS.publisher, creator),
        (DCTERMS.issued, Literal(about.day.isoformat(), datatype=XSD.date)),
        (DCTERMS.license, licence),
        (DCTERMS.conformsTo, URIRef(NS.removesuffix("#"))),
        (URIRef(f"{DCAT}version"), Literal(about.version)),
        (VOID.uriSpace, Literal(ID)),
        (VOID.vocabulary, URIRef(NS)),
        (VOID.dataDump, URIRef(QUADS)),
        *((VOID.feature, URIRef(_FORMATS + name)) for name in _FEATURES),
    )
    for file in made:
        place, checksum = URIRef(f"#{file.name}"), URIRef(f"#sha256-{file.name}")
        say(node, (DCAT.distribution, place))
        say(
            place,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(file.name)),
            (DCTERMS.license, licence),
            (DCAT.downloadURL, URIRef(file.name)),
            (DCAT.mediaType, URIRef(_MEDIA + file.media_type)),
            (DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)),
            (spdx.checksum, checksum),
        )
        say(
            checksum,
            (RDF.type, spdx.Checksum),
            (spdx.algorithm, spdx.checksumAlgorithm_sha256),
            (spdx.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
        )
    _count(kg, graph, node)
    return graph.serialize(format="turtle", encoding="utf-8")


def _count(kg: KnowledgeGraph, graph: Graph, node: URIRef) -> None:
    """VoID's statistics of all triples, the ontology's own among them: in all, by class and by property."""
    from rdflib import RDF, VOID, Literal, URIRef

    whole = {
        VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        VOID.distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        VOID.distinctObjects: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        VOID.classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
        VOID.entities: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a/rdfs:subClassOf* gov:Thing }",
    }
    for predicate, query in whole.items():
        graph.add((node, predicate, Literal(int(next(iter(kg.query(query)))["n"].value))))
    parts = (
        (VOID.classPartition, VOID["class"], VOID.entities, "class", "?s a ?it"),
        (VOID.propertyPartition, VOID.property, VOID.triples, "property", "?s ?it ?o"),
    )
    for partition, by, counted, word, pattern in parts:
        for row in kg.query(f"SELECT ?it (COUNT(DISTINCT *) AS ?n) {{ {pattern} }} GROUP BY ?it"):
            iri = row["it"].value
            part = URIRef(f"#{word}-{_short(iri)}")
            graph.add((node, partition, part))
            graph.add((part, RDF.type, VOID.Dataset))
            graph.add((part, by, URIRef(iri)))
            graph.add((part, counted, Literal(int(row["n"].value))))


def _short(iri: str) -> str:
    """An IRI as a name within this file: `gov-Statute`."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}-{iri.removeprefix(space)}"
    return iri.rpartition("//")[2].replace("/", "-").replace("#", "-")
