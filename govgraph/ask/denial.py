"""A denial that goes before the fact that fits best: no yes stands where a source may well say no."""

from __future__ import annotations

from .candidate import Candidate
from .joining import NAMED
from .likeness import FAR, says_more
from .reading import Reading

RIVAL = 0.1  # behind the best score at most is a denial that goes before it


def denial(found: list[Candidate], best: Candidate, reading: Reading) -> Candidate:
    """The denial that says nearly as much, and words of the question that the best fact does not say; else that one."""
    if best.fact.denied:
        return best
    near = [c for c in found if c.fact.denied and not c.missing and c.score >= best.score - RIVAL]
    if reading.kind != "yes_no":
        at = reading.verb.at_end
        done = reading.properties[at] if at is not None else frozenset()
        if best.fact.property in done:  # "what does the act establish": what it does not, if nothing else
            return best
        return next((c for c in near if c.fact.property in done), best)
    if any(c < NAMED for i, c in best.covered.items() if i < 0):
        direct = [c for c in near if all(v > 0.95 for i, v in c.covered.items() if i < 0)]
        if direct:
            return direct[0]  # the very thing that is asked about is denied, and others only sound like it
    return next((c for c in near if c.words >= best.words - FAR / 2 or says_more(c, best)), best)
