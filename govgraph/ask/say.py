"""Facts -> Items and English: what each answer is called, in which role it answers, and a sentence or two on top."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .. import edtf
from ..errors import DateError
from ..facts import StatedFact, Value
from .answer import Item, strongest
from .candidate import Match
from .profile import value_of

if TYPE_CHECKING:
    from .index import Index
    from .reading import Reading


class Speaker:
    """Makes items and sentences for one graph."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def aliases(self, id_: str | None) -> tuple[str, ...]:
        """The other names of a thing."""
        return self.index.things[id_].aliases if id_ else ()

    def items(self, match: Match) -> list[Item]:
        """One item for each different thing or value in the answering slot, in the facts' own order."""
        grouped: dict[str, tuple[Value, list[StatedFact]]] = {}
        for fact in match.facts:
            for value in (v for v in self._values(fact, match) if v.text):
                grouped.setdefault(value.id or value.text, (value, []))[1].append(fact)
        self.ready(match.facts)
        return [self.item(value, facts, match.slot or "object") for value, facts in grouped.values()]

    def ready(self, facts: Iterable[StatedFact]) -> None:
        """Read what facts that follow by rule rest on, at once."""
        self.index.by_id({i for fact in facts for i in fact.based_on})

    def _values(self, fact: StatedFact, match: Match) -> list[Value]:
        if match.slot == "mentioned" and match.best.slot:
            return [match.best.slot.value]
        return value_of(fact, match.slot or "object")

    def item(self, value: Value, facts: list[StatedFact], slot: str) -> Item:
        """One answer, with its role: what the facts say around it."""
        said = [f for f in facts if not f.denied] or facts
        name = value.text
        if value.id is None and slot in ("object", "time", "until"):
            name = date_in_words(value.text) or name
            if said[0].one("of") or said[0].one("unit"):
                name = said[0].object_text
        if not self.index.tie(said[0]):
            roles = [self.role(f, slot) for f in said]
        else:
            by_id = {f.id: f for f in self.index.by_id({i for f in said for i in f.based_on})}
            roles = self.deeds([by_id[i] for f in said for i in f.based_on if i in by_id], value.id)
            said = [*said, *by_id.values()]
        roles += self._amounts(value.id)
        return Item(
            name=name,
            id=value.id,
            aliases=self.aliases(value.id),
            value=None if value.id else value.text,
            modality=strongest(f for f in facts if not f.denied) if any(not f.denied for f in facts) else "asserted",
            role="; ".join(dict.fromkeys(roles)) or None,
            facts=tuple(said),
            denied=all(f.denied for f in facts),
        )

    def _amounts(self, id_: str | None) -> list[str]:
        """How much a penalty is."""
        if not id_ or self.index.things.kind(id_) != "Penalty":
            return []
        told = self.index.facts_of(id_, ["maximumFine", "minimumFine"])
        day = self.index.graph.as_of_date
        return [f"{f.label} {f.object_text}" for f in told if not f.valid_until or f.valid_until >= day]

    def deeds(self, facts: list[StatedFact], actor: str | None) -> list[str]:
        """What somebody does, by phase and relation: `Check phase: has the function A, B`."""
        grouped: dict[tuple[str, str], list[str]] = {}
        own = [f for f in facts if f.subject.id == actor]
        if not own:
            headed = [self.role(f, "object") for f in facts if f.object.id == actor]
            others = [f for f in facts if f.object.id != actor]
            deeds = f", which is to act there: {'; '.join(self.deeds(others, others[0].subject.id))}" if others else ""
            return [", ".join(headed) + deeds]
        for fact in sorted(own, key=lambda f: (f.one("phase") is None, str(f.one("phase")), f.label, f.object.text)):
            phase = fact.one("phase")
            means = fact.one("by")
            loose = fact.modality if fact.modality in ("possible", "opinion") else ""
            force, condition = fact.one("binding"), fact.one("if")
            provisions = [v.text for v in fact.qualifiers.get("provision", ())]
            later = fact.valid_from is not None and fact.valid_from > self.index.graph.as_of_date
            hedges = [*provisions, fact.time, "not yet" if later else "", loose, force.text if force else ""]
            hedges += [f"if {condition.text}" if condition else ""]
            aside = ", ".join(hedge for hedge in hedges if hedge)
            said = fact.object_text + (f" by {means.text}" if means else "") + (f" ({aside})" if aside else "")
            key = (phase.text if phase else "", fact.label)
            if said not in grouped.setdefault(key, []):
                grouped[key].append(said)
        return [f"{phase}: {label} {', '.join(said)}".removeprefix(": ") for (phase, label), said in grouped.items()]

    def role(self, fact: StatedFact, slot: str) -> str:
        """What a fact says of the thing in one of its slots."""
        details = f" ({fact.details})" if fact.details else ""
        if slot == "subject":
            return f"{fact.label} {fact.object_text}{details}"
        inverse = self.index.vocabulary.properties[fact.property].inverse_label
        if slot == "object" and fact.object.id and inverse:
            return f"{inverse} {fact.subject.text}{details}"
        return f"{fact.subject.text} {fact.label}{details}" if slot == "object" else fact.sentence


def date_in_words(text: str) -> str | None:
    """An EDTF date in words, or None for anything else."""
    if not edtf.may_be(text):  # most texts: to be told what is wrong with each would take long
        return None
    try:
        edtf.bounds(text)
    except DateError:
        return None
    return edtf.in_words(text)


def plain(items: list[Item], limit: int = 8, joint: str = "and") -> str:
    """The items by name, hedged, in one breath."""
    names = []
    for item in items[:limit]:
        shown = (
            item.name
            if item.value is None or item.value == item.name or item.id is None
            else f"{item.name}: {item.value}"
        )
        names.append(shown + (f" ({item.modality})" if item.modality != "asserted" else ""))
    rest = f" and {len(items) - limit} more" if len(items) > limit else ""
    if len(names) > 1 and not rest:
        return f"{', '.join(names[:-1])} {joint} {names[-1]}"
    return ", ".join(names) + rest


def unsaid(reading: Reading, match: Match) -> tuple[str, ...]:
    """The words of a question for which the facts that answer it do not account."""
    return tuple(reading.tokens[i].text for i in reading.content if not match.best.says(i))


def sentences(facts: list[StatedFact], limit: int = 2) -> str:
    """The first facts as sentences; one that another tells with its day is told once."""
    told = [f for f in facts if f.time or not any(g.time and _alike(f, g) for g in facts)]
    return " ".join(f.sentence.rstrip(".") + "." for f in told[:limit])


def _alike(one: StatedFact, other: StatedFact) -> bool:
    """Whether two facts say the same but for their time."""
    what = (one.subject, one.property, one.object, one.modality, one.denied, one.qualifiers)
    return what == (other.subject, other.property, other.object, other.modality, other.denied, other.qualifiers)
