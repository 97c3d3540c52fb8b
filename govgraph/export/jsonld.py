"""JSON-LD that a person can read: a thing after the other, each with its facts, each of these with its citations."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, BinaryIO

import pyoxigraph as ox

from ..vocabulary import FACT, ID, NS, PREFIXES, Property, Vocabulary, entity_id
from .selection import Selection

_ID, _DAY = ({"@type": kind} for kind in ("@id", "xsd:date"))
_OURS = {
    "name": {"@id": "rdfs:label", "@container": "@language"},
    "title": {"@id": "dcterms:title", "@container": "@language"},
    "aliases": {"@id": "skos:altLabel"},
    "url": {"@id": "rdfs:seeAlso", **_ID},
    "published": {"@id": "dcterms:issued"},
    "facts": {"@reverse": "rdf:subject"},
    "property": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object"},
    "basedOn": {"@id": "prov:wasDerivedFrom", **_ID},
    "primarySource": {"@id": "prov:hadPrimarySource", **_ID},
    **{name: {"@id": f"gov:{name}", **_ID} for name in ("citation", "jurisdiction", "source", "textOf", "within")},
    **{name: {"@id": f"gov:{name}", **_DAY} for name in ("asOf", "readOn", "validFrom", "validUntil")},
    **{
        name: {"@id": f"gov:{name}"}
        for name in ("at", "denied", "disputed", "from", "modality", "publisher", "tier", "until", "when")
    },
}
_SUBJECT, _CITATION, _TYPE = PREFIXES["rdf"] + "subject", NS + "citation", PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]


def context(vocabulary: Vocabulary) -> dict[str, Any]:
    """The JSON-LD context for the terms of an ontology; the one for govgraph's own is published as `context.jsonld`.

    >>> context(kg.vocabulary)["headedBy"]
    {'@id': 'gov:headedBy', '@type': '@id'}
    """
    prefixes = {name: space for name, space in PREFIXES.items() if name != "id"}
    terms = {name: _term(prop) for name, prop in (vocabulary.properties | vocabulary.qualifiers).items()}
    words = {"@vocab": NS, "@base": ID, "id": "@id", "type": "@type"}
    return words | prefixes | dict(sorted(terms.items())) | _OURS


def jsonld(selection: Selection, stream: BinaryIO) -> None:
    """Write the selection with its context in it, so that it is read without asking anybody."""
    made = context(selection.kg.vocabulary)
    stream.write(_Tree(selection, made).text().encode())


def _term(prop: Property) -> dict[str, str]:
    """How a property's values are read: as ids, as codes of the ontology, or by their datatype."""
    kinds = {"decimal": "xsd:decimal", "Force": "@vocab"}
    kind = "@id" if prop.takes_id else kinds.get(prop.range)
    return {"@id": f"gov:{prop.name}", **({"@type": kind} if kind else {})}


class _Tree:
    """The triples by subject; what is told within another node is taken out of the list."""

    def __init__(self, selection: Selection, context: dict[str, Any]) -> None:
        self.context = context
        meanings = {name: about["@id"] for name, about in context.items() if isinstance(about, dict) and "@id" in about}
        self.terms = {self._expanded(meaning): name for name, meaning in meanings.items()}
        self.about: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in sorted(selection.quads, key=_in_order):
            self.about[_name(quad.subject)].append(quad)
        self.facts: dict[str, list[str]] = defaultdict(list)
        for fact in selection.facts:
            self.facts[fact.subject.id or ""].append(FACT + fact.id)

    def text(self) -> str:
        """The whole document: things by id, then the terms of the ontology."""
        things = [self._node(name) for name in sorted(self.about) if name.startswith(ID)]
        terms = [self._node(name) for name in sorted(self.about) if not name.startswith((ID, FACT))]
        whole = {"@context": self.context, "@graph": things + terms}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def _node(self, name: str) -> dict[str, Any]:
        made: dict[str, Any] = {"id": self._id(name)}
        for quad in self.about[name]:
            predicate = quad.predicate.value
            if predicate == _TYPE:
                _add(made, "type", self._word(quad.object.value))  # type: ignore[union-attr]
            elif predicate == _CITATION:
                _add(made, "citation", self._node(_name(quad.object)))
            elif predicate != _SUBJECT:
                self._say(made, predicate, quad.object)
        if told := self.facts.get(entity_id(name) or "-"):
            made["facts"] = [self._node(fact) for fact in told]
        return made

    def _say(self, made: dict[str, Any], predicate: str, value: Any) -> None:
        """Put a value under the term of a predicate, in full where the term alone would read it as something else."""
        term = self.terms.get(predicate)
        about = self.context[term] if term else {}
        if term is None or "@container" not in about:
            _add(made, term or self._word(predicate), self._value(about.get("@type"), value))
        elif isinstance(value, ox.Literal) and value.language:
            _add(made.setdefault(term, {}), value.language, value.value)
        else:
            _add(made, self._prefixed(predicate), self._value(None, value))

    def _value(self, kind: str | None, value: Any) -> Any:
        if not isinstance(value, ox.Literal):
            name = _name(value)
            return self._id(name) if kind == "@id" else self._word(name) if kind == "@vocab" else {"id": self._id(name)}
        text, datatype = value.value, value.datatype.value
        if value.language:
            return {"@value": text, "@language": value.language}
        if kind is None and datatype == _XSD + "string":
            return text
        if kind is None and datatype == _XSD + "boolean" and text in ("true", "false"):
            return text == "true"
        if kind is None and datatype == _XSD + "integer" and str(_whole(text)) == text:
            return int(text)
        return text if kind and self._expanded(kind) == datatype else {"@value": text, "@type": self._word(datatype)}

    def _id(self, name: str) -> str:
        """A node's name as the value of `id`: things by their own id, all else by prefix."""
        return name.removeprefix(ID) if name.startswith(ID) else self._prefixed(name)

    def _word(self, iri: str) -> str:
        """A term of the ontology without its prefix, unless the context means something else by the word."""
        word = iri.removeprefix(NS)
        free = word not in self.context or self.terms.get(iri) == word
        return word if iri.startswith(NS) and word.isalnum() and free else self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        for prefix, space in PREFIXES.items():
            if prefix != "id" and iri.startswith(space) and iri != space:
                return f"{prefix}:{iri.removeprefix(space)}"
        return iri

    def _expanded(self, name: str) -> str:
        prefix, _, word = name.partition(":")
        return PREFIXES[prefix] + word if prefix in PREFIXES else name


def _in_order(quad: ox.Quad) -> tuple[int, str]:
    """Sorts what a thing is and is called before what is said of it."""
    first = (_TYPE, PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "title", PREFIXES["rdf"] + "predicate")
    predicate = quad.predicate.value
    return (first.index(predicate) if predicate in first else len(first), str(quad))


def _add(made: dict[str, Any], key: str, value: Any) -> None:
    """A value beside those that are there: the second makes a list."""
    if key in made:
        made[key] = [*(made[key] if isinstance(made[key], list) else [made[key]]), value]
    else:
        made[key] = value


def _name(node: Any) -> str:
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else str(node.value)


def _whole(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None
