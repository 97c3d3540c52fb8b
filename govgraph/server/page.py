"""What a page is: a path, and what renders it from the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph


@dataclass(frozen=True)
class Rendered:
    """What goes back to the browser; `headers` add to those that every answer has, or replace them."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A path as Starlette writes it, and what renders it.

    The mapping has the path's and the query's parameters, those that are repeated with a line feed between their
    values, and besides `accept`, the header, and `root`, the address under which everything is served.
    """

    path: str
    render: Callable[[KnowledgeGraph, Mapping[str, str]], Rendered]

    @property
    def address(self) -> str:
        """Where it is: with `.html`, where the path itself is that of a thing, a fact or the terms.

        >>> Page("/id/{id:path}", lambda kg, asked: Rendered(200, "text/html", b"")).address
        '/id/{id:path}.html'
        """
        return f"{self.path}.html" if self.path == "/ns" or self.path.startswith(("/id/", "/fact/")) else self.path
