"""Questions about where instruments stand on a day: in force or not yet, repealed, replaced; worked out from dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .. import edtf
from ..facts import StatedFact, Status
from .answer import Answer, Item
from .lexicon import stem
from .reading import Reading
from .regex import Regex
from .say import plain, sentences
from .things import is_jurisdiction, jurisdiction

if TYPE_CHECKING:
    from .respond import Responder

_PARTS = frozenset(  # as written: a stem that is worked out on the way in costs every question a tenth of its time
    "part parts rest chapter chapters provision provisions title titles annex annexes duties duty rules rule".split()
)
_NOW = Regex(
    r"\b(still|now|currently|today|already|yet|at present)\b",
    needs=("still", "now", "currently", "today", "already", "yet", "at present"),
)
_FORCE = Regex(r"\b(in|into) force\b|\b(take|takes|taken|took) effect\b", needs=("force", "effect"))
_FATE = Regex(  # "what became of the bill"
    r"\b(?:status of|fate of|bec[ao]mes? of|happen(?:s|ed)? (?:to|with)|where (?:do|does) .* stand)\b",
    needs=("status of", "fate of", "me of", "mes of", "happen", "stand"),
)


def standing(respond: Responder, reading: Reading) -> Answer | None:
    """Yes or no about one instrument's status, that status itself, or the instruments of the kind asked for that have
    the one that is named; else None."""
    if reading.kind in ("what", "place") and _FATE.search(reading.text):
        return _fate(respond, reading, _day(reading) or respond.graph.as_of_date)
    asked = _asked(respond, reading)
    if asked is None:
        return None
    listing = reading.kind in ("what", "who") and reading.wanted_at >= 0 and "Instrument" in _families(respond, reading)
    if reading.kind != "yes_no" and not listing:
        return None
    day = _day(reading) or respond.graph.as_of_date
    return (_list if listing else _verdict)(respond, reading, asked, day)


def _asked(respond: Responder, reading: Reading) -> str | None:
    """The code of the status that the question's words name: "in force", "repealed"."""
    codes = respond.index.statuses
    told = [reading.tokens[i] for i in reading.content if i > reading.wanted_at or reading.wanted_at < 0]
    if any(token.text in _PARTS for token in told):
        return None  # "is its main part in force" is told by its dates
    left = frozenset(token.stem for token in told) - {stem(now[0]) for now in _NOW.finditer(reading.text)}
    exact = [code for words, code in codes.items() if words == left]
    if exact or not left or not _FORCE.search(reading.text):
        return exact[0] if exact else None
    return codes.get(frozenset({stem("force")}))


def _day(reading: Reading) -> date | None:
    """The first day of the date named."""
    named = sorted((d for d in reading.dates if d[:2] == "20"), key=len, reverse=True)
    return edtf.bounds(named[0])[1] if named else None


def _families(respond: Responder, reading: Reading) -> set[str]:
    return {a for kind in reading.wanted for a in respond.index.vocabulary.ancestors(kind)}


def _fits(respond: Responder, id_: str, status: Status, asked: str) -> bool:
    """Whether a status is the one asked for; what was adopted and needs no entry into force counts as in force."""
    if asked == "in-force" and status.code == "adopted":
        return not {"Statute", "Treaty", "Decree"} & respond.things.kinds(id_)
    return status.code == asked or (asked == "in-force" and status.code == "partly-in-force")


def _since(status: Status) -> str:
    """A status in words, with the day since which it is so, if that is told."""
    return f"{status.label} since {edtf.in_words(status.since)}" if status.since else status.label


def _facts(respond: Responder, status: Status) -> tuple[StatedFact, ...]:
    return tuple(respond.index.by_id([status.fact])) if status.fact else ()


def _reported(respond: Responder, id_: str, status: Status, day: date) -> list[StatedFact]:
    """What a source says of where it stands, and still holds or is later than its status: "stayed", "vetoed"."""
    since = edtf.reach(status.since)[0] if status.since else None
    told = [f for f in respond.index.facts_of(id_, ["statedStatus"]) if f.holds]
    dated = [(edtf.reach(f.when or f.from_ or "")[0], f) for f in told if (f.when or f.from_) and not f.denied]
    return [f for first, f in dated if first and first <= day and (f.from_ or since is None or first > since)]


def _verdict(respond: Responder, reading: Reading, asked: str, day: date) -> Answer | None:
    instruments = [m for m in reading.mentions if "Instrument" in respond.terms.ancestors(m)]
    if not instruments:
        return respond.silent(reading)  # what is in force is a text, and none was recognised
    if len(instruments) != 1 or len(instruments[0].ids) != 1:
        return None
    id_ = next(iter(instruments[0].ids))
    kinds = respond.things.kinds(id_)
    called = [reading.classes[i] for i in reading.content if reading.classes[i]]
    if called and not (kinds | {"Statute"} if "Bill" in kinds else kinds) & called[-1]:
        return None  # "is the guideline law": asks for its force, not for its day
    status = respond.index.status(id_, day)
    if status is None:
        return None
    name, said = respond.things.name(id_), "yes" if _fits(respond, id_, status, asked) else "no"
    text = f"{said.capitalize()}. {name} is {_since(status)}, as things stand on {edtf.in_words(day.isoformat())}."
    later = _reported(respond, id_, status, day)
    text += " " + sentences(later) if later else ""
    item = Item(said, value=said, role=f"{name}: {_since(status)}", facts=(*_facts(respond, status), *later))
    shown = f"yes or no: the status of {name} on {day}"
    return respond.make(
        reading.question, "answered" if said == "yes" else "denied", text, shown, None, [item], [], reading
    )


def _fate(respond: Responder, reading: Reading, day: date) -> Answer | None:
    """Where the one instrument that is named stands; None where none is, or nothing tells it."""
    ids = [m.ids for m in reading.mentions if "Instrument" in respond.terms.ancestors(m)]
    if len(ids) != 1 or len(ids[0]) != 1 or len(reading.mentions) > 1:
        return None
    id_ = next(iter(ids[0]))
    status = respond.index.status(id_, day)
    if status is None or not status.fact:
        return None
    name, later = respond.things.name(id_), _reported(respond, id_, status, day)
    where = _since(status)
    text = f"{name} is {where}, as things stand on {edtf.in_words(day.isoformat())}. {sentences(later)}".rstrip()
    items = [Item(where, value=where, role=name, facts=_facts(respond, status))]
    items += [Item(f.object_text, value=f.object_text, role=name, facts=(f,)) for f in later]
    shown = f"the status of {name} on {day}"
    return respond.make(reading.question, "answered", text, shown, None, items, [], reading)


def _list(respond: Responder, reading: Reading, asked: str, day: date) -> Answer | None:
    lands = {i for m in reading.mentions for i in m.ids if is_jurisdiction(i)}
    if any(not is_jurisdiction(i) for m in reading.mentions for i in m.ids):
        return None
    items = []
    for id_, status in sorted(respond.index.standing(day).items(), key=lambda pair: respond.things.name(pair[0])):
        kinds = respond.things.kinds(id_)
        if _fits(respond, id_, status, asked) and kinds & reading.wanted and (not lands or jurisdiction(id_) in lands):
            name, aliases, told = respond.things.name(id_), respond.speaker.aliases(id_), _facts(respond, status)
            items.append(Item(name, id_, aliases, None, "asserted", _since(status), told))
    if not items:
        return None
    text = f"On {edtf.in_words(day.isoformat())}: {plain(items)}."
    shown = f"instruments that are {asked.replace('-', ' ')} on {day}"
    return respond.make(reading.question, "answered", text, shown, None, items, [], reading)
