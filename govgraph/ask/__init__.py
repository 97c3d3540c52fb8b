"""Questions in plain English: linked to things, read, matched against the facts, answered with their sources.

No language model and no network: a question's names are linked to things, its other words to the ontology's terms and
to the words of facts; the facts that account for all names and for most words answer, found by the SPARQL that the
answer shows. Where none does, facts answer that are likely to, by what was learned from many questions. Whatever is not
accounted for is said: `not_stated` where the graph is silent, `not_understood` where nothing fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answer import Answer, Item
from .engine import Engine

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

__all__ = ["Answer", "Engine", "Item", "ask"]


def ask(graph: KnowledgeGraph, question: str) -> Answer:
    """The Answer to one question.

    >>> import govgraph
    >>> ask(govgraph.load(as_of="2025-10-09"), "when was the AI Strategic Headquarters established?").text
    'AI Strategic Headquarters was established on 1 September 2025.'
    """
    return graph.engine.ask(question)
