"""What a worker does: it answers one request after the other, each with a head and a body."""

from __future__ import annotations

import gzip
import traceback
from collections.abc import Callable, Mapping
from typing import Any

import pyoxigraph as ox

from ..errors import MissingExtraError, QueryError, QueryRefused
from ..export import export
from ..graph import KnowledgeGraph
from .answering import answer
from .documents import document
from .pages import ROUTES
from .refusal import Refusal

SMALLEST = 1000  # bytes that are worth compressing
Made = tuple[str, bytes, Mapping[str, str], int]  # media type, body, headers, status


def perform(kg: KnowledgeGraph, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The head of the reply (`status`, `headers`, and `error` with a traceback if something broke) and its body."""
    return replied(asked, lambda: _JOBS[asked["job"]](kg, asked))


def replied(asked: dict[str, Any], make: Callable[[], Made]) -> tuple[dict[str, Any], bytes]:
    """The same for what is made otherwise than by a worker."""
    try:
        media_type, body, headers, status = make()
    except Refusal as refusal:
        media_type, body = refusal.content(asked.get("accept", ""))
        headers, status = refusal.headers, refusal.status
    except Exception:
        return {"status": 500, "headers": {}, "error": traceback.format_exc()}, b""
    headers = {"Content-Type": media_type, **headers}
    if asked.get("gzip") and len(body) >= SMALLEST and "Content-Encoding" not in headers:
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return {"status": status, "headers": headers}, body


def query(store: ox.Store, asked: dict[str, Any]) -> Made:
    """The answer of a query; raises Refusal."""
    try:
        media_type, body = answer(store, asked)
    except QueryRefused as error:
        raise Refusal(403, str(error)) from None
    except QueryError as error:
        raise Refusal(400, str(error)) from None
    return media_type, body, {}, 200


def _page(kg: KnowledgeGraph, asked: dict[str, Any]) -> Made:
    made = ROUTES[asked["page"]].render(kg, asked["arguments"])
    return made.media_type, made.body, made.headers, made.status


def _document(kg: KnowledgeGraph, asked: dict[str, Any]) -> Made:
    media_type, body = document(kg, asked)
    return media_type, body, {}, 200


def _export(kg: KnowledgeGraph, asked: dict[str, Any]) -> Made:
    try:
        export(kg, asked["format"], asked["path"])
    except MissingExtraError as error:
        raise Refusal(404, f"{asked['format']} is not to be had from this server: {error}") from None
    return "text/plain", b"", {}, 200


_JOBS: dict[str, Callable[[KnowledgeGraph, dict[str, Any]], Made]] = {
    "query": lambda kg, asked: query(kg.store, asked),
    "page": _page,
    "document": _document,
    "export": _export,
}
