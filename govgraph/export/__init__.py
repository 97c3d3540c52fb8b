"""The graph as files: one table of formats, a module for each family."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox

from ..errors import FormatError
from ..graph import KnowledgeGraph
from ..vocabulary import none_is_called
from .calendar import ics
from .jsonld import jsonld
from .networks import cytoscape, gexf, graphml, nodelink
from .pages import markdown
from .places import ManyFiles, OneFile
from .selection import select
from .spreadsheet import xlsx
from .tables import csv, neo4j, parquet
from .triples import by_line, by_subject

WRITERS: dict[str, OneFile | ManyFiles] = {
    "turtle": OneFile(
        by_subject(ox.RdfFormat.TURTLE), (".ttl",), "text/turtle", "RDF to read, a subject after the other"
    ),
    "ntriples": OneFile(by_line(ox.RdfFormat.N_TRIPLES), (".nt",), "application/n-triples", "RDF, a triple a line"),
    "nquads": OneFile(
        by_line(ox.RdfFormat.N_QUADS),
        (".nq",),
        "application/n-quads",
        "RDF, a quad a line; what govgraph diff compares",
    ),
    "trig": OneFile(by_subject(ox.RdfFormat.TRIG), (".trig",), "application/trig", "RDF, as Turtle"),
    "jsonld": OneFile(
        jsonld,
        (".jsonld", ".json"),
        "application/ld+json",
        "RDF for web programs: each thing with its facts, each fact with its citations",
    ),
    "rdfxml": OneFile(by_subject(ox.RdfFormat.RDF_XML), (".rdf",), "application/rdf+xml", "RDF for older tools"),
    "graphml": OneFile(graphml, (".graphml",), "application/xml", "a network for yEd, Gephi, igraph, networkx"),
    "gexf": OneFile(gexf, (".gexf",), "application/xml", "a network with its dates, for Gephi"),
    "nodelink": OneFile(nodelink, (".json",), "application/json", "a network as JSON, for d3 and networkx"),
    "cytoscape": OneFile(cytoscape, (".json",), "application/json", "a network as JSON, for Cytoscape"),
    "csv": ManyFiles(csv, "three tables for pandas, R and databases, described as CSV on the Web"),
    "xlsx": OneFile(
        xlsx,
        (".xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "the same tables for Excel and LibreOffice: dates as told, nothing guessed",
    ),
    "parquet": ManyFiles(parquet, "the same tables with lists, booleans and days; needs the extra govgraph[parquet]"),
    "neo4j": ManyFiles(neo4j, "two files for neo4j-admin database import"),
    "ics": OneFile(ics, (".ics",), "text/calendar", "every dated fact for a calendar; what is planned is marked"),
    "markdown": ManyFiles(markdown, "a page for each thing, with links between them"),
}

_INSIDE = (".csv", ".parquet", ".md")  # as files end of which an export has several


def export(
    kg: KnowledgeGraph,
    format: str,
    path: str | Path,
    *,
    around: str | None = None,
    depth: int = 1,
    jurisdiction: str | None = None,
) -> None:
    """Write the graph, or what `select` takes of it, in a format of WRITERS.

    One file goes to a path or, for `-`, to the standard output; several go to a folder or to a path that ends in
    `.zip`. Raises FormatError, also where the path ends as another format does, UnknownName, MissingExtraError, and
    OSError where the path cannot be written.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> export(kg, "turtle", f"{folder.name}/cabinet.ttl", around="Cabinet")
    >>> folder.cleanup()
    """
    if format not in WRITERS:
        raise FormatError(none_is_called(format, WRITERS, "format"))
    ending, writer = Path(path).suffix.lower(), WRITERS[format]
    others = [name for name, other in WRITERS.items() if ending in other.endings]
    if others and ending not in writer.endings:
        raise FormatError(f"{path}: {ending} is the ending for {', '.join(others)}; {format} goes to {writer.place}")
    if ending in _INSIDE and not Path(path).is_dir():
        raise FormatError(f"{path}: no export is one file that ends with {ending}; {format} goes to {writer.place}")
    writer.put(select(kg, around=around, depth=depth, jurisdiction=jurisdiction), os.fspath(path))
