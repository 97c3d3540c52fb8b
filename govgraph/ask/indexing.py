"""The tables that questions are answered from, made of a graph: names, words and facts, each by what finds it."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ..facts import StatedFact, Value
from . import naming
from .lexicon import STOP, Lexicon, met, stem, words
from .linker import Known, Linker, is_jurisdiction
from .naming import telling
from .numbers import PIECE, pieces
from .profile import Profile, Slot, pack

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..tables import Row

_NEAR = 20_000  # values that are remembered: facts that stand near one another tell of the same things
_PATHS = {"subject": "rdf:subject", "object": "rdf:object"}


def rows(graph: KnowledgeGraph) -> Iterator[Row]:
    """The rows of all tables: names (see `naming`), facts by number, and the numbers by what stands in each."""
    lexicon = Lexicon(graph.vocabulary)
    known = naming.things(graph)
    tables = naming.Naming(graph, lexicon, known).tables()
    yield from naming.rows(tables)
    profiler = Profiler(graph, known, Linker(tables, lexicon))
    touching: dict[str, array[int]] = defaultdict(_numbers)
    around: dict[str, array[int]] = defaultdict(_numbers)  # in or around it, by any path that a pattern may take
    saying: dict[str, array[int]] = defaultdict(_numbers)
    subjects: dict[str, array[int]] = defaultdict(_numbers)
    relations: dict[str, array[int]] = defaultdict(_numbers)
    ordinals: dict[str, int] = {}
    whose = _numbers()  # a number for each fact's subject, 0 for a jurisdiction
    telling_of: dict[int, array[int]] = defaultdict(_numbers)
    frequency: Counter[str] = Counter()
    ties: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))  # by what is told, by rule
    told: set[str] = set()
    derived: set[str] = set()
    count = 0
    for number, fact in enumerate(graph.each_fact()):
        profile = profiler.profile(fact)
        yield "fact", number, pack(profile, lambda i: known[i].kind)
        yield "number", fact.id, number
        for id_ in profile.touched:
            touching[id_].append(number)
        ids = {s.value.id for s in profile.slots if s.value.id}
        within = {known[i].within for i in ids}
        for id_ in {*ids, *within, *(known[i].jurisdiction for i in ids | within - {""})} - {""}:
            around[id_].append(number)
        said = {w for s in profile.slots for w in s.words}
        for word in said:
            saying[word].append(number)
        frequency.update(said | lexicon.phrase_words[fact.property])
        subjects[fact.subject.id or ""].append(number)
        relations[fact.property].append(number)
        ends = (fact.subject.id or "", fact.object.id or "")
        told_of = [ordinals.setdefault(i, len(ordinals) + 1) if i and not is_jurisdiction(i) else 0 for i in ends]
        whose.append(told_of[0])
        for thing in {*told_of} - {0}:
            telling_of[thing].append(number)
        if not fact.denied and fact.subject.id and fact.object.id:
            ties[fact.subject.id][fact.derived].add(fact.object.id)
            ties[fact.object.id][fact.derived].add(fact.subject.id)
        (derived if fact.derived else told).add(fact.property)
        count = number + 1
    named = {w for thing in known.values() for name in thing.names for w in name}
    for word in sorted(named | {stem(w) for w in lexicon.known} | frequency.keys()):
        yield "word", word, frequency[word]
    lists = {"saying": saying, "touching": touching, "around": around, "subject": subjects, "property": relations}
    for table, numbers in lists.items():
        yield from pieces(table, numbers)
    yield from naming.rows({"tie": ties})
    yield from (("telling", thing, numbers) for thing, numbers in telling_of.items())
    yield from (("whose", at // PIECE, whose[at : at + PIECE]) for at in range(0, len(whose), PIECE))
    yield "one", "count", max(count, 1)
    yield "one", "by_rule", frozenset(derived - told)
    yield "one", "derived", frozenset(derived)
    yield "one", "spoken", sorted(w for w in frequency if len(w) > 4)  # what a misspelt word may stand for
    yield "one", "lexicon", lexicon
    yield "one", "terms", _terms(graph)
    yield "one", "statuses", _statuses(graph)
    yield from (("stem", word, found) for word, found in list(met()))


def _numbers() -> array[int]:
    return array("I")


def _terms(graph: KnowledgeGraph) -> dict[str, list[tuple[str, str]]]:
    """What the ontology tells for questions alone: which relation answers what, and what is contrary."""
    pairs = {
        "answersTo": "SELECT ?a ?b { ?p gov:answersTo ?b BIND(STRAFTER(STR(?p), '#') AS ?a) }",
        "contraryTo": "SELECT ?a ?b { ?p gov:contraryTo ?o BIND(STRAFTER(STR(?p), '#') AS ?a) "
        "BIND(STRAFTER(STR(?o), '#') AS ?b) }",
        "ends": "SELECT ?a ?b { ?p gov:givesStatusToObject ?b BIND(STRAFTER(STR(?p), '#') AS ?a) }",
    }
    return {name: [(r["a"].value, r["b"].value) for r in graph.query(query)] for name, query in pairs.items()}


def _statuses(graph: KnowledgeGraph) -> dict[frozenset[str], str]:
    """The code of each status by the words that say something in what it is called."""
    rows = graph.query("SELECT ?c ?l { ?s a gov:Status ; skos:notation ?c ; rdfs:label|gov:phrase ?l }")
    return {frozenset(stem(w) for w in words(row["l"].value) if w not in STOP): row["c"].value for row in rows}


_DAY = r"(?:19|20)\d\d(?:-\d\d){0,2}~?"
_EDTF = re.compile(rf"{_DAY}|\.\./{_DAY}|{_DAY}/(?:\.\.|{_DAY})")


class Profiler:
    """Makes the profiles of a graph's facts."""

    def __init__(self, graph: KnowledgeGraph, known: dict[str, Known], linker: Linker) -> None:
        self.vocabulary, self.known, self.linker = graph.vocabulary, known, linker
        self._said = lru_cache(_NEAR)(self._words)

    def profile(self, fact: StatedFact) -> Profile:
        """The profile of one fact."""
        values = [("subject", fact.subject), ("object", fact.object)]
        values += [(q, v) for q, vs in fact.qualifiers.items() for v in vs if q not in ("order", "exhaustive")]
        slots = [self._slot(name, value) for name, value in values]
        if fact.time:
            day = Value(fact.when or fact.from_ or fact.until or "")
            slots.append(Slot("time", day, frozenset({"Date"}), telling(fact.time)))
        profile = Profile(fact, slots)
        for name, value in values:
            if not (thing := self.known.get(value.id or "")):
                continue
            path = _PATHS.get(name, f"gov:{name}")
            if thing.within:
                profile.near.setdefault(thing.within, (f"{path}/gov:within", 0.9))
                if inner := self.known[thing.within].jurisdiction:
                    profile.near.setdefault(inner, (f"{path}/gov:within/gov:jurisdiction", 0.8))
            if thing.jurisdiction and not self.vocabulary.is_a(thing.kind, "Document"):
                profile.near.setdefault(thing.jurisdiction, (f"{path}/gov:jurisdiction", 0.85))
        for id_ in sorted({i for s in slots for i in s.names}):
            named = Value(self.known[id_].name, id_)
            profile.mentioned.append(
                Slot("mentioned", named, self.vocabulary.ancestors(self.known[id_].kind), frozenset())
            )
        return profile

    def _slot(self, name: str, value: Value) -> Slot:
        return Slot(name, value, *self._said(value.text, value.id))

    def _words(self, text: str, id_: str | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The classes of what stands in a slot, its words, and the other things whose names stand in its own."""
        if id_ is None:
            range_ = "Date" if _is_date(text) else "Text"
            return frozenset({range_}), telling(text), self.linker.named_in(text)
        thing = self.known[id_]
        found = telling(text).union(*thing.names)
        if thing.within and thing.kind == "Position":
            found = found.union(*self.known[thing.within].names)
        return self.vocabulary.ancestors(thing.kind), found, self.linker.named_in(text, id_)


def _is_date(text: str) -> bool:
    return bool(_EDTF.fullmatch(text))
