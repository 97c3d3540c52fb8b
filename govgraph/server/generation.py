"""A data set as it is served: the nursery that has loaded it, and the workers that come from there."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import GovgraphError
from ..graph import KnowledgeGraph
from .limits import Limits
from .small import Small

_MANY = 500_000  # statements, which take less than a kilobyte of memory each


@dataclass
class Generation:
    """One load of the data. `version` is a hash of all that the graph was made from, `modified` a Unix time."""

    folder: Path
    process: asyncio.subprocess.Process
    version: str
    as_of: str
    modified: float
    small: Small | None  # as long as it is served: replies that are kept hold on to all else for longer
    expected: int = 0  # workers that were asked for and have not come yet
    asked: float = 0.0  # when the last one was
    downloads: dict[str, asyncio.Task[Path]] = field(default_factory=dict)

    def fork(self) -> None:
        """Ask for a worker, which will come to the server's socket."""
        if self.process.stdin and not self.process.stdin.is_closing():
            self.process.stdin.write(b"fork\n")
            self.expected += 1
            self.asked = time.monotonic()

    def give_up(self, seconds: float) -> None:
        """Expect no worker any more that has not come in so many seconds: it has died on its way."""
        if self.expected and time.monotonic() - self.asked > seconds:
            self.expected = 0

    async def end(self) -> None:
        """End the nursery and, with it, every worker that is left."""
        if self.process.stdin:
            self.process.stdin.close()
        await self.process.wait()


async def started(graph: KnowledgeGraph, day: str | None, folder: Path, address: Path, limits: Limits) -> Generation:
    """A generation of what the graph's files say now; raises GovgraphError with what is wrong in them."""
    folder.mkdir()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "govgraph.server.nursery",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=_environment(),
    )  # fmt: skip
    assert process.stdin and process.stdout
    asked = {
        "data": str(graph.folder), "ontology": str(graph.ontology), "sources": graph.sources, "as_of": day,
        "place": str(folder / "store"), "socket": str(address), "memory": limits.memory,
    }  # fmt: skip
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    try:
        line = await process.stdout.readline()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    told: dict[str, Any] = json.loads(line or b'{"error": "the data could not be loaded"}')
    if "error" in told:
        process.stdin.close()
        await process.wait()
        wrong = GovgraphError(told["error"])
        wrong.exit_code = told.get("exit_code", 1)
        raise wrong
    store = await asyncio.to_thread(_near, ox.Store.read_only(str(folder / "store")))
    return Generation(folder, process, told["version"], told["as_of"], told["modified"], Small(store))


def _near(store: ox.Store) -> ox.Store:
    """The same statements in memory, where a lookup takes half the time, unless they are too many for that."""
    if len(store) > _MANY:
        return store
    near = ox.Store()
    near.bulk_load(store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    return near


def _environment() -> dict[str, str]:
    """The nursery finds the very govgraph that runs here."""
    here = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in (here, os.environ.get("PYTHONPATH")) if p)}
