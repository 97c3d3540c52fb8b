"""A fact as it can be found: the things in it, the words in it, and the places where an answer can stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar

from ..facts import Cited, StatedFact, Value

Packed = tuple[Any, ...]
_Kind = TypeVar("_Kind", bound=tuple[Any, ...])
_NONE: frozenset[str] = frozenset()


class Slot(NamedTuple):
    """One place in a fact: `name` is subject, object or a qualifier; `classes` are those of the thing in it,
    `names` the other things whose names stand in its own."""

    name: str
    value: Value
    classes: frozenset[str]
    words: frozenset[str]
    names: frozenset[str] = frozenset()


class Profile:
    """A fact with its slots. `near` maps things that are not in the fact but around it to how they are reached."""

    def __init__(
        self,
        fact: StatedFact,
        slots: Callable[[], list[Slot]],
        near: dict[str, tuple[str, float]],
        phrase_words: frozenset[str],
        mentioned: Callable[[], list[Slot]],
    ) -> None:
        self.fact, self.near, self.phrase_words = fact, near, phrase_words
        self._slots, self._mentioned = slots, mentioned  # each made when it is first asked: of many facts it never is

    @cached_property
    def slots(self) -> list[Slot]:
        """The places where an answer can stand."""
        return self._slots()

    @cached_property
    def mentioned(self) -> list[Slot]:
        """A slot for each of the things whose names stand in what it says."""
        return self._mentioned()

    def direct(self, id_: str) -> list[str]:
        """The slots in which a thing stands."""
        return [s.name for s in self.slots if s.value.id == id_]

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of all words in its slots."""
        return frozenset().union(*(s.words for s in self.slots))

    @property
    def touched(self) -> set[str]:
        """The things in it and around it, those whose names it has, and its sources."""
        named = {i for s in self.slots for i in (*s.names, s.value.id) if i}
        return named | self.near.keys() | {c.source for c in self.fact.citations}


def pack(profile: Profile, kind: Callable[[str], str]) -> Packed:
    """A profile as plain texts and numbers, which are small and quickly read; a class stands for all above it."""
    fact = profile.fact
    slots = [
        (s.name, *_pair(s.value), kind(s.value.id) if s.value.id else next(iter(s.classes)), s.words, s.names)
        for s in profile.slots
    ]
    mentioned = [(s.value.text, s.value.id, kind(s.value.id or "")) for s in profile.mentioned]
    return (
        fact.id, _pair(fact.subject), fact.property, fact.label, _pair(fact.object), fact.modality, fact.denied,
        {name: [_pair(v) for v in values] for name, values in fact.qualifiers.items()},
        fact.when, fact.from_, fact.until, fact.disputed, fact.derived, fact.dated, fact.based_on,
        [(c.source, c.title, c.at, c.url) for c in fact.citations],
        fact.valid_from and fact.valid_from.isoformat(), fact.valid_until and fact.valid_until.isoformat(),
        slots, profile.near, mentioned,
    )  # fmt: skip


def _maker(kind: type[_Kind]) -> Callable[[tuple[Any, ...]], _Kind]:
    """Makes named tuples of plain ones, in a third of the time in which they would make themselves."""
    return partial(tuple.__new__, kind)


_value, _cited, _slot, _fact = _maker(Value), _maker(Cited), _maker(Slot), _maker(StatedFact)


def _pair(value: Value) -> tuple[str, str | None]:
    return value.text, value.id


class Unpacking:
    """Makes profiles of what `pack` made, as they stand on a day."""

    def __init__(
        self,
        ancestors: Callable[[str], frozenset[str]],
        labels: dict[str, str],
        phrase_words: dict[str, frozenset[str]],
        as_of: date,
    ) -> None:
        self.ancestors, self.labels, self.phrase_words, self.day = ancestors, labels, phrase_words, as_of

    def __call__(self, packed: Packed) -> Profile:
        """The profile."""
        (
            id_, subject, property_, label, object_, modality, denied, qualifiers, when, from_, until, disputed,
            derived, dated, based_on, citations, first, last, slots, near, mentioned,
        ) = packed  # fmt: skip
        starts = date.fromisoformat(first) if first else None
        ends = date.fromisoformat(last) if last else None
        fact = _fact((
            id_, _value(subject), property_, label, _value(object_), modality, denied,
            {name: tuple(map(_value, values)) for name, values in qualifiers.items()}, self.labels,
            when, from_, until, disputed, derived, dated, based_on, tuple(map(_cited, citations)), starts, ends,
            (not starts or starts <= self.day) and (not ends or ends >= self.day),
        ))  # fmt: skip
        return Profile(
            fact,
            lambda: [
                _slot((n, _value((t, i)), self.ancestors(k) if i else frozenset({k}), w, m))
                for n, t, i, k, w, m in slots
            ],
            near,
            self.phrase_words[property_],
            lambda: [_slot(("mentioned", _value((t, i)), self.ancestors(k), _NONE, _NONE)) for t, i, k in mentioned],
        )


def value_of(fact: StatedFact, slot: str) -> list[Value]:
    """What stands in a slot of a fact."""
    if slot == "subject":
        return [fact.subject]
    if slot == "object":
        return [fact.object]
    if slot == "time":
        return [Value(fact.when or fact.from_ or fact.until or "")]
    if slot == "until":
        return [Value(fact.until or "")]
    return list(fact.qualifiers.get(slot, ()))


def lasting_by(fact: StatedFact) -> tuple[str, str]:
    """What facts that follow one another in time have in common: whose they are and the relation; these and the law."""
    whose = f"{fact.subject.id} {fact.property}"
    return whose, " ".join([whose, *(law.id or law.text for law in laws(fact))])


def laws(fact: StatedFact) -> Sequence[Value]:
    """The laws under which a fact is so."""
    return [fact.object] if fact.derived else fact.qualifiers.get("under", ())
