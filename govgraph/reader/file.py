"""One file: its problems, the lines of its keys, and its entity once it is well formed by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ..errors import Problem
from ..model import Entity, Fact
from ..scalars import SLUG
from ..vocabulary import Vocabulary, did_you_mean
from .plain import DEEPEST
from .shape import FACT_KEYS
from .wording import Location, explain, mend, placeholders

Model = TypeVar("Model", bound=BaseModel)


class _UnreadableError(Exception):
    """What stops the reading of a file at once: a line and why."""


class File:
    """A file of data. `problems` says what is wrong in it; `entity` holds what is right, if it makes a thing at all.

    It is read from its path, or from `raw`, what the path is about to hold; `raw` is then what was read. `places`
    gives, for each list of facts in the file, the place of each fact that could be read.
    """

    def __init__(self, path: Path, folder: Path, vocabulary: Vocabulary, raw: bytes | None = None) -> None:
        self.name = os.fspath(path)
        self.problems: list[Problem] = []
        self.lines: dict[Location, int] = {(): 1}
        self.places: dict[Location, list[Location]] = {}
        self.entity: Entity | None = None
        self.raw = raw or b""
        relative = path.relative_to(folder).with_suffix("")
        self.id = relative.as_posix()
        if path.suffix != ".yaml":
            self.problem((), f"{path.name!r} is not a .yaml file; facts are read from .yaml files only", "file")
        elif not all(re.fullmatch(SLUG, name) for name in relative.parts):
            self.problem((), f"{self.id!r} is no id: use lower-case letters, digits and single hyphens", "file")
        else:
            plain = self._parse(path, raw is None)
            if plain is not None and not self._unfilled(plain):
                self._validate(plain, vocabulary)

    def problem(self, where: Location, message: str, rule: str) -> None:
        self.problems.append(Problem(self.name, self.line(where), message, rule))

    def line(self, where: Location) -> int:
        """The line of a key, or of the nearest thing around it."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]

    def _commented(self, where: Location) -> bool:
        """Whether what follows a key on its line is a comment."""
        return re.search(rb":\s+#", self.raw.splitlines()[self.line(where) - 1]) is not None

    # -- bytes -> str, list and dict

    def _parse(self, path: Path, from_disk: bool) -> dict[str, Any] | None:
        try:
            self.raw = path.read_bytes() if from_disk else self.raw
            plain = self._document(self.raw.decode("utf-8-sig"))
        except OSError as error:
            self.problem((), f"cannot be read: {error.strerror}", "file")
        except UnicodeDecodeError as error:
            self.lines[()] = self.raw[: error.start].count(b"\n") + 1
            self.problem((), f"not UTF-8: {error.reason} at byte {error.start}", "yaml")
        except yaml.reader.ReaderError as error:
            self.lines[()] = self.raw[: error.position].count(b"\n") + 1
            self.problem((), f"not YAML: {error.reason}", "yaml")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.lines[()] = mark.line + 1 if mark else 1
            began = error.context_mark.line + 1 if error.context and error.context_mark else 0
            around = f" {error.context} from line {began}" if began else ""
            reason = str(error.problem or error.context)
            self.problem((), f"not YAML: {reason}{around}{mend(reason)}", "yaml")
        except _UnreadableError as error:
            self.lines[()], message = error.args
            self.problem((), message, "yaml")
        else:
            return plain
        return None

    def _document(self, text: str) -> dict[str, Any]:
        """The keys and values of the one document in a text, each key's line noted, each scalar as it is written."""
        events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                plain: dict[str, Any] = self._mapping(event, events, ())
                for after in events:
                    if isinstance(after, yaml.DocumentStartEvent):
                        raise _UnreadableError(_line(after), "a second document begins here: one thing a file")
                return plain
            if isinstance(event, yaml.NodeEvent):
                raise _UnreadableError(_line(event), "the file must hold keys such as 'type:' and 'name:'")
        raise _UnreadableError(1, "the file is empty")

    def _node(self, event: Any, events: Iterator[Any], where: Location) -> Any:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _UnreadableError(line, "YAML anchors and aliases (& and *) are not read here: write it out")
        if event.tag:
            raise _UnreadableError(line, f"YAML tags ({event.tag}) are not read here: a value is what is written")
        if len(where) > DEEPEST:
            raise _UnreadableError(line, "nested too deeply")
        self.lines.setdefault(where, line)
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        return (self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence)(event, events, where)

    def _sequence(self, _: Any, events: Iterator[Any], where: Location) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*where, len(items))))
        return items

    def _mapping(self, _: Any, events: Iterator[Any], where: Location) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            key = self._node(event, events, (*where, "?"))
            if not isinstance(key, str):
                raise _UnreadableError(line, "a key must be plain text")
            if key in mapping:
                self.problems.append(Problem(self.name, line, f"the key {key!r} stands here twice", "yaml"))
            self.lines[(*where, key)] = line
            mapping[key] = self._node(next(events), events, (*where, key))
        return mapping

    # -- str, list and dict -> models

    def _unfilled(self, plain: dict[str, Any]) -> bool:
        for where, what in placeholders(plain):
            self.problem(where, f"{what} is still to be filled in, or to be taken out", "placeholder")
        return any(problem.rule == "placeholder" for problem in self.problems)

    def _validate(self, plain: dict[str, Any], vocabulary: Vocabulary) -> None:
        parts = plain.get("parts")
        things: list[tuple[Any, Location]] = [(plain, ())]
        things += [(part, ("parts", slug)) for slug, part in parts.items()] if isinstance(parts, dict) else []
        for thing, where in things:
            if isinstance(thing, dict) and isinstance(thing.get("facts"), list):
                thing["facts"] = self._facts(thing["facts"], (*where, "facts"), vocabulary)
        self.entity = self._model(Entity, plain, ())

    def _facts(self, written: list[Any], where: Location, vocabulary: Vocabulary) -> list[Fact]:
        """The facts that are well formed; their places are noted, and what is wrong with the others."""
        facts: list[Fact] = []
        for index, said in enumerate(written):
            place = (*where, index)
            shaped = self._shape(said, place, vocabulary)
            fact = self._model(Fact, shaped, place) if shaped else None
            if fact:
                facts.append(fact)
                self.places.setdefault(where, []).append(place)
        return facts

    def _model(self, model: type[Model], plain: dict[str, Any], where: Location) -> Model | None:
        try:
            return model.model_validate(plain)
        except ValidationError as error:
            items = error.errors(include_url=False)
            for item in items:
                told_inside = any(i is not item and i["loc"][: len(item["loc"])] == item["loc"] for i in items)
                if not told_inside:
                    self.problem((*where, *item["loc"]), *explain(item))
            return None

    def _shape(self, fact: Any, where: Location, vocabulary: Vocabulary) -> dict[str, Any] | None:
        """`{proposes: x, under: y, …}` -> `{property: proposes, object: x, qualifiers: {under: [y]}, …}`."""
        if not isinstance(fact, dict):
            self.problem(where, "a fact is written as 'property: object' with its qualifiers below", "property")
            return None
        known = vocabulary.properties.keys() | vocabulary.qualifiers.keys() | FACT_KEYS.keys()
        unknown = [key for key in fact if key not in known]
        for key in unknown:
            self.problem((*where, key), f"unknown property or qualifier {key!r}{did_you_mean(key, known)}", "property")
        found = [key for key in fact if key in vocabulary.properties]
        if unknown:
            return None
        if len(found) != 1:
            count = "no property" if not found else "more than one property: " + ", ".join(found)
            self.problem(where, f"a fact says one thing, and this one has {count}", "property")
            return None
        name, said = found[0], fact[found[0]]
        if not isinstance(said, str) or not said.strip():
            quote = (
                " (quote what begins with '#': unquoted, it is a comment)" if self._commented((*where, name)) else ""
            )
            count = f"needs an object{quote}" if said == "" else "takes one object; write a fact for each"
            self.problem((*where, name), f"{name!r} {count}", "value")
            return None
        shaped: dict[str, Any] = {key: value for key, value in fact.items() if key in FACT_KEYS}
        shaped |= {"property": name, "object": said, "qualifiers": {}}
        self.lines[(*where, "object")] = self.lines[(*where, name)]
        if isinstance(shaped.get("cite"), dict):
            shaped["cite"] = [shaped["cite"]]
            for key in fact["cite"]:
                self.lines[(*where, "cite", 0, key)] = self.lines[(*where, "cite", key)]
        for key, value in fact.items():
            if key in vocabulary.qualifiers:
                shaped["qualifiers"][key] = value if isinstance(value, list) else [value]
                self.lines[(*where, "qualifiers", key)] = self.lines[(*where, key)]
        return shaped


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
