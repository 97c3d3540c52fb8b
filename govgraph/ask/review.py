"""An answer looked at once more: does what was learned from many questions speak for it, for another, or for none?"""

from __future__ import annotations

from collections.abc import Sequence

from .answer import Answer, Item
from .candidate import Candidate, Match
from .likely import Likely, Weighed, holds
from .reading import Reading
from .respond import Responder
from .several import as_many
from .verdict import told_by

FILL = 0.45  # is how likely the facts have to be that answer where no rule finds any
UNNAMED = 0.6  # and where the question names nothing
FIRM = 0.8  # and those of a yes or no
KEEP = 0.05  # is how likely the facts of an answer have to be that leaves words out
LIST = 0.35  # of the likeliest fact's chance have others of a list with it
NEAR, MOST, SHOWN = 0.15, 3, 4  # and how likely what stands beside a silent answer; of how many facts, and of all
APART = ("compare", "path", "order", "name")  # are kinds of questions that no single fact answers


class Review:
    """Looks at answers about one graph once more."""

    def __init__(self, respond: Responder, likely: Likely) -> None:
        self.respond, self.likely = respond, likely

    def doubted(self, answer: Answer, reading: Reading) -> Answer:
        """The answer; silence, where it leaves words out and its facts are not likely to answer."""
        if not (answer.unsaid and reading.mentions) or not self._weighable(reading):
            return answer
        told = {f.id for item in answer.answers for f in item.facts}
        found = self.likely.weigh(reading)
        its = [w for w in found if w.profile.fact.id in told]
        if reading.kind == "reason" or any(self._force(w) for w in its):
            return answer  # one fact tells it, whatever else is said of the thing
        unlikely = told and sum(w.chance for w in its) < KEEP and not any(_akin(found[0], w) for w in its)
        return self.respond.silent(reading)._replace(unsaid=answer.unsaid) if unlikely else answer

    def filled(self, answer: Answer, reading: Reading) -> Answer:
        """A silent answer, or that of facts that are likely to answer, or else what comes near them."""
        asked_back = answer.status == "not_understood" and any(m.shared for m in reading.mentions)
        if answer.unsaid or asked_back or not self._weighable(reading):  # or was doubted
            return answer
        found = self.likely.weigh(reading)
        return (self._made(found, reading) if found else None) or _beside(answer, found)

    def _weighable(self, reading: Reading) -> bool:
        return reading.kind not in APART and self.likely.has_learned

    def _made(self, found: Sequence[Weighed], reading: Reading) -> Answer | None:
        """The answer of the likeliest fact, and of those that are of one list with it; None where it is not likely."""
        likeliest = found[0]
        alike = [w for w in found if _akin(w, likeliest)]
        chance = sum(w.chance for w in alike)
        closed = reading.kind in ("yes_no", "modality")
        unheld = any(not m.soft and not holds(likeliest.profile, m) for m in reading.mentions)
        least = FIRM if closed else FILL if reading.mentions else UNNAMED
        if unheld or not reading.content or chance < least:
            return None
        best = self._candidate(likeliest, reading)
        if best is None or self.respond.fitter.acceptor.ruled_out(best, reading):
            return None
        likely = [w for w in alike if w.chance >= likeliest.chance * LIST]
        made = self._closed(best, reading) if closed else self._open(best, likely, reading)
        note = f"the likeliest facts, {chance:.0%}, by what people ask for"
        return made and made._replace(notes=(*made.notes, note))

    def _closed(self, best: Candidate, reading: Reading) -> Answer:
        """The yes or no of a fact, or how firmly it says so."""
        return told_by(self.respond, reading, Match.of([best.fact], best.place, best))

    def _open(self, best: Candidate, likely: Sequence[Weighed], reading: Reading) -> Answer | None:
        """The answer of a fact and of those likely ones that answer in the same place; None where they are too few."""
        fitting = (self._candidate(w, reading) for w in likely)
        level = [c for c in fitting if c and c.place == best.place]
        match = as_many(Match.of([c.fact for c in level], best.place, best), level, reading)
        yet = best.fact.valid_from and best.fact.valid_from > self.respond.graph.as_of_date
        tell = self.respond.ahead if yet else self.respond.from_match
        return tell(reading, match) if match else None

    def _force(self, weighed: Weighed) -> bool:
        """Whether a fact tells how far a text binds."""
        return self.respond.index.vocabulary.properties[weighed.profile.fact.property].range == "Force"

    def _candidate(self, weighed: Weighed, reading: Reading) -> Candidate | None:
        """A fact with the slot in which it answers best, or with what it tells, if no class is asked for; None where it
        does not fit."""
        for tried in (reading,) if reading.wanted else (reading, reading.of_kind("what")):
            if fitting := self.respond.fitter.fitting(weighed.profile, tried):
                return max(fitting, key=lambda c: c.score)
        return None


def _akin(one: Weighed, other: Weighed) -> bool:
    """Whether two facts tell the same of one thing, or the same of several."""
    a, b = one.profile.fact, other.profile.fact
    alike = a.property == b.property and a.denied == b.denied
    return alike and (a.subject == b.subject or a.object == b.object)


def _beside(answer: Answer, found: Sequence[Weighed]) -> Answer:
    """A silent answer with the facts beside it that come nearest to one, before what is told of the same things."""
    near = [w.profile.fact for w in found[:MOST] if w.chance >= NEAR]
    items = [Item(fact.sentence, modality=fact.modality, facts=(fact,)) for fact in near]
    shown = {item.name for item in items}
    others = [item for item in answer.related if item.name not in shown]
    return answer._replace(related=(*items, *others[: SHOWN - len(items)]))
