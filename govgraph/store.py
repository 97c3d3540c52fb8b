"""Lines -> the store: what is told, what follows by rule, and what is so on a day; and the store as rdflib's graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from . import rdf
from .errors import QueryError
from .sparql import refuse_outside
from .vocabulary import NS, PREFIXES, Vocabulary

if TYPE_CHECKING:
    import rdflib

    from .model import Dataset

_THREADS = 2  # that construct at once
_FIRST = 14_000_000  # bytes that are loaded while more is being read
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
    """The lines, into the store: the first of them by a thread of their own, while more is being read.

    All others are given to the engine as one stream: it keeps them in order in pieces of its own and takes these in at
    once, at the end. Of each load the files would be merged with those of all that came before it.
    """
    lines = iter(told)
    first = _piece(lines)
    half = first.find(b"\n", len(first) // 2) + 1 if _FEW < len(first) < _FIRST else len(first)
    rest = _Stream(chain((first[half:],), lines))
    with ThreadPoolExecutor(1) as thread:
        load = thread.submit(store.bulk_load, first[:half], format=ox.RdfFormat.N_TRIPLES, lenient=True)
        store.bulk_load(cast("IO[bytes]", rest), format=ox.RdfFormat.N_TRIPLES, lenient=True)
        load.result()
    if rest.size > _LARGE:
        store.optimize()


def _piece(lines: Iterator[bytes]) -> bytes:
    """The first of the lines: enough to be loaded by themselves, if there are so many."""
    piece = bytearray()
    for some in lines:
        piece += some
        if len(piece) >= _FIRST:
            break
    return bytes(piece)


class _Stream:
    """Lines, as a file from which the engine reads.

    >>> stream = _Stream(iter([b"", b"ab", b"c"]))
    >>> stream.read(1), stream.read(9), stream.read(9), stream.read(9), stream.size
    (b'a', b'b', b'c', b'', 3)
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.size = 0
        self._lines, self._left = filter(None, lines), BytesIO()

    def read(self, size: int = -1) -> bytes:
        """So many bytes at most; none at the end."""
        if not (found := self._left.read(size)):
            self._left = BytesIO(next(self._lines, b""))
            found = self._left.read(size)
        self.size += len(found)
        return found


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
