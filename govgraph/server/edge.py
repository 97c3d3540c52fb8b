"""The edge to the outside: who asks, what every answer carries, what is written down, and what nobody gets to see."""

from __future__ import annotations

import json
import re
import secrets
import sys
import time
import traceback
from functools import lru_cache
from typing import Any

from ..errors import AddressError
from ..scalars import web
from . import clients
from .clients import Networks
from .exchange import Exchange, Receive, Scope, Send
from .metrics import Metrics
from .refusal import Refusal

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Location, Retry-After",
}
_ALWAYS_SENT = [(name.encode(), value.encode()) for name, value in _ALWAYS.items()]
_POLICY = b"content-security-policy"
_WITHOUT_POLICY = [each for each in _ALWAYS_SENT if each[0] != _POLICY]
_PREFLIGHT = {
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_HOST = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_LONGEST = 2048  # characters of a query in the log
_json = json.JSONEncoder(ensure_ascii=False).encode


class Edge:
    """Wraps the application: every request goes through here, and so does every answer."""

    def __init__(
        self,
        app: Any,
        metrics: Metrics,
        base: str | None = None,
        path: str = "",
        trusted: Networks = (),
    ) -> None:
        self.app, self.metrics, self.trusted = app, metrics, trusted
        rule = f"{base!r} is not the whole address by which the world knows a server, such as https://law.example/gov"
        if base is not None and web(base, rule)[3:] != ("", ""):  # what comes after ? and #
            raise AddressError(rule)
        if path and not re.fullmatch(r"(/[^\s/?#]+)*/?", path):
            raise AddressError(f"{path!r} is not a path below which a proxy may have put a server, such as /gov")
        self.base = base.rstrip("/") if base else None
        self.path = path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1000})
                return
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        sent: dict[str, Any] = {"status": 0, "bytes": 0}

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                told = message["headers"]
                # the policy that a page came with stays: some have one of their own
                own = message["status"] == 304 or any(name == _POLICY for name, _ in told)
                message["headers"] = told + (_WITHOUT_POLICY if own else _ALWAYS_SENT)
            else:
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        scope["govgraph.client"], scope["govgraph.root"] = "", ""
        exchange = scope["govgraph.exchange"] = Exchange(scope, receive, sending)
        error = None
        try:
            self._place(scope, exchange)
            if scope["method"] == "OPTIONS":
                await exchange.respond(204, _PREFLIGHT)
            else:
                await self.app(scope, receive, sending)
        except Refusal as refusal:
            sent["status"] = sent["status"] or refusal.status
            if refusal.status != 499:
                await self._refuse(exchange, refusal)
        except Exception:
            error = traceback.format_exc()
            if not sent["status"] or not sent["bytes"]:
                await self._hide(exchange, error)
                sent["status"] = 500
        del scope["govgraph.exchange"]  # which holds the scope: the two would stay until somebody collects garbage
        spent = time.perf_counter() - began
        self.metrics.answered(scope["path"].removeprefix(self.path), sent["status"], spent)
        log(**_line(scope, sent, spent), **({"error": error} if error else {}))

    async def _refuse(self, exchange: Exchange, refusal: Refusal) -> None:
        media_type, body = refusal.content(exchange.accept, exchange.root)
        headers = {"Content-Type": media_type, "Cache-Control": "no-store", **refusal.headers}
        await exchange.respond(refusal.status, headers, body)

    async def _hide(self, exchange: Exchange, error: str) -> None:
        """What went wrong is for the log; who asked gets a word by which it is found there."""
        word = secrets.token_hex(4)
        log(level="error", incident=word, error=error)
        await self._refuse(exchange, Refusal(500, f"something went wrong here, and was written down as {word}"))

    def _place(self, scope: Scope, exchange: Exchange) -> None:
        """Who asks, and under which address; a proxy is believed only if it is a trusted one."""
        client, scheme, host = (scope["client"] or ("", 0))[0], scope["scheme"], exchange.headers.get("host", "")
        if clients.within(client, self.trusted):
            told = exchange.headers
            hops = [hop.strip() for hop in told.get("x-forwarded-for", "").split(",")]
            client = next(
                (h for h in reversed(hops) if clients.address(h) and not clients.within(h, self.trusted)), client
            )
            proto = told.get("x-forwarded-proto", "").split(",")[-1].strip().lower()
            scheme = proto if proto in ("http", "https") else scheme
            host = told.get("x-forwarded-host", "").split(",")[-1].strip() or host
        if not host and scope["http_version"] == "1.1":
            raise Refusal(400, "HTTP/1.1 has a header Host")
        if host and not _HOST.fullmatch(host):
            raise Refusal(400, "the header Host names no host")
        if not host:
            name, port = scope["server"] or ("localhost", None)
            host = f"[{name}]:{port}" if ":" in name else f"{name}:{port}" if port else name
        scope["govgraph.client"] = exchange.client = clients.client(client)
        scope["govgraph.address"] = client
        scope["govgraph.root"] = exchange.root = self.base or f"{scheme}://{host}{self.path}"
        if self.path:
            inner = scope["path"]
            inside = inner == self.path or inner.startswith(f"{self.path}/")
            scope["path"], scope["root_path"] = inner if inside else self.path + inner, self.path


def _line(scope: Scope, sent: dict[str, Any], spent: float) -> dict[str, Any]:
    """What is written down about a request."""
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    return {
        "client": scope.get("govgraph.address", ""),
        "method": scope["method"],
        "path": scope["path"][:_LONGEST],
        "query": (scope.get("govgraph.query") or scope["query_string"].decode("latin-1"))[:_LONGEST],
        "status": sent["status"],
        "bytes": sent["bytes"],
        "ms": round(spent * 1000, 1),
        "agent": agent[:200].decode("latin-1"),
    }


def log(**what: Any) -> None:
    """Write a line of JSON to the standard error."""
    sys.stderr.write(_json({"time": _written(int(time.time())), **what}) + "\n")


@lru_cache(1)
def _written(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
