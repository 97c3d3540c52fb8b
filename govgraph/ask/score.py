"""How well a fact fits a Reading: how surely it holds what is named, and how much of the rest it says."""

from __future__ import annotations

from .bonus import Bonus
from .candidate import Candidate
from .holding import Holding
from .index import Index
from .linker import Mention
from .profile import Profile, Slot
from .reading import Reading
from .saying import ALIKE, Saying
from .terms import Terms
from .told import has_day, ran

MODIFIES = 0.55  # is what a name counts for that only says whose the thing is that is named beside it
NEEDED = 0.55  # of a name's words must be in a fact for the fact to be about what is named
DATE = 0.7  # is what a date weighs, and what it counts for
DATED = 0.5  # and what it counts for that another fact about the same thing has
BESIDE = 0.4  # of its weight is what a name or a word counts for in a clause beside what is asked
KNOWN = 0.1  # or in one that says of what is named what it is


class Scorer:
    """Scores the facts of one graph against a reading."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.index, self.terms = index, terms
        self.holding, self.saying, self.bonus = Holding(index, terms), Saying(index, terms), Bonus(index, terms)

    def score(
        self, profile: Profile, slot: Slot | None, reading: Reading, modifying: frozenset[int] = frozenset()
    ) -> Candidate:
        """The fact with its score, where the answer stands in a slot; some names only say whose another thing is."""
        candidate = Candidate(profile, slot)
        total, held = self._names(candidate, reading, modifying)
        if profile.fact.property in reading.by_name:
            candidate.related.append("")
        words, said = self._words(candidate, reading)
        candidate.words = said / words if words else 1.0
        if reading.known and candidate.related == [""] and not any(i < reading.aside for i in reading.content):
            candidate.words = 1.0  # "who put out the paper that …": it is told who put it out
        base = (held + said) / (total + words) if total + words else 0.0
        whole = 0.05 if words and candidate.words > 0.99 else 0.0
        asked = reading.kind == "who" and not self.terms.answers_for[profile.fact.property].isdisjoint(reading.asked)
        candidate.score = base + whole + (0.02 if asked else 0.0) + self.bonus.of(candidate, reading)
        return candidate

    def _names(self, candidate: Candidate, reading: Reading, modifying: frozenset[int]) -> tuple[float, float]:
        """What the names and dates of a question weigh, and how much of that a fact holds."""
        total = held = 0.0
        for n, mention in enumerate(reading.mentions):
            weight = 1.0 if mention.start < reading.aside else BESIDE
            cover = self._name(mention, candidate, reading)
            if n in modifying and not self.holding.described(mention):
                cover = max(cover, MODIFIES)
            total += weight
            held += weight * cover
            candidate.covered[-1 - n] = cover
            within = candidate.fact.denied and reading.kind == "yes_no" and n and self._circumstance(mention, reading)
            main = mention.start < reading.aside or self._broken(mention, reading)
            if cover < NEEDED and not mention.soft and main and not within:
                candidate.missing.append(mention)  # what has not been proposed has not been in the senate either
        for date in reading.dates:
            cover = self._date(candidate.profile, date)
            total += DATE
            held += cover
            if not cover and reading.kind in ("what", "who"):
                candidate.missing.append(Mention(0, 0, date, frozenset()))
        return total, held

    def _name(self, mention: Mention, candidate: Candidate, reading: Reading) -> float:
        """How surely a fact holds a name; an everyday word is met by one that stands for it as well."""
        cover = self.holding.cover(mention, candidate.profile, candidate.slot, reading)
        if mention.soft:
            stem = reading.tokens[mention.start].stem
            alike = self.index.synonyms(stem) | {stem}
            cover = max(cover, ALIKE if any(alike & s.words for s in candidate.profile.slots) else 0.0)
        return cover

    def _date(self, profile: Profile, date: str) -> float:
        """How far a fact has a date."""
        if has_day(profile, date) or ran(profile.fact, date):
            return DATE
        return DATED if self._dated_elsewhere(profile, date) else 0.0

    def _words(self, candidate: Candidate, reading: Reading) -> tuple[float, float]:
        """What the other words of a question weigh, and how much of that a fact says."""
        total = said = 0.0
        beside = KNOWN if reading.known else BESIDE
        for i in reading.content:
            weight = self.index.weight(reading.tokens[i].stem) * (1.0 if i < reading.aside else beside)
            candidate.covered[i] = cover = self.saying.cover(i, candidate, reading)
            total += weight
            said += weight * cover
        return total, said

    def _broken(self, mention: Mention, reading: Reading) -> bool:
        """Whether a text is the one that is broken, or followed, in "if it ignores its duties under the act"."""
        condition = reading.word(reading.aside) in ("if", "when")
        return condition and "Instrument" in self.terms.ancestors(mention)

    def _circumstance(self, mention: Mention, reading: Reading) -> bool:
        """Whether a name only says where or by whom: "in the senate"."""
        return not {"in", "at", "by", "before"}.isdisjoint(reading.texts[max(mention.start - 2, 0) : mention.start])

    def _dated_elsewhere(self, profile: Profile, date: str) -> bool:
        """Whether another fact about the same thing has this date; what begins on a day to come has it itself."""
        return date <= self.index.graph.as_of_date.isoformat() and any(
            has_day(p, date) for p in self.index.dated(profile.fact.subject.id, date)
        )
