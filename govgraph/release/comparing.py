"""How two states of the facts are compared: facts by subject, property and object, things by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..facts import StatedFact, Value
from ..views.wording import place
from .changes import ChangedFact, ChangedThing, Changes, Field
from .states import State, Told, known, state


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
