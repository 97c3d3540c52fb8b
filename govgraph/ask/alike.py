"""Yes or no about several lands at once: by the positions that each of them holds on the matter asked about."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..facts import StatedFact
from .answer import Answer, Item, Status
from .compare import by_name, cell, dimension_of, positions
from .lexicon import STOP, stem, words
from .reading import Reading
from .say import sentences

if TYPE_CHECKING:
    from .respond import Responder

_JOINT = frozenset("and in by the of both".split())
_NOT = frozenset("no not none nobody".split())


def alike(respond: Responder, reading: Reading) -> Answer | None:
    """Whether it is so in both of two lands that are joined by "and", or how it is in each; None where no position of
    either tells."""
    places = [m for m in reading.mentions if m.land]
    ids = list(dict.fromkeys(i for m in places for i in sorted(m.ids)))
    apart = [set(reading.texts[one.end : other.start]) for one, other in pairwise(places)]
    if not all("and" in there and there <= _JOINT for there in apart):
        return None
    dimension = dimension_of(respond, reading, ids, places)
    held = [_held(respond, id_, dimension) for id_ in ids] if dimension else []
    if not dimension or not all(held):
        return None
    items = [cell(respond, f) for facts in held for f in facts]
    text = f"{respond.things.name(dimension)}: " + "; ".join(f"{n}: {v}" for n, v in by_name(items).items()) + "."
    shown = f"yes or no: {respond.things.name(dimension)} in {', '.join(respond.things.name(i) for i in ids)}"
    if not {"both", "each", "all"} & set(reading.texts):
        return respond.make(reading.question, "answered", text, shown, None, items, [], reading)
    verdicts = [_verdict(respond, facts, reading) for facts in held]
    if None in verdicts:
        return None
    so = "yes" if all(verdicts) else "no"
    facts = [f for some in held for f in some]
    item = Item(so, value=so, role=sentences(facts, len(facts)), facts=tuple(facts))
    status: Status = "answered" if so == "yes" else "denied"
    return respond.make(reading.question, status, f"{so.capitalize()}. {text}", shown, None, [item], [], reading)


def _held(respond: Responder, id_: str, dimension: str) -> list[StatedFact]:
    """The positions of a land on a matter, as they hold."""
    found = positions(respond, id_, dimension)
    return [f for f in found if f.holds and not f.denied and f.modality == "asserted"]


def _verdict(respond: Responder, held: list[StatedFact], reading: Reading) -> bool | None:
    """Whether one of the positions is what is asked; None where that is not to be told."""
    asked = {reading.tokens[i].text for i in range(len(reading.tokens)) if reading.tokens[i].content}
    known = {w for text in asked for w in (stem(text), *respond.index.synonyms(stem(text)))}
    told: list[bool] = []
    for fact in held:
        label = words(fact.object.text)
        said = [stem(w) for w in label if w not in STOP]
        if any({word, other} in respond.index.lexicon.opposites for word in asked for other in label):
            told.append(False)
        elif all(s in known for s in said):
            told.append(not _NOT & set(label))
    return any(told) if told else None
