"""Where several things are asked for, or so many, and the facts that were found tell of fewer or more."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from .candidate import Candidate, Match
from .listing import LISTED
from .profile import value_of
from .reading import Reading

MORE = 0.8  # of the best score: facts that say so of several things, where the best one does of one of them
LEVEL = 0.02  # below the best score: says as much
_Group = tuple[Hashable, str]  # what the facts of a group share, and what each tells of


def as_many(match: Match, found: list[Candidate], reading: Reading) -> Match | None:
    """The match, or one that tells of as many things as are asked for; None where too few are told of."""
    told = _told(match)
    amount, best = reading.amount, match.best
    if len(told) < amount.so_many and (facts := _so_many(found, best, amount.so_many)):
        return _of(facts)
    if 0 < amount.so_many < len(told):
        level = {c.fact.id for c in found if c.score >= best.score - LEVEL}
        kept = Match.of([f for f in match.facts if f.id in level], match.slot, best)  # those that fit best
        return kept if len(_told(kept)) == amount.so_many else match
    if len(told) == 1 and amount.plural and (facts := _more(found, best)):
        return _of(facts)
    short = len(told) < amount.so_many and not any(" and " in text or ", " in text for text in told)
    return None if short else match  # one of the two that are asked for is no answer


def _told(match: Match) -> set[str]:
    """The things that the facts of a match tell of."""
    return {v.id or v.text for f in match.facts for v in value_of(f, match.slot)} if match.slot else set()


def _of(facts: list[Candidate]) -> Match:
    return Match.of([c.fact for c in facts], facts[0].place, facts[0])


def _so_many(found: list[Candidate], best: Candidate, number: int) -> list[Candidate]:
    """The facts of one relation and thing of which there are as many as are asked for."""
    near = [c for c in _in_objects(found) if c.score >= best.score * LISTED]
    groups = _grouped((c, ((c.fact.property, c.fact.subject.id), c.fact.object.id or c.fact.object.text)) for c in near)
    return next((group for group in groups if len(group) == number), [])


def _more(found: list[Candidate], best: Candidate) -> list[Candidate]:
    """The facts of another relation that say nearly as much of the thing found, and of others beside it."""
    near = [c for c in found if c.score >= best.score * MORE and not c.missing and not c.fact.denied]
    placed = [(c, c.slot.value.id) for c in near if c.slot and c.slot.value.id]
    groups = _grouped((c, ((c.fact.property, c.place), thing)) for c, thing in placed)
    one = best.slot.value.id if best.slot else None
    return next((g for g in groups if len(g) > 1 and any(c.slot and c.slot.value.id == one for c in g)), [])


def _in_objects(found: list[Candidate]) -> list[Candidate]:
    """The facts whose object would answer, but for denials and those that lack a name."""
    return [c for c in found if c.place == "object" and not c.missing and not c.fact.denied]


def _grouped(placed: Iterable[tuple[Candidate, _Group]]) -> list[list[Candidate]]:
    """The facts in groups, of each thing in one the first that tells of it."""
    groups: dict[Hashable, dict[str, Candidate]] = {}
    for candidate, (shared, thing) in placed:
        groups.setdefault(shared, {}).setdefault(thing, candidate)
    return [list(group.values()) for group in groups.values()]
