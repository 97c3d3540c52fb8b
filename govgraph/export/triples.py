"""RDF: every triple of the graph, the ontology's own among them."""

from __future__ import annotations

from typing import BinaryIO

import pyoxigraph as ox

from ..graph import KnowledgeGraph
from ..vocabulary import PREFIXES


def turtle(kg: KnowledgeGraph, stream: BinaryIO) -> None:
    """Turtle, a subject after the other."""
    triples = sorted((quad.triple for quad in kg.store), key=str)
    ox.serialize(triples, stream, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def ntriples(kg: KnowledgeGraph, stream: BinaryIO) -> None:
    """N-Triples, sorted: the same graph gives the same bytes."""
    lines = ox.serialize((quad.triple for quad in kg.store), format=ox.RdfFormat.N_TRIPLES) or b""
    stream.writelines(sorted(lines.splitlines(keepends=True)))
