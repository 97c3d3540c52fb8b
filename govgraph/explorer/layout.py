"""Where each node stands: computed once at export, the same on every run, and no two labels on top of each other.

Every jurisdiction is an island. On it, linked nodes draw near, a family keeps together, and every box (a shape with the
label below it) has its own ground. Places are complex numbers here: x is the real part, y the imaginary.
"""

from __future__ import annotations

import cmath
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networkx import MultiDiGraph

ASPECT = 1.5  # screens are wide
COLUMNS, LINES = 20, 3  # of a label
WORDS = re.compile(rf"[\u2e80-\uffef]|[^\s\u2e80-\uffef]{{1,{COLUMNS}}}|\s+")  # CJK breaks anywhere
MARGIN = 16  # kept free around a box
BANNER = 56  # kept free above an island, for its name
STEPS = 120  # of the forces
Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
GOLDEN = math.pi * (3 - math.sqrt(5))  # the angle at which points on a spiral spread evenly


@dataclass(frozen=True)
class Box:
    """What a node takes up: a shape `2 * radius` high, and its label below."""

    radius: int
    font: int
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return max(2 * self.radius, 0.6 * self.font * max(map(_columns, self.lines))) + MARGIN

    @property
    def height(self) -> float:
        return 2 * self.radius + 1.15 * self.font * len(self.lines) + MARGIN


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


def arrange(network: MultiDiGraph[str], focus: str | None = None) -> Layout:
    """Place every node; the focus is bigger and has the others around it."""
    ids = sorted(network)
    boxes = {n: _box(network.nodes[n]["name"], network.degree(n), n == focus) for n in ids}
    homes = {n: network.nodes[n].get("jurisdiction") or "" for n in ids}
    homes |= {n: n for n in ids if n in set(homes.values())}
    links = sorted({(min(a, b), max(a, b)) for a, b in network.edges() if a != b})
    islands: dict[str, dict[str, complex]] = {}
    for home in sorted(set(homes.values())):
        members = [n for n in ids if homes[n] == home]
        families = {n: str(network.nodes[n].get("family")) for n in members}
        near = [(a, b) for a, b in links if homes[a] == homes[b] == home]
        islands[home] = _part(_draw_near(members, families, near, focus), boxes, focus)
    grounds = {home: _ground(places, boxes, bool(home)) for home, places in islands.items()}
    first = homes.get(focus) if focus else None
    order = sorted(grounds, key=lambda h: (h != first, -grounds[h][1].real * grounds[h][1].imag, h))
    corners = _pack([grounds[home][1] for home in order])
    places, found = {}, []
    for home, corner in zip(order, corners, strict=True):
        start, size = grounds[home]
        found.append(Island(home, *map(round, (corner.real, corner.imag, size.real, size.imag))))
        for n, place in islands[home].items():
            place += corner - start - 0.5j * (boxes[n].height - 2 * boxes[n].radius)
            places[n] = (round(place.real), round(place.imag))
    return Layout(boxes, places, found)


def wrap(name: str) -> tuple[str, ...]:
    """A name as lines of a label; a name too long for them ends in "…"."""
    lines = [""]
    for word in WORDS.findall(name.strip()):
        word = " " if word.isspace() else word
        if _columns((lines[-1] + word).rstrip()) > COLUMNS:
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    lines = [line.rstrip() for line in lines]
    return (*lines[: LINES - 1], lines[LINES - 1] + "…") if len(lines) > LINES else tuple(lines)


def _columns(text: str) -> int:
    """How wide a text is, where a Latin letter is 1 and a Chinese or Japanese one 2."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _box(name: str, degree: int, is_focus: bool) -> Box:
    if is_focus:
        return Box(30, 22, wrap(name))
    return Box(10 + min(degree, 24) // 3, 14, wrap(name))


def _draw_near(
    members: list[str], families: dict[str, str], links: list[tuple[str, str]], focus: str | None
) -> dict[str, complex]:
    """Places after springs along links, repulsion between neighbours, and a pull towards the family and the middle."""
    kinds = sorted(set(families.values()))
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


def _part(places: dict[str, complex], boxes: dict[str, Box], focus: str | None) -> dict[str, complex]:
    """The places in units of the picture: from the middle outwards, each box takes the nearest spot that is free."""
    room = 0.65 + min(0.6, 3 / len(places))  # a few can have more, for what their lines say
    size = room * math.sqrt(sum(boxes[n].width * boxes[n].height for n in places) / len(places))
    wide, high = max(boxes[n].width for n in places), max(boxes[n].height for n in places)
    taken: dict[tuple[int, int], list[tuple[complex, Box]]] = defaultdict(list)
    parted: dict[str, complex] = {}
    for n in sorted(places, key=lambda n: (n != focus, abs(places[n]), n)):
        box = boxes[n]
        for turn in count():  # along a spiral
            spot = size * places[n] + cmath.rect(12 * math.sqrt(turn), GOLDEN * turn)
            spot = complex(ASPECT * spot.real, spot.imag)
            x, y = math.floor(spot.real / wide), math.floor(spot.imag / high)
            near = (other for i in (x - 1, x, x + 1) for j in (y - 1, y, y + 1) for other in taken.get((i, j), ()))
            if all(_clear(spot - place, box, other) for place, other in near):
                break
        taken[x, y].append((spot, box))
        parted[n] = spot
    return parted


def _clear(apart: complex, box: Box, other: Box) -> bool:
    """Whether two boxes whose middles are so far apart do not overlap."""
    return 2 * abs(apart.real) >= box.width + other.width or 2 * abs(apart.imag) >= box.height + other.height


def _close(places: dict[str, complex], reach: float) -> Iterator[tuple[str, str]]:
    """Every pair whose distance along both axes may be below the reach, once."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for n, p in places.items():
        cells[math.floor(p.real / reach), math.floor(p.imag / reach)].append(n)
    for (x, y), here in list(cells.items()):
        yield from combinations(here, 2)
        for beside in ((x + 1, y - 1), (x + 1, y), (x + 1, y + 1), (x, y + 1)):
            yield from ((a, b) for a in here for b in cells.get(beside, ()))


def _ground(places: dict[str, complex], boxes: dict[str, Box], named: bool) -> tuple[complex, complex]:
    """The top left corner and the size of the rectangle under some nodes."""
    left = min(p.real - boxes[n].width / 2 for n, p in places.items()) - MARGIN
    right = max(p.real + boxes[n].width / 2 for n, p in places.items()) + MARGIN
    top = min(p.imag - boxes[n].height / 2 for n, p in places.items()) - (BANNER if named else MARGIN)
    bottom = max(p.imag + boxes[n].height / 2 for n, p in places.items()) + MARGIN
    spare = max(0, 240 - (right - left)) if named else 0
    return complex(left - spare / 2, top), complex(right - left + spare, bottom - top)


def _pack(sizes: Iterable[complex]) -> list[complex]:
    """Top left corners for rectangles, the first in the middle and each next one where the whole grows least."""
    gap = 2 * MARGIN
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
