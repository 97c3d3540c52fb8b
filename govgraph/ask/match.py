"""The facts that answer a Reading, of all that may bear on it."""

from __future__ import annotations

from .. import edtf
from ..facts import StatedFact
from .candidate import Candidate, Match
from .common import given, pattern
from .denial import RIVAL, denial
from .fit import Fitter
from .frames import EARLIEST, LATEST
from .index import Index
from .joining import Joined, joined
from .likeness import as_much, closest, looser, outdone, places, plainest, together, utmost
from .listing import Listing
from .pattern import these
from .reading import Reading
from .roles import otherwise
from .several import as_many

TOLERANCE = 0.9  # of the best score: facts that say the same kind of thing
SIBLING = 0.89  # of the best score: facts of the same relation that say less of what was asked
TOGETHER = 0.04  # for each two words that stand side by side in question and fact alike, up to two such pairs
FEW = 6  # facts at most answer where nothing is named, unless they are about one thing
JOIN = 0.08  # by how much two facts about one thing must fit better than one


class Matcher:
    """Finds the facts of one graph that answer a reading."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph = index.graph
        self.fitter = Fitter(index)
        self.terms, self.acceptor = self.fitter.terms, self.fitter.acceptor
        self.listing = Listing(index, self.terms)

    def match(self, reading: Reading) -> Match | None:
        """The facts that answer, or None where none accounts for all names and most words."""
        if self.fitter.boundless(reading):
            return None
        found = self.fitter.candidates(reading)
        whole = [c for c in found if not c.missing and self.acceptor.enough(c, reading)]
        best = max((c.score for c in whole), default=0.0)
        near = (best - 2 * TOGETHER - RIVAL) * TOLERANCE  # what is less can neither be the best one nor alike
        whole.sort(key=lambda c: -c.score - (TOGETHER * min(together(c, reading), 2) if c.score >= near else 0.0))
        whole = whole or self.acceptor.standing_out(found, reading)
        if pair := self._pair(found, whole, reading):
            return Match(pair.facts, pair.slot, pair.sparql(), "", pair.first)
        return self._listed(found, whole, reading) if whole else None

    def _listed(self, found: list[Candidate], whole: list[Candidate], reading: Reading) -> Match | None:
        """The best of the facts that say enough, with what is of one list with it."""
        best = denial(found, whole[0], reading)
        alike = [c for c in whole if c.score >= best.score * TOLERANCE and c.place == best.place]
        level = [c for c in alike if not outdone(c, best, reading) and not looser(c, best, reading)]
        near = plainest(closest(level or [best], reading), reading)
        best = best if best in near else near[0]
        alike = self.listing.of(found, near, best, reading)
        facts, shown = self._found(found, alike, best, reading)
        out = {c.fact.id for c in found if outdone(c, best, reading) or c in level}
        facts = _kept([f for f in facts if f.id not in out - {c.fact.id for c in alike}], found, alike, best, reading)
        only = utmost(_outermost(facts, best, reading), reading)
        if len(only) < len(facts):
            shown = these(only)
            best = next((c for c in found if c.fact.id == only[0].id and c.place == best.place), best)
        return as_many(Match.of(only, best.place, best, shown), found, reading)

    def _pair(self, found: list[Candidate], whole: list[Candidate], reading: Reading) -> Joined | None:
        """The two facts about one thing that answer, where they do so better than the best one alone."""
        pair = joined([c for c in found if not otherwise(c, reading, self.index)], reading, self.index)
        if not pair or not whole:
            return pair
        if len(pair.firsts) == 1:  # one of several things of which as much is said
            level = [c for c in whole if c.score >= whole[0].score * TOLERANCE and as_much(c, pair.first)]
            if len(level) > 1 and pair.first in level:
                return None
        return pair if pair.score > whole[0].score + JOIN and not self.listing.akin(whole[0], reading) else None

    def _found(
        self, found: list[Candidate], alike: list[Candidate], best: Candidate, reading: Reading
    ) -> tuple[list[StatedFact], str]:
        """The facts of which holds what those alike have in common, and its SPARQL; else those alike, one by one."""
        shared = pattern(best, alike, reading, self.index)
        held = {c.fact.id: c.profile for c in found if not (reading.dates and c.missing)}.values()
        facts = sorted((p.fact for p in held if shared.holds(p, self.index.things)), key=lambda fact: fact.place)
        placed = [c for c in alike if places(c, reading) == places(best, reading)]
        named = all(given(m, best) for m in reading.mentions if not m.soft)
        whole = {c.fact.id for c in placed} <= {f.id for f in facts}
        if whole and named and not reading.dates and not reading.provision:
            return facts, shared.sparql()
        facts = [c.fact for c in (placed if reading.mentions else alike)]
        return facts, these(facts)


def _kept(
    facts: list[StatedFact], found: list[Candidate], alike: list[Candidate], best: Candidate, reading: Reading
) -> list[StatedFact]:
    """The facts without those that say less of what was asked; at least the best one."""
    scores = {c.fact.id: c.score for c in found if not c.missing}
    kept = {c.fact.id for c in alike}
    facts = [f for f in facts if f.id in kept or scores.get(f.id, best.score) >= best.score * SIBLING] or [best.fact]
    if not reading.mentions and len(facts) > FEW:  # nothing was named, and so many facts have to be about one thing
        facts = [f for f in facts if f.subject == best.fact.subject or f.object == best.fact.object]
    return facts


def _outermost(facts: list[StatedFact], best: Candidate, reading: Reading) -> list[StatedFact]:
    """Of facts of one relation that are all dated, the last or first ones, where these are asked for: "the latest"."""
    latest, earliest = LATEST.search(reading.text), EARLIEST.search(reading.text)
    if bool(latest) == bool(earliest) or len({f.property for f in facts}) != 1:
        return facts
    if reading.kind not in ("what", "who") and not (latest and reading.kind == "date"):
        return facts
    told = (
        best.place == "object" and "Date" in best.classes and reading.kind == "date"
    )  # "when did the newest … come out"
    days = [edtf.reach(day)[0] for f in facts if (day := f.object.text if told else f.when or f.from_)]
    if len(days) < len(facts) or not all(days):
        return facts
    end = (max if latest else min)(d for d in days if d)
    return [f for f, day in zip(facts, days, strict=True) if day == end]
