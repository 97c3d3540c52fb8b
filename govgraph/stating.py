"""Triples -> StatedFacts: every fact for which a SPARQL pattern holds, with all that belongs to it; and -> Things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from . import edtf
from .facts import Cited, StatedFact, Thing, Value, valid
from .vocabulary import FACT, NS, PREFIXES, Vocabulary, entity_id, iri

_RDF = PREFIXES["rdf"]
_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
_BATCH = 2000  # facts that are read at once where all are


class Stating:
    """Reads facts back through a function that answers SPARQL, as they stand on a day."""

    def __init__(self, query: Callable[[str], Any], vocabulary: Vocabulary, as_of: date) -> None:
        self.query, self.vocabulary, self.as_of_date = query, vocabulary, as_of
        self._whole: dict[str, StatedFact] = {}

    def facts(self, pattern: str = "") -> list[StatedFact]:
        """See `KnowledgeGraph.facts`."""
        if not pattern and not self._whole:
            self._whole = {fact.id: fact for fact in self.each()}
        if not self._whole:
            chosen = f"{{ SELECT DISTINCT ?fact {{ ?fact a gov:Fact . {pattern} }} }}"
            return self._read(chosen, self._labels(f"{chosen} ?fact ?p ?o ."))
        if not pattern:
            return list(self._whole.values())
        rows = self.query(f"SELECT DISTINCT ?fact {{ ?fact a gov:Fact . {pattern} }}")
        ids = {row["fact"].value.removeprefix(FACT) for row in rows}
        return sorted((self._whole[id_] for id_ in ids & self._whole.keys()), key=lambda fact: fact.place)

    def each(self, by_id: bool = False) -> Iterator[StatedFact]:
        """See `KnowledgeGraph.each_fact`; they are read some at a time, so that they need not be held together."""
        if self._whole:
            yield from sorted(self._whole.values(), key=_about) if by_id else self._whole.values()
            return
        labels = self._labels()
        told: dict[str, list[str]] = defaultdict(list)  # facts by what they are about: that comes first in the order
        subjects = "{ SELECT ?fact ?s { ?fact rdf:subject ?s } } { SELECT ?fact { ?fact a gov:Fact } }"  # twice as fast
        for fact, subject in self.query(f"SELECT ?fact ?s {{ {subjects} }}"):
            about = _value(subject, labels)
            told[(about.id or "") if by_id else about.text].append(str(fact))
        batch: list[str] = []
        for key in sorted(told):
            batch += told.pop(key)
            if len(batch) >= _BATCH or not told:
                found = self._read(_among(batch), labels)
                yield from sorted(found, key=_about) if by_id else found
                batch = []

    def on(self, day: date, query: Callable[[str], Any]) -> Stating:
        """The same facts as they stand on another day, in the graph that this function asks."""
        made = Stating(query, self.vocabulary, day)
        made._whole = {f.id: f._replace(holds=f.holds_on(day)) for f in self.facts()}
        return made

    def _labels(self, where: str = "") -> dict[str, str]:
        """What things are called in English, by IRI: all of them, or each `?o` of a pattern."""
        called = "?o rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), 'en'))"
        rows = self.query(f"SELECT {'DISTINCT' if where else ''} ?o ?label {{ {where} {called} }}")
        return {row["o"].value: row["label"].value for row in rows}

    def _read(self, chosen: str, labels: dict[str, str]) -> list[StatedFact]:
        """The facts that a pattern chooses as `?fact`, in their usual order."""
        raw: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        told = "FILTER(?p NOT IN (rdf:type, gov:citation, prov:hadPrimarySource))"  # a third, which are read otherwise
        for fact, predicate, value in self.query(f"SELECT ?fact ?p ?o {{ {chosen} ?fact ?p ?o {told} }}"):
            raw[fact.value][predicate.value].append(value)
        cited = self._cited(chosen)
        based = {fact: {node.value for node in properties.get(_DERIVED, ())} for fact, properties in raw.items()}
        elsewhere = sorted(set().union(*based.values()) - raw.keys())
        for at in range(0, len(elsewhere), _BATCH):
            cited |= self._cited(_among(f"<{fact}>" for fact in elsewhere[at : at + _BATCH]))
        found = [
            self._stated(fact, properties, set().union(*(cited[each] for each in (fact, *based[fact]))), labels)
            for fact, properties in raw.items()
        ]
        return sorted(found, key=lambda fact: fact.place)

    def _cited(self, chosen: str) -> dict[str, set[tuple[str, str]]]:
        """The sources and places that the facts cite which a pattern chooses as `?fact`."""
        cited: dict[str, set[tuple[str, str]]] = defaultdict(set)
        said = "?fact gov:citation ?c . ?c gov:source ?source ; gov:at ?at"
        for fact, source, at in self.query(f"SELECT ?fact ?source ?at {{ {chosen} {said} }}"):
            cited[fact.value].add((source.value, at.value))
        return cited

    def _stated(
        self, fact: str, raw: dict[str, list[Any]], cited: set[tuple[str, str]], labels: dict[str, str]
    ) -> StatedFact:
        def values(name: str, space: str = NS) -> tuple[Value, ...]:
            made = [_value(node, labels) for node in raw.get(space + name, ())]
            return tuple(sorted(made, key=lambda v: (v.text, v.id or ""))) if len(made) > 1 else tuple(made)

        def text(name: str) -> str | None:
            return min((node.value for node in raw.get(NS + name, ())), default=None)

        def day(name: str) -> date | None:
            found = text(name)
            return edtf.told(found, f"{name} of the fact {id_}") if found else None

        id_ = fact.removeprefix(FACT)
        name = raw[_RDF + "predicate"][0].value.removeprefix(NS)
        prop = self.vocabulary.properties[name]
        first, last = day("validFrom"), day("validUntil")
        derived_from = tuple(sorted(n.value.removeprefix(FACT) for n in raw.get(_DERIVED, ())))
        citations = []
        for source, at in cited:
            title, url = self._source_titles.get(source, (source, None))
            citations.append(Cited(entity_id(source) or source, title, at, url))
        return StatedFact(
            id=id_,
            subject=values("subject", _RDF)[0],
            property=name,
            label=prop.label,
            object=values("object", _RDF)[0],
            modality=text("modality") or "asserted",
            denied=text("denied") == "true",
            qualifiers={q: values(q) for q in self.vocabulary.qualifiers if NS + q in raw},
            qualifier_labels=self._qualifier_labels,
            when=text("when"),
            from_=text("from"),
            until=text("until"),
            disputed=text("disputed") == "true",
            derived=bool(derived_from),
            dated=prop.range == "edtf",
            based_on=derived_from,
            citations=tuple(sorted(citations, key=lambda c: (c.source, c.at))),
            valid_from=first,
            valid_until=last,
            holds=valid(first, last, self.as_of_date),
        )

    @cached_property
    def _source_titles(self) -> dict[str, tuple[str, str | None]]:
        rows = self.query("SELECT ?s ?n ?u { ?s gov:tier ?t ; rdfs:label ?n OPTIONAL { ?s rdfs:seeAlso ?u } }")
        return {r["s"].value: (r["n"].value, r["u"].value if r["u"] else None) for r in rows}

    @cached_property
    def _qualifier_labels(self) -> dict[str, str]:
        return {name: prop.label for name, prop in self.vocabulary.qualifiers.items()}


def thing(
    id_: str,
    told: Iterable[tuple[str, Any]],
    names: Mapping[str, str],
    vocabulary: Vocabulary,
    *,
    parts: Iterable[str],
    facts: Iterable[StatedFact],
    about: Iterable[StatedFact],
) -> Thing:
    """A thing by what is told of it (each predicate with its object), with these parts and facts; `names` are by id."""
    literals: dict[str, list[ox.Literal]] = defaultdict(list)
    nodes: dict[str, ox.NamedNode] = {}
    for predicate, node in told:
        if isinstance(node, ox.Literal):
            literals[predicate].append(node)
        elif isinstance(node, ox.NamedNode):
            nodes[predicate] = node

    def by_language(predicate: str) -> dict[str, str]:
        found = {text.language or "en": text.value for text in literals[predicate]}
        return dict(sorted(found.items(), key=lambda text: (text[0] != "en", text[0])))

    def linked(name: str) -> Value | None:
        found = entity_id(nodes[NS + name].value) if NS + name in nodes else None
        return Value(names[found], found) if found else None

    type_ = nodes[_RDF + "type"].value.removeprefix(NS)
    url = nodes.get(PREFIXES["rdfs"] + "seeAlso")
    return Thing(
        id=id_,
        iri=iri(id_),
        type=type_,
        type_label=vocabulary.classes[type_].label,
        name=names[id_],
        names=by_language(PREFIXES["rdfs"] + "label"),
        titles=by_language(PREFIXES["dcterms"] + "title"),
        aliases=tuple(sorted(text.value for text in literals[PREFIXES["skos"] + "altLabel"])),
        url=url.value if url else None,
        jurisdiction=linked("jurisdiction"),
        within=linked("within"),
        parts=tuple(Value(names[part], part) for part in parts),
        facts=tuple(facts),
        about=tuple(about),
    )


def _among(facts: Iterable[str]) -> str:
    return f"VALUES ?fact {{ {' '.join(facts)} }}"


def _about(fact: StatedFact) -> str:
    return fact.subject.id or ""


def _value(node: ox.NamedNode | ox.Literal, labels: dict[str, str]) -> Value:
    if isinstance(node, ox.Literal):
        return Value(node.value)
    id_ = entity_id(node.value)
    return Value(labels.get(node.value) or id_ or node.value.removeprefix(NS), id_)
