"""What verbs, and words that point back, say of a question: who does what to whom, when, and what "that one" is."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph
from govgraph.ask.parting import counted, parted

from .grading import names


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which text set up the Commission's AI Office", ["Commission Decision establishing the AI Office"]),
        ("what set up Japan's AI Strategic Headquarters", ["AI Promotion Act"]),
        ("which act was repealed by the Colorado ADMT Act", ["Colorado AI Act"]),
        ("which body supervises high-risk AI in Poland",
         ["Commission for the Development and Safety of Artificial Intelligence"]),
        ("which Japanese agency enforces the APPI", ["Personal Information Protection Commission"]),
        ("which committee developed the Framework Convention on AI in 2023", ["Committee on AI (Council of Europe)"]),
        ("when was the newest version of the AI Guidelines for Business published", ["31 March 2026"]),
    ],
)  # fmt: skip
def test_who_does_it_is_not_to_whom_it_is_done(law: KnowledgeGraph, question: str, expected: list[str]) -> None:
    assert names(law.ask(question)) == expected


def test_what_repeals_nothing_repealed_no_act(law: KnowledgeGraph) -> None:
    assert law.ask("which act was repealed by the Utah AI Policy Act").silent


def test_that_there_is_a_fine_does_not_say_that_anybody_was_fined(law: KnowledgeGraph) -> None:
    assert law.ask("Was anybody fined under the RAISE Act?").silent


def test_what_was_not_done_was_not_done_anywhere(law: KnowledgeGraph) -> None:
    assert law.ask("Has the Great American AI Act been proposed in the Senate?").status == "denied"


def test_a_part_is_in_force_by_its_own_day(law: KnowledgeGraph) -> None:
    assert law.ask("is the main part of the APPI amendment in force yet").status == "denied"


def test_a_list_of_as_many_as_are_asked_for_holds_those_that_fit_best(law: KnowledgeGraph) -> None:
    asked = "Which two offices have a seat in the AI Strategic Headquarters as Deputy Director-General?"
    assert len(law.ask(asked).answers) == 2


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("which declaration does the Seoul Declaration build on and when was that one adopted", "1 November 2023"),
        ("when did the Japanese parliament adopt the APPI amendment, and when was it promulgated", "17 July 2026"),
        ("Which law regulates algorithmic pricing in New York, and what is the highest fine?", "1,000 USD"),
    ],
)
def test_a_second_question_is_about_what_the_first_one_told(law: KnowledgeGraph, question: str, second: str) -> None:
    assert names(law.ask(question))[-1] == second


def test_several_things_are_counted_one_by_one(law: KnowledgeGraph) -> None:
    question = "how many chapters and articles are there in Japan's AI Promotion Act"
    assert names(law.ask(question)) == ["4 chapters", "28 articles"]
    assert counted("how many chapters are there") == []
    assert parted("when was the act amended and by whom?")[1] == "by whom was the act amended"


def test_what_was_said_before_belongs_to_what_points_back_to_it(law: KnowledgeGraph) -> None:
    answer = law.ask("We had a critical safety incident. Within how many days must this be reported in California?")
    assert "15 days" in answer.text


def test_whose_a_report_is_need_not_be_said_by_what_it_says(law: KnowledgeGraph) -> None:
    assert len(law.ask("what does the UN report Governing AI for Humanity recommend").answers) == 7
