"""What `govgraph check` looks for: files that cannot be read, and facts that cannot be so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import DataError, GovgraphError, Problem


class CannotCheck(GovgraphError):
    """What the check needs is not installed."""

    exit_code = 2


def problems(path: Path | None, data: Path | None, ontology: Path | None) -> Sequence[Problem]:
    """Every problem of a folder of facts, or of the folder that a file is in; by default those that came along."""
    from ..graph import load

    try:
        kg = load(folder(path, data), ontology)
    except DataError as error:
        return error.problems
    try:
        from ..shapes import check

        return check(kg)
    except ModuleNotFoundError as error:
        raise CannotCheck(f"{error.name} is missing; it comes with: pip install 'govgraph[curate]'") from None


def folder(path: Path | None, data: Path | None) -> Path | None:
    """Where the ids of a path begin: in the folder named as data, in the one that came along, or where the path is."""
    from ..vocabulary import data_folder

    root = (data or data_folder()).resolve()
    if path is None or path.resolve().is_relative_to(root):
        return data
    return path if path.is_dir() or not path.exists() else path.parent
