"""A SPARQL query's answer as the bytes that leave: run, cut off where it grows too big, in the format asked for."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from ..errors import FormatError, QueryError, QueryRefused
from ..malformed import why
from ..sparql import is_update, prefixes_in, refuse_outside
from ..vocabulary import BASE, PREFIXES
from . import formats
from .refusal import Refusal

_ROW = {  # what comes with every row and cannot stand within one, and how often it comes less than rows do
    ox.QueryResultsFormat.JSON: (b'"}},{"', 1),
    ox.QueryResultsFormat.XML: (b"<result>", 0),
    ox.QueryResultsFormat.TSV: (b"\n", -1),
    ox.QueryResultsFormat.CSV: (b"\r\n", -1),
}


def answer(store: ox.Store, asked: dict[str, Any]) -> tuple[str, bytes]:
    """The media type and the bytes of a query's answer.

    `asked` has `query`, `accept`, `format` (or None), `rows` and `bytes`. Raises QueryRefused for an update and for
    what would reach out, QueryError for what is malformed, Refusal for a format or an answer that cannot be.
    """
    query = asked["query"]
    refuse_outside(query)
    try:
        found = store.query(query, base_iri=BASE, prefixes=prefixes_in(query))
    except SyntaxError as error:
        raise (QueryRefused if is_update(query) else QueryError)(why(query, error)) from None
    if isinstance(found, ox.QueryTriples):
        media_type, graphs = _format(asked, formats.GRAPHS, "a CONSTRUCT or DESCRIBE gives a graph")
        return media_type, serialized(_counted(found, asked["rows"]), graphs, asked["bytes"])
    what = "a SELECT gives rows" if isinstance(found, ox.QuerySolutions) else "an ASK gives yes or no"
    media_type, format = _format(asked, formats.RESULTS, what)
    written = _Written(asked["bytes"], asked["rows"], *_ROW[format.kind])
    found.serialize(written, format=format.kind)
    return media_type, written.getvalue()


def serialized(triples: Iterator[ox.Triple], format: formats.Format[ox.RdfFormat], most: float = math.inf) -> bytes:
    """Triples in a format of graphs; Refusal where they take more than so many bytes."""
    written = _Written(most)
    prefixes = PREFIXES if format.name in ("ttl", "trig", "rdf") else None
    ox.serialize(triples, written, format=format.kind, prefixes=prefixes)
    return written.getvalue()


def _format(
    asked: dict[str, Any], offered: tuple[formats.Format[formats.Kind], ...], what: str
) -> tuple[str, formats.Format[formats.Kind]]:
    types = formats.types(offered)
    try:
        wanted = asked["format"]
        found = formats.named(wanted, offered) if wanted else formats.chosen(asked["accept"], types)
    except FormatError as error:
        raise Refusal(400, str(error)) from None
    if found is None:
        raise Refusal(406, f"{what}, in one of {', '.join(types)}")
    return found, formats.of(found, offered)


def _counted(triples: Iterator[ox.Triple], most: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples, 1):
        if number > most:
            raise _too_many(most, "triples")
        yield triple


class _Written(io.BytesIO):
    """A stream that takes so many bytes, and so many rows where it is known by what they are counted."""

    def __init__(self, most: float, rows: int = 0, mark: bytes = b"", fewer: int = 0) -> None:
        super().__init__()
        self.most, self.rows, self.mark = most, rows, mark
        self.length, self.seen = 0, fewer
        self.last = b""

    def write(self, piece: Any) -> int:
        """Take a piece; Refusal where it is one too many."""
        self.length += len(piece)
        if self.length > self.most:
            text = f"the answer takes more than {self.most:,} bytes: ask for less, with LIMIT, or see /download/"
            raise Refusal(403, text)
        if self.mark:
            here = self.last + piece
            self.seen += here.count(self.mark)
            self.last = here[len(here) - len(self.mark) + 1 :]
            if self.seen > self.rows:
                raise _too_many(self.rows, "rows")
        return super().write(piece)


def _too_many(most: int, what: str) -> Refusal:
    return Refusal(403, f"the answer has more than {most:,} {what}: ask for less, with LIMIT, or see /download/")
