"""YAML files -> models. Every problem in every file is found before any is told; nothing loads while one is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..model import Dataset
from ..vocabulary import Vocabulary, data_folder
from .crosscheck import Checker
from .file import File
from .files import Files

__all__ = ["File", "Files", "read", "read_again"]


def read(folder: Path | None, vocabulary: Vocabulary) -> Dataset:
    """All files below a folder as one Dataset; raises DataError with every problem that any of them has.

    >>> from govgraph.vocabulary import load_vocabulary
    >>> "jp/ai-promotion-act" in read(None, load_vocabulary()).entities
    True
    """
    files = Files(folder or data_folder(), vocabulary)
    problems = files.problems()
    if problems:
        raise DataError(problems)
    return files.dataset()


def read_again(paths: Iterable[Path], others: Mapping[str, Any], folder: Path, vocabulary: Vocabulary) -> list[File]:
    """These files, read with care and in the light of what is known of others; DataError with every problem."""
    files = sorted((File(path, folder, vocabulary) for path in paths), key=lambda file: file.entity is not None)
    around = {**{file.id: file for file in files}, **others, **{file.id: file for file in files if file.entity}}
    problems = [problem for file in files for problem in file.problems]
    for file in files:
        if file.entity:
            problems += Checker(file, around, vocabulary).problems()
    if problems:
        raise DataError(problems)
    return files
