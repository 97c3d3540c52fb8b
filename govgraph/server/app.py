"""The application: which address is answered by what."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from starlette.routing import Route, Router

from ..errors import GovgraphError
from ..graph import KnowledgeGraph
from . import formats, static
from .clients import Networks
from .downloads import download
from .edge import Edge, log
from .exchange import VARY, Exchange, Receive, Scope, Send, validators
from .generation import Generation
from .kept import Kept
from .limits import Limits
from .metrics import Metrics
from .pages import ROUTES
from .pool import Pool
from .protocol import asked, fields
from .refusal import Refusal
from .wire import packed
from .work import query, replied
from .worker import Reply

HTML = "text/html"


class Application(Edge):
    """See `govgraph.server.create_app`."""

    def __init__(
        self,
        graph: KnowledgeGraph,
        limits: Limits,
        day: str | None = None,
        base: str | None = None,
        path: str = "",
        trusted: Networks = (),
    ) -> None:
        follows = day == "today"
        pool = Pool(graph, None if follows else day or graph.as_of_date.isoformat(), limits)
        self.site = Site(pool, limits, follows)
        self.routes = self.site.routes()
        self.plain = {path.rstrip("/") + each.path: each.app for each in self.routes if "{" not in each.path}
        self.router = Router(self.routes, lifespan=lambda app: self.site.running())
        super().__init__(self._reached, self.site.metrics, base, path, trusted)

    async def _reached(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What is at an address; most requests are for one that needs no search."""
        app = self.plain.get(scope["path"]) if scope["type"] == "http" else None
        if app:
            scope["path_params"] = {}
        await (app or self.router)(scope, receive, send)


class _Endpoint:
    """A function of an Exchange as an ASGI application: for GET and HEAD alone where it only `reads`."""

    def __init__(self, handle: Callable[[Exchange], Awaitable[None]], reads: bool = True) -> None:
        self.handle, self.reads = handle, reads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange: Exchange = scope["govgraph.exchange"]
        if self.reads:
            exchange.allow("GET", "HEAD")
        await self.handle(exchange)


