"""Chains between two things: those that networkx finds too, and always the same one of those that are equally short."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise

import networkx as nx
import pytest

from govgraph import KnowledgeGraph
from govgraph.ask.chains import Chains
from govgraph.ask.tying import UNIT, Tie
from govgraph.views import path

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def ties(law: KnowledgeGraph) -> nx.Graph[str]:
    """All that is tied on the day, as networkx has it."""
    chains = Chains(law.engine.tables["tied"], DAY)
    made: nx.Graph[str] = nx.Graph()
    for id_ in law.engine.tables["tied"]:
        for other, tie in chains.tied(id_).items():
            made.add_edge(id_, other, own=tie[1])
            made.nodes[other]["passing"] = tie[2]
    return made


def test_chains_are_those_that_networkx_finds(law: KnowledgeGraph, ties: nx.Graph[str]) -> None:
    chains = Chains(law.engine.tables["tied"], DAY)
    known = sorted(ties)
    pairs = [pair for pair in zip(known[::211], known[7::211], strict=False) if nx.has_path(ties, *pair)]
    assert len(pairs) > 15

    for one, two in pairs:

        def cost(u: str, v: str, tie: dict[str, int], ends: tuple[str, str] = (one, two)) -> float:
            return 2 * tie["own"] + sum(ties.nodes[node]["passing"] for node in (u, v) if node not in ends)

        def of(route: tuple[str, ...]) -> float:
            return sum(cost(u, v, ties.edges[u, v]) for u, v in pairwise(route))

        there = [of(tuple(route)) for route in islice(nx.shortest_simple_paths(ties, one, two, weight=cost), 3)]
        assert [of(route) for route in chains.routes(one, two, 3)] == [c for c in there if c <= 1.5 * there[0]]


def test_of_equally_short_chains_the_first_by_its_ids_is_told_from_either_end() -> None:
    def tied(*others: str) -> list[Tie]:
        return [(other, UNIT, UNIT, 0, "", "9") for other in others]

    rows = {"a": tied("m", "n"), "m": tied("a", "z"), "n": tied("a", "z"), "z": tied("m", "n")}
    chains = Chains(rows, DAY)
    assert chains.routes("a", "z", 3) == [("a", "m", "z"), ("a", "n", "z")]
    assert chains.routes("z", "a", 3) == [("z", "m", "a"), ("z", "n", "a")]


def test_a_question_is_told_the_chain_that_path_tells_first(law: KnowledgeGraph) -> None:
    answer = law.ask("how is Japan's AI Safety Institute tied to the EU AI Act?")
    first = path(law, "jp/ai-safety-institute", "eu/ai-act").chains[0]
    assert len(first) > 1
    assert [(item.id, item.facts[:1]) for item in answer.answers] == [
        (step.end.id, (step.fact,) if step.fact else ()) for step in first
    ]
