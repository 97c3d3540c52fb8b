"""A release: the graph in every format, with what describes and documents it, and the checksums of all that."""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path

from ..errors import GovgraphError, Problem, extra
from ..export import WRITERS
from ..export.places import ManyFiles
from ..export.selection import Selection, select
from ..graph import KnowledgeGraph
from ..writing import cleared
from .about import about, newest_day
from .citation import citation
from .croissant import croissant
from .description import description
from .distribution import Distribution, distributions
from .documents import ontology, shacl
from .readme import CHECKSUMS, readme
from .states import Told

Files = Iterator[tuple[str, bytes]]
_NEEDED = ("pyarrow", "pyshacl", "pylode")


class ReleaseError(GovgraphError):
    """What keeps a release from being made."""

    exit_code = 2


def release(
    kg: KnowledgeGraph, path: str | Path, *, as_of_newest: bool = False, told: Told = lambda _: None
) -> list[Problem]:
    """Write a release of the graph to a new or empty folder, or a new .zip, and return what the shapes find wrong.

    With `as_of_newest` the graph is taken as of the newest day on which a source was read. `told` is called with what
    is being done. The same facts at the same commit give the same bytes. Raises ReleaseError for a place that is not
    empty, MissingExtraError, and OSError where the folder cannot be written; then nothing is left behind.
    """
    for package in _NEEDED:
        with extra("release"):
            importlib.import_module(package)
    target = Path(path).resolve()
    there = target.is_dir()
    if target.is_file() or (there and any(target.iterdir())):
        raise ReleaseError(f"{os.fspath(path)}: there is something already; a release goes to a new or empty place")
    graph, problems = _newest(kg) if as_of_newest else kg, list[Problem]()
    try:
        files = ManyFiles(lambda selection: _with_checksums(_files(selection, told, problems), told))
        files.put(select(graph), os.fspath(path))
    except BaseException:
        if there:  # and was empty
            for left in target.iterdir():
                cleared(left) if left.is_dir() else left.unlink()
        raise
    return problems


def _files(selection: Selection, told: Told, problems: list[Problem]) -> Files:
    """Every file but for the checksums; what the shapes find is added to the problems."""
    kg = selection.kg
    itself, made = about(kg), list[Distribution]()
    for format in WRITERS:
        told(f"making {format}")
        for distribution, content in distributions(format, selection):
            made.append(distribution)
            yield distribution.name, content
    told("checking the facts")
    report, text, found = shacl(kg)
    problems += found
    yield "shacl.ttl", report
    yield "shacl.txt", text
    told("documenting the terms")
    yield from ontology(kg)
    yield "dataset.ttl", description(itself, kg, made)
    yield "croissant.json", croissant(itself, selection, made)
    yield "CITATION.cff", citation(itself)
    yield "README.md", readme(itself, kg, len(problems))


def _with_checksums(files: Files, told: Told) -> Files:
    sums: dict[str, str] = {}
    for name, content in files:
        told(f"writing {name}")
        sums[name] = hashlib.sha256(content).hexdigest()
        yield name, content
    yield CHECKSUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def _newest(kg: KnowledgeGraph) -> KnowledgeGraph:
    day = newest_day(kg)
    if day is None:
        raise ReleaseError("no source tells the day on which it was read: give the day of the release with --as-of")
    return kg.as_of(day)
