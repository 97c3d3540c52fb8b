"""YAML files -> models. Every problem in every file is found before any is told; nothing loads while one is left."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from . import edtf
from .errors import DataError, DateError, Problem
from .model import Citation, Dataset, Entity, Fact, Part
from .vocabulary import Property, Vocabulary, data_folder, nearest

Location = tuple[int | str, ...]
_SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FACT_KEYS = {"modality", "denied", "disputed", "when", "from", "until", "cite"}


class _Loader(yaml.CSafeLoader):
    """libyaml's safe loader, used only to compose nodes: scalars stay as they are written."""


def read(folder: Path | None, vocabulary: Vocabulary) -> Dataset:
    """All `*.yaml` below a folder; raises DataError with every problem that any of them has."""
    folder = folder or data_folder()
    if not folder.is_dir():
        raise DataError([Problem(os.fspath(folder), 1, "there is no such folder of data")])
    problems: list[Problem] = []
    files: dict[str, _File] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        file = _File(path, folder, vocabulary)
        problems.extend(file.problems)
        if file.entity is not None:
            files[file.id] = file
        elif file.id:
            files.setdefault(file.id, file)
    kinds = {id_: file.entity.type for id_, file in files.items() if file.entity}
    kinds |= {f"{i}#{slug}": part.type for i, f in files.items() if f.entity for slug, part in f.entity.parts.items()}
    unread = {file.id for file in files.values() if file.entity is None}
    for file in files.values():
        if file.entity:
            problems.extend(_Checker(file, kinds, unread, files, vocabulary).problems())
    if problems:
        raise DataError(problems)
    entities = {id_: file.entity for id_, file in files.items() if file.entity}
    places = {
        (owner, index): (file.name, file.line((*where, index)))
        for id_, file in files.items()
        if file.entity
        for owner, part, where in _owners(id_, file.entity)
        for index in range(len(part.facts))
    }
    return Dataset.model_construct(entities=entities, places=places)


def _owners(id_: str, entity: Entity) -> Iterator[tuple[str, Part, Location]]:
    """The thing and its parts, each with its id and where its facts stand in the file."""
    yield id_, entity, ("facts",)
    for slug, part in entity.parts.items():
        yield f"{id_}#{slug}", part, ("parts", slug, "facts")


