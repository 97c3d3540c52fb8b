"""What a term means: "what counts as a companion chatbot", "how does the act define it"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..facts import StatedFact
from .answer import Answer
from .linker import Mention
from .pattern import select, these
from .profile import value_of
from .reading import Reading
from .regex import Regex
from .say import sentences
from .things import jurisdiction

if TYPE_CHECKING:
    from .respond import Responder

_MEANING = Regex(
    r"(?P<outright>\b(?:means? by|meant by|meaning of|definition of|defines?)|^(?:what|whats) (?:counts?|qualif\w+) as)"
    r"(?: (?:an?|the|its))*\b|^(?:what|whats) (?:is|are)(?P<any> an?)?(?: the)?\b",
    needs=("mean", "as", "defin", "what"),
)
_DEFINED = Regex(r"\b(?:is|are) (.+?) defined\b", needs=("defined",))
_ACTING = frozenset({"Work", "Body", "Office", "Person", "Jurisdiction"})  # are known, and have no meaning


def meaning(respond: Responder, reading: Reading) -> Answer | None:
    """How an instrument defines the term asked about, or what else tells its meaning; None where that is not asked."""
    asked = _MEANING.search(reading.text) or _DEFINED.search(reading.text) if reading.kind == "what" else None
    term = _term(reading, asked) if asked else None
    if asked is None or term is None or _ACTING & respond.terms.ancestors(term):
        return None
    others = frozenset(i for m in reading.mentions if m is not term for i in m.ids)
    defined = [f for f in _about(respond, reading, term) if not others or _of(respond, f, others)]
    facts = _telling(defined, term)
    facts = [f for f in facts if f.holds] or facts
    if not facts:  # that it is defined somewhere does not tell how
        return respond.silent(reading) if any(asked.groups()) else None
    slot = _slot(facts[0])
    items = [respond.speaker.item(value_of(f, slot)[0], [f], slot) for f in facts]
    sparql = select(these(facts), slot)
    day = "" if facts[0].holds else respond.not_yet
    about = f"meaning of {respond.called(term.ids)}"
    return respond.make(reading.question, "answered", day + sentences(facts, 3), about, sparql, items, [], reading)


def _term(reading: Reading, asked: re.Match[str]) -> Mention | None:
    """The name whose meaning is asked for: right after the words that ask for it, or before "defined"."""
    if asked.re.groups == 1:
        end = reading.at(asked.end(1))
        return next((m for m in reading.mentions if m.end == end), None)
    at = reading.at(asked.end())
    bare = not reading.content and not reading.dates
    return next((m for m in reading.mentions if m.start == at), None) if asked["outright"] or bare else None


def _about(respond: Responder, reading: Reading, term: Mention) -> list[StatedFact]:
    """The facts by which a term is defined, described or circumscribed, also those that are yet to begin."""
    names = respond.terms.answers_by_kind["meaning"]
    found = respond.index.in_order(respond.index.relations(names, respond.index.touching(term.ids)))
    facts = [profile.fact for profile in found]
    timely = respond.fitter.timely
    return [f for f in facts if not f.denied and timely(f, reading._replace(later=True))]


def _telling(facts: list[StatedFact], term: Mention) -> list[StatedFact]:
    """Those that say most of what a term means: its definition, else how it is described, else what it covers."""
    own = [f for f in facts if f.subject.id in term.ids]
    defined = [f for f in facts if f.object.id in term.ids and f.one("detail")]
    first = next((f.property for f in own if f.property == "describedAs"), own[0].property if own else "")
    return defined or [f for f in own if f.property == first]


def _of(respond: Responder, fact: StatedFact, others: frozenset[str]) -> bool:
    """Whether a fact is one of what else is named: of the instrument, or of the place."""
    about = {v.id for v in (fact.subject, fact.object, *fact.qualifiers.get("under", ())) if v.id}
    whole = about | {respond.things[i].within for i in about} | set(map(jurisdiction, about))
    return bool(whole & others) or any(respond.things.linked(frozenset({i}), others) for i in about)


def _slot(fact: StatedFact) -> str:
    return "detail" if fact.property == "defines" else "object"
