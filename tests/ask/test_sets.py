"""How many questions of whole sets are answered as they should be. The sets: `seen` was looked at while `ask` was made,
`unseen` was not; the grading is that of the shared gold questions, and these too are asked where they are there."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

import govgraph
from govgraph import KnowledgeGraph

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
SILENT = {"not_stated", "not_understood"}


@pytest.fixture(scope="module")
def report() -> KnowledgeGraph:
    """What the founding report says, on its own day."""
    return govgraph.load(as_of="2025-10-09", sources=["us/sources/csis-japan-2025"])


@pytest.fixture(scope="module")
def grading(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def graded(kg: KnowledgeGraph, grading: ModuleType, path: Path) -> tuple[int, int, int]:
    """How many are right, how many are wrong (an answer, and not the right one), and how many there are."""
    right = wrong = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        answer = kg.ask(question["question"]).as_dict()
        fine = grading.grade(question, answer) is None
        right, total = right + fine, total + 1
        wrong += not fine and answer["status"] not in SILENT
    return right, wrong, total


def test_the_gold_questions(report: KnowledgeGraph, grading: ModuleType, shared: Path) -> None:
    right, wrong, total = graded(report, grading, shared / "gold" / "open.jsonl")
    assert right >= 0.95 * total and wrong <= 0.03 * total, (right, wrong, total)
