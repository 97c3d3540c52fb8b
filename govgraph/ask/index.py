"""The facts of a graph by what they can be found by, and how telling each word is; read from tables as needed."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ..facts import StatedFact, Status, Step, Value
from .lexicon import Lexicon, stems
from .linker import Linker
from .numbers import PIECE, Numbers
from .profile import Packed, Profile, Unpacking, lasting_by
from .things import Things

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..tables import Table
    from .chains import Chains

UNKNOWN = 0.6  # what a word counts for that no fact has: it may be the point of the question, or a manner of speaking
EVERYDAY_UNKNOWN = 0.35  # and what an everyday word does
EVERYDAY = 0.6  # and at most, however few facts have it: "ordinary" citizens are citizens
_WORDS = 10_000  # are remembered with what they count for
FEW = 300  # facts about a name at most are looked through for the texts that it is tied to


class Index:
    """The facts of a graph, each a number; what `indexing.rows` made is looked up here."""

    def __init__(self, graph: KnowledgeGraph, tables: Mapping[str, Table], lexicon: Lexicon) -> None:
        self.graph = graph
        self.lexicon = lexicon
        self.vocabulary = lexicon.vocabulary
        self.things = Things(tables["thing"], lexicon.vocabulary, tables["tie"])
        self.linker = Linker(tables, lexicon, self.things)
        self.known: Mapping[str, int] = tables["word"]  # in how many facts it is
        self._packed, self._numbers = tables["fact"], tables["number"]
        self._saying, self._touching = Numbers(tables["saying"]), Numbers(tables["touching"])
        self._subjects, self._properties = Numbers(tables["subject"]), Numbers(tables["property"])
        self._lives: Mapping[str, list[tuple[str, str, Packed]]] = tables["life"]
        self._last: Mapping[str, str] = tables["last"]
        self._tied, self._called = tables["tied"], tables["called"]
        self._telling_of, self._whose_of = tables["telling"], tables["whose"]
        one = tables["one"]
        self.statuses: dict[frozenset[str], str] = one["statuses"]
        self.terms: dict[str, list[tuple[str, str]]] = one["terms"]
        self._n: int = one["count"]
        self.topic: str | None = one["topic"]  # the law that the sources are about, if they are about one
        self.by_rule: frozenset[str] = one["by_rule"]  # the relations of which all facts are derived
        self._derived: frozenset[str] = one["derived"]  # and those of which some are
        labels = {name: prop.label for name, prop in self.vocabulary.qualifiers.items()}
        self._unpack = Unpacking(self.vocabulary.ancestors, labels, lexicon.phrase_words, graph.as_of_date)
        self._profiles: dict[int, Profile] = {}
        self.weight = lru_cache(_WORDS)(self._weigh)  # is asked for each fact

    def profile(self, number: int) -> Profile:
        """The fact with this number."""
        if number not in self._profiles:
            self._profiles[number] = self._unpack(self._packed[number])
        return self._profiles[number]

    def profiles(self, numbers: Iterable[int]) -> list[Profile]:
        """The facts with these numbers, in this order."""
        chosen = list(numbers)
        self._packed.ready(number for number in chosen if number not in self._profiles)
        return [self.profile(number) for number in chosen]

    def in_order(self, numbers: Iterable[int]) -> list[Profile]:
        """The facts with these numbers, in their usual order."""
        return sorted(self.profiles(numbers), key=lambda profile: profile.fact.place)

    @property
    def everything(self) -> range:
        """The numbers of all facts."""
        return range(self._n)

    def _whose(self, numbers: Iterable[int]) -> set[int]:
        """A number for what each of these facts' subject is; 0 for a jurisdiction."""
        pieces: dict[int, array[int]] = {}
        for piece in {number // PIECE for number in numbers}:
            pieces[piece] = self._whose_of[piece]
        return {pieces[number // PIECE][number % PIECE] for number in numbers}

    def touching(self, ids: Iterable[str]) -> set[int]:
        """The numbers of the facts that any of these things is in, or around."""
        return self._touching.among(ids, None)

    def saying(self, words_: Iterable[str], within: set[int] | None = None) -> set[int]:
        """The numbers of the facts in which any of these stems stands; only of those within, if that is told."""
        return self._saying.among(words_, within)

    def beside(self, found: set[int]) -> set[int]:
        """The facts that tell of a thing that is told of in what was found; jurisdictions are too many."""
        told = self._whose(found) - {0}
        self._telling_of.ready(told)
        near = set().union(*(self._telling_of[thing] for thing in told))
        if len(found) > FEW:
            return near
        slots = (slot for profile in self.profiles(found) for slot in profile.slots if slot.name == "object")
        return near | self.touching({s.value.id for s in slots if s.value.id and "Work" in s.classes})

    def relations(self, names: Iterable[str], within: set[int] | None = None) -> set[int]:
        """The numbers of the facts of any of these relations; only of those within, if that is told."""
        return self._properties.among(names, within)

    def told_of(self, id_: str | None, relations: Iterable[str] | None = None) -> list[Profile]:
        """The facts whose subject a thing is, in their usual order; only of some relations, if these are told."""
        numbers = self._subjects[id_ or ""]
        return self.profiles(numbers if relations is None else sorted(self.relations(relations, set(numbers))))

    def facts_of(self, id_: str | None, relations: Iterable[str] | None = None) -> list[StatedFact]:
        """The same, and no more of each than what it says."""
        return [profile.fact for profile in self.told_of(id_, relations)]

    def dated(self, id_: str | None, date: str) -> list[Profile]:
        """The facts whose subject a thing is, in which the year of a date stands, if it has one."""
        numbers = set(self._subjects[id_ or ""])
        year = date[:4] if len(date) > 3 and date[:2] in ("19", "20") else ""
        return self.profiles(self.saying([year], numbers) if year else numbers)

    def of_relation(self, name: str) -> list[Profile]:
        """The facts of one relation, in their usual order."""
        return self.in_order(self._properties[name])

    def register(self, word: str) -> bool:
        """Whether a stem is the name of a register of official numbers: `celex`."""
        schemes = (p.fact.one("scheme") for p in self.profiles(self.saying([word], self.relations(["officialNumber"]))))
        return any(scheme and stems(scheme.text) == (word,) for scheme in schemes)

    def derived(self, about: Iterable[str]) -> list[StatedFact]:
        """The facts that follow by rule and whose object one of these things is, in their usual order."""
        ids = frozenset(about)
        found = self.in_order(self.relations(self._derived, self.touching(ids)))
        return [p.fact for p in found if p.fact.derived and p.fact.object.id in ids]

    def called(self, id_: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The full titles of a thing, its names, English first, and its aliases."""
        thing = self.things[id_]
        found: tuple[tuple[str, ...], ...] = self._called.get(id_, ((), (thing.name,)))
        titles, names = found
        return titles, names, tuple(alias for alias in thing.aliases if alias not in titles)

    def chains(self, one: str, two: str, most: int = 1) -> list[tuple[Step, ...]]:
        """The chains of facts between two things that tell most, at most so many; none where nothing connects them."""
        return [tuple(self._step(*tie) for tie in chain) for chain in self._chains.between(one, two, most)]

    @cached_property
    def _chains(self) -> Chains:
        from .chains import Chains  # seldom needed

        return Chains(self._tied, self.graph.as_of_date)

    def _step(self, one: str, two: str, number: int) -> Step:
        here, there = (Value(self.things.name(i), i) for i in (one, two))
        if number >= 0:
            fact = self.profile(number).fact
            return Step(here, there, fact.clause, fact)
        part, whole = (here, there) if self.things[one].within == two else (there, here)
        return Step(here, there, f"{part.text} belongs to {whole.text}", None)

    def status(self, id_: str, day: date) -> Status | None:
        """The status of an instrument on a day; None where no dated fact gives one."""
        on = day.isoformat()
        steps = (told for first, last, told in reversed(self._lives.get(id_, ())) if first <= on <= last)
        return next((Status(*told) for told in steps), None)

    def standing(self, day: date) -> dict[str, Status]:
        """The status on a day of every instrument for which dated facts give one."""
        return {id_: status for id_ in self._lives if (status := self.status(id_, day))}

    def over(self, fact: StatedFact, of_law: bool) -> bool:
        """Whether a fact and all like it have ended, so that nothing has taken its place; if told, all of its law."""
        return self._last.get(lasting_by(fact)[of_law], "9") < self.graph.as_of_date.isoformat()

    def by_id(self, ids: Iterable[str]) -> list[StatedFact]:
        """The facts with these ids, in their usual order."""
        chosen = list(ids)
        self._numbers.ready(chosen)
        return [p.fact for p in self.in_order(self._numbers[i] for i in chosen)]

    def _in_facts(self, word: str) -> int:
        return self.known.get(word, 0)

    def rarity(self, word: str) -> float:
        """How rare a stem is: the fewer facts have it, the nearer to 1 (inverse document frequency)."""
        return math.log((self._n + 1) / (self._in_facts(word) + 0.5)) / math.log((self._n + 1) / 0.5)

    def _weigh(self, word: str) -> float:
        """How telling a stem is, between 0.2 and 1: rare words tell more."""
        if not self._in_facts(word):
            return EVERYDAY_UNKNOWN if word in self.lexicon.everyday_stems else UNKNOWN
        rare = max(0.2, self.rarity(word))
        return min(rare, EVERYDAY) if word in self.lexicon.everyday_stems else rare

    def common(self, word: str) -> bool:
        """Whether a word stands in so many facts that it picks none out."""
        return self._in_facts(word) > self._n * 0.06

    def synonyms(self, word: str) -> frozenset[str]:
        """The stems that ask for the same relations as this one does by itself: `revis` for `amend`."""
        return self.lexicon.synonyms.get(word, frozenset())

    def tie(self, fact: StatedFact) -> bool:
        """Whether a fact is of a relation that only ever follows by rule: who acts under an instrument."""
        return fact.property in self.by_rule
