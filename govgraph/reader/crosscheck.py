"""What can only be seen once all files are read: ids, kinds, ranges, sources, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .. import edtf
from ..errors import DateError, Problem
from ..vocabulary import Property, Vocabulary, did_you_mean
from ..vocabulary import with_article as a

if TYPE_CHECKING:
    from ..model import Fact, Part
    from .file import File
    from .wording import Location

_NUMBERS = {"integer": re.compile(r"-?[0-9]+"), "decimal": re.compile(r"-?[0-9]+(\.[0-9]+)?")}


def owners(file: File) -> Iterator[tuple[str, Part, Location, list[Location]]]:
    """The thing and its parts: the id of each, where it stands in the file, and where each of its facts does; nothing
    for a file that makes no thing."""
    if not file.entity:
        return
    yield file.id, file.entity, (), file.places.get(("facts",), [])
    for slug, part in file.entity.parts.items():
        yield f"{file.id}#{slug}", part, ("parts", slug), file.places.get(("parts", slug, "facts"), [])


def _said(fact: Fact) -> Any:
    """What a fact says, without where it is said."""
    how = fact.modality, fact.denied, fact.disputed, fact.when, fact.from_, fact.until
    return fact.property, fact.object, tuple(fact.qualifiers.items()), how


class Checker:
    """A file in the light of the others; of those that could not be read, nothing is said here."""

    def __init__(self, file: File, files: Mapping[str, File], vocabulary: Vocabulary) -> None:
        self.file, self.files, self.vocabulary = file, files, vocabulary
        self.found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """All that is wrong with what could be read in this file."""
        self._jurisdiction()
        self._text_of()
        for _, thing, where, places in owners(self.file):
            if thing.type not in self.vocabulary.classes:
                near = did_you_mean(thing.type, self.vocabulary.classes)
                self._say((*where, "type"), f"unknown type {thing.type!r}{near}", "type")
            if "en" not in thing.name:
                self._say((*where, "name"), "the name in English is missing (write 'en: NAME' below 'name:')", "key")
            said: dict[Any, Location] = {}
            for fact, place in zip(thing.facts, places, strict=True):
                self._fact(thing, fact, place)
                first = said.setdefault(_said(fact), place)
                if first != place:
                    line = self.file.line(first)
                    self._say(place, f"the same fact stands at line {line}; put both citations there", "repeated")
        return self.found

    def _say(self, where: Location, message: str, rule: str) -> None:
        self.found.append(Problem(self.file.name, self.file.line(where), message, rule))

    def _unread(self, id_: str) -> bool:
        return id_ in self.files and self.files[id_].entity is None

    def _kind(self, id_: str) -> str | None:
        """The type of a thing or part; None where there is no such thing."""
        owner, hash_, slug = id_.partition("#")
        entity = self.files[owner].entity if owner in self.files else None
        if entity is None or not hash_:
            return entity.type if entity else None
        return entity.parts[slug].type if slug in entity.parts else None

    def _jurisdiction(self) -> None:
        folder, inside, _ = self.file.id.partition("/")
        if inside and folder != "intl" and folder not in self.files:
            told = f"the folder {folder!r} has no {folder}.yaml beside it that says which jurisdiction it is"
            self._say((), told, "jurisdiction")
        kind = self._kind(folder)
        if not inside and kind in self.vocabulary.classes and kind != "Jurisdiction":
            told = f"a thing beside the folders must be a Jurisdiction, and this is {a(kind)}"
            self._say(("type",), told, "jurisdiction")

    def _text_of(self) -> None:
        source = self.file.entity.source if self.file.entity else None
        if source and source.text_of:
            instrument = self.vocabulary.qualifiers["under"]._replace(name="text_of")
            self._id(instrument, source.text_of, ("source", "text_of"))

    def _fact(self, thing: Part, fact: Fact, where: Location) -> None:
        prop = self.vocabulary.properties[fact.property]
        if thing.type in self.vocabulary.classes and not self.vocabulary.is_a(thing.type, prop.domain):
            told = f"{prop.name!r} is said of {a(prop.domain)}, and this is {a(thing.type)}"
            self._say((*where, "object"), told, "kind")
        self._value(prop, fact.object, (*where, "object"))
        for key, values in fact.qualifiers.items():
            qualifier = self.vocabulary.qualifiers[key]
            if key in self.vocabulary.by_rule:
                near = " (did you mean 'from'?)" if qualifier.range == "edtf" else ""
                told = f"{key!r} is not written, it is worked out: {qualifier.definition}{near}"
                self._say((*where, "qualifiers", key), told, "property")
            for value in values:
                self._value(qualifier, value, (*where, "qualifiers", key))
        for index, citation in enumerate(fact.cite):
            self._source(citation.source, (*where, "cite", index, "source"))
        if fact.from_ and fact.until:
            first, last = edtf.bounds(fact.from_)[0], edtf.bounds(fact.until)[1]
            if first and last and last < first:
                self._say((*where, "until"), f"'until' {fact.until} is before 'from' {fact.from_}", "date")

    def _source(self, id_: str, where: Location) -> None:
        if self._kind(id_) is None and not self._unread(id_):
            sources = [i for i, file in self.files.items() if file.entity and file.entity.source]
            self._say(where, f"unknown source {id_!r}{self._named(id_) or did_you_mean(id_, sources)}", "source")
        elif (cited := self.files[id_].entity) and cited.source is None:
            self._say(where, f"{id_!r} has no 'source:' part, so it cannot be cited", "source")

    def _value(self, prop: Property, value: str, where: Location) -> None:
        """Whether a value is what the property's range takes."""
        if prop.takes_id:
            self._id(prop, self.file.id + value if value.startswith("#") else value, where)
        elif prop.range == "edtf":
            try:
                edtf.bounds(value)
            except DateError as error:
                self._say(where, str(error), "date")
        elif prop.range in _NUMBERS and not _NUMBERS[prop.range].fullmatch(value):
            whole = "whole " if prop.range == "integer" else ""
            self._say(where, f"{prop.name!r} takes a {whole}number in plain digits, not {value!r}", "value")
        elif prop.range == "boolean" and value not in ("true", "false"):
            self._say(where, f"{prop.name!r} takes true or false, not {value!r}", "value")
        elif prop.range == "Force" and value not in self.vocabulary.forces:
            codes = ", ".join(sorted(self.vocabulary.forces))
            self._say(where, f"{prop.name!r} takes one of {codes}, not {value!r}", "value")

    def _id(self, prop: Property, target: str, where: Location) -> None:
        kind = self._kind(target)
        if kind is None:
            if not self._unread(target.partition("#")[0]):
                ids = (id_ for file in self.files.values() for id_, *_ in owners(file))
                near = self._named(target) or did_you_mean(target, ids)
                self._say(where, f"unknown id {target!r}{near}", "id")
        elif kind in self.vocabulary.classes and not self.vocabulary.is_a(kind, prop.range):
            self._say(where, f"{prop.name!r} takes {a(prop.range)}, and {target!r} is {a(kind)}", "kind")

    def _named(self, name: str) -> str:
        """The hint where somebody wrote the name of a thing and not its id."""
        things = [owner for file in self.files.values() for owner in owners(file)]
        of_name = {text.casefold(): id_ for id_, thing, *_ in things for text in thing.called()}
        return f" (did you mean {of_name[key]!r}?)" if (key := name.casefold()) in of_name else ""
