"""The quick way through a file in which all is well; what is doubtful is left to `File`, which says what is wrong.

It reads what `File` reads, without the lines, and takes nothing that `File` would refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from ..errors import Problem
from ..model import SLUG, Entity
from ..vocabulary import Property, Vocabulary
from .crosscheck import Checker
from .file import _DEEPEST, _FACT_KEYS
from .wording import Location, placeholders

Next = Callable[[], Any]
_id = re.compile(f"{SLUG[:-1]}(/{SLUG[1:-1]})*$").match


class DoubtError(Exception):
    """Something is wrong with a file, or may be: it has to be looked at with care."""


class Quick:
    """A file that is well formed by itself: its id and entity, and what of it can be seen only in the light of others.

    `uses` holds, for each property, qualifier, or `cite`, which ids it is used with. Raises DoubtError for a file in
    which something may be wrong.
    """

    problems: tuple[Problem, ...] = ()

    def __init__(self, path: Path, folder: Path, folders: frozenset[str], vocabulary: Vocabulary) -> None:
        self.id = file_id(path, folder)
        if path.suffix != ".yaml" or not _id(self.id):
            raise DoubtError
        try:
            plain = document(raw := path.read_bytes())
            if b"<" in raw and any(placeholders(plain)):
                raise DoubtError
            self.entity = Entity.model_validate(_shaped(plain, vocabulary))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError):
            raise DoubtError from None
        self.places: dict[Location, list[Location]] = {}
        for where, thing in (((), self.entity), *((("parts", slug), part) for slug, part in self.entity.parts.items())):
            self.places[(*where, "facts")] = [(index,) for index in range(len(thing.facts))]
        self.uses = _Alone(self, folders, vocabulary).uses()

    def line(self, _: Location) -> int:
        """Lines are told by `File`."""
        raise DoubtError


def file_id(path: Path, folder: Path) -> str:
    """The id of the thing that a file tells of."""
    return path.relative_to(folder).as_posix().removesuffix(".yaml")


class _Alone(Checker):
    """The checks of a file without the others: what it says of them is collected, and no message is made."""

    def __init__(self, file: Any, folders: frozenset[str], vocabulary: Vocabulary) -> None:
        super().__init__(file, {file.id: file}, vocabulary)
        self.folders, self.used = folders, set[tuple[str, str]]()

    def uses(self) -> set[tuple[str, str]]:
        self.problems()
        return self.used

    def _say(self, *_: Any) -> None:
        raise DoubtError

    def _jurisdiction(self) -> None:
        folder, inside, _ = self.file.id.partition("/")
        if inside and folder != "intl" and folder not in self.folders:
            raise DoubtError
        if not inside:
            super()._jurisdiction()

    def _source(self, id_: str, where: Location) -> None:
        self.used.add(("cite", id_))

    def _id(self, prop: Property, target: str, where: Location) -> None:
        if target.partition("#")[0] == self.file.id:
            super()._id(prop, target, where)
        else:
            self.used.add((prop.name, target))


# -- bytes -> str, list and dict


def document(raw: bytes) -> dict[str, Any]:
    """The keys and values of the one document in a file, each scalar as it is written."""
    event: Next = yaml.CSafeLoader(raw.decode("utf-8-sig")).get_event
    event()  # the stream begins
    event()  # the document begins, or the stream is over
    first = event()
    if type(first) is not MappingStartEvent:
        raise DoubtError
    plain: dict[str, Any] = _node(first, event, 0)
    event()  # the document ends
    if type(event()) is not yaml.StreamEndEvent:
        raise DoubtError
    return plain


def _node(event: Any, following: Next, depth: int) -> Any:
    kind = type(event)
    if kind is AliasEvent or event.anchor or event.tag or depth > _DEEPEST:
        raise DoubtError
    if kind is ScalarEvent:
        return event.value
    depth += 1
    if kind is not MappingStartEvent:
        items = []
        while type(event := following()) is not SequenceEndEvent:
            items.append(_node(event, following, depth))
        return items
    mapping = {}
    while type(event := following()) is not MappingEndEvent:
        if type(event) is not ScalarEvent or event.anchor or event.tag or event.value in mapping:
            raise DoubtError
        key = event.value
        event = following()
        if type(event) is ScalarEvent and not event.anchor and not event.tag and depth <= _DEEPEST:
            mapping[key] = event.value
        else:
            mapping[key] = _node(event, following, depth)
    return mapping


# -- facts as they are written -> facts as the model has them


def _shaped(plain: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    parts = plain.get("parts")
    for thing in (plain, *(parts.values() if isinstance(parts, dict) else ())):
        if isinstance(thing, dict) and isinstance(thing.get("facts"), list):
            thing["facts"] = [_fact(fact, vocabulary) for fact in thing["facts"]]
    return plain


def _fact(written: Any, vocabulary: Vocabulary) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise DoubtError
    qualifiers: dict[str, Any] = {}
    shaped: dict[str, Any] = {"qualifiers": qualifiers}
    for key, value in written.items():
        if key in _FACT_KEYS:
            shaped[key] = [value] if key == "cite" and isinstance(value, dict) else value
        elif key in vocabulary.qualifiers:
            qualifiers[key] = value if isinstance(value, list) else [value]
        elif key in vocabulary.properties and "property" not in shaped:
            shaped["property"], shaped["object"] = key, value
        else:
            raise DoubtError
    return shaped
