"""Facts and things as the graph gives them back: every lookup, answer, picture and export is made of these."""

from __future__ import annotations

import builtins
from datetime import date
from typing import NamedTuple

from . import edtf


class Value(NamedTuple):
    """An object or qualifier: an entity's `id` with its name as `text`, or a literal's text alone."""

    text: str
    id: str | None = None


class Cited(NamedTuple):
    """Where a fact is said: the source's id, title and address, and the place in it."""

    source: str
    title: str
    at: str
    url: str | None = None


class Status(NamedTuple):
    """The status of an instrument: its code, how it is called, since when, and the fact that gives it."""

    code: str
    label: str
    since: str | None = None
    fact: str | None = None


def valid(first: date | None, last: date | None, day: date) -> bool:
    """Whether what is so from one day to another is so on a day; None where it is open."""
    return (not first or first <= day) and (not last or day <= last)


class StatedFact(NamedTuple):
    """One fact with all that belongs to it. `holds` says whether it is so on the graph's day."""

    id: str
    subject: Value
    property: str
    label: str
    object: Value
    modality: str
    denied: bool
    qualifiers: dict[str, tuple[Value, ...]]
    qualifier_labels: dict[str, str]
    when: str | None = None
    from_: str | None = None
    until: str | None = None
    disputed: bool = False
    derived: bool = False
    dated: bool = False
    based_on: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    holds: bool = True

    def __repr__(self) -> str:
        told = (f"{name}={value!r}" for name, value in self._asdict().items() if name != "qualifier_labels")
        return f"StatedFact({', '.join(told)})"

    @builtins.property
    def place(self) -> tuple[str, str, int, str, str]:
        """Where it stands in the usual order: by its subject's name, then by property, then in a list."""
        order = self.one("order")
        return self.subject.text, self.property, int(order.text) if order else 0, self.object.text, self.id

    def holds_on(self, day: date) -> bool:
        """Whether it is so on a day."""
        return valid(self.valid_from, self.valid_until, day)

    @builtins.property
    def values(self) -> tuple[Value, ...]:
        """All that it speaks of: its subject, its object, and what qualifies it."""
        return self.subject, self.object, *(value for values in self.qualifiers.values() for value in values)

    def one(self, qualifier: str) -> Value | None:
        """The first value of a qualifier, or None."""
        values = self.qualifiers.get(qualifier)
        return values[0] if values else None

    @builtins.property
    def object_text(self) -> str:
        """The object in words: a date as an English reader writes it, a number with what it counts."""
        text = self.object.text
        if self.dated:
            words = edtf.in_words(text)
            if self.label.endswith((" since", " for", " from")) or words.startswith(("by ", "since ")):
                return words.removeprefix("since ")
            return f"{'on' if words[:1].isdigit() and ' ' in words else 'in'} {words}"
        unit, of = self.one("unit"), self.one("of")
        number = f"{int(text):,} {unit.text}" if unit and text.isdigit() else f"{text} {unit.text}" if unit else text
        return f"{number} {of.text}" if of else number

    @builtins.property
    def hedge(self) -> str:
        """`not so`, `planned`, `possible`, `opinion`, or nothing for what is plainly asserted."""
        return "not so" if self.denied else "" if self.modality == "asserted" else self.modality

    @builtins.property
    def plain(self) -> bool:
        """Whether it is plainly so on the graph's day: asserted, not denied, begun and not ended."""
        return self.holds and not self.denied and self.modality == "asserted"

    @builtins.property
    def time(self) -> str:
        """When it happened or holds, in words, or nothing."""
        words = [edtf.in_words(self.when)] if self.when else []
        if self.from_:
            first = edtf.in_words(self.from_).removeprefix("since ")
            by = first.startswith("by ")  # known to have begun by then
            words.append(f"since {first.removeprefix('by ')} at the latest" if by else f"since {first}")
        words += [f"until {edtf.in_words(self.until)}"] if self.until else []
        return ", ".join(words)

    @builtins.property
    def details(self) -> str:
        """The qualifiers and the time in words: `under AI Promotion Act; in Plan phase; 2025`."""
        words = []
        for name, values in self.qualifiers.items():
            if name == "exhaustive":
                words += ["among others"] if values[0].text == "false" else []
            elif name == "provision":
                cited = {c.at for c in self.citations}
                words += [f"{self.qualifier_labels[name]} {v.text}" for v in values if v.text not in cited]
            elif name not in ("order", "of", "unit"):
                dated = name in ("deadline", "applicable")
                said = ", ".join(edtf.in_words(v.text) if dated else v.text for v in values)
                label = self.qualifier_labels.get(name, name)
                words.append(said if label == "by" and said.startswith("through ") else f"{label} {said}")
        if self.time:
            words.append(self.time)
        return "; ".join(words)

    @builtins.property
    def clause(self) -> str:
        """What the fact says, with its details after and without its hedge: to be shown beside the hedge only."""
        core = f"{self.subject.text} {self.label} {self.object_text}".replace("  ", " ")
        return core + (f" ({self.details})" if self.details else "")

    @builtins.property
    def sentence(self) -> str:
        """The fact as one sentence, with its hedge before and its details after."""
        hedge = {"": "", "not so": "The source denies it: "}.get(self.hedge, f"{self.hedge.capitalize()}: ")
        return hedge + self.clause


class Step(NamedTuple):
    """From one thing to the next: by a fact, or, without one, because the one is told within the other."""

    start: Value
    end: Value
    text: str
    fact: StatedFact | None


class Thing(NamedTuple):
    """A thing with its names and its facts: those it is the subject of, and those that speak of it."""

    id: str
    iri: str
    type: str
    type_label: str
    name: str
    names: dict[str, str]
    titles: dict[str, str]
    aliases: tuple[str, ...]
    url: str | None
    jurisdiction: Value | None
    within: Value | None
    parts: tuple[Value, ...]
    facts: tuple[StatedFact, ...]
    about: tuple[StatedFact, ...]

    @property
    def citations(self) -> tuple[Cited, ...]:
        """The places cited by its own facts, each once."""
        return tuple(dict.fromkeys(c for f in self.facts for c in f.citations))
