"""What is no longer so is told, as no longer so, and what something has followed is not."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph

NO_LONGER = "No longer on 26 November 2026: "


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which bodies were created by EO 14110", "White House AI Council"),
        ("what does EO 14110 require", "Report training activities"),
        ("which bodies act under EO 14110", "Department of Commerce"),
        ("who headed the National AI Committee of South Korea", "President of South Korea"),
        ("which institute was the US AI Safety Institute part of", "National Institute of Standards and Technology"),
        ("when was Colorado's AI act first supposed to take effect", "1 February 2026"),
        ("when was SB 942 originally going to take effect", "1 January 2026"),
        ("how many articles did the AI Act have before it was amended", "113 articles"),
        ("what did the RAISE Act require as first signed", "Disclose safety incidents"),
        ("what was the original deadline for national sandboxes in the EU", "2026-08-02"),
    ],
)
def test_what_has_ended_is_told_as_no_longer_so(law: KnowledgeGraph, question: str, told: str) -> None:
    answer = law.ask(question)
    assert answer.text.startswith(NO_LONGER)
    assert any(item.name.startswith(told) for item in answer.answers)
    assert all(fact.valid_until for item in answer.answers for fact in item.facts)


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("does EO 14110 require developers to report training activities", "denied", "No longer. "),
        ("did EO 14110 require developers to report training activities", "answered", "Yes. "),
        ("is the US AI Safety Institute part of NIST", "denied", "No longer. "),
        ("was Annex III originally due to apply in August 2026", "answered", "Yes. "),
        ("does SB 1047 require a shutdown capability", "unsettled", "It was planned, and no longer is. "),
    ],
)
def test_yes_or_no_of_what_has_ended(law: KnowledgeGraph, question: str, status: str, said: str) -> None:
    answer = law.ask(question)
    assert (answer.status, answer.text[: len(said)]) == (status, said)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("what does the Utah AI Policy Act require", "", "2024 text"),
        ("when does Annex III of the EU AI Act apply", "2 December 2027", "2 August 2026"),
        ("when does SB 942 take effect", "", "1 January 2026"),
    ],
)
def test_what_something_has_followed_is_not_told(law: KnowledgeGraph, question: str, told: str, untold: str) -> None:
    answer = law.ask(question)
    assert told in answer.text and untold not in answer.text
    assert not answer.text.startswith(NO_LONGER)


@pytest.mark.parametrize("body", ["OMB", "the Department of Commerce", "NIST"])
def test_what_a_body_did_under_an_order_that_is_no_more_is_not_told_among_what_it_does(
    law: KnowledgeGraph, body: str
) -> None:
    told = [f for item in law.ask(f"what is {body} responsible for").answers for f in item.facts]
    assert told and not any(f.valid_until and f.valid_until < law.as_of_date for f in told)


def test_what_nothing_has_ended_is_answered_whatever_word_is_used(law: KnowledgeGraph) -> None:
    answer = law.ask("who originally proposed the AI Act")
    assert answer.text == law.ask("who proposed the AI Act").text
    assert not answer.text.startswith(NO_LONGER)


def test_a_past_day_is_asked_of_itself(law: KnowledgeGraph) -> None:
    answer = law.ask("as of 1 June 2024, what does EO 14110 establish")
    assert "White House AI Council" in answer.text
    assert not answer.text.startswith("No longer")
