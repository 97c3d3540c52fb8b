"""Which days and provisions a fact tells, held against those that a question names."""

from __future__ import annotations

from .. import edtf
from ..facts import StatedFact
from .figures import holds_provision
from .frames import INNER
from .profile import Profile


def within(fact: StatedFact, provision: str) -> bool:
    """Whether a fact rests on the provision that is named, such as "article 50", or on a part of it."""
    places = [v.text for v in fact.qualifiers.get("provision", ())] or [c.at for c in fact.citations]
    return not provision or any(holds_provision(place, provision) for place in places)


def has_day(profile: Profile, date: str) -> bool:
    """Whether one of the fact's dates may be the one that was named; a month and day without a year match any year."""
    for slot in profile.slots:
        if "Date" in slot.classes:
            text = slot.value.text.strip("./~")
            if (
                text.startswith(date)
                or (len(date) <= 5 and text[5:].startswith(date))
                or (date.startswith(text) and len(text) > 4)
            ):
                return True
    return False


def ran(fact: StatedFact, date: str) -> bool:
    """Whether a date lies in the time in which a fact held that has ended."""
    a, b = edtf.bounds(date) if date[:2] == "20" else (None, None)
    first, last = fact.valid_from, fact.valid_until
    return bool(first and last and a and b and first <= b and a <= last)


def asks(fact: StatedFact) -> bool:
    """Whether what a fact tells of is itself a question: "which systems may be used"."""
    return fact.object.text.casefold().partition(" ")[0] in INNER


def agent(fact: StatedFact) -> str:
    """The slot of whoever acts in a fact: "is headed by" tells of its object that it does."""
    return "object" if fact.label.endswith(" by") else "subject"
