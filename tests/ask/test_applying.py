"""What applies on a day, from a day on, or not yet; and what is recorded of nowhere."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph

BANS = ["prohibited practices (EU AI Act)", "scope, definitions and AI literacy (EU AI Act)"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("which parts of the AI Act already applied on 1 March 2025", BANS),
        ("what applied in the EU on 2025-08-01", BANS),
        ("which rules of the AI Act apply since 2 February 2025", BANS),
        ("what of the AI Act applies from 2 August 2025", ["Confidentiality rule of the EU AI Act"]),
        ("what does not yet apply under the AI Act", ["high-risk AI systems of Annex III (EU AI Act)"]),
    ],
)
def test_what_applies_is_what_has_begun_to_by_then(law: KnowledgeGraph, question: str, told: list[str]) -> None:
    names = [item.name for item in law.ask(question).answers]
    assert set(told) <= set(names)
    assert len(names) == 2 or told != BANS


def test_of_what_is_recorded_nothing_may_apply(law: KnowledgeGraph) -> None:
    answer = law.ask("what applied in Colorado on 1 March 2026")
    assert (answer.status, answer.answers) == ("denied", ())
    assert "Colorado AI Act applies from 30 June 2026" in answer.text


@pytest.mark.parametrize(
    ("question", "version"),
    [
        ("which version of the AI Guidelines for Business was current on 1 June 2025", "1.1"),
        ("what was the current version of the AI Guidelines for Business in May 2024", "1.0"),
        ("which version of the AI Guidelines for Business is current", "1.2"),
    ],
)
def test_the_version_that_was_current(law: KnowledgeGraph, question: str, version: str) -> None:
    assert [item.name for item in law.ask(question).answers] == [f"AI Guidelines for Business Ver {version}"]


@pytest.mark.parametrize(
    ("question", "land"),
    [
        ("which Austrian authority enforces the AI Act", "Austria"),
        ("which authority in Austria enforces the AI Act", "Austria"),  # which is not Australia
        ("when did florida pass its AI bill of rights", "Florida"),
        ("does New Zealand have an AI law", "New Zealand"),
        ("did Belgium sign the Framework Convention on AI", "Belgium"),
    ],
)
def test_nothing_is_recorded_of_a_land(law: KnowledgeGraph, question: str, land: str) -> None:
    answer = law.ask(question)
    assert (answer.status, answer.text) == ("not_stated", f"Nothing is recorded of {land}.")


def test_what_is_of_a_land_names_it(law: KnowledgeGraph) -> None:
    answer = law.ask("when do Californian businesses have to comply with the CCPA ADMT regulations")
    assert answer.status == "answered" and "californian = California" in answer.notes
