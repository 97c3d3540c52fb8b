"""YAML files -> models. Every problem in every file is found before any is told; nothing loads while one is left."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError
from .folder import data_files

if TYPE_CHECKING:
    from ..model import Dataset
    from ..vocabulary import Vocabulary
    from .file import File

__all__ = ["data_files", "read", "read_again"]


def read(folder: Path | None, vocabulary: Vocabulary) -> Dataset:
    """All files below a folder as one Dataset; raises DataError with every problem that any of them has.

    >>> from govgraph.vocabulary import load_vocabulary
    >>> "jp/ai-promotion-act" in read(None, load_vocabulary()).entities
    True
    """
    from ..vocabulary import data_folder
    from .files import Files

    files = Files(folder or data_folder(), vocabulary)
    problems = files.problems()
    if problems:
        raise DataError(problems)
    return files.dataset()


def read_again(paths: Iterable[Path], others: Mapping[str, Any], folder: Path, vocabulary: Vocabulary) -> list[File]:
    """These files, read with care and in the light of what is known of others; DataError with every problem."""
    from .crosscheck import Checker
    from .file import File

    files = [File(path, folder, vocabulary) for path in paths]
    known: ChainMap[str, Any] = ChainMap({file.id: file for file in files}, dict(others))
    problems = [problem for file in files for problem in file.problems]
    for file in files:
        problems += Checker(file, known, vocabulary).problems() if file.entity else []
    if problems:
        raise DataError(problems)
    return files
