"""A compiled graph in a folder: its store, what it was made of, and mostly the tables that questions are answered from.

It lies in the cache, or where `govgraph compile` has put it; it is asked where it lies, and nothing is made anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .writing import cleared

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .tables import Tables

LIST = "files"  # in such a folder, written last
TABLES = "tables"
_MADE = "made"


class Made(NamedTuple):
    """What a store was made of: a day, the terms and the code (by their key), and what is told (by its own)."""

    day: str
    terms: str
    told: str

    def note(self, place: str | Path) -> None:
        """Put it down in the folder of the store."""
        Path(place, _MADE).write_text(" ".join(self))


def found(folder: Path) -> Made | None:
    """What the compiled graph in a folder was made of; None if there is none.

    Who copies it may change the times of its files, and who writes to it changes their names and sizes.
    """
    with suppress(OSError, ValueError, TypeError):
        files = (folder / LIST).read_text()
        if _untimed(files) == _untimed(listed(folder)):
            return Made(*(folder / _MADE).read_text().split())
    return None


def listed(place: Path) -> str:
    """The files of a store, and by what it would be seen that they were touched."""
    with os.scandir(place) as files:
        seen = {file.name: file.stat() for file in files if file.name != LIST}
    return "".join(f"{name} {seen[name].st_size} {seen[name].st_mtime_ns}\n" for name in sorted(seen))


def _untimed(files: str) -> list[str]:
    return [line.rpartition(" ")[0] for line in files.splitlines()]


def copy(store: ox.Store, place: str) -> None:
    """The store at a place of its own, where nobody prunes or replaces it: links of its files, if there can be any."""
    try:
        store.backup(place)
    except (OSError, RuntimeError, ValueError):  # it is in memory or pruned by now, or links cannot be made
        import pyoxigraph as ox

        cleared(place)
        new = ox.Store(place)
        new.bulk_load(store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
        new.flush()


def put(store: ox.Store, made: Made, tables: Tables, folder: Path) -> None:
    """All of it, into a new folder; raises FileExistsError where something is, and OSError where nothing can be."""
    target = folder.resolve()
    if target.exists():
        raise FileExistsError(17, "there is something already", os.fspath(folder))
    if not target.parent.is_dir():
        raise FileNotFoundError(2, f"there is no folder {target.parent}", os.fspath(folder))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        copy(store, os.fspath(beside))
        made.note(beside)
        tables.copy(beside / TABLES)
        (beside / LIST).write_text(listed(beside))
        beside.rename(target)
    except OSError as error:  # of RocksDB too, which names no file
        raise OSError(error.errno or 5, error.strerror or str(error), os.fspath(folder)) from None
    finally:
        cleared(beside)
