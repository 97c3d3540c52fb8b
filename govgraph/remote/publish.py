"""A graph put into a SPARQL store: sent beside the old one, counted, moved into its place, and counted again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox

from ..errors import AddressError, DataError, GovgraphError, RemoteError
from ..graph import KnowledgeGraph
from ..progress import shown
from ..scalars import web
from ..vocabulary import BASE, term
from .answers import Answers
from .client import Client
from .published import GRAPH, Published, published

_AT_ONCE = 4 << 20  # bytes of one request
_PATIENCE = 60  # times as long as for a question, since a store may write for long before it answers
_FACT = (term("type", "rdf"), term("Fact"))
_SUBCLASS = term("subClassOf", "rdfs")


@dataclass(frozen=True)
class Routes:
    """Where a store takes graphs (by the Graph Store Protocol) and updates."""

    graphs: str
    update: str


@dataclass(frozen=True)
class Publication:
    """What was published, or would be: the graph, what stood there before, and whether anything was to be done."""

    where: str
    new: Published
    old: Published | None
    done: bool

    def __str__(self) -> str:
        new = self.new
        what = f"{new.triples:,} triples with {new.facts:,} facts, as of {new.day}, version {new.version}"
        if self.old and self.old.version == new.version:
            return f"{self.where} has it already: {what} in <{new.graph}>"
        was = f", in place of version {self.old.version}, as of {self.old.day}" if self.old else ""
        return f"{self.where} {'has' if self.done else 'would get'} {what} in <{new.graph}>{was}"


def publish(
    what: KnowledgeGraph | Path,
    url: str,
    *,
    day: date | None = None,
    graphs: str | None = None,
    update: str | None = None,
    dry_run: bool = False,
) -> Publication:
    """Put a graph, or a file of N-Triples or N-Quads made for a day, into the store behind a SPARQL service.

    It becomes one named graph, <https://w3id.org/govgraph/graph> or the one that `?default-graph-uri=` names. Where the
    store takes graphs and updates is known for Oxigraph and Virtuoso, and is else said by `graphs` and `update`.
    Raises RemoteError where the store fails or does not hold as many triples and facts as were sent (what stood there
    before then stays), AddressError, and DataError for a file.

    >>> import govgraph
    >>> publish(govgraph.load(as_of="2025-10-09"), "http://user:secret@localhost/query")
    Traceback (most recent call last):
    govgraph.errors.AddressError: an endpoint's address holds no user or password, which others would see: ...
    """
    client = Client(url)
    if bool(graphs) != bool(update):
        raise AddressError("where a store takes graphs and where it takes updates are told together, or neither")
    for given in filter(None, (graphs, update)):
        web(given, f"{given!r} is not an http or https address at which a store takes graphs or updates")
    there = published(client)
    with tempfile.TemporaryFile() as lines:
        if isinstance(what, KnowledgeGraph):
            day, triples = what.as_of_date, iter(sorted((quad.triple for quad in what.store), key=str))
        else:
            triples = _of_file(what)
        new, added = _written(triples, lines, Published(client.graph or GRAPH, day=day))
        old = next((found for found in there if found.graph == new.graph), None)
        same = old is not None and old.version == new.version
        if not dry_run and not same:
            _replace(client, Routes(graphs, update) if graphs and update else _routes(client), lines, new, added)
    if not dry_run:
        _count(client, str(new.graph), new, added)
    return Publication(client.shown, new, old, not dry_run and not same)


def _replace(client: Client, routes: Routes, lines: IO[bytes], new: Published, added: Sequence[ox.Triple]) -> None:
    """Put the new graph beside the old one and, if it is whole, in its place by one update."""
    staging = f"{new.graph}/staging/{new.version}"
    _update(client, routes, f"DROP SILENT GRAPH <{staging}>")
    try:
        _send(client, routes, lines, staging)
        _post(client, routes, staging, "".join(f"{triple} .\n" for triple in added).encode())
        _count(client, staging, new, added)
        _update(client, routes, f"MOVE GRAPH <{staging}> TO GRAPH <{new.graph}>")
    except BaseException:
        with suppress(GovgraphError):
            _update(client, routes, f"DROP SILENT GRAPH <{staging}>")
        raise


def _of_file(path: Path) -> Iterator[ox.Triple]:
    """The triples of a file, whatever their graph; those that stand one after the other count once."""
    before = None
    format = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format not in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        raise DataError.at(path, "is neither N-Triples (.nt) nor N-Quads (.nq)")
    try:
        for quad in ox.parse(path=path, format=format):
            if quad.triple != before:
                before = quad.triple
                yield before
    except (SyntaxError, ValueError) as error:
        raise DataError.at(path, error) from None


def _written(triples: Iterator[ox.Triple], lines: IO[bytes], bare: Published) -> tuple[Published, list[ox.Triple]]:
    """The triples as N-Triples in a file; what they are (how many, with how many facts, which version), and what is
    added to them."""
    digest = hashlib.sha256(str(bare.day).encode())
    kinds: list[tuple[object, object]] = []
    count = facts = 0
    for triple in triples:
        if bare.is_added(triple):  # by an earlier publication
            continue
        line = f"{' '.join(map(_node, triple))} .\n".encode()
        lines.write(line)
        digest.update(line)
        count += 1
        facts += (triple.predicate, triple.object) == _FACT
        if triple.predicate == _SUBCLASS:
            kinds.append((triple.subject, triple.object))
    new = replace(bare, version=digest.hexdigest()[:16], triples=count, facts=facts)
    return new, new.added(kinds)


def _node(node: object) -> str:
    """A node as N-Triples has it; one without a name gets one, since the file is sent in pieces."""
    return f"<{BASE}.well-known/genid/{node.value}>" if isinstance(node, ox.BlankNode) else str(node)


def _send(client: Client, routes: Routes, lines: IO[bytes], graph: str) -> None:
    """All lines, piece by piece; a line that is sent twice is there once, so a piece may be tried again."""
    size = lines.seek(0, os.SEEK_END)
    lines.seek(0)
    pieces = iter(lambda: b"".join(lines.readlines(_AT_ONCE)), b"")
    for piece in shown(pieces, "Sending", -(-size // _AT_ONCE)):
        _post(client, routes, graph, piece)


def _post(client: Client, routes: Routes, graph: str, piece: bytes) -> None:
    target = f"{routes.graphs}{'&' if '?' in routes.graphs else '?'}graph={quote(graph, safe='')}"
    client.send(target, sends="application/n-triples", patience=_PATIENCE, content=piece)


def _count(client: Client, graph: str, new: Published, added: Sequence[ox.Triple]) -> None:
    """Nothing where a graph holds what was sent; raises RemoteError where it does not."""
    answers = Answers(client, graph)
    for what, pattern, wanted in (
        ("triples", "?s ?p ?o", new.triples + len(added)),
        ("facts", "?s a gov:Fact", new.facts),
    ):
        found = int(next(answers.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))["n"].value)
        if found != wanted:
            hint = "; does the file hold a line twice?" if found < wanted else ""
            raise RemoteError(f"{client.shown}: {found:,} {what} are in <{graph}>, and {wanted:,} were sent{hint}")


def _update(client: Client, routes: Routes, text: str) -> None:
    client.send(routes.update, again=False, patience=_PATIENCE, data={"update": text})


def _routes(client: Client) -> Routes:
    """Where the store behind a query service takes graphs and updates, by what it calls itself."""
    parts = urlsplit(client.url)

    def at(path: str) -> str:
        return urlunsplit(parts._replace(path=path, query=""))

    engine = client.engine
    if "oxigraph" in engine:
        base = parts.path.removesuffix("/").removesuffix("/query")
        return Routes(at(f"{base}/store"), at(f"{base}/update"))
    if "virtuoso" in engine:
        return Routes(at("/sparql-graph-crud-auth"), at("/sparql-auth"))
    raise AddressError(
        f"{client.shown} is neither Oxigraph nor Virtuoso: say where it takes graphs (--graphs URL) and updates "
        "(--update URL)"
    )
