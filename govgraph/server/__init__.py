"""The graph on the web: the SPARQL protocol, linked data addresses, pages and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .limits import Limits

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from ..graph import KnowledgeGraph

__all__ = ["Limits", "create_app"]


def create_app(
    graph: KnowledgeGraph, limits: Limits | None = None, *, day: str | None = None, base: str | None = None
) -> Starlette:
    """The ASGI application that serves a graph; its worker processes run from its start-up to its shut-down.

    `day` is the day for which the data are read again on a reload; without one it is the graph's own day. "today"
    follows the calendar. `base` is the absolute address under which the world sees the server, if it is not the one
    that requests name. Raises MissingExtraError without the extra `serve`.

    >>> [route.path for route in create_app(kg).routes][:2]
    ['/sparql', '/healthz']
    """
    from ..errors import MissingExtraError

    try:
        from .app import application
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "starlette", "serve") from None
    return application(graph, limits or Limits(), day or graph.as_of_date.isoformat(), base)
