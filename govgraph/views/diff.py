"""What began, ended or changed between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .. import edtf
from ..errors import DateError
from ..facts import StatedFact, Value
from ..graph import KnowledgeGraph
from .status import UNKNOWN, Status, statuses
from .table import Table, View
from .timeline import Entry, between, entries
from .wording import Footnotes, addresses, marked, places


@dataclass(frozen=True)
class Change:
    """An instrument whose status is not what it was."""

    instrument: Value
    before: Status
    after: Status
    by: StatedFact


@dataclass(frozen=True)
class Difference(View):
    """What is not the same on two days; `milestones` are dated facts in between that neither begin nor end.

    With a day `as_of`, all is told as it stands on that: what had not begun by then, or has ended since, is marked.
    """

    first: date
    last: date
    as_of: date | None
    began: tuple[StatedFact, ...]
    ended: tuple[StatedFact, ...]
    changed: tuple[Change, ...]
    milestones: tuple[Entry, ...]

    def table(self) -> Table:
        """A row for each change."""
        rows = tuple((what, day, words, places([f]), f.id, addresses([f])) for what, day, words, f in self._rows())
        return Table(("change", "date", "what", "source", "fact", "url"), rows)

    def blocks(self) -> list[str | Table]:
        """The changes and their sources."""
        notes = Footnotes()
        rows = tuple((what, day, f"{words} {notes(f.citations)}") for what, day, words, f in self._rows())
        if not rows:
            return [f"Nothing that the graph holds changed between {self.first} and {self.last}."]
        return [Table(("change", "date", "what"), rows), str(notes)]

    def _rows(self) -> Iterator[tuple[str, str, str, StatedFact]]:
        for change in self.changed:
            words = f"{change.instrument.text}: {change.before.label} → {change.after.label}"
            yet = not self.as_of or change.by.holds_on(self.as_of)
            yield "changed", change.after.since or "", words if yet else f"NOT YET: {words}", change.by
        for fact in self.began:
            yield "began", str(fact.valid_from), marked(fact, fact.clause, self.as_of or self.last), fact
        for fact in self.ended:
            yield "ended", str(fact.valid_until), marked(fact, fact.clause, self.as_of or self.first), fact
        for entry in self.milestones:
            yield "milestone", entry.date, entry.marked, entry.fact


def diff(kg: KnowledgeGraph, first: str, last: str, as_of: str | None = None) -> Difference:
    """What holds on one of two days and not on the other, how statuses changed, and what is dated in between.

    Each of these comes by its days, and is told as it stands on the day `as_of`, or else on its own. Raises DateError,
    also where the first day comes after the last.

    >>> import govgraph
    >>> report = govgraph.load(sources=["us/sources/csis-japan-2025"])
    >>> [change.after.label for change in diff(report, "2025-08-15", "2025-10-09").changed]
    ['in force']
    """
    one, two = edtf.day(first), edtf.day(last)
    if two < one:
        raise DateError(f"{first} comes after {last}: give the earlier day first")
    day = edtf.day(as_of) if as_of else None
    facts = [fact._replace(holds=fact.holds_on(day or two)) for fact in kg.facts()]
    began = tuple(f for f in facts if not f.holds_on(one) and f.holds_on(two))
    ended = tuple(f for f in facts if f.holds_on(one) and not f.holds_on(two))
    told = {f.id for f in (*began, *ended)}
    others = (f for f in facts if f.id not in told)
    return Difference(
        first=one,
        last=two,
        as_of=day,
        began=tuple(sorted(began, key=lambda fact: fact.valid_from or date.min)),
        ended=tuple(sorted(ended, key=lambda fact: fact.valid_until or date.max)),
        changed=tuple(sorted(_changes(kg, facts, one, two), key=_when)),
        milestones=tuple(e for e in entries(others, kg.vocabulary, day or two) if between(e.date, one, two)),
    )


def _when(change: Change) -> date:
    """The day from which the new status counts, as far as it is known; one without a day comes last."""
    first, last = edtf.reach(change.after.since) if change.after.since else (None, None)
    return first or last or date.max


def _changes(kg: KnowledgeGraph, told: Iterable[StatedFact], first: date, last: date) -> Iterator[Change]:
    """The instruments whose status is another, each with the fact that made it so."""
    facts = {fact.id: fact for fact in told}
    before, after = statuses(kg, first), statuses(kg, last)
    for id_ in sorted({*before, *after}):
        was, now = before.get(id_, UNKNOWN), after.get(id_, UNKNOWN)
        if was.code != now.code:
            yield Change(Value(kg.names[id_], id_), was, now, facts[now.fact or was.fact or ""])
