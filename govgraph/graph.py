"""KnowledgeGraph: the facts in a pyoxigraph store, as they stand on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from . import edtf, rdf
from .errors import QueryError, UnknownName
from .facts import Cited, StatedFact, Thing, Value
from .model import Dataset
from .reader import read
from .sparql import refuse_outside
from .vocabulary import FACT, NS, PREFIXES, Vocabulary, entity_id, iri, load_vocabulary, nearest, term

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from .ask import Answer, Engine

_RDF, _RDFS = PREFIXES["rdf"], PREFIXES["rdfs"]


class KnowledgeGraph:
    """The graph as it stands on a day; made by `govgraph.load`.

    >>> import govgraph
    >>> kg = govgraph.load(as_of="2025-10-09")
    >>> kg.query("ASK { id:jp\\\\/ai-strategic-headquarters gov:headedBy id:jp\\\\/prime-minister }")
    True
    """

    def __init__(self, data: Dataset, vocabulary: Vocabulary, as_of: date, sources: Sequence[str] = ()) -> None:
        self.vocabulary = vocabulary
        self.as_of_date = as_of
        self.sources = tuple(sources)
        self.dataset = data
        for source in sources:
            if source not in data.entities or data.entities[source].source is None:
                near = nearest(source, (i for i, e in data.entities.items() if e.source))
                raise UnknownName(source, [(near, near)] if near else [], kind="source")
        narrowed = rdf.only_from(data, frozenset(sources)) if sources else data
        self.store = ox.Store()
        self.store.extend(vocabulary.quads)
        self.store.extend(ox.Quad(*triple) for triple in rdf.triples(narrowed, vocabulary))
        for rule in vocabulary.rules.values():
            self.store.extend([ox.Quad(*triple) for triple in self._construct(rule)])
        self.store.extend(self._derived_validity())
        self.store.extend(self._direct_triples())

    def _construct(self, rule: str) -> list[ox.Triple]:
        refuse_outside(rule)
        return list(self.store.query(rule))  # type: ignore[arg-type]

    def _derived_validity(self) -> list[ox.Quad]:
        """A derived fact is so from the first day to the last on which one of the facts that it rests on is so."""
        spans: dict[ox.NamedNode, list[tuple[str, str]]] = defaultdict(list)
        for row in self.query(
            "SELECT ?derived ?from ?until { ?derived prov:wasDerivedFrom ?fact "
            "OPTIONAL { ?fact gov:validFrom ?from } OPTIONAL { ?fact gov:validUntil ?until } }"
        ):
            first, last = row["from"], row["until"]
            spans[row["derived"]].append((first.value if first else "", last.value if last else "9999"))
        quads = []
        for derived, each in spans.items():
            first, last = min(s[0] for s in each), max(s[1] for s in each)
            for name, day in (("validFrom", first), ("validUntil", last)):
                if day not in ("", "9999"):
                    quads.append(ox.Quad(derived, term(name), ox.Literal(day, datatype=term("date", "xsd"))))
        return quads

    def _direct_triples(self) -> list[ox.Quad]:
        """Subject, predicate and object of all that is asserted, not denied, and so on the graph's day."""
        rows = self.query(
            "SELECT ?s ?p ?o { ?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gov:denied false ; "
            'gov:modality "asserted" OPTIONAL { ?f gov:validFrom ?from } OPTIONAL { ?f gov:validUntil ?until } '
            f'BIND("{self.as_of_date}"^^xsd:date AS ?day) '
            "FILTER(COALESCE(?from <= ?day, true) && COALESCE(?until >= ?day, true)) }"
        )
        return [ox.Quad(row["s"], row["p"], row["o"]) for row in rows]

    # -- asking

    def query(self, sparql: str) -> Any:
        """The answer of a SPARQL 1.1 query over this graph.

        SELECT gives pyoxigraph's solutions (iterable, `.serialize()`), ASK a bool, CONSTRUCT and DESCRIBE triples.
        The prefixes gov, id, fact, rdf, rdfs, skos, dcterms, prov and xsd are there without being declared.
        Raises QueryError for a query that is malformed or that reaches out (SERVICE, FROM): nothing leaves this
        machine.
        """
        refuse_outside(sparql)
        try:
            result = self.store.query(sparql, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL query: {error}") from None
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

        >>> kg.facts("?fact rdf:predicate gov:headedBy")[0].sentence
        'AI Strategic Headquarters is headed by Prime Minister of Japan'
        """
        rows = self.query(
            f"SELECT ?fact ?p ?o ?label ?source ?at {{ {{ SELECT DISTINCT ?fact {{ ?fact a gov:Fact . {pattern} }} }} "
            "{ ?fact ?p ?o } UNION { ?fact prov:wasDerivedFrom/gov:citation ?o BIND(gov:citation AS ?p) } "
            "OPTIONAL { ?o rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), 'en')) } "
            "OPTIONAL { ?o gov:source ?source ; gov:at ?at } }"
        )
        raw: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            node, label, source = row["o"], row["label"], row["source"]
            cited = (source.value, row["at"].value) if source else None
            raw[row["fact"].value][row["p"].value].append((node, label.value if label else None, cited))
        found = [self._stated(fact, properties) for fact, properties in raw.items()]
        return sorted(found, key=_in_order)

    def _stated(self, fact: str, raw: dict[str, list[Any]]) -> StatedFact:
        def values(name: str, space: str = NS) -> tuple[Value, ...]:
            made = [self._value(node, label) for node, label, _ in raw.get(space + name, ())]
            return tuple(sorted(made, key=lambda v: v.text))

        def text(name: str) -> str | None:
            return next((v.text for v in values(name)), None)

        def day(name: str) -> date | None:
            found = text(name)
            return date.fromisoformat(found) if found else None

        name = raw[_RDF + "predicate"][0][0].value.removeprefix(NS)
        prop = self.vocabulary.properties[name]
        first, last = day("validFrom"), day("validUntil")
        derived_from = tuple(sorted(n.value.removeprefix(FACT) for n, _, _ in raw.get(_DERIVED, ())))
        citations = [Cited(entity_id(c[0]) or c[0], *self._title(c[0], c[1])) for _, _, c in raw[NS + "citation"] if c]
        return StatedFact(
            id=fact.removeprefix(FACT),
            subject=values("subject", _RDF)[0],
            property=name,
            label=prop.label,
            object=values("object", _RDF)[0],
            modality=text("modality") or "asserted",
            denied=text("denied") == "true",
            qualifiers={q: values(q) for q in self.vocabulary.qualifiers if NS + q in raw},
            qualifier_labels={q: p.label for q, p in self.vocabulary.qualifiers.items()},
            when=text("when"),
            from_=text("from"),
            until=text("until"),
            disputed=text("disputed") == "true",
            derived=bool(derived_from),
            dated=prop.range == "edtf",
            based_on=derived_from,
            citations=tuple(sorted(set(citations), key=lambda c: (c.source, c.at))),
            valid_from=first,
            valid_until=last,
            holds=(not first or first <= self.as_of_date) and (not last or last >= self.as_of_date),
        )

    def _title(self, source: str, at: str) -> tuple[str, str, str | None]:
        title, url = self._source_titles.get(source, (source, None))
        return title, at, url

    @cached_property
    def _source_titles(self) -> dict[str, tuple[str, str | None]]:
        rows = self.query("SELECT ?s ?n ?u { ?s gov:tier ?t ; rdfs:label ?n OPTIONAL { ?s rdfs:seeAlso ?u } }")
        return {r["s"].value: (r["n"].value, r["u"].value if r["u"] else None) for r in rows}

    def _value(self, node: ox.NamedNode | ox.Literal, label: str | None) -> Value:
        if isinstance(node, ox.Literal):
            return Value(node.value)
        id_ = entity_id(node.value)
        return Value(label or id_ or node.value.removeprefix(NS), id_)

    # -- things

    @cached_property
    def names(self) -> dict[str, str]:
        """The display name of every thing, by id."""
        rows = self.query("SELECT ?s ?n { ?s rdfs:label ?n ; a/rdfs:subClassOf* gov:Thing }")
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

    def kind(self, id_: str) -> str:
        """The class of a thing, by its local name, e.g. `Statute`."""
        return self._kinds[id_]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.query("SELECT ?s ?n { ?s rdfs:label|dcterms:title|skos:altLabel ?n ; a ?c }"):
            id_ = entity_id(row["s"].value)
            if id_ and id_ not in found[fold(row["n"].value)]:
                found[fold(row["n"].value)].append(id_)
        return found

    def resolve(self, name: str) -> str:
        """The id of the thing with this id, name or alias; raises UnknownName with the nearest ones, or with all
        that bear the name where there are several."""
        if name in self.names:
            return name
        found = self._by_name.get(fold(name), [])
        whole = [i for i in found if "#" not in i] or found
        if len(whole) == 1:
            return whole[0]
        if whole:
            raise UnknownName(name, [(i, self.names[i]) for i in whole], kind="single thing")
        from rapidfuzz import fuzz, process

        near = process.extract(fold(name), list(self._by_name), scorer=fuzz.WRatio, limit=12, score_cutoff=70)
        ids = list(dict.fromkeys(i for text, _, _ in near for i in self._by_name[text]))
        ids += [i for i in [nearest(name, self.names)] if i and i not in ids]
        raise UnknownName(name, [(i, self.names[i]) for i in ids[:5]])

    def entity(self, name: str) -> Thing:
        """A thing with its names, facts and citations, by id, name or alias; raises UnknownName."""
        id_ = self.resolve(name)
        node = ox.NamedNode(iri(id_))
        names: dict[str, dict[str, str]] = {"label": {}, "title": {}}
        aliases: list[str] = []
        single: dict[str, ox.NamedNode] = {}
        for quad in self.store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            key = re.split(r"[#/]", quad.predicate.value)[-1]
            if key in names and isinstance(quad.object, ox.Literal):
                names[key][quad.object.language or "en"] = quad.object.value
            elif key == "altLabel" and isinstance(quad.object, ox.Literal):
                aliases.append(quad.object.value)
            elif key in ("type", "seeAlso", "jurisdiction", "within") and isinstance(quad.object, ox.NamedNode):
                single[key] = quad.object

        def named(key: str) -> Value | None:
            found = entity_id(single[key].value) if key in single else None
            return Value(self.names[found], found) if found else None

        type_ = single["type"].value.removeprefix(NS)
        return Thing(
            id=id_,
            iri=node.value,
            type=type_,
            type_label=self.vocabulary.classes[type_].label,
            name=self.names[id_],
            names=names["label"],
            titles=names["title"],
            aliases=tuple(sorted(aliases)),
            url=single["seeAlso"].value if "seeAlso" in single else None,
            jurisdiction=named("jurisdiction"),
            within=named("within"),
            parts=tuple(Value(n, i) for i, n in self.names.items() if i.startswith(id_ + "#")),
            facts=tuple(self.facts(f"?fact rdf:subject {node}")),
            about=tuple(self.facts(_ABOUT.format(node))),
        )

    # -- other views of the same graph

    def as_of(self, day: str | date) -> KnowledgeGraph:
        """The same data as they stand on another day."""
        return KnowledgeGraph(self.dataset, self.vocabulary, _day(day), self.sources)

    def rdf(self) -> rdflib.Graph:
        """The same store as an `rdflib.Graph`, queried by rdflib's own engine where it is asked to be."""
        import rdflib
        from oxrdflib import OxigraphStore
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        graph = rdflib.Graph(store=OxigraphStore(store=self.store), identifier=DATASET_DEFAULT_GRAPH_ID)
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph

    def network(self) -> nx.MultiDiGraph[str]:
        """The graph as a `networkx.MultiDiGraph`; see `govgraph.network`."""
        from .network import network

        return network(self)


_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
_ABOUT = "?fact ?how {} . FILTER(?how != rdf:subject && ?how != prov:hadPrimarySource)"


def load(
    data: str | Path | None = None,
    ontology: str | Path | None = None,
    *,
    as_of: str | date | None = None,
    sources: Iterable[str] = (),
) -> KnowledgeGraph:
    """The graph of a folder of YAML facts (by default those that came with govgraph), as of a day (by default today).

    `sources` narrows it to what these documents say. Raises DataError with every problem as `path:line: message`,
    DateError for a date that is none, UnknownName for a source that is not there.

    >>> len(load(as_of="2025-10-09").names) > 100
    True
    """
    vocabulary = load_vocabulary(Path(ontology) if ontology else None)
    day = _day(as_of) if as_of else datetime.now(UTC).date()
    return KnowledgeGraph(read(Path(data) if data else None, vocabulary), vocabulary, day, tuple(sources))


def fold(text: str) -> str:
    """A name without case, accents on quotes, or doubled blanks: what two spellings of one name share."""
    text = text.translate(str.maketrans("‘’“”–—‑", "''\"\"---")).casefold()
    return " ".join(text.split())


def _day(day: str | date) -> date:
    return day if isinstance(day, date) else edtf.day(day)


def _in_order(fact: StatedFact) -> tuple[Any, ...]:
    order = fact.one("order")
    return (fact.subject.text, fact.property, int(order.text) if order else 0, fact.object.text, fact.id)
