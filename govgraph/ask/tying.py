"""What ties each thing to others, gathered from all facts for every day: what chains between two are searched in."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise, product
from typing import TYPE_CHECKING

from ..facts import StatedFact
from .things import Known

if TYPE_CHECKING:
    from ..tables import Row

UNIT = 1_000_000  # costs are whole numbers: in whatever order equal ones are summed, they are equal
_PLAIN = UNIT  # is what a fact costs, and so the least for any tie
_HUB = 8 * UNIT  # what it costs to pass through a jurisdiction or a cited document
_STRUCTURAL = 2 * UNIT  # a part and its whole are filed together, which tells less than a fact
_HEDGED = UNIT // 4  # what is only planned, possible or an opinion ties less than what is so
_BESIDE = UNIT // 4  # what qualifies a fact stands beside it
_ASIDE = ("among", "says")  # a comparison's members and a speaker are not tied by what is compared or said
FILED = -1  # in place of the fact's number: the one is told within the other
_EVER = ("", "9")  # before and after every day

Tie = tuple[
    str, int, int, int, str, str
]  # to what, at what cost, that of passing it, by which fact, from when, until when


class Tying:
    """The ties of all things, gathered one fact after the other."""

    def __init__(self, known: Mapping[str, Known], family: Callable[[str], str]) -> None:
        self._known, self._family = known, family
        self._ids = list(known)
        self._places = {id_: place for place, id_ in enumerate(self._ids)}
        self._ties: dict[int, array[int]] = defaultdict(lambda: array("i"))  # other, cost, fact; other, cost, fact; …
        self._facts: Counter[int] = Counter()  # in how many a thing is the subject or the object
        self._about: dict[int, int] = {}
        self._days: dict[int, tuple[str, str]] = {}
        self._refused: set[tuple[int, int]] = set()

    def add(self, number: int, fact: StatedFact) -> None:
        """Take in one more fact."""
        ends = self._placed([fact.subject.id, fact.object.id])
        if len(ends) == 2:
            self._facts.update(ends)
        if fact.denied:
            self._refused.add((ends[0], ends[-1]))
            return
        self._about[number] = ends[0]
        if fact.valid_from or fact.valid_until:
            days = (fact.valid_from, fact.valid_until)
            first, last = (day.isoformat() if day else ever for day, ever in zip(days, _EVER, strict=True))
            self._days[number] = first, last
        own = _PLAIN if fact.modality == "asserted" else _PLAIN + _HEDGED
        told = (v.id for name, values in fact.qualifiers.items() if name not in _ASIDE for v in values)
        beside = self._placed(told)
        for one, other in [*pairwise(ends), *product(ends, beside)]:
            self._tie(one, other, own + (_BESIDE if other in beside else 0), number)

    def rows(self) -> Iterator[Row]:
        """The rows of what was gathered."""
        for id_, thing in self._known.items():
            if thing.within in self._places:
                part, whole = self._places[id_], self._places[thing.within]
                self._facts.update((part, whole))
                if (whole, part) not in self._refused:
                    self._tie(part, whole, _STRUCTURAL, FILED)
        for id_ in sorted(self._known):
            if self._ties[self._places[id_]]:
                yield "tied", id_, list(self._cheapest(self._ties[self._places[id_]]))

    def _placed(self, ids: Iterable[str | None]) -> list[int]:
        return [self._places[id_] for id_ in ids if id_ in self._places]

    def _tie(self, one: int, other: int, cost: int, number: int) -> None:
        if one != other:
            self._ties[one].extend((other, cost, number))
            self._ties[other].extend((one, cost, number))

    def _cheapest(self, told: array[int]) -> Iterator[Tie]:
        """The ties of one thing, the cheapest to each other first, and of these that of the first fact in the usual
        order; without those that another, which lasts as long, goes before."""
        before: dict[int, list[tuple[str, str]]] = defaultdict(list)
        threes = zip(told[::3], told[1::3], told[2::3], strict=True)
        for other, cost, number in sorted(threes, key=self._order):
            first, last = self._days.get(number, _EVER)
            if not any(begun <= first and last <= ended for begun, ended in before[other]):
                before[other].append((first, last))
                yield self._ids[other], cost, self._passing(other), number, first, last

    def _order(self, three: tuple[int, int, int]) -> tuple[str, int, str, int]:
        other, cost, number = three
        about = "" if number == FILED else self._known[self._ids[self._about[number]]].name
        return self._ids[other], cost, about, number

    def _passing(self, place: int) -> int:
        """What it costs to pass through a thing: more for one that everything is tied to."""
        thing = self._known[self._ids[place]]
        hub = thing.source or self._family(thing.kind) == "Jurisdiction"
        return round(UNIT * math.log10(1 + self._facts[place])) + (_HUB if hub else 0)
