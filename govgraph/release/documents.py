"""What documents a release: the terms as a page for readers and as files, and what the shapes found."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import DataError, Problem
from ..export.jsonld import context
from ..export.triples import in_order
from ..graph import KnowledgeGraph
from ..vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

_SHACL = {"sh": "http://www.w3.org/ns/shacl#"}


def ontology(kg: KnowledgeGraph) -> Iterator[tuple[str, bytes]]:
    """The files of the ontology as they are, its JSON-LD context, and its documentation as one page of HTML."""
    for path in sorted(kg.ontology.rglob("*")):
        relative = path.relative_to(kg.ontology)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield f"ontology/{relative.as_posix()}", path.read_bytes()
    whole = {"@context": context(kg.vocabulary)}
    yield "ontology/context.jsonld", (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
    yield "ontology/index.html", _page(kg)


def _page(kg: KnowledgeGraph) -> bytes:
    import rdflib

    terms = kg.ontology / "govgraph.ttl"
    with _quiet():
        from pylode import OntPub
        from pylode.utils import PylodeError

        async def page() -> str:  # in a loop that is closed: what pyLODE builds on opens one and leaves it open
            return str(OntPub(rdflib.Graph().parse(terms, format="turtle"), sort_subjects=True).make_html())

        try:
            made = asyncio.run(page())
        except PylodeError as error:
            raise DataError.at(terms, f"cannot be documented: {error}") from None
    return f"{made}\n".encode()


@contextmanager
def _quiet() -> Iterator[None]:
    """pyLODE tells all of its steps, makes everybody else do so too, and leaves files open."""
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    logging.disable()
    try:
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            yield
    finally:
        logging.disable(logging.NOTSET)
        root.setLevel(before[0])
        root.handlers[:] = before[1]


def shacl(kg: KnowledgeGraph) -> tuple[bytes, bytes, list[Problem]]:
    """The validation report in Turtle, the same for reading, and the problems; files are named from the data folder."""
    from ..shapes import problems, report, shapes_of

    shapes = shapes_of(kg.ontology)
    found = report(kg.store, shapes)
    folder = os.path.join(kg.folder, "")  # noqa: PTH118 - with the separator at its end
    told = [
        Problem(p.path.replace(folder, ""), p.line, p.message.replace(folder, ""))
        for p in problems(kg.store, kg.dataset, found, shapes)
    ]
    conforms = "conform" if not told else "do not conform"
    head = f"The facts as of {kg.as_of_date} {conforms} to the shapes of ontology/shapes.ttl; problems: {len(told)}.\n"
    return _turtle(found), (head + "".join(f"{problem}\n" for problem in told)).encode(), told


def _turtle(graph: rdflib.Graph) -> bytes:
    """A graph with blank nodes in the same bytes each time: they are named by what is said of them."""
    from rdflib.compare import to_canonical_graph

    lines = to_canonical_graph(graph).serialize(format="nt", encoding="utf-8")
    triples = sorted((quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)), key=in_order)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, **_SHACL}) or b""