class _File:
    """One file: its problems, the lines of its keys, and its entity once it is well formed."""

    def __init__(self, path: Path, folder: Path, vocabulary: Vocabulary) -> None:
        self.name = os.fspath(path)
        self.problems: list[Problem] = []
        self.lines: dict[Location, int] = {(): 1}
        self.entity: Entity | None = None
        relative = path.relative_to(folder)
        self.id = relative.with_suffix("").as_posix()
        if path.suffix != ".yaml":
            self.id = ""
            self.problem((), f"{path.name!r} is not a .yaml file; facts are read from .yaml files only")
            return
        if not all(_SEGMENT.fullmatch(s) for s in relative.with_suffix("").parts):
            self.problem((), f"{self.id!r} is no id: use lower-case letters, digits and single hyphens")
            return
        plain = self._parse(path)
        if plain is not None:
            self._validate(plain, vocabulary)

    def problem(self, where: Location, message: str) -> None:
        self.problems.append(Problem(self.name, self.line(where), message))

    def line(self, where: Location) -> int:
        """The line of a key, or of the nearest thing around it."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]

    def _parse(self, path: Path) -> dict[str, Any] | None:
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            before = path.read_bytes()[: error.start].count(b"\n")
            self.problems.append(Problem(self.name, before + 1, f"not UTF-8: {error.reason} at byte {error.start}"))
            return None
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
            self.problems.append(Problem(self.name, mark.line + 1 if mark else 1, f"not YAML: {what}"))
            return None
        if node is None:
            self.problem((), "the file is empty")
            return None
        if not isinstance(node, yaml.MappingNode):
            self.problem((), "the file must hold keys such as 'type:' and 'name:'")
            return None
        plain = self._plain(node, (), set())
        return plain if not self.problems else None

    def _plain(self, node: yaml.Node, where: Location, seen: set[int]) -> Any:
        """A node as str, list and dict, noting each key's line. A node met twice came through an alias."""
        if id(node) in seen:
            self.problem(where, "YAML anchors and aliases (& and *) are not read here: write it out")
            return None
        seen.add(id(node))
        self.lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*where, index), seen) for index, item in enumerate(node.value)]
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            line = key_node.start_mark.line + 1
            if key is None:
                self.problems.append(Problem(self.name, line, "a key must be plain text"))
            elif key in mapping:
                self.problems.append(Problem(self.name, line, f"the key {key!r} stands here twice"))
            else:
                self.lines[(*where, key)] = line
                mapping[key] = self._plain(value_node, (*where, key), seen)
        return mapping

    def _validate(self, plain: dict[str, Any], vocabulary: Vocabulary) -> None:
        parts = plain.get("parts")
        owners: list[tuple[Any, Location]] = [(plain, ())]
        if isinstance(parts, dict):
            owners += [(part, ("parts", slug)) for slug, part in parts.items()]
        for owner, where in owners:
            if isinstance(owner, dict) and isinstance(owner.get("facts"), list):
                shaped = [self._shape(f, (*where, "facts", i), vocabulary) for i, f in enumerate(owner["facts"])]
                owner["facts"] = [fact for fact in shaped if fact is not None]
        if self.problems:
            return
        try:
            self.entity = Entity.model_validate(plain)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                self.problem(tuple(item["loc"]), _explain(item))

    def _shape(self, fact: Any, where: Location, vocabulary: Vocabulary) -> dict[str, Any] | None:
        """`{proposes: x, under: y, …}` -> `{property: proposes, object: x, qualifiers: {under: [y]}, …}`."""
        if not isinstance(fact, dict):
            self.problem(where, "a fact is written as 'property: object' with its qualifiers below")
            return None
        known = vocabulary.properties.keys() | vocabulary.qualifiers.keys() | _FACT_KEYS
        found = [key for key in fact if key in vocabulary.properties]
        for key in fact:
            if key not in known:
                near = nearest(key, known)
                hint = f" (did you mean {near!r}?)" if near else ""
                self.problem((*where, key), f"unknown property or qualifier {key!r}{hint}")
        if any(key not in known for key in fact):
            return None
        if len(found) != 1:
            count = "no property" if not found else "more than one property: " + ", ".join(found)
            self.problem(where, f"a fact says one thing, and this one has {count}")
            return None
        if not isinstance(fact[found[0]], str):
            self.problem((*where, found[0]), f"{found[0]!r} takes one object; write a fact for each")
            return None
        shaped: dict[str, Any] = {key: value for key, value in fact.items() if key in _FACT_KEYS}
        shaped |= {"property": found[0], "object": fact[found[0]], "qualifiers": {}}
        self.lines[(*where, "object")] = self.lines[(*where, found[0])]
        if isinstance(shaped.get("cite"), dict):
            shaped["cite"] = [shaped["cite"]]
        for key, value in fact.items():
            if key in vocabulary.qualifiers:
                shaped["qualifiers"][key] = value if isinstance(value, list) else [value]
                self.lines[(*where, "qualifiers", key)] = self.lines[(*where, key)]
        return shaped


def _explain(item: Any) -> str:
    """A pydantic error in a curator's words."""
    key = str(next((k for k in reversed(item["loc"]) if isinstance(k, str) and k != "[key]"), "file"))
    if item["type"] == "missing":
        return f"{'a fact without a citation: ' if key == 'cite' else ''}the key {key!r} is missing"
    if item["type"] == "extra_forbidden":
        inside_part = "parts" in item["loc"][:1] and len(item["loc"]) == 3
        model = Citation if "cite" in item["loc"] else Part if inside_part else Entity
        near = nearest(key, model.model_fields)
        return f"unknown key {key!r}" + (f" (did you mean {near!r}?)" if near else "")
    value = item.get("input")
    shown = f"{key}: {value!r}: " if isinstance(value, str) else f"{key}: "
    return shown + item["msg"].removeprefix("Value error, ").replace("Input should", "should")


