"""The compiled graph: what `load` makes of its files, kept on disk and used again for as long as nothing has changed.

What is kept is found by a hash of every byte that it was made from: data, ontology, code, day and sources. So it is
never stale; it is written beside its place and renamed, so it is never half there, and once a file of it was touched it
is not used. Where it cannot be kept or read (the disk is full, the home cannot be written to), the graph is made anew
in memory.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from .compiled import LIST, TABLES, listed
from .errors import DataError, Problem
from .progress import told
from .tables import Row, Tables
from .vocabulary import Vocabulary, load_vocabulary
from .writing import cleared, written

try:  # without what hashlib and pickle load beside them, a twentieth of a cold answer
    from _blake2 import blake2b
    from _pickle import dumps, loads
except ImportError:
    from hashlib import blake2b
    from pickle import dumps, loads

if TYPE_CHECKING:
    import pyoxigraph as ox

KEPT = 12  # graphs; those not used for longest go first
_SETTLED = 2.0  # seconds after which a file that is changed again looks changed
_PAUSE = 0.05  # seconds between two looks at whether another has made it
_ABANDONED = 3600  # seconds after which what a builder left behind is cleared away


def user_cache_path(name: str) -> Path:
    """Where a program keeps what it can make anew, as the system has it; nowhere, if there is no home."""
    kept = Path(os.environ.get("XDG_CACHE_HOME", ""))
    usual = {"win32": os.environ.get("LOCALAPPDATA") or "~/AppData/Local", "darwin": "~/Library/Caches"}
    with suppress(RuntimeError):
        return (kept if kept.is_absolute() else Path(usual.get(sys.platform, "~/.cache")).expanduser()) / name
    return Path(os.devnull, name)


def key(folders: Iterable[Path], *options: str) -> str:
    """A hash of every file in these folders and of the code that compiles, with these options; not of where they lie.

    >>> key([], "2025-10-09") == key([], "2025-10-10")
    False
    """
    return _hash(repr((_code(), options, [content(folder) for folder in folders])).encode())


def joined(*parts: str) -> str:
    """A key made of others, or of a key and more options."""
    return _hash(repr(parts).encode())


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


@cache
def _code() -> tuple[str, list[str]]:
    """The code that runs here, and the version of the engine, told without loading it."""
    engine = find_spec("pyoxigraph")
    beside = os.listdir(Path(engine.origin).parents[1]) if engine and engine.origin else []  # noqa: PTH208 - no paths
    return content(Path(__file__).parent, ".py"), sorted(name for name in beside if name.startswith("pyoxigraph-"))


def vocabulary(folder: Path) -> Vocabulary:
    """The terms of an ontology, as they were kept or read anew; raises DataError for what cannot be read."""
    place = user_cache_path("govgraph") / f"{key([folder])}.terms"
    try:
        kept: Vocabulary = loads(place.read_bytes())
        kept.folder = folder  # another of the same content may have been kept, and be gone
        return kept
    except Exception:  # it is not there, or something is wrong with it: it can be read anew
        made = load_vocabulary(folder)
    _keep(place, dumps(made, 5))
    return made


def _keep(place: Path, content: bytes) -> None:
    """Put a file in its place, if that can be done."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written(place) as stream:
            stream.write(content)


_Seen = tuple[str, int, int, int, int]  # a file: its path, size, number, and when it and its entry were changed, in ns


def _seen(place: Path, ending: str) -> list[_Seen]:
    """The files in a folder, or the file that it is, with all by which it would be seen that one was touched."""
    seen: list[_Seen] = []
    folders = [os.fspath(place)]
    for folder in folders:
        try:
            inside = os.scandir(folder)
        except NotADirectoryError:
            stat = place.stat()
            return [(folder, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)]
        except FileNotFoundError:
            break
        with inside:
            for entry in inside:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith(ending):
                    stat = entry.stat()
                    seen.append((entry.path, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns))
    return sorted(seen)


def content(folder: Path, ending: str = "", unread: Callable[[int], None] | None = None) -> str:
    """A hash of the names and bytes of the files in a folder; where all look as they did when they were last read, it
    is remembered. Where not, `unread` is told how many there are before they are read.

    A file that was changed in the last seconds may change once more and look the same, so that is not remembered.
    Raises DataError for what cannot be read.
    """
    try:
        return _content(folder, ending, unread)
    except OSError as error:
        problem = Problem(os.fspath(error.filename or folder), 1, f"cannot be read: {error.strerror}", "file")
        raise DataError([problem]) from None


def _content(folder: Path, ending: str, unread: Callable[[int], None] | None) -> str:
    seen = _seen(folder, ending)
    look = _hash(marshal.dumps(seen, 2))  # the version that writes what is equal in the same way
    place = user_cache_path("govgraph") / "seen" / look
    with suppress(OSError, ValueError):
        if len(kept := place.read_text()) == len(look):
            return kept
    if unread:
        unread(len(seen))
    found = blake2b(digest_size=16)
    for path, *_ in seen:
        with FileIO(path) as file:
            name = path.removeprefix(os.fspath(folder)) or folder.suffix
            found.update(os.fsencode(name) + b"\0" + blake2b(file.read()).digest())
    if time.time() - max((ctime for *_, ctime in seen), default=0) / 1e9 > _SETTLED:
        _keep(place, found.hexdigest().encode())
    return found.hexdigest()


