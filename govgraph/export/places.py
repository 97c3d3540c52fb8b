"""Where an export goes: one file, or several in a folder or a zip; all of it arrives, or what was there stays."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import FormatError
from ..writing import cleared, written
from .selection import Selection

_WHEN = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: the same files give the same bytes


@dataclass(frozen=True)
class OneFile:
    """A format of one file, written to a stream; `endings` are those of such files, the usual one first,
    `media_type` what they are on the web, and `about` what they are for."""

    write: Callable[[Selection, BinaryIO], None]
    endings: tuple[str, ...]
    media_type: str
    about: str

    @property
    def place(self) -> str:
        """Where it goes, in words."""
        return f"a file that ends with {' or '.join(self.endings)}"

    def put(self, selection: Selection, path: str) -> None:
        """Write to a file, or for `-` to the standard output."""
        with written(path) as stream:
            self.write(selection, stream)


@dataclass(frozen=True)
class ManyFiles:
    """A format of several files: their names within a folder, and what they hold."""

    files: Callable[[Selection], Iterable[tuple[str, bytes]]]
    about: str = ""
    endings = (".zip",)
    media_type = "application/zip"
    place = "a folder or a .zip"

    def put(self, selection: Selection, path: str) -> None:
        """Write to a zip where the path ends so, otherwise to a folder; raises FormatError for `-`."""
        if path == "-":
            raise FormatError("this format gives several files: name a folder or a .zip with -o")
        if path.lower().endswith(".zip"):
            with written(path) as stream:
                pack(self.files(selection), stream)
        else:
            fill(self.files(selection), path)


def pack(files: Iterable[tuple[str, bytes]], stream: BinaryIO) -> None:
    """Write files, each with its name, as a zip: the same files give the same bytes."""
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in files:
            about = zipfile.ZipInfo(name, _WHEN)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            made.writestr(about, content)


def fill(files: Iterable[tuple[str, bytes]], path: str) -> None:
    """All files are written out before the first one is put in its place; what else the folder holds is left alone."""
    target = Path(path).resolve()
    there = target.is_dir()
    made = (target if there else target.parent) / f".{target.name}.{os.getpid()}"
    try:
        if target.exists() and not there:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        made.mkdir()
        names = [_write(made, name, content) for name, content in files]
        if not there:
            made.rename(target)
            return
        for name in names:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).replace(target / name)
    except OSError as error:
        error.filename, error.filename2 = path, None
        raise
    finally:
        cleared(made)


def _write(folder: Path, name: str, content: bytes) -> str:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return name
