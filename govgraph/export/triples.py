"""RDF: every triple of the selection, the ontology's own among them, in the default graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO

import pyoxigraph as ox

from ..vocabulary import PREFIXES, term
from .selection import Selection

Write = Callable[[Selection, BinaryIO], None]
_A = term("type", "rdf")
_RUN = 1_000_000  # triples that are sorted at once


def by_subject(format: ox.RdfFormat) -> Write:
    """A writer of a format that tells a subject after the other: Turtle, TriG, RDF/XML."""

    def write(selection: Selection, stream: BinaryIO) -> None:
        triples = sorted((quad.triple for quad in selection.quads), key=in_order)
        ox.serialize(triples, stream, format=format, prefixes=PREFIXES)

    return write


def by_line(format: ox.RdfFormat) -> Write:
    """A writer of a format with a triple a line, sorted: N-Triples and N-Quads."""

    def write(selection: Selection, stream: BinaryIO) -> None:
        triples = selection.triples()
        with ExitStack() as stack:
            runs: list[Iterable[bytes]] = []
            while some := list(islice(triples, _RUN)):
                lines = sorted((ox.serialize(some, format=format) or b"").splitlines(keepends=True))
                if len(some) == _RUN:  # there may be more than memory holds
                    run = stack.enter_context(TemporaryFile())
                    run.writelines(lines)
                    run.seek(0)
                    runs.append(run)
                else:
                    runs.append(lines)
            stream.writelines(merge(*runs))

    return write


def in_order(triple: ox.Triple) -> tuple[str, bool, str]:
    """Sorts by subject, and what one is before what is said of it."""
    return str(triple.subject), triple.predicate != _A, str(triple)
