"""A part of the work of compiling: some files read, checked, and written out as lines; done here or by a process.

Such a process starts while the one that asks for it is still looking around, so nothing is imported here before it
is needed.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import rdf
from .vocabulary import Vocabulary

try:  # without what pickle loads beside it
    from _pickle import UnpicklingError, dump, load
except ImportError:
    from pickle import UnpicklingError, dump, load

if TYPE_CHECKING:
    from .model import Entity


class Job:
    """What has to be known to write a file out: the folders with a file of their own, and which text is whose."""

    def __init__(self, folder: Path, folders: frozenset[str], vocabulary: Vocabulary, as_of: date) -> None:
        self.folder, self.folders, self.vocabulary, self.as_of = folder, folders, vocabulary, as_of

    @cached_property
    def texts(self) -> dict[str, str]:
        """Which source is the text of which instrument: no fact can be written before that is known."""
        return texts(self.folder)

    def write(self, paths: Iterable[Path]) -> Written:
        """These files written out, as far as nothing in them is doubtful."""
        from .reader.plain import DoubtError
        from .reader.quick import Quick

        written, lines = Written(b"", {}, [], []), []
        for path in paths:
            try:
                file = Quick(path, self.folder, self.folders, self.vocabulary)
            except DoubtError:
                written.doubtful.append(path)
                continue
            lines.append(self.lines(file.id, file.entity))
            written.kinds[file.id] = file.entity.type, bool(file.entity.source)
            written.kinds.update({f"{file.id}#{slug}": (part.type, False) for slug, part in file.entity.parts.items()})
            written.uses.append((path, file.uses))
        return written._replace(lines=b"".join(lines))

    def lines(self, id_: str, entity: Entity) -> bytes:
        """The lines of a thing and its parts."""
        found: list[str] = []
        for name, thing in ((id_, entity), *((f"{id_}#{slug}", part) for slug, part in entity.parts.items())):
            found.extend(rdf.thing_lines(name, thing, self.folders))
            for fact in thing.facts:
                found.extend(rdf.fact_lines(name, fact, self.vocabulary, self.texts, self.as_of))
        found.append("")  # so that the last one ends too
        return "\n".join(found).encode()


class Written(NamedTuple):
    """Files written out: their lines, what they tell of (its kind, and whether it can be cited), and what they use."""

    lines: bytes
    kinds: dict[str, tuple[str, bool]]
    uses: list[tuple[Path, set[tuple[str, str]]]]
    doubtful: list[Path]


def texts(folder: Path) -> dict[str, str]:
    """Which source is the text of which instrument, as the files in a folder say."""
    from .reader.folder import content, data_files, file_id
    from .reader.plain import document

    found = {}
    for path in data_files(folder):
        with suppress(Exception):  # whatever is wrong with it is told when it is read in its turn
            if path.suffix == ".yaml" and b"text_of" in (raw := content(path)):
                found[file_id(path, folder)] = document(raw)["source"]["text_of"]
    return found


ENDED = EOFError, BrokenPipeError, UnpicklingError  # what is seen where the other end of a pipe is no more
Ends = tuple[int, int]  # of pipes: the one from which a process reads, and the one to which it writes


def serve(pipes: Sequence[Ends], folder: str) -> None:
    """What such processes do: each reads a Job, then writes out one chunk of files after the other.

    One is started, and the others are copies of it, one for each two pipes: what they need is imported and found out
    once, before the job comes.
    """
    gc.set_threshold(100_000)  # what is read is let go of chunk by chunk, and looking for circles finds none
    from .reader import quick  # noqa: F401

    known = texts(Path(folder))
    own, copies = pipes[0], list[int]()
    for ends in pipes[1:]:
        if (copy := os.fork()) == 0:
            own, copies = ends, []
            break
        copies.append(copy)
    for end in {end for ends in pipes for end in ends} - {*own}:  # or the end of one would not be seen while another is
        os.close(end)
    with suppress(*ENDED), os.fdopen(own[0], "rb") as asked, os.fdopen(own[1], "wb") as told:
        job: Job = receive(asked)
        job.texts = known
        while True:
            send(told, job.write(receive(asked)))
    for copy in copies:  # so that what they took is counted with what this one did
        os.waitpid(copy, 0)
    os._exit(0)  # to let go of all that it holds, piece by piece, would take it as long as some fifty files


def send(stream: Any, what: object) -> None:
    """Something for the process at the other end of a pipe."""
    dump(what, stream, 5)
    stream.flush()


def receive(stream: Any) -> Any:
    """What was sent from there; raises one of ENDED where nothing more comes."""
    return load(stream)
