"""KnowledgeGraph: the facts in a pyoxigraph store, as they stand on a day."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import cache, edtf
from .compiled import Made, found, put
from .errors import DataError, QueryError, UnknownName
from .facts import StatedFact, Thing
from .readers import Readers
from .vocabulary import FACT, NS, PREFIXES, Vocabulary, data_folder, entity_id, iri, nearest, ontology_folder
from .writing import cleared

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from .ask import Answer, Engine
    from .model import Dataset
    from .stating import Stating

_RDF, _RDFS = PREFIXES["rdf"], PREFIXES["rdfs"]


class KnowledgeGraph:
    """The graph as it stands on a day; made by `govgraph.load`.

    >>> import govgraph
    >>> kg = govgraph.load(as_of="2025-10-09")
    >>> kg.query("ASK { id:jp\\\\/ai-strategic-headquarters gov:headedBy id:jp\\\\/prime-minister }")
    True
    """

    compiled: Path | None = None  # the folder in which it lies ready to be asked, if that was given

    def __init__(
        self,
        folder: Path,
        ontology: Path,
        vocabulary: Vocabulary | None,
        as_of: date,
        sources: Sequence[str] = (),
        read_already: Dataset | None = None,
    ) -> None:
        self.folder, self.ontology = folder, ontology
        if read_already is not None:
            self.dataset = read_already
        self.as_of_date = as_of
        self.sources = tuple(sources)
        with closing(Readers(folder)) as self._readers:
            self.key = self._find_key(self._readers.start)
            self.vocabulary = vocabulary or cache.vocabulary(ontology)  # while those that read files get ready
            if not (self.compiled or cache.is_kept(self.key) or any(cache.other_days(self.asked_by))):
                self.key, made = cache.keep(self.key, self._find_key, self.build)
                if made:
                    self.store = made

    @cached_property
    def store(self) -> ox.Store:
        """What is told and what follows, as triples; opened when it is first asked, and made then for another day."""
        if self.compiled and found(self.compiled) == self.made:
            import pyoxigraph as ox

            with suppress(OSError, RuntimeError):  # whoever builds tells what is wrong with it
                return ox.Store.read_only(os.fspath(self.compiled))
        kept = cache.kept(self.key)
        if kept is None:  # it is of another day, or somebody has taken it away in the meantime
            self.key, kept = cache.store(self.key, self._find_key, self.build)
        return kept

    def _find_key(self, unread: Callable[[int], None] | None = None) -> str:
        """Where the files have to be read for it, `unread` is told before that how many there are."""
        there = found(self.folder)
        content = "" if there else cache.content(self.folder, unread=unread)
        day, terms = self.as_of_date.isoformat(), cache.key((self.ontology,))  # while others get ready to read
        if there and there.terms != terms:  # another code or other terms made it
            there, content = None, cache.content(self.folder)
        told = there.told if there else cache.joined(terms, content)
        self.compiled = self.folder if there and not self.sources else None
        self.asked_by = cache.joined(told, *self.sources) if self.sources else told
        self.made = Made(day, terms, self.asked_by)  # questions are answered from the same tables on every day
        return f"{cache.joined(self.asked_by, day)}-{self.asked_by}"

    @cached_property
    def dataset(self) -> Dataset:
        """The facts as the files tell them; none where the graph came as RDF or compiled."""
        from .building import is_rdf
        from .model import Dataset
        from .reader import read

        return Dataset(entities={}) if is_rdf(self.folder) else read(self.folder, self.vocabulary)

    def build(self, place: str | None) -> ox.Store:
        """The store, made anew at a place on the disk, or in memory if there is none: of what is kept of the same for
        another day, where something is.

        Raises DataError for what is wrong in the data, UnknownName for a source that is not there.
        """
        made = self._build(place)
        if place:
            self.made.note(place)
        return made

    def _build(self, place: str | None) -> ox.Store:
        from .building import build, narrow

        if place:
            for there in cache.other_days(self.asked_by):
                with suppress(DataError, OSError, RuntimeError):  # it has gone or is broken: the files tell the same
                    return build(there, self.vocabulary, self.as_of_date, place)
                cleared(place)
        if not self.sources:
            return build(self.folder, self.vocabulary, self.as_of_date, place, self._readers)
        whole = KnowledgeGraph(self.folder, self.ontology, self.vocabulary, self.as_of_date)
        return narrow(whole.store, self.sources, self.vocabulary, self.as_of_date, place)

    def compile(self, folder: str | Path) -> None:
        """Put it into a new folder, ready to be asked: `load` takes that as it lies.

        Raises FileExistsError where something is there already, and OSError where nothing can be put.

        >>> import govgraph, tempfile
        >>> with tempfile.TemporaryDirectory() as there:
        ...     kg.compile(f"{there}/graph")
        ...     len(govgraph.load(f"{there}/graph").names) == len(kg.names)
        True
        """
        put(self.store, self.made, self.engine.tables, Path(folder))

    # -- asking

    def query(self, sparql: str) -> Any:
        """The answer of a SPARQL 1.1 query over this graph.

        SELECT gives pyoxigraph's solutions (iterable, `.serialize()`), ASK a bool, CONSTRUCT and DESCRIBE triples.
        The prefixes gov, id, fact, rdf, rdfs, skos, dcterms, prov and xsd are there without being declared.
        Raises QueryError for a query that is malformed or that reaches out (SERVICE, FROM): nothing leaves this
        machine.
        """
        import pyoxigraph as ox

        from .sparql import prefixes_in, refuse_outside

        refuse_outside(sparql)
        try:
            result = self.store.query(sparql, prefixes=prefixes_in(sparql))
        except SyntaxError as error:
            from .malformed import why

            raise QueryError(why(sparql, error)) from None
        except RuntimeError as error:  # a function that no engine knows
            raise QueryError(str(error)) from None
        return bool(result) if isinstance(result, ox.QueryBoolean) else result

    def ask(self, question: str) -> Answer:
        """The answer to a question in plain English; see `govgraph.ask`."""
        return self.engine.ask(question)

    @cached_property
    def engine(self) -> Engine:
        """What answers questions about this graph, made when the first one is asked."""
        from .ask import Engine

        return Engine(self)

    def facts(self, pattern: str = "") -> list[StatedFact]:
        """The facts for which a SPARQL group pattern over `?fact` holds; all of them without a pattern.

        In the order of their subjects' names, then properties, then places in a list.

        >>> kg.facts("?fact rdf:subject id:jp\\\\/ai-strategic-headquarters ; rdf:predicate gov:headedBy")[0].sentence
        'AI Strategic Headquarters is headed by Prime Minister of Japan (since 1 September 2025)'
        """
        return self._stating.facts(pattern)

    def each_fact(self, by_id: bool = False) -> Iterator[StatedFact]:
        """All facts as `facts` gives them, one after the other, for graphs of which all are more than memory holds.

        `by_id` orders them by the ids of their subjects first, not by their names: those of a place stand together.

        >>> next(kg.each_fact()) == kg.facts()[0]
        True
        """
        return self._stating.each(by_id)

    @cached_property
    def _stating(self) -> Stating:
        from .stating import Stating

        return Stating(self.query, self.vocabulary, self.as_of_date)

    # -- things

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The display name of every thing, by id."""
        rows = self.query("SELECT ?s ?n { ?s rdfs:label ?n { SELECT ?s { ?s a/rdfs:subClassOf* gov:Thing } } }")
        found: dict[str, str] = {}
        for row in rows:
            id_ = entity_id(row["s"].value)
            if id_ and (row["n"].language == "en" or id_ not in found):
                found[id_] = row["n"].value
        return found

    @cached_property
    def _kinds(self) -> dict[str, str]:
        rows = self.query("SELECT ?s ?c { ?s a ?c . ?c rdfs:subClassOf* gov:Thing }")
        return {id_: row["c"].value.removeprefix(NS) for row in rows if (id_ := entity_id(row["s"].value))}

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """The things that can be cited."""
        return frozenset(
            id_ for row in self.query("SELECT ?s { ?s gov:tier ?t }") if (id_ := entity_id(row["s"].value))
        )

    def kind(self, id_: str) -> str:
        """The class of a thing, by its local name, e.g. `Statute`."""
        return self._kinds[id_]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.query("SELECT ?s ?n { ?s rdfs:label|dcterms:title|skos:altLabel ?n }"):
            id_ = entity_id(row["s"].value)
            if id_ and id_ in self.names and id_ not in found[fold(row["n"].value)]:
                found[fold(row["n"].value)].append(id_)
        return found

    def _called(self, name: str) -> list[str]:
        """The ids of the things with this name or alias."""
        return self._by_name.get(fold(name), [])

    @cached_property
    def official_numbers(self) -> list[tuple[str, str]]:
        """The official numbers, folded, each with the id of its thing, on whichever day it bears them."""
        rows = self.query(_NUMBERS)
        return [(fold(row["n"].value), id_) for row in rows if (id_ := entity_id(row["s"].value))]

    def numbered(self, name: str) -> dict[str, bool]:
        """The things whose official number stands in a name, each with whether its other words are said of it too.

        >>> kg.numbered("Regulation (EU) 2024/1689"), kg.numbered("Directive (EU) 2024/1689")
        ({'eu/ai-act': True}, {'eu/ai-act': False})
        """
        found: dict[str, bool] = {}
        for number, id_ in self.official_numbers:
            before, there, after = fold(name).partition(number)
            if there and not (before[-1:] + after[:1]).isalnum():
                rows = self.query(_SAID_OF.format(f"<{iri(id_)}>"))
                said = {word for row in rows for word in _words(row["w"].value)}
                found[id_] = found.get(id_, False) or said.issuperset(_words(f"{before} {after}"))
        return found

    def resolve(self, name: str) -> str:
        """The id of the thing with this id, name, alias or official number; raises UnknownName with the nearest ones,
        or with all that bear the name where there are several. An id may stand as answers write it: as an address, or
        behind `id:`. A source gives way to what is not one, such as the law that it is a text of.
        """
        bare = name.strip().removeprefix("id:")
        id_ = entity_id(bare) or bare
        if id_ in self.names:
            return id_
        called, numbered = self._called(name), dict[str, bool]()
        found = [i for i in called if not self.query(f"ASK {{ <{iri(i)}> gov:tier ?t }}")]
        if not found:
            numbered = self.numbered(name)
            found = [i for i, fits in numbered.items() if fits] or called
            found = found or self._by_name.get(fold(name), [])  # not every remote store knows the letters of a name
        whole = [i for i in found if "#" not in i] or found
        if len(whole) == 1:
            return whole[0]
        if whole:
            raise UnknownName(name, [(i, self.names[i]) for i in whole], kind="single thing")
        from rapidfuzz import fuzz, process

        near = process.extract(fold(name), list(self._by_name), scorer=fuzz.WRatio, limit=12, score_cutoff=70)
        near.sort(key=lambda found: -fuzz.ratio(fold(name), found[0]))  # many a long name has all words of a short one
        by_name = (i for text, _, _ in near for i in self._by_name[text])
        ids = [*numbered, nearest(name, self.names, cutoff=80), *by_name, nearest(name, self.names)]
        raise UnknownName(name, [(i, self.names[i]) for i in dict.fromkeys(ids) if i][:5])

    def entity(self, name: str) -> Thing:
        """A thing with its names, facts and citations, by id, name or alias; raises UnknownName."""
        import pyoxigraph as ox

        from .stating import thing

        id_ = self.resolve(name)
        node = ox.NamedNode(iri(id_))
        rows = self.query(f"SELECT ?part {{ ?part gov:within {node} }}")
        parts = sorted(part for row in rows if (part := entity_id(row["part"].value)))
        own, about = self.facts(f"?fact rdf:subject {node}"), self.facts(_ABOUT.format(node))
        return thing(id_, self._told_of(node), self.names, self.vocabulary, parts=parts, facts=own, about=about)

    def _told_of(self, node: ox.NamedNode) -> Iterable[tuple[str, Any]]:
        """The predicates and objects of a thing's own triples."""
        import pyoxigraph as ox

        quads = self.store.quads_for_pattern(node, None, None, ox.DefaultGraph())
        return ((quad.predicate.value, quad.object) for quad in quads)

    # -- other views of the same graph

    def as_of(self, day: str | date) -> KnowledgeGraph:
        """The same data as they stand on another day; made from this graph, unless it is too big to be held twice."""
        from copy import copy

        import pyoxigraph as ox

        if len(self.store) > _COPIED:
            already = self.__dict__.get("dataset")
            return KnowledgeGraph(self.folder, self.ontology, self.vocabulary, edtf.day(day), self.sources, already)
        told, _ = self._written, self._said  # which hold for further days too
        made = copy(self)
        for name in ("engine", "_written"):
            made.__dict__.pop(name, None)
        made.as_of_date = edtf.day(day)
        made.key = made._find_key()
        made._stating = self._stating.on(made.as_of_date, made.query)
        made.store = ox.Store()
        made.store.load(told, format=ox.RdfFormat.N_QUADS)
        before, after = ({f.id: f for f in kg.facts() if f.plain} for kg in (self, made))
        so = {(f.subject, f.property, f.object) for f in after.values()}
        for fact in (*before.values(), *after.values()):
            if (fact.id in before) != (fact.id in after):
                still = (fact.subject, fact.property, fact.object) in so
                (made.store.add if still else made.store.remove)(self._said[fact.id])
        return made

    @cached_property
    def _written(self) -> bytes:
        """The whole store, as it is copied for other days: this is read faster than a store is."""
        import pyoxigraph as ox

        return self.store.dump(format=ox.RdfFormat.N_QUADS) or b""

    @cached_property
    def _said(self) -> dict[str, ox.Quad]:
        """What each fact says, as a triple."""
        import pyoxigraph as ox

        rows = self.query("SELECT ?f ?s ?p ?o { ?f a gov:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }")
        return {row["f"].value.removeprefix(FACT): ox.Quad(row["s"], row["p"], row["o"]) for row in rows}

    def rdf(self) -> rdflib.Graph:
        """The same store as an `rdflib.Graph`, queried by rdflib's own engine where it is asked to be."""
        from .store import as_rdflib

        return as_rdflib(self.store)

    def network(self) -> nx.MultiDiGraph[str]:
        """The graph as a `networkx.MultiDiGraph`; see `govgraph.network`."""
        from .network import network

        return network(self)


