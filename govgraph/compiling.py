"""A folder of YAML -> lines of N-Triples, in as many processes as there are cores where there are many files.

No file is held in memory once it is written out. What one file says of another is checked as soon as both are known;
what is doubtful is read again with care, by `reader`, whose messages say what is wrong and where.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from . import progress
from .errors import DataError, Problem
from .job import Job, Written, send
from .reader import data_files, read_again
from .reader.folder import content, file_id
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .model import Entity

Process = subprocess.Popen[bytes]
FEW = 800  # files that one process has read before others would have started
_CHUNK = 64  # files that are handed out at once
_AHEAD = 4  # chunks for each process that may be under way, so that results do not pile up
_SERVE = "import sys; sys.path[:] = {!r}; from govgraph.job import serve; serve()"


@contextmanager
def compiled(folder: Path, vocabulary: Vocabulary, as_of: date) -> Iterator[Iterator[bytes]]:
    """The lines of all files, some files at a time; they raise DataError at the end, with every problem.

    Processes that read them get ready while others prepare for what they will tell.
    """
    paths = data_files(folder)
    with ExitStack() as stack:
        processes = _started(stack) if len(paths) > FEW else []
        yield stack.enter_context(closing(_lines(folder, paths, processes, vocabulary, as_of)))


def _lines(
    folder: Path, paths: list[Path], processes: list[Process], vocabulary: Vocabulary, as_of: date
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


def _started(stack: ExitStack) -> list[Process]:
    """As many processes as there are cores, each of which will do parts of a job, and end with the stack.

    They are started as such and not by `multiprocessing`, which would run the main module of whoever loads a graph once
    more in each of them, or copy this process with whatever its threads are at.
    """
    many = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    command = [sys.executable, "-c", _SERVE.format(sys.path)]
    # Looking for plugins of pydantic takes as long as reading a hundred files, and none has a say in what a fact is.
    environment = {**os.environ, "PYDANTIC_DISABLE_PLUGINS": "__all__"}
    processes = []
    for _ in range(many):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        processes.append(stack.enter_context(process))
        stack.callback(process.kill)
    return processes


def _in_processes(processes: Sequence[Process], job: Job, chunks: Sequence[list[Path]]) -> Iterator[Written]:
    """What each chunk gives, in order."""
    idle: SimpleQueue[Process] = SimpleQueue()
    ahead: deque[Any] = deque()
    for process in processes:
        send(process.stdin, job)
        idle.put(process)

    def write(chunk: list[Path]) -> Written:
        process = idle.get()
        try:
            send(process.stdin, chunk)
            return cast(Written, pickle.load(cast(Any, process.stdout)))
        except (EOFError, BrokenPipeError):
            killed = "a process that read files has ended before its time: was there too little memory?"
            raise DataError([Problem(os.fspath(job.folder), 1, killed)]) from None
        finally:
            idle.put(process)

    with ThreadPoolExecutor(len(processes)) as threads:
        for chunk in chunks:
            ahead.append(threads.submit(write, chunk))
            if len(ahead) > _AHEAD * len(processes):
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
