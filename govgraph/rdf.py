"""Models -> triples. Pure functions: the same data give the same triples."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date

import pyoxigraph as ox

from . import edtf
from .model import Dataset, Entity, Fact, Part
from .vocabulary import FACT, Property, Vocabulary, iri, term

_A = term("type", "rdf")
_LABEL = term("label", "rdfs")
_XSD_DATE = term("date", "xsd")
_DATE_PROPERTY = "date"
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def fact_id(subject: str, fact: Fact) -> str:
    """`f` and sixteen hex digits that hash what is said, not where: a new citation changes no id."""
    qualifiers = sorted((key, list(values)) for key, values in fact.qualifiers.items())
    how = (fact.modality, fact.denied, fact.when, fact.from_, fact.until)
    said = [subject, fact.property, fact.object, qualifiers, *how]
    return "f" + hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def display_names(thing: Part) -> dict[str, str]:
    """The name by which a thing is shown in each language: the short one where there is one."""
    return {**thing.name, **thing.short_name}


def thing_triples(id_: str, thing: Part, entities: dict[str, Entity]) -> Iterator[Triple]:
    """What a thing is, beside its facts: type, names, URL, jurisdiction, and the whole that it is told within."""
    node = ox.NamedNode(iri(id_))
    yield node, _A, term(thing.type)
    shown = display_names(thing)
    for language, name in shown.items():
        yield node, _LABEL, ox.Literal(name, language=language)
    for language, name in thing.name.items():
        yield node, term("title", "dcterms"), ox.Literal(name, language=language)
    for alias in thing.aliases:
        yield node, term("altLabel", "skos"), ox.Literal(alias)
    if thing.url:
        yield node, term("seeAlso", "rdfs"), ox.NamedNode(thing.url)
    owner, _, slug = id_.partition("#")
    if slug:
        yield node, term("within"), ox.NamedNode(iri(owner))
    folder = owner.split("/")[0]
    if folder in entities and folder != id_:
        yield node, term("jurisdiction"), ox.NamedNode(iri(folder))
    if isinstance(thing, Entity) and thing.source:
        source = thing.source
        yield node, term("publisher"), ox.Literal(source.publisher)
        yield node, term("tier"), ox.Literal(source.tier)
        yield node, term("asOf"), _date(source.as_of)
        yield node, term("readOn"), _date(source.read_on)
        if source.text_of:
            yield node, term("textOf"), ox.NamedNode(iri(source.text_of))
        if source.published:
            yield node, term("issued", "dcterms"), ox.Literal(source.published, datatype=term("edtf"))


def value(prop: Property, text: str, owner: str, vocabulary: Vocabulary) -> ox.NamedNode | ox.Literal:
    """The node for an object or qualifier, as the property's range decides."""
    if prop.takes_id:
        return ox.NamedNode(iri(owner + text if text.startswith("#") else text))
    if prop.range == "Force":
        return term(vocabulary.forces[text])
    if prop.range == "edtf":
        return ox.Literal(text, datatype=term("edtf"))
    return ox.Literal(text, datatype=term(prop.range, "xsd"))


def validity(fact: Fact, prop: Property) -> tuple[date | None, date | None]:
    """The first and last day on which a fact is certainly so; None where it is open.

    A date that is known to the month only counts from the month's last day: nothing is claimed too early.
    """
    start = fact.from_ or fact.when
    if not start and _DATE_PROPERTY in prop.parents and fact.modality == "asserted":
        start = fact.object
    first = edtf.bounds(start)[1] if start and fact.modality == "asserted" else None
    if start and "/" in start:
        first = edtf.bounds(start)[0] or first
    return first, edtf.bounds(fact.until)[1] if fact.until else None