_NUMBERS = """SELECT ?s ?n { ?fact rdf:predicate gov:officialNumber ; rdf:subject ?s ; rdf:object ?n
  FILTER NOT EXISTS { ?fact gov:denied true } }"""
_SAID_OF = """SELECT ?w {{ {{ {0} rdfs:label|dcterms:title|skos:altLabel ?w }}
  UNION {{ {0} gov:jurisdiction/(rdfs:label|skos:altLabel) ?w }}
  UNION {{ {0} a/rdfs:subClassOf*/(rdfs:label|gov:phrase) ?w }}
  UNION {{ ?fact rdf:subject {0} ; rdf:predicate gov:officialNumber ; gov:scheme|rdf:object ?w }} }}"""
_COPIED = 2_000_000  # triples, at most, that are copied into memory for another day
_ABOUT = (  # taken by itself: otherwise every fact there is would be looked at
    "{{ SELECT ?fact {{ ?fact ?how {} . FILTER(?how != rdf:subject && ?how != prov:hadPrimarySource) }} }}"
)


def load(
    data: str | Path | None = None,
    ontology: str | Path | None = None,
    *,
    as_of: str | date | None = None,
    sources: Iterable[str] | str = (),
) -> KnowledgeGraph:
    """The graph of a folder of YAML facts (by default those that came with govgraph), as of a day (by default today).

    `data` may also be a file of RDF that was exported (.nq, .nt or .ttl), or the folder of a compiled graph: what they
    hold stays as it is, and what is so on the day is found anew. `sources` narrows it to what these documents say, or
    this one.
    Raises DataError with every problem as `path:line: message`, DateError for a date that is none, UnknownName for a
    source that is not there.

    >>> len(load(as_of="2025-10-09").names) > 100
    True
    """
    terms = Path(ontology) if ontology else ontology_folder()
    day = edtf.day(as_of) if as_of else datetime.now(UTC).date()
    folder = Path(data) if data else data_folder()
    return KnowledgeGraph(folder, terms, None, day, (sources,) if isinstance(sources, str) else tuple(sources))


def fold(text: str) -> str:
    """A name without case, accents on quotes, or doubled blanks: what two spellings of one name share."""
    text = text.translate(str.maketrans("‘’“”–—‑", "''\"\"---")).casefold()
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(text)) if word not in ("no", "number", "of", "the", "https")]
