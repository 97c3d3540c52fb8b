"""govgraph: a knowledge graph of AI governance.

>>> import govgraph
>>> kg = govgraph.load(as_of="2025-10-09")
>>> [answer.name for answer in kg.ask("who heads the AI Strategic Headquarters").answers]
['Prime Minister of Japan']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import DataError, DateError, GovgraphError, Problem, QueryError, UnknownName

if TYPE_CHECKING:
    from .ask import Answer
    from .graph import KnowledgeGraph, load

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "DataError",
    "DateError",
    "GovgraphError",
    "KnowledgeGraph",
    "Problem",
    "QueryError",
    "UnknownName",
    "load",
]


def __getattr__(name: str) -> Any:
    """Load what is heavy only once it is asked for."""
    if name == "Answer":
        from .ask import Answer

        return Answer
    if name in ("KnowledgeGraph", "load"):
        from . import graph

        return getattr(graph, name)
    raise AttributeError(f"module 'govgraph' has no attribute {name!r}")
