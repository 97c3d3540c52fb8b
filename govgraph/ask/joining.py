"""Two facts about one thing that together account for what neither does alone."""

from __future__ import annotations

from typing import NamedTuple

from ..facts import StatedFact
from ..vocabulary import iri
from .candidate import Candidate
from .index import Index
from .pattern import path
from .point import other_figure
from .reading import Reading
from .saying import ALIKE
from .told import agent

NAMED = 0.75  # how surely two facts about one thing have to hold each name
SAID, SAID_ALONE = 0.6, 0.8  # of the words they have to say, with a name in the question and without
VERB = 0.5  # and the verb after "who"
PAIRED = 24  # of the facts about one thing, those that fit best, are tried together
_Pair = tuple[Candidate, Candidate, float]


class Joined(NamedTuple):
    """The two facts, how well they fit, and the first and the second ones of all pairs that say as much of others."""

    first: Candidate
    second: Candidate
    score: float
    firsts: list[Candidate]
    seconds: list[Candidate]

    @property
    def slot(self) -> str:
        """Where the thing that answers stands in the first one."""
        return self.first.place or "object"

    @property
    def facts(self) -> list[StatedFact]:
        """The facts that tell of the things that answer."""
        told = (*self.firsts, *(self.seconds if self.second.place == self.slot else ()))
        return [*{c.fact.id: c.fact for c in told}.values()]

    def sparql(self) -> str:
        """The query by which the two facts, and what answers, are found."""
        ids = dict.fromkeys(c.slot.value.id for c in self.firsts if c.slot and c.slot.value.id)
        lines = [f"VALUES ?answer {{ {' '.join(f'<{iri(i)}>' for i in ids)} }}"]
        for n, candidate in ((1, self.first), (2, self.second)):
            fact, place = candidate.fact, candidate.place or "object"
            end, other = ("subject", fact.subject) if place == "object" else ("object", fact.object)
            given = f" ; {path(end)} <{iri(other.id)}>" if other.id else ""
            lines.append(f"?fact{n} rdf:predicate gov:{fact.property} ; {path(place)} ?answer{given} .")
        return "SELECT ?answer ?fact1 ?fact2 WHERE {\n  " + "\n  ".join(lines) + "\n}"


def joined(found: list[Candidate], reading: Reading, index: Index) -> Joined | None:
    """The two facts about one thing that say most of the question; None where no two say enough."""
    few = len(reading.mentions) + len(reading.relations) < 3
    if (
        reading.kind not in ("what", "who")
        or reading.noun.owned is not None
        or (few and reading.kind == "what" and not reading.wanted)
    ):
        return None
    # what each name (below zero) and each word (its position) counts for
    weights = {-1 - n: 1.0 for n in range(len(reading.mentions))}
    weights |= {i: index.weight(reading.tokens[i].stem) for i in reading.content}
    today = index.graph.as_of_date.isoformat()
    pairs = [pair for group in _by_thing(found) for pair in _pairs(group, weights, reading, today)]
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: pair[2])
    either = (turned for one, other, _ in pairs for turned in ((one, other), (other, one)))
    alike = [pair for pair in either if _made_alike(pair, best)]
    return Joined(*best, [one for one, _ in alike], [other for _, other in alike])


def _by_thing(found: list[Candidate]) -> list[list[Candidate]]:
    """The facts about each thing, those that fit best first."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in found:
        slot = candidate.slot
        if slot and slot.value.id and candidate.place in ("subject", "object") and not candidate.fact.denied:
            groups.setdefault(slot.value.id, []).append(candidate)
    return [sorted(group, key=lambda c: -c.score)[:PAIRED] for group in groups.values()]


def _pairs(group: list[Candidate], weights: dict[int, float], reading: Reading, today: str) -> list[_Pair]:
    """The best fact about a thing with each other one that holds all names with it, and one of them a day that is to
    come; a third may help the words out."""
    first, total, found = group[0], sum(weights.values()), []
    words = {k: w for k, w in weights.items() if k >= 0}
    least = SAID if reading.mentions else SAID_ALONE
    if other_figure(first, reading):
        return []
    for second in group:
        cover = _with(second, first.covered, weights)
        if second is first or not all(cover[k] >= NAMED for k in weights if k < 0):
            continue
        met = reading.verb.after_who is None or any(_done_by(c, reading.verb.after_who) for c in (first, second))
        met = met and any(_does(c, reading) for c in (first, second))
        met = met and all(_done_by_asked(c, reading) for c in (first, second))
        if not met or not any(all(m.ids or m.text <= today for m in c.missing) for c in (first, second)):
            continue  # a day has no ids
        full = max((_with(third, cover, weights) for third in group), key=lambda full: sum(full.values()))
        if sum(full[k] * w for k, w in words.items()) / (sum(words.values()) or 1) < least:
            continue
        score = sum(full[k] * w for k, w in weights.items()) / total if total else 0.0
        found.append((first, second, score + (0.05 if reading.wanted & first.classes else 0.0)))
    return found


def _done_by_asked(candidate: Candidate, reading: Reading) -> bool:
    """Whether no fact says of another that it does what is asked of somebody: "which laws does the act amend"."""
    actor, verb = reading.actors.asked, reading.actors.verb
    if actor is None or verb is None or candidate.covered[verb] < ALIKE:
        return True
    return bool({candidate.fact.subject.id, candidate.fact.object.id} & actor.ids)


def _does(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact says the verb after what is asked for, and holds that to which it is done: "which memo replaced
    the order" is told by no fact that implements the order, nor by one that replaces another memo."""
    verb = reading.verb.main
    if verb is None:
        return True
    whom = [-1 - n for n, m in enumerate(reading.mentions) if m.start - verb in (1, 2)]
    return candidate.covered.get(verb, 1.0) > 0.0 and all(candidate.covered.get(n, 1.0) >= ALIKE for n in whom)


def _done_by(candidate: Candidate, verb: int) -> bool:
    """Whether a fact says of the thing that answers that it does what "who" asks for."""
    return candidate.place == agent(candidate.fact) and candidate.covered[verb] >= VERB


def _with(candidate: Candidate, covered: dict[int, float], weights: dict[int, float]) -> dict[int, float]:
    """How surely each name and word is met by a fact, or is already."""
    more = candidate.covered
    return {k: max(covered.get(k, 0.0), more.get(k, 0.0)) for k in weights}


def _made_alike(pair: tuple[Candidate, Candidate], best: _Pair) -> bool:
    """Whether two facts say of another thing what the best two say of theirs."""
    return all(
        (c.fact.property, c.place, c.covered) == (b.fact.property, b.place, b.covered)
        for c, b in zip(pair, best[:2], strict=True)
    )
