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
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any, cast

from . import progress, rdf
from .errors import DataError, Problem
from .model import Entity, Part
from .reader import data_files, read_again
from .reader.quick import DoubtError, Quick, document, file_id
from .vocabulary import Vocabulary

FEW = 800  # files that one process has read before others would have started
_CHUNK = 64  # files that are handed out at once
_AHEAD = 4  # chunks for each process that may be under way, so that results do not pile up
_SERVE = "import sys; sys.path[:] = {!r}; from govgraph.compiling import serve; serve()"


@dataclass(frozen=True)
class Job:
    """What has to be known to write a file out: the folders with a file of their own, and which text is whose."""

    folder: Path
    folders: frozenset[str]
    texts: dict[str, str]
    vocabulary: Vocabulary
    as_of: date

    def write(self, paths: Iterable[Path]) -> Written:
        """These files written out, as far as nothing in them is doubtful."""
        written = Written()
        for path in paths:
            try:
                file = Quick(path, self.folder, self.folders, self.vocabulary)
            except DoubtError:
                written.doubtful.append(path)
                continue
            written.lines += self.lines(file.id, file.entity)
            written.kinds[file.id] = file.entity.type, bool(file.entity.source)
            written.kinds |= {f"{file.id}#{slug}": (part.type, False) for slug, part in file.entity.parts.items()}
            written.uses.append((path, file.uses))
        return written

    def lines(self, id_: str, entity: Entity) -> bytes:
        """The lines of a thing and its parts."""
        found: list[str] = []
        for name, thing in ((id_, entity), *((f"{id_}#{slug}", part) for slug, part in entity.parts.items())):
            found.extend(rdf.thing_lines(name, thing, self.folders))
            for fact in thing.facts:
                found.extend(rdf.fact_lines(name, fact, self.vocabulary, self.texts, self.as_of))
        return "".join(f"{line}\n" for line in found).encode()


@dataclass
class Written:
    """Files written out: their lines, what they tell of (its kind, and whether it can be cited), and what they use."""

    lines: bytes = b""
    kinds: dict[str, tuple[str, bool]] = field(default_factory=dict)
    uses: list[tuple[Path, set[tuple[str, str]]]] = field(default_factory=list)
    doubtful: list[Path] = field(default_factory=list)


def compiled(folder: Path, vocabulary: Vocabulary, as_of: date) -> Iterator[bytes]:
    """The lines of all files, some files at a time; raises DataError at the end, with every problem."""
    paths = data_files(folder)
    folders = frozenset(path.stem for path in paths if path.parent == folder)
    job = Job(folder, folders, _texts(paths, folder), vocabulary, as_of)
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    parts: Iterable[Written] = map(job.write, chunks)
    if len(paths) > FEW:
        parts = progress.shown(_in_processes(job, chunks), f"Reading {len(paths):,} files", len(chunks))
    known = _Known(vocabulary)
    for written in parts:
        known.add(written)
        yield written.lines
    again = known.suspects()
    for file in read_again(again, known.files(), folder, vocabulary) if again else ():
        if file.id not in known.kinds:  # nothing is wrong with it after all
            yield job.lines(file.id, cast(Entity, file.entity))


def _texts(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Which source is the text of which instrument: no fact can be written before that is known."""
    found = {}
    for path in paths:
        with suppress(Exception):  # whatever is wrong with it is told when it is read in its turn
            if b"text_of" in (raw := path.read_bytes()):
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
        """What is known of every file that was written out, in the shape of a File."""
        found: dict[str, Any] = {}
        for id_, (kind, citable) in self.kinds.items():
            owner, _, slug = id_.partition("#")
            if slug:
                found[owner].entity.parts[slug] = Part.model_construct(type=kind)
            else:
                entity = Entity.model_construct(type=kind, parts={}, source=citable or None)
                found[id_] = SimpleNamespace(id=id_, entity=entity, places={})
        return found


# -- other processes


def _in_processes(job: Job, chunks: Sequence[list[Path]]) -> Iterator[Written]:
    """What each chunk gives, in order.

    The processes are started as such and not by `multiprocessing`, which would run the main module of whoever loads a
    graph once more in each of them, or copy this process with whatever its threads are at.
    """
    many = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
    ahead: deque[Any] = deque()

    def write(chunk: list[Path]) -> Written:
        process = idle.get()
        try:
            _send(process.stdin, chunk)
            return cast(Written, pickle.load(cast(Any, process.stdout)))
        except (EOFError, BrokenPipeError):
            killed = "a process that read files has ended before its time: was there too little memory?"
            raise DataError([Problem(os.fspath(job.folder), 1, killed)]) from None
        finally:
            idle.put(process)

    with ExitStack() as stack:
        for _ in range(many):
            command = [sys.executable, "-c", _SERVE.format(sys.path)]
            process = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
            stack.callback(process.kill)
            _send(process.stdin, job)
            idle.put(process)
        with ThreadPoolExecutor(many) as threads:
            for chunk in chunks:
                ahead.append(threads.submit(write, chunk))
                if len(ahead) > _AHEAD * many:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()


def serve() -> None:
    """What such a process does: it reads a Job, then writes out one chunk of files after the other."""
    job: Job = pickle.load(sys.stdin.buffer)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            _send(sys.stdout.buffer, job.write(pickle.load(sys.stdin.buffer)))


def _send(stream: Any, what: object) -> None:
    pickle.dump(what, stream, protocol=5)
    stream.flush()
