"""How many questions of whole sets are answered as they should be; `pytest tests/ask/test_sets.py -s` prints it.

The `seen` ones were looked at while `ask` was made, the `fresh` ones only scored; gold ones are asked where they are.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from govgraph import KnowledgeGraph
from govgraph.facts import StatedFact

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
    ("name", "least", "most_wrong"),
    [
        ("law-seen.jsonl", 0.86, 0.05),
        ("law-twenty-first.jsonl", 0.77, 0.11),
        ("law-twenty-second.jsonl", 0.75, 0.14),
    ],
)
def test_the_questions_about_the_law(law: KnowledgeGraph, name: str, least: float, most_wrong: float) -> None:
    share, wrong = scored(law, QUESTIONS / name)
    assert share >= least and wrong <= most_wrong


def test_what_was_learned_helps_with_questions_that_it_was_not_learned_from(
    law: KnowledgeGraph, unlearned: KnowledgeGraph
) -> None:
    learned, by_rules = answered(law), answered(unlearned)
    assert learned["wrong"] < by_rules["wrong"] and learned["answered"] < by_rules["answered"]
    assert learned["right"] > 0.95 * by_rules["right"]


def answered(kg: KnowledgeGraph) -> Counter[str]:
    """How questions about things of which nothing was learned are answered, and those that nothing answers."""
    facts = {fact.id: fact for fact in kg.facts()}
    counts: Counter[str] = Counter()
    for line in (QUESTIONS / "asked-fresh.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        answer = kg.ask(question["question"])
        said = {_told(f) for item in answer.answers for f in item.facts}
        meant = {_told(facts[i]) for i in question["facts"] if i in facts}
        if question["facts"]:
            counts["silent" if answer.silent else "right" if said & meant else "wrong"] += 1
        else:
            counts["rightly silent" if answer.silent else "answered"] += 1
    print("asked-fresh.jsonl:", dict(counts))
    return counts


def _told(fact: StatedFact) -> tuple[str | None, str]:
    """What a fact tells of: any of a list that one relation tells of one thing is as right as another."""
    return fact.subject.id, fact.property
