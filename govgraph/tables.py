"""Tables on disk: what was worked out once, read a row at a time, so that opening them costs the same at any size."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

try:  # without what pickle loads beside it
    from _pickle import Unpickler, UnpicklingError, dumps
except ImportError:
    from pickle import Unpickler, UnpicklingError, dumps

Row = tuple[str, str | int, Any]  # table, key, value
_BATCH = 20_000
_TOGETHER = 500  # rows: SQLite takes no more than 999 values at once, where it is old
_KINDS: dict[tuple[str, str], Any] = {  # each found when it is first met, for some are met in every other row
    ("array", "_array_reconstructor"): ...,
    ("array", "array"): ...,
    ("govgraph.ask.lexicon", "Lexicon"): ...,
    ("govgraph.ask.things", "Known"): ...,
}
_PAGE = 8192  # bytes: what is longer than a quarter of it takes a page more, and a fact is about 1,000 bytes
_MAPPED = 1 << 30  # bytes of a file: what is mapped is not copied to be read, which takes a third less
_CACHE = 200_000  # kB: with less, rows that come in no order send most pages to the disk and back


class _Plain(Unpickler):
    """Reads values of the kinds that are put into tables, and nothing else: a file from elsewhere runs no code."""

    def find_class(self, module: str, name: str) -> Any:
        kind = _KINDS.get((module, name))
        if kind is None:
            raise UnpicklingError(f"there is no {module}.{name} in tables")
        if kind is ...:
            kind = _KINDS[module, name] = super().find_class(module, name)
        return kind


class Table(Mapping[Any, Any]):
    """One table: keys are texts or whole numbers, values are what was put there. A row is read once, when it is asked
    for."""

    def __init__(self, rows: Callable[[str, tuple[Any, ...]], sqlite3.Cursor], name: str) -> None:
        self._rows, self._name = rows, name
        self._read: dict[Any, Any] = {}
        self._absent: set[Any] = set()

    def __getitem__(self, key: Any) -> Any:
        if key in self._read:
            return self._read[key]
        found = self.get(key, self)
        if found is self:
            raise KeyError(key)
        return found

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key, or the default."""
        try:
            return self._read[key]
        except KeyError:
            if key in self._absent:
                return default
            query = "SELECT value FROM kept WHERE name = ? AND key = ?"
            row = self._rows(query, (self._name, key)).fetchone()
        if row is None:
            if len(self._absent) >= _BATCH:
                self._absent.clear()  # there is no end to what may be looked up
            self._absent.add(key)
            return default
        value = self._read[key] = _Plain(BytesIO(row[0])).load()
        return value

    def ready(self, keys: Iterable[Any]) -> None:
        """Read the rows with these keys at once, which takes less than one after the other."""
        left = [key for key in keys if key not in self._read]
        for at in range(0, len(left), _TOGETHER):
            some = left[at : at + _TOGETHER]
            query = f"SELECT key, value FROM kept WHERE name = ? AND key IN ({','.join('?' * len(some))})"
            for key, value in self._rows(query, (self._name, *some)):
                self._read[key] = _Plain(BytesIO(value)).load()

    def __contains__(self, key: object) -> bool:
        return self.get(key, self) is not self

    def __iter__(self) -> Iterator[Any]:
        for (key,) in self._rows("SELECT key FROM kept WHERE name = ? ORDER BY key", (self._name,)):
            yield key

    def __len__(self) -> int:
        found = self._rows("SELECT COUNT(*) FROM kept WHERE name = ?", (self._name,)).fetchone()
        return int(found[0])


class Tables(Mapping[str, Table]):
    """The tables of one file, or of none: then they are kept in memory.

    >>> made = Tables.of([("colour", "sky", "blue"), ("size", 1, {"small"})])
    >>> made["colour"]["sky"], made["size"].get(2, "none"), len(made["size"])
    ('blue', 'none', 1)
    """

    def __init__(self, database: sqlite3.Connection, path: Path | None = None) -> None:
        self._database, self._path, self._owner = database, path, os.getpid()
        self._tables: dict[str, Table] = {}

    @classmethod
    def at(cls, path: Path) -> Tables:
        """The tables in a file, which nobody changes; raises sqlite3.Error where it is none."""
        database = _opened(path)
        size, pages = (database.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_size", "page_count"))
        if size * pages != path.stat().st_size:
            raise sqlite3.DatabaseError(f"{path} is not whole")
        database.execute("SELECT 1 FROM kept LIMIT 1").fetchone()
        return cls(database, path)

    @classmethod
    def of(cls, rows: Iterable[Row], path: Path | None = None) -> Tables:
        """Tables of these rows, written to a file that is not there yet, or kept in memory."""
        database = sqlite3.connect(path or ":memory:", check_same_thread=False)
        database.execute(f"PRAGMA page_size = {_PAGE}")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA cache_size = -{_CACHE}")
        database.execute("CREATE TABLE kept (name TEXT, key, value BLOB, PRIMARY KEY (name, key)) WITHOUT ROWID")
        batch: list[tuple[str, str | int, bytes]] = []
        for name, key, value in rows:
            batch.append((name, key, dumps(value, 5)))
            if len(batch) >= _BATCH:
                _write(database, batch)
        _write(database, batch)
        database.commit()
        return cls(database)

    def copy(self, path: Path) -> None:
        """Write them to another file, which is not there yet."""
        with closing(sqlite3.connect(path)) as other:
            self._database.backup(other)

    def __getitem__(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table(self._rows, name)
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        for (name,) in self._rows("SELECT DISTINCT name FROM kept"):
            yield name

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        if self._path and self._owner != os.getpid():  # a process that was forked off opens the file for itself
            self._owner = os.getpid()
            with suppress(sqlite3.Error):  # it has been taken away: what was opened before can still be read
                self._database = _opened(self._path)
        return self._database.execute(query, values)


def _opened(path: Path) -> sqlite3.Connection:
    from urllib.parse import quote

    database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    database.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return database


def _write(database: sqlite3.Connection, batch: list[tuple[str, str | int, bytes]]) -> None:
    database.executemany("INSERT INTO kept VALUES (?, ?, ?)", batch)
    batch.clear()
