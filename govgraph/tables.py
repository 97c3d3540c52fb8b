"""Tables on disk: what was worked out once, read a row at a time, so that opening them costs the same at any size."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Row = tuple[str, str | int, Any]  # table, key, value
_BATCH = 20_000


class Table(Mapping[Any, Any]):
    """One table: keys are texts or whole numbers, values are what was put there. A row is read once, when it is asked
    for; rows of other threads' making are not shared."""

    def __init__(self, database: sqlite3.Connection, name: str) -> None:
        self._database, self._name = database, name
        self._read: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        found = self.get(key, self)
        if found is self:
            raise KeyError(key)
        return found

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key, or the default."""
        try:
            return self._read[key]
        except KeyError:
            query = "SELECT value FROM kept WHERE name = ? AND key = ?"
            row = self._database.execute(query, (self._name, key)).fetchone()
        if row is None:
            return default
        value = self._read[key] = pickle.loads(row[0])
        return value

    def __contains__(self, key: object) -> bool:
        return self.get(key, self) is not self

    def __iter__(self) -> Iterator[Any]:
        for (key,) in self._database.execute("SELECT key FROM kept WHERE name = ? ORDER BY key", (self._name,)):
            yield key

    def __len__(self) -> int:
        found = self._database.execute("SELECT COUNT(*) FROM kept WHERE name = ?", (self._name,)).fetchone()
        return int(found[0])


class Tables(Mapping[str, Table]):
    """The tables of one file, or of none: then they are kept in memory.

    >>> made = Tables.of([("colour", "sky", "blue"), ("size", 1, {"small"})])
    >>> made["colour"]["sky"], made["size"].get(2, "none"), len(made["size"])
    ('blue', 'none', 1)
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._tables: dict[str, Table] = {}

    @classmethod
    def at(cls, path: Path) -> Tables:
        """The tables in a file, which nobody changes; raises sqlite3.Error where it is none."""
        from urllib.parse import quote

        place = f"file:{quote(str(path))}?mode=ro&immutable=1"
        database = sqlite3.connect(place, uri=True, check_same_thread=False)
        size, pages = (database.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_size", "page_count"))
        if size * pages != path.stat().st_size:
            raise sqlite3.DatabaseError(f"{path} is not whole")
        database.execute("SELECT 1 FROM kept LIMIT 1").fetchone()
        return cls(database)

    @classmethod
    def of(cls, rows: Iterable[Row], path: Path | None = None) -> Tables:
        """Tables of these rows, written to a file that is not there yet, or kept in memory."""
        database = sqlite3.connect(path or ":memory:", check_same_thread=False)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE kept (name TEXT, key, value BLOB, PRIMARY KEY (name, key)) WITHOUT ROWID")
        batch: list[tuple[str, str | int, bytes]] = []
        for name, key, value in rows:
            batch.append((name, key, pickle.dumps(value, 5)))
            if len(batch) >= _BATCH:
                _write(database, batch)
        _write(database, batch)
        database.commit()
        return cls(database)

    def __getitem__(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table(self._database, name)
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        for (name,) in self._database.execute("SELECT DISTINCT name FROM kept"):
            yield name

    def __len__(self) -> int:
        return len(list(iter(self)))


def _write(database: sqlite3.Connection, batch: list[tuple[str, str | int, bytes]]) -> None:
    database.executemany("INSERT INTO kept VALUES (?, ?, ?)", batch)
    batch.clear()
