"""The compiled graph: what `load` makes of its files, kept on disk and used again for as long as nothing has changed.

What is kept is found by a hash of every byte that it was made from: data, ontology, code, day and sources. So it is
never stale; it is written beside its place and renamed, so it is never half there; where it cannot be kept or read (the
disk is full, the home cannot be written to), the graph is made anew in memory.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
from platformdirs import user_cache_path

from .tables import Row, Tables
from .vocabulary import Vocabulary, load_vocabulary
from .writing import written

KEPT = 12  # graphs; those not used for longest go first
_SETTLED = 2.0  # seconds after which a file that is changed again looks changed
_ABANDONED = 3600  # seconds after which what a builder left behind is cleared away


def key(folders: Iterable[Path], *options: str) -> str:
    """A hash of every file in these folders and of the code that compiles, with these options.

    >>> key([], "2025-10-09") == key([], "2025-10-10")
    False
    """
    seen = list(_seen(Path(__file__).parent, ".py"))
    for folder in folders:
        seen += _seen(folder)
    seen.sort()
    found = hashlib.sha256(repr((ox.__version__, options, _content(seen))).encode())
    return found.hexdigest()[:32]


def vocabulary(folder: Path) -> Vocabulary:
    """The terms of an ontology, as they were kept or read anew; raises DataError for what cannot be read."""
    place = user_cache_path("govgraph") / f"{key([folder])}.terms"
    try:
        kept: Vocabulary = pickle.loads(place.read_bytes())
        return kept
    except Exception:  # it is not there, or something is wrong with it: it can be read anew
        made = load_vocabulary(folder)
    _keep(place, pickle.dumps(made, 5))
    return made


def _keep(place: Path, content: bytes) -> None:
    """Put a file in its place, if that can be done."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written(place) as stream:
            stream.write(content)


_Seen = tuple[str, int, int, int, int]  # a file: its path, size, number, and when it and its entry were changed, in ns


def _seen(place: Path, ending: str = "") -> Iterator[_Seen]:
    """The files in a folder, or the file that it is, with all by which it would be seen that one was touched."""
    folders = [os.fspath(place)]
    while folders:
        try:
            inside = os.scandir(folders.pop())
        except NotADirectoryError:
            stat = place.stat()
            yield (os.fspath(place), stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)
            return
        except FileNotFoundError:
            return
        with inside:
            for entry in inside:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith(ending):
                    stat = entry.stat()
                    yield (entry.path, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)


def _content(seen: list[_Seen]) -> str:
    """A hash of the files' paths and bytes; where all look as they did when they were last read, it is remembered.

    A file that was changed in the last seconds may change once more and look the same, so that is not remembered.
    """
    look = hashlib.sha256(repr(seen).encode()).hexdigest()
    place = user_cache_path("govgraph") / "seen" / look
    with suppress(OSError, ValueError):
        if len(kept := place.read_text()) == len(look):
            return kept
    found = hashlib.sha256()
    for path, *_ in seen:
        found.update(os.fsencode(path) + b"\0" + hashlib.sha256(Path(path).read_bytes()).digest())
    if time.time() - max((ctime for *_, ctime in seen), default=0) / 1e9 > _SETTLED:
        _keep(place, found.hexdigest().encode())
    return found.hexdigest()


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
    made = [p for p in folder.iterdir() if not p.name.startswith(".") and p.name != "seen"]
    looks = list((folder / "seen").glob("*"))
    old = [p for kept in (made, looks) for p in sorted(kept, key=lambda p: -p.stat().st_mtime)[3 * KEPT :]]
    left = [p for p in folder.glob(".*") if time.time() - p.stat().st_mtime > _ABANDONED]
    for path in [*old, *left]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
