"""`list`: which things of a class there are, and what ties them to an instrument."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph, UnknownName
from govgraph.views import list_things
from govgraph.views.listing import classes

ACT = "AI Promotion Act"


def ids(kg: KnowledgeGraph, kind: str, **options: str) -> set[str]:
    return {item.id for item in list_things(kg, kind, **options).items}


@pytest.mark.parametrize("kind", ["Regulator", "regulator", "regulators", "Supervisory authorities", "watchdog"])
def test_a_class_goes_by_its_name_label_or_phrase_in_singular_and_plural(kg: KnowledgeGraph, kind: str) -> None:
    assert "jp/ppc" in ids(kg, kind)


def test_subclasses_count(kg: KnowledgeGraph) -> None:
    assert {"jp/ai-promotion-act", "eu/ai-act", "jp/ai-basic-plan", "us/nist-ai-rmf"} <= ids(kg, "instruments")


def test_a_phrase_that_classes_share_means_all_of_them(kg: KnowledgeGraph) -> None:
    assert set(classes(kg.vocabulary, "laws")) == {"Decree", "LawGroup", "Statute"}


def test_a_near_miss_of_a_class_gets_a_suggestion(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"no class is called 'regulatrs'; nearest: .*Regulator"):
        list_things(kg, "regulatrs")


def test_bodies_under_the_act_are_those_that_act_under_it(report: KnowledgeGraph) -> None:
    found = ids(report, "bodies", under=ACT)
    assert found == {
        "jp/ai-strategic-headquarters",
        "jp/cabinet",
        "jp/cabinet-office",
        "jp/local-governments",
        "jp/national-government",
    }


def test_each_is_told_with_what_it_does_there_and_how_surely(report: KnowledgeGraph) -> None:
    text = str(list_things(report, "bodies", under=ACT))
    assert "Cabinet (government body, Japan) jp/cabinet\n  PLANNED: Cabinet finalizes AI Basic Plan" in text
    assert "  OPINION: Cabinet Office serves as" in text
    assert "Sources\n  [1] Japan's AI Governance Action, Structure of the AI Promotion Act, Plan" in text


def test_who_acts_only_by_rule_is_told_with_the_reason(report: KnowledgeGraph) -> None:
    (minister,) = list_things(report, "office", under=ACT).items
    assert [fact.property for fact in minister.ties] == ["actsUnder", "headedBy", "proposes"]


def test_duty_holders_plans_and_parts_stand_under_it_too(report: KnowledgeGraph) -> None:
    assert ids(report, "actor groups", under=ACT) == {"jp/businesses", "jp/citizens", "jp/research-institutions"}
    assert "jp/ai-basic-plan" in ids(report, "plans", under=ACT)
    assert "jp/ai-promotion-act#principle-1" in ids(report, "principles", under=ACT)


def test_a_penalty_that_the_source_denies_is_told_as_denied(report: KnowledgeGraph) -> None:
    rows = {row[7]: row for row in list_things(report, "penalties").table().rows}
    assert rows["jp/ai-promotion-act#noncompliance-penalty"][4] == "NOT SO"
    assert rows["jp/appi#violation-penalty"][4] == ""


def test_who_has_a_duty_or_falls_under_a_prohibition_is_told(kg: KnowledgeGraph) -> None:
    def who(kind: str) -> dict[str, str]:
        rows = list_things(kg, kind, jurisdiction="eu").table().rows
        return {str(row[7]): str(row[9]) for row in rows}  # after the columns that scripts count

    assert who("duties")["eu/ai-act#affix-ce-marking"] == "Providers of high-risk AI systems"
    supervisor = who("functions")["eu/edps#act-as-competent-authority-for-union-institutions"]
    assert supervisor == "European Data Protection Supervisor"
    assert set(who("laws").values()) == {""}
    (item,) = (i for i in list_things(kg, "duty").items if i.id == "eu/ai-act#affix-ce-marking")
    assert [value.id for value in item.who] == ["eu/high-risk-ai-providers"]


def test_a_jurisdiction_narrows_the_list(kg: KnowledgeGraph) -> None:
    found = ids(kg, "laws", jurisdiction="Japan")
    assert "jp/ai-promotion-act" in found and "eu/ai-act" not in found
    assert [id_ for id_ in found if not id_.startswith("jp/")] == []


def test_a_jurisdiction_and_a_status_narrow_the_list(report: KnowledgeGraph) -> None:
    assert ids(report, "laws", jurisdiction="Japan", status="in force") == {"jp/ai-promotion-act"}
    assert ids(report.as_of("2025-08-15"), "laws", status="passed") == {"jp/ai-promotion-act"}
    assert "jp/copyright-act" in ids(report, "laws", status="not stated")


def test_only_a_jurisdiction_is_taken_for_one(report: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="no jurisdiction is called 'Cabinet'"):
        list_things(report, "laws", jurisdiction="Cabinet")


def test_an_empty_list_says_that_nothing_is_stated(report: KnowledgeGraph) -> None:
    assert str(list_things(report, "sectors", under=ACT)) == f"Not stated: the graph holds no such sector under {ACT}."
