"""Where each node stands: computed once at export, the same on every run, and no two labels on top of each other.

Every jurisdiction is an island. On it linked plots draw near, a family keeps together, and every plot (of a node, or in
a big picture of a node with what belongs to it) has its own ground. Places are complex numbers here: x is the real
part, y the imaginary.
"""

from __future__ import annotations

import cmath
import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from . import look
from .labels import MARGIN, Box, box
from .plots import ASPECT, BIG, Plot, owners, plot

if TYPE_CHECKING:
    from networkx import MultiDiGraph

BANNER = 56  # kept free above an island, for its name
ROOM = 240, 1200  # how wide an island is at least, for its name; more where the whole is looked at from far
GAP = 2 * MARGIN, 12 * MARGIN  # between islands, and more in a big picture
STEPS = 120  # of the forces
Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
GOLDEN = math.pi * (3 - math.sqrt(5))  # the angle at which points on a spiral spread evenly


@dataclass(frozen=True)
class Island:
    """The ground of one jurisdiction, given by its id; "" is the ground of nodes that have none."""

    id: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Layout:
    """The box and the place (the centre of its shape) of every node, and the islands under them."""

    boxes: dict[str, Box]
    places: dict[str, tuple[int, int]]
    islands: list[Island]


def arrange(network: MultiDiGraph[str], focus: str | None = None, lang: str = "en") -> Layout:
    """Place every node; the focus is bigger and has the others around it."""
    ids, big = sorted(network), len(network) > BIG
    homes = {n: network.nodes[n].get("jurisdiction") or "" for n in ids}
    homes |= {n: n for n in ids if n in set(homes.values())}
    owner = owners(network, homes, focus)
    boxes = {n: box(name(network, n, lang), network.degree(n), n == focus, owner[n] != n) for n in ids}
    islands = {home: _island(network, home, homes, owner, boxes, focus) for home in sorted(set(homes.values()))}
    grounds = {home: _ground(places, boxes, ROOM[big] if home else 0) for home, places in islands.items()}
    first = homes.get(focus) if focus else None
    ranks = sorted(grounds, key=lambda h: (h != first, -grounds[h][1].real * grounds[h][1].imag, h))
    corners = _pack([grounds[home][1] for home in ranks], GAP[big])
    places, found = {}, []
    for home, corner in zip(ranks, corners, strict=True):
        start, size = grounds[home]
        found.append(Island(home, *map(round, (corner.real, corner.imag, size.real, size.imag))))
        for n, place in islands[home].items():
            place += corner - start - 0.5j * (boxes[n].height - 2 * boxes[n].radius)
            places[n] = (round(place.real), round(place.imag))
    return Layout(boxes, places, found)


def name(network: MultiDiGraph[str], node: str, lang: str) -> str:
    """A node's name in a language, or the one that it has in any case."""
    about = network.nodes[node]
    found: str = about.get("names", {}).get(lang) or about["name"]
    return found


def _island(
    network: MultiDiGraph[str],
    home: str,
    homes: dict[str, str],
    owner: dict[str, str],
    boxes: dict[str, Box],
    focus: str | None,
) -> dict[str, complex]:
    """The places of one jurisdiction's nodes."""
    members: dict[str, list[str]] = defaultdict(list)
    for node, at in homes.items():
        if at == home:
            members[owner[node]].append(node)
    plots = {head: plot(head, on, boxes, network.nodes) for head, on in sorted(members.items())}
    families = {head: str(network.nodes[on[0]].get("family")) for head, on in members.items()}
    families |= {head: str(network.nodes[head].get("family")) for head in members if head in network}
    ties = {(owner[a], owner[b]) for a, b in network.edges() if homes[a] == homes[b] == home}
    links = sorted({(min(a, b), max(a, b)) for a, b in ties if a != b})
    middles = _part(_draw_near(sorted(plots), families, links, focus), plots, focus, len(network) > BIG)
    return {n: middles[head] + place for head, found in plots.items() for n, place in found.places.items()}


def _draw_near(
    members: list[str], families: dict[str, str], links: list[tuple[str, str]], focus: str | None
) -> dict[str, complex]:
    """Places after springs along links, repulsion between neighbours, and a pull towards the family and the middle."""
    kinds = sorted(set(families.values()), key=look.order)
    reach = math.sqrt(len(members))
    start = {kind: cmath.rect(reach / 2, math.tau * i / len(kinds)) for i, kind in enumerate(kinds)}
    places = {n: start[families[n]] + cmath.rect(math.sqrt(i) / 3, GOLDEN * i) for i, n in enumerate(members)}
    if focus in places:
        places[focus] = 0j
    for step in range(STEPS):
        moves = dict.fromkeys(members, 0j)
        for a, b in _close(places, 2.5):
            apart = places[a] - places[b] or 0.01 + 0.01j
            push = apart / abs(apart) ** 2
            moves[a] += push
            moves[b] -= push
        for a, b in links:
            pull = (places[a] - places[b]) * abs(places[a] - places[b]) / 2
            moves[a] -= pull
            moves[b] += pull
        middles: dict[str, list[complex]] = defaultdict(list)
        for n in members:
            middles[families[n]].append(places[n])
        centres = {kind: sum(found) / len(found) for kind, found in middles.items()}
        heat = reach / 4 * (1 - step / STEPS) ** 2 + 0.02
        for n in members:
            move = moves[n] + 0.3 * (centres[families[n]] - places[n]) - 0.3 * places[n]
            if n != focus and move:
                places[n] += move / abs(move) * min(abs(move), heat)
    return places