class _Checker:
    """What can only be seen once all files are read: ids, kinds, ranges, sources, dates."""

    def __init__(
        self, file: _File, kinds: dict[str, str], unread: set[str], files: dict[str, _File], vocabulary: Vocabulary
    ) -> None:
        self.file, self.kinds, self.unread, self.files, self.vocabulary = file, kinds, unread, files, vocabulary

    def problems(self) -> list[Problem]:
        """All that is wrong in this file in the light of the others."""
        assert self.file.entity
        self.found: list[Problem] = []
        folder = self.file.id.split("/")[0]
        if folder != "intl" and self.kinds.get(folder, "Jurisdiction") != "Jurisdiction":
            self.say((), f"{folder!r} must be a Jurisdiction to hold other things")
        elif folder != "intl" and folder not in self.kinds and folder not in self.unread:
            self.say((), f"the folder {folder!r} has no {folder}.yaml that says which jurisdiction it is")
        for id_, thing, where in _owners(self.file.id, self.file.entity):
            if thing.type not in self.vocabulary.classes:
                near = nearest(thing.type, self.vocabulary.classes)
                hint = f" (did you mean {near!r}?)" if near else ""
                self.say((*where[:-1], "type"), f"unknown type {thing.type!r}{hint}")
                continue
            said: dict[str, int] = {}
            for index, fact in enumerate(thing.facts):
                self.fact(thing, fact, (*where, index))
                key = fact.model_dump_json(exclude={"cite"})
                if key in said:
                    first = self.file.line((*where, said[key]))
                    self.say((*where, index), f"the same fact stands at line {first}; put both citations there")
                said.setdefault(key, index)
            del id_
        return self.found

    def say(self, where: Location, message: str) -> None:
        self.found.append(Problem(self.file.name, self.file.line(where), message))

    def fact(self, thing: Part, fact: Fact, where: Location) -> None:
        prop = self.vocabulary.properties[fact.property]
        if not self.vocabulary.is_a(thing.type, prop.domain):
            self.say((*where, "object"), f"{prop.name!r} is said of a {prop.domain}, and this is a {thing.type}")
        self.value(prop, fact.object, (*where, "object"))
        for key, values in fact.qualifiers.items():
            for value in values:
                self.value(self.vocabulary.qualifiers[key], value, (*where, "qualifiers", key))
        for index, citation in enumerate(fact.cite):
            cited = self.files.get(citation.source)
            if citation.source not in self.kinds and citation.source not in self.unread:
                self.unknown((*where, "cite", index), citation.source, "source")
            elif cited and cited.entity and cited.entity.source is None:
                self.say((*where, "cite", index), f"{citation.source!r} has no 'source:' part, so it cannot be cited")
        if fact.from_ and fact.until:
            first, last = edtf.bounds(fact.from_)[0], edtf.bounds(fact.until)[1]
            if first and last and last < first:
                self.say((*where, "until"), f"'until' {fact.until} is before 'from' {fact.from_}")

    def value(self, prop: Property, value: str, where: Location) -> None:
        """Whether a value is what the property's range takes."""
        if prop.takes_id:
            target = self.file.id + value if value.startswith("#") else value
            if target in self.kinds:
                kind = self.kinds[target]
                if not self.vocabulary.is_a(kind, prop.range) and kind in self.vocabulary.classes:
                    self.say(where, f"{prop.name!r} takes a {prop.range}, and {target!r} is a {kind}")
            elif target.split("#")[0] not in self.unread:
                self.unknown(where, target, "id")
            return
        try:
            if prop.range == "edtf":
                edtf.bounds(value)
            elif prop.range in ("decimal", "integer"):
                (float if prop.range == "decimal" else int)(value)
            elif prop.range == "boolean" and value not in ("true", "false"):
                self.say(where, f"{prop.name!r} takes true or false, not {value!r}")
            elif prop.range == "Force" and value not in self.vocabulary.forces:
                near = nearest(value, self.vocabulary.forces) or " or ".join(self.vocabulary.forces)
                self.say(where, f"{prop.name!r} takes one of its codes, not {value!r} (did you mean {near!r}?)")
        except DateError as error:
            self.say(where, str(error))
        except ValueError:
            self.say(where, f"{prop.name!r} takes a number, not {value!r}")

    def unknown(self, where: Location, value: str, what: str) -> None:
        near = nearest(value, self.kinds)
        hint = f" (did you mean {near!r}?)" if near else ""
        self.say(where, f"unknown {what} {value!r}{hint}")
