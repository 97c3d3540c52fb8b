"""The facts that may bear on a Reading, of all those of a graph, each held against it in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from .. import edtf
from ..facts import StatedFact
from .accept import Acceptor
from .candidate import Candidate
from .figures import provision
from .holding import policy_of
from .index import Index
from .linker import Mention
from .point import other_register
from .profile import Profile, laws
from .reading import Reading
from .score import Scorer
from .slots import slots
from .terms import Terms
from .told import ran, within

SPELT = 0.6  # is what a name counts for where a fact only says its words
RELATED = 0.3  # is what it counts for, beside the word itself, that a fact is of the relation that is asked for
BETTER = 10  # facts that say more, and those that say no more than the last that counts are left out
LAST = 3  # questions are remembered with the facts that were held against them
MOST = 300  # facts, those that say most of what is asked, are held against a question in full


class _Held(NamedTuple):
    """A question held against the facts that may bear on it: what fits of each, once that was asked."""

    reading: Reading
    modifying: frozenset[int]
    bearing: list[Profile]
    fitting: dict[str, list[Candidate]]


class Fitter:
    """Holds every fact of a graph against a reading."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph = index.graph
        self.terms = Terms(index)
        self.scorer = Scorer(index, self.terms)
        self.acceptor = Acceptor(index, self.terms)
        self._before: list[_Held] = []

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Every fact with every slot in which an answer of the wanted kind could stand, best first."""
        found: list[Candidate] = []
        held = self._held(reading)
        for profile in held.bearing:
            if not self.timely(profile.fact, reading):
                continue
            found += self._fitted(profile, held)
        return sorted(found, key=lambda c: (len(c.missing), -c.score, -len(c.related), c.fact.id))

    def _held(self, reading: Reading) -> _Held:
        """A question held against the facts; that is done once, though it may then be about what is yet to begin."""
        now = reading._replace(later=False) if reading.later else reading
        if (before := next((held for held in self._before if held.reading == now), None)) is not None:
            return before
        modifying = (n for n, m in enumerate(now.mentions) if self.scorer.holding.modifies(m, now))
        held = _Held(now, frozenset(modifying), self._bearing(now), {})
        self._before = [held, *self._before[: LAST - 1]]
        return held

    def _fitting(self, profile: Profile, held: _Held) -> Iterator[Candidate]:
        """A fact with each slot in which an answer could stand, where it fits at all."""
        reading = held.reading
        if reading.besides & {profile.fact.subject.id, profile.fact.object.id}:
            return
        if reading.negated and not (profile.fact.denied or self.terms.leaves_open(profile.fact)):
            return
        if not within(profile.fact, reading.provision) or other_register(profile.fact, reading, self.index):
            return
        for slot in slots(profile, reading, self.terms):
            if slot and reading.beyond and (reading.beyond & slot.classes or reading.beyond <= slot.words):
                continue
            candidate = self.scorer.score(profile, slot, reading, held.modifying)
            if candidate.score > 0.2:
                yield candidate

    def bearing(self, reading: Reading) -> list[Profile]:
        """The facts that may bear on a reading."""
        return self._held(reading).bearing

    def fitting(self, profile: Profile, reading: Reading) -> list[Candidate]:
        """A fact with each slot in which an answer could stand; nothing where it does not fit."""
        return self._fitted(profile, self._held(reading))

    def _fitted(self, profile: Profile, held: _Held) -> list[Candidate]:
        if profile.fact.id not in held.fitting:
            held.fitting[profile.fact.id] = list(self._fitting(profile, held))
        return held.fitting[profile.fact.id]

    def whole(self, reading: Reading) -> list[Candidate]:
        """Every fact that may bear on a reading and is not denied, as a whole, wherever an answer would stand."""
        facts = (p for p in self._bearing(reading) if self.timely(p.fact, reading) and not p.fact.denied)
        return [self.scorer.score(p, None, reading) for p in facts]

    def _bearing(self, reading: Reading) -> list[Profile]:
        """The facts that say most of what is asked: without a name that is in the question, none is about it."""
        index = self.index
        named = [self._naming(m) for m in reading.mentions]
        whole = set().union(*(s for s, m in zip(named, reading.mentions, strict=True) if not m.soft))
        anywhere = any(provision(m.text) for m in reading.mentions)
        within = whole | index.beside(whole) if whole and not anywhere else None
        told = [i for i in reading.content if not (i <= reading.wanted_at and reading.classes[i] & reading.wanted)]
        said = [(index.weight(reading.tokens[i].stem), self._saying(i, reading, within)) for i in told]
        said += [(0.5, index.saying([d[:4]], within)) for d in reading.dates if len(d) != 5]
        said += [(RELATED, index.relations(self._asked(i, reading), within)) for i in reading.relations]
        pool: Collection[int] = index.everything if anywhere else whole.union(*(s for _, s in said))
        if by_rule := reading.outright & index.by_rule:  # "act under" is one relation, and no other will do
            pool = index.relations(by_rule, set(pool))
        scores: dict[int, float] = {}  # of those that say anything of it
        touched = [(1.0, index.touching(m.ids)) for m in reading.mentions]
        spelt = [(SPELT / 2, s - t) for s, (_, t) in zip(named, touched, strict=True)]
        for weight, numbers in [*touched, *spelt, *said]:
            for n in numbers & pool if isinstance(pool, set) else numbers:
                scores[n] = scores.get(n, 0.0) + weight
        ranked = sorted(scores.values(), reverse=True)
        least = ranked[MOST - 1] if len(ranked) >= MOST and len(pool) > MOST else 0.0
        telling = len(pool) > MOST and len(ranked) > BETTER and ranked[BETTER] > least
        if telling or least:
            pool = [n for n, score in scores.items() if score > least or (score == least and not telling)]
        return index.profiles(sorted(pool))

    def _naming(self, mention: Mention) -> set[int]:
        """The facts that hold a name: its things are in them or around them, or they say it word by word."""
        spelt = {w for i in mention.ids for n in self.index.things.each_name(i) for w in n}
        described = self.scorer.holding.described(mention)
        return self.index.touching(mention.ids | policy_of(mention)) | (
            self.index.saying(spelt) if described else set()
        )

    def _saying(self, i: int, reading: Reading, within: set[int] | None) -> set[int]:
        """The facts that say a word, or something that stands for it, or are of a relation that it asks for."""
        stem = reading.tokens[i].stem
        said = self.index.saying({stem, *self.index.synonyms(stem)}, within)
        return said | self.index.relations(self._asked(i, reading), within)

    def _asked(self, i: int, reading: Reading) -> set[str]:
        """The relations that answer what a word asks for."""
        asked = reading.properties[i]
        relations = {name for name, answers in self.terms.answers_for.items() if answers & asked}
        if reading.kind == "yes_no":
            relations |= {name for name, others in self.terms.contrary.items() if others & asked}
        return relations

    def boundless(self, reading: Reading) -> bool:
        """Whether nothing but jurisdictions is named and nothing asked of them: any of their facts would do."""
        lands = all("Jurisdiction" in self.terms.ancestors(m) for m in reading.mentions)
        asked = reading.content or reading.asked_in_passing or reading.dates or reading.provision or reading.wanted
        return bool(reading.mentions) and lands and not asked and reading.kind in ("what", "who")

    def timely(self, fact: StatedFact, reading: Reading) -> bool:
        """A fact that has ended is out, unless none like it has followed, or what was formerly so is asked for; one
        that has yet to begin counts where dates are asked for."""
        day = self.graph.as_of_date
        if fact.valid_until and fact.valid_until < day:
            return reading.former or _then(fact, reading.times, day) or self._over(fact, reading)
        if reading.former:
            return False
        return (
            fact.holds
            or reading.later
            or fact.property in self.terms.ends
            or reading.kind in ("date", "yes_no", "order", "duration", "provenance")
        )

    def _over(self, fact: StatedFact, reading: Reading) -> bool:
        """Whether a fact has ended that tells of what is named, as all like it have: "what did that order create"."""
        named = {i for m in reading.mentions if not m.soft for i in m.ids}
        of_law = any(law.id in named for law in laws(fact))
        return (of_law or fact.subject.id in named) and self.index.over(fact, of_law)


def _then(fact: StatedFact, dates: Collection[str], today: date) -> bool:
    """Whether a fact that has ended held at one of the past times that are named: "between 2022 and 2024"."""
    return any(ran(fact, d) and (edtf.bounds(d)[1] or today) < today for d in dates)
