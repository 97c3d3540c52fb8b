"""How two things are connected, and in which order things happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from .. import edtf
from ..facts import StatedFact
from .answer import Answer, Item
from .linker import Mention
from .reading import Reading
from .regex import Regex
from .say import date_in_words

_WHICH = Regex(
    r"\b(?:which|what|who)\b.*\b(first|earlier|earliest|sooner|later|latest|last)\b.* or ",
    needs=("first", "earl", "sooner", "la"),
)

if TYPE_CHECKING:
    from .respond import Responder

GROUNDS = 3  # of the facts from which a step follows are told at most


def path(respond: Responder, reading: Reading) -> Answer | None:
    """The shortest telling chain of facts between the first two things named."""
    ids = [sorted(m.ids) for m in reading.mentions if not _whose(m, reading)]
    if len(ids) < 2:
        return None
    items = []
    for step in next(iter(respond.index.chains(ids[0][0], ids[1][0])), ()):
        told = [step.fact] if step.fact else []
        if step.fact:  # what ties them, not only that they are tied
            told += respond.index.by_id(step.fact.based_on)[:GROUNDS]
        modality = step.fact.modality if step.fact else "asserted"
        role = "; ".join([step.text, *(f.sentence for f in told[1:])])
        aliases = respond.speaker.aliases(step.end.id)
        items.append(Item(step.end.text, step.end.id, aliases, None, modality, role, tuple(told)))
    if not items:
        return None
    hedges = [i.modality.capitalize() + ": " if i.modality != "asserted" else "" for i in items]
    text = " ".join(h + str(i.role).rstrip(".") + "." for h, i in zip(hedges, items, strict=True))
    shown = f"path from {respond.things.name(ids[0][0])} to {respond.things.name(ids[1][0])}"
    return respond.make(reading.question, "answered", text, shown, None, items, [], reading)


def _whose(mention: Mention, reading: Reading) -> bool:
    """Whether a land is named only to say whose that is which is named behind it: "Korea's agency"."""
    behind = next((m for m in reading.mentions if m.start == mention.end), None)
    return behind is not None and mention.land and not mention.ids & behind.ids


def order(respond: Responder, reading: Reading) -> Answer | None:
    """The things named by their dates, earliest first; the words beside a name tell which of its dates is meant."""
    known, undated = dated(respond, reading)
    return told_in_order(respond, reading, known, undated) if len(known) >= 2 else None


def told_in_order(
    respond: Responder,
    reading: Reading,
    known: list[tuple[date, Item]],
    undated: list[str],
    newest: bool = False,
) -> Answer:
    """The things that have a date in order, the newest first if that is asked for, and those that have none."""
    items = [item for _, item in sorted(known, key=lambda pair: pair[0], reverse=newest)]
    text = "In order: " + ", ".join(f"{i.name} ({date_in_words(i.value or '')})" for i in items) + "."
    text += f" No date is recorded for {', '.join(undated)}." if undated else ""
    one, rest = _one_of(items, reading)
    return respond.make(reading.question, "answered", text, "in order of date", None, one, rest, reading)


def dated(respond: Responder, reading: Reading) -> tuple[list[tuple[date, Item]], list[str]]:
    """The dates of the things named, as they are named, and which have none."""
    known: list[tuple[date, Item]] = []
    undated: list[str] = []
    terms = respond.index.vocabulary
    texts = {name for name, relation in terms.properties.items() if relation.range not in terms.classes}

    def told(ids: Iterable[str], relations: Iterable[str] | None = None) -> list[StatedFact]:
        return [f for i in ids for f in respond.index.facts_of(i, relations) if not f.denied]

    for mention in reading.mentions:
        beside = range(max(mention.start - 2, 0), min(mention.end + 3, len(reading.tokens)))
        meant = {p for i in beside if not mention.start <= i < mention.end for p in reading.properties[i]}
        dates = [f for f in told(mention.ids, texts) if date_in_words(f.object.text) and not f.object.id]
        chosen = [f for f in dates if f.property in meant] or [f for f in dates if f.property in reading.asked] or dates
        acting = {"Agent", "Jurisdiction"} & respond.terms.ancestors(mention)
        if not (chosen or acting):  # "the 2016 amendment amends the act (2016)"
            chosen = [f for f in told(mention.ids) if f.when]
        if chosen:
            known.append(by_date(respond, chosen))
        elif not acting:
            undated.append(respond.called(mention.ids))
    return known, undated


def by_date(respond: Responder, facts: list[StatedFact]) -> tuple[date, Item]:
    """The first of some dates of one thing, and the thing with it."""
    fact = min(facts, key=_first)
    id_, day = fact.subject.id, told_day(fact)
    role = f"{fact.label} {date_in_words(day)}" if day == fact.object.text else fact.sentence
    return _first(fact), Item(fact.subject.text, id_, respond.speaker.aliases(id_), day, fact.modality, role, (fact,))


def _one_of(items: list[Item], reading: Reading) -> tuple[list[Item], list[Item]]:
    """The one that is asked for, and the others: "which came first, the bill or the decree"; else all of them."""
    asked = _WHICH.search(reading.text)
    if not asked:
        return items, []
    at = len(items) - 1 if asked[1].startswith("la") else 0
    return [items[at]], [*items[:at], *items[at + 1 :]]


def told_day(fact: StatedFact) -> str:
    """The date that a fact gives, or else the day on which what it tells happened; nothing if it has neither."""
    return fact.object.text if date_in_words(fact.object.text) else fact.when or ""


def _first(fact: StatedFact) -> date:
    first, last = edtf.reach(told_day(fact))
    return first or last or date.max
