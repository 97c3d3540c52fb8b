"""How many questions of whole sets are answered as they should be; `pytest tests/ask/test_sets.py -s` prints it.

The `seen` ones were looked at while `ask` was made, the `fresh` ones only scored; gold ones are asked where they are.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govgraph import KnowledgeGraph

from .grading import SILENT, right

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"


def scored(kg: KnowledgeGraph, path: Path) -> tuple[float, float]:
    """The shares of right answers and of wrong ones: an answer, and not the right one, where silence was better."""
    questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = [kg.ask(question["question"]) for question in questions]
    fine = [right(question, answer.as_dict()) for question, answer in zip(questions, answers, strict=True)]
    wrong = sum(not f and a.status not in SILENT for f, a in zip(fine, answers, strict=True))
    print(f"{path.name}: {sum(fine)} of {len(fine)} right, {wrong} wrong, the others silent")
    said = [(f, bool(a.unsaid)) for f, a in zip(fine, answers, strict=True) if a.status not in SILENT]
    for left, how in ((False, "account for every word"), (True, "leave words out")):
        told = [f for f, unsaid in said if unsaid == left]
        print(f"  of {len(told)} answers that {how} {sum(told)} are right")
    return sum(fine) / len(fine), wrong / len(fine)


def test_the_gold_questions(report: KnowledgeGraph, shared: Path) -> None:
    share, wrong = scored(report, shared / "gold" / "open.jsonl")
    assert share >= 0.95 and wrong <= 0.03


@pytest.mark.parametrize(("name", "least", "most_wrong"), [("seen.jsonl", 0.89, 0.04), ("fresh.jsonl", 0.87, 0.04)])
def test_the_questions_about_the_report(report: KnowledgeGraph, name: str, least: float, most_wrong: float) -> None:
    share, wrong = scored(report, QUESTIONS / name)
    assert share >= least and wrong <= most_wrong


@pytest.mark.parametrize(
    ("name", "least", "most_wrong"), [("law-seen.jsonl", 0.88, 0.05), ("law-fresh.jsonl", 0.6, 0.2)]
)
def test_the_questions_about_the_law(law: KnowledgeGraph, name: str, least: float, most_wrong: float) -> None:
    share, wrong = scored(law, QUESTIONS / name)
    assert share >= least and wrong <= most_wrong
