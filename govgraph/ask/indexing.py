"""The tables that questions are answered from, made of a graph: names, words and facts, each by what finds it."""

from __future__ import annotations

import gc
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from heapq import nlargest
from typing import TYPE_CHECKING

from ..facts import StatedFact, Value
from ..views.status import steps
from . import naming
from .lexicon import STOP, Lexicon, met, stem, words
from .linker import Linker
from .naming import telling
from .numbers import PIECE, pieces
from .profile import Packed, Profile, Slot, lasting_by, pack
from .things import Known, Things, is_jurisdiction
from .tying import Tying

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..tables import Row

_NEAR = 20_000  # values that are remembered: facts that stand near one another tell of the same things
_PATHS = {"subject": "rdf:subject", "object": "rdf:object"}


def rows(graph: KnowledgeGraph) -> Iterator[Row]:
    """The rows of all tables: names (see `naming`), facts by number, and the numbers by what stands in each."""
    collecting = gc.isenabled()
    gc.disable()  # nothing here is a circle, and to look for circles among all that is held takes a tenth of the time
    try:
        yield from _rows(graph)
    finally:
        if collecting:
            gc.enable()


def _rows(graph: KnowledgeGraph) -> Iterator[Row]:
    lexicon = Lexicon(graph.vocabulary)
    said = naming.said(graph)
    known = naming.things(graph, said)
    tables = naming.Naming(said, lexicon, known, graph.official_numbers).tables()
    yield from naming.rows(tables | {"called": naming.called(said)})
    del said
    profiler = Profiler(graph, known, Linker(tables, lexicon, Things(known, graph.vocabulary)))
    postings, tying, lasting = Postings(known, lexicon), Tying(known, graph.vocabulary.family), Lasting()
    for number, fact in enumerate(graph.each_fact(by_id=True)):
        profile = profiler.profile(fact)
        yield "fact", number, pack(profile, lambda i: known[i].kind)
        yield "number", fact.id, number
        postings.add(number, profile)
        tying.add(number, fact)
        lasting.add(fact)
    yield from postings.rows()
    yield from tying.rows()
    yield "one", "lexicon", lexicon
    yield from lexicon.rows()
    yield "one", "terms", _terms(graph)
    yield "one", "statuses", _statuses(graph)
    lives: dict[str, list[tuple[str, str, Packed]]] = defaultdict(list)
    for id_, first, last, status in steps(graph):
        lives[id_].append((first, last, tuple(status)))
    yield from naming.rows({"life": lives, "last": lasting.days()})
    yield from (("stem", word, found) for word, found in list(met()))


class Lasting:
    """Until when each relation of a thing lasts, where all facts of it end; facts of one thing come one after
    another."""

    def __init__(self) -> None:
        self._subject: str | None = None
        self._open: dict[str, date | None] = {}
        self._over: dict[str, str] = {}

    def add(self, fact: StatedFact) -> None:
        """Take in one more fact."""
        if fact.subject.id != self._subject:
            self._close()
            self._subject = fact.subject.id
        day = fact.valid_until
        for key in set(lasting_by(fact)):
            last = self._open.setdefault(key, day)
            self._open[key] = max(last, day) if last and day else None

    def days(self) -> dict[str, str]:
        """The last day of each relation that has one, by `lasting_by`."""
        self._close()
        return self._over

    def _close(self) -> None:
        self._over |= {key: day.isoformat() for key, day in self._open.items() if day}
        self._open.clear()


def _numbers() -> array[int]:
    return array("I")


class Postings:
    """The numbers of facts by each thing, word and relation, gathered one fact after the other."""

    def __init__(self, known: dict[str, Known], lexicon: Lexicon) -> None:
        self.known, self.lexicon = known, lexicon
        self.touching: dict[str, array[int]] = defaultdict(_numbers)
        self.around: Counter[str] = Counter()  # how many are in or around it, by any path of a pattern
        self.saying: dict[str, array[int]] = defaultdict(_numbers)
        self.subjects: dict[str, array[int]] = defaultdict(_numbers)
        self.relations: dict[str, array[int]] = defaultdict(_numbers)
        self.ordinals: dict[str, int] = {}
        self.subject_of = _numbers()
        self.telling_of: dict[int, array[int]] = defaultdict(_numbers)
        self.frequency: Counter[str] = Counter()
        self.ties: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))  # told, and by rule
        self.told: set[str] = set()
        self.derived: set[str] = set()

    def add(self, number: int, profile: Profile) -> None:
        """Take in one more fact."""
        fact = profile.fact
        for id_ in profile.touched:
            self.touching[id_].append(number)
        ids = {s.value.id for s in profile.slots if s.value.id}
        within = {self.known[i].within for i in ids}
        for id_ in {*ids, *within, *(self.known[i].jurisdiction for i in ids | within - {""})} - {""}:
            self.around[id_] += 1
        said = profile.words
        for word in said:
            self.saying[word].append(number)
        self.frequency.update(said | self.lexicon.phrase_words[fact.property])
        self.relations[fact.property].append(number)
        (self.derived if fact.derived else self.told).add(fact.property)
        self._tie(number, fact)

    def _tie(self, number: int, fact: StatedFact) -> None:
        """Take in which things a fact tells of, and ties to one another."""
        one, other = fact.subject.id or "", fact.object.id or ""
        self.subjects[one].append(number)
        whose = [self._ordinal(one), self._ordinal(other)]
        self.subject_of.append(whose[0])
        for thing in {*whose} - {0}:
            self.telling_of[thing].append(number)
        if not fact.denied and one and other:
            self.ties[one][fact.derived].add(other)
            self.ties[other][fact.derived].add(one)

    def _topic(self) -> str | None:
        """The law of a fifth of all facts, and a third of those about laws: four times as many as any other."""
        is_a = self.lexicon.vocabulary.is_a
        laws = [(many, i) for i, many in self.around.items() if is_a(self.known[i].kind, "Instrument")]
        (most, law), (next_most, _) = nlargest(2, [*laws, (0, ""), (0, "")])
        told = max(len(self.subject_of) / 5, sum(n for n, _ in laws) / 3, 4 * next_most, 1)
        return law if most >= told else None

    def _ordinal(self, id_: str) -> int:
        """A number for a thing; 0 for a jurisdiction."""
        return self.ordinals.setdefault(id_, len(self.ordinals) + 1) if id_ and not is_jurisdiction(id_) else 0

    def rows(self) -> Iterator[Row]:
        """The rows of what was gathered."""
        named = {w for thing in self.known.values() for name in thing.names for w in name}
        for word in sorted(named | {stem(w) for w in self.lexicon.known} | self.frequency.keys()):
            yield "word", word, self.frequency[word]
        lists = {"saying": self.saying, "touching": self.touching}
        for name, numbers in (lists | {"subject": self.subjects, "property": self.relations}).items():
            yield from pieces(name, numbers)
        yield from naming.rows({"tie": self.ties})
        yield from (("telling", thing, tuple(numbers)) for thing, numbers in self.telling_of.items())
        whose = self.subject_of
        yield from (("whose", at // PIECE, whose[at : at + PIECE]) for at in range(0, len(whose), PIECE))
        yield "one", "count", max(len(whose), 1)
        yield "one", "topic", self._topic()
        yield "one", "by_rule", frozenset(self.derived - self.told)
        yield "one", "derived", frozenset(self.derived)
        yield "one", "spoken", sorted(w for w in self.frequency if len(w) > 4)  # what a misspelt word may stand for


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
        profile = Profile(fact, lambda: slots, {}, frozenset(), list)
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
