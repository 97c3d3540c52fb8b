"""Which facts are of one list with the best one: those near it, and what else says the same kind of thing."""

from __future__ import annotations

from .candidate import Candidate
from .index import Index
from .likeness import says_more
from .reading import Reading
from .terms import Terms

LISTED = 0.7  # of the best score: facts that say the same of the same thing, where the question asks for several
TOLD = 0.5  # of the words of the best one, at least


class Listing:
    """Puts the facts of one graph together that say the same kind of thing."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.index, self.terms = index, terms

    def of(self, found: list[Candidate], near: list[Candidate], best: Candidate, reading: Reading) -> list[Candidate]:
        """The facts that are of one list with the best one; those near it are, unless they are told otherwise."""
        alike = list(near)
        if reading.amount.plural:
            alike += [c for c in found if c not in alike and _sibling(c, best, reading)]
        alike += [c for c in found if c not in alike and _other_half(c, best, reading)]
        alike += self._twins(best, reading, alike)
        tie = self.index.tie
        alike = [c for c in alike if set(best.related) <= set(c.related) and tie(c.fact) == tie(best.fact)]
        return [c for c in alike if c.fact.property in reading.asked_in_passing] or alike

    def akin(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether what would answer is not of the class that was asked for, and may yet be meant by it."""
        return not reading.wanted & candidate.classes and self.terms.akin(reading.wanted, candidate.classes)

    def _twins(self, best: Candidate, reading: Reading, alike: list[Candidate]) -> list[Candidate]:
        """Facts that say the same of other things, where the one found is not quite of the class that was asked for."""
        fact = best.fact
        if best.place != "subject" or reading.dates or not self.akin(best, reading):
            return []
        words = next(s.words for s in best.profile.slots if s.name == "object")
        near = self.index.touching([fact.object.id]) if fact.object.id else self.index.saying(words)
        told = {c.fact.id for c in alike}
        profiles = self.index.in_order(self.index.relations([fact.property], near))
        same = [p for p in profiles if (p.fact.object, p.fact.denied) == (fact.object, fact.denied)]
        return [best.twin(p) for p in same if p.fact.id not in told]


def _sibling(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    """Whether a fact is one more of the list that the best one begins: it says the same of the same thing."""
    acting = best.place == "subject" and bool(reading.wanted)
    return (
        (candidate.fact.property, candidate.fact.denied) == (best.fact.property, best.fact.denied)
        and (acting or candidate.fact.subject == best.fact.subject)
        and not candidate.missing
        and candidate.score >= best.score * LISTED
        and candidate.words >= best.words * TOLD
        and candidate.place == best.place
    )


def _other_half(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    """Whether a fact says of the same thing what the best one leaves out of "about this and that"."""
    return (
        reading.kind in ("what", "who")
        and (candidate.fact.property, candidate.fact.subject) == (best.fact.property, best.fact.subject)
        and "and" in reading.texts
        and not candidate.missing
        and candidate.place == best.place
        and says_more(candidate, best)
        and bool(best.related)
    )
