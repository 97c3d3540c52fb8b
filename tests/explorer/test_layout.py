"""Where things stand: nothing on top of anything else, what belongs together is together, and quickly."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from time import perf_counter

import networkx as nx
import pytest

import govgraph
from govgraph.explorer.layout import Layout, arrange
from govgraph.explorer.plots import BIG

from .pages import fact, thing


def covered(layout: Layout, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of things of which one's shape or name lies on the other's."""
    boxes = {}
    for n in ids:
        (x, y), box = layout.places[n], layout.boxes[n]
        wide, high = (box.width - 2) / 2, box.height - 2
        boxes[n] = (x - wide, y - box.radius, x + wide, y - box.radius + high)
    pairs = combinations(sorted(boxes.items(), key=lambda item: item[1][0]), 2)
    return [(m, n) for (m, a), (n, b) in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


@pytest.fixture(scope="module")
def whole(kg: govgraph.KnowledgeGraph) -> nx.MultiDiGraph[str]:
    return kg.network()


def test_nothing_covers_anything_in_a_small_picture(network: nx.MultiDiGraph[str]) -> None:
    assert covered(arrange(network, "jp/act"), network) == []


def test_nothing_covers_anything_on_an_island_of_the_whole(whole: nx.MultiDiGraph[str]) -> None:
    assert len(whole) > BIG
    start = perf_counter()
    layout = arrange(whole)
    assert perf_counter() - start < 60  # it takes about two seconds; forces on all of it took five minutes
    members = [n for n, home in whole.nodes(data="jurisdiction") if home == "jp"]
    assert len(members) > 200
    assert covered(layout, members) == []
    grounds = [(i.x, i.y, i.x + i.width, i.y + i.height) for i in layout.islands]
    assert not [p for p in combinations(grounds, 2) if _meet(*p)]


def _meet(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_what_belongs_to_a_law_stands_around_it() -> None:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for law in ("xa/lamps", "xa/wicks"):
        thing(made, law, law, "Instrument")
        for i in range(200):
            thing(made, f"{law}#duty-{i}", f"Duty {i}", "Norm")
            fact(made, f"{law}#duty-{i}", f"{law}{i}", "belongs to", law, structural=True, citations=[])
    places = {n: complex(*place) for n, place in arrange(made).places.items()}
    for node in made:
        law = node.split("#")[0]
        other = {"xa/lamps": "xa/wicks", "xa/wicks": "xa/lamps"}[law]
        assert node == law or abs(places[node] - places[law]) < abs(places[node] - places[other])
