"""The graph whole, as questions about the law are asked of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import govgraph
from govgraph import KnowledgeGraph


@pytest.fixture(scope="session")
def law() -> KnowledgeGraph:
    """All that the graph holds, on a day on which some of it is yet to begin."""
    return govgraph.load(as_of="2026-11-26")


@pytest.fixture(scope="session")
def unlearned(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The same, with an ontology without what was learned from questions: it is asked by rules alone."""
    folder = tmp_path_factory.mktemp("unlearned") / "ontology"
    ontology = Path(__file__).resolve().parents[2] / "ontology"
    shutil.copytree(ontology, folder, ignore=shutil.ignore_patterns("kindred.txt"))
    return govgraph.load(as_of="2026-11-26", ontology=folder)
