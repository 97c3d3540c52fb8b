"""Which lands of a union, and who refused: what is told of each land, or denied of it."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph

from .grading import names


@pytest.mark.parametrize(
    "question",
    [
        "Which US states run a regulatory sandbox?",
        "states of the US with an AI sandbox by law",
        "what US states have an AI sandbox",
    ],
)
def test_the_lands_of_a_union_of_which_it_is_told(law: KnowledgeGraph, question: str) -> None:
    assert names(law.ask(question)) == ["Texas", "Utah"]


def test_how_many_lands_are_counted_and_named(law: KnowledgeGraph) -> None:
    answer = law.ask("How many US states have a sandbox?")
    assert (names(answer), [item.name for item in answer.related]) == (["2"], ["Texas", "Utah"])


def test_member_states_are_those_that_are_told_to_be_parts(law: KnowledgeGraph) -> None:
    answer = law.ask("Which EU member states have designated a market surveillance authority?")
    assert {"Germany", "Finland", "Poland"} <= set(names(answer))
    assert "South Korea" not in names(answer)
    assert {i.name for i in answer.answers if i.modality == "planned"} >= {"Spain", "Netherlands"}


def test_of_no_land_it_is_told(law: KnowledgeGraph) -> None:
    assert law.ask("Which US states tax cryptocurrency mines?").silent


def test_who_refused_is_who_is_said_not_to(law: KnowledgeGraph) -> None:
    answer = law.ask("Which countries refused to sign the Paris AI statement?")
    assert set(names(answer)) == {"United Kingdom", "United States"}
    assert names(law.ask("Did the UK refuse to sign the Paris AI statement?")) == ["yes"]
    assert names(law.ask("Did India decline to sign the Paris AI statement?")) == ["no"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do firms have to apply ISO/IEC 23894?", "no"),
        ("Must a company adhere to the NIST AI RMF?", "no"),
        ("Must organisations use the Council of Europe's HUDERIA methodology?", "no"),
        ("Are providers obliged to observe the EU AI Act?", "yes"),
    ],
)
def test_whether_a_text_must_be_heeded_is_how_far_it_binds(law: KnowledgeGraph, question: str, said: str) -> None:
    assert names(law.ask(question)) == [said]


def test_who_belongs_to_a_group_and_what_a_text_contains(law: KnowledgeGraph) -> None:
    assert "North Korean defectors (South Korea)" in names(law.ask("who belongs to the Korean AI vulnerable groups"))
    assert len(names(law.ask("which matters do Korea's AI ethics principles contain"))) == 3


def test_common_words_are_no_misspellings(law: KnowledgeGraph) -> None:
    answer = law.ask("what is the reputation of the European AI Office?")
    assert answer.silent and "Not recognised: reputation" in answer.text


def test_a_part_of_another_text_is_asked_of_that_one(law: KnowledgeGraph) -> None:
    found = names(law.ask("guiding principles of the ASEAN Guide on AI Governance and Ethics"))
    assert len(found) == 7 and "Human-centricity (ASEAN)" in found


def test_members_are_of_the_body_of_which_they_are(law: KnowledgeGraph) -> None:
    found = names(law.ask("permanent members of the AI Act's advisory forum"))
    assert "European Committee for Standardization" in found


def test_no_law_of_another_land_answers(law: KnowledgeGraph) -> None:
    assert law.ask("Do Japanese firms have to offer parents tools for privacy and account settings?").silent
    assert law.ask("what must Japanese firms offer minors and their parents for privacy settings?").silent


def test_a_number_that_is_borne_is_no_count(law: KnowledgeGraph) -> None:
    answer = law.ask("AI Act: CELEX number?")
    assert names(answer) and all(fact.property == "officialNumber" for fact in answer.facts)


def test_members_of_two_bodies_are_all_told_with_both_facts(law: KnowledgeGraph) -> None:
    answer = law.ask("Which G7 members belong to the Global Partnership on AI?")
    assert set(names(answer)) == {"Germany", "Italy", "Japan", "United Kingdom", "United States"}
    assert all({f.object.id for f in item.facts} == {"intl/g7", "intl/gpai"} for item in answer.answers)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What became of Executive Order 14110?", "repealed since 20 January 2025"),
        ("what has become of Japan's first AI Basic Plan", "superseded since 14 July 2026"),
    ],
)
def test_what_became_of_a_text_is_where_it_stands(law: KnowledgeGraph, question: str, said: str) -> None:
    assert names(law.ask(question))[:1] == [said]
