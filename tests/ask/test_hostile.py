"""Whatever is typed: no crash, no injection, one of the five outcomes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govgraph import KnowledgeGraph
from govgraph.ask.engine import LONGEST

OUTCOMES = {"answered", "denied", "unsettled", "not_stated", "not_understood"}
WORDS = st.sampled_from(
    """who what which when where how many why does is the a of under and that AI Promotion Act Cabinet plan headed
    proposes prime minister Japan EU US compare with not it "quoted
    } { ? . # \\ < > gov:x 2025 May １２ 人工知能戦略本部 é""".split()
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_has_an_outcome(kg: KnowledgeGraph, question: str) -> None:
    answer = kg.ask(question)
    assert answer.status in OUTCOMES and answer.text
    if answer.sparql:
        for part in answer.sparql.split("\n\n"):
            kg.query(part)


@pytest.mark.parametrize(
    "question",
    [
        "Do both Japan and the US lean on laws they already have for AI",  # what fits is all outdone
        "how do observers describe modern AI governance in Japan, the US and Europe",  # an approach of the whole world
    ],
)
def test_questions_that_broke_off_have_an_outcome(law: KnowledgeGraph, question: str) -> None:
    assert law.ask(question).status in OUTCOMES


@pytest.mark.parametrize("question", ["", "   ", "?", "\x00", "who " * LONGEST, "x" * 10_000])
def test_nothing_and_too_much_are_not_understood(kg: KnowledgeGraph, question: str) -> None:
    assert kg.ask(question).status == "not_understood"


@pytest.mark.parametrize(
    "question",
    [
        'who heads "} INSERT DATA { <a> <b> <c> } #',
        "SELECT * WHERE { ?s ?p ?o }",
        "<script>alert(1)</script> who is it",
        "who heads the ' ; DROP TABLE facts; --",
    ],
)
def test_code_in_a_question_changes_nothing(kg: KnowledgeGraph, question: str) -> None:
    before = len(kg.store)
    assert kg.ask(question).status in OUTCOMES
    assert len(kg.store) == before
