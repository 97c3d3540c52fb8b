"""What a question turns on - its verb, its kind of date, its unit, whose fact it is: left out, there is no answer."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph

from .grading import names


@pytest.mark.parametrize(
    "question",
    [
        "When was ISO/IEC 42005 adopted?",  # it was published
        "When was Royal Decree 729/2023 repealed?",
        "When was California's SB 1120 vetoed?",
        "Until when was Local Law 144 suspended?",
        "Which country vetoed the Seoul Declaration?",
    ],
)
def test_another_day_or_deed_is_no_answer(law: KnowledgeGraph, question: str) -> None:
    assert law.ask(question).silent


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("since when does SB 53 apply", "1 January 2026"),  # it says only since when it is in force
        ("when did the RAISE Act come into force", "1 January 2027"),
    ],
)
def test_the_day_that_is_asked_for_is_told(law: KnowledgeGraph, question: str, expected: str) -> None:
    assert names(law.ask(question)) == ([expected])


def test_a_limit_to_do_no_such_thing_is_no_yes(law: KnowledgeGraph) -> None:
    answer = law.ask("May notifying authorities offer consultancy services on a commercial basis?")
    assert (answer.status, names(answer)) == ("denied", ["no"])
    assert names(law.ask("Must notifying authorities avoid conflicts of interest?")) == ["yes"]


def test_to_whom_not_to_do_it_is_ordered_denies_nothing(law: KnowledgeGraph) -> None:
    assert "Said not to" not in law.ask("Which court ordered Colorado not to enforce its AI law?").text


def test_who_declined_to_sign_is_who_did_not(law: KnowledgeGraph) -> None:
    found = names(law.ask("Which countries declined to sign the statement of the Paris AI summit?"))
    assert found == ["United Kingdom", "United States"]


def test_a_land_before_a_name_is_no_end_of_a_path(law: KnowledgeGraph) -> None:
    answer = law.ask("How is Japan's AI Strategy Expert Panel tied to the AI Strategy Council?")
    assert [a.facts[0].property for a in answer.answers] == ["succeeds"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much per day can somebody be fined under the Great American AI Act?", "1,000,000 USD per day"),
        ("which number does Korea's AI Basic Act have", "Act No. "),
        ("which OMB memorandum replaced M-24-10", "OMB M-25-21 replaces"),
    ],
)
def test_the_unit_the_number_and_the_doer_are_told(law: KnowledgeGraph, question: str, said: str) -> None:
    assert said in law.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of turnover is the fine under the Korean AI Basic Act?",
        "Where was the KI-MIG signed?",
        "How many yen does Korea's AI Action Plan provide?",  # it counts tasks
        "Which foreign companies have designated a domestic agent in South Korea?",
        "Which office must be painted under EO 14110?",
        "Who may be fined if a firm breaks the Hiroshima code of conduct?",  # that law knows no fine
    ],
)
def test_another_unit_or_doer_is_no_answer(law: KnowledgeGraph, question: str) -> None:
    assert law.ask(question).silent


def test_who_vetoes_has_not_signed(law: KnowledgeGraph) -> None:
    assert names(law.ask("Did the Governor of California approve SB 1047?")) == ["no"]


def test_what_is_covered_is_in_the_fact(law: KnowledgeGraph) -> None:
    assert names(law.ask("Is generative AI covered by SR 26-2?")) == ["no"]


def test_a_provision_in_which_it_is_said_is_not_counted(law: KnowledgeGraph) -> None:
    assert law.ask("How many articles does the Framework Convention on AI have?").silent


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("CELEX number of the AI Act", ["32024R1689"]),
        ("What is the ELI of the AI Act?", ["http://data.europa.eu/eli/reg/2024/1689/oj"]),
        ("CELEX number of the digital omnibus on AI", []),  # it is known by a number of the gazette and its ELI
    ],
)
def test_a_number_is_that_of_the_register_that_is_named(law: KnowledgeGraph, question: str, numbers: list[str]) -> None:
    assert names(law.ask(question)) == numbers


@pytest.mark.parametrize(
    "question",
    [
        "What is CAISI's annual budget?",
        "What is the AI Board's annual budget?",
        "When does the Utah Office of AI Policy end?",  # a word that may stand for "end" is in another fact
        "Who wrote SB 53?",  # some have to write a framework under it
    ],
)
def test_what_the_question_turns_on_is_not_left_out(law: KnowledgeGraph, question: str) -> None:
    assert law.ask(question).silent


def test_until_when_asks_for_a_deadline_and_for_no_beginning(law: KnowledgeGraph) -> None:
    answer = law.ask("Until when must GPAI models placed on the market before August 2025 comply?")
    assert {item.value for item in answer.answers} <= {"2027-08-02"}


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Which article of the AI Act is EN 18286 meant to implement?", {"Article 17"}),  # its source has no articles
        ("which article of the EU AI Act is about AI literacy", {"Article 3(56)", "Article 4(2)"}),
    ],
)
def test_the_articles_of_a_law_that_speak_of_a_thing_are_told(
    law: KnowledgeGraph, question: str, places: set[str]
) -> None:
    assert places <= set(names(law.ask(question)))


def test_who_runs_something_else_is_not_the_head(law: KnowledgeGraph) -> None:
    assert law.ask("Who is the head of the EU AI Office?").silent
    assert names(law.ask("Who is the head of Japan's AI Safety Institute?")) == ["Akiko Murakami"]


def test_by_when_something_has_to_be_ready_asks_for_the_deadline(law: KnowledgeGraph) -> None:
    answer = law.ask("When must Member States have a regulatory sandbox ready?")
    assert {item.value for item in answer.answers} == {"2027-08-02"}


def test_a_court_is_a_court(law: KnowledgeGraph) -> None:
    answer = law.ask("Which court issued an order on the Colorado AI Act?")
    assert names(answer) == ["United States District Court for the District of Colorado"]


def test_what_is_not_said_of_a_list_of_names_is_not_denied_of_all(law: KnowledgeGraph) -> None:
    found = names(law.ask("which of Korea's bodies advises the president and does not decide"))
    assert "AI Safety Institute of South Korea" in found
