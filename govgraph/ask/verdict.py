"""Yes or no, and how firmly: what a fact says of a question that names all of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .. import edtf
from ..facts import StatedFact
from .answer import Answer, Item
from .candidate import Candidate, Match
from .lexicon import stem, stems, words
from .reading import Reading
from .regex import Regex
from .roles import spared
from .say import sentences, unsaid

if TYPE_CHECKING:
    from .respond import Responder


def verdict(respond: Responder, reading: Reading) -> Answer:
    """yes, no because the source says so, unsettled, or not stated; for modality, how the source says it."""
    match = respond.matcher.match(reading)
    if match and match.best.fact.property == "bindingForce" and (closer := _bound_itself(respond, reading, match)):
        return told_by(respond, reading, closer)
    if match is None:
        return _closed_list(respond, reading) or _as_reported(respond, reading) or respond.silent(reading)
    return told_by(respond, reading, match)


def _bound_itself(respond: Responder, reading: Reading, match: Match) -> Match | None:
    """The duty that a question is about, which says how far it binds, where the force of its law says less of it."""
    found = respond.fitter.candidates(reading)
    own = [c for c in found if c.fact.one("binding") and not c.missing and match.best.words < LITTLE and c.words >= 1.0]
    best = next((c for c in own if respond.fitter.acceptor.enough(c, reading)), None)
    return Match.of([best.fact], None, best) if best else None


def told_by(respond: Responder, reading: Reading, match: Match) -> Answer:
    """What the facts that match say, how firmly, and what they leave unsaid."""
    return _of(respond, reading, match)._replace(unsaid=unsaid(reading, match))


def _of(respond: Responder, reading: Reading, match: Match) -> Answer:
    """What the facts that match say, and how firmly."""
    facts = match.facts
    sparql = f"ASK {{ ?fact a gov:Fact .\n  {match.pattern}\n}}"
    if reading.kind == "modality":
        return _modality(respond, reading, match)
    if match.best.fact.property in respond.terms.answers_by_kind["open"]:
        return respond.from_match(reading, match)
    said, firm = _said(respond, reading, match)
    if reading.refusing:  # that it is denied that they signed is a yes
        said = {"yes": "no", "no": "yes"}.get(said, said)
    item = Item(said, value=_VALUES.get(said), modality=match.best.fact.modality, role=match.best.fact.sentence,
                facts=tuple(facts))  # fmt: skip
    excepted = said == "yes" and _excepted(match.best, reading)
    if not firm or excepted:
        how = match.best.fact.modality
        settled = f"It was {how}, and no longer is." if respond.ended(match.best.fact) else f"It is {how}, not settled."
        settled = "That depends on an exception." if excepted else settled
        text = f"{settled} {sentences([match.best.fact])}"
        item = item._replace(name=match.best.fact.sentence)
        return respond.make(reading.question, "unsettled", text, _read(reading), sparql, [item], [], reading)
    text = f"{said.capitalize()}. {sentences([match.best.fact], 1)}"
    return respond.make(
        reading.question, "answered" if said == "yes" else "denied", text, _read(reading), sparql, [item], [], reading
    )


LITTLE = 0.8  # of what is asked of a duty says who tells the force of its law alone
_LOOSE = Regex(  # "is it voluntary"
    r"\b(?:(?:non ?|not (?:legally )?)binding|voluntary|optional|guidance)\b",
    needs=("binding", "voluntary", "optional", "guidance"),
)
_FORGONE = Regex(  # of a norm that lets something be: "Adopt no binding rules", "Not interfere"
    r"^(?:do )?(?:\w+ )?(?:no|not|never)\b(?! (?:more|later|less|longer|only|fewer))|^(?:avoid|refrain|abstain)\b",
    re.I,
    needs=("no", "never", "avoid", "ai"),
)
_FORGOING = Regex(r"\b(?:no|not|never|avoid|refrain|abstain|without)\b", needs=("no", "never", "a", "without"))
_NOT = Regex(r"\b(?:not|no|never|without)\b", needs=("not", "no", "never", "without"))
_CLAUSE = Regex(r"[,;]| but | and (?=not\b|no\b)", needs=(",", ";", " but ", " and "))
_VALUES = {"yes": "yes", "no": "no", "not yet": "no", "no longer": "no"}


def _said(respond: Responder, reading: Reading, match: Match) -> tuple[str, bool]:
    """ "yes" or "no", and whether the source is firm on it."""
    fact = match.best.fact
    if spared(match.best, reading, respond.terms):
        return ("yes" if fact.denied else "no"), True
    asked = {p for i in reading.content for p in reading.properties[i]}
    opposite = bool(respond.terms.contrary[fact.property] & asked) and fact.property not in asked
    if fact.denied:
        return ("yes" if opposite else "no"), True
    if fact.modality != "asserted":
        return "unsettled", False
    prop = respond.index.vocabulary.properties[fact.property]
    force = fact.one("binding")
    if force and any("bindingForce" in reading.properties[i] for i in reading.content):
        return _bound(force.text, reading), True
    if opposite:
        return "no", True
    contrary = respond.terms.contrary[fact.property]
    may = reading.asked_in_passing if reading.tokens[0].text in ("may", "can", "could") else frozenset()
    if contrary & may and fact.property not in asked:
        return "no", True  # "may it be used" of what is prohibited
    norm = respond.index.vocabulary.is_a(prop.range, "Norm")
    if norm and _FORGONE.match(fact.object.text) and not _FORGOING.search(reading.text):
        return "no", True
    if _otherwise(fact, reading, respond):
        return "no", True
    told = {word for value in (fact.subject, fact.object) for word in words(value.text)}
    unsaid = [reading.tokens[i].text for i in reading.content if match.best.covered.get(i, 0.0) < 0.5]
    if any({word, other} in respond.index.lexicon.opposites for word in unsaid for other in told):
        return "no", True
    if _not_so(fact, reading):
        return "no", True
    if prop.range == "Force":
        return _bound(fact.object.text, reading), True
    if prop.range == "edtf":
        return _on_the_day(fact, reading, respond), True
    if fact.valid_from and fact.valid_from > _asked_for(reading, respond):
        return "not yet", True
    past = reading.tokens[0].text in ("did", "was", "were", "had")
    if respond.ended(fact) and not past and not reading.dates:
        return "no longer", True
    return "yes", True


def _excepted(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact speaks of what is asked about in its exception alone: "must providers of open source models"."""
    slots = candidate.profile.slots
    beside = frozenset[str]().union(*(s.words for s in slots if s.name != "unless"))
    asked = {reading.tokens[i].stem for i in (*reading.content, *reading.named)}
    only = asked & frozenset[str]().union(*(s.words for s in slots if s.name == "unless")) - beside
    return len(only) > 1 and not reading.negated


