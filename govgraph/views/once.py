"""What is worked out once for a graph, and kept for as long as the graph is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from ..graph import KnowledgeGraph

T = TypeVar("T")


def once(function: Callable[[KnowledgeGraph], T]) -> Callable[[KnowledgeGraph], T]:
    """The function, which remembers what it gave for a graph; what it gives must not hold the graph.

    >>> names = once(lambda kg: sorted(kg.names))
    >>> names(kg) is names(kg)
    True
    """
    known: WeakKeyDictionary[KnowledgeGraph, T] = WeakKeyDictionary()

    @wraps(function)
    def remembered(kg: KnowledgeGraph) -> T:
        if kg not in known:
            known[kg] = function(kg)
        return known[kg]

    return remembered
