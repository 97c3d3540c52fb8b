"""Lines -> the store: what is told, what follows by rule, and what is so on a day; and the store as rdflib's graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from . import rdf
from .errors import QueryError
from .sparql import refuse_outside
from .vocabulary import NS, PREFIXES, Vocabulary

if TYPE_CHECKING:
    import rdflib

    from .model import Dataset

_THREADS = 2  # that load lines at once
_FIRST, _MOST = 14_000_000, 128_000_000  # bytes that are loaded at once, at first and later
_FEW = 4_000_000  # bytes, up to which a load of its own would only make more files to be merged
_LARGE = 200_000_000  # bytes, from which on putting it in order takes less time than it saves
# A derived fact is so from the first day to the last on which one of the facts that it rests on is so.
_VALIDITY = (
    "CONSTRUCT {{ ?derived gov:{0} ?day }} WHERE {{ SELECT ?derived ({1}(?each) AS ?day) {{ "
    "?derived prov:wasDerivedFrom ?fact OPTIONAL {{ SELECT ?fact ?each {{ ?fact gov:{0} ?each }} }} }} "
    "GROUP BY ?derived HAVING(COUNT(?each) = COUNT(*)) }}"
)
# Subject, predicate and object of all that is asserted, not denied, and so on the graph's day.
_DIRECT = (
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?f a gov:{0} ; gov:denied ?denied ; gov:modality ?modality ; "
    'rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER(?denied = false && ?modality = "asserted") '
    "OPTIONAL {{ SELECT ?f ?from {{ ?f gov:validFrom ?from }} }} "
    "OPTIONAL {{ SELECT ?f ?until {{ ?f gov:validUntil ?until }} }} "
    'BIND("{1}"^^xsd:date AS ?day) FILTER(COALESCE(?from <= ?day, true) && COALESCE(?until >= ?day, true)) }}'
)


def build(data: Dataset, vocabulary: Vocabulary, as_of: date) -> ox.Store:
    """A store in memory of data that are there already; see `fill`."""
    store = ox.Store()
    fill(store, ("\n".join(rdf.lines(data, vocabulary, as_of)).encode(),), vocabulary, as_of)
    return store


def fill(
    store: ox.Store, told: Iterable[bytes], vocabulary: Vocabulary, as_of: date, direct: str = "DerivedFact"
) -> None:
    """Into a new store: the ontology, what is told, what the rules add, and what is so on the day.

    What is told brings its own direct triples, so these are made of derived facts; or of every `Fact`, if not.
    """
    terms = cast(bytes, ox.serialize((quad.triple for quad in vocabulary.quads), format=ox.RdfFormat.N_TRIPLES))
    _load(store, chain((terms,), told))  # put in by itself, it would make RocksDB merge files while all is loaded
    for rule in vocabulary.rules.values():
        refuse_outside(rule)
    _construct(store, *vocabulary.rules.values())
    _construct(store, *(_VALIDITY.format(day, which) for day, which in (("validFrom", "MIN"), ("validUntil", "MAX"))))
    _construct(store, _DIRECT.format(direct, as_of))


def set_day(store: ox.Store, vocabulary: Vocabulary, as_of: date) -> None:
    """Give a whole graph this ontology, and the direct triples of this day instead of those that it has."""
    terms = f'?s skos:definition ?any FILTER(STRSTARTS(STR(?s), "{NS}"))'
    store.update(f"DELETE {{ ?s ?p ?o }} WHERE {{ {{ SELECT ?s {{ {terms} }} }} ?s ?p ?o }}", prefixes=PREFIXES)
    store.extend(vocabulary.quads)
    for name in vocabulary.properties:
        store.update(f"DELETE WHERE {{ ?s gov:{name} ?o }}", prefixes=PREFIXES)
    _construct(store, _DIRECT.format("Fact", as_of))


def as_rdflib(store: ox.Store) -> rdflib.Graph:
    """The same store as an `rdflib.Graph` that only reads, queried by rdflib's own engine where it is asked to be."""
    import rdflib
    from oxrdflib import OxigraphStore
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    class Guarded(OxigraphStore):  # type: ignore[misc, unused-ignore]
        """The store, which from here too refuses to reach out and to be written to."""

        def query(self, query: Any, *rest: Any, **more: Any) -> Any:
            refuse_outside(str(query))
            return super().query(query, *rest, **more)

        def update(self, *rest: Any, **more: Any) -> None:
            raise QueryError("the graph is read only: no update, no LOAD")

        add = addN = remove = update  # noqa: N815 - rdflib's own names

    graph = rdflib.Graph(store=Guarded(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _load(store: ox.Store, told: Iterable[bytes]) -> None:
    """The lines, into the store, by threads of the engine's own: most of the time goes into putting in order what was
    read, while more is being read."""
    size = 0
    with ThreadPoolExecutor(_THREADS) as threads:
        ahead: deque[Future[None]] = deque()
        for lines in _batches(told):
            size += len(lines)
            ahead.append(threads.submit(store.bulk_load, lines, format=ox.RdfFormat.N_TRIPLES, lenient=True))
            if len(ahead) > _THREADS:
                ahead.popleft().result()
        for load in ahead:
            load.result()
    if size > _LARGE:
        store.optimize()


def _batches(told: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in pieces, each twice as large as the one before: so the first is there soon, and there are few.

    What would be the only one comes in two, unless it is small.

    >>> [len(piece) for piece in _batches([b"x" * 14_000_000] * 7)]
    [14000000, 28000000, 56000000]
    >>> [len(piece) for piece in _batches([b"1234567\\n" * 1_000_001])]
    [4000008, 4000000]
    """
    piece, enough = bytearray(), _FIRST
    for lines in told:
        piece += lines
        if len(piece) >= enough:
            yield bytes(piece)
            piece, enough = bytearray(), min(2 * enough, _MOST)
    if enough == _FIRST and len(piece) > _FEW:
        half = piece.find(b"\n", len(piece) // 2) + 1
        yield bytes(piece[:half])
        piece = piece[half:]
    if piece:
        yield bytes(piece)


def _construct(store: ox.Store, *queries: str) -> None:
    """What queries construct side by side, into the store once all of it is there: none sees what another adds."""

    def constructed(query: str) -> bytes:
        triples = cast(ox.QueryTriples, store.query(query, prefixes=PREFIXES))
        return cast(bytes, triples.serialize(format=ox.RdfFormat.N_TRIPLES))

    with ThreadPoolExecutor(_THREADS) as threads:
        ready = list(threads.map(constructed, queries))
    for made in ready:
        put = store.bulk_load if len(made) > _FEW else store.load
        put(made, format=ox.RdfFormat.N_TRIPLES, lenient=True)
