"""The graph on the web: the SPARQL protocol, linked data addresses, pages and downloads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..errors import GovgraphError, extra
from .limits import Limits

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .app import Application

__all__ = ["Limits", "create_app", "serve"]


def create_app(graph: KnowledgeGraph, limits: Limits | None = None, **more: Any) -> Application:
    """The ASGI application that serves a graph; its worker processes run from its start-up to its shut-down.

    `more` may hold `day`, for which the data are read again on a reload: the graph's own if not said, and "today" to
    follow the calendar; `base`, the address by which the world knows the server, if requests do not name it; `path`,
    below which a proxy has put it; and `trusted`, the networks of proxies. Raises MissingExtraError without the extra
    `serve`.

    >>> [route.path for route in create_app(kg).routes][:2]
    ['/sparql', '/healthz']
    """
    with extra("serve"):
        from .app import Application
    return Application(graph, limits or Limits(), **more)


def serve(graph: KnowledgeGraph, limits: Limits | None = None, **more: Any) -> None:
    """Serve a graph until told to stop; `more` is that of `create_app`, and `host` and `port`.

    SIGTERM and SIGINT stop it, with what is under way done; SIGHUP reads the data again. The address goes to the
    standard output. Raises MissingExtraError, GovgraphError for bad data, and OSError where the port is taken.
    """
    if not hasattr(os, "fork"):
        raise GovgraphError("serving needs a system on which processes can be forked, such as Linux, macOS or WSL")
    with extra("serve"):
        from .running import serve
    serve(graph, limits or Limits(), **more)
