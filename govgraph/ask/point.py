"""What a question turns on - its verb, its kind of date, what it counts - and whether a fact leaves that out."""

from __future__ import annotations

from ..facts import StatedFact
from .candidate import Candidate
from .index import Index
from .lexicon import stems, words
from .reading import Reading
from .regex import Regex
from .saying import ALIKE

_UNITS = tuple(
    Regex(rf"\b(?:{said})\b|{sign}", needs=(*said.split("|"), sign))
    for said, sign in (
        ("percent|percentage|per cent", "%"),
        ("won|krw", "₩"),
        ("yen|jpy", "¥"),
        ("dollars?|usd", "[$]"),
        ("euros?|eur", "€"),
    )
)
_ASIDE = frozenset({"if", "unless", "detail", "says", "provision"})  # tell when, and what else
_ENDS = frozenset({"lapsedOn", "repealedOn", "withdrawnOn"})
_AS_GOOD = {"inForceFrom": "appliesFrom", "hasVersion": "publishedOn"}  # what is in force applies, but if it says when
NAMING = 0.65  # of a verb that asks for a relation has to be met
SAID = 0.75  # or that much of all words


def misses(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether a fact leaves out what the question turns on, however much else of it the fact says."""
    return (
        other_day(candidate, reading, index)
        or other_unit(candidate, reading)
        or other_figure(candidate, reading)
        or unsaid(candidate, reading)
        or uncounted(candidate, reading)
        or contrary(candidate, reading, index)
    )


def contrary(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether a fact says the opposite of a word that it leaves out: what is asked of the second, of the first."""
    left = {reading.texts[i] for i in reading.content if not candidate.says(i)}
    pairs = [pair for pair in index.lexicon.opposites if pair & left] if left else []
    told = (
        {w for value in (candidate.fact.subject, candidate.fact.object) for w in words(value.text)} if pairs else set()
    )
    return any(pair & told - left for pair in pairs)


def other_day(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether a fact tells another kind of day than is asked for: the one on which a text was adopted is not the one on
    which it enters into force."""
    if reading.kind != "date" or reading.noun.beside:
        return False
    properties = index.vocabulary.properties
    dated = [i for i in reading.relations if any(properties[p].range == "edtf" for p in reading.properties[i])]
    dated = [i for i in dated if reading.texts[i] != "since"]
    as_good = _AS_GOOD.get(candidate.fact.property)
    return bool(dated) and not any(_tells(i, candidate, reading) or as_good in reading.properties[i] for i in dated)


def _tells(i: int, candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact tells the day for which a word asks; no word that may stand for it tells that something ends."""
    met = candidate.covered.get(i, 0.0)
    return met > ALIKE or (met == ALIKE and not _ENDS & reading.properties[i])


def unsaid(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact says nothing of what is done in the question, or only what is like it."""
    verb = reading.verb.main
    if verb is None:
        return False
    met = 0.0 if _beside(candidate, reading, verb) else candidate.covered.get(verb, 1.0)
    if reading.kind == "date":
        return met == 0.0 and _AS_GOOD.get(candidate.fact.property) not in reading.properties[verb]
    return met == 0.0 or (met < NAMING and candidate.words < SAID and bool(reading.properties[verb]))


def other_unit(candidate: Candidate, reading: Reading) -> bool:
    """Whether a number is not in the unit that is asked for, "what percentage", "how many won"; or counts things where
    a sum is asked for: "how much"."""
    if reading.kind != "number":
        return False
    said = candidate.fact.sentence.casefold()
    if any(unit.search(reading.text) and not unit.search(said) for unit in _UNITS):
        return True
    sum_ = "how much" in reading.text and candidate.fact.property == "counts"
    return sum_ and not any(unit.search(said) for unit in _UNITS)


def other_figure(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact gives no such number or name as the noun asks for: "under which number was it adopted"."""
    asked = reading.noun.relations if reading.kind == "what" and not reading.wanted else frozenset[str]()
    if "officialNumber" not in asked:
        return False
    named = candidate.place == "subject" and any(c.isdigit() for c in candidate.fact.subject.text)
    return candidate.fact.property not in asked and not named  # resolution 79/325 has its number in its name


def other_register(fact: StatedFact, reading: Reading, index: Index) -> bool:
    """Whether a number belongs to another register than the one that is named: "the CELEX number"."""
    if fact.property != "officialNumber" or fact.property not in reading.asked:
        return False
    said = {reading.tokens[i].stem for i in reading.relations if fact.property in reading.properties[i]}
    scheme = fact.one("scheme")
    told = stems(f"{fact.label} {scheme.text if scheme else ''}")
    return any(index.register(word) for word in said.difference(told))


def _beside(candidate: Candidate, reading: Reading, verb: int) -> bool:
    """Whether a verb stands only in what a fact tells beside: in its condition, or in the details."""
    stem = reading.tokens[verb].stem
    said = {s.name for s in candidate.profile.slots if stem in s.words}
    return bool(said) and stem not in candidate.related and said <= _ASIDE


def uncounted(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact says nothing of what is to be counted; what a count counts is told elsewhere."""
    at = reading.amount.counted if candidate.fact.property != "counts" else None
    return at is not None and (candidate.covered.get(at, 1.0) == 0.0 or _beside(candidate, reading, at))
