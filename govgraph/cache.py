"""The compiled graph: what `load` makes of its files, kept on disk and used again for as long as nothing has changed.

What is kept is found by a hash of every byte that it was made from: data, ontology, code, day and sources. So it is
never stale; it is written beside its place and renamed, so it is never half there; where it cannot be kept or read (the
disk is full, the home cannot be written to), the graph is made anew in memory.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
from platformdirs import user_cache_path

from .tables import Row, Tables

KEPT = 12  # graphs; those not used for longest go first
_ABANDONED = 3600  # seconds after which what a builder left behind is cleared away


def key(folders: Iterable[Path], *options: str) -> str:
    """A hash of every file below these folders and of the code that compiles, with these options.

    >>> key([], "2025-10-09") == key([], "2025-10-10")
    False
    """
    found = hashlib.sha256(repr((ox.__version__, options)).encode())
    code = Path(__file__).parent
    files = [path for path in code.rglob("*.py") if path.is_file()]
    for folder in folders:
        files += [path for path in folder.rglob("*") if path.is_file()]
    for path in sorted(files):
        found.update(os.fsencode(path) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


def store(name: str, build: Callable[[], ox.Store]) -> ox.Store:
    """The store kept under a key, read-only, or a new one, which is then kept."""
    place = user_cache_path("govgraph") / name
    try:
        kept = ox.Store.read_only(os.fspath(place)) if place.is_dir() else None
        if kept is not None:
            os.utime(place)
            return kept
    except Exception:  # whatever is wrong with it, it can be made anew
        shutil.rmtree(place, ignore_errors=True)
    made = build()
    beside = place.with_name(f".{name}.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _prune(place.parent)
        on_disk = ox.Store(os.fspath(beside))
        on_disk.bulk_load(made.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
        on_disk.flush()
        del on_disk  # lets go of the lock
        beside.rename(place)
    except OSError:  # nobody is told: the graph is right, only not kept
        shutil.rmtree(beside, ignore_errors=True)
    return made


def tables(name: str, rows: Callable[[], Iterable[Row]]) -> Tables:
    """The tables kept under a key, or new ones of these rows, which are then kept."""
    place = user_cache_path("govgraph") / f"{name}.tables"
    with suppress(sqlite3.Error, OSError):  # it is not there, or something is wrong with it: it can be made anew
        return Tables.at(place)
    beside = place.with_name(f".{name}.tables.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        Tables.of(rows(), beside)
        beside.replace(place)
        return Tables.at(place)
    except (OSError, sqlite3.Error):  # nobody is told: the answers are right, only not kept
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return Tables.of(rows())


def _prune(folder: Path) -> None:
    """Clear away what has not been used for longest, and what builders that died have left behind."""
    kept = sorted((p for p in folder.iterdir() if not p.name.startswith(".")), key=lambda p: -p.stat().st_mtime)
    left = [p for p in folder.glob(".*") if time.time() - p.stat().st_mtime > _ABANDONED]
    for path in [*kept[2 * KEPT :], *left]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
