"""`timeline` and `diff`: what is dated, and what two days do not share."""

from __future__ import annotations

import pytest

from govgraph import DateError, KnowledgeGraph, edtf
from govgraph.views import diff, timeline


def dated(kg: KnowledgeGraph, *names: str, **options: str) -> list[tuple[str, str, str]]:
    return [(entry.date, entry.mark, entry.fact.property) for entry in timeline(kg, *names, **options).entries]


def test_dates_come_in_order_and_as_precise_as_the_source_gives_them(kg: KnowledgeGraph) -> None:
    act = dated(kg, "AI Promotion Act")
    assert act.index(("2025-05", "", "passedOn")) < act.index(("2025-09-01", "", "fullyInForceFrom"))


def test_what_is_planned_is_marked(report: KnowledgeGraph) -> None:
    plan = dated(report, "AI Basic Plan")
    assert {what for _, mark, what in plan if mark == "PLANNED"} == {"scheduledFor", "proposes", "decides"}
    assert {mark for _, mark, _ in plan} == {"PLANNED"}


def test_what_is_still_to_come_is_marked(report: KnowledgeGraph) -> None:
    assert ("2025-09-01", "NOT YET", "fullyInForceFrom") in dated(report.as_of("2025-08-15"), "AI Promotion Act")


def test_a_beginning_and_an_end_are_two_entries(land: KnowledgeGraph) -> None:
    entries = [(e.date, e.what) for e in timeline(land, "First Lamplighter").entries]
    assert entries == [("2031-01-15", "begins"), ("2031-12", "ends")]


def test_a_window_keeps_what_may_lie_in_it(report: KnowledgeGraph) -> None:
    found = dated(report, start="2025-05-10", end="2025-05")
    assert ("2025-05", "", "passedOn") in found
    assert ("2025", "PLANNED", "scheduledFor") in found
    assert not any(date.startswith(("2025-09", "2021")) for date, *_ in found)


def test_a_window_that_ends_before_it_begins_is_an_error_and_not_what_is_known_to_the_year(
    report: KnowledgeGraph,
) -> None:
    with pytest.raises(DateError, match="2025-06 comes after 2025-05: give the earlier day first"):
        timeline(report, start="2025-06", end="2025-05")
    assert dated(report, start="2025-05-10", end="2025-05")


def test_a_jurisdiction_keeps_what_is_about_its_things(kg: KnowledgeGraph) -> None:
    subjects = {entry.fact.subject.id or "" for entry in timeline(kg, jurisdiction="EU").entries}
    assert {"eu/ai-continent-action-plan", "eu/ai-act"} <= subjects
    about = [id_ for id_ in subjects if id_ != "eu" and not id_.startswith("eu/")]
    assert about == []


def test_without_a_date_it_says_so(report: KnowledgeGraph) -> None:
    assert str(timeline(report, "Digital Agency")) == "No dated fact is stated."


def test_entries_cite_their_sources(report: KnowledgeGraph) -> None:
    assert all(row[3] for row in timeline(report).table().rows)
    assert "2025-09-01" in str(timeline(report))
    assert "\nSources\n  [1] Japan's AI Governance Action" in str(timeline(report))


def test_what_changed_comes_by_its_days(kg: KnowledgeGraph) -> None:
    rows = diff(kg, "2024-01-01", "2026-09-30").table().rows
    for kind in ("changed", "began", "ended"):
        days = [edtf.bounds(day) for change, day, *_ in rows if change == kind and day]
        known = [first or last for first, last in days]
        assert len(known) > 10
        assert known == sorted(known, key=str)


def test_two_days_differ_by_what_began_and_by_status(report: KnowledgeGraph) -> None:
    found = diff(report, "2025-08-15", "2025-10-09")
    assert {fact.property for fact in found.began} >= {"fullyInForceFrom", "establishedOn"}
    (change,) = found.changed
    assert (change.instrument.id, change.before.label, change.after.label) == (
        "jp/ai-promotion-act",
        "passed",
        "in force",
    )
    assert "AI Promotion Act: passed → in force [1]" in str(found)


def test_what_is_planned_in_between_is_a_milestone_and_has_not_begun(report: KnowledgeGraph) -> None:
    found = diff(report, "2025-08-15", "2025-12-31")
    planned = {entry.fact.property for entry in found.milestones if entry.mark == "PLANNED"}
    assert {"proposes", "decides"} <= planned
    assert not {fact.property for fact in found.began} & {"proposes", "decides"}


def test_what_ended_is_told(land: KnowledgeGraph) -> None:
    found = diff(land, "2031-12-31", "2032-01-01")
    assert [fact.property for fact in found.ended] == ["headedBy"]
    assert not found.began


def test_a_quiet_time_says_so(kg: KnowledgeGraph) -> None:
    assert str(diff(kg, "1999-01-01", "1999-01-02")).startswith("Nothing that the graph holds changed")


def test_the_earlier_day_comes_first(kg: KnowledgeGraph) -> None:
    with pytest.raises(DateError, match="give the earlier day first"):
        diff(kg, "2025-10-09", "2025-08-15")
