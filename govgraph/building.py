"""What a graph is made of: a folder of YAML, a file of RDF, a store that is compiled already, or another graph."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import DataError
from .readers import Readers
from .vocabulary import NS, PREFIXES, Vocabulary, entity_id, iri, term, unknown

RDF = {".nq": ox.RdfFormat.N_QUADS, ".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE}
_MARK = "CURRENT"  # the file by which a folder is known to be a store
# Dates had a datatype of their own once, which nothing compares with a text.
_PLAIN_DATES = """
    DELETE { ?s ?p ?date } INSERT { ?s ?p ?text } WHERE {
      { ?p rdfs:range gov:edtf } UNION { VALUES ?p { rdf:object dcterms:issued } }
      ?s ?p ?date FILTER(DATATYPE(?date) = gov:edtf) BIND(STR(?date) AS ?text)
    }"""


def is_rdf(data: Path) -> bool:
    """Whether this is a graph already, as a file of RDF or as a store, and not YAML."""
    return data.is_file() or (data / _MARK).is_file()


def build(
    data: Path, vocabulary: Vocabulary, as_of: date, place: str | None, readers: Readers | None = None
) -> ox.Store:
    """The graph as of a day, at a place on the disk, or in memory if there is none; read by these processes, if any.

    Raises DataError with every problem as `path:line: message`.
    """
    from .compiling import compiled

    if not is_rdf(data):
        with compiled(data, vocabulary, as_of, readers) as lines:
            from .store import fill  # once other processes are on their way

            store = ox.Store(place) if place else ox.Store()
            fill(store, lines, vocabulary, as_of)
        return store
    store = _opened(data, place)
    if next(store.quads_for_pattern(None, term("type", "rdf"), term("Fact"), ox.DefaultGraph()), None) is None:
        raise DataError.at(data, "there are no facts here: is it what `govgraph export` wrote?")
    from .store import set_day

    store.update(_PLAIN_DATES, prefixes=PREFIXES)
    set_day(store, vocabulary, as_of)
    return store


def _opened(data: Path, place: str | None) -> ox.Store:
    """A store to be written to with all that a file of RDF or another store holds."""
    try:
        if data.is_file():
            if data.suffix not in RDF:
                known = ", ".join(RDF)
                raise DataError.at(data, f"a file of facts is RDF and ends with one of {known}")
            store = ox.Store(place) if place else ox.Store()
            store.bulk_load(path=os.fspath(data), format=RDF[data.suffix])
            return store
        there = ox.Store.read_only(os.fspath(data))
        if place:
            there.backup(place)  # links its files where it can
            return ox.Store(place)
        store = ox.Store()
        store.bulk_load(there.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
        return store
    except (SyntaxError, ValueError) as error:
        raise DataError.at(data, error) from None
    except (RuntimeError, OSError) as error:
        if not data.is_dir():
            raise
        raise DataError.at(data, f"this store cannot be read: {error}") from None


def narrow(whole: ox.Store, sources: Sequence[str], vocabulary: Vocabulary, as_of: date, place: str | None) -> ox.Store:
    """What these sources say, and nothing else: their facts with their citations, and the things these speak of.

    Raises UnknownName for a source that is not there.
    """
    from .store import fill

    citable = {entity_id(node.value) for node in _subjects(whole, term("tier"), None)}
    for source in sources:
        if source not in citable:
            raise unknown(source, filter(None, citable), "source")
    store = ox.Store(place) if place else ox.Store()
    told = (f"{quad.triple} .\n".encode() for quad in _from_sources(whole, set(sources), vocabulary))
    fill(store, told, vocabulary, as_of, direct="Fact")
    return store


def _from_sources(whole: ox.Store, sources: set[str], vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    nodes = {ox.NamedNode(iri(source)) for source in sources}
    named = set(sources)
    for fact in {fact for node in nodes for fact in _subjects(whole, term("hadPrimarySource", "prov"), node)}:
        for quad in _of_fact(whole, fact, nodes):
            named |= {id_} if isinstance(quad.object, ox.NamedNode) and (id_ := entity_id(quad.object.value)) else set()
            yield quad
    named |= {id_.partition("#")[0] for id_ in named}
    named |= {id_.split("/")[0] for id_ in named}
    for dimension in _subjects(whole, term("type", "rdf"), term("Dimension")):  # all codes are part of what it means
        if entity_id(dimension.value) in named:
            named |= {entity_id(part.value) or "" for part in _subjects(whole, term("within"), dimension)}
    said = {NS + name for name in vocabulary.properties}
    for id_ in named:
        for quad in whole.quads_for_pattern(ox.NamedNode(iri(id_)), None, None, ox.DefaultGraph()):
            if quad.predicate.value not in said:
                yield quad


def _of_fact(whole: ox.Store, fact: ox.NamedNode, sources: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    """A fact with the citations of these sources alone, and without the provisions that only others name."""
    kept, places, others = set(), set(), set()
    for citation in _objects(whole, fact, term("citation")):
        (source,), (place,) = _objects(whole, citation, term("source")), _objects(whole, citation, term("at"))
        if source in sources:
            kept.add(citation)
            places.add(place)
            yield from whole.quads_for_pattern(citation, None, None, ox.DefaultGraph())
        elif _objects(whole, source, term("textOf")):
            others.add(place)
    stays = {
        term("citation"): lambda value: value in kept,
        term("hadPrimarySource", "prov"): lambda value: value in sources,
        term("provision"): lambda value: value not in others - places,
    }
    for quad in whole.quads_for_pattern(fact, None, None, ox.DefaultGraph()):
        if quad.predicate not in stays or stays[quad.predicate](quad.object):
            yield quad


def _subjects(store: ox.Store, predicate: ox.NamedNode, value: Any) -> list[Any]:
    return [quad.subject for quad in store.quads_for_pattern(None, predicate, value, ox.DefaultGraph())]


def _objects(store: ox.Store, subject: Any, predicate: ox.NamedNode) -> list[Any]:
    return [quad.object for quad in store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph())]
