"""Twelve queries of different kinds: `kg.query` beside pyoxigraph itself, rdflib, and maplib where it is installed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pyoxigraph as ox
from measuring import in_turns, shown, table, timed

import govgraph
from govgraph.vocabulary import PREFIXES, iri

Ask = Callable[[str], int | bool]
ALL = 150_000  # facts, up to which others are given all triples: rdflib takes 1.2 kB for each, and maplib 0.4 kB
SLOW = 20  # seconds; what takes longer is measured once, with its counterpart
TWELVE = {
    "one fact: ASK": "ASK { id:{law} gov:bindingForce ?o }",
    "all of a thing": "SELECT ?p ?o { id:{law} ?p ?o }",
    "two steps": "SELECT ?body ?head { ?body gov:enforces id:{law} ; gov:headedBy ?head }",
    "facts of a thing, with citations": (
        "SELECT ?fact ?p ?source ?at { ?fact rdf:subject id:{law} ; rdf:predicate ?p ; gov:citation ?c . "
        "?c gov:source ?source ; gov:at ?at }"
    ),
    "subclasses by a path": "SELECT (COUNT(?x) AS ?n) { ?x a/rdfs:subClassOf* gov:Body }",
    "parts by a path": "SELECT ?part { ?part gov:within+ id:{law} }",
    "count by group": "SELECT ?p (COUNT(?f) AS ?n) { ?f rdf:predicate ?p } GROUP BY ?p",
    "optional": "SELECT ?f ?m { ?f rdf:predicate gov:requires OPTIONAL { ?f gov:deadline ?m } }",
    "not": "SELECT ?law { ?law a gov:Statute FILTER NOT EXISTS { ?law gov:repealedOn ?day } }",
    "text within names": 'SELECT ?x { ?x rdfs:label ?n FILTER(CONTAINS(LCASE(?n), "head of")) }',
    "order and limit": "SELECT ?law ?day { ?law gov:passedOn ?day } ORDER BY DESC(?day) LIMIT 10",
    "either": "SELECT ?s { { ?s gov:prohibits ?o } UNION { ?s gov:imposesPenalty ?o } }",
}


def measure(graphs: dict[str, Path]) -> str:
    """A table for each size: the time of `kg.query`, and how many times that of the others it takes."""
    return "\n".join(f"{size} facts:\n\n{_at(int(size.replace(',', '')), data)}" for size, data in graphs.items())


def _at(facts: int, data: Path) -> str:
    kg = govgraph.load(data, as_of="2026-12-31")
    law = iri(next(id_ for id_ in kg.names if id_.endswith("/act-2")))
    maplib = _maplib(kg.store) if facts <= ALL else None
    rdflib = _rdflib(_whole(kg.store)) if facts <= ALL else None
    rows = []
    for name, text in TWELVE.items():
        asked = text.replace("id:{law}", f"<{law}>")
        spaces = {prefix: space for prefix, space in PREFIXES.items() if f"{prefix}:" in asked}
        whole = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in spaces.items()) + asked

        def ours(asked: str = asked) -> int | bool:
            return _all(kg.query(asked))

        raw = partial(lambda query: _all(kg.store.query(query)), whole)
        theirs = partial(rdflib or _rdflib(_needed(kg.store, asked, law)), whole)
        others = [(raw, process_time), (theirs, process_time)]
        if maplib and _can(maplib, whole):
            others.append((partial(maplib, whole), perf_counter))  # it uses several cores
        pairs = [_beside(ours, other, clock) for other, clock in others]
        ratios = [f"{took / beside:.3g}" for took, beside in pairs]
        rows.append((name, shown(pairs[0][0]), *ratios, *["–"] * (2 + bool(maplib) - len(ratios))))
    return table(f"query | `kg.query` | / pyoxigraph | / rdflib{' | / maplib' if maplib else ''}", rows)


def _beside(ours: Callable[[], Any], other: Callable[[], Any], clock: Callable[[], float]) -> list[float]:
    """The times of two runs that find the same: in turns with nobody else, who would leave the cache to one of them."""
    found: list[Any] = []
    once = [timed(lambda run=run: found.append(run()), clock) for run in (ours, other)]
    assert str(found[0]) == str(found[1]), found
    if max(once) > SLOW:
        return once
    once = [timed(run, clock) for run in (ours, other)]  # the first time, what is read comes from the disk
    return in_turns(
        *(partial(_often, run, took, clock) for run, took in zip((ours, other), once, strict=True)),
        rounds=25 if sum(once) < 1 else 5,
    )


def _often(run: Callable[[], Any], once: float, clock: Callable[[], float]) -> float:
    """The time of a run, over as many as take a hundredth of a second."""
    times = max(1, int(0.01 / max(once, 1e-5)))
    return timed(lambda: [run() for _ in range(times)], clock) / times


def _whole(store: ox.Store) -> Iterator[ox.Triple]:
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def _needed(store: ox.Store, query: str, law: str) -> Iterator[ox.Triple]:
    """The triples that a query about the law can come upon, or all with the predicates that another query names."""
    default = ox.DefaultGraph()
    if law in query:
        asked = ox.NamedNode(law)
        near = {asked} | {quad.subject for quad in store.quads_for_pattern(None, None, asked, default)}
        beside = {quad.object for node in near for quad in store.quads_for_pattern(node, None, None, default)}
        nodes = near | {node for node in beside if isinstance(node, ox.NamedNode)}
        return (quad.triple for node in nodes for quad in store.quads_for_pattern(node, None, None, default))
    named = {PREFIXES[prefix] + name for prefix, name in re.findall(r"(\w+):(\w+)", query)}
    named |= {PREFIXES["rdf"] + "type"} if " a " in query or " a/" in query else set()
    found = (store.quads_for_pattern(None, ox.NamedNode(predicate), None, default) for predicate in sorted(named))
    return (quad.triple for quads in found for quad in quads)


def _rdflib(triples: Iterator[ox.Triple]) -> Ask:
    """rdflib with these triples: the number of rows, or yes or no."""
    import rdflib

    graph = rdflib.Graph()
    with tempfile.TemporaryFile() as file:
        ox.serialize(triples, file, format=ox.RdfFormat.N_TRIPLES)
        file.seek(0)
        graph.parse(file, format="nt")

    def ask(query: str) -> int | bool:
        result = graph.query(query)
        return bool(result) if result.type == "ASK" else len(list(result))

    return ask


def _maplib(store: ox.Store) -> Ask | None:
    """maplib with all triples, where it is installed."""
    try:
        from maplib import Model
    except ImportError:
        return None
    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "graph.nt")
        store.dump(file, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        model.read(str(file), format="ntriples")
    return lambda query: len(model.query(query))


def _can(ask: Ask, query: str) -> bool:
    try:
        ask(query)
    except Exception:  # maplib knows no ASK
        return False
    return True


def _all(result: Any) -> int | bool:
    return (
        result
        if isinstance(result, bool)
        else bool(result)
        if type(result).__name__ == "QueryBoolean"
        else sum(1 for _ in result)
    )
