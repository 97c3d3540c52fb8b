"""Who does what to whom, and with or without what, in a question as against a fact."""

from __future__ import annotations

import re
from functools import lru_cache

from ..facts import StatedFact
from .candidate import Candidate
from .index import Index
from .lexicon import stems
from .reading import Reading
from .regex import Regex
from .saying import ALIKE
from .terms import Terms
from .things import jurisdiction
from .told import agent, asks

_FORCE = Regex(  # "which binding duties", "what legally non-binding duties"
    r"\b(?:which|what) (?:legally )?(?:(non ?|not (?:legally )?)?binding|mandatory|compulsory)\b",
    needs=("binding", "mandatory", "compulsory"),
)
_AS_WHAT = Regex(r"^as what\b|\bas what$", needs=("as what",))
_ALLOWED = Regex(
    r"^(?:is|are|am|was|were)\b.*\b(?:allowed|permitted|legal|lawful|illegal|unlawful|forbidden|banned)\b",
    needs=("allowed", "permitted", "legal", "lawful", "illegal", "unlawful", "forbidden", "banned"),
)
_HAVE_TO = Regex(
    r"^(?:must|shall)\b|"
    r"^(?:do|does|did|is|are|has|have)\b.*\b(?:have to|has to|needs? to|required|obliged|mandatory|compulsory)\b",
    needs=("must", "shall", "have to", "has to", "need", "required", "obliged", "mandatory", "compulsory"),
)
_TO_DO = Regex(  # "what must an employer do", "what do employers have to do"
    r"^what (?:must|shall)\b.*\bdo\b|^what (?:do|does|did)\b.*\b(?:have|has|need|needs|required|obliged) to do\b",
    needs=("must", "shall", "to do"),
)
_NOT_TO_DO = Regex(r"\b(?:prohibited|forbidden|banned|barred) from (?:[\w-]+ ){0,5}doing\b", needs=("from",))
_DUTIES = frozenset({"Obligation", "Prohibition", "Function", "Measure", "Norm"})  # of which a relation tells
_MAY = frozenset("can could may might".split())
_ANYBODY = frozenset("i we you one anyone anybody someone somebody everyone everybody".split())
_LACKING = Regex(r"\b(?:without|no|not|un\w+)\b", re.I)


