"""What is known of each thing before its facts are read, and which things facts tie to one another."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from ..vocabulary import Vocabulary
from .lexicon import words

TIES = {"of", "in", "under", "for", "at"}


def head_of(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name before the first "of" or "for"."""
    return name[: next((i for i, w in enumerate(name) if w in TIES), len(name))]


class Known(NamedTuple):
    """What is known of a thing before its facts: how it is called, what it is, and where it belongs."""

    name: str
    kind: str
    source: bool
    aliases: tuple[str, ...]
    names: tuple[frozenset[str], ...]
    jurisdiction: str
    within: str


def is_jurisdiction(id_: str) -> bool:
    """Whether a thing is a jurisdiction: the ones that are kept in no folder of another."""
    return "/" not in id_ and "#" not in id_


def jurisdiction(id_: str) -> str:
    """The jurisdiction in whose folder a thing is kept."""
    return id_.split("/")[0]


class Things:
    """All things of a graph, by id."""

    def __init__(
        self,
        known: Mapping[str, Known],
        vocabulary: Vocabulary,
        ties: Mapping[str, tuple[Set[str], Set[str]]] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self._known, self._ties = known, {} if ties is None else ties  # asked if it is empty, it would be read whole

    def __getitem__(self, id_: str) -> Known:
        return self._known[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._known

    def kind(self, id_: str) -> str:
        """The class of a thing."""
        return self[id_].kind

    def kinds(self, id_: str) -> frozenset[str]:
        """The class of a thing, and all above it."""
        return self.vocabulary.ancestors(self[id_].kind)

    def is_a(self, id_: str | None, kind: str) -> bool:
        """Whether a thing is of a class; nothing is of none."""
        return bool(id_) and kind in self.kinds(id_ or "")

    def name(self, id_: str) -> str:
        """What a thing is called."""
        return self[id_].name

    def words_of(self, id_: str) -> set[str]:
        """The stems of all names of a thing."""
        return set().union(*self.each_name(id_))

    def each_name(self, id_: str) -> tuple[frozenset[str], ...]:
        """The stems of each name of a thing."""
        return self[id_].names

    def is_general(self, ids: frozenset[str]) -> bool:
        """Whether what is named is of a sort that any jurisdiction may have under that name: a part, group, office."""
        return all("#" in i or self.kind(i) in ("ActorGroup", "Office") or self.several(i) for i in ids)

    def several(self, id_: str) -> bool:
        """Whether a body is many, of which each land has its own: "Single points of contact"."""
        noun = head_of(words(self[id_].name))[-1:]
        return self.is_a(id_, "Body") and any(w.endswith("s") and not w.endswith("ss") for w in noun)

    def is_dimension(self, ids: frozenset[str]) -> bool:
        """Whether a name stands for a matter of comparison only; its words then count as words elsewhere."""
        return all(self.kind(i) == "Dimension" for i in ids)

    def family(self, ids: frozenset[str]) -> str:
        """The broad class of what a name stands for."""
        return self.vocabulary.family(self.kind(sorted(ids)[0]))

    def linked(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether a fact that is not denied ties one thing to another."""
        return any(not other.isdisjoint(tied) for a in one for tied in self._ties.get(a, ()))

    def through(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether a body that is tied to one thing, as a committee to its council, is tied to the other as well."""
        beyond = self.tied(other, frozenset({"Body"}))
        return bool(beyond) and self.linked(one, beyond)

    def speaks(self, ids: frozenset[str]) -> bool:
        """Whether somebody wrote one of the sources: what is asked of what they say is asked of all facts."""
        tied = {other for i in ids for others in self._ties.get(i, ()) for other in others}
        return all(self.kind(i) == "Person" for i in ids) and any(self[i].source for i in tied)

    def tied(self, ids: frozenset[str], classes: frozenset[str]) -> frozenset[str]:
        """The things of some classes that a fact, told and not denied, ties to one of these."""
        if not classes:
            return frozenset()
        others = frozenset().union(*(self._ties[i][0] for i in ids if i in self._ties)) - ids
        return frozenset(i for i in others if classes & self.kinds(i))
