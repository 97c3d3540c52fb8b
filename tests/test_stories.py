"""What the facts tell of a day: the law as it stood then, with what was to come and what had gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

import govgraph
from govgraph import KnowledgeGraph
from govgraph.views import list_things, query, show, timeline
from govgraph.views.status import statuses

PROHIBITIONS, GENERAL_PURPOSE = "prohibited practices", "general-purpose AI models"
HIGH_RISK, TRANSPARENCY = "high-risk AI systems of Annex III", "transparency duties"
FIRST_PLAN, SECOND_PLAN = "jp/ai-basic-plan", "jp/ai-basic-plan-phase-2"
BIDEN, TRUMP = "us/eo-14110", "us/eo-14179"


@lru_cache(maxsize=4)
def on(day: str) -> KnowledgeGraph:
    """The shipped facts on a day."""
    return govgraph.load(as_of=day)


def applies_from(kg: KnowledgeGraph) -> dict[str, str]:
    """From when each part of the AI Act applies, in the law as it stands on the graph's day."""
    held = [
        (fact.qualifiers["scope"][0].text, fact.object.text)
        for fact in kg.facts("?fact rdf:predicate gov:appliesFrom ; rdf:subject id:eu\\/ai-act")
        if fact.holds and fact.hedge == ""
    ]
    found = dict(held)
    assert len(found) == len(held), "two days for one part of the law"
    return found


def status(kg: KnowledgeGraph, id_: str) -> str:
    return statuses(kg)[id_].code if id_ in statuses(kg) else "not stated"


@pytest.mark.parametrize(
    ("day", "applying", "still_to_come"),
    [
        ("2025-08-01", {PROHIBITIONS}, {GENERAL_PURPOSE, TRANSPARENCY, HIGH_RISK}),
        ("2026-08-02", {PROHIBITIONS, GENERAL_PURPOSE, TRANSPARENCY}, {HIGH_RISK}),
        ("2027-12-03", {PROHIBITIONS, GENERAL_PURPOSE, TRANSPARENCY, HIGH_RISK}, set()),
    ],
)
def test_what_applies_in_the_union_on_a_day(day: str, applying: set[str], still_to_come: set[str]) -> None:
    dates = applies_from(on(day))
    told = {PROHIBITIONS, GENERAL_PURPOSE, TRANSPARENCY, HIGH_RISK}
    assert {part for part in told if dates[part] <= day} == applying
    assert {part for part in told if dates[part] > day} == still_to_come


def test_the_law_of_2025_still_said_august_2026_for_high_risk_systems() -> None:
    assert applies_from(on("2025-08-01"))[HIGH_RISK] == "2026-08-02"
    assert applies_from(on("2026-08-02"))[HIGH_RISK] == "2027-12-02"
    assert status(on("2025-08-01"), "eu/digital-omnibus-on-ai") == "not stated"  # proposed in November 2025
    assert status(on("2026-08-02"), "eu/digital-omnibus-on-ai") == "in-force"


def test_the_page_of_the_act_marks_the_day_that_was_moved() -> None:
    page = str(show(on("2026-08-02"), "EU AI Act"))
    assert f"NO LONGER: 2 August 2026 (with regard to {HIGH_RISK};" in page
    assert f"\n  2 December 2027 (with regard to {HIGH_RISK};" in page


def test_the_moved_days_are_paired_old_with_new() -> None:
    rows = query(on("2026-08-02"), "moved-dates").as_dict()
    moved = {(row["scope"], row["was"], row["is"], row["since"]) for row in rows if row["what"] == "EU AI Act"}
    assert (HIGH_RISK, "2026-08-02", "2027-12-02", "2026-07-27") in moved
    assert ("high-risk AI systems in products of Annex I", "2027-08-02", "2028-08-02", "2026-07-27") in moved
    assert PROHIBITIONS not in {scope for scope, *_ in moved}


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        ("2026-05-13", "passed", "passed"),  # the new act lies before the governor
        ("2026-05-14", "passed", "partly-in-force"),  # signed: its sections on rulemaking count at once
        ("2026-06-29", "passed", "partly-in-force"),
        ("2026-06-30", "in-force", "partly-in-force"),
        ("2026-12-31", "in-force", "partly-in-force"),
        ("2027-01-01", "repealed", "in-force"),
    ],
)
def test_colorado_before_and_after_its_reenactment(day: str, old: str, new: str) -> None:
    known = statuses(on("2027-12-03"), govgraph.edtf.day(day))
    assert (known["us-co/sb-24-205"].code, known["us-co/sb-26-189"].code) == (old, new)


def test_colorado_timeline_tells_that_its_first_day_was_moved() -> None:
    told = timeline(on("2026-08-02"), "SB 24-205").entries
    marks = {(entry.date, entry.mark) for entry in told if entry.fact.property == "appliesFrom" and not entry.what}
    assert marks == {("2026-02-01", "NO LONGER"), ("2026-06-30", "")}


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        ("2025-12-22", "proposed", "not stated"),
        ("2026-01-15", "adopted", "not stated"),
        ("2026-07-13", "adopted", "proposed"),
        ("2026-08-15", "superseded", "adopted"),
    ],
)
def test_which_ai_plan_was_current_in_japan(day: str, first: str, second: str) -> None:
    known = statuses(on("2026-08-02"), govgraph.edtf.day(day))
    found = [known[plan].code if plan in known else "not stated" for plan in (FIRST_PLAN, SECOND_PLAN)]
    assert found == [first, second]


def test_one_plan_is_adopted_in_japan_at_a_time() -> None:
    plans = list_things(on("2026-08-02"), "plans", jurisdiction="Japan", status="adopted")
    assert [item.id for item in plans.items] == [SECOND_PLAN]


@pytest.mark.parametrize(
    ("day", "in_force", "not_in_force"), [("2025-01-10", BIDEN, TRUMP), ("2025-03-15", TRUMP, BIDEN)]
)
def test_which_ai_executive_order_was_in_force(
    run: Callable[..., Any], day: str, in_force: str, not_in_force: str
) -> None:
    ran = run("list", "executive orders", "--in", "us", "--status", "in-force", "--as-of", day)
    listed = {line.rsplit(maxsplit=1)[-1] for line in ran.stdout.splitlines()}
    assert (ran.code, in_force in listed, not_in_force in listed) == (0, True, False)


def test_the_page_of_the_revoked_order_says_what_revoked_it(run: Callable[..., Any]) -> None:
    page = run("show", "EO 14110", "--as-of", "2025-03-15").stdout
    assert "repealed" in page.split("\n\n")[0]
    assert "EO 14148" in page


def test_a_duty_says_from_when_the_first_of_its_provisions_applies() -> None:
    told = {
        fact.object.text: fact.one("applicable")
        for fact in govgraph.load(as_of="2026-11-26").entity("eu/ai-act").facts
        if fact.property in ("requires", "prohibits")
    }
    marking, scoring = told["Affix the CE marking to high-risk AI systems"], told["Social scoring of people"]
    assert marking and marking.text == "2027-12-02"  # as moved in 2026, and before that of Annex I
    assert scoring and scoring.text == "2025-02-02"
