"""A folder of YAML -> lines of N-Triples, in as many processes as there are cores where there are many files.

No file is held in memory once it is written out. What one file says of another is checked as soon as both are known;
what is doubtful is read again with care, by `reader`, whose messages say what is wrong and where.
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from . import progress
from .errors import DataError, Problem
from .job import ENDED, Job, Written, receive, send
from .reader import data_files, read_again
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

    The processes that read them may be on their way already, and are at work from the beginning.
    """
    paths = data_files(folder)
    job = Job(folder, frozenset(path.stem for path in paths if path.parent == folder), vocabulary, as_of)
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    parts: Iterable[Written] = map(job.write, chunks)
    with closing(readers or Readers(folder)) as ready:
        if not paths:  # what is asked of nothing would be "not understood", as if the question were at fault
            raise DataError([Problem(os.fspath(folder), 1, "there is no file of facts in this folder", "file")])
        ready.start(len(paths))
        with ThreadPoolExecutor(len(ready.streams) or 1) as threads:
            if ready.streams:
                parts = _in_processes(ready.streams, threads, job, chunks)
                parts = progress.shown(parts, f"Reading {len(paths):,} files", len(chunks))
            with closing(_lines(job, parts)) as lines:
                yield lines


def _lines(job: Job, parts: Iterable[Written]) -> Generator[bytes, None, None]:
    known = _Known(job.vocabulary)
    for written in parts:
        known.add(written)
        yield written.lines
    again = known.suspects()
    for file in read_again(again, known.files(), job.folder, job.vocabulary) if again else ():
        if file.id not in known.kinds:  # nothing is wrong with it after all
            yield job.lines(file.id, cast("Entity", file.entity))


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


def _in_processes(
    processes: Sequence[Streams], threads: ThreadPoolExecutor, job: Job, chunks: Sequence[list[Path]]
) -> Iterator[Written]:
    """What each chunk gives, in order; the first ones are handed out now."""
    idle: SimpleQueue[Streams] = SimpleQueue()
    for streams in processes:
        with _awake(job.folder):
            send(streams[1], job)
        idle.put(streams)

    def write(chunk: list[Path]) -> Written:
        told, asked = streams = idle.get()
        try:
            with _awake(job.folder):
                send(asked, chunk)
                return cast(Written, receive(told))
        finally:
            idle.put(streams)

    handed_out = (threads.submit(write, chunk) for chunk in chunks)
    return _in_turn(deque(islice(handed_out, _AHEAD * len(processes))), handed_out, processes)


def _in_turn(
    ahead: deque[Future[Written]], more: Iterator[Future[Written]], processes: Sequence[Streams]
) -> Iterator[Written]:
    while ahead:
        written = ahead.popleft().result()
        ahead.extend(islice(more, 1))
        yield written
    for _, asked in processes:  # so that they end while what they wrote is still being put in order
        asked.close()


@contextmanager
def _awake(folder: Path) -> Iterator[None]:
    """While something is asked of a process: what happened is told if it is no more."""
    try:
        yield
    except ENDED:
        ended = "a process that read files has ended before its time: was there too little memory?"
        raise DataError([Problem(os.fspath(folder), 1, ended)]) from None
