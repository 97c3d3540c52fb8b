"""Twelve queries of different kinds: `kg.query` beside pyoxigraph itself, rdflib, and maplib where it is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measuring import in_turns, shown, table, timed

import govgraph
from govgraph.vocabulary import PREFIXES, iri

RDFLIB = 150_000  # facts that rdflib is given at most: it holds each triple as Python objects
SLOW = 20  # seconds; what takes longer is measured once
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
    """A table for each size: the time of `kg.query`, and how many times that the others take."""
    return "\n".join(f"{size} facts:\n\n{_at(int(size.replace(',', '')), data)}" for size, data in graphs.items())


def _at(facts: int, data: Path) -> str:
    kg = govgraph.load(data, as_of="2026-12-31")
    law = next(id_ for id_ in kg.names if id_.endswith("/act-2"))
    others = _others(kg, facts)
    rows = []
    for name, text in TWELVE.items():
        asked = text.replace("id:{law}", f"<{iri(law)}>")
        whole = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items() if f"{prefix}:" in asked)
        whole += asked
        runs: list[Callable[[], Any]] = [lambda asked=asked: _all(kg.query(asked))]
        runs.append(lambda whole=whole: _all(kg.store.query(whole)))
        able = [other for other, ask in others.items() if _can(ask, whole)]
        runs += [lambda whole=whole, ask=others[other]: ask(whole) for other in able]
        sizes = {str(run()) for run in runs}
        assert len(sizes) == 1, (name, sizes)
        once = timed(runs[0])
        times = in_turns(
            *(lambda run=run, once=once: _often(run, once) for run in runs), rounds=1 if once > SLOW else 5
        )
        ratios = dict(zip(["pyoxigraph", *able], (f"{times[0] / time:.3g}" for time in times[1:]), strict=True))
        rows.append((name, shown(times[0]), *(ratios.get(other, "–") for other in ("pyoxigraph", *others))))
    return table(" | ".join(["query", "`kg.query`", "/ pyoxigraph", *(f"/ {other}" for other in others)]), rows)


def _others(kg: govgraph.KnowledgeGraph, facts: int) -> dict[str, Callable[[str], int | bool]]:
    """Other engines with the same triples, each as a function that gives the number of rows, or yes or no."""
    found: dict[str, Callable[[str], int | bool]] = {}
    with tempfile.TemporaryDirectory() as folder:
        import pyoxigraph as ox

        file = Path(folder, "graph.nt")
        kg.store.dump(str(file), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        if facts <= RDFLIB:
            import rdflib

            graph = rdflib.Graph().parse(file, format="nt")

            def by_rdflib(query: str) -> int | bool:
                result = graph.query(query)
                return bool(result) if result.type == "ASK" else len(list(result))

            found["rdflib"] = by_rdflib
        try:
            from maplib import Model
        except ImportError:
            return found
        model = Model()
        model.read(str(file), format="ntriples")

        def by_maplib(query: str) -> int | bool:
            result = model.query(query)
            return bool(result.item()) if "ASK {" in query else len(result)

        found["maplib"] = by_maplib
    return found


def _can(ask: Callable[[str], Any], query: str) -> bool:
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


def _often(run: Callable[[], Any], once: float) -> float:
    """The time of a run, over as many as take a twentieth of a second."""
    times = max(1, int(0.05 / once))
    return timed(lambda: [run() for _ in range(times)]) / times
