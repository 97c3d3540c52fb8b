"""A folder of data: which files are in it, and what they tell of."""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path

from ..errors import DataError


def data_files(folder: Path) -> list[Path]:
    """The files below a folder, in order; raises DataError where there is no such folder, or one that cannot be read.

    Files and folders whose names begin with a dot are not data.
    """
    if not folder.is_dir():
        raise DataError.at(folder, "there is no such folder of data", "file")
    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=_unread):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(place, name) for name in files if not name.startswith("."))
    return sorted(found)


def _unread(error: OSError) -> None:
    raise DataError.at(error.filename, f"cannot be read: {error.strerror}", "file")


def file_id(path: Path, folder: Path) -> str:
    """The id of the thing that a file tells of."""
    return path.relative_to(folder).as_posix().removesuffix(".yaml")


def content(path: Path) -> bytes:
    """What a file holds; raises OSError where it cannot be read."""
    with FileIO(path) as file:  # in one go: a buffer takes longer than most files
        return file.read()
