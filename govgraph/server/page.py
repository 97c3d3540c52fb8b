"""What a page is: an address, and the function that makes it of the graph and the arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph


@dataclass(frozen=True)
class Rendered:
    """A page as it leaves: `status`, the media type with its charset, the bytes, and headers beside the usual ones."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """`render` gets the graph and the arguments: those in the path (`/id/{id:path}.html`), then those in the query.

    It runs in a worker, under the server's time limit; what it raises is a page that says so. The argument
    `root` is always there: the server's own absolute address without a slash at its end, to begin links with.
    """

    path: str
    render: Callable[[KnowledgeGraph, Mapping[str, str]], Rendered]
