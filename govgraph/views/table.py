"""What every lookup gives back: a View, which is plain data for programs and a Table for people and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from ..facts import StatedFact

_WIDEST = 60  # a longer cell pushes its line, and not the whole column, to the right
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # wide: in Japanese spreadsheets


@dataclass(frozen=True)
class Table:
    """Columns and rows.

    >>> print(Table(("name", "count"), (("body", 3),)))
    name  count
    ----  -----
    body  3
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]

    def __str__(self) -> str:
        lines = [tuple(map(_line, row)) for row in self.without_empty()]
        widths = [min(max(map(columns, column)), _WIDEST) for column in zip(*lines, strict=True)]
        lines.insert(1, tuple("-" * width for width in widths))
        return "\n".join("  ".join(map(_pad, line, widths)).rstrip() for line in lines)

    def csv(self) -> str:
        """Comma-separated values; no cell starts a formula."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([self.columns, *([_tame(c) for c in row] for row in self.rows)])
        return out.getvalue().rstrip("\n")

    def md(self) -> str:
        """A Markdown table; nothing in a cell is read as markup of a table or of HTML."""
        lines = [" | ".join(map(_escaped, row)) for row in self.without_empty()]
        lines.insert(1, " | ".join("---" for _ in self.without_empty()[0]))
        return "\n".join(f"| {line} |" for line in lines)

    def without_empty(self) -> list[tuple[str | int, ...]]:
        """The columns' names and the rows, without the columns in which no row has anything."""
        kept = [i for i in range(len(self.columns)) if not self.rows or any(row[i] != "" for row in self.rows)]
        return [tuple(row[i] for i in kept) for row in (self.columns, *self.rows)]


class View:
    """The result of a lookup: `str()` for reading, `as_dict()` for programs, `table()` for spreadsheets."""

    def blocks(self) -> list[str | Table]:
        """What `str()` is made of, from top to bottom."""
        return [self.table()]

    def table(self) -> Table:
        """The result as columns and rows."""
        raise NotImplementedError

    def as_dict(self) -> Any:
        """The result as dicts, lists, strings and numbers."""
        return plain(self)

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.blocks()))

    def render(self, format: str) -> str:
        """The result as `text`, `json`, `csv` or `md`."""
        if format == "json":
            return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)
        return str(self) if format == "text" else self.table().csv() if format == "csv" else self.table().md()


def plain(value: Any) -> Any:
    """Results, dates and tuples as what JSON knows; a fact brings its sentence."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StatedFact):
        made = {name.rstrip("_"): plain(each) for name, each in value._asdict().items() if name != "qualifier_labels"}
        return made | {"sentence": value.sentence}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):  # with named fields
        return plain(value._asdict())
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.repr}
    return value


def _line(cell: object) -> str:
    return " ".join(str(cell).split())


def columns(text: str) -> int:
    """How wide a text is, where a Latin letter is 1 and a Chinese or Japanese one 2."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _tame(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    return ("'" if cell.startswith(_FORMULA) else "") + cell.replace("\r", " ")  # which the csv module leaves unquoted


def _escaped(cell: object) -> str:
    return _line(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
