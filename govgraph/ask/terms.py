"""What the ontology says of relations and of named things, as scoring and accepting need it."""

from __future__ import annotations

from collections import defaultdict

from ..facts import StatedFact
from .index import Index
from .linker import Mention

# What is asked for, and what may be meant by it: the "authority" that enforces a law may be an attorney general.
_BROAD = (
    ("Body", "Body"),
    ("Body", "Office"),
    ("Office", "Body"),
    ("Instrument", "Instrument"),
    ("Document", "Work"),
    ("Sector", "UseCase"),
)


class Terms:
    """Which relations answer which kind of question, which stand in for others, which are opposites."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._ancestors: dict[frozenset[str], frozenset[str]] = {}
        self.answers_by_kind: dict[str, set[str]] = defaultdict(set)
        for name, kind in index.terms["answersTo"]:
            self.answers_by_kind[kind].add(name)
        properties = index.vocabulary.properties
        self.answers_for = {name: {name, *prop.parents} for name, prop in properties.items()}
        self.ends = {name for name, _ in index.terms["ends"]}  # what one instrument does to another on a day
        self.contrary: dict[str, set[str]] = defaultdict(set)
        for name, other in index.terms["contraryTo"]:
            self.contrary[name].add(other)

    def leaves_open(self, fact: StatedFact) -> bool:
        """Whether a fact tells what its source leaves open."""
        return fact.property in self.answers_by_kind["open"]

    def ancestors(self, mention: Mention) -> frozenset[str]:
        """The classes of what a name stands for."""
        if mention.ids not in self._ancestors:
            kinds = map(self.index.things.kinds, mention.ids)
            self._ancestors[mention.ids] = frozenset().union(*kinds)
        return self._ancestors[mention.ids]

    def acting(self, wanted: frozenset[str]) -> bool:
        """Whether somebody is asked for: a company, a body, a state."""
        return all("Agent" in self.index.vocabulary.ancestors(c) for c in wanted)

    def akin(self, wanted: frozenset[str], classes: frozenset[str]) -> bool:
        """Whether a thing is of the broad class of what is asked for: who asks for an agency may mean an institute,
        but a court is a court."""
        broad = {a for c in wanted - {"Court"} for a in self.index.vocabulary.ancestors(c)}
        return any(one in broad and other in classes for one, other in _BROAD)
