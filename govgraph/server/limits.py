"""What one request, one client and all of them together may take."""

from __future__ import annotations

import os
from dataclasses import dataclass

_CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """The limits, in seconds and bytes; those that `govgraph serve` has options for come first."""

    seconds: float = 10  # that a query or a page may run
    rows: int = 1_000_000  # of an answer, or triples
    bytes: int = 64 << 20  # of an answer
    workers: int = 4 * _CORES  # short requests that are answered at the same time
    queue: int = 200  # requests that wait, of all clients together

    at_once: int = _CORES  # of them that have just begun
    first: float = 0.01  # seconds for which a request has just begun
    long: int = 4 * _CORES  # requests that may run for long at the same time, at a low priority
    short: float = 0.05  # seconds of work after which a query counts as long
    own: float = 1.0  # the same for pages and documents, which are the server's own work
    wait: float = 10  # seconds that a request waits for its turn
    export: float = 300  # seconds for writing a download, which happens once
    query: int = 100_000  # characters of a query
    body: int = 1 << 20  # bytes of a request's body
    head: int = 64 << 10  # bytes of its first line and headers
    patience: float = 20  # seconds in which a client sends its request, or takes the next piece of its answer
    connections: int = 1000  # at the same time
    kept: int = 32 << 20  # bytes of answers that are kept for who asks next
    memory: int = 2 << 30  # of a worker's address space, beyond what it starts with

    @property
    def share(self) -> int:
        """How many long requests of one client run at the same time."""
        return max(1, self.long // 2)
