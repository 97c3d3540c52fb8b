"""Models -> lines of N-Triples. Pure functions: the same data give the same lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from . import edtf
from .vocabulary import FACT, NS, PREFIXES, Property, Vocabulary, iri

if TYPE_CHECKING:
    from .model import Dataset, Fact, Part, Source

_DATE_PROPERTY = "date"
_ESCAPED = str.maketrans({'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r"})
_said = json.JSONEncoder(ensure_ascii=False).encode


def _term(name: str, prefix: str = "gov") -> str:
    return f"<{PREFIXES[prefix]}{name}>"


@lru_cache(1 << 16)
def _node(id_: str) -> str:
    return f"<{iri(id_)}>"


def _text(text: str) -> str:
    if '"' in text or "\\" in text or "\n" in text or "\r" in text:
        text = text.translate(_ESCAPED)
    return f'"{text}"'


def _typed(text: str, datatype: str) -> str:
    return f"{_text(text)}^^{datatype}"


_A, _LABEL, _TITLE = _term("type", "rdf"), _term("label", "rdfs"), _term("title", "dcterms")
_ALIAS, _URL, _ISSUED = _term("altLabel", "skos"), _term("seeAlso", "rdfs"), _term("issued", "dcterms")
_SUBJECT, _PREDICATE, _OBJECT = (_term(name, "rdf") for name in ("subject", "predicate", "object"))
_PRIMARY = _term("hadPrimarySource", "prov")
_DATE, _BOOLEAN = _term("date", "xsd"), _term("boolean", "xsd")
_FACT, _CITATION, _CITED, _SOURCE, _AT = (_term(name) for name in ("Fact", "Citation", "citation", "source", "at"))
_MODALITY, _DENIED, _DISPUTED, _PROVISION = (_term(name) for name in ("modality", "denied", "disputed", "provision"))
_WHEN, _FROM, _UNTIL = (_term(name) for name in ("when", "from", "until"))
_VALID_FROM, _VALID_UNTIL = _term("validFrom"), _term("validUntil")
_TRUE, _FALSE = (f'"{value}"^^{_BOOLEAN}' for value in ("true", "false"))


def fact_id(subject: str, fact: Fact) -> str:
    """`f` and sixteen hex digits that hash what is said, not where: a new citation changes no id."""
    qualifiers = sorted((key, list(values)) for key, values in fact.qualifiers.items())
    how = (fact.modality, fact.denied, fact.when, fact.from_, fact.until)
    said = [subject, fact.property, fact.object, qualifiers, *how]
    return "f" + hashlib.sha256(_said(said).encode()).hexdigest()[:16]


def display_names(thing: Part) -> dict[str, str]:
    """The name by which a thing is shown in each language: the short one where there is one."""
    return {**thing.name, **thing.short_name}


def thing_lines(id_: str, thing: Part, folders: Container[str]) -> Iterator[str]:
    """What a thing is, beside its facts: type, names, URL, jurisdiction, and the whole that it is told within.

    `folders` are those that have a file of their own, which says what jurisdiction they are.
    """
    node = _node(id_)
    yield f"{node} {_A} {_term(thing.type)} ."
    for language, name in display_names(thing).items():
        yield f"{node} {_LABEL} {_text(name)}@{language} ."
    for language, name in thing.name.items():
        yield f"{node} {_TITLE} {_text(name)}@{language} ."
    for alias in thing.aliases:
        yield f"{node} {_ALIAS} {_text(alias)} ."
    if thing.url:
        yield f"{node} {_URL} <{thing.url}> ."
    owner, _, slug = id_.partition("#")
    if slug:
        yield f"{node} {_term('within')} {_node(owner)} ."
    folder = owner.split("/")[0]
    if folder in folders and folder != id_:
        yield f"{node} {_term('jurisdiction')} {_node(folder)} ."
    source: Source | None = getattr(thing, "source", None)  # only of what has a file of its own
    if source:
        yield f"{node} {_term('publisher')} {_text(source.publisher)} ."
        yield f"{node} {_term('tier')} {_text(source.tier)} ."
        yield f"{node} {_term('asOf')} {_typed(source.as_of.isoformat(), _DATE)} ."
        yield f"{node} {_term('readOn')} {_typed(source.read_on.isoformat(), _DATE)} ."
        if source.text_of:
            yield f"{node} {_term('textOf')} {_node(source.text_of)} ."
        if source.published:
            yield f"{node} {_ISSUED} {_text(source.published)} ."


def value(prop: Property, text: str, owner: str, vocabulary: Vocabulary) -> str:
    """The node for an object or qualifier, as the property's range decides."""
    if prop.takes_id:
        return _node(owner + text if text.startswith("#") else text)
    if prop.range == "Force":
        return _term(vocabulary.forces[text])
    if prop.range in ("string", "edtf"):
        return _text(text)
    return _typed(text, _term(prop.range, "xsd"))


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


