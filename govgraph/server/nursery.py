"""The process in which a graph is loaded once, and from which workers are forked that share its memory.

Started as `python -m govgraph.server.nursery`. The first line of its standard input says what to load; it answers with
a line that tells about the graph, or what is wrong with the data. Every further line asks for a worker. When the input
ends, it ends with all its workers.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import sys
import warnings
from contextlib import suppress
from datetime import UTC, datetime, time
from pathlib import Path
from time import process_time
from typing import Any

import pyoxigraph as ox

from ..compiled import copy
from ..errors import GovgraphError
from ..graph import KnowledgeGraph, load
from .pages import warm
from .wire import messages, packed
from .work import perform

_BEHIND = 5  # by which workers let the server itself go first


def main() -> None:
    """Load, tell, and fork for as long as the server wants it."""
    os.setpgid(0, 0)  # out of the way of Ctrl-C; not a session of its own, which would get processor time of its own
    os.nice(_BEHIND)
    warnings.simplefilter("ignore")  # of the idle threads of the store that is read here, no fork has any need
    asked = json.loads(sys.stdin.readline())
    try:
        kg = load(asked["data"], asked["ontology"], as_of=asked["as_of"], sources=asked["sources"])
        place = asked["place"]
        copy(kg.store, place)
        _warm(kg, place)
    except (GovgraphError, OSError) as error:
        _tell({"error": str(error), "exit_code": getattr(error, "exit_code", 1)})
        return
    _tell({"version": kg.key[:16], "as_of": kg.as_of_date.isoformat(), "modified": _modified(kg)})
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # workers leave nothing behind
    gc.collect()
    gc.freeze()
    for _ in sys.stdin:
        if not os.fork():
            _work(kg, place, asked["socket"], asked["memory"])
    os.killpg(0, signal.SIGKILL)


def _warm(kg: KnowledgeGraph, place: str) -> None:
    """Work out what pages need, so that every worker has it from the start.

    What answers questions reads from a file, and a file that is open must not be shared: it is compiled by a process
    that ends thereafter, and opened by each worker.
    """
    if not os.fork():
        with suppress(Exception):
            kg.store = ox.Store.read_only(place)
            _ = kg.engine
        os._exit(0)
    kg.facts()
    with suppress(Exception):  # it will be told to who asks for the page
        warm(kg)
    os.wait()
    vars(kg).pop("engine", None)


def _modified(kg: KnowledgeGraph) -> float:
    """When the newest of the files was written, or when the graph's day began, if that came later."""
    written = [path.stat().st_mtime for place in (kg.folder, kg.ontology) for path in (place, *place.rglob("*"))]
    began = datetime.combine(kg.as_of_date, time(), UTC).timestamp()
    return min(max([began, *written]), datetime.now(UTC).timestamp())


def _tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


def _work(kg: KnowledgeGraph, place: str, address: str, memory: int) -> None:
    """Be a worker until the server hangs up."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        kg.store = ox.Store.read_only(place)
        _limit_memory(memory)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(address)
            connection.sendall(packed({"pid": os.getpid(), "store": place, "spent": process_time()}))
            for head, _ in messages(connection):
                told, body = perform(kg, head)
                connection.sendall(packed({**told, "spent": process_time()}, body))
    finally:
        os._exit(0)


def _limit_memory(more: int) -> None:
    """What a query may take, beyond what the process has now; a system that does not tell sets no limit."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return
    limit = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
