"""Which lands of a union: "which US states require a notice", "EU countries with a body for AI"."""

from __future__ import annotations

from .answer import Answer, Item, strongest
from .candidate import Candidate
from .index import Index
from .linker import Mention
from .pattern import these
from .reading import Reading
from .respond import Responder
from .say import plain
from .things import jurisdiction

SAID = 0.7  # of what is asked of a land at least has to be told of it
LEVEL = 0.75  # of what is told of the land of which most is told
TOLD = 3  # facts of one land at most are shown


def of_union(respond: Responder, reading: Reading) -> Answer | None:
    """The lands of the union that is named of which most is told of what is asked; None where none is asked for."""
    union = _union(reading)
    if union is None:
        return None
    asked = _of_each(reading, union)
    found: dict[str, list[Candidate]] = {}
    for candidate in respond.fitter.whole(asked):
        land = jurisdiction(candidate.fact.subject.id or "")
        if candidate.words >= SAID and not candidate.missing and _within(land, union, respond.index):
            found.setdefault(land, []).append(candidate)
    best = max((c.score for each in found.values() for c in each), default=0.0)
    told = {land: [c for c in each if c.score >= best * LEVEL][:TOLD] for land, each in found.items()}
    items = [_item(respond, land, each) for land, each in sorted(told.items()) if each]
    if not items:
        return respond.silent(reading)
    facts = [f for item in items for f in item.facts]
    shown = f"lands of {respond.called(union.ids)} of which it is told"
    text = f"Recorded of {plain(items, 12)}."
    related: list[Item] = []
    if reading.kind == "number":
        number = str(len(items))
        items, related = [Item(number, value=number, role=text, facts=items[0].facts)], items
        text = f"{number}. {text}"
    return respond.make(
        reading.question,
        "answered",
        text,
        shown,
        f"SELECT ?fact WHERE {{\n  {these(facts)}\n}}",
        items,
        related,
        reading,
    )


def _union(reading: Reading) -> Mention | None:
    """The union right beside the lands that are asked for: "US states", "states of the US"."""
    if "Jurisdiction" not in reading.wanted or reading.kind not in ("what", "number"):
        return None
    at = reading.wanted_at
    if not reading.texts[at].endswith("s"):
        return None
    before = {at, at - 1} if reading.word(at - 1) == "member" else {at}
    after = {at + 2, at + 3} if reading.word(at + 1) in ("of", "in") else set()
    beside = (m for m in reading.mentions if m.end in before or m.start in after)
    return next((m for m in beside if m.land), None)


def _of_each(reading: Reading, union: Mention) -> Reading:
    """What is asked of each land."""
    at = reading.wanted_at
    named = {at, *range(union.start, union.end)}
    tokens = tuple(
        t._replace(content=t.content and i not in named and t.text != "member") for i, t in enumerate(reading.tokens)
    )
    near = union.ids | {"intl"}  # what another land has of that name is not meant
    others = tuple(m for m in reading.mentions if m is not union and near & set(map(jurisdiction, m.ids)))
    return reading._replace(tokens=tokens, mentions=others, wanted=frozenset(), wanted_at=-1)


def _within(land: str, union: Mention, index: Index) -> bool:
    """Whether a land is one of a union's: its code (ISO 3166-2) begins with the union's, or it is told to be a part."""
    if any(land.startswith(f"{i}-") and len(land) == len(i) + len("-xx") for i in union.ids):
        return True
    return any(f.object.id in union.ids for f in index.facts_of(land, ["partOf"]))


def _item(respond: Responder, land: str, told: list[Candidate]) -> Item:
    facts = tuple({c.fact.id: c.fact for c in told}.values())
    role = "; ".join(dict.fromkeys(f.sentence for f in facts))
    return Item(respond.things.name(land), land, modality=strongest(facts), role=role, facts=facts)
