"""The whole graph in every format of `govgraph export`: written by a worker when first asked for, then kept on disk."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.responses import FileResponse

from ..export import WRITERS
from ..vocabulary import did_you_mean
from .exchange import Exchange, validators
from .generation import Generation
from .limits import Limits
from .pool import Pool
from .refusal import Refusal
from .worker import Reply


async def download(exchange: Exchange, pool: Pool, limits: Limits, format: str) -> None:
    """Send the graph in a format of WRITERS; Refusal where there is no such format, or it cannot be written here."""
    if format not in WRITERS:
        raise Refusal(
            404, f"no format is called {format[:60]!r}{did_you_mean(format, WRITERS)}: there are {', '.join(WRITERS)}"
        )
    generation = pool.current
    ending, media_type = WRITERS[format].endings[0], WRITERS[format].media_type
    etag = f'"{generation.version}-{format}"'
    headers = {**validators(etag, generation.modified), "Vary": "Accept-Encoding"}
    if exchange.unchanged(etag, generation.modified):
        await exchange.respond(304, headers)
        return
    task = generation.downloads.get(format)
    if task is None or (task.done() and task.exception()):
        path = generation.folder / f"{format}{ending}"
        task = asyncio.create_task(_write(pool, generation, format, path, limits.export))
        generation.downloads[format] = task
    path = await asyncio.shield(task)
    name = f"govgraph-{generation.as_of}-{format}{ending}"
    sending = FileResponse(path, media_type=media_type, filename=name, headers=headers)
    await sending(exchange.scope, exchange.receive, exchange.send)


async def _write(pool: Pool, generation: Generation, format: str, path: Path, seconds: float) -> Path:
    job = {"job": "export", "format": format, "path": str(path)}
    reply: Reply = await pool.submit(job, "downloads", seconds)
    if reply.error:
        raise RuntimeError(f"in a worker:\n{reply.error}")
    if reply.status != 200:
        raise Refusal(reply.status, reply.body.decode().strip())
    return path
