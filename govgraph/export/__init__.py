"""The graph as files: one table of formats, a module for each family."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from ..errors import FormatError
from ..graph import KnowledgeGraph
from ..vocabulary import nearest
from ..writing import written
from .networks import graphml, nodelink
from .triples import ntriples, turtle

WRITERS: dict[str, Callable[[KnowledgeGraph, BinaryIO], None]] = {
    "turtle": turtle,
    "ntriples": ntriples,
    "graphml": graphml,
    "nodelink": nodelink,
}


def export(kg: KnowledgeGraph, format: str, path: str | Path) -> None:
    """Write the graph in a format of WRITERS to a file, whole or not at all, or to the standard output for `-`.

    Raises FormatError, and OSError where the file cannot be written.

    >>> import govgraph, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> export(govgraph.load(), "turtle", f"{folder.name}/graph.ttl")
    >>> folder.cleanup()
    """
    if format not in WRITERS:
        near = nearest(format, WRITERS)
        hint = f" (did you mean {near!r}?)" if near else ""
        raise FormatError(f"no format is called {format!r}{hint}: there are {', '.join(WRITERS)}")
    if os.fspath(path) == "-":
        WRITERS[format](kg, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with written(path) as stream:
        WRITERS[format](kg, stream)
