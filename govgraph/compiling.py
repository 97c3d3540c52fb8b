"""A folder of YAML -> lines of N-Triples, in as many processes as there are cores where there are many files.

No file is held in memory once it is written out. What one file says of another is checked as soon as both are known;
what is doubtful is read again with care, by `reader`, whose messages say what is wrong and where.
"""

from __future__ import annotations

import os
import pickle
from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from . import progress
from .errors import DataError, Problem
from .job import ENDED, Job, Written, send
from .reader import data_files, read_again
from .reader.folder import content, file_id
from .readers import Readers
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .model import Entity

Streams = tuple[BinaryIO, BinaryIO]  # where a process tells, and where it is asked
_CHUNK = 64  # files that are handed out at once
_AHEAD = 4  # chunks for each process that may be under way, so that results do not pile up


@contextmanager
def compiled(
    folder: Path, vocabulary: Vocabulary, as_of: date, readers: Readers | None = None
) -> Iterator[Iterator[bytes]]:
    """The lines of all files, some files at a time; they raise DataError at the end, with every problem.

    The processes that read them may be on their way already.
    """
    paths = data_files(folder)
    if not paths:  # what is asked of nothing would be "not understood", as if the question were at fault
        raise DataError([Problem(os.fspath(folder), 1, "there is no file of facts in this folder", "file")])
    with closing(readers or Readers()) as ready:
        ready.start(len(paths))
        with closing(_lines(folder, paths, ready.streams, vocabulary, as_of)) as lines:
            yield lines


def _lines(
    folder: Path, paths: list[Path], processes: list[Streams], vocabulary: Vocabulary, as_of: date
) -> Generator[bytes, None, None]:
    folders = frozenset(path.stem for path in paths if path.parent == folder)
    job = Job(folder, folders, _texts(paths, folder), vocabulary, as_of)
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    parts: Iterable[Written] = map(job.write, chunks)
    if processes:
        parts = progress.shown(_in_processes(processes, job, chunks), f"Reading {len(paths):,} files", len(chunks))
    known = _Known(vocabulary)
    for written in parts:
        known.add(written)
        yield written.lines
    again = known.suspects()
    for file in read_again(again, known.files(), folder, vocabulary) if again else ():
        if file.id not in known.kinds:  # nothing is wrong with it after all
            yield job.lines(file.id, cast("Entity", file.entity))


def _texts(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Which source is the text of which instrument: no fact can be written before that is known."""
    from .reader.plain import document  # once other processes are on their way

    found = {}
    for path in paths:
        with suppress(Exception):  # whatever is wrong with it is told when it is read in its turn
            if b"text_of" in (raw := content(path)):
                found[file_id(path, folder)] = document(raw)["source"]["text_of"]
    return found


class _Known:
    """What the files told of so far, and what others said of things of which none has yet."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.kinds: dict[str, tuple[str, bool]] = {}
        self.open: dict[tuple[str, str], list[Path]] = defaultdict(list)
        self.doubtful: list[Path] = []
        self.vocabulary = vocabulary
        self.ranges = {name: prop.range for name, prop in (vocabulary.properties | vocabulary.qualifiers).items()}
        self.ranges["text_of"] = self.ranges["under"]

    def add(self, written: Written) -> None:
        self.kinds |= written.kinds
        self.doubtful += written.doubtful
        for path, uses in written.uses:
            for use in uses:
                if not self._fits(*use):
                    self.open[use].append(path)

    def _fits(self, how: str, id_: str) -> bool:
        kind, citable = self.kinds.get(id_, ("", False))
        return citable if how == "cite" else self.vocabulary.is_a(kind, self.ranges[how])

    def suspects(self) -> list[Path]:
        """The files in which something is wrong, or may be."""
        return sorted(
            {*self.doubtful, *(path for use, paths in self.open.items() if not self._fits(*use) for path in paths)}
        )

    def files(self) -> dict[str, Any]:
        """What is known of every file that was written out, in the shape of a File; names are not."""
        from .model import Entity, Part

        found: dict[str, Any] = {}
        for id_, (kind, citable) in self.kinds.items():
            owner, _, slug = id_.partition("#")
            if slug:
                found[owner].entity.parts[slug] = Part.model_construct(type=kind, name={})
            else:
                entity = Entity.model_construct(type=kind, name={}, parts={}, source=citable or None)
                found[id_] = SimpleNamespace(id=id_, entity=entity, places={})
        return found


# -- other processes


def _in_processes(processes: Sequence[Streams], job: Job, chunks: Sequence[list[Path]]) -> Iterator[Written]:
    """What each chunk gives, in order."""
    idle: SimpleQueue[Streams] = SimpleQueue()
    ahead: deque[Any] = deque()
    for streams in processes:
        with _awake(job.folder):
            send(streams[1], job)
        idle.put(streams)

    def write(chunk: list[Path]) -> Written:
        told, asked = streams = idle.get()
        try:
            with _awake(job.folder):
                send(asked, chunk)
                return cast(Written, pickle.load(told))
        finally:
            idle.put(streams)

    with ThreadPoolExecutor(len(processes)) as threads:
        for chunk in chunks:
            ahead.append(threads.submit(write, chunk))
            if len(ahead) > _AHEAD * len(processes):
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


@contextmanager
def _awake(folder: Path) -> Iterator[None]:
    """While something is asked of a process: what happened is told if it is no more."""
    try:
        yield
    except ENDED:
        ended = "a process that read files has ended before its time: was there too little memory?"
        raise DataError([Problem(os.fspath(folder), 1, ended)]) from None
