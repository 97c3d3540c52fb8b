"""What one state of the facts tells otherwise than another: a View that also reads as a list for a changelog."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..facts import StatedFact, Value
from ..views.table import Table, View, plain
from ..views.wording import NOT_STATED, Footnotes, place, places
from .states import State, Told, known, state

_DATED = ("holds", "valid_from", "valid_until", "derived", "based_on", "dated")  # what depends on a day or on rules


@dataclass(frozen=True)
class Field:
    """One thing that is said otherwise: what, and its values before and after; there may be none."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        """Only what is not on both sides: `when: 2031 → 2032`."""
        was, now = ([v for v in one if v not in other] for one, other in self._sides())
        return f"{self.what}: {'; '.join(was) or NOT_STATED} → {'; '.join(now) or NOT_STATED}"

    def _sides(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        return (self.before, self.after), (self.after, self.before)


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


def changes(
    old: str,
    new: str,
    *,
    data: Path | None = None,
    ontology: Path | None = None,
    sources: Sequence[str] = (),
    told: Told = lambda _: None,
) -> Changes:
    """What two states tell otherwise, each named by a folder of facts, a release, or a git revision.

    `data` is the folder whose repository knows the revisions; `sources` narrows both states to what these say; `told`
    is called with what is being done. Raises StateError, UnknownName, and DataError for what cannot be read.
    """
    states = [state(name, data, ontology, told) for name in (old, new)]
    told("comparing")
    if sources:
        known(sources, states)
        states = [each.only_from(sources) for each in states]
    return compared(*states)


def compared(old: State, new: State) -> Changes:
    """How two states differ.

    >>> compared(State("a", (), {}), State("b", (), {})).summary()
    'nothing differs'
    """
    added, removed, changed = _facts(old.facts, new.facts)
    both = [id_ for id_ in sorted(old.things.keys() & new.things.keys()) if old.things[id_] != new.things[id_]]
    others = [_told(id_, new.things[id_], tuple(_otherwise(old.things[id_], new.things[id_]))) for id_ in both]
    renamed = tuple(thing for thing in others if any(f.what.startswith(("name", "title")) for f in thing.fields))
    return Changes(
        old.name,
        new.name,
        things_added=tuple(_told(id_, new.things[id_]) for id_ in sorted(new.things.keys() - old.things.keys())),
        things_removed=tuple(_told(id_, old.things[id_]) for id_ in sorted(old.things.keys() - new.things.keys())),
        things_renamed=renamed,
        things_changed=tuple(thing for thing in others if thing not in renamed),
        facts_added=tuple(added),
        facts_removed=tuple(removed),
        facts_changed=tuple(changed),
        names={id_: _told(id_, about).name for id_, about in (old.things | new.things).items()},
    )


def _facts(
    old: Iterable[StatedFact], new: Iterable[StatedFact]
) -> tuple[list[StatedFact], list[StatedFact], list[ChangedFact]]:
    """The facts that came, went and changed. Of several with the same core, those go together that differ least."""
    before, after = _by_core(old), _by_core(new)
    added, removed, changed = list[StatedFact](), list[StatedFact](), list[ChangedFact]()
    for core in sorted(before.keys() | after.keys()):
        was, now = before.get(core, []), after.get(core, [])
        pairs = sorted(
            ((len(fields), i, j, fields) for i, one in enumerate(was) for j, other in enumerate(now)
             for fields in [tuple(_otherwise(_about(one), _about(other)))]),
            key=lambda pair: pair[:3],
        )  # fmt: skip
        left, right = set(range(len(was))), set(range(len(now)))
        for _, i, j, fields in pairs:
            if i in left and j in right:
                left.remove(i)
                right.remove(j)
                changed += [ChangedFact(was[i], now[j], _worded(fields, was[i], now[j]))] if fields else []
        added += [now[j] for j in sorted(right)]
        removed += [was[i] for i in sorted(left)]
    return added, removed, changed


def _by_core(facts: Iterable[StatedFact]) -> dict[tuple[str, ...], list[StatedFact]]:
    found: dict[tuple[str, ...], list[StatedFact]] = defaultdict(list)
    for fact in facts:
        found[fact.subject.id or "", fact.property, *_value(fact.object)].append(fact)
    return {core: sorted(same, key=lambda fact: fact.id) for core, same in found.items()}


def _about(fact: StatedFact) -> dict[str, tuple[str, ...]]:
    """All that is said of a fact beside its core; a provision that a citation tells is not said twice."""
    about = {
        "modality": (fact.modality,),
        "denied": ("yes",) if fact.denied else (),
        "disputed": ("yes",) if fact.disputed else (),
        **{name: (text,) for name, text in (("when", fact.when), ("from", fact.from_), ("until", fact.until)) if text},
        "citations": tuple(sorted(f"{cited.source}, {cited.at}" for cited in fact.citations)),
    }
    cited = {c.at for c in fact.citations}
    for name, values in fact.qualifiers.items():
        kept = tuple(v.id or v.text for v in values if name != "provision" or v.text not in cited)
        about |= {name: kept} if kept else {}
    return about


def _otherwise(old: dict[str, tuple[str, ...]], new: dict[str, tuple[str, ...]]) -> Iterator[Field]:
    for what in dict.fromkeys((*old, *new)):
        if old.get(what, ()) != new.get(what, ()):
            yield Field(what, old.get(what, ()), new.get(what, ()))


def _worded(fields: Iterable[Field], old: StatedFact, new: StatedFact) -> tuple[Field, ...]:
    """The fields with names instead of ids, unless the names are the same."""
    made = []
    for told in fields:
        named = Field(told.what, _words(told.what, old), _words(told.what, new))
        made.append(told if named.before == named.after else named)
    return tuple(made)


def _words(what: str, fact: StatedFact) -> tuple[str, ...]:
    if what == "citations":
        return tuple(place(cited) for cited in fact.citations)
    if what in fact.qualifiers:
        return tuple(value.text for value in fact.qualifiers[what])
    return _about(fact).get(what, ())


def _value(value: Value) -> tuple[str, str]:
    return ("id", value.id) if value.id else ("text", value.text)


def _told(id_: str, about: dict[str, tuple[str, ...]], fields: tuple[Field, ...] = ()) -> ChangedThing:
    name = about.get("name (en)") or next((v for k, v in about.items() if k.startswith("name")), (id_,))
    return ChangedThing(id_, name[0], about.get("type", ("",))[0], fields)


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
    core = replace(after, qualifiers=counted, when=None, from_=None, until=None)
    if told & {"modality", "denied"}:  # which are told as changed, so they are not told as they are
        core = replace(core, modality="asserted", denied=False)
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
