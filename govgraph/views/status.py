"""The status of instruments, worked out from dated facts for a day; the ontology says which facts give which."""

from __future__ import annotations

from datetime import date

from .. import edtf
from ..errors import UnknownName
from ..facts import Status as Status
from ..graph import KnowledgeGraph
from ..queries import named
from ..vocabulary import FACT, entity_id, nearest
from .once import once
from .wording import NOT_STATED

UNKNOWN = Status("unknown", NOT_STATED)


def statuses(kg: KnowledgeGraph, day: date | None = None) -> dict[str, Status]:
    """The status on a day (the graph's own by default) of every instrument for which dated facts give one, by id.

    >>> import govgraph
    >>> statuses(govgraph.load(as_of="2025-08-15"))["jp/ai-promotion-act"].label
    'partly in force'
    """
    on = (day or kg.as_of_date).isoformat()
    return {id_: status for id_, first, last, status in steps(kg) if first <= on <= last}


@once
def steps(kg: KnowledgeGraph) -> list[tuple[str, str, str, Status]]:
    """The steps in the life of all instruments, each with its first and last day."""
    found = []
    for row in kg.query(named()["status"]):  # the highest rank comes last, and of that the first day
        first, last, since = (row[name].value if row[name] else "" for name in ("from", "until", "date"))
        id_ = entity_id(row["instrument"].value)
        if since and row["own"].value == "true":  # what the law names may lie well after the day on which it names it
            first = max(first, (edtf.reach(since)[1] or date.max).isoformat())
        if id_:
            fact = row["fact"].value.removeprefix(FACT)
            status = Status(row["status"].value, row["label"].value, since or None, fact)
            found.append((id_, first, last or "9999", status))
    return found


def status(kg: KnowledgeGraph, entity_id: str, kind: str) -> Status | None:
    """The status of one thing of a kind; None where it is no instrument, `unknown` where nothing gives one."""
    if not kg.vocabulary.is_a(kind, "Instrument"):
        return None
    return statuses(kg).get(entity_id, UNKNOWN)


def status_to_come(kg: KnowledgeGraph, entity_id: str, now: Status) -> Status | None:
    """The next status that dated facts give an instrument after the one it has `now`, from a day that is surely yet to
    come; else None."""
    own = [(first, last, status) for id_, first, last, status in steps(kg) if id_ == entity_id and first <= last]
    for day in sorted({first for first, _, _ in own if first > kg.as_of_date.isoformat()}):
        then = [status for first, last, status in own if first <= day <= last][-1]
        if then.code != now.code:
            begins = edtf.bounds(then.since)[0] if then.since else None
            return then if begins and begins > kg.as_of_date else None
    return None


def status_code(kg: KnowledgeGraph, name: str) -> str:
    """The code of a status by its code or name; raises UnknownName with the nearest.

    >>> import govgraph
    >>> status_code(govgraph.load(), "in force")
    'in-force'
    """
    rows = kg.query("SELECT ?c ?l { ?s a gov:Status ; skos:notation ?c ; rdfs:label ?l }")
    codes: dict[str, str] = {row["c"].value: row["l"].value for row in rows} | {UNKNOWN.code: UNKNOWN.label}
    wanted = name.strip().casefold()
    code = next((c for c, label in codes.items() if wanted in (c, label)), None)
    if code is None:
        near = nearest(wanted, codes, cutoff=0)
        raise UnknownName(name, [(near, codes[near])] if near else [], kind="status")
    return code
