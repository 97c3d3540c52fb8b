"""How candidates compare with the best one: which say as much, which say more, which less."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from ..facts import StatedFact
from .candidate import Candidate
from .kinds import SINGLE
from .lexicon import stems
from .reading import Reading
from .regex import Regex

FAR = 0.12  # of the words: a fact that says so much less, and nothing else, is no more of the same list
LOOSER = 0.08  # by how much less surely a name is held


SUPERLATIVE = Regex(  # "what is the highest fine", "how high can fines be"
    r"\b(?:highest|maximum|max|largest|biggest|top|heaviest|how (?:high|big|heavy|large)|"
    r"(?P<least>lowest|minimum|smallest))\b",
    needs=(*"highest maximum max largest biggest top heaviest lowest minimum smallest".split(), "how "),
)


def plainest(alike: list[Candidate], reading: Reading) -> list[Candidate]:
    """Of facts that would give a number or day each, those of things that are not named as a special case of another
    where the question does not say so: the fine, and not the fine on public bodies."""
    if reading.kind not in SINGLE or (SUPERLATIVE.search(reading.text) and all(sum_of(c.fact) for c in alike)):
        return alike
    asked = {t.stem for t in reading.tokens}
    names = {c.fact.subject.text: frozenset(stems(c.fact.subject.text)) - asked for c in alike}
    return [c for c in alike if not any(other < names[c.fact.subject.text] for other in names.values())]


def utmost(facts: list[StatedFact], reading: Reading) -> list[StatedFact]:
    """Of the fines that several things carry those of the one with the highest or lowest, if this is asked for."""
    asked = SUPERLATIVE.search(reading.text)
    sums = [sum_of(fact) for fact in facts]
    if not asked or len({f.subject for f in facts}) < 2 or not all(sums):
        return facts
    units = Counter(unit for _, unit in filter(None, sums))
    unit = max(units, key=lambda each: (each[:3].isupper(), units[each]))  # a sum of money before a share of turnover
    end = (min if asked["least"] else max)(number for number, each in filter(None, sums) if each == unit)
    whose = {f.subject for f, told in zip(facts, sums, strict=True) if told == (end, unit)}
    return [f for f in facts if f.subject in whose]


def sum_of(fact: StatedFact) -> tuple[float, str] | None:
    """The number and the unit of a fine: `(35000000.0, "EUR")`; None of anything else."""
    unit = fact.one("unit") if fact.property in ("maximumFine", "minimumFine") else None
    return (float(fact.object.text), unit.text) if unit else None


def closest(alike: list[Candidate], reading: Reading) -> list[Candidate]:
    """Of facts of one relation and thing those that say most words as they stand side by side in the question."""
    alike = _worded(alike, reading)
    told = {(c.fact.property, c.fact.subject) for c in alike}
    if reading.kind == "yes_no" or (reading.kind not in SINGLE and len(told) > 1):
        return alike
    near = {id(c): (together(c, reading), _around(c, reading)) for c in alike}
    most = max(near.values())
    return [c for c in alike if near[id(c)] == most]


def _worded(alike: list[Candidate], reading: Reading) -> list[Candidate]:
    """Of values of one relation, those that have a word by which that is asked for too: "what compute threshold"."""
    if len({c.fact.property for c in alike}) > 1 or any(c.place != "object" or c.fact.object.id for c in alike):
        return alike
    asking = {reading.tokens[i].stem for i in reading.relations}
    return [c for c in alike if asking.intersection(stems(c.fact.object.text))] or alike


def _around(candidate: Candidate, reading: Reading) -> int:
    """How many words of what was said before the question a fact has: "A person died. Within how many days …"."""
    return len(reading.around & candidate.profile.words)


def together(candidate: Candidate, reading: Reading) -> int:
    """How many words that stand side by side in the question do so in one place of the fact: "chief AI officer"."""
    pairs = {(reading.tokens[i].stem, reading.tokens[i + 1].stem) for i in reading.content if i + 1 in reading.content}
    if not pairs:
        return 0
    told = [stems(s.value.text) for s in candidate.profile.slots]
    return sum(any(pair in pairwise(said) for said in told) for pair in pairs)


def as_much(one: Candidate, other: Candidate) -> bool:
    """Whether two facts say as much of one thing by the same relation."""
    ours, theirs = one.fact, other.fact
    return (ours.property, ours.subject, one.covered) == (theirs.property, theirs.subject, other.covered)


def says_more(candidate: Candidate, best: Candidate) -> bool:
    """Whether a fact says a word of the question that the best one does not say."""
    return any(c >= 0.5 > best.covered.get(i, 0.0) for i, c in candidate.covered.items() if i >= 0)


def outdone(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    """Whether a fact says nothing that the best one does not say, and far less of what was asked; or less at all, where
    one thing of a kind is asked for: "which principle deals with risks"."""
    words = {i: c for i, c in best.covered.items() if i >= 0}
    more = any(candidate.covered.get(i, 0.0) > c for i, c in words.items())
    return not more and candidate.words < best.words - (0.0 if reading.amount.singular else FAR)


def looser(candidate: Candidate, best: Candidate, reading: Reading) -> bool:
    """Whether a fact that would give another day or number holds a name less surely than the best one does."""
    names = [(candidate.covered[i], c) for i, c in best.covered.items() if i < 0]
    return reading.kind in SINGLE and any(b - c > LOOSER for c, b in names) and all(c <= b for c, b in names)


def places(candidate: Candidate, reading: Reading) -> list[frozenset[str]]:
    """The slots in which the names of the question stand in a fact itself."""
    return [frozenset(s for i in m.ids for s in candidate.profile.direct(i)) for m in reading.mentions]
