"""Chains of ties between two things, the cheapest first: searched from both ends, and only what is near is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from heapq import heappop, heappush
from itertools import pairwise

from .tying import UNIT, Tie

_WORTH = 1.5  # times what the first chain costs, at most: others tell too little beside it
_NONE: frozenset[str] = frozenset()
Route = tuple[str, ...]
Link = tuple[str, str, int]  # from a thing to the next, and the number of the fact that ties them


class Chains:
    """Finds chains in what `Tying` gathered, as it is tied on a day."""

    def __init__(self, rows: Mapping[str, list[Tie]], day: date) -> None:
        self._rows, self._day = rows, day.isoformat()
        self._known: dict[str, dict[str, Tie]] = {}

    def tied(self, id_: str) -> dict[str, Tie]:
        """What a thing is tied to on the day, and by what most cheaply."""
        if id_ not in self._known:
            found = self._known[id_] = {}
            for tie in self._rows.get(id_, ()):
                if tie[4] <= self._day <= tie[5]:
                    found.setdefault(tie[0], tie)
        return self._known[id_]

    def between(self, one: str, two: str, most: int) -> list[list[Link]]:
        """The cheapest chains from one thing to another, at most so many; none where nothing connects them."""
        return [[(a, b, self.tied(a)[b][3]) for a, b in pairwise(route)] for route in self.routes(one, two, most)]

    def routes(self, one: str, two: str, most: int) -> list[Route]:
        """The things that each of these chains goes through.

        A further one leaves those before it somewhere (Yen's algorithm), and is worth telling beside the first.
        """
        found: list[Route] = []
        first = self._cheapest(one, two) if one != two else None
        ahead = [(self._cost(first), first)] if first else []
        limit = int(ahead[0][0] * _WORTH) + 1 if ahead else 0
        while ahead:
            _, route = heappop(ahead)
            found.append(route)
            if len(found) == most:
                break
            for at, here in enumerate(route[:-1]):
                begun = route[: at + 1]
                spent = self._cost(begun) + (self._passing(route[at - 1], here) if at else 0)
                left = {r[at + 1] for r in found if r[: at + 1] == begun}
                rest = self._cheapest(here, two, begun[:-1], left, limit - spent)
                other = (self._cost((*begun[:-1], *rest)), (*begun[:-1], *rest)) if rest else None
                if other and other not in ahead:
                    heappush(ahead, other)
        return found

    def _cost(self, route: Route) -> int:
        """What the ties of a route cost, and passing through all but its ends."""
        return sum(self.tied(a)[b][1] for a, b in pairwise(route)) + sum(map(self._passing, route, route[1:-1]))

    def _passing(self, before: str, here: str) -> int:
        return self.tied(before)[here][2]

    def _cheapest(
        self, one: str, two: str, without: Collection[str] = _NONE, left: Collection[str] = _NONE, below: int = 1 << 62
    ) -> Route | None:
        """The cheapest route that costs less than a limit, not through some things, nor from the first one to others.

        Dijkstra's algorithm from both ends, from that with less ahead of it; where two cost the same, ids tell where.
        """
        ways: list[dict[str, tuple[int, str]]] = [{one: (0, "")}, {two: (0, "")}]  # up to a thing, and from which
        ahead = [[(0, one)], [(0, two)]]  # what is gone on from next: what it costs to have passed it
        gone: list[set[str]] = [{*without}, {*without}]
        middle = ""
        while ahead[0] and ahead[1] and ahead[0][0][0] + ahead[1][0][0] + UNIT < below:
            side = len(ahead[1]) < len(ahead[0])
            spent, here = heappop(ahead[side])
            if here in gone[side]:
                continue
            gone[side].add(here)
            for other, (_, cost, passing, *_) in self.tied(here).items():
                if other in gone[side] or (one in (here, other) and (here in left or other in left)):
                    continue
                to, through = spent + cost, 0 if other in (one, two) else passing
                if other not in ways[side] or to < ways[side][other][0]:
                    ways[side][other] = to, here
                    heappush(ahead[side], (to + through, other))
                    if (back := ways[1 - side].get(other)) and (whole := to + through + back[0]) < below:
                        below, middle = whole, other
        if not middle:
            return None
        return (*reversed(self._back(ways[0], middle)), middle, *self._back(ways[1], middle))

    def _back(self, ways: dict[str, tuple[int, str]], here: str) -> list[str]:
        """Where a way came through, from a thing back to its end."""
        found = []
        while here := ways[here][1]:
            found.append(here)
        return found
