"""YAML files -> models. Every problem in every file is found before any is told; nothing loads while one is left."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import DataError, Problem
from ..model import Dataset
from ..vocabulary import Vocabulary, data_folder
from .crosscheck import Checker
from .file import File, owners

__all__ = ["read"]


def read(folder: Path | None, vocabulary: Vocabulary) -> Dataset:
    """All files below a folder as one Dataset; raises DataError with every problem that any of them has.

    Files and folders whose names begin with a dot are not data; any other file that is not `.yaml` is a problem.

    >>> from govgraph.vocabulary import load_vocabulary
    >>> "jp/ai-promotion-act" in read(None, load_vocabulary()).entities
    True
    """
    folder = folder or data_folder()
    if not folder.is_dir():
        raise DataError([Problem(os.fspath(folder), 1, "there is no such folder of data")])
    files = [File(path, folder, vocabulary) for path in sorted(folder.rglob("*")) if _is_data(path, folder)]
    problems = [problem for file in files for problem in file.problems]
    whole = {file.id: file for file in files if file.entity}
    unread = {file.id for file in files if not file.entity}
    for file in whole.values():
        problems.extend(Checker(file, whole, unread, vocabulary).problems())
    if problems:
        raise DataError(problems)
    entities = {id_: file.entity for id_, file in whole.items() if file.entity}
    places: dict[tuple[str, int | None], tuple[str, int]] = {}
    for file in whole.values():
        for owner, _, where, facts in owners(file):
            places[owner, None] = (file.name, file.line(where))
            places |= {(owner, index): (file.name, file.line(place)) for index, place in enumerate(facts)}
    return Dataset.model_construct(entities=entities, places=places)


def _is_data(path: Path, folder: Path) -> bool:
    return not path.is_dir() and not any(name.startswith(".") for name in path.relative_to(folder).parts)
