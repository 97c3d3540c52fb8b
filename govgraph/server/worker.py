"""A worker process as the server sees it, and what goes to and fro."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .generation import Generation
from .wire import Unpacking

if TYPE_CHECKING:
    from .pool import Pool

_LOWEST = 19


@dataclass(frozen=True)
class Reply:
    """What a worker made of a request, and of which data."""

    status: int
    headers: dict[str, str]
    body: bytes
    generation: Generation
    error: str | None = None


@dataclass(eq=False)
class Job:
    """A request on its way through the pool."""

    client: str
    message: bytes
    key: int
    seconds: float
    reply: asyncio.Future[Reply]
    short: float = 0.0  # seconds of work after which it is long
    long: bool = False
    timer: asyncio.TimerHandle | None = None
    began: float = 0.0
    since: float = field(default_factory=time.monotonic)


class Worker(asyncio.Protocol):
    """A worker process at the other end of a socket."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.pid = 0
        self.job: Job | None = None
        self.lasts = False  # its job was not done at once
        self.lowered = False
        self.spent = 0.0  # seconds of processor time, when it last said so
        self.generation: Generation | None = None
        self._unpacking = Unpacking()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        for head, body in self._unpacking.feed(data):
            self.spent = head.pop("spent")
            if self.generation:
                self.pool.done(self, Reply(body=body, generation=self.generation, **head))
            else:
                self.pid = head["pid"]
                self.pool.joined(self, head["store"])

    def connection_lost(self, exc: Exception | None) -> None:
        self.pool.gone(self)

    def start(self, job: Job) -> None:
        """Let the worker work on a job."""
        self.job, self.lasts, job.began = job, False, time.monotonic()
        self.transport.write(job.message)

    def lower(self) -> None:
        """Let everybody else go first; there is no way back for this worker."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWEST)
            if hasattr(os, "SCHED_IDLE"):  # whoever has something short to do goes first, and at once
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
        self.lowered = True

    def worked(self, job: Job) -> float:
        """How long it has worked on a job, in seconds of processor time: a busy machine makes no request a long one.

        Where the system does not tell, it is the time since it began.
        """
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") - self.spent
        except OSError:
            return time.monotonic() - job.began

    def kill(self) -> None:
        """End the process at once, whatever it does; what it was working on is nobody's any more."""
        self.job = None
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        self.transport.abort()