def store(name: str, key: Callable[[], str], build: Callable[[str | None], ox.Store]) -> tuple[str, ox.Store]:
    """The store kept under a key, read-only, or a new one, which is then kept; and the key. See `keep`."""
    name, there = keep(name, key, build)
    return name, there or kept(name) or build(None)


def keep(name: str, key: Callable[[], str], build: Callable[[str | None], ox.Store]) -> tuple[str, ox.Store | None]:
    """As `store`, but what was made now, and can be kept, is not opened.

    Of several processes that want it at once, one makes it and the others wait. `build` makes it at a place, or in
    memory where it cannot be kept. What changed while it was being made is seen by the key, which is found once more.
    """
    place = user_cache_path("govgraph") / name
    if there := kept(name):
        return name, there
    made: ox.Store | None = None
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(place):
            made = kept(name)
            if not made and _made(place, key, build):
                return name, None
    except (OSError, RuntimeError, sqlite3.Error):  # nobody is told: the graph is right, only not kept
        made = build(None)
    if (now := key()) != name:
        return keep(now, key, build)
    return now, made or build(None)


def is_kept(name: str) -> bool:
    """Whether there is a store under a key, and whole."""
    place = user_cache_path("govgraph") / name
    with suppress(OSError, ValueError):  # whatever is wrong with it, it can be made anew
        if (place / LIST).read_text() == listed(place):
            os.utime(place)
            return True
    return False


def other_days(told: str) -> Iterator[Path]:
    """The stores that are kept whole of what is told, for any day: their keys end with its own."""
    for place in user_cache_path("govgraph").glob(f"[0-9a-f]*-{told}"):
        if is_kept(place.name):
            yield place


def kept(name: str) -> ox.Store | None:
    """The store under a key, if it is whole; RocksDB itself finds out where a file holds what was not written."""
    import pyoxigraph as ox

    if is_kept(name):
        with suppress(OSError, RuntimeError):
            return ox.Store.read_only(os.fspath(user_cache_path("govgraph") / name))
    return None


def _made(place: Path, key: Callable[[], str], build: Callable[[str | None], ox.Store]) -> bool:
    """Make it beside its place, and then put it there; False if it is outdated already."""
    for left in [place, *place.parent.glob(f".{place.name}.[0-9]*")]:  # broken, or of a builder that died
        cleared(left)
    _prune(place.parent)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        made = build(os.fspath(beside))
        made.flush()
        del made  # lets go of it
        (beside / LIST).write_text(listed(beside))
        if key() != place.name:
            return False
        beside.rename(place)
    finally:
        cleared(beside)
    return True


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """While no other process makes the same; the lock is SQLite's, which the system lets go of for those that die."""
    file = place.with_name(f".{place.name}.lock")
    waiting = False
    while not (lock := _locked(file)):
        if not waiting:
            told("Waiting for another govgraph, which is making the same graph …")
        waiting = True
        time.sleep(_PAUSE)
    with closing(lock):
        try:
            yield
        finally:
            with suppress(OSError):
                file.unlink()


def _locked(file: Path) -> sqlite3.Connection | None:
    """What holds the lock; None where another process does."""
    lock = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY and file.exists():  # else it went while it was opened
            raise
        return None
    return lock


def tables(name: str, rows: Callable[[], Iterable[Row]], compiled: Path | None = None) -> Tables:
    """The tables of a compiled graph, those kept under a key, or new ones of these rows, which are then kept."""
    place = user_cache_path("govgraph") / f"{name}.tables"
    for known in (compiled / TABLES, place) if compiled else (place,):
        if (there := _tables(known)) is not None:
            return there
    beside = place.with_name(f".{name}.tables.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(place):
            if (there := _tables(place)) is not None:
                return there
            beside.unlink(missing_ok=True)
            Tables.of(rows(), beside)
            beside.replace(place)
        return Tables.at(place)
    except (OSError, sqlite3.Error):  # nobody is told: the answers are right, only not kept
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return Tables.of(rows())


def _tables(place: Path) -> Tables | None:
    with suppress(sqlite3.Error, OSError):  # it is not there, or something is wrong with it: it can be made anew
        found = Tables.at(place)
        with suppress(OSError):  # where nothing is ever cleared away
            os.utime(place)
        return found
    return None


def _prune(folder: Path) -> None:
    """Clear away what has not been used for longest, and what builders that died have left behind."""
    made = [p for p in folder.iterdir() if not p.name.startswith(".") and p.name != "seen"]
    looks = list((folder / "seen").glob("*"))
    old = [p for kept in (made, looks) for p in sorted(kept, key=lambda p: -p.stat().st_mtime)[3 * KEPT :]]
    left = [p for p in folder.glob(".*") if time.time() - p.stat().st_mtime > _ABANDONED]
    for path in [*old, *left]:
        if path.is_dir():
            cleared(path)
        else:
            path.unlink(missing_ok=True)
