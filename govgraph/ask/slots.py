"""In which slots of a fact an answer of the kind that is asked for could stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..facts import Value
from .figures import quantity
from .frames import LASTING, SINCE, UNTIL, WHOM
from .lexicon import NUMBERS
from .profile import Profile, Slot
from .reading import Reading
from .regex import Regex
from .terms import Terms
from .things import jurisdiction
from .told import agent

_NUMERAL = Regex(rf"\d|\b(?:{'|'.join(sorted(NUMBERS))}|half|no|none|all|every)\b", re.I)
_ANSWERS = {"reason": "why", "place": "where"}


def slots(profile: Profile, reading: Reading, terms: Terms) -> Sequence[Slot | None]:
    """The slots; None stands for the fact as a whole."""
    answers, property_, kind = terms.answers_by_kind, profile.fact.property, reading.kind
    if terms.leaves_open(profile.fact):
        return _named(profile.slots, "object")
    if kind in ("yes_no", "provenance", "modality"):
        return [None]
    beside = [s for s in profile.slots if s.name in reading.noun.beside]
    if beside and kind in ("what", "who", "date"):
        return beside
    if kind in ("number", "duration") and (measured := _measured(profile, reading)) is not None:
        return measured
    if kind == "number":
        named = reading.asked & answers["how many"] - {"counts"}
        counted = property_ in (named | {"counts"} if named else answers["how many"]) and _counts(profile, reading)
        things = "how many" in reading.text and reading.wanted and "Penalty" not in reading.wanted
        if things and property_ in answers["how many"] - {"counts", "setsThreshold"}:
            return []  # so many euros are no number of companies
        return [s for s in _named(profile.slots, "object") if _NUMERAL.search(s.value.text)] if counted else []
    if kind in ("date", "duration"):
        return _dated(profile, reading, terms)
    if kind == "condition":
        return _named(profile.slots, "if", "unless")
    if kind in _ANSWERS:
        return _named(profile.slots, "object") if property_ in answers[_ANSWERS[kind]] else []
    return _things(profile, reading, terms)


def _named(slots: Sequence[Slot], *names: str) -> list[Slot]:
    return [s for s in slots if s.name in names]


def _measured(profile: Profile, reading: Reading) -> list[Slot] | None:
    """The slots that give such a number or time as is asked for; None where a count or a date would do as well."""
    for counted in _named(profile.slots, "of")[:1]:
        whole = _named(profile.slots, "object")[0]
        if quantity(f"{whole.value.text} {counted.value.text}", reading.text, reading.kind):
            return [whole]
    measured = [s for s in profile.slots if quantity(s.value.text, reading.text, reading.kind)]
    if not measured and not quantity("every 15 days", reading.text, reading.kind):
        return None
    return measured[:1] or ([s for s in profile.slots if "Date" in s.classes] if LASTING.search(reading.text) else [])


def _counts(profile: Profile, reading: Reading) -> bool:
    """Whether what a fact counts is what is asked for."""
    of = next((s.words for s in profile.slots if s.name == "of"), frozenset())
    noun = {reading.tokens[reading.wanted_at].stem} if reading.wanted else set()  # members, of whatever it is
    asked = {reading.tokens[i].stem for i in (*reading.content, *(() if noun else reading.named))}
    share = "percent" in of and "how many" in reading.text  # is no number of things
    part = reading.amount.counted_of is not None and reading.tokens[reading.amount.counted_of.stop].stem not in of
    return not (share or part) and not (of and not of & asked)


def _dated(profile: Profile, reading: Reading, terms: Terms) -> list[Slot]:
    fact, ends = profile.fact, UNTIL.search(reading.text)
    duty = terms.index.vocabulary.properties[fact.property].range == "Obligation" and "must" in reading.texts
    if ends and fact.until and not duty:  # until when one has to do it is its deadline
        return [Slot("until", Value(fact.until), frozenset({"Date"}), frozenset())]
    owed = reading.noun.beside and not fact.when  # since when it is owed is no deadline
    due = not SINCE.search(reading.text)
    return [
        s
        for s in profile.slots
        if "Date" in s.classes
        and (s.name != "time" or not owed)
        and (due or s.name != "deadline")
        and not (ends and s.name in ("time", "applicable") and not fact.when)  # since when it is so
        and not (s.name == "applicable" and "appliesFrom" in reading.asked)  # which is told of the provision itself
    ]


def _things(profile: Profile, reading: Reading, terms: Terms) -> list[Slot]:
    """The slots for "who", "which" and "what": none in which something stands that the question names itself."""
    forces = _named(profile.slots, "binding")
    if forces and reading.kind == "what" and not reading.wanted and reading.asks_force:
        return forces
    given = {i for m in reading.mentions for i in m.ids}
    free = [s for s in profile.slots if s.value.id not in given and s.name != "time"]
    if reading.noun.lands:
        free = [s for s in free if not s.value.id or jurisdiction(s.value.id) in reading.noun.lands | {"intl"}]
    if reading.verb.acting or reading.word(0) == "where":  # no day is a place, nor sets anything up
        free = [s for s in free if "Date" not in s.classes]
        done = profile.fact.subject.id in given and agent(profile.fact) == "subject"
        if done and terms.answers_for[profile.fact.property] & reading.verb.acting:
            return []  # what is named does it, and it is not done to it
    if profile.fact.object.id in reading.actors.agent:
        return []  # it is done to what is asked by whoever is named, and not the other way round
    if profile.fact.denied and not reading.negated:  # that one of them does not is no answer to which does
        free = [s for s in free if s.name != "subject" and not reading.verb.able]
    if any(len(d) != 4 for d in reading.dates) or (reading.noun.relations and reading.kind == "what"):
        free = [s for s in free if "Date" not in s.classes]
    if reading.kind == "who":
        if WHOM.match(reading.text):  # "who does it report to" asks for whom the thing that is named acts on
            free = free if profile.fact.subject.id in given else []
        if reading.wanted == {"Person"}:  # and not the office
            return [s for s in free if "Person" in s.classes]
        agents = [s for s in free if "Agent" in s.classes and s.name not in ("among", "says")]
        return agents or [s for s in _named(free, "subject") if "Document" in s.classes]
    if reading.wanted:
        return _of_class(profile, free, given, reading, terms)
    return _named(free, "object") or _named(free, "subject")


def _of_class(profile: Profile, free: list[Slot], given: set[str], reading: Reading, terms: Terms) -> list[Slot]:
    """The free slots in which something of the class asked for stands, or what may be meant by it."""
    fact, wanted = profile.fact, reading.wanted
    exact = [s for s in free if wanted & s.classes]
    if (
        reading.verb.done is not None or reading.verb.able
    ):  # "which act set up the office": the one that acts, not one it acts under
        akin = [s for s in _named(free, "subject") if terms.akin(wanted, s.classes)]
        exact = _named(exact, "subject") or akin or exact
    asked = terms.answers_for[fact.property]
    verb = reading.verb.at_end is not None and bool(reading.properties[reading.verb.at_end] & asked)
    if fact.property in reading.properties[reading.wanted_at] or (verb and fact.subject.id in given):
        penal = "Penalty" in wanted  # is nobody on whom it is imposed
        exact = exact or [s for s in _named(free, "object") if not (penal and "Agent" in s.classes)]
    exact = exact or [s for s in _named(free, "object", "subject") if terms.akin(wanted, s.classes)]
    exact = exact or [s for s in profile.mentioned if wanted & s.classes and s.value.id not in given]
    told = exact or [s for s in _named(free, "object") if "Text" in s.classes]
    return told if exact or not terms.acting(wanted) else []  # "which companies have done it": no sum of money has