def turned(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether what is asked to do something has it done to it by a fact: "which rules does Japan apply"."""
    fact, actor = candidate.fact, reading.actors.asked
    relation = index.vocabulary.properties[fact.property]
    if actor is None or relation.inverse_label == relation.label or reading.kind not in ("what", "who"):
        return False  # "until when does the programme run" asks for nobody who runs it
    if fact.object.id not in actor.ids or actor.end not in reading.content:
        return False
    return candidate.place == agent(fact) == "subject" and fact.property in reading.properties[actor.end]


def otherwise(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether a fact turns about who does it to whom, says what may be done only, or tells of the whole."""
    fact = candidate.fact
    if fact.property == "holdsPosition" and candidate.place == "subject" and reading.texts[0] == "who":
        return True  # "who enforces it" is no land whose position is that nobody does
    if no_role(candidate, reading) or of_the_whole(fact, reading) or no_duty(fact, reading, index):
        return True
    return only_may(fact, reading, index) or _of_a_post(candidate, reading, index) or turned(candidate, reading, index)


def _of_a_post(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether somebody is asked for who holds a post that is named, and a body that has the post would answer."""
    fact, things = candidate.fact, index.things
    if candidate.place != "subject" or reading.texts[:2] not in (["who", "is"], ["who", "are"]):
        return False
    named = any(fact.object.id in m.ids for m in reading.mentions)
    return named and things.is_a(fact.object.id, "Office") and things.is_a(fact.subject.id, "Body")


def only_may(fact: StatedFact, reading: Reading, index: Index) -> bool:
    """Whether a fact says who can do what the question asks to have been done: "who was fined"."""
    if not reading.verb.happened or fact.when or fact.property in reading.noun.relations:
        return False  # it has a day, and so was done; or a power is asked for: "which power was given to it"
    if fact.label.startswith(("can ", "has the power", "has the function", "imposes")):
        return True
    duty = index.vocabulary.properties[fact.property].range == "Obligation"
    if reading.kind in ("yes_no", "who") and duty and fact.property not in reading.asked:
        return True  # "did it delay the rules" of what is to be done without delay
    return index.things.is_a(fact.subject.id, "Penalty")


def no_duty(fact: StatedFact, reading: Reading, index: Index) -> bool:
    """Whether a fact tells of nothing that somebody has to do, or not to do, where that is asked: what they may do, or
    what counts as a high risk."""
    told = index.vocabulary.properties[fact.property].range
    return (told not in _DUTIES and bool(_TO_DO.search(reading.text))) or (
        told != "Prohibition" and bool(_NOT_TO_DO.search(reading.text))
    )


def permission(reading: Reading) -> bool:
    """Whether a yes-or-no question asks if somebody may do something: "can we use it", "is it allowed"."""
    return reading.texts[0] in _MAY or bool(_ALLOWED.search(reading.text))


def no_permission(candidate: Candidate, reading: Reading, terms: Terms) -> bool:
    """Whether a fact tells nothing of whether somebody may do what is asked: that it is a high risk, that it takes
    something, unless it is to be done without that, or that an authority may, where anybody else is asked about."""
    fact = candidate.fact
    have_to = bool(_HAVE_TO.search(reading.text))
    if not (have_to or permission(reading)) or spared(candidate, reading, terms):
        return False
    verbs = () if have_to else (reading.properties[i] for i in reading.relations if i > 1)
    told = terms.answers_by_kind["must" if have_to else "may"] | next(iter(verbs), frozenset())  # "can it apply abroad"
    if fact.modality == "opinion" or fact.property not in told:
        return True
    kinds = terms.index.things.kinds(fact.subject.id or "")
    acting = "Agent" in kinds and "Jurisdiction" not in kinds
    if not acting or any(fact.subject.id in m.ids for m in reading.mentions):
        return False
    first = 2 if reading.word(1) in ("a", "an", "the", "my", "our") else 1
    noun = first in reading.content and " to be " not in reading.text  # "can a user sue"
    return reading.word(1) in _ANYBODY or (noun and reading.tokens[first].stem not in stems(fact.subject.text))


def spared(candidate: Candidate, reading: Reading, terms: Terms) -> bool:
    """Whether a fact tells of a duty without which somebody asks to do something: "may we do it without a notice"."""
    at = reading.texts.index("without") if "without" in reading.texts else len(reading.texts)
    duty = terms.index.vocabulary.properties[candidate.fact.property].range == "Obligation"
    return permission(reading) and duty and any(i > at and candidate.says(i) for i in reading.content)


def loosely(candidate: Candidate, reading: Reading) -> bool:
    """Whether the verb of whoever is asked about is met, in what another does, by no more than a word that may stand
    for it."""
    actor, fact = reading.actors.asked, candidate.fact
    if actor is None or fact.subject.id in actor.ids:
        return False
    if fact.object.id in actor.ids and candidate.place != "subject":
        return False
    return reading.actors.verb is not None and candidate.covered.get(reading.actors.verb, 0.0) <= ALIKE


def of_the_whole(fact: StatedFact, reading: Reading) -> bool:
    """Whether a fact tells of the whole of which a part is asked for: "which part of the government"."""
    return fact.subject.id in reading.noun.part_of and fact.property not in reading.noun.relations


def no_role(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact tells of nothing what it is seen, or serves, as, where that is asked: "as what is it seen"."""
    return candidate.place != "role" and not candidate.fact.label.endswith(" as") and _as_what(reading.text)


@lru_cache(1)  # is asked for each fact
def _as_what(text: str) -> bool:
    return bool(_AS_WHAT.search(text))


def only_beside(candidate: Candidate, reading: Reading) -> bool:
    """Whether what is asked to have been done to something is done beside it: "has the act been passed" is no question
    of what somebody passes under the act."""
    done_to = [candidate.covered.get(i, 1.0) for i in reading.verb.whom]
    if done_to and not candidate.fact.denied and not any(done_to):
        return True  # it is done to something else
    whom = reading.actors.patient
    direct = {s for i in (whom.ids if whom else ()) for s in candidate.profile.direct(i)}
    return bool(direct) and not direct & {"subject", "object"}


def otherwise_bound(fact: StatedFact, reading: Reading) -> bool:
    """Whether a fact binds otherwise than what is asked for: "which binding duties" asks for none of guidance."""
    asked = _FORCE.search(reading.text) if reading.wanted_at >= 0 else None
    force = fact.object if fact.property == "bindingForce" else fact.one("binding")
    if not asked or not force:
        return False
    return (force.text == "legally binding") == bool(asked[1])


def having(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact speaks of something with that which the question asks to be without: "without a consent"."""
    at = next((i for i, t in enumerate(reading.tokens) if t.text == "without"), None)
    if at is None or candidate.fact.denied or _LACKING.search(candidate.fact.sentence):
        return False
    lacked = next((reading.tokens[i].stem for i in reading.content if i > at), None)
    said = next(s.words for s in candidate.profile.slots if s.name == "object")
    return reading.kind == "yes_no" or (at < reading.aside and lacked in said)


def abroad(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact is of other lands alone than those that are named: no law of Colorado binds "Japanese firms"."""
    if not reading.places:
        return False
    fact = candidate.fact
    values = (fact.subject, fact.object, *(v for vs in fact.qualifiers.values() for v in vs))
    lands = {jurisdiction(v.id) for v in values if v.id} | set(map(jurisdiction, candidate.profile.near))
    within = {land.partition("-")[0] for land in lands}
    if fact.subject.id in {c.source for c in fact.citations}:
        return False  # what a report finds may be of any land
    return reading.places.isdisjoint(lands | within) and "intl" not in lands


def open_within(fact: StatedFact, index: Index) -> bool:
    """Whether a fact tells that something is so, where another tells which, who or what: "did it say who may"."""
    return not asks(fact) and any(map(asks, index.facts_of(fact.subject.id, [fact.property])))
