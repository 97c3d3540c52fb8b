"""`compare`: what jurisdictions hold, dimension by dimension, and what a source claims of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from govgraph import GovgraphError, KnowledgeGraph
from govgraph.views import compare
from govgraph.views.compare import Comparison, Row

THREE = ["jp", "us", "eu"]


@pytest.fixture(scope="module")
def three(report: KnowledgeGraph) -> Comparison:
    return compare(report, THREE)


def row(comparison: Comparison, name: str) -> Row:
    return next(row for row in comparison.rows if row.name == name)


def test_the_positions_are_those_of_the_report(three: Comparison, shared: Path) -> None:
    told = {}
    for line in three.rows:
        for thing, cell in zip(three.things, line.cells, strict=True):
            held = {
                (said.code, "asserted" in {fact.modality for fact in said.facts}) for said in cell if not said.denied
            }
            told[line.name, thing.text] = held
    with (shared / "report/positions.tsv").open(encoding="utf-8") as stream:
        table = list(csv.DictReader(stream, delimiter="\t"))
    expected = {}
    for cells in table:
        held = {(cells["code"].lower(), cells["modality"] == "asserted")}
        expected[cells["dimension"], cells["jurisdiction"]] = set() if cells["code"] == "not-stated" else held
    assert told == expected


def test_what_the_report_claims_is_what_the_positions_come_to(report: KnowledgeGraph) -> None:
    claims = report.facts("?fact rdf:predicate ?finds VALUES ?finds { gov:findsShared gov:findsDifferent }")
    assert len(claims) == 15
    for claim in claims:
        among = [value.id or "" for value in claim.qualifiers["among"]]
        line = next(line for line in compare(report, among).rows if line.id == claim.object.id)
        assert line.computed == {"findsShared": "same", "findsDifferent": "differs"}[claim.property], claim.sentence
        assert (line.verdict, line.basis) == (line.computed, "claimed")


def test_every_cell_has_a_citation_or_says_that_nothing_is_stated(three: Comparison) -> None:
    for line in three.rows:
        for cell in line.cells:
            assert all(fact.citations for said in cell for fact in said.facts)
    for cells in (row_[1:4] for row_ in three.table().rows):
        assert all(cell == "not stated" or "[Japan's AI Governance Action, " in str(cell) for cell in cells)


def test_silence_is_never_a_difference(three: Comparison) -> None:
    silent = row(three, "Use of existing legal frameworks")
    assert (silent.cells[2], silent.verdict, silent.basis) == ((), "not stated", "")
    assert silent.groups == "Japan = United States"


def test_of_three_it_is_told_who_agrees_with_whom(three: Comparison) -> None:
    line = row(three, "Legal form of AI regulation")
    assert (line.verdict, line.basis, line.groups) == ("differs", "computed", "Japan = United States ≠ European Union")
    assert [(claim.verdict, len(claim.among)) for claim in line.claims] == [("differs", 2), ("same", 2)]


def test_what_a_source_denies_is_told_and_is_no_position(three: Comparison) -> None:
    japan = row(three, "Legal form of AI regulation").cells[0]
    assert [(said.code, said.denied) for said in japan] == [("sectoral", False), ("comprehensive", True)]
    assert "; not: comprehensive, cross-sectoral regulation" in str(three)


def test_a_verdict_that_rests_on_opinion_says_so(report: KnowledgeGraph) -> None:
    lines = compare(report, ["jp", "us"])
    assert row(lines, "International strategy and values").heading.endswith(": differs (claimed, opinion)")
    assert row(lines, "Strategic priority of AI").heading.endswith(": same (claimed)")


def test_what_no_source_claims_is_only_computed(kg: KnowledgeGraph) -> None:
    assert row(compare(kg, ["us", "eu"]), "Legal form of AI regulation").basis == "computed"


def test_a_claim_counts_only_for_those_it_is_made_of(land: KnowledgeGraph) -> None:
    (line,) = compare(land, ["Lanternia", "Umbria Minor"]).rows
    assert (line.verdict, line.basis, line.computed) == ("differs", "claimed", "differs")
    assert [(said.name, said.denied) for said in line.cells[0]] == [("warm", False), ("cold", True)]


def test_jurisdictions_of_which_nothing_is_said_are_not_alike(kg: KnowledgeGraph) -> None:
    lines = compare(kg, ["cn", "jp"]).rows
    assert {line.verdict for line in lines} == {"not stated"}


def test_instruments_are_compared_by_their_facts(report: KnowledgeGraph) -> None:
    lines = compare(report, ["AI Promotion Act", "EU AI Act"])
    assert (row(lines, "kind").verdict, row(lines, "jurisdiction").verdict) == ("differs", "differs")
    duties = row(lines, "lays duties on")
    assert duties.verdict == ""
    assert {said.code for said in duties.cells[1]} == {"eu/high-risk-ai-providers"}
    assert [line.name for line in lines.rows].index("lays duties on") < [line.name for line in lines.rows].index(
        "defines"
    )
    assert "  EU AI Act         not stated" in str(lines)


def test_in_json_each_cell_has_its_facts(three: Comparison) -> None:
    told = json.loads(three.render("json"))
    assert [thing["id"] for thing in told["things"]] == THREE
    assert told["rows"][0]["cells"][0][0]["facts"][0]["citations"]


@pytest.mark.parametrize("names", [["jp"], ["jp", "Japan"]])
def test_a_comparison_takes_two(kg: KnowledgeGraph, names: list[str]) -> None:
    with pytest.raises(GovgraphError, match="two or more different things, and this names 1"):
        compare(kg, names)
