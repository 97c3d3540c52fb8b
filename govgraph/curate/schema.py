"""A JSON Schema of the files of facts, from the models and the ontology: by it an editor completes and checks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..model import Dataset, Entity
from ..rdf import display_names
from ..reader.files import Files
from ..scalars import MODALITIES
from ..vocabulary import Property, Vocabulary, data_folder, load_vocabulary, with_article

Schema = dict[str, Any]
_DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?~?"
_TEXT = ["string", "number", "boolean"]  # an editor takes 2025 for a number, where the reader takes what is written
_RANGES: dict[str, Schema] = {
    "edtf": {"pattern": rf"^({_DAY}|({_DAY}|\.\.)/({_DAY}|\.\.))$", "type": ["string", "integer"]},
    "decimal": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "string": {"type": _TEXT, "minLength": 1},
}


def schema(data: Path | None = None, ontology: Path | None = None) -> Schema:
    """The schema (draft 7) of a file: its keys, the classes, properties and qualifiers, and the ids there are now.

    An id is offered only where its class may stand. What no schema can say, such as that a part is there or that two
    facts do not contradict one another, is left to the check. Raises DataError where there are no such folders.

    >>> schema()["properties"]["type"]["enum"][:3]
    ['Activity', 'ActorGroup', 'Agent']
    """
    vocabulary = load_vocabulary(ontology)
    things = Files(data or data_folder(), vocabulary).dataset()
    made = Entity.model_json_schema(by_alias=True)
    defs: Schema = made["$defs"]
    defs["Fact"] = _fact(vocabulary)
    classes = {name: vocabulary.classes[name].definition for name in sorted(vocabulary.classes, key=str.casefold)}
    for thing in (made, defs["Part"]):
        thing["properties"]["type"] = {"description": "What kind of thing it is.", **_enum(classes)}
        thing["properties"]["name"]["required"] = ["en"]
        thing["allOf"] = [{"$ref": f"#/$defs/Only{domain}"} for domain in _domains(vocabulary)]
    for domain in _domains(vocabulary):
        defs["Only" + domain] = _only(domain, vocabulary)
    terms = [*vocabulary.properties.values(), *vocabulary.qualifiers.values()]
    for range_ in sorted({term.range for term in terms if term.takes_id}):
        defs["IdOf" + range_] = _ids(range_, things, vocabulary)
    sources = {id_: entity for id_, entity in things.entities.items() if entity.source}
    defs["IdOfSource"] = _enum({id_: display_names(entity).get("en", id_) for id_, entity in sources.items()})
    defs["Citation"]["properties"]["source"] = {"$ref": "#/$defs/IdOfSource"}
    defs["Source"]["properties"]["text_of"] = {"$ref": "#/$defs/IdOfInstrument"}
    defs["Source"]["properties"]["published"] = _RANGES["edtf"]
    _widen(made)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "title": "A file of facts of govgraph"}


def _fact(vocabulary: Vocabulary) -> Schema:
    cites = {"$ref": "#/$defs/Citation"}
    keys: Schema = {name: _term(prop, vocabulary) for name, prop in vocabulary.properties.items()}
    for name, prop in vocabulary.qualifiers.items():
        if name in vocabulary.by_rule:
            continue
        one = _term(prop, vocabulary)
        several = {"type": "array", "items": one, "minItems": 1}
        keys[name] = {"description": one.pop("description"), "anyOf": [one, several]}
    keys |= {
        "modality": {"enum": list(MODALITIES), "description": "How sure the source is; asserted if nothing is said."},
        "denied": {"type": "boolean", "description": "true: the source says that it is not so."},
        "disputed": {"type": "boolean", "description": "true: sources disagree, and the other is here too."},
        "when": {"description": "The day of an event, or the deadline of a plan.", **_RANGES["edtf"]},
        "from": {"description": "Since when it is so.", **_RANGES["edtf"]},
        "until": {"description": "Until when it was so.", **_RANGES["edtf"]},
        "cite": {
            "description": "Where it is said: one citation or several.",
            "anyOf": [cites, {"type": "array", "items": cites, "minItems": 1}],
        },
    }
    return {
        "type": "object",
        "properties": keys,
        "required": ["cite"],
        "additionalProperties": False,
        "minProperties": 2,
    }


def _term(prop: Property, vocabulary: Vocabulary) -> Schema:
    said = f"{prop.label}: {prop.definition}"
    if prop.takes_id:
        return {
            "description": f"{said} Takes the id of {with_article(prop.range)}.",
            "allOf": [{"$ref": f"#/$defs/IdOf{prop.range}"}],
        }
    if prop.range == "Force":
        return {"description": said, "enum": sorted(vocabulary.forces)}
    return {"description": said, **_RANGES[prop.range]}


def _ids(range_: str, things: Dataset, vocabulary: Vocabulary) -> Schema:
    """The ids of a class; one that begins with # is a part of the file itself."""
    fitting = {id_: thing for id_, thing in things.things() if vocabulary.is_a(thing.type, range_)}
    named = _enum({id_: display_names(thing).get("en", id_) for id_, thing in fitting.items()})
    told = f"not the id of {with_article(range_)} in the facts that there are"
    own = {"type": "string", "pattern": "^#[a-z0-9]+(-[a-z0-9]+)*$"}
    return {"anyOf": [{**named, "errorMessage": told}, own]}


def _enum(described: dict[str, str]) -> Schema:
    return {"enum": list(described), "enumDescriptions": list(described.values())}


def _domains(vocabulary: Vocabulary) -> list[str]:
    return sorted({prop.domain for prop in vocabulary.properties.values()} - {"Thing"})


def _only(domain: str, vocabulary: Vocabulary) -> Schema:
    """That no other thing than those of a domain has the properties which are said of these alone."""
    others = [name for name in vocabulary.classes if not vocabulary.is_a(name, domain)]
    refused = {prop.name: False for prop in vocabulary.properties.values() if prop.domain == domain}
    return {
        "if": {"properties": {"type": {"enum": others}}, "required": ["type"]},
        "then": {"properties": {"facts": {"items": {"properties": refused}}}},
    }


def _widen(node: Any) -> None:
    """A plain text may look like a number or a truth value to an editor."""
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict | list):
            _widen(inner)
    if isinstance(node, dict) and node.get("type") == "string" and not {"pattern", "format", "enum"} & node.keys():
        node["type"] = _TEXT
