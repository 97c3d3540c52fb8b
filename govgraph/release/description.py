"""dataset.ttl: what the release is for catalogues (DCAT 3) and for those who query it (VoID)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..export.triples import in_order
from ..graph import KnowledgeGraph
from ..vocabulary import ID, NS, PREFIXES, term
from .about import About
from .distribution import QUADS, Distribution

_HERE = "file:///"  # stands for wherever the release is put
_SPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": PREFIXES["dcterms"],
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gov": NS,
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": PREFIXES["xsd"],
}
_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = ("Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_A = term("type", "rdf")
_COUNTED = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a/rdfs:subClassOf* gov:Thing }",
}
Value = ox.NamedNode | ox.Literal


def description(about: About, kg: KnowledgeGraph, made: Iterable[Distribution]) -> bytes:
    """The data set with its counts by class and property, and each file with media type, size and checksum.

    Addresses are relative, so that it is right wherever the release is put.
    """
    triples = [*_dataset(about), *_counts(kg)]
    for file in made:
        triples += _file(file, about.licence)
    made_of = sorted(triples, key=in_order)
    text = ox.serialize(made_of, format=ox.RdfFormat.TURTLE, prefixes=_SPACES, base_iri=_HERE) or b""
    return text.replace(f"@base <{_HERE}> .\n".encode(), b"")


def _dataset(about: About) -> Iterator[ox.Triple]:
    node, creator = _here("#dataset"), _here("#creator")
    licence = [("dcterms:license", ox.NamedNode(about.licence))] if about.licence else []
    yield from _said(creator, ("a", _term("foaf:Agent")), ("foaf:name", ox.Literal(about.creator)))
    yield from _said(
        node,
        ("a", _term("dcat:Dataset")),
        ("a", _term("void:Dataset")),
        ("dcterms:title", ox.Literal(about.title, language="en")),
        ("dcterms:description", ox.Literal(about.description, language="en")),
        ("dcterms:creator", creator),
        ("dcterms:publisher", creator),
        ("dcterms:issued", _typed(about.day.isoformat(), "date")),
        ("dcterms:conformsTo", ox.NamedNode(NS.removesuffix("#"))),
        ("dcat:version", ox.Literal(about.version)),
        ("void:uriSpace", ox.Literal(ID)),
        ("void:vocabulary", ox.NamedNode(NS)),
        ("void:dataDump", _here(QUADS)),
        *(("void:feature", ox.NamedNode(_FORMATS + name)) for name in _FEATURES),
        *licence,
    )


def _file(file: Distribution, licence: str | None) -> Iterator[ox.Triple]:
    place, checksum = _here(f"#{file.name}"), _here(f"#sha256-{file.name}")
    yield from _said(_here("#dataset"), ("dcat:distribution", place))
    yield from _said(
        place,
        ("a", _term("dcat:Distribution")),
        ("dcterms:title", ox.Literal(file.name)),
        ("dcat:downloadURL", _here(file.name)),
        ("dcat:mediaType", ox.NamedNode(_MEDIA + file.media_type)),
        ("dcat:byteSize", _typed(str(file.size), "nonNegativeInteger")),
        ("spdx:checksum", checksum),
        *([("dcterms:license", ox.NamedNode(licence))] if licence else []),
    )
    yield from _said(
        checksum,
        ("a", _term("spdx:Checksum")),
        ("spdx:algorithm", _term("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", _typed(file.sha256, "hexBinary")),
    )


def _counts(kg: KnowledgeGraph) -> Iterator[ox.Triple]:
    """VoID's statistics of all triples, the ontology's own among them: in all, by class and by property."""
    node = _here("#dataset")
    for name, query in _COUNTED.items():
        (row,) = kg.query(query)
        yield from _said(node, (f"void:{name}", _typed(row["n"].value, "integer")))
    for by, counted, pattern in (("class", "entities", "?s a ?it"), ("property", "triples", "?s ?it ?o")):
        for row in kg.query(f"SELECT ?it (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?it"):
            part = _here(f"#{by}-{_short(row['it'].value)}")
            count = _typed(row["n"].value, "integer")
            yield from _said(node, (f"void:{by}Partition", part))
            yield from _said(part, ("a", _term("void:Dataset")), (f"void:{by}", row["it"]), (f"void:{counted}", count))


def _said(subject: ox.NamedNode, *said: tuple[str, Value]) -> Iterator[ox.Triple]:
    for predicate, value in said:
        yield ox.Triple(subject, _A if predicate == "a" else _term(predicate), value)


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_SPACES[prefix] + local)


def _here(name: str) -> ox.NamedNode:
    return ox.NamedNode(_HERE + name)


def _typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=term(kind, "xsd"))


def _short(iri: str) -> str:
    """An IRI as a name within this file: `gov-Statute`."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}-{iri.removeprefix(space)}"
    return iri.rpartition("//")[2].replace("/", "-").replace("#", "-")