def _part(places: dict[str, complex], plots: dict[str, Plot], focus: str | None, tight: bool) -> dict[str, complex]:
    """The places in units of the picture: from the middle outwards, each plot takes the nearest spot that is free.

    In a big picture the biggest plots come first, so that the small ones fill what lies between them.
    """
    room = 0.5 if tight else 0.65 + min(0.6, 3 / len(places))  # a few can have more, for what their lines say
    size = room * math.sqrt(sum(plots[n].width * plots[n].height for n in places) / len(places))
    area = {n: -plots[n].width * plots[n].height if tight else 0 for n in places}
    parted: dict[str, complex] = {}
    for n in sorted(places, key=lambda n: (n != focus, area[n], abs(places[n]), n)):
        wanted = complex(ASPECT * size * places[n].real, size * places[n].imag)
        parted[n] = _nearest_free(wanted, plots[n], [(at, plots[other]) for other, at in parted.items()])
    return parted


def _nearest_free(wanted: complex, ground: Plot, taken: list[tuple[complex, Plot]]) -> complex:
    """The nearest spot at or beside what is taken already where a plot overlaps none of it."""
    spots = [wanted]
    for at, other in taken:
        wide, high = (ground.width + other.width) / 2, (ground.height + other.height) / 2
        x = min(max(wanted.real, at.real - wide), at.real + wide)
        y = min(max(wanted.imag, at.imag - high), at.imag + high)
        spots += [complex(at.real + side * wide, y) for side in (-1, 1)]
        spots += [complex(x, at.imag + side * high) for side in (-1, 1)]
        spots += [at + complex(a * wide, b * high) for a in (-1, 1) for b in (-1, 1)]
    ranked = [(math.hypot((s - wanted).real / ASPECT, (s - wanted).imag), i) for i, s in enumerate(spots)]
    heapq.heapify(ranked)
    while ranked:
        spot = spots[heapq.heappop(ranked)[1]]
        if all(_clear(spot - at, ground, other) for at, other in taken):
            break
    return spot


def _clear(apart: complex, one: Plot, other: Plot) -> bool:
    """Whether two plots whose middles are so far apart do not overlap, but for what a float loses."""
    return (
        2 * abs(apart.real) >= one.width + other.width - 1e-6 or 2 * abs(apart.imag) >= one.height + other.height - 1e-6
    )


def _close(places: Mapping[str, complex], reach: float) -> Iterator[tuple[str, str]]:
    """Every pair whose distance along both axes may be below the reach, once."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for n, p in places.items():
        cells[math.floor(p.real / reach), math.floor(p.imag / reach)].append(n)
    for (x, y), here in list(cells.items()):
        yield from combinations(here, 2)
        for beside in ((x + 1, y - 1), (x + 1, y), (x + 1, y + 1), (x, y + 1)):
            yield from ((a, b) for a in here for b in cells.get(beside, ()))


def _ground(places: dict[str, complex], boxes: dict[str, Box], room: int) -> tuple[complex, complex]:
    """The top left corner and the size of the rectangle under some nodes, with room for a name where there is one."""
    left = min(p.real - boxes[n].width / 2 for n, p in places.items()) - MARGIN
    right = max(p.real + boxes[n].width / 2 for n, p in places.items()) + MARGIN
    top = min(p.imag - boxes[n].height / 2 for n, p in places.items()) - (BANNER if room else MARGIN)
    bottom = max(p.imag + boxes[n].height / 2 for n, p in places.items()) + MARGIN
    spare = max(0, room - (right - left))
    return complex(left - spare / 2, top), complex(right - left + spare, bottom - top)


def _pack(sizes: Iterable[complex], gap: float) -> list[complex]:
    """Top left corners for rectangles, the first in the middle and each next one where the whole grows least."""
    placed: list[Rectangle] = []
    for w, h in ((size.real, size.imag) for size in sizes):
        corners = [(-w / 2, -h / 2)] if not placed else []
        for a, b, c, d in placed:
            corners += [(x, y) for x in (a - gap - w, c + gap) for y in (b, (b + d - h) / 2, d - h)]
            corners += [(x, y) for x in (a, (a + c - w) / 2, c - w) for y in (b - gap - h, d + gap)]
        spots = [(x, y, x + w, y + h) for x, y in corners]
        free = [s for s in spots if all(s[2] < a or s[0] > c or s[3] < b or s[1] > d for a, b, c, d in placed)]
        placed.append(min(free, key=lambda spot: _sprawl([*placed, spot])))
    return [complex(x, y) for x, y, _, _ in placed]


def _sprawl(spots: list[Rectangle]) -> tuple[float, float]:
    """How big a screen the rectangles need, and how far the last is from the first."""
    left, top, right, bottom = zip(*spots, strict=True)
    across = math.hypot(left[0] + right[0] - left[-1] - right[-1], top[0] + bottom[0] - top[-1] - bottom[-1])
    return max(max(right) - min(left), ASPECT * (max(bottom) - min(top))), across
