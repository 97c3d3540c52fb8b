"""The plots of a big picture: a thing of the overview in the middle, what belongs to it in rings around it, by kind."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import look
from .labels import MARGIN, Box

if TYPE_CHECKING:
    from networkx import MultiDiGraph

ASPECT = 1.5  # screens are wide
BIG = 300  # nodes; a bigger picture opens with an overview
MOST = 150  # plots on an island


@dataclass(frozen=True)
class Plot:
    """Ground with nodes on it, their places (of the centres of their boxes) counted from its middle."""

    width: float
    height: float
    places: dict[str, complex]


def owners(network: MultiDiGraph[str], homes: dict[str, str], focus: str | None) -> dict[str, str]:
    """On whose plot each node lies: in a small picture on its own, in a big one on that of a thing of the overview
    on the same island to which it belongs or is tied; what is tied to none lies with its family."""
    degrees = dict(network.degree())
    heads: dict[str, list[str]] = defaultdict(list)
    for node in sorted(network, key=lambda n: (n != focus, -degrees[n], n)):
        family = network.nodes[node]["family"]
        if node == focus or len(network) <= BIG or look.family(family).overview:
            heads[homes[node]].append(node)
    own = {node: node for found in heads.values() for node in found[:MOST]}
    wholes = {u: v for u, v, about in network.edges(data=True) if about["structural"] and homes[u] == homes[v]}
    ties: dict[str, Counter[str]] = defaultdict(Counter)
    for u, v in network.edges():
        if homes[u] == homes[v] and u != v:
            ties[u][v] += 1
            ties[v][u] += 1
    left = [node for node in sorted(network) if node not in own]
    while left:
        found = {}
        for node in left:
            if wholes.get(node) in own:
                found[node] = own[wholes[node]]
            elif node not in wholes:
                near: Counter[str] = Counter()
                for other, times in ties[node].items():
                    if other in own:
                        near[own[other]] += times
                if near:
                    found[node] = min(near, key=lambda n: (-near[n], -degrees.get(n, 0), n))
        if not found:
            found = {node: f"\0{network.nodes[node]['family']}" for node in left}
        own |= found
        left = [node for node in left if node not in own]
    return own


def plot(head: str, members: Iterable[str], boxes: dict[str, Box], nodes: Any) -> Plot:
    """The head in the middle and the others around it in staggered rows, each kind a ring."""
    around = sorted(
        (n for n in members if n != head), key=lambda n: (look.order(nodes[n]["family"]), nodes[n]["kind"], n)
    )
    middle = boxes.get(head)
    if not around and middle:
        return Plot(middle.width, middle.height, {head: 0j})
    wide, high = max(boxes[n].width for n in around), max(boxes[n].height for n in around)
    clear = ((middle.width + wide) / 2, (middle.height + high) / 2) if middle else (0.0, 0.0)
    reach = math.sqrt(wide * high * (len(around) + 4) + 4 * clear[0] * clear[1]) + wide + high
    across, down = math.ceil(reach / wide), math.ceil(reach / high)
    cells = [
        complex((i + j % 2 / 2) * wide, j * high) for j in range(-down, down + 1) for i in range(-across, across + 1)
    ]
    free = [c for c in cells if not middle or abs(c.real) >= clear[0] or abs(c.imag) >= clear[1]]
    free.sort(key=lambda c: (round(math.hypot(c.real / ASPECT, c.imag)), math.atan2(c.imag, c.real)))
    places = dict(zip(around, free, strict=False)) | ({head: 0j} if middle else {})
    right = max(abs(p.real) + boxes[n].width / 2 for n, p in places.items())
    bottom = max(abs(p.imag) + boxes[n].height / 2 for n, p in places.items())
    return Plot(2 * right + MARGIN, 2 * bottom + MARGIN, places)
