"""How two things are connected: the shortest chains of facts between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING, Any

from ..errors import GovgraphError
from ..facts import StatedFact, Value
from ..graph import KnowledgeGraph
from .once import once
from .table import Table, View
from .wording import Footnotes, mark, marked, places

if TYPE_CHECKING:
    import networkx as nx

CHAINS = 3
_HUB = 8.0  # what it costs to pass through a jurisdiction or a cited document
_STRUCTURAL = 2.0  # a part and its whole are filed together, which tells less than a fact
_HEDGED = 1.25  # what is only planned, possible or an opinion ties less than what is so
_BESIDE = 0.25  # what qualifies a fact stands beside it
_ASIDE = ("among", "says")  # a comparison's members and a speaker are not tied by what is compared or said


@dataclass(frozen=True)
class Step:
    """From one thing to the next: by a fact, or, without one, because the one is told within the other."""

    start: Value
    end: Value
    text: str
    fact: StatedFact | None


@dataclass(frozen=True)
class Path(View):
    """Up to three chains between two things, the most telling first; none where nothing connects them."""

    as_of: date
    start: Value
    end: Value
    chains: tuple[tuple[Step, ...], ...]

    def table(self) -> Table:
        """A row for each step."""
        rows = tuple(
            (number, place, step.text, mark(step.fact, self.as_of) if step.fact else "",
             places([step.fact] if step.fact else []), step.fact.id if step.fact else "")
            for number, chain in enumerate(self.chains, 1)
            for place, step in enumerate(chain, 1)
        )  # fmt: skip
        return Table(("chain", "step", "what", "mark", "source", "fact"), rows)

    def blocks(self) -> list[str | Table]:
        """The chains as sentences, and their sources."""
        if not self.chains:
            return [f"No chain of facts connects {self.start.text} with {self.end.text}."]
        notes = Footnotes()
        blocks: list[str | Table] = []
        for chain in self.chains:
            names = " – ".join([chain[0].start.text, *(step.end.text for step in chain)])
            blocks.append("\n".join([names, *(f"  {self._words(step, notes)}" for step in chain)]))
        return [*blocks, str(notes)]

    def _words(self, step: Step, notes: Footnotes) -> str:
        return f"{marked(step.fact, step.text, self.as_of)} {notes(step.fact.citations)}" if step.fact else step.text


def path(kg: KnowledgeGraph, start: str, end: str) -> Path:
    """The chains of facts between two things that tell most: short ones, around hubs, without what is denied.

    A chain through a jurisdiction or a cited document is shown only where nothing better is near. Raises UnknownName,
    and GovgraphError where both names mean the same thing.

    >>> import govgraph
    >>> chains = path(govgraph.load(as_of="2025-10-09"), "Prime Minister", "AI Basic Plan").chains
    >>> chains[0][0].text
    'AI Strategic Headquarters is headed by Prime Minister of Japan (since 1 September 2025)'
    """
    import networkx

    one, two = kg.resolve(start), kg.resolve(end)
    if one == two:
        raise GovgraphError(f"{start!r} and {end!r} are the same thing, {kg.names[one]} ({one})")
    ties = _ties(kg)

    def cost(u: str, v: str, tie: Any) -> float:
        """What a tie costs, with half of what it costs to pass through each of its ends, but for those of the chain."""
        return float(tie["own"] + sum(ties.nodes[node]["through"] for node in (u, v) if node not in (one, two)) / 2)

    try:
        routes = list(islice(networkx.shortest_simple_paths(ties, one, two, weight=cost), CHAINS))
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        routes = []
    costs = [sum(cost(u, v, ties.edges[u, v]) for u, v in pairwise(route)) for route in routes]
    kept = [route for route, cost in zip(routes, costs, strict=True) if cost <= 1.5 * costs[0]]
    facts = {fact.id: fact for fact in kg.facts()}

    def step(left: str, right: str) -> Step:
        tie = ties.edges[left, right]
        fact = facts.get(tie["fact"])
        here, there = (Value(kg.names[i], i) for i in (left, right))
        return Step(here, there, fact.clause if fact else tie["text"], fact)

    chains = tuple(tuple(step(a, b) for a, b in pairwise(route)) for route in kept)
    return Path(kg.as_of_date, Value(kg.names[one], one), Value(kg.names[two], two), chains)


@once
def _ties(kg: KnowledgeGraph) -> nx.Graph[str]:
    """One edge for each pair of things that a fact ties on the graph's day: the cheapest by itself, with its fact."""
    import networkx

    whole = kg.network()
    ties: nx.Graph[str] = networkx.Graph()
    for node, about in whole.nodes(data=True):
        ties.add_node(node, through=_weight(kg, node, about, whole.degree(node)))

    def tie(u: str, v: str, own: float, fact: str, text: str = "") -> None:
        if u != v and own < ties.get_edge_data(u, v, {"own": math.inf})["own"]:
            ties.add_edge(u, v, own=own, fact=fact, text=text)

    facts = kg.facts()
    refused = {(fact.subject.id, fact.object.id) for fact in facts if fact.denied}
    for fact in facts:
        if fact.holds and not fact.denied:
            own = 1.0 if fact.modality == "asserted" else _HEDGED
            ends_of_fact = [v.id for v in (fact.subject, fact.object) if v.id]
            beside = [v.id for name, values in fact.qualifiers.items() if name not in _ASIDE for v in values if v.id]
            for u, v in [*pairwise(ends_of_fact), *product(ends_of_fact, beside)]:
                tie(u, v, own if v not in beside else own + _BESIDE, fact.id)
    for part, owner, about in whole.edges(data=True):
        if about["structural"] and (owner, part) not in refused:
            tie(part, owner, _STRUCTURAL, "", about["text"])
    return ties


def _weight(kg: KnowledgeGraph, node: str, about: dict[str, Any], degree: int) -> float:
    """What it costs to pass through a thing: more for one that everything is tied to."""
    hub = about["family"] == "Jurisdiction" or node in kg.source_ids
    return math.log10(1 + degree) + (_HUB if hub else 0.0)
