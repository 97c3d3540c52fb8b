"""What one state of the facts tells otherwise than another: a View that also reads as a list for a changelog."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..facts import StatedFact
from ..views.table import Table, View, plain
from ..views.wording import NOT_STATED, Footnotes, places

_DATED = ("holds", "valid_from", "valid_until", "derived", "based_on", "dated")  # what depends on a day or on rules


@dataclass(frozen=True)
class Field:
    """One thing that is said otherwise: what, and its values before and after; there may be none."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        """Only what is not on both sides: `when: 2031 → 2032`."""
        was = "; ".join(value for value in self.before if value not in self.after)
        now = "; ".join(value for value in self.after if value not in self.before)
        return f"{self.what}: {was or NOT_STATED} → {now or NOT_STATED}"


@dataclass(frozen=True)
class ChangedFact:
    """A fact with the same subject, property and object that is told otherwise."""

    before: StatedFact
    after: StatedFact
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class ChangedThing:
    """A thing that is there on one side only, or of which something else is said; `name` is the newest."""

    id: str
    name: str
    kind: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Changes(View):
    """How two states differ. A thing is renamed if one of its names is another, in whatever language."""

    old: str
    new: str
    things_added: tuple[ChangedThing, ...]
    things_removed: tuple[ChangedThing, ...]
    things_renamed: tuple[ChangedThing, ...]
    things_changed: tuple[ChangedThing, ...]
    facts_added: tuple[StatedFact, ...]
    facts_removed: tuple[StatedFact, ...]
    facts_changed: tuple[ChangedFact, ...]
    names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def summary(self) -> str:
        """How many of each kind, in a line."""
        parts = [_counted("thing", self._things()), _counted("fact", self._facts())]
        return "; ".join(part for part in parts if part) or "nothing differs"

    def as_dict(self) -> Any:
        """The changes as plain data; each fact without what depends on a day."""
        return _undated(plain(self))

    def table(self) -> Table:
        """A row for each thing or fact that came or went, and for each field of what changed."""
        rows: list[tuple[str, ...]] = []
        for change, things in self._things():
            for thing in things:
                about = ("thing " + change, thing.id, thing.name)
                rows += [(*about, f.what, *_cells(f), "", "") for f in thing.fields] or [(*about, *[""] * 5)]
        for change, facts in self._facts():
            for fact in facts:
                after, fields = (fact.after, fact.fields) if isinstance(fact, ChangedFact) else (fact, ())
                about = ("fact " + change, after.subject.id or "", after.sentence)
                where = (places([after]), after.id)
                rows += [(*about, f.what, *_cells(f), *where) for f in fields] or [(*about, "", "", "", *where)]
        return Table(("change", "id", "what", "field", "before", "after", "source", "fact"), tuple(rows))

    def blocks(self) -> list[str | Table]:
        """The counts, the changes and the sources."""
        notes = Footnotes()
        rows = [(f"thing {c}", f"{_thing(t)}{_fields(t.fields)}") for c, ts in self._things() for t in ts]
        for change, facts in self._facts():
            for fact in facts:
                after = fact.after if isinstance(fact, ChangedFact) else fact
                rows.append((f"fact {change}", f"{_fact(fact)} {notes(after.citations)}"))
        said = f"From {self.old} to {self.new}: {self.summary()}."
        cited = any(facts for _, facts in self._facts())
        made: list[str | Table] = [said, Table(("change", "what"), tuple(rows)), str(notes)]
        return made if cited else made[:2] if rows else made[:1]

    def render(self, format: str) -> str:
        """As every View; as `md`, a list for a changelog: what happened to each thing, by its file."""
        return self._list() if format == "md" else super().render(format)

    def _list(self) -> str:
        entries: dict[str, list[str]] = defaultdict(list)
        for change, things in self._things():
            for thing in things:
                owner, part, _ = thing.id.partition("#")
                entries[owner].append(f"{change}{f': {_thing(thing)}' if part else ''}{_fields(thing.fields)}")
        for change, facts in self._facts():
            for fact in facts:
                after = fact.after if isinstance(fact, ChangedFact) else fact
                owner = (after.subject.id or "").partition("#")[0]
                cited = isinstance(fact, ChangedFact) and any(told.what == "citations" for told in fact.fields)
                entries[owner].append(f"{change}: {_fact(fact)}" + ("" if cited else f" ({places([after])})"))
        lines = [f"- {self.summary()[0].upper()}{self.summary()[1:]}."]
        for owner in sorted(entries):
            lines.append(f"- **{_markdown(self.names.get(owner, owner))}** (`{owner}`)")
            lines += [f"  - {_markdown(words)}" for words in entries[owner]]
        return "\n".join(lines)

    def _things(self) -> list[tuple[str, tuple[ChangedThing, ...]]]:
        return [("added", self.things_added), ("removed", self.things_removed), ("renamed", self.things_renamed),
                ("changed", self.things_changed)]  # fmt: skip

    def _facts(self) -> list[tuple[str, Sequence[StatedFact | ChangedFact]]]:
        return [("added", self.facts_added), ("removed", self.facts_removed), ("changed", self.facts_changed)]


def _counted(noun: str, groups: Sequence[tuple[str, Sequence[object]]]) -> str:
    counts = [(change, len(found)) for change, found in groups if found]
    return ", ".join(
        f"{count} {noun + ('' if count == 1 else 's') + ' ' if number == 0 else ''}{change}"
        for number, (change, count) in enumerate(counts)
    )


def _thing(thing: ChangedThing) -> str:
    return f"{thing.name} ({thing.id}), {thing.kind}"


def _fact(fact: StatedFact | ChangedFact) -> str:
    """The fact in words; of one that changed, its core and what changed."""
    if isinstance(fact, StatedFact):
        return fact.sentence
    after, told = fact.after, {field.what for field in fact.fields}
    counted = {name: values for name, values in after.qualifiers.items() if name in ("of", "unit")}
    core = after._replace(qualifiers=counted, when=None, from_=None, until=None)
    if told & {"modality", "denied"}:  # which are told as changed, so they are not told as they are
        core = core._replace(modality="asserted", denied=False)
    return core.sentence + _fields(fact.fields)


def _fields(fields: Iterable[Field]) -> str:
    said = "; ".join(map(str, fields))
    return f": {said}" if said else ""


def _cells(field: Field) -> tuple[str, str]:
    return "; ".join(field.before), "; ".join(field.after)


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", " ".join(text.split())).replace("<", "&lt;")


def _undated(made: Any) -> Any:
    if isinstance(made, dict):
        return {key: _undated(value) for key, value in made.items() if key not in _DATED}
    return [_undated(value) for value in made] if isinstance(made, list) else made
