"""YAML files -> models. Every problem in every file is found before any is told; nothing loads while one is left."""

from __future__ import annotations

from pathlib import Path

from ..errors import DataError
from ..model import Dataset
from ..vocabulary import Vocabulary, data_folder
from .file import File
from .files import Files

__all__ = ["File", "Files", "read"]


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
