"""`path`: chains that tell something, in sentences."""

from __future__ import annotations

import pytest

from govgraph import GovgraphError, KnowledgeGraph
from govgraph.views import path


def through(kg: KnowledgeGraph, start: str, end: str) -> list[list[str]]:
    """The ids that each chain passes through, without its ends."""
    return [[step.end.id or "" for step in chain[:-1]] for chain in path(kg, start, end).chains]


def test_a_chain_is_told_in_sentences_with_their_hedge_and_source(report: KnowledgeGraph) -> None:
    text = str(path(report, "Prime Minister", "AI Basic Plan"))
    assert text.splitlines()[:3] == [
        "Prime Minister of Japan – AI Strategic Headquarters – AI Basic Plan",
        "  AI Strategic Headquarters is headed by Prime Minister of Japan [1]",
        "  PLANNED: AI Strategic Headquarters proposes AI Basic Plan (under AI Promotion Act; in Plan phase; 2025) [1]",
    ]


def test_the_author_is_tied_to_the_publisher_through_the_center(kg: KnowledgeGraph) -> None:
    assert through(kg, "Hiroki Habuka", "CSIS")[0] == ["us/wadhwani-ai-center"]


def test_an_instrument_that_only_qualifies_a_fact_ties_too(kg: KnowledgeGraph) -> None:
    assert through(kg, "G7", "AI Promotion Act")[0] == ["intl/hiroshima-ai-process"]


def test_a_fact_that_is_two_steps_is_told_once(kg: KnowledgeGraph) -> None:
    found = path(kg, "Cabinet", "EU AI Act")
    twice = [chain for chain in found.chains if len({step.fact and step.fact.id for step in chain}) < len(chain)]
    assert twice  # it has a function, under an act
    for block in str(found).split("\n\n"):
        assert len(set(block.splitlines())) == len(block.splitlines())


def test_no_chain_goes_through_a_country_or_the_report_where_another_is_near(kg: KnowledgeGraph) -> None:
    for start, end in [("Cabinet", "EU AI Act"), ("jp/businesses", "jp/cabinet"), ("G7", "AI Promotion Act")]:
        for chain in through(kg, start, end):
            assert not {"jp", "us", "eu", "us/sources/csis-japan-2025"} & set(chain)


def test_a_comparison_does_not_tie_those_it_compares(land: KnowledgeGraph) -> None:
    chains = path(land, "Lanternia", "Umbria Minor").chains
    assert [step.end.id for step in chains[0]] == ["intl/glow#warm", "intl/glow", "intl/glow#cold", "xb"]
    assert not any(step.fact.property == "findsDifferent" for chain in chains for step in chain if step.fact)


def test_what_is_denied_ties_nothing(kg: KnowledgeGraph) -> None:
    assert str(path(kg, "AI Promotion Act", "jp/ai-promotion-act#noncompliance-penalty")).startswith(
        "No chain of facts"
    )


def test_what_no_longer_holds_ties_nothing(land: KnowledgeGraph) -> None:
    assert through(land, "First Lamplighter", "Lantern Council") == [[]]
    assert not any(
        len(chain) == 0 for chain in through(land.as_of("2032-06-30"), "First Lamplighter", "Lantern Council")
    )


def test_there_are_at_most_three_chains(kg: KnowledgeGraph) -> None:
    assert len(path(kg, "NIST", "Japan").chains) == 3


def test_where_nothing_connects_them_it_says_so(report: KnowledgeGraph) -> None:
    assert str(path(report, "China", "Cabinet")) == "No chain of facts connects China with Cabinet."


def test_a_thing_has_no_path_to_itself(kg: KnowledgeGraph) -> None:
    with pytest.raises(GovgraphError, match="are the same thing, Japan"):
        path(kg, "jp", "Japan")
