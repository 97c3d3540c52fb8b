"""Things of a class, and by which facts they stand under another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..errors import GovgraphError, UnknownName
from ..facts import StatedFact, Value
from ..graph import KnowledgeGraph, fold
from ..queries import named
from ..vocabulary import FACT, NS, Vocabulary, entity_id, nearest
from .once import once
from .status import UNKNOWN, Status, status_code, statuses
from .table import Table, View
from .wording import Footnotes, addresses, mark, marked, places

_PLACES = ("thing", "jurisdiction", "whole")


@dataclass(frozen=True)
class Item:
    """A thing of the class; `ties` are the facts by which it stands under what was asked for.

    `who` are those who have the duty, power or right that it is, or fall under it, as far as anything says so.
    """

    id: str
    name: str
    type: str
    jurisdiction: Value | None
    whole: Value | None
    status: Status | None
    ties: tuple[StatedFact, ...] = ()
    denied_by: tuple[StatedFact, ...] = ()
    who: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Listed(View):
    """The things that were asked for, in the order of their names."""

    as_of: date
    classes: tuple[str, ...]
    under: Value | None
    items: tuple[Item, ...]

    def table(self) -> Table:
        """A row for each thing, or for each fact by which one stands under what was asked for."""
        columns = ("name", "type", "jurisdiction", "status", "mark", "by", "source", "id", "fact", "who", "url")
        return Table(columns, tuple(row for item in self.items for row in self._rows(item)))

    def blocks(self) -> list[str | Table]:
        """The things as a table; under another thing, each with the facts by which it stands there, and the sources."""
        what = " or ".join(self.classes) + (f" under {self.under.text}" if self.under else "")
        if not self.items:
            return [f"Not stated: the graph holds no such {what}."]
        if not self.under:
            return [self.table()]
        notes = Footnotes()
        blocks: list[str | Table] = ["\n".join(self._lines(item, notes)) for item in self.items]
        return [*blocks, str(notes)]

    def _rows(self, item: Item) -> Iterator[tuple[str, ...]]:
        where = item.jurisdiction.text if item.jurisdiction else ""
        who = ", ".join(value.text for value in item.who)
        head = (item.name, item.type, where, item.status.label if item.status else "")
        facts = item.denied_by or item.ties
        for fact in facts:
            yield (*head, mark(fact, self.as_of), fact.clause, places([fact]), item.id, fact.id, who, addresses([fact]))
        if not facts:
            within = f"belongs to {item.whole.text}" if self.under and item.whole else ""
            yield (*head, "", within, "", item.id, "", who, "")

    def _lines(self, item: Item, notes: Footnotes) -> Iterator[str]:
        about = [item.type]
        about += [item.jurisdiction.text] if item.jurisdiction else []
        about += [f"status {item.status.label}"] if item.status else []
        yield f"{item.name} ({', '.join(about)}) {item.id}"
        for fact in item.denied_by or item.ties:
            yield f"  {marked(fact, fact.clause, self.as_of)} {notes(fact.citations)}"
        if not (item.denied_by or item.ties) and item.whole:
            yield f"  belongs to {item.whole.text}"


def list_things(
    kg: KnowledgeGraph,
    kind: str,
    *,
    under: str | None = None,
    jurisdiction: str | None = None,
    status: str | None = None,
) -> Listed:
    """The things of a class — given by its name, its label or a phrase, singular or plural — and of its subclasses.

    `under` keeps what acts or has duties under a thing, is named under it in a fact, or is part of it; `jurisdiction`
    what belongs to one; `status` the instruments that have it. Raises UnknownName for any of the names, GovgraphError
    where a status is asked of what has none.

    >>> import govgraph
    >>> kg = govgraph.load(as_of="2025-10-09")
    >>> [item.name for item in list_things(kg, "laws", jurisdiction="Japan", status="in force").items]
    ['AI Promotion Act']
    """
    wanted = classes(kg.vocabulary, kind)
    whole = kg.resolve(under) if under else None
    place = jurisdiction_id(kg, jurisdiction) if jurisdiction else None
    code = status_code(kg, status) if status else None
    ties = _ties(kg, whole) if whole else {}
    denied = refused(kg)
    known = statuses(kg)
    if code and not any(kg.vocabulary.is_a(c, "Instrument") or kg.vocabulary.is_a("Instrument", c) for c in wanted):
        raise GovgraphError(f"only instruments have a status, and {kind!r} names none")
    items = []
    for row in kg.query(named()["things"]):
        id_, of, within = (entity_id(row[key].value) if row[key] else None for key in _PLACES)
        name = row["class"].value.removeprefix(NS)
        stands = known.get(id_ or "", UNKNOWN) if kg.vocabulary.is_a(name, "Instrument") else None
        if (
            id_ is None
            or not any(kg.vocabulary.is_a(name, c) for c in wanted)
            or (whole and id_ not in ties)
            or (place and of != place)
            or (code and (stands is None or stands.code != code))
        ):
            continue
        label = kg.vocabulary.classes[name].label
        where, within_ = (Value(kg.names[i], i) if i else None for i in (of, within))
        who = addressees(kg).get(id_, ()) if kg.vocabulary.is_a(name, "Norm") else ()
        facts = (ties.get(id_, ()), denied.get(id_, ()))
        items.append(Item(id_, kg.names[id_], label, where, within_, stands, *facts, who))
    items.sort(key=lambda item: (item.name, item.id))
    labels = tuple(kg.vocabulary.classes[c].label for c in wanted)
    return Listed(kg.as_of_date, labels, Value(kg.names[whole], whole) if whole else None, tuple(items))


def classes(vocabulary: Vocabulary, text: str) -> list[str]:
    """The classes that a text names: by name or label, else by phrase, where several may share one.

    Raises UnknownName with the nearest.

    >>> from govgraph.vocabulary import load_vocabulary
    >>> classes(load_vocabulary(), "guidelines"), classes(load_vocabulary(), "international organisations")
    (['Guideline'], ['InternationalOrganization'])
    """
    from Stemmer import Stemmer

    stem = Stemmer("english").stemWords

    def key(words: str) -> str:
        return " ".join(stem(fold(words).split()))

    wanted = key(text)
    known = vocabulary.classes.values()
    exact = [c.name for c in known if wanted in (key(c.name), key(c.label))]
    found = exact or [c.name for c in known if wanted in map(key, c.phrases)]
    if not found:
        words = {word: c for c in known for word in (c.label, *c.phrases)}
        near = nearest(fold(text), words)
        raise UnknownName(text, [(words[near].name, near)] if near else [], kind="class")
    return [c for c in found if not any(c != d and vocabulary.is_a(c, d) for d in found)]


def jurisdiction_id(kg: KnowledgeGraph, name: str) -> str:
    """The id of a jurisdiction by id, name or alias; raises UnknownName also for what is none."""
    try:
        id_ = kg.resolve(name)
    except UnknownName as error:
        lands = {label: i for i, label in kg.names.items() if kg.kind(i) == "Jurisdiction"}
        near = [(i, label) for i, label in error.nearest if kg.kind(i) == "Jurisdiction"]
        near = near or [(lands[label], label) for label in [nearest(name, lands)] if label]
        raise UnknownName(name, near, kind="jurisdiction") from None
    thing = kg.entity(id_)
    if thing.type != "Jurisdiction":
        home = thing.jurisdiction
        raise UnknownName(name, [(home.id or "", home.text)] if home else [], kind="jurisdiction")
    return id_


def _ties(kg: KnowledgeGraph, whole: str) -> dict[str, tuple[StatedFact, ...]]:
    """What stands under a thing, with the facts that say so; those that follow by rule where no other does."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in kg.query(named()["under"]):
        id_ = entity_id(row["thing"].value)
        if id_ and entity_id(row["whole"].value) == whole:
            found[id_] |= {row["fact"].value.removeprefix(FACT)} if row["fact"] else set()
    facts = {fact.id: fact for fact in kg.facts()}
    ties = {}
    for id_, ids in found.items():
        mine = sorted((facts[i] for i in ids), key=lambda fact: fact.place)
        by_rule = {i: facts[i] for tie in mine for i in (tie.id, *tie.based_on)}
        ties[id_] = tuple([fact for fact in mine if not fact.derived] or by_rule.values())
    return ties


@once
def refused(kg: KnowledgeGraph) -> dict[str, tuple[StatedFact, ...]]:
    """The things that sources only deny, with the facts by which they do."""
    ids = {entity_id(row["thing"].value) for row in kg.query(named()["only-denied"])}
    found: dict[str, tuple[StatedFact, ...]] = {}
    for fact in kg.facts("?fact gov:denied true"):
        if fact.object.id and fact.object.id in ids:
            found[fact.object.id] = (*found.get(fact.object.id, ()), fact)
    return found


@once
def addressees(kg: KnowledgeGraph) -> dict[str, tuple[Value, ...]]:
    """Who has each duty, power or right, or falls under a prohibition or penalty, in the order of their names."""
    found: dict[str, list[Value]] = defaultdict(list)
    for row in kg.query(named()["addressees"]):
        id_, who = (entity_id(row[key].value) or "" for key in ("norm", "who"))
        found[id_].append(Value(kg.names[who], who))
    return {id_: tuple(sorted(values)) for id_, values in found.items()}
