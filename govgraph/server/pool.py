"""The worker processes, and which request is whose turn.

A request runs in a worker of its own. As many begin at once as there are processors: more would be in each other's way.
One that is not done at once lets another begin beside it. One that is not done within a moment is *long*: its worker
goes on at the lowest priority, and a fresh one takes its place, so that short requests never wait behind it. When its
time is up, its worker is killed. There is room for some long requests, fewer of one client; others start again when it
is their turn. A request that was long once is known to be when it comes again.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter, OrderedDict
from pathlib import Path
from typing import Any

from ..errors import GovgraphError
from ..graph import KnowledgeGraph
from ..writing import cleared
from .generation import Generation, started
from .limits import Limits
from .refusal import Refusal, busy
from .turns import Turns
from .wire import packed
from .worker import Job, Reply, Worker

_LONGEST_START = 60  # seconds for the first workers
_PAUSE = 5  # seconds in which a worker comes, or after which the data are tried again
_REMEMBERED = 1000  # long requests
_LARGE = 1 << 20  # bytes of a reply after which a worker has grown, and goes


class Pool:
    """Workers for the newest data; `run` gives a job to one of them."""

    def __init__(self, graph: KnowledgeGraph, day: str | None, limits: Limits) -> None:
        self.graph, self.day, self.limits = graph, day, limits
        self.counted: Counter[str] = Counter()
        self.workers: set[Worker] = set()
        self.idle: list[Worker] = []
        self.short: set[Worker] = set()
        self.long: set[Worker] = set()
        self.turns: Turns[Job] = Turns(limits.queue)
        self.turns_long: Turns[Job] = Turns(limits.queue)
        self._known: OrderedDict[int, None] = OrderedDict()
        self._loads = 0
        self._old: list[Generation] = []
        self._reloading = asyncio.Lock()
        self._watches: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.current: Generation

    # -- coming and going

    async def start(self) -> None:
        """Load the data and fork the workers; raises GovgraphError."""
        self.folder = Path(tempfile.mkdtemp(prefix="govgraph-"))
        self.address = self.folder / "s"
        loop = asyncio.get_running_loop()
        self._server = await loop.create_unix_server(lambda: Worker(self), str(self.address))
        self._ready = asyncio.Event()
        await self.reload()

    async def stop(self) -> None:
        """End every process, and leave nothing behind."""
        self._stopping = True
        for watch in self._watches:
            watch.cancel()
        self._server.close()
        for worker in list(self.workers):
            worker.transport.abort()
        for generation in {id(g): g for g in (*self._old, *self._serving())}.values():
            await generation.end()
        cleared(self.folder)

    def _serving(self) -> list[Generation]:
        """What is served, and what is about to be; nothing before the first data are there."""
        return [getattr(self, name) for name in ("current", "_next") if hasattr(self, name)]

    async def reload(self) -> None:
        """Serve what the files say now. What is being worked on is finished on the data with which it began.

        Raises GovgraphError if something is wrong with them; then all stays as it was.
        """
        async with self._reloading:
            self._loads += 1
            for done in [g for g in self._old if g.process.returncode is not None]:
                self._old.remove(done)
                cleared(done.folder)
            place = self.folder / str(self._loads)
            try:
                new = await started(self.graph, self.day, place, self.address, self.limits)
            except BaseException:
                cleared(place)
                raise
            self._ready.clear()
            self._next = new
            for _ in range(self.limits.workers + 1):
                new.fork()
            self._watches.add(asyncio.create_task(self._watch(new)))
            try:
                await asyncio.wait_for(self._ready.wait(), _LONGEST_START)
            except TimeoutError:
                raise GovgraphError("no worker could be started") from None
            await self._forget()

    async def _watch(self, generation: Generation) -> None:
        """Start again, from the files as they are, if a nursery ends while it is needed."""
        await generation.process.wait()
        while generation is self._next and not self._stopping:
            with contextlib.suppress(GovgraphError):
                await self.reload()
                return
            await asyncio.sleep(_PAUSE)

    def joined(self, worker: Worker, store: str) -> None:
        """A worker has come, and is ready."""
        known = [g for g in (*self._serving(), *self._old) if g.folder == Path(store).parent]
        if not known:
            worker.kill()
            return
        worker.generation = known[0]
        worker.generation.expected = max(0, worker.generation.expected - 1)
        self.workers.add(worker)
        if worker.generation is self._next and getattr(self, "current", None) is not self._next:
            self._switch()
        if worker.generation is self.current and self._missing() > 0:
            self.idle.append(worker)
        else:
            self.retire(worker)
        if len(self.idle) + len(self.short) > self.limits.workers:
            self._ready.set()
        self._fill()

    def _switch(self) -> None:
        """From here on, the newest data are served."""
        if hasattr(self, "current"):
            self._old.append(self.current)
            self.current.small = None
        self.current = self._next
        for worker in self.idle:
            self.retire(worker)
        self.idle.clear()

    async def _forget(self) -> None:
        """End the nurseries of older data whose workers have all gone; their files stay until the next load."""
        for generation in self._old:
            if not any(worker.generation is generation for worker in self.workers):
                await generation.end()

    def retire(self, worker: Worker) -> None:
        """Let an idle worker go: it ends when its socket is closed."""
        worker.transport.close()

    def gone(self, worker: Worker) -> None:
        """A worker has ended; if that was not expected, whoever waits for it is told."""
        self.workers.discard(worker)
        self.short.discard(worker)
        self.long.discard(worker)
        if worker in self.idle:
            self.idle.remove(worker)
        if worker.job:
            self.counted["died"] += 1
            text = "the request needed more memory than there is for one: ask for less"
            self._answer(worker.job, Refusal(503, text, {"Retry-After": "60"}))
            worker.job = None
        if worker.generation in self._old:
            self._ending = asyncio.ensure_future(self._forget())
        self._fill()

    # -- working

    def submit(
        self, job: dict[str, Any], client: str, seconds: float | None = None, message: bytes = b""
    ) -> asyncio.Future[Reply]:
        """The reply to a job, when it comes; a Refusal where there is no time or no room for it.

        Who cancels it wants it no more: the job ends. `message` is the job as it is sent, where that is known already.
        """
        message = message or packed(job)
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        waiting = Job(client, message, hash(message), seconds or self.limits.seconds, reply)
        waiting.short = self.limits.short if job["job"] == "query" else self.limits.own
        waiting.long = waiting.key in self._known
        reply.add_done_callback(lambda _: self._leave(waiting))
        self._line(waiting)
        return reply

    def _line(self, job: Job) -> None:
        """Let a job wait for its turn."""
        turns = self.turns_long if job.long else self.turns
        if out := turns.put(job.client, job):
            self.counted["refused"] += 1
            self._answer(out, busy("too many requests are waiting: try again in a few seconds"))
        self._fill()
        if not (job is out or job.began):
            left = job.since + self.limits.wait - time.monotonic()
            job.timer = asyncio.get_running_loop().call_later(max(left, 0), self._waited, job)

    def _leave(self, job: Job) -> None:
        """Forget a job that nobody waits for any more."""
        if job.timer:
            job.timer.cancel()
        if job.reply.cancelled():
            (self.turns_long if job.long else self.turns).drop(job.client, job)
            for worker in [w for w in (*self.short, *self.long) if w.job is job]:
                self._end(worker)
            self._fill()

    def _fill(self) -> None:
        """Give workers to those whose turn it is, and ask for new ones."""
        while self.idle and self._may_begin() and (job := self.turns.take()):
            self._start(self.idle.pop(), job, self.short)
        while self.idle and len(self.long) < self.limits.long and (job := self.turns_long.take(self._may_be_long)):
            worker = self.idle.pop()
            worker.lower()
            self._start(worker, job, self.long)
        if (missing := self._missing()) > 0 and hasattr(self, "current"):
            self.current.give_up(_PAUSE)
            for _ in range(missing - self.current.expected):
                self.current.fork()

    def _missing(self) -> int:
        """How many more workers there should be for short requests, a spare one among them."""
        return self.limits.workers + 1 - len(self.idle) - len(self.short)

    def _start(self, worker: Worker, job: Job, lane: set[Worker]) -> None:
        if job.timer:
            job.timer.cancel()
        lane.add(worker)
        worker.start(job)
        after, then = (job.seconds, self._over) if job.long else (self.limits.first, self._lasts)
        job.timer = asyncio.get_running_loop().call_later(min(after, job.seconds), then, worker, job)

    def _may_begin(self) -> bool:
        """Whether there is a worker's place for a short request, and a processor that none has just begun to use."""
        return len(self.short) < self.limits.workers and (
            sum(not worker.lasts for worker in self.short) < self.limits.at_once
        )

    def _lasts(self, worker: Worker, job: Job) -> None:
        """A job is not done at once: it goes on beside others."""
        worker.lasts = True
        left = min(job.short, job.seconds) - self.limits.first
        job.timer = asyncio.get_running_loop().call_later(max(left, 0), self._becomes_long, worker, job)
        self._fill()

    def _may_be_long(self, client: str) -> bool:
        return sum(w.job is not None and w.job.client == client for w in self.long) < self.limits.share

    def _becomes_long(self, worker: Worker, job: Job) -> None:
        """A job is not done after a moment: it goes on behind all others, or begins again when there is room for it."""
        more = job.short - worker.worked(job)
        if more > 0 and job.began + job.seconds > time.monotonic() + more:
            job.timer = asyncio.get_running_loop().call_later(more, self._becomes_long, worker, job)
            return
        job.long = True
        self._known[job.key] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        self.short.discard(worker)
        if len(self.long) < self.limits.long and self._may_be_long(job.client):
            worker.lower()
            self.long.add(worker)
            left = job.began + job.seconds - time.monotonic()
            job.timer = asyncio.get_running_loop().call_later(max(left, 0), self._over, worker, job)
        else:
            self._end(worker)
            job.began = 0.0
            self._line(job)
        self._fill()

    def _over(self, worker: Worker, job: Job) -> None:
        """A job's time is up."""
        self.counted["killed"] += 1
        self._end(worker)
        text = f"the request was ended after {job.seconds:g} seconds: ask for less"
        self._answer(job, Refusal(503, text, {"Retry-After": "60"}))
        self._fill()

    def _end(self, worker: Worker) -> None:
        self.short.discard(worker)
        self.long.discard(worker)
        worker.kill()

    def _waited(self, job: Job) -> None:
        (self.turns_long if job.long else self.turns).drop(job.client, job)
        self.counted["refused"] += 1
        self._answer(job, busy("too much is going on: try again in a few seconds"))

    def done(self, worker: Worker, reply: Reply) -> None:
        """A worker has replied; it takes the next job, if it is still of use."""
        job, worker.job = worker.job, None
        self.short.discard(worker)
        self.long.discard(worker)
        if job:
            if not job.long:
                self._known.pop(job.key, None)
            self._answer(job, reply)
        if worker.lowered or worker.generation is not self.current or len(reply.body) > _LARGE or self._missing() <= 0:
            self.retire(worker)
        else:
            self.idle.append(worker)
        self._fill()

    def _answer(self, job: Job, what: Reply | Refusal) -> None:
        if job.timer:
            job.timer.cancel()
        if not job.reply.done():
            job.reply.set_exception(what) if isinstance(what, Refusal) else job.reply.set_result(what)
