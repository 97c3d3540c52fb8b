"""What a worker does: it answers one request after the other, each with a head and a body."""

from __future__ import annotations

import gzip
import traceback
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from ..errors import MissingExtraError, QueryError, QueryRefused
from ..export import export
from ..graph import KnowledgeGraph
from .answering import answer
from .documents import document
from .page import Rendered
from .pages import ROUTES
from .refusal import Refusal

SMALLEST = 1000  # bytes that are worth compressing


def perform(kg: KnowledgeGraph, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The head of the reply (`status`, `headers`, and `error` with a traceback if something broke) and its body."""
    return replied(asked, lambda: _JOBS[asked["job"]](kg, asked))


def replied(asked: dict[str, Any], make: Callable[[], Rendered]) -> tuple[dict[str, Any], bytes]:
    """The same for what is made otherwise than by a worker."""
    try:
        made = make()
    except Refusal as refusal:
        made = Rendered(refusal.status, *refusal.content(asked.get("accept", "")), refusal.headers)
    except Exception:
        return {"status": 500, "headers": {}, "error": traceback.format_exc()}, b""
    headers, body = {"Content-Type": made.media_type, **made.headers}, made.body
    if asked.get("gzip") and len(body) >= SMALLEST and "Content-Encoding" not in headers:
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return {"status": made.status, "headers": headers}, body


def query(store: ox.Store, asked: dict[str, Any]) -> Rendered:
    """The answer of a query; raises Refusal."""
    try:
        return Rendered(200, *answer(store, asked))
    except QueryRefused as error:
        raise Refusal(403, str(error)) from None
    except QueryError as error:
        raise Refusal(400, str(error)) from None


def _export(kg: KnowledgeGraph, asked: dict[str, Any]) -> Rendered:
    try:
        export(kg, asked["format"], asked["path"])
    except MissingExtraError as error:
        raise Refusal(404, f"{asked['format']} is not to be had from this server: {error}") from None
    return Rendered(200, "text/plain", b"")


_JOBS: dict[str, Callable[[KnowledgeGraph, dict[str, Any]], Rendered]] = {
    "query": lambda kg, asked: query(kg.store, asked),
    "page": lambda kg, asked: ROUTES[asked["page"]].render(kg, asked["arguments"]),
    "document": lambda kg, asked: Rendered(200, *document(kg, asked)),
    "export": _export,
}
