"""The graph whole, as questions about the law are asked of it."""

from __future__ import annotations

import pytest

import govgraph
from govgraph import KnowledgeGraph


@pytest.fixture(scope="session")
def law() -> KnowledgeGraph:
    """All that the graph holds, on a day on which some of it is yet to begin."""
    return govgraph.load(as_of="2026-11-26")
