"""Which of two comes first, or has more of something: by the dates or amounts that facts tell of each."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .. import edtf
from ..facts import StatedFact
from .answer import Answer, Item, Status
from .frames import ARTICLES, AUXILIARIES
from .ordering import Ordering
from .reading import Reading
from .resolve import Resolver
from .say import date_in_words, sentences
from .trace import told_day

_SOONER = frozenset("first earlier earliest sooner soonest older oldest before".split())
_LATER = frozenset("later latest last newer newest younger youngest after".split())
_MORE = frozenset("higher highest larger largest bigger biggest greater greatest more most".split())
_LESS = frozenset("lower lowest smaller smallest fewer fewest less least".split())
_DEGREES = _SOONER | _LATER | _MORE | _LESS
_NUMBER = frozenset("more most fewer fewest less least".split())  # "more articles", and no higher fine
_JOINT = re.compile(r",?\s+(or|and|than|before or after|before|after)\s+", re.I)
_ASKING = frozenset("which what who".split())
_FRAME = ARTICLES | AUXILIARIES | _ASKING | frozenset("of two one ones law laws act it".split())
_COME = frozenset("come comes came".split())
_BESIDE = frozenset("under in of by for at from to with that those than set sets impose imposes carry carries".split())
_SHOWN = 3  # measures at most


class _Side(NamedTuple):
    """One of the two: its name, what bears it, and the words for what is asked of it."""

    name: str
    ids: frozenset[str]
    asked: list[str]


class _Two(NamedTuple):
    """Two things that are held against each other, and by what degree.

    `whether` are the words for yes and no; none where it is asked of which of them it is so."""

    sides: tuple[_Side, _Side]
    degree: str
    whether: tuple[str, str] | None


class _Told(NamedTuple):
    """What is told of a thing, in each measure: the fact, and from where to where it lies."""

    id: str
    facts: dict[str, StatedFact]
    bounds: dict[str, tuple[float, float]]


def degree(resolver: Resolver, ordering: Ordering, question: str) -> Answer | None:
    """The one of two things that comes first or last, or has more or less of something, or whether the first does.

    It is `not_stated` where one has no date or amount, or none that can be held against that of the other; None where
    nothing of the sort is asked, or nothing is told of either."""
    two = _two(resolver, question)
    if two is None:
        return None
    by_day = two.degree in _SOONER | _LATER
    many = two.degree in _NUMBER
    told = [_dates(resolver, ordering, s) if by_day else _amounts(resolver, s, many) for s in two.sides]
    known = [t for t in told if t]
    if not known:
        return None
    respond, how = resolver.respond, f"{two.degree}: {' or '.join(side.name for side in two.sides)}"
    both = known[0].facts.keys() & known[-1].facts.keys()
    items = [_item(resolver, t, [m for m in t.facts if m in both] or list(t.facts)) for t in known]
    shown = [f"{item.name} ({item.value})" for item in items]
    less = _less(*known) if len(known) == 2 else None
    if less is None:
        text = f"What is told does not decide it: {', '.join(shown)}."
        if None in told:
            text = f"{shown[0]}. Nothing of the sort is told of {respond.called(two.sides[told.index(None)].ids)}."
        answer = respond.make(question, "not_stated", text, how, None, [], items)
        return answer._replace(unsaid=(two.degree,))  # what else a fact may say of the two does not answer it either
    so = less == (two.degree in _SOONER | _LESS)
    firm = all(f.modality == "asserted" for item in items for f in item.facts)
    status: Status = "answered" if firm else "unsettled"
    if two.whether:
        said = two.whether[not so]
        if firm and said == "no":
            status = "denied"
        text = f"{said.capitalize()}. {', '.join(shown)}."
        facts = (*items[0].facts, *items[1].facts)
        return respond.make(question, status, text, how, None, [Item(said, value=said, role=text, facts=facts)], items)
    text = f"{shown[not so]}, and not {shown[so]}."
    return respond.make(question, status, text, how, None, [items[not so]], [items[so]])


def _two(resolver: Resolver, question: str) -> _Two | None:
    """The two that a question holds against each other; None where it does not, or names more than two."""
    text = question.strip(" ?.!")
    for joint in _JOINT.finditer(text):
        left, right = resolver.read(text[: joint.start()]), resolver.read(text[joint.end() :])
        one, other = _named(left), _named(right)
        by = joint[1].casefold()
        alike = by in ("or", "and")
        if not one or not other or (alike and one[2] < len(left.tokens)):
            continue
        before, after = ([t.text for t in reading.tokens] for reading in (left, right))
        mine, yours = [*before[: one[1]], *before[one[2] :]], after[other[2] :]
        degrees = _DEGREES.intersection([*mine, *yours, *by.split()[:1]])
        whether = None if alike else ("before", "after") if " " in by else ("yes", "no")
        single = _ASKING.isdisjoint([*mine[1:], *yours]) and "that" not in mine
        asking = before[0] in AUXILIARIES if whether else single
        if len(degrees) == 1 and asking and set(after[: other[1]]) <= ARTICLES | _BESIDE:
            mine, yours = ([w for w in words if w not in _FRAME | degrees] for words in (mine, yours))
            asked = (mine, yours or mine) if whether else (mine + yours, mine + yours)
            names = " ".join(before[one[1] : one[2]]), " ".join(after[other[1] : other[2]])
            sides = _Side(names[0], one[0], asked[0]), _Side(names[1], other[0], asked[1])
            return _Two(sides, min(degrees), whether)
    return None


def _named(reading: Reading) -> tuple[frozenset[str], int, int] | None:
    """The one thing that some words name, and from where to where it stands, with the land that it is said to be of."""
    named = [m for m in reading.mentions if not (m.soft or m.shared)]
    things = [m for m in named if not m.land]
    if len(things) != 1:
        return None
    ids, start, end = things[0].ids, things[0].start, things[0].end
    for land in named:
        if land.end == start:
            start = land.start
        elif land.start > end and {t.text for t in reading.tokens[end : land.start]} <= {"of", "in", "the"}:
            end = land.end
    return ids, start, end


def _dates(resolver: Resolver, ordering: Ordering, side: _Side) -> _Told | None:
    """The first day on which what is asked of a thing was so; of all that has a day, where only its age is asked."""
    meant: frozenset[str] = frozenset()
    if set(side.asked) <= _COME:
        facts = [f for i in side.ids for f in resolver.index.facts_of(i) if not (f.denied or f.object.id)]
    else:
        asked = " ".join(["when was", side.name, *side.asked])
        found, reading = ordering.dated(asked), resolver.read(asked)
        facts = list(found[1].facts) if found else [f for f in resolver.single(asked).facts if f.when]
        meant = reading.asked.union(*(reading.properties[i] for i in reading.content))
        facts = [f for f in facts if f.property in meant and not side.ids.isdisjoint({f.subject.id, f.object.id})]
    told: dict[str, StatedFact] = {}
    bounds: dict[str, tuple[float, float]] = {}
    for fact in facts:
        if day := told_day(fact):
            first, last = edtf.reach(day)
            days = (first or last or date.min).toordinal(), (last or first or date.max).toordinal()
            measure = "" if meant else fact.property
            if measure not in told or days < bounds[measure]:
                told[measure], bounds[measure] = fact, days
    return _Told(min(side.ids), told, bounds) if told else None


def _amounts(resolver: Resolver, side: _Side, many: bool) -> _Told | None:
    """How many of what is asked for a thing has, or else how much at most."""
    noun = " ".join(w for w in side.asked if w not in _BESIDE)
    most = "" if {"minimum", "maximum"}.intersection(noun.split()) else "maximum "
    counted = [f"how many {noun} does {side.name} have"] if many else []
    for asked in [*counted, f"what is the {most}{noun} under {side.name}"] if noun else []:
        answer = resolver.single(asked)
        told: dict[str, StatedFact] = {}
        for fact in answer.facts if answer.status == "answered" and not answer.unsaid else ():
            if re.fullmatch(r"\d+(\.\d+)?", fact.object.text):
                unit, of = fact.one("unit"), fact.one("of")
                measure = unit.text.partition(" per ")[0] if unit else of.text if of else ""
                told[measure] = max(told.get(measure, fact), fact, key=lambda f: float(f.object.text))
        if told:
            bounds = {measure: (float(fact.object.text),) * 2 for measure, fact in told.items()}
            return _Told(min(side.ids), told, bounds)
    return None


def _item(resolver: Resolver, told: _Told, measures: list[str]) -> Item:
    """A thing with what is told of it in some measures."""
    facts = sorted((told.facts[m] for m in measures), key=lambda f: f.place)[:_SHOWN]
    said = [date_in_words(told_day(f) or "") or f.object_text for f in facts]
    labels = [f"{f.label} " if len(measures) > 1 and told_day(f) else "" for f in facts]
    shown = ", ".join(label + text for label, text in zip(labels, said, strict=True))
    aliases = resolver.respond.speaker.aliases(told.id)
    modality = facts[0].modality
    return Item(resolver.things.name(told.id), told.id, aliases, shown, modality, sentences(facts), tuple(facts))


def _less(one: _Told, other: _Told) -> bool | None:
    """Whether the one is less than the other, or before it; None where that is not told, or they are the same."""
    found: set[bool | None] = set()
    for measure in one.bounds.keys() & other.bounds.keys():
        (low, high), (least, most) = one.bounds[measure], other.bounds[measure]
        found.add(True if high < least else False if most < low else None)
    return found.pop() if len(found) == 1 else None
