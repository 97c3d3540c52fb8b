"""What the small words of a question say of its answer: a part of a whole, a way from or to, two of them."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph
from govgraph.ask.parting import parted

from .grading import names


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("How many of the targeted rules were revised in the analog-regulation reform?", "7983"),
        ("How many of the rules have been targeted by the analog-regulation reform?", "8162"),
    ],
)
def test_a_part_that_is_counted_is_not_the_whole(report: KnowledgeGraph, question: str, number: str) -> None:
    assert [name.split()[0] for name in names(report.ask(question))] == [number]


def test_a_second_count_is_of_the_noun_of_the_first() -> None:
    assert parted("How many bills were filed and how many were passed?") == [
        "How many bills were filed",
        "How many bills were passed?",
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did the global AI trend change to", ["enhancement of competitiveness"]),
        ("from what did the global AI trend change", ["regulation"]),
        ("from what to what did the global AI trend change", ["enhancement of competitiveness", "regulation"]),
    ],
)
def test_a_way_from_is_no_way_to(report: KnowledgeGraph, question: str, expected: list[str]) -> None:
    assert sorted(names(report.ask(question))) == expected


def test_one_of_two_that_are_asked_for_is_no_answer(report: KnowledgeGraph) -> None:
    assert report.ask("which two bodies head the AI Strategic Headquarters").silent


def test_that_one_does_not_is_no_answer_to_which_do(report: KnowledgeGraph) -> None:
    answer = report.ask("Which existing laws impose penalties in Japan if actions with AI violate them?")
    assert answer.status == "answered"
    assert "Copyright Act" in names(answer)
    assert "AI Promotion Act" not in names(answer)


def test_the_cases_in_which_something_is_required_are_told_by_what_is(report: KnowledgeGraph) -> None:
    found = names(report.ask("In what circumstances must firms ask the data subject for consent under the APPI?"))
    assert len(found) == 2
    assert all(name.startswith("Consent of the data subject for ") for name in found)


def test_what_could_do_something_is_not_what_is_done(report: KnowledgeGraph) -> None:
    found = names(report.ask("Which Japanese rules may also punish somebody for misuse of AI?"))
    assert "Copyright Act" in found
    assert not any(name.startswith("Penalty") for name in found)


def test_what_a_name_leads_to_is_described_and_no_answer(report: KnowledgeGraph) -> None:
    answer = report.ask("which organization is Habuka's center a part of")
    assert names(answer) == ["Center for Strategic and International Studies"]


def test_what_somebody_is_doing_is_told_by_its_verb_whatever_it_is_for(report: KnowledgeGraph) -> None:
    assert names(report.ask("What is Japan promoting so that its policies keep up?")) == ["Agile policymaking process"]