def _not_so(fact: StatedFact, reading: Reading) -> bool:
    """Whether what a fact tells in words has a "not" where it speaks of what is asked: "published, and not cited"."""
    if fact.object.id or _NOT.search(reading.text):
        return False
    asked = {reading.tokens[i].stem for i in reading.content}
    clauses = _CLAUSE.split(fact.object.text)
    return bool(_NOT.search(max(clauses, key=lambda clause: len(asked.intersection(stems(clause))))))


def _otherwise(fact: StatedFact, reading: Reading, respond: Responder) -> bool:
    """Whether a fact tells that the contrary was done: whoever vetoes a bill has not signed it."""
    role = fact.one("role")
    done = {stem(w) for w in words(role.text)} if role else set()
    asked = {reading.tokens[i].stem for i in reading.content}
    return any(
        {stem(one), stem(other)} & asked and {stem(one), stem(other)} & done - asked
        for one, other in map(sorted, respond.index.lexicon.opposites)
    )


def _bound(force: str, reading: Reading) -> str:
    """Whether something binds, or, where that is asked, whether it does not: "is it voluntary"."""
    return "yes" if (force == "legally binding") != bool(_LOOSE.search(reading.text)) else "no"


def _asked_for(reading: Reading, respond: Responder) -> date:
    """The last day that a question can be about: the one it names, any for "will", else that of the graph."""
    if reading.tokens and reading.tokens[0].text in ("will", "shall", "would"):
        return date.max
    named = [edtf.bounds(d)[1] for d in reading.dates if d[:2] == "20"]
    return max((day for day in named if day), default=respond.graph.as_of_date)


