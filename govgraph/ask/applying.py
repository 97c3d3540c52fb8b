"""What applies on a day, and what has yet to: worked out from the days from which it does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .. import edtf
from ..facts import StatedFact
from .answer import Answer, Item
from .lexicon import STOP
from .pattern import these
from .reading import Reading
from .regex import Regex
from .say import plain, sentences
from .things import is_jurisdiction, jurisdiction

if TYPE_CHECKING:
    from .respond import Responder

_PARTS = r"(?:parts?|provisions?|rules?|chapters?|sections?|articles?|bits?|pieces?|obligations?|requirements?|duties)"
_APPLYING = Regex(  # "which parts of the act applied on 1 March 2025", "what does not yet apply under it"
    rf"^(?:what|which {_PARTS})(?: else)?(?: (?:of|in|under|from) (?P<of>.+?))?"
    r"(?: (?:do|does|did|is|are|was|were|has|have|had|will))?(?P<no> not| yet to| still to)?(?: be)?"
    r"(?: (?:yet|already|still|now|currently))?(?: been| only)?"
    r" (?:appl(?:y|ies|ied)|applicable|applying|in application|started to apply|taken effect|t(?:ake|akes|ook) effect|"
    r"start(?:s|ed)? (?:to apply|applying)|kick(?:s|ed)? in|bec(?:ome|omes|ame) applicable)"
    r"(?: (?:under|in|of) (?P<under>.+?))?(?: (?:yet|already|now|today|currently|by then))?"
    r"(?: (?P<how>on|in|by|at|as of|as at|since|from)(?: the)? (?P<day>[\w ]*\d{4}[\w ]*))?$",
    needs=("apply", "applies", "applied", "applicable", "applying", "application", "effect", "kick"),
)


def applying(respond: Responder, reading: Reading) -> Answer | None:
    """What of the laws or lands that are named applies on a day, from a day on, or not yet; None where something else
    is asked, or nothing such is told."""
    asked = _APPLYING.search(reading.text) if reading.kind in ("what", "place", "provenance") else None
    if asked is None or bool(asked["of"]) == bool(asked["under"]) or bool(asked["day"]) != bool(reading.dates):
        return None
    ids = {i for m in reading.mentions for i in m.ids}
    whole = all(is_jurisdiction(i) or respond.things.is_a(i, "Instrument") for i in ids)
    said = {word for m in reading.mentions for word in m.text.split()}
    if not ids or not whole or not {w for w in (asked["of"] or asked["under"]).split() if w not in STOP} <= said:
        return None
    from_then = reading.dates[0] if asked["how"] in ("since", "from") else ""
    named = edtf.bounds(reading.dates[0])[1] if asked["day"] and not from_then else None
    day = named or respond.graph.as_of_date
    told = _told(respond, ids, day)
    found = [f for f in told if _fits(f, from_then, day, bool(asked["no"]))]
    if not told or (from_then and not found):
        return None
    when = f"{'since' if from_then else 'on'} {edtf.in_words(from_then or day.isoformat())}"
    does, applies = ("did", "applied") if day < respond.graph.as_of_date else ("does", "applies")
    shown = f"what {does} not yet apply {when}" if asked["no"] else f"what {applies} {when}"
    if not found:
        text = f"Nothing that is recorded of it {applies} {when}. {sentences(told)}"
        return respond.make(reading.question, "denied", text, shown, these(told), [], _items(respond, told))
    items = _items(respond, found)
    dated = [i._replace(name=f"{i.name} (from {i.value})", value=None) for i in items]
    text = f"{shown[0].upper()}{shown[1:]}: {plain(dated, 20)}."
    return respond.make(reading.question, "answered", text, shown, these(found), items, [], reading)


def _told(respond: Responder, ids: set[str], day: date) -> list[StatedFact]:
    """The facts, as they are on a day, that tell from when the laws that are named, or those of a land, apply."""
    told = (profile.fact for profile in respond.index.of_relation("appliesFrom"))
    ours = (
        f for f in told if {f.subject.id, (f.subject.id or "").split("#")[0], jurisdiction(f.subject.id or "")} & ids
    )
    return [f for f in ours if f.holds_on(day) and f.modality == "asserted" and not f.denied]


def _fits(fact: StatedFact, since: str, day: date, not_yet: bool) -> bool:
    """Whether what a fact tells of applies from a day that is named, or by that day, or only after it."""
    first = edtf.reach(fact.object.text)[0]
    if first is None:
        return False
    if since:
        return edtf.bounds(since)[0] == first or fact.object.text.startswith(since)
    return first > day if not_yet else first <= day


def _items(respond: Responder, facts: list[StatedFact]) -> list[Item]:
    """What applies, the first first: the parts that facts tell of, or else whole things."""
    found: dict[tuple[str, str, str | None], list[StatedFact]] = {}
    for fact in sorted(facts, key=lambda f: (f.object.text, f.subject.text)):
        scope, id_ = fact.one("scope"), fact.subject.id or ""
        name = respond.things.name(id_.split("#")[0] if scope else id_)
        name = f"{scope.text} ({name})" if scope else name
        found.setdefault((fact.object.text, name, None if scope else id_), []).append(fact)
    return [
        Item(name, id_, value=edtf.in_words(day), role=told[0].sentence, facts=tuple(told))
        for (day, name, id_), told in found.items()
    ]
