"""`govgraph serve`: the application behind a socket, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import signal
import socket
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import uvicorn

from ..graph import KnowledgeGraph
from . import clients
from .app import Application, Site
from .connection import Connection
from .edge import log
from .limits import Limits

_BACKLOG = 1024  # connections that wait to be taken
_GRACE = 5  # seconds beyond a query's own that are given to what is under way


def serve(
    graph: KnowledgeGraph,
    limits: Limits,
    day: str | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    base: str | None = None,
    path: str = "",
    trusted: Sequence[str] = (),
) -> None:
    """Serve a graph until SIGTERM or SIGINT; SIGHUP reads the data again. Raises OSError where the port is taken.

    The address is printed to the standard output as soon as requests are answered there.
    """
    networks = [clients.network(each) for each in trusted]
    listening = _listen(host, port)
    app = Application(graph, limits, day, base, path, networks)
    _allow_many_files()
    connection: Any = partial(Connection, limits, networks, Counter())
    config = uvicorn.Config(
        app, http=connection, ws="none", lifespan="off", log_config=None, access_log=False,
        proxy_headers=False, server_header=False, limit_concurrency=limits.connections, backlog=_BACKLOG,
        timeout_graceful_shutdown=int(limits.seconds + _GRACE),
    )  # fmt: skip
    for name in ("uvicorn.error", "asyncio"):
        logging.getLogger(name).addHandler(_Lines(logging.WARNING))
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:  # uvloop's, where that is installed
        runner.run(_run(_Server(config), app.site, listening, f"{_url(host, listening)}{path.rstrip('/')}/"))


class _Server(uvicorn.Server):
    """uvicorn's, with signals that count from the start and are not raised once more in the end."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return contextlib.nullcontext()


async def _run(server: _Server, site: Site, listening: socket.socket, url: str) -> None:
    """Run until told to stop, also while the data are being loaded."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    reloads: set[asyncio.Task[None]] = set()

    def stop(number: int) -> None:
        server.handle_exit(number, None)
        if task and not server.started:
            task.cancel()

    def reload() -> None:
        if len(reloads) < 2:  # one that waits for the one under way will read what the files say then
            reloads.add(again := asyncio.ensure_future(site.reload()))
            again.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop, number)
    loop.add_signal_handler(signal.SIGHUP, reload)
    try:
        async with site.running():
            print(url, flush=True)
            await server.serve(sockets=[listening])
    except asyncio.CancelledError:
        if not server.should_exit:
            raise


class _Lines(logging.Handler):
    """What uvicorn and asyncio have to say, as lines of the same log."""

    def emit(self, record: logging.LogRecord) -> None:
        log(level=record.levelname.lower(), message=record.getMessage())


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the first address that the host's name stands for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, proto, _, address = found[0]
        with contextlib.ExitStack() as unless:
            made = unless.enter_context(socket.socket(family, kind, proto))
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(_BACKLOG)
            unless.pop_all()
    except OSError as error:
        error.filename = f"{host}:{port}"
        raise
    return made


def _url(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def _allow_many_files() -> None:
    """As many open connections as the system lets a process have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
