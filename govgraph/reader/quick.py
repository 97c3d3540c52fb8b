"""The quick way through a file in which all is well; what is doubtful is left to `File`, which says what is wrong.

It reads what `File` reads, without the lines, and takes nothing that `File` would refuse.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import yaml

from ..errors import Problem
from ..scalars import SLUG
from ..vocabulary import Property, Vocabulary
from .crosscheck import Checker
from .folder import content, file_id
from .plain import DoubtError, document
from .shape import ENTITY, FACT_KEYS
from .wording import Location, placeholders

if TYPE_CHECKING:
    from ..model import Entity

_id = re.compile(f"{SLUG[:-1]}(/{SLUG[1:-1]})*$").match


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
            plain = document(raw := content(path))
            if b"<" in raw and any(placeholders(plain)):
                raise DoubtError
            self.entity = cast("Entity", ENTITY(_shaped(plain, vocabulary)))
        except (OSError, ValueError, yaml.YAMLError):
            raise DoubtError from None
        self.places: dict[Location, list[Location]] = {}
        for where, thing in (((), self.entity), *((("parts", slug), part) for slug, part in self.entity.parts.items())):
            self.places[(*where, "facts")] = [(index,) for index in range(len(thing.facts))]
        self.uses = _Alone(self, folders, vocabulary).uses()

    def line(self, _: Location) -> int:
        """Lines are told by `File`."""
        raise DoubtError


class _Alone(Checker):
    """The checks of a file without the others: what it says of them is collected, and no message is made."""

    def __init__(self, file: Any, folders: frozenset[str], vocabulary: Vocabulary) -> None:
        super().__init__(file, {file.id: file}, vocabulary)
        self.folders, self.used = folders, set[tuple[str, str]]()

    def uses(self) -> set[tuple[str, str]]:
        self.problems()
        return self.used

    def _say(self, *_: Any) -> NoReturn:
        raise DoubtError

    def _named(self, name: str) -> str:
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
        if key in FACT_KEYS:
            shaped[FACT_KEYS[key]] = [value] if key == "cite" and isinstance(value, dict) else value
        elif key in vocabulary.qualifiers:
            qualifiers[key] = value if isinstance(value, list) else [value]
        elif key in vocabulary.properties and "property" not in shaped:
            shaped["property"], shaped["object"] = key, value
        else:
            raise DoubtError
    return shaped
