"""What counts for a fact, or against it, beside the names and words of a question."""

from __future__ import annotations

from .candidate import Candidate
from .index import Index
from .reading import Reading
from .terms import Terms
from .told import agent, asks

OWNED = 0.2  # is what a fact loses in which whose the thing asked for is does not act, and is not bound
_PLACES = {"subject": 0.02, "object": 0.02, "binding": 0.05}  # are where answers stand most often


class Bonus:
    """Weighs the facts of one graph by their relation, the place of the answer and how they are told."""

    def __init__(self, index: Index, terms: Terms) -> None:
        self.index, self.terms = index, terms
        self._why = terms.answers_by_kind["why"] - terms.answers_by_kind["nature"]

    def of(self, candidate: Candidate, reading: Reading) -> float:
        """What counts for a fact, less what counts against it."""
        bonus = self._relation(candidate, reading) + self._telling(candidate, reading)
        if candidate.slot:
            bonus += self._place(candidate, reading) + self._class(candidate, reading)
        return bonus + (self._yes_or_no(candidate, reading) if reading.kind == "yes_no" else 0.0)

    def _relation(self, candidate: Candidate, reading: Reading) -> float:
        """For the relation of a fact, where the question asks for it in so many words."""
        property_ = candidate.fact.property
        bonus = 0.04 if property_ in reading.asked_in_passing else 0.0
        bonus += 0.08 if property_ in reading.by_name else 0
        bonus += 0.1 if self._done(candidate, reading) else 0
        bonus += 0.06 if property_ in reading.noun.relations else 0
        bonus += 0.2 if property_ in reading.noun.of_name and self._about_first(candidate, reading) else 0
        bonus += 0.2 if reading.kind == "reason" and property_ in self._why else 0
        after = reading.wanted_at + 1 if reading.verb.active and reading.wanted_at >= 0 else 0
        bonus += 0.03 if after and reading.properties[after] & self.terms.answers_for[property_] else 0
        return bonus - (0.1 if property_ == "holdsPosition" and reading.kind in ("yes_no", "who") else 0)

    def _done(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact is of the relation of the verb: "which institutions adopted the act"."""
        at = reading.verb.done
        return at is not None and bool(reading.properties[at] & self.terms.answers_for[candidate.fact.property])

    def _about_first(self, candidate: Candidate, reading: Reading) -> bool:
        """Whether a fact is about what is named first, where nobody is asked for."""
        return bool(reading.mentions) and reading.kind != "who" and candidate.fact.subject.id in reading.mentions[0].ids

    def _telling(self, candidate: Candidate, reading: Reading) -> float:
        """For how a fact is told: as it holds, firmly, on a day, of whose the thing asked for is."""
        fact, owner = candidate.fact, reading.noun.owner
        bonus = 0.1 if fact.dated and any(len(d) == 10 for d in reading.dates) else 0.0
        if owner and not owner & {fact.subject.id, *(v.id for v in fact.qualifiers.get("to", ()))}:
            bonus -= OWNED  # "the duties of the officer" are not those to appoint one
        bonus += 0.01 if fact.holds else 0
        bonus -= 0.03 if fact.modality in ("possible", "opinion") else 0
        bonus -= 0.06 if fact.denied and reading.kind in ("what", "who") else 0
        return bonus - (0.01 if fact.derived else 0)

    def _place(self, candidate: Candidate, reading: Reading) -> float:
        """For the place in which the answer would stand."""
        fact, slot = candidate.fact, candidate.place or ""
        bonus = 0.06 if slot != "subject" and self._about_first(candidate, reading) else 0.0
        bonus += _PLACES.get(slot, 0.0)
        bonus -= 0.03 if slot == "subject" and reading.kind == "what" and not reading.wanted else 0
        bonus += 0.08 if reading.verb.active and slot == agent(fact) else 0
        bonus += 0.06 if slot in reading.noun.beside else 0
        answers = self.terms.answers_for[fact.property]
        if slot == "object" and reading.kind in ("date", "number") and not answers.isdisjoint(reading.asked):
            bonus += 0.05  # the date or sum that is told, rather than one that is told beside it
        elif slot == "time" and reading.kind == "date" and reading.asks_date(self.index.vocabulary, but_for=answers):
            bonus -= 0.15  # since when something else is so is not asked
        if slot == "mentioned":  # in passing, where the noun asks for a relation of its own
            own = reading.noun.relations
            bonus -= 0.3 if own and fact.property not in own else 0.08
        return bonus

    def _class(self, candidate: Candidate, reading: Reading) -> float:
        """For the class of what would answer."""
        if not reading.wanted or reading.wanted & candidate.classes:
            return 0.05 if reading.wanted else 0.0
        meant = reading.verb.done is not None and self.terms.akin(reading.wanted, candidate.classes)
        return 0.0 if meant else -0.1

    def _yes_or_no(self, candidate: Candidate, reading: Reading) -> float:
        """For a fact that tells how binding something is, or which, who or what, where that is asked."""
        fact = candidate.fact
        force = self.index.vocabulary.properties[fact.property].range == "Force" and "bindingForce" in reading.asked
        bonus = 0.2 if force else 0.0  # "is it binding on states"
        return bonus + (0.15 if reading.asks_within and asks(fact) else 0)