def provisions(subject: str, fact: Fact, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The places in an instrument's own text on which a fact rests that is told of it, or of somebody under it.

    `texts` says which source is the text of which instrument.
    """
    told_of = {name.partition("#")[0] for name in (subject, *fact.qualifiers.get("under", ()))}
    return tuple(c.at for c in fact.cite if texts.get(c.source) in told_of)


def fact_triples(subject: str, fact: Fact, vocabulary: Vocabulary, texts: Mapping[str, str]) -> Iterator[Triple]:
    """The fact node: subject, predicate, object, modality, time, qualifiers, provisions and citations."""
    owner = subject.partition("#")[0]
    prop = vocabulary.properties[fact.property]
    id_ = fact_id(subject, fact)
    node = ox.NamedNode(FACT + id_)
    yield node, _A, term("Fact")
    yield node, term("subject", "rdf"), ox.NamedNode(iri(subject))
    yield node, term("predicate", "rdf"), term(fact.property)
    yield node, term("object", "rdf"), value(prop, fact.object, owner, vocabulary)
    yield node, term("modality"), ox.Literal(fact.modality)
    yield node, term("denied"), ox.Literal(fact.denied)
    if fact.disputed:
        yield node, term("disputed"), ox.Literal(True)
    for name, text in (("when", fact.when), ("from", fact.from_), ("until", fact.until)):
        if text:
            yield node, term(name), ox.Literal(text, datatype=term("edtf"))
    first, last = validity(fact, prop)
    if first:
        yield node, term("validFrom"), _date(first)
    if last:
        yield node, term("validUntil"), _date(last)
    for key, written in fact.qualifiers.items():
        for text in written:
            yield node, term(key), value(vocabulary.qualifiers[key], text, owner, vocabulary)
    for provision in provisions(subject, fact, texts):
        yield node, term("provision"), ox.Literal(provision)
    for citation in fact.cite:
        key = hashlib.sha256(f"{id_} {citation.source} {citation.at}".encode()).hexdigest()[:16]
        cited = ox.NamedNode(FACT + "c" + key)
        yield node, term("citation"), cited
        yield node, term("hadPrimarySource", "prov"), ox.NamedNode(iri(citation.source))
        yield cited, _A, term("Citation")
        yield cited, term("source"), ox.NamedNode(iri(citation.source))
        yield cited, term("at"), ox.Literal(citation.at)


def triples(data: Dataset, vocabulary: Vocabulary) -> Iterator[Triple]:
    """Every triple that does not depend on a date: things and fact nodes."""
    texts = {id_: e.source.text_of for id_, e in data.entities.items() if e.source and e.source.text_of}
    for id_, thing in data.things():
        yield from thing_triples(id_, thing, data.entities)
        for fact in thing.facts:
            yield from fact_triples(id_, fact, vocabulary, texts)


def only_from(data: Dataset, sources: frozenset[str]) -> Dataset:
    """What these sources say, and nothing else: their facts with their citations, and the things these speak of."""
    kept: dict[str, tuple[Fact, ...]] = {}
    named: set[str] = set(sources)
    for id_, thing in data.things():
        facts = []
        for fact in thing.facts:
            cite = tuple(c for c in fact.cite if c.source in sources)
            if cite:
                facts.append(fact.model_copy(update={"cite": cite}))
                values = (fact.object, *(v for vs in fact.qualifiers.values() for v in vs))
                owner = id_.partition("#")[0]
                named |= {id_, *(owner + v if v.startswith("#") else v for v in values)}
        kept[id_] = tuple(facts)
    owners = {name.partition("#")[0] for name in named}
    owners |= {owner.split("/")[0] for owner in owners}
    entities = {}
    for id_, entity in data.entities.items():
        if id_ in owners:
            parts = {
                slug: part.model_copy(update={"facts": kept[f"{id_}#{slug}"]})
                for slug, part in entity.parts.items()
                if f"{id_}#{slug}" in named or entity.type == "Dimension"
            }
            entities[id_] = entity.model_copy(update={"facts": kept[id_], "parts": parts})
    return Dataset.model_construct(entities=entities, places=data.places)


def _date(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=_XSD_DATE)