class Site:
    """The endpoints, all over one pool."""

    def __init__(self, pool: Pool, limits: Limits, follows: bool) -> None:
        self.pool, self.limits, self.follows, self.metrics = pool, limits, follows, Metrics()
        self.files, self.kept = static.read(), Kept(limits.kept)

    def routes(self) -> list[Route]:
        """Every address, the narrower ones first."""
        pages = enumerate(ROUTES)
        return [
            Route("/sparql", _Endpoint(self.sparql, reads=False)),
            Route("/healthz", _Endpoint(self.healthz)),
            Route("/metrics", _Endpoint(self.measured)),
            Route("/.well-known/void", _Endpoint(partial(self._document, name="void"))),
            Route("/ns", _Endpoint(partial(self._document, name="ns", html="/ns.html"))),
            Route("/download/{format}", _Endpoint(self.download)),
            Route("/static/{name:path}", _Endpoint(self.static)),
            *(Route(page.address, _Endpoint(partial(self._page, number=n), reads=False)) for n, page in pages),
            Route("/ns.{ending}", _Endpoint(self.ns_in)),
            Route("/id/{key:path}", _Endpoint(partial(self.described, name="id"))),
            Route("/fact/{key:path}", _Endpoint(partial(self.described, name="fact"))),
            Route("/{rest:path}", _Endpoint(missing, reads=False)),
        ]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The time in which there are workers; raises GovgraphError where the data cannot be loaded."""
        calendar = asyncio.create_task(self._follow()) if self.follows else None
        try:
            await self.pool.start()
            yield
        finally:
            if calendar:
                calendar.cancel()
            await self.pool.stop()

    async def _follow(self) -> None:
        """Read the data again when a new day begins."""
        while True:
            now = datetime.now(UTC)
            midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=5, microsecond=0)
            await asyncio.sleep((midnight - now).total_seconds())
            await self.reload()

    async def reload(self) -> None:
        """Serve what the files say now; if something is wrong with them, say so and go on as before."""
        try:
            await self.pool.reload()
            log(level="info", message="the data were read again", version=self.pool.current.version)
        except GovgraphError as error:
            log(level="error", message="the data are served as they were before", error=str(error))

    # -- endpoints

    async def sparql(self, exchange: Exchange) -> None:
        """The SPARQL protocol; without a query, the service's description."""
        wanted = await asked(exchange, self.limits)
        if wanted is None:
            await self._document(exchange, "service", html="/query")
            return
        job = {
            "job": "query", "query": wanted.query, "format": wanted.format, "accept": exchange.accept,
            "gzip": exchange.gzip, "rows": self.limits.rows, "bytes": self.limits.bytes,
        }  # fmt: skip
        await self._deliver(exchange, job, lasting=wanted.lasting)

    async def ns_in(self, exchange: Exchange) -> None:
        """The terms in one format."""
        media_type = _by_ending(exchange.scope["path_params"]["ending"])
        await self._deliver(exchange, self._job(exchange, "ns", "", media_type))

    async def download(self, exchange: Exchange) -> None:
        """The whole graph as a file."""
        await download(exchange, self.pool, self.limits, exchange.scope["path_params"]["format"])

    async def static(self, exchange: Exchange) -> None:
        """A file that pages need."""
        await static.send(exchange, self.files, exchange.scope["path_params"]["name"])

    async def described(self, exchange: Exchange, name: str) -> None:
        """The address of a thing or a fact: it leads to the document about it, of which there is one in each format."""
        key: str = exchange.scope["path_params"]["key"]
        stem, _, ending = key.rpartition(".")
        if stem and ending in {each.name for each in formats.GRAPHS}:
            await self._deliver(exchange, self._job(exchange, name, stem, _by_ending(ending)))
            return
        offered = tuple(each.types[0] for each in formats.GRAPHS)
        wanted = formats.chosen(exchange.accept, (*offered, HTML))
        if wanted is None:
            raise Refusal(406, f"there is {', '.join([*offered, HTML])}")
        ending = "html" if wanted == HTML else formats.of(wanted, formats.GRAPHS).name
        there = f"{exchange.root}/{name}/{quote(key, safe='/')}.{ending}"
        if asked := exchange.scope["query_string"].decode("latin-1"):  # the day, for a page
            there += f"?{asked}"
        await exchange.respond(303, {"Location": there, "Vary": "Accept"})

    async def healthz(self, exchange: Exchange) -> None:
        """Whether there are workers, and of which data."""
        now = self.pool.current
        told = {"status": "ok", "version": now.version, "as_of": now.as_of}
        body = json.dumps(told).encode()
        await exchange.respond(200, {"Content-Type": "application/json", "Cache-Control": "no-store"}, body)

    async def measured(self, exchange: Exchange) -> None:
        """The metrics."""
        body = self.metrics.text(self.pool, self.kept).encode()
        headers = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store"}
        await exchange.respond(200, headers, body)

    async def _page(self, exchange: Exchange, number: int) -> None:
        arguments: dict[str, str] = {}
        for name, value in await fields(exchange, self.limits):
            arguments[name] = f"{arguments[name]}\n{value}" if name in arguments else value
        arguments |= {"accept": exchange.accept, "root": exchange.root, **exchange.scope["path_params"]}
        await self._deliver(exchange, {"job": "page", "page": number, "arguments": arguments, "gzip": exchange.gzip})

    async def _document(self, exchange: Exchange, name: str, html: str | None = None) -> None:
        """A document about the whole in the format that the client likes best; as HTML it is elsewhere."""
        offered = formats.types(formats.GRAPHS)
        wanted = formats.chosen(exchange.accept, (*offered, HTML) if html else offered)
        if wanted == HTML:
            await exchange.respond(303, {"Location": exchange.root + (html or ""), "Vary": "Accept"})
            return
        if wanted is None:
            raise Refusal(406, f"there is {', '.join(offered)}")
        await self._deliver(exchange, self._job(exchange, name, "", wanted))

    def _job(self, exchange: Exchange, name: str, key: str, media_type: str) -> dict[str, Any]:
        return {
            "job": "document", "name": name, "key": key, "type": media_type, "root": exchange.root,
            "accept": exchange.accept, "gzip": exchange.gzip,
        }  # fmt: skip

    async def _deliver(self, exchange: Exchange, job: dict[str, Any], lasting: bool = True) -> None:
        """Have a worker do a job, and send what it replies, or that nothing has changed since."""
        message = packed(job)
        said = hashlib.blake2b(message, digest_size=18).hexdigest()
        now = self.pool.current
        etag = _etag(now.version, said)
        if lasting and exchange.knows(etag):
            await exchange.respond(304, validators(etag, now.modified))
            return
        small = now.small if job["job"] == "query" and now.small and now.small(job["query"]) else None
        if small:  # to keep it would cost as much
            reply = self._here(job, now, small.store)
        else:
            reply = (self.kept.get(etag) if lasting else None) or await self._made(exchange, job, message)
        headers = {"Vary": VARY, "Cache-Control": "no-store"}
        if reply.status == 200 and lasting:
            etag, modified = _etag(reply.generation.version, said), reply.generation.modified
            if not small:
                self.kept.keep(etag, reply)
            headers = validators(etag, modified)
            if exchange.unchanged(etag, modified):
                await exchange.respond(304, headers)
                return
        await exchange.respond(reply.status, {**headers, **reply.headers}, reply.body)

    def _here(self, job: dict[str, Any], now: Generation, store: ox.Store) -> Reply:
        """The answer of a small query."""
        self.pool.counted["small"] += 1
        told, body = replied(job, lambda: query(store, job))
        return _whole(Reply(body=body, generation=now, **told))

    async def _made(self, exchange: Exchange, job: dict[str, Any], message: bytes) -> Reply:
        """What a worker replies."""
        return _whole(await exchange.reply(self.pool.submit(job, exchange.client, message=message)))


def _whole(reply: Reply) -> Reply:
    """A reply, unless something broke where it was made: RuntimeError with the traceback."""
    if reply.error:
        raise RuntimeError(f"where it was made:\n{reply.error}")
    return reply


async def missing(exchange: Exchange) -> None:
    """For every address that is none."""
    raise Refusal(404, "nothing is at this address")


def _by_ending(ending: str) -> str:
    """The media type of the documents whose addresses end so."""
    found = next((each.types[0] for each in formats.GRAPHS if each.name == ending), None)
    if found is None:
        raise Refusal(
            404, f"there is no .{ending[:20]}: there is {', '.join(f'.{each.name}' for each in formats.GRAPHS)}"
        )
    return found


def _etag(version: str, said: str) -> str:
    return f'W/"{version}-{said}"'
