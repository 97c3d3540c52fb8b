"""What a published graph tells of itself: which version it is, for which day, and how much it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

from .. import edtf
from ..errors import AddressError, RemoteError
from ..vocabulary import BASE, NS, term
from .answers import Answers
from .client import Client
from .paths import KINDS

GRAPH = BASE + "graph"  # where a graph is published unless another is named
_VOID = "http://rdfs.org/ns/void#"
_KINDS = term(KINDS.partition(":")[2], "skos")
_FACTS = "/facts"
_MARKED = f"""SELECT ?g ?version ?day ?triples ?facts {{
  GRAPH ?g {{
    ?g a <{_VOID}Dataset> ; dcterms:conformsTo <{NS}> ; dcterms:identifier ?version ; dcterms:valid ?day ;
      <{_VOID}triples> ?triples ; <{_VOID}classPartition> ?part .
    ?part <{_VOID}entities> ?facts
  }}
}}"""


@dataclass(frozen=True)
class Published:
    """A graph in a store, by its IRI (None for the default graph); version and day where it was published by govgraph.

    `triples` counts all that is there but for this description.
    """

    graph: str | None
    version: str | None = None
    day: date | None = None
    triples: int = 0
    facts: int = 0

    def description(self) -> list[ox.Triple]:
        """The same as triples of the graph itself, in the terms of VoID (https://www.w3.org/TR/void/)."""
        graph, part = ox.NamedNode(self.graph or GRAPH), ox.NamedNode((self.graph or GRAPH) + _FACTS)
        void = {
            name: ox.NamedNode(_VOID + name) for name in ("Dataset", "triples", "classPartition", "class", "entities")
        }
        said: list[Any] = [
            (graph, term("type", "rdf"), void["Dataset"]),
            (graph, term("conformsTo", "dcterms"), ox.NamedNode(NS)),
            (graph, term("identifier", "dcterms"), ox.Literal(self.version or "")),
            (graph, term("valid", "dcterms"), ox.Literal(str(self.day), datatype=term("date", "xsd"))),
            (graph, void["triples"], ox.Literal(self.triples)),
            (graph, void["classPartition"], part),
            (part, void["class"], term("Fact")),
            (part, void["entities"], ox.Literal(self.facts)),
        ]
        return [ox.Triple(*triple) for triple in said]

    def added(self, kinds: Iterable[tuple[Any, Any]]) -> list[ox.Triple]:
        """The description, and from each class to all that it is a kind of, itself among them, a triple of its own.

        Those stand for `rdfs:subClassOf*` in stores that lose rows on such paths.
        """
        parents: dict[Any, set[Any]] = {}
        for kind, parent in kinds:
            parents.setdefault(kind, set()).add(parent)
            parents.setdefault(parent, set())

        def up(kind: Any, seen: frozenset[Any]) -> frozenset[Any]:
            seen |= {kind}
            for parent in parents[kind] - seen:
                seen = up(parent, seen)
            return seen

        told = [ox.Triple(kind, _KINDS, broad) for kind in parents for broad in up(kind, frozenset())]
        return [*self.description(), *told]

    def is_added(self, quad: ox.Quad | ox.Triple) -> bool:
        """Whether a triple there is none of the graph's own, but one that `added` makes."""
        graph = self.graph or GRAPH
        return quad.predicate == _KINDS or (
            isinstance(quad.subject, ox.NamedNode) and quad.subject.value in (graph, graph + _FACTS)
        )


def published(client: Client) -> list[Published]:
    """The graphs of a store that were published there."""
    rows = Answers(client, None).query(_MARKED)
    return [
        Published(
            row["g"].value,
            row["version"].value,
            edtf.told(row["day"].value, row["g"].value),
            int(row["triples"].value),
            int(row["facts"].value),
        )
        for row in rows
    ]


def find(client: Client) -> Published:
    """The graph that the address names, or the only one of the store.

    Raises RemoteError where there is none, and AddressError where there are several.
    """
    marked = published(client)
    named = [found for found in marked if client.graph in (None, found.graph)]
    if len(named) == 1:
        return named[0]
    if named:
        raise _several(client, [str(found.graph) for found in named])
    if "virtuoso" in client.engine:  # which needs what `publish` adds
        raise RemoteError(f"{client.shown} holds no graph put there with `govgraph publish`")
    if Answers(client, client.graph).query("ASK { ?f a gov:Fact }"):
        return Published(client.graph)
    if client.graph is None:
        rows = Answers(client, None).query("SELECT DISTINCT ?g { GRAPH ?g { ?f a gov:Fact } }")
        graphs = [row["g"].value for row in rows]
        if len(graphs) == 1:
            return Published(graphs[0])
        if graphs:
            raise _several(client, graphs)
    where = f"the graph <{client.graph}>" if client.graph else "no graph"
    raise RemoteError(f"{client.shown}: {where} holds {'no ' if client.graph else ''}facts of govgraph")


def _several(client: Client, graphs: list[str]) -> AddressError:
    join = "&" if "?" in client.url else "?"
    offered = " or ".join(f"{client.url}{join}default-graph-uri={quote(graph, safe='/:')}" for graph in sorted(graphs))
    return AddressError(f"{client.shown} holds several graphs: ask {offered}")
