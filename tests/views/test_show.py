"""`show`: everything about a thing, from both sides, and as surely as the sources say it."""

from __future__ import annotations

import json
import re

import pytest

from govgraph import KnowledgeGraph, UnknownName
from govgraph.views import show


def test_a_thing_is_shown_with_its_names_kind_jurisdiction_and_status(kg: KnowledgeGraph) -> None:
    text = str(show(kg, "AI Promotion Law"))
    assert text.startswith("AI Promotion Act\nstatute, Japan\njp/ai-promotion-act\n")
    assert "Act on Promotion of Research, Development, and Utilization of AI-Related Technology" in text
    assert "status on 9 October 2025: in force, since 1 September 2025" in text


def test_programs_get_things_and_citations_by_name(report: KnowledgeGraph) -> None:
    shown = json.loads(show(report, "jp/cabinet").render("json"))
    assert shown["thing"]["jurisdiction"] == {"text": "Japan", "id": "jp"}
    assert set(shown["thing"]["facts"][0]["citations"][0]) == {"source", "title", "at", "url"}


def test_names_are_shown_in_all_languages(land: KnowledgeGraph) -> None:
    text = str(show(land, "xa/lantern-council"))
    assert {"eo: Lanterna Konsilio", "ja: 灯籠評議会", "also: Council of Lanterns"} <= set(text.splitlines())


@pytest.mark.parametrize(
    ("thing", "line"),
    [
        ("AI Promotion Act", "  NOT SO: Restrict AI ["),
        ("AI Promotion Act", "  OPINION: Japan's AI strategy ["),
        ("AI Strategic Headquarters", "  PLANNED: AI Basic Plan ("),
        ("jp/appi-amendment", "  POSSIBLE: Act on the Protection of Personal Information"),
        ("AI Promotion Act", "  General framework ["),
    ],
)
def test_what_is_not_plainly_so_is_marked_and_what_is_so_is_not(kg: KnowledgeGraph, thing: str, line: str) -> None:
    assert any(shown.startswith(line) for shown in str(show(kg, thing)).splitlines())


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2031-01-14", "  NOT YET: First Lamplighter"),
        ("2031-01-15", "  First Lamplighter"),
        ("2032-01-01", "  NO LONGER: First Lamplighter"),
        ("2031-05-01", "  DISPUTED: Lighting round"),
        ("2031-06-01", "  NO LONGER, DISPUTED: Lighting round"),
    ],
)
def test_a_fact_is_marked_as_it_stands_on_the_day(land: KnowledgeGraph, day: str, line: str) -> None:
    shown = str(show(land.as_of(day), "Lantern Council")).splitlines()
    assert any(entry.startswith(line) for entry in shown), shown


def test_a_date_known_to_the_month_is_not_claimed_to_be_past_within_it(land: KnowledgeGraph) -> None:
    def passed(day: str) -> str:
        lines = str(show(land.as_of(day), "Lantern Act")).splitlines()
        return lines[lines.index("was passed") + 1]

    assert passed("2031-01-31").startswith("  NOT YET: ")
    assert passed("2031-02-15").startswith("  PERHAPS NOT YET: ")
    assert "YET" not in passed("2031-02-28")


def test_both_sides_of_a_fact_show_it(kg: KnowledgeGraph) -> None:
    heads = [(group.label, entry.id) for group in show(kg, "Prime Minister").groups for entry in group.entries]
    assert ("heads", "jp/ai-strategic-headquarters") in heads
    headed = [
        (group.label, entry.id) for group in show(kg, "AI Strategic Headquarters").groups for entry in group.entries
    ]
    assert ("is headed by", "jp/prime-minister") in headed


def test_what_only_names_it_is_shown_too(kg: KnowledgeGraph) -> None:
    (under,) = (group for group in show(kg, "AI Promotion Act").groups if group.label == "under it")
    assert "Cabinet finalizes AI Basic Plan" in " ".join(entry.text for entry in under.entries)


def test_every_fact_comes_with_its_citation(kg: KnowledgeGraph) -> None:
    shown = show(kg, "AI Promotion Act")
    assert all(entry.fact.citations for group in shown.groups for entry in group.entries)
    assert all(row[5] for row in shown.table().rows)
    sources = str(shown).split("\nSources\n")[1].splitlines()
    assert "[1] Japan's AI Governance Action, " in sources[0]


def test_parts_that_a_source_denies_are_not_shown_as_if_they_were(kg: KnowledgeGraph) -> None:
    parts = {part.id: part for part in show(kg, "AI Promotion Act").parts}
    assert parts["jp/ai-promotion-act#noncompliance-penalty"].not_so
    assert not parts["jp/ai-promotion-act#principle-1"].not_so


def test_json_tells_a_fact_whole(report: KnowledgeGraph) -> None:
    told = json.loads(show(report, "AI Strategic Headquarters").render("json"))
    (plan,) = (fact for fact in told["thing"]["facts"] if fact["property"] == "proposes")
    assert plan["modality"] == "planned"
    assert plan["qualifiers"]["under"] == [{"text": "AI Promotion Act", "id": "jp/ai-promotion-act"}]
    assert plan["sentence"].startswith("Planned: ")
    assert plan["citations"][0]["source"] == "us/sources/csis-japan-2025"


def test_a_near_miss_gets_a_suggestion(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"nearest: AI Promotion Act \(jp/ai-promotion-act\)"):
        show(kg, "AI Promtion Act")


@pytest.mark.parametrize(
    ("thing", "day", "line"),
    [
        (
            "AI Promotion Act",
            "2025-08-15",
            "status on 15 August 2025: partly in force, since 4 June 2025; in force from 1 September 2025",
        ),
        ("AI Promotion Act", "2025-10-09", "status on 9 October 2025: in force, since 1 September 2025"),
        (
            "Colorado AI Act",
            "2026-11-28",
            "status on 28 November 2026: in force, since 30 June 2026; repealed from 1 January 2027",
        ),
        ("it/ai-authorities-decree-draft", "2026-11-28", "status on 28 November 2026: not stated"),  # some day in 2026
    ],
)
def test_the_status_that_is_to_come_is_told_once_it_is_sure_to_be_yet_to_come(
    kg: KnowledgeGraph, thing: str, day: str, line: str
) -> None:
    assert line in str(show(kg.as_of(day), thing)).splitlines()


def test_every_date_is_told_in_words(kg: KnowledgeGraph) -> None:
    shown = str(show(kg.as_of("2026-11-28"), "us-co/attorney-general")) + str(show(kg, "EU AI Act"))
    assert "to be done by 1 January 2027" in shown and "applicable at the earliest from 2 December 2027" in shown
    assert not re.search(r"(by|from) 20\d\d-\d\d", shown)


def test_parts_stand_in_the_order_of_their_names(kg: KnowledgeGraph) -> None:
    names = [part.name.casefold() for part in show(kg, "AI Promotion Act").parts]
    assert len(names) > 50 and names == sorted(names)


def test_numbered_parts_stand_in_the_order_of_their_numbers(kg: KnowledgeGraph) -> None:
    names = [part.name.removesuffix(" of the EU AI Act") for part in show(kg, "EU AI Act").parts]
    annexes = [name for name in names if name.startswith("Annex") and "," not in name]
    assert annexes == [f"Annex {n}" for n in "I II III IV V VI VII VIII IX X XI XII XIII XIV".split()]
