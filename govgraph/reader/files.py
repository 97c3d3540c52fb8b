"""A folder of files, each read when it is first looked at, and again only once it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import Problem
from ..model import Dataset
from ..vocabulary import Vocabulary
from .crosscheck import Checker, owners
from .file import File
from .folder import data_files


class Files(Mapping[str, File]):
    """The files of a folder by the ids of their things. Raises DataError where there is no such folder.

    Files and folders whose names begin with a dot are not data; any other file that is not `.yaml` is a problem.

    >>> from govgraph.vocabulary import data_folder, load_vocabulary
    >>> Files(data_folder(), load_vocabulary())["jp/cabinet"].entity.type
    'GovernmentBody'
    """

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self.folder, self.vocabulary = folder, vocabulary
        self._read: dict[Path, File] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}
        self.refresh()

    def refresh(self) -> set[Path]:
        """See which files are there now; returns those that came, went, or changed since."""
        self._paths: dict[str, Path] = {}
        self._odd: list[Path] = []  # bears the id of another, or is no .yaml file
        for path in data_files(self.folder):
            id_ = path.relative_to(self.folder).with_suffix("").as_posix()
            self._odd.append(path) if path.suffix != ".yaml" else self._paths.update({id_: path})
        for path in self._odd:
            self._paths.setdefault(path.relative_to(self.folder).with_suffix("").as_posix(), path)
        before, self._stamps = self._stamps, {path: _stamp(path) for path in (*self._paths.values(), *self._odd)}
        changed = {path for path in before | self._stamps if before.get(path) != self._stamps.get(path)}
        for path in changed & self._read.keys():
            del self._read[path]
        return changed

    def __getitem__(self, id_: str) -> File:
        return self._file(self._paths[id_])

    def __contains__(self, id_: object) -> bool:
        return id_ in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def all(self) -> list[File]:
        """Every file, those too that share an id with another."""
        return [self._file(path) for path in sorted({*self._paths.values(), *self._odd})]

    def problems(self, files: list[File] | None = None) -> list[Problem]:
        """All that is wrong in these files, or in all, by themselves and in the light of the others."""
        found: list[Problem] = []
        for file in self.all() if files is None else files:
            found += file.problems
            found += Checker(file, self, self.vocabulary).problems() if file.entity else []
        return found

    def dataset(self, files: list[File] | None = None) -> Dataset:
        """What is told in these files, or in all, with the line of each thing and fact."""
        entities = {}
        places: dict[tuple[str, int | None], tuple[str, int]] = {}
        for file in self.all() if files is None else files:
            if file.entity:
                entities[file.id] = file.entity
            for owner, _, where, facts in owners(file):
                places[owner, None] = (file.name, file.line(where))
                places |= {(owner, index): (file.name, file.line(place)) for index, place in enumerate(facts)}
        return Dataset.model_construct(entities=entities, places=places)

    def _file(self, path: Path) -> File:
        if path not in self._read:
            self._read[path] = File(path, self.folder, self.vocabulary)
        return self._read[path]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:  # a dead link, of which its reading tells
        return 0, 0
    return found.st_mtime_ns, found.st_size
