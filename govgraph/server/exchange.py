"""A request and its answer, as the endpoints see them."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from email.utils import formatdate, parsedate_to_datetime
from functools import cached_property, lru_cache
from typing import Any

from .refusal import Refusal
from .work import SMALLEST

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_PIECE = 64 << 10
_PATIENTLY = 8  # times the limit
VARY = "Accept, Accept-Encoding"


class Exchange:
    """What came, and how to answer it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.method: str = scope["method"]
        self.client: str = scope["govgraph.client"]
        self.root: str = scope["govgraph.root"]

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers by their names in lower case; those that came twice are one, as lists are."""
        found: dict[str, str] = {}
        for name, value in self.scope["headers"]:
            key, text = name.decode("latin-1"), value.decode("latin-1")
            found[key] = f"{found[key]}, {text}" if key in found else text
        return found

    @property
    def accept(self) -> str:
        """What the client would like."""
        return self.headers.get("accept", "")

    @property
    def gzip(self) -> bool:
        """Whether the client reads gzip."""
        coded = self.headers.get("accept-encoding", "").lower()
        return "gzip" in coded and "gzip;q=0," not in coded.replace(" ", "") + ","

    async def body(self, most: int, seconds: float) -> bytes:
        """The request's body; raises Refusal where it is too long or does not come.

        What is too long is read to its end all the same, unless it is far too long: otherwise the client would go on
        sending and never hear of it.
        """
        too_long, hang_up = f"the request's body is longer than {most:,} bytes", {"Connection": "close"}
        declared = self.headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > _PATIENTLY * most:
            raise Refusal(413, too_long, hang_up)
        pieces, length = [], 0
        try:
            async with asyncio.timeout(seconds):
                while True:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise Refusal(499, "the client has gone")
                    piece = message.get("body", b"")
                    length += len(piece)
                    if length <= most:
                        pieces.append(piece)
                    if length > _PATIENTLY * most:
                        raise Refusal(413, too_long, hang_up)
                    if not message.get("more_body"):
                        break
        except TimeoutError:
            raise Refusal(408, "the request's body did not come in time", hang_up) from None
        if length > most:
            raise Refusal(413, too_long)
        return b"".join(pieces)

    async def reply(self, reply: asyncio.Future[Any]) -> Any:
        """What a worker replies; its work ends where the client goes away."""
        watching: list[asyncio.Task[None]] = []

        async def watch() -> None:
            while (await self.receive())["type"] != "http.disconnect":
                pass
            reply.cancel()

        timer = asyncio.get_running_loop().call_later(0.2, lambda: watching.append(asyncio.ensure_future(watch())))
        try:
            return await reply
        except asyncio.CancelledError:
            if not (watching and watching[0].done()):
                raise
            raise Refusal(499, "the client has gone") from None
        finally:
            timer.cancel()
            for task in watching:
                task.cancel()

    def knows(self, etag: str) -> bool:
        """Whether the client names this very answer, which it can only have from here."""
        if self.method not in ("GET", "HEAD") or not (known := self.headers.get("if-none-match")):
            return False
        return etag.removeprefix("W/") in (each.strip().removeprefix("W/") for each in known.split(","))

    def unchanged(self, etag: str, modified: float) -> bool:
        """Whether the client has this answer already (RFC 9110, 13.2.2); to be asked only where there is one."""
        if self.method not in ("GET", "HEAD"):
            return False
        if "if-none-match" in self.headers:
            return self.headers["if-none-match"].strip() == "*" or self.knows(etag)
        if not (told := self.headers.get("if-modified-since")):
            return False
        try:
            since = parsedate_to_datetime(told).timestamp()
        except (ValueError, TypeError, OverflowError):
            return False
        return int(modified) <= since

    async def respond(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        """Send an answer whole; what is long goes in pieces, as fast as the client takes them."""
        if self.gzip and len(body) >= SMALLEST and "Content-Encoding" not in headers and _is_text(headers):
            body, headers = gzip.compress(body, 5, mtime=0), {**headers, "Content-Encoding": "gzip"}
        told = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        if status not in (204, 304):
            told.append((b"content-length", str(len(body)).encode()))
        await self.send({"type": "http.response.start", "status": status, "headers": told})
        if self.method == "HEAD" or status in (204, 304):
            body = b""
        for start in range(0, len(body) - _PIECE, _PIECE):
            await self.send({"type": "http.response.body", "body": body[start : start + _PIECE], "more_body": True})
        rest = (len(body) - 1) // _PIECE * _PIECE if body else 0
        await self.send({"type": "http.response.body", "body": body[rest:]})

    def allow(self, *methods: str) -> None:
        """Raise Refusal for any other method."""
        if self.method not in methods:
            allowed = ", ".join((*methods, "OPTIONS"))
            raise Refusal(405, f"{self.method} is not for this address; there are {allowed}", {"Allow": allowed})


def validators(etag: str, modified: float) -> dict[str, str]:
    """The headers by which an answer is known again."""
    lasts = "public, max-age=300"
    return {"ETag": etag, "Last-Modified": _written(modified), "Cache-Control": lasts, "Vary": VARY}


@lru_cache(maxsize=100)
def _written(modified: float) -> str:
    return formatdate(modified, usegmt=True)


def _is_text(headers: Mapping[str, str]) -> bool:
    return not headers.get("Content-Type", "").startswith(("image/", "font/", "application/zip"))
