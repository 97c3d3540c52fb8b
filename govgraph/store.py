"""Lines -> the store: what is told, what follows by rule, and what is so on a day."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox

from . import rdf
from .model import Dataset
from .sparql import refuse_outside
from .vocabulary import PREFIXES, Vocabulary

# A derived fact is so from the first day to the last on which one of the facts that it rests on is so.
_VALIDITY = (
    "CONSTRUCT {{ ?derived gov:{0} ?day }} WHERE {{ {{ SELECT ?derived ({1}(?each) AS ?day) {{ "
    "?derived prov:wasDerivedFrom ?fact . ?fact gov:{0} ?each }} GROUP BY ?derived }} "
    "FILTER NOT EXISTS {{ ?derived prov:wasDerivedFrom ?open FILTER NOT EXISTS {{ ?open gov:{0} ?any }} }} }}"
)
# Subject, predicate and object of all that is asserted, not denied, and so on the graph's day.
_DIRECT = (
    'CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?f a gov:{0} ; gov:denied false ; gov:modality "asserted" ; '
    "rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o "
    "OPTIONAL {{ ?f gov:validFrom ?from }} OPTIONAL {{ ?f gov:validUntil ?until }} "
    'BIND("{1}"^^xsd:date AS ?day) FILTER(COALESCE(?from <= ?day, true) && COALESCE(?until >= ?day, true)) }}'
)


def build(data: Dataset, vocabulary: Vocabulary, as_of: date) -> ox.Store:
    """A store in memory of data that are there already; see `fill`."""
    store = ox.Store()
    fill(store, ("\n".join(rdf.lines(data, vocabulary, as_of)).encode(),), vocabulary, as_of)
    return store


def fill(store: ox.Store, told: Iterable[bytes], vocabulary: Vocabulary, as_of: date) -> None:
    """Into a new store: the ontology, what is told, what the rules add, and what of that is so on the day."""
    _load(store, told)
    store.extend(vocabulary.quads)
    for rule in vocabulary.rules.values():
        refuse_outside(rule)
        _construct(store, rule)
    for day, which in (("validFrom", "MIN"), ("validUntil", "MAX")):
        _construct(store, _VALIDITY.format(day, which))
    _construct(store, _DIRECT.format("DerivedFact", as_of))


def _load(store: ox.Store, told: Iterable[bytes]) -> None:
    stream = _Stream(told)
    store.bulk_load(stream, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    if stream.error:
        raise stream.error


def _construct(store: ox.Store, query: str) -> None:
    """What a query constructs, into the store; beside it in a file, since all of it may be more than memory holds."""
    with tempfile.TemporaryFile() as made:
        store.query(query, prefixes=PREFIXES).serialize(made, format=ox.RdfFormat.N_TRIPLES)  # type: ignore[union-attr]
        made.seek(0)
        store.bulk_load(made, format=ox.RdfFormat.N_TRIPLES, lenient=True)


class _Stream(io.RawIOBase):
    """Lines as a file. An error in their making ends them, and is kept for whoever reads."""

    def __init__(self, told: Iterable[bytes]) -> None:
        self.told, self.rest, self.error = iter(told), memoryview(b""), None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self.rest:
            try:
                self.rest = memoryview(next(self.told))
            except StopIteration:
                return b""
            except Exception as error:
                self.error = error
                return b""
        size = len(self.rest) if size < 0 else size
        part, self.rest = self.rest[:size], self.rest[size:]
        return bytes(part)
