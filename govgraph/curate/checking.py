"""The check of a folder of facts, or of one file in it: problems, and advice that stops nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pyoxigraph as ox

from ..errors import DataError, Problem, extra
from ..graph import KnowledgeGraph
from ..model import Dataset, Fact, Part
from ..reader.file import File
from ..reader.files import Files
from ..store import build
from ..vocabulary import data_folder, did_you_mean, load_vocabulary, ontology_folder
from . import advice
from .canonical import layout
from .counts import counts


class Desk:
    """A folder of facts on a curator's desk: its files are read once, and again only where they have changed.

    Raises DataError where there is no such folder, or the ontology cannot be read.

    >>> Desk().of(["jp/cabinet"])
    []
    """

    def __init__(self, data: Path | None = None, ontology: Path | None = None, older_than: int | None = None) -> None:
        self.ontology = ontology or ontology_folder()
        self._stamp = _stamp(self.ontology)
        self.vocabulary = load_vocabulary(self.ontology)
        self.folder = data or data_folder()
        self.files = Files(_from_here(self.folder), self.vocabulary)
        self.older_than = older_than
        self.today: date = datetime.now(UTC).date()

    def id_of(self, path: Path) -> str:
        """The id of the thing in a file of the folder; raises DataError where there is no such file."""
        inside = path.resolve()
        id_ = inside.relative_to(self.folder.resolve()).with_suffix("").as_posix()
        if not inside.is_file():
            raise DataError.at(path, f"there is no such file{did_you_mean(id_, self.files)}", "file")
        return id_

    def below(self, path: Path | None) -> list[File]:
        """The files in a part of the folder, the one that is named, or all."""
        if path is None:
            return self.files.all()
        paths = {id_: (self.folder / f"{id_}.yaml").resolve() for id_ in self.files}
        return [self.files[id_] for id_, place in paths.items() if place.is_relative_to(path.resolve())]

    def outdated(self) -> bool:
        """Whether the ontology has changed since it was read."""
        return self._stamp != _stamp(self.ontology)

    def whole(self) -> list[Problem]:
        """All problems of all files or, where there are none, the advice on them, in the order of files and lines.

        The shapes are looked at once the files can all be read, and so are the counts where the data stand beside the
        ontology. Raises MissingExtraError without the `curate` extra.
        """
        files = self.files.all()
        found = self.files.problems()
        data = self.files.dataset()
        if not found:
            kg = KnowledgeGraph(self.folder, self.ontology, self.vocabulary, self.today, read_already=data)
            found += _shapes(kg.store, data, self.ontology)
            gates = _from_here(self.ontology) / "counts.ttl"
            if gates.is_file() and self.ontology.resolve().parent == self.folder.resolve().parent:
                found += counts(data, self.vocabulary, gates)
        if not found:
            found += [*layout(files, self.vocabulary), *advice.alike(files), *advice.orphans(files)]
            found += advice.shared(files, files)
            found += self._stale(files)
        return sorted(found)

    def of(self, ids: Iterable[str]) -> list[Problem]:
        """The same of the files of some things alone, with as little of the others read as that needs.

        What shows only in the whole (counts, things that nobody speaks of, long circles) is not looked for.
        """
        files = [self.files[id_] for id_ in ids if id_ in self.files]
        found = self.files.problems(files)
        if not found:
            data = self._around(files)
            names = {file.name for file in files}
            store = build(data, self.vocabulary, self.today)
            found += [p for p in _shapes(store, data, self.ontology) if p.path in names]
        if not found:
            lands = {file.id.split("/")[0] for file in files}
            neighbours = [self.files[id_] for id_ in self.files if id_.split("/")[0] in lands]
            found += [*layout(files, self.vocabulary), *advice.alike(neighbours, files), *self._stale(files)]
            found += advice.shared(neighbours, files)
        return sorted(found)

    def _stale(self, files: list[File]) -> list[Problem]:
        return advice.stale(files, self.files, self.today, self.older_than) if self.older_than is not None else []

    def _around(self, files: list[File]) -> Dataset:
        """What the files tell, with the things that they name and their jurisdictions, and what these say of them."""
        ids = {file.id for file in files}
        near = {id_ for file in files for id_ in (*advice.named(file), file.id.split("/")[0])} - ids
        data = self.files.dataset([*files, *(self.files[id_] for id_ in sorted(near) if id_ in self.files)])

        def back(thing: Part) -> tuple[Fact, ...]:
            return tuple(fact for fact in thing.facts if fact.object.partition("#")[0] in ids)

        for id_ in near & data.entities.keys():
            entity = data.entities[id_]
            parts = {slug: part.model_copy(update={"facts": back(part)}) for slug, part in entity.parts.items()}
            data.entities[id_] = entity.model_copy(update={"facts": back(entity), "parts": parts})
        return data


def counted(found: Iterable[Problem]) -> str:
    """How many messages of each kind there are: `problems: 1, advice: 2`.

    >>> counted([])
    'problems: 0'
    """
    kinds = Counter(problem.severity for problem in found)
    more = [f"{kind}: {kinds[kind]}" for kind in ("advice", "fixed") if kinds[kind]]
    return ", ".join([f"problems: {kinds['problem']}", *more])


def _stamp(folder: Path) -> list[tuple[str, int, int]]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]


def _from_here(folder: Path) -> Path:
    """The folder as messages name it: from where one stands, if it is below."""
    here = Path.cwd()
    return Path(os.path.relpath(folder)) if folder.resolve().is_relative_to(here) else folder


def _shapes(store: ox.Store, data: Dataset, ontology: Path) -> list[Problem]:
    from ..shapes import check, shapes_of

    with extra("curate"):
        return check(store, data, shapes_of(ontology))
