"""Things that are described and not named: by their class, land, year and topic; and what is no certain thing."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph

from .grading import names


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was Colorado's act on chatbots signed?", ["29 May 2026"]),
        ("What is the number of the Maryland order on AI?", ["01.01.2024.02"]),
        ("When did the Danish act on AI come into force?", ["2 August 2025"]),
        ("How high is the fine under New York's law on AI companions?", ["15,000 USD"]),
        ("Who adopted the G20 principles on AI?", ["G20"]),
        ("Who publishes the standard on AI management systems?", ["International Organization for Standardization"]),
        ("When was the Commission's decision on the AI Office adopted?", ["24 January 2024"]),
        ("When was the NIST framework for AI risk published?", ["26 January 2023"]),
        ("What set up Spain's AI watchdog?", ["Royal Decree 729/2023 approving the statute of AESIA"]),
    ],
)
def test_a_thing_is_known_by_its_class_land_and_topic(law: KnowledgeGraph, question: str, expected: list[str]) -> None:
    assert names(law.ask(question)) == expected


def test_a_year_tells_two_things_of_one_name_apart(law: KnowledgeGraph) -> None:
    newer = law.ask("When was the 2024 directive on defective products published?")
    assert names(newer) == ["18 November 2024"]
    assert law.ask("When was the 1985 directive on defective products published?").silent


def test_an_amended_law_is_the_law_or_what_amended_it(law: KnowledgeGraph) -> None:
    assert names(law.ask("When did Japan's revised privacy law pass?")) == ["10 July 2026"]


def test_an_act_or_which_act_is_no_certain_one(law: KnowledgeGraph) -> None:
    assert law.ask("When was a Utah law on deepfakes passed?").silent


def test_its_land_belongs_to_a_name(law: KnowledgeGraph) -> None:
    found = names(law.ask("Which body succeeded Japan's AI Strategy Council?"))
    assert found == ["AI Strategy Expert Panel of Japan"]


def test_any_operator_is_one_of_the_group(law: KnowledgeGraph) -> None:
    assert names(law.ask("How much per day can an AI companion operator in New York be fined?")) == ["15,000 USD"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Must companies follow the ASEAN guide on AI?", "denied"),
        ("Do developers have to obey the Hiroshima code?", "denied"),
        ("Must states follow the UNESCO recommendation on AI?", "denied"),
        ("Must firms comply with the Colorado AI Act?", "answered"),
    ],
)
def test_whether_a_text_must_be_followed_is_told_by_its_force(law: KnowledgeGraph, question: str, said: str) -> None:
    assert law.ask(question).status == said


def test_what_was_done_so_far_is_asked_and_no_status(law: KnowledgeGraph) -> None:
    found = names(law.ask("Which bills amended Colorado's AI Act so far?"))
    assert {"SB 25B-004", "Colorado Chatbot Safety Act"} <= set(found)
    assert law.ask("Has anybody been fined under Colorado's chatbot law so far?").silent


def test_the_number_of_a_commission_document_asks_for_no_commission(law: KnowledgeGraph) -> None:
    answer = law.ask("Under what Commission number were the guidelines on the definition of an AI system issued?")
    assert all(item.name != "European Commission" for item in answer.answers)


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the 2019 Ethics Guidelines for Trustworthy AI?",
        "Who wrote the Ethics Guidelines for Trustworthy AI of 2019?",
    ],
)
def test_a_year_beside_a_name_says_which_one_is_meant(law: KnowledgeGraph, question: str) -> None:
    assert names(law.ask(question)) == ["High-Level Expert Group on Artificial Intelligence"]
    assert law.ask(question.replace("2019", "2017")).silent


def test_the_year_from_which_something_applies_is_asked_for(law: KnowledgeGraph) -> None:
    answer = law.ask("Which duties apply under the EU AI Act from 2027?")
    assert "2 December 2027" in answer.text


def test_what_is_asked_for_may_be_described_alone(law: KnowledgeGraph) -> None:
    found = names(law.ask("What is the institute that the Korean AI Safety Institute belongs to?"))
    assert "Electronics and Telecommunications Research Institute of South Korea" in found
