"""Two things held against each other, by the dates and amounts that facts tell of both."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph


@pytest.fixture(scope="module")
def law(kg: KnowledgeGraph) -> KnowledgeGraph:
    return kg.as_of("2026-11-26")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which came first, the EU AI Act or the Council of Europe convention?", "EU AI Act"),
        ("Which of SB 53 and the RAISE Act was passed first?", "New York RAISE Act"),
        ("Which of Japan's AI Promotion Act and Korea's AI Basic Act took effect first?", "AI Promotion Act"),
        ("Does SB 53 or the RAISE Act take effect sooner?", "SB 53"),
        ("Which of EO 14110 and EO 14179 was signed last?", "EO 14179"),
        ("Which is older, the Paris summit or the Seoul summit?", "AI Seoul Summit"),
        ("Which of SB 53 and the RAISE Act has lower fines?", "SB 53"),
        ("Is the maximum fine higher under SB 53 or under the RAISE Act?", "New York RAISE Act"),
        ("Which has more chapters, the EU AI Act or the AI Promotion Act?", "EU AI Act"),
        ("Which of the Colorado AI Act and SB 53 was delayed?", "Colorado AI Act"),
    ],
)
def test_the_one_of_two_is_told_that_is_first_or_has_more(law: KnowledgeGraph, question: str, name: str) -> None:
    answer = law.ask(question)
    assert (answer.status, [item.name for item in answer.answers]) == ("answered", [name]), answer.text


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("Was SB 53 passed before the RAISE Act?", "denied", "no"),
        ("Was SB 53 signed before the RAISE Act was?", "answered", "yes"),
        ("Did the Colorado AI Act come into force before the EU AI Act was published?", "denied", "no"),
        ("Are the fines under SB 53 higher than under the RAISE Act?", "denied", "no"),
        ("Was SB 53 signed before or after the RAISE Act?", "answered", "before"),
    ],
)
def test_whether_the_first_of_two_is_earlier_or_has_more_rests_on_facts_of_both(
    law: KnowledgeGraph, question: str, status: str, said: str
) -> None:
    answer = law.ask(question)
    assert (answer.status, [item.name for item in answer.answers]) == (status, [said]), answer.text
    assert len(answer.answers[0].facts) == 2


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Is the maximum fine higher under the EU AI Act or under Korea's Basic Act?",
            "does not decide it",
        ),  # EUR, KRW
        ("Is SB 53 older than the RAISE Act?", "does not decide it"),  # passed later, and signed earlier
        ("Which of the EU AI Act and Japan's AI Promotion Act has higher fines?", "is told of AI Promotion Act"),
        ("Which has more chapters, the EU AI Act or the AI Basic Act of South Korea?", "is told of AI Basic Act"),
    ],
)
def test_where_one_side_tells_nothing_or_nothing_of_the_sort_it_is_not_stated(
    law: KnowledgeGraph, question: str, told: str
) -> None:
    answer = law.ask(question)
    assert (answer.status, answer.answers) == ("not_stated", ())
    assert told in answer.text
    assert answer.related


def test_what_is_described_by_its_order_is_no_question_which_of_two_it_is(law: KnowledgeGraph) -> None:
    answer = law.ask("Who enforces the law that was passed first, SB 53 or the RAISE Act?")
    assert "Attorney General of New York" in [item.name for item in answer.answers]
