"""govgraph: a knowledge graph of AI governance.

>>> import govgraph
>>> kg = govgraph.load(as_of="2025-10-09")
>>> [answer.name for answer in kg.ask("who heads the AI Strategic Headquarters").answers]
['Prime Minister of Japan']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import AddressError, DataError, DateError, GovgraphError, Problem, QueryError, RemoteError, UnknownName

if TYPE_CHECKING:
    from .ask import Answer
    from .graph import KnowledgeGraph, load
    from .remote import connect

__version__ = "0.1.0"
__all__ = [
    "AddressError",
    "Answer",
    "DataError",
    "DateError",
    "GovgraphError",
    "KnowledgeGraph",
    "Problem",
    "QueryError",
    "RemoteError",
    "UnknownName",
    "connect",
    "load",
]
_HEAVY = {"Answer": "ask", "KnowledgeGraph": "graph", "connect": "remote", "load": "graph"}


def __getattr__(name: str) -> Any:
    """Load what is heavy only once it is asked for."""
    if name not in _HEAVY:
        raise AttributeError(f"module 'govgraph' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HEAVY[name]}", __name__), name)
