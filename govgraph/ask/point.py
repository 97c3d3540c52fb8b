"""What a question turns on - its verb, its kind of date, what it counts - and whether a fact leaves that out."""

from __future__ import annotations

from .candidate import Candidate
from .index import Index
from .reading import Reading

_AS_GOOD = {"inForceFrom": "appliesFrom", "hasVersion": "publishedOn"}  # what is in force applies, but if it says when
NAMING = 0.65  # of a verb that asks for a relation has to be met
SAID = 0.75  # or that much of all words


def misses(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether a fact leaves out what the question turns on, however much else of it the fact says."""
    return other_day(candidate, reading, index) or unsaid(candidate, reading) or uncounted(candidate, reading)


def other_day(candidate: Candidate, reading: Reading, index: Index) -> bool:
    """Whether a fact tells another kind of day than is asked for: the one on which a text was adopted is not the one on
    which it enters into force."""
    if reading.kind != "date" or reading.noun.beside:
        return False
    properties = index.vocabulary.properties
    dated = [i for i in reading.relations if any(properties[p].range == "edtf" for p in reading.properties[i])]
    dated = [i for i in dated if reading.texts[i] != "since"]
    as_good = _AS_GOOD.get(candidate.fact.property)
    return bool(dated) and not any(candidate.says(i) or as_good in reading.properties[i] for i in dated)


def unsaid(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact says nothing of what is done in the question, or only what is like it."""
    verb = reading.verb.main
    if verb is None:
        return False
    met = candidate.covered.get(verb, 1.0)
    if reading.kind == "date":
        return met == 0.0 and _AS_GOOD.get(candidate.fact.property) not in reading.properties[verb]
    return met == 0.0 or (met < NAMING and candidate.words < SAID and bool(reading.properties[verb]))


def uncounted(candidate: Candidate, reading: Reading) -> bool:
    """Whether a fact says nothing of what is to be counted; what a count counts is told elsewhere."""
    at = reading.amount.counted if candidate.fact.property != "counts" else None
    return at is not None and candidate.covered.get(at, 1.0) == 0.0