def fact_lines(
    subject: str, fact: Fact, vocabulary: Vocabulary, texts: Mapping[str, str], as_of: date
) -> Iterator[str]:
    """The fact node: subject, predicate, object, modality, time, qualifiers, provisions and citations.

    And the direct triple, where the fact is asserted, not denied, and so on the day.
    """
    owner = subject.partition("#")[0]
    prop = vocabulary.properties[fact.property]
    id_ = fact_id(subject, fact)
    node, about, verb = f"<{FACT}{id_}>", _node(subject), f"<{NS}{fact.property}>"
    said = value(prop, fact.object, owner, vocabulary)
    yield f"{node} {_A} {_FACT} ."
    yield f"{node} {_SUBJECT} {about} ."
    yield f"{node} {_PREDICATE} {verb} ."
    yield f"{node} {_OBJECT} {said} ."
    yield f"{node} {_MODALITY} {_text(fact.modality)} ."
    yield f"{node} {_DENIED} {_TRUE if fact.denied else _FALSE} ."
    if fact.disputed:
        yield f"{node} {_DISPUTED} {_TRUE} ."
    for how, text in ((_WHEN, fact.when), (_FROM, fact.from_), (_UNTIL, fact.until)):
        if text:
            yield f"{node} {how} {_text(text)} ."
    first, last = validity(fact, prop)
    if first:
        yield f"{node} {_VALID_FROM} {_typed(first.isoformat(), _DATE)} ."
    if last:
        yield f"{node} {_VALID_UNTIL} {_typed(last.isoformat(), _DATE)} ."
    for key, written in fact.qualifiers.items():
        for text in written:
            yield f"{node} <{NS}{key}> {value(vocabulary.qualifiers[key], text, owner, vocabulary)} ."
    for provision in provisions(subject, fact, texts):
        yield f"{node} {_PROVISION} {_text(provision)} ."
    for citation in fact.cite:
        key = hashlib.sha256(f"{id_} {citation.source} {citation.at}".encode()).hexdigest()[:16]
        cited, source = f"<{FACT}c{key}>", _node(citation.source)
        yield f"{node} {_CITED} {cited} ."
        yield f"{node} {_PRIMARY} {source} ."
        yield f"{cited} {_A} {_CITATION} ."
        yield f"{cited} {_SOURCE} {source} ."
        yield f"{cited} {_AT} {_text(citation.at)} ."
    if fact.modality == "asserted" and not fact.denied and (first or as_of) <= as_of <= (last or as_of):
        yield f"{about} {verb} {said} ."


def lines(data: Dataset, vocabulary: Vocabulary, as_of: date) -> Iterator[str]:
    """All of it for data that are in memory."""
    texts = {id_: e.source.text_of for id_, e in data.entities.items() if e.source and e.source.text_of}
    for id_, thing in data.things():
        yield from thing_lines(id_, thing, data.entities)
        for fact in thing.facts:
            yield from fact_lines(id_, fact, vocabulary, texts, as_of)
