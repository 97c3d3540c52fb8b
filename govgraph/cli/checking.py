"""What `govgraph check` looks for: files that cannot be read, and facts that cannot be so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import DataError, FormatError, MissingExtraError, Problem


def problems(path: Path | None, data: Path | None, ontology: Path | None) -> Sequence[Problem]:
    """Every problem of a folder of facts, or of the folder that a file is in; by default those that came along."""
    from ..building import is_rdf
    from ..graph import load

    facts = folder(path, data)
    if facts is not None and is_rdf(facts):
        raise FormatError(f"{facts}: a graph that is compiled already has no lines of YAML to check")
    try:
        kg = load(facts, ontology)
    except DataError as error:
        return error.problems
    try:
        from ..shapes import check

        shapes = ontology / "shapes.ttl" if ontology else None
        return check(kg, shapes if shapes and shapes.is_file() else None)
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "pyshacl", "curate") from None


def folder(path: Path | None, data: Path | None) -> Path | None:
    """Where the ids of a path begin: in the folder named as data, in the one that came along, or where the path is."""
    from ..vocabulary import data_folder

    root = (data or data_folder()).resolve()
    if path is None or path.resolve().is_relative_to(root):
        return data
    return path if path.suffix != ".yaml" or path.is_dir() or not path.exists() else path.parent