def _on_the_day(fact: StatedFact, reading: Reading, respond: Responder) -> str:
    """Whether what a date tells was so on the day asked about, or, for an exact date, whether it is that date."""
    named = [d for d in reading.dates if d[:2] == "20"]
    day = edtf.day(named[0]) if named else respond.graph.as_of_date
    first, last = edtf.reach(fact.object.text)
    since = first or last  # what begins by a day that is yet to come is not taken for begun
    return "yes" if since is None or since <= day else "no"


def _modality(respond: Responder, reading: Reading, match: Match) -> Answer:
    words = {
        "asserted": "The source states it as a fact.",
        "planned": "It is planned, not done.",
        "possible": "It is a possibility, not a fact.",
        "opinion": "It is an opinion of the source, a possibility at most, not an established fact.",
    }
    best = match.best.fact
    said = "The source denies it." if best.denied else words[best.modality]
    items = [Item(f.sentence, value=f.hedge or "asserted", modality=f.modality, facts=(f,)) for f in match.facts]
    text = f"{said} {sentences([best])}"
    return respond.make(reading.question, "answered", text, _read(reading), match.sparql, items, [], reading)


def _closed_list(respond: Responder, reading: Reading) -> Answer | None:
    """No, because the source counts the members of a list, names as many, and this is not among them."""
    asked = {p for i in range(len(reading.tokens)) for p in reading.properties[i]}
    counts = respond.terms.answers_by_kind["how many"]
    for mention in reading.mentions:
        for id_ in mention.ids:
            facts = [f for f in respond.index.facts_of(id_, counts | asked) if not f.denied]
            for count in (f for f in facts if f.property in counts):
                of = count.one("of")
                for name in sorted(asked):
                    members = [f for f in facts if f.property == name]
                    label = respond.index.vocabulary.properties[name].range
                    if of and str(len(members)) == count.object.text and _speaks_of(respond, of.text, label, reading):
                        text = f"No. The source counts {count.object.text} {of.text} and names them: "
                        text += ", ".join(f.object.text for f in members) + "."
                        item = Item("no", value="no", role=count.sentence, facts=(count, *members))
                        return respond.make(reading.question, "denied", text, _read(reading), None, [item], [], reading)
    return None


def _as_reported(respond: Responder, reading: Reading) -> Answer | None:
    """How far along a text is, as a source reports it: "has it been adopted, or is it only an idea"."""
    ids = reading.mentions[0].ids if reading.kind == "modality" and len(reading.mentions) == 1 else frozenset()
    dated = [p for p in respond.index.vocabulary.properties.values() if p.range == "edtf"]
    asked = {p.name for p in dated if any(p.name in reading.properties[i] for i in reading.content)}
    facts = [f for i in ids for f in respond.index.facts_of(i, ["statedStatus"])]
    if not asked or len(facts) != 1:
        return None
    fact = facts[0]
    text = f"It is {fact.object.text}. {sentences(facts)}"
    item = Item(fact.object.text, value=fact.object.text, modality=fact.modality, role=fact.sentence, facts=(fact,))
    return respond.make(reading.question, "answered", text, _read(reading), None, [item], [], reading)


def _speaks_of(respond: Responder, counted: str, class_name: str, reading: Reading) -> bool:
    """Whether what is counted is the class of the members, and the question names that class."""
    from .lexicon import stems

    class_words = {w for p in respond.index.vocabulary.classes[class_name].phrases for w in stems(p)} if (
        class_name in respond.index.vocabulary.classes) else set()  # fmt: skip
    asked = {t.stem for t in reading.tokens}
    return bool(class_words & set(stems(counted)) & asked)


def _read(reading: Reading) -> str:
    return f"{'how firmly' if reading.kind == 'modality' else 'yes or no'}: {reading.text}"
