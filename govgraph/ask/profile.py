"""What each fact can be found by: the things in it, the words in it, and the places where an answer can stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ..facts import StatedFact, Value
from ..vocabulary import FACT, entity_id
from .lexicon import EVERYDAY, STOP, Lexicon, stem, words

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .linker import Linker


UNKNOWN = 0.6  # what a word counts for that no fact has: it may be the point of the question, or a manner of speaking
EVERYDAY_UNKNOWN = 0.35  # and what an everyday word does
_EVERYDAY_STEMS = frozenset(stem(w) for w in EVERYDAY)


@dataclass(frozen=True)
class Slot:
    """One place in a fact: `name` is subject, object or a qualifier; `classes` are those of the thing in it,
    `names` the other things whose names stand in its own."""

    name: str
    value: Value
    classes: frozenset[str]
    words: frozenset[str]
    names: frozenset[str] = frozenset()


@dataclass
class Profile:
    """A fact with its slots. `mentioned` are the things whose names stand in
    what it says; `near` maps things that are not in the fact but around it to how they are reached."""

    fact: StatedFact
    slots: list[Slot]
    near: dict[str, tuple[str, float]] = field(default_factory=dict)
    phrase_words: frozenset[str] = frozenset()
    mentioned: list[Slot] = field(default_factory=list)

    def direct(self, id_: str) -> list[str]:
        """The slots in which a thing stands."""
        return [s.name for s in self.slots if s.value.id == id_]

    @property
    def touched(self) -> set[str]:
        """The things in it and around it, those whose names it has, and its sources."""
        named = {i for s in self.slots for i in (*s.names, s.value.id) if i}
        return named | self.near.keys() | {c.source for c in self.fact.citations}


class Index:
    """The profiles of all facts of a graph, and how telling each word is."""

    def __init__(self, graph: KnowledgeGraph, lexicon: Lexicon, linker: Linker) -> None:
        self.graph = graph
        self.linker = linker
        self.vocabulary = graph.vocabulary
        self._names: dict[str, set[str]] = {}
        self._each_name: dict[str, list[frozenset[str]]] = {}
        self._contained: dict[tuple[str, str], frozenset[str]] = {}
        self._around: dict[str, dict[str, str]] = {}
        self._read_things()
        self.profiles = [self._profile(fact) for fact in graph.facts()]
        df: Counter[str] = Counter()
        for profile in self.profiles:
            df.update({w for s in profile.slots for w in s.words} | profile.phrase_words)
        told = {p.fact.property for p in self.profiles if not p.fact.derived}
        self.by_rule = frozenset(p.fact.property for p in self.profiles) - told
        self._synonyms = lexicon.synonyms()
        self._ties = {(p.fact.subject.id, p.fact.object.id) for p in self.profiles if not p.fact.denied}
        self._df, self._n = df, max(len(self.profiles), 1)
        self.known = set(df) | {w for ws in self._names.values() for w in ws} | {stem(w) for w in lexicon.known}
        self.by_subject: dict[str, list[Profile]] = {}
        for profile in self.profiles:
            self.by_subject.setdefault(profile.fact.subject.id or "", []).append(profile)
        self._touching: dict[str, set[int]] = {}
        self._saying: dict[str, set[int]] = {}
        for n, profile in enumerate(self.profiles):
            for id_ in profile.touched:
                self._touching.setdefault(id_, set()).add(n)
            for word in {w for s in profile.slots for w in s.words}:
                self._saying.setdefault(word, set()).add(n)

    def about(self, ids: Iterable[str], words_: Iterable[str] = ()) -> set[int]:
        """The places among the profiles of those that any of these things touches, or that say any of these stems."""
        found: set[int] = set()
        for id_ in ids:
            found |= self._touching.get(id_, set())
        for word in words_:
            found |= self._saying.get(word, set())
        return found

    def where(self, pattern: str) -> list[StatedFact]:
        """The facts for which a SPARQL group pattern over `?fact` holds, in their usual order."""
        rows = self.graph.query(f"SELECT DISTINCT ?fact {{ ?fact a gov:Fact . {pattern} }}")
        ids = {row["fact"].value.removeprefix(FACT) for row in rows}
        return [p.fact for p in self.profiles if p.fact.id in ids]

    def weight(self, word: str) -> float:
        """How telling a stem is, between 0.2 and 1: rare words tell more (inverse document frequency)."""
        if not self._df[word]:
            return EVERYDAY_UNKNOWN if word in _EVERYDAY_STEMS else UNKNOWN
        return max(0.2, math.log((self._n + 1) / (self._df[word] + 0.5)) / math.log((self._n + 1) / 0.5))

    def common(self, word: str) -> bool:
        """Whether a word stands in so many facts that it picks none out."""
        return self._df[word] > self._n * 0.06

    def synonyms(self, word: str) -> frozenset[str]:
        """The stems that ask for the same relations as this one does by itself: `revis` for `amend`."""
        return self._synonyms.get(word, frozenset())

    def words_of(self, id_: str) -> set[str]:
        """The stems of all names of a thing."""
        return self._names.get(id_, set())

    def each_name(self, id_: str) -> list[frozenset[str]]:
        """The stems of each name of a thing."""
        return self._each_name.get(id_, [])

    def linked(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether a fact that is not denied ties one thing to another."""
        return any((a, b) in self._ties or (b, a) in self._ties for a in one for b in other)

    def tied(self, ids: frozenset[str], classes: frozenset[str]) -> frozenset[str]:
        """The things of some classes that a fact, not denied, ties to one of these."""
        facts = [self.profiles[n].fact for n in self.about(ids)]
        ends = [(f.subject.id, f.object.id) for f in facts if not f.denied and not f.derived]
        others = {b if a in ids else a for a, b in ends if (a in ids) != (b in ids)} - {None}
        return frozenset(i for i in others if i and classes & self.vocabulary.ancestors(self.kind(i)))

    def tie(self, fact: StatedFact) -> bool:
        """Whether a fact is of a relation that only ever follows by rule: who acts under an instrument."""
        return fact.property in self.by_rule

    def kind(self, id_: str) -> str:
        """The class of a thing."""
        return self.graph.kind(id_)

    def _read_things(self) -> None:
        for row in self.graph.query(
            "SELECT ?s ?n ?j ?w { ?s a/rdfs:subClassOf* gov:Thing ; rdfs:label|dcterms:title|skos:altLabel ?n "
            "OPTIONAL { ?s gov:jurisdiction ?j } OPTIONAL { ?s gov:within ?w } }"
        ):
            id_ = entity_id(row["s"].value)
            if id_ is None:
                continue
            self._names.setdefault(id_, set()).update(_stems(row["n"].value))
            self._each_name.setdefault(id_, []).append(_stems(row["n"].value))
            around = self._around.setdefault(id_, {})
            for key, var in (("jurisdiction", "j"), ("within", "w")):
                if row[var]:
                    around[key] = entity_id(row[var].value) or ""

    def _profile(self, fact: StatedFact) -> Profile:
        values = [("subject", fact.subject), ("object", fact.object)]
        values += [(q, v) for q, vs in fact.qualifiers.items() for v in vs if q not in ("order", "exhaustive")]
        slots = [self._slot(name, value) for name, value in values]
        if fact.time:
            slots.append(
                Slot("time", Value(fact.when or fact.from_ or fact.until or ""), frozenset({"Date"}), _stems(fact.time))
            )
        profile = Profile(fact, slots)
        for name, value in values:
            around = self._around.get(value.id or "", {})
            path = _PATHS.get(name, f"gov:{name}")
            if "within" in around:
                profile.near.setdefault(around["within"], (f"{path}/gov:within", 0.9))
                inner = self._around.get(around["within"], {})
                if "jurisdiction" in inner:
                    profile.near.setdefault(inner["jurisdiction"], (f"{path}/gov:within/gov:jurisdiction", 0.8))
            if "jurisdiction" in around and not self.vocabulary.is_a(self.kind(value.id or ""), "Document"):
                profile.near.setdefault(around["jurisdiction"], (f"{path}/gov:jurisdiction", 0.85))
        for id_ in sorted({i for s in slots for i in s.names}):
            named = Value(self.graph.names[id_], id_)
            profile.mentioned.append(Slot("mentioned", named, self.vocabulary.ancestors(self.kind(id_)), frozenset()))
        prop = self.vocabulary.properties[fact.property]
        profile.phrase_words = frozenset(w for p in (*prop.phrases, prop.label) for w in _stems(p))
        return profile

    def _slot(self, name: str, value: Value) -> Slot:
        if value.id is None:
            range_ = "Date" if _is_date(value.text) else "Text"
            return Slot(name, value, frozenset({range_}), _stems(value.text), self.linker.named_in(value.text))
        kind = self.kind(value.id)
        found = set(self._names.get(value.id, ())) | set(_stems(value.text))
        within = self._around.get(value.id, {}).get("within")
        if within and kind in ("Position",):
            found |= self._names.get(within, set())
        called = self._named_in(value.text, value.id)
        return Slot(name, value, self.vocabulary.ancestors(kind), frozenset(found), frozenset(called))

    def _named_in(self, text: str, own: str) -> frozenset[str]:
        if (text, own) not in self._contained:
            self._contained[text, own] = self.linker.named_in(text, own)
        return self._contained[text, own]


_PATHS = {"subject": "rdf:subject", "object": "rdf:object"}


@lru_cache(maxsize=100000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words(text) if w not in STOP or w == "us")


def _is_date(text: str) -> bool:
    return text[:4].isdigit() and all(c.isdigit() or c in "-~./" for c in text) and len(text) in (4, 5, 7, 8, 10, 13)
