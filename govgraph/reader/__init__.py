"""YAML files -> models. Every problem in every file is found before any is told; nothing loads while one is left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import DataError, Problem
from ..model import Dataset
from ..vocabulary import Vocabulary, data_folder
from .crosscheck import Checker
from .file import File, owners

__all__ = ["data_files", "read", "read_again"]


def read(folder: Path | None, vocabulary: Vocabulary) -> Dataset:
    """All files below a folder as one Dataset; raises DataError with every problem that any of them has.

    >>> from govgraph.vocabulary import load_vocabulary
    >>> "jp/ai-promotion-act" in read(None, load_vocabulary()).entities
    True
    """
    folder = folder or data_folder()
    files = read_again(data_files(folder), {}, folder, vocabulary)
    entities = {file.id: file.entity for file in files if file.entity}
    places: dict[tuple[str, int | None], tuple[str, int]] = {}
    for file in files:
        for owner, _, where, facts in owners(file):
            places[owner, None] = (file.name, file.line(where))
            places |= {(owner, index): (file.name, file.line(place)) for index, place in enumerate(facts)}
    return Dataset.model_construct(entities=entities, places=places)


def read_again(paths: Iterable[Path], others: Mapping[str, Any], folder: Path, vocabulary: Vocabulary) -> list[File]:
    """These files, read with care and in the light of what is known of others; DataError with every problem."""
    files = [File(path, folder, vocabulary) for path in paths]
    problems = [problem for file in files for problem in file.problems]
    whole = {**others, **{file.id: file for file in files if file.entity}}
    unread = {file.id for file in files if not file.entity}
    for file in files:
        if file.entity:
            problems.extend(Checker(file, whole, unread, vocabulary).problems())
    if problems:
        raise DataError(problems)
    return files


def data_files(folder: Path) -> list[Path]:
    """The files below a folder, in order; raises DataError where there is no such folder.

    Files and folders whose names begin with a dot are not data; any other file that is not `.yaml` is a problem.
    """
    if not folder.is_dir():
        raise DataError([Problem(os.fspath(folder), 1, "there is no such folder of data")])
    return [path for path in sorted(folder.rglob("*")) if _is_data(path, folder)]


def _is_data(path: Path, folder: Path) -> bool:
    return not path.is_dir() and not any(name.startswith(".") for name in path.relative_to(folder).parts)
