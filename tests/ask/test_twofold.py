"""Questions of two parts or about two sides: each is asked by itself, and half of an answer is none."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph
from govgraph.ask import Answer
from govgraph.ask.parting import parted
from govgraph.ask.sides import Sides

from .grading import names


def said(answer: Answer) -> str:
    return " | ".join([*(item.value or item.name for item in answer.answers), answer.text])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("highest fine: Germany's KI-MIG vs the New York AI companion law", ["50000", "15000"]),
        ("date of entry into force: Korea's AI Basic Act vs the Italian AI law", ["2026-01-22", "2025-10-10"]),
        ("Which day did California's SB 53 and AB 2013 each take effect?", ["2026-01-01", "2025-01-01"]),
        ("How does the Illinois WOPR Act differ from the RAISE Act as for penalties?", ["WOPR", "RAISE"]),
    ],
)
def test_each_side_is_asked_by_itself(law: KnowledgeGraph, question: str, expected: list[str]) -> None:
    answer = law.ask(question)
    assert answer.status == "answered"
    assert all(each in said(answer) for each in expected), said(answer)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did the Italian AI law enter into force, and when the Finnish AI supervision act?", "2026-01-01"),
        ("When was Japan's AI Strategy Council founded, and when Korea's AI Safety Institute?", "2024-11-27"),
        ("How many countries signed the Santiago Declaration, and how many the Bletchley Declaration?", "29"),
        ("What is the top fine under the Illinois WOPR Act, and what is it under the German KI-MIG?", "50000"),
        ("Who set up the European AI Office, and up to how many experts sit on its scientific panel?", "60"),
    ],
)
def test_what_the_second_part_leaves_out_is_that_of_the_first(
    law: KnowledgeGraph, question: str, expected: str
) -> None:
    assert expected in said(law.ask(question))


def test_a_part_that_is_not_stated_leaves_the_whole_unanswered(law: KnowledgeGraph) -> None:
    answer = law.ask("Annual budget: the European AI Office vs the Texas AI council")
    assert answer.silent and not answer.answers
    one = law.ask("date of entry into force: the Italian AI law vs the New Delhi Declaration on AI Impact")
    assert one.status == "not_stated" and not one.answers
    assert one.question.startswith("date of entry")
    assert "10 October 2025" in one.text and one.related  # what is known is told, and not as the answer


def test_what_is_shared_by_both_sides_is_said_of_each(law: KnowledgeGraph) -> None:
    sides = Sides(law.engine.index)
    assert sides.of("How does Japan's AI law differ from South Korea's as for penalties?") == [
        "penalties of japan ai law",
        "penalties of south korea ai law",
    ]
    assert sides.of("Which agency enforces the RAISE Act and the LOADinG Act?") == []  # not set against each other


def test_a_bare_second_part_leads_the_first() -> None:
    assert parted("Who may fine a provider, and up to how much?")[1] == "up to how much may fine a provider"
    assert (
        parted("How many reports must the ministry file, and to whom?")[1] == "to whom must the ministry file reports"
    )
    assert parted("What must a member report, how soon and to whom?") == [
        "What must a member report",
        "how soon must a member report",
        "to whom must a member report",
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "List the RAISE Act, SB 53 and HB 149 by date of signature",
            ["us-tx/hb-149", "us-ca/sb-53", "us-ny/raise-act"],
        ),
        ("Put in order, newest first: EO 13859, EO 14409, EO 14179", ["us/eo-14409", "us/eo-14179", "us/eo-13859"]),
        ("Put Executive Orders 14365 and 14179 in order of date", ["us/eo-14179", "us/eo-14365"]),
        (
            "arrange chronologically: the summits in Seoul and Paris and the one at Bletchley Park",
            ["intl/ai-safety-summit-2023", "intl/ai-seoul-summit-2024", "intl/ai-action-summit-2025"],
        ),
        ("Which safety institute was set up later, Japan's or South Korea's?", ["kr/ai-safety-institute"]),
    ],
)
def test_what_is_listed_is_put_in_order(law: KnowledgeGraph, question: str, expected: list[str]) -> None:
    assert [item.id for item in law.ask(question).answers] == expected


def test_an_order_says_what_has_no_date_in_it(law: KnowledgeGraph) -> None:
    answer = law.ask("Order by entry into force: the Korean AI Basic Act, the Brazilian AI bill, the Italian AI law")
    assert answer.text.endswith("No date is recorded for Brazilian AI bill.")
    strange = law.ask("Order by date: EO 14110, the Bletchley Declaration, the Xanadu Charter")
    assert strange.status == "not_stated" and "Xanadu" in strange.text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Do Spain and Poland both have a body set up for AI to enforce the rules?", "answered"),
        ("Are AI governance processes mandatory by law in both the EU and Japan?", "denied"),
        ("Did both OpenAI and Meta sign the General-Purpose AI Code of Practice?", "denied"),
        ("Did both France and China sign the New Delhi Declaration on AI Impact?", "answered"),
    ],
)
def test_what_is_asked_of_both_is_so_of_each(law: KnowledgeGraph, question: str, status: str) -> None:
    assert law.ask(question).status == status


def test_how_it_is_in_each_of_two_lands_is_told(law: KnowledgeGraph) -> None:
    answer = law.ask("Are foundation model duties set by statute in Japan and in the EU?")
    told = {item.name: item.value or "" for item in answer.answers}
    assert told["Japan"].startswith("Voluntary") and told["European Union"].startswith("Duties set by statute")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which executive order revoked Biden's AI order, and on what date?", ["EO 14148", "20 January 2025"]),
        ("Who can fine GPAI providers and what's the maximum?", ["European Commission", "15,000,000 EUR"]),
        ("Who fines companies under SB 53 and what is the limit?", ["California AG", "1,000,000 USD"]),
        ("Who enforces Korea's AI Basic Act and what is the highest administrative fine?", ["Ministry", "30,000,000"]),
    ],
)
def test_a_date_or_a_limit_is_that_of_what_was_asked_first(
    law: KnowledgeGraph, question: str, expected: list[str]
) -> None:
    told = names(law.ask(question))
    assert all(any(each in name for name in told) for each in expected), told


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which of China, the UK and the US signed the Paris statement?", ["China"]),
        ("Which of China, the UK and the US did not sign the Paris statement?", ["United Kingdom", "United States"]),
        ("Which of EO 14110 and EO 14179 was repealed?", ["EO 14110"]),
        ("Which of SB 53 and SB 1047 was vetoed?", ["SB 1047"]),
        ("Which of OpenAI, Meta and xAI signed the GPAI code of practice?", ["OpenAI", "xAI"]),
    ],
)
def test_of_each_that_is_named_it_is_asked_by_itself(law: KnowledgeGraph, question: str, expected: list[str]) -> None:
    answer = law.ask(question)
    assert names(answer) == expected
    assert all(item.facts for item in answer.answers)


def test_nothing_is_picked_by_degree_or_by_what_is_done_to_it(law: KnowledgeGraph) -> None:
    first = law.ask("Which of Japan and Korea signed the Bletchley Declaration first?")
    assert names(first) != ["Japan"]
    advising = law.ask("Which of the AI Office and the AI Board gives advice?")  # the office is given some
    assert "European AI Office" not in names(advising)
