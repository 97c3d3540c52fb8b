"""What a question asks: its words, what its noun asks for and how many, and who does what in it."""

from __future__ import annotations

from functools import cached_property

from .actors import Actors
from .amount import Amount
from .frames import FRAME_STEMS, MODALS, NEGATED
from .kinds import Kind
from .noun import Noun
from .question import Question
from .verb import Verb


class Reading(Question):
    """What a question asks, before it is held against the facts."""

    @cached_property
    def noun(self) -> Noun:
        """What its noun asks for."""
        return Noun(self)

    @cached_property
    def amount(self) -> Amount:
        """How many things it asks for."""
        return Amount(self)

    @cached_property
    def verb(self) -> Verb:
        """What is done in it."""
        return Verb(self)

    @cached_property
    def actors(self) -> Actors:
        """Who does it, and to what."""
        return Actors(self, self.verb)

    @cached_property
    def negated(self) -> bool:
        """Whether it is asked what is *not* so: then only what a source denies or leaves open can answer."""
        named = self.named | {i for i, w in enumerate(self.texts) if w == "not" and self.properties[i]}
        named |= {m.end for m in self.mentions if self.texts[m.end : m.end + 2] == ["not", "to"]}  # "ordered it not to"
        said = " ".join("" if i in named else w for i, w in enumerate(self.texts[: self.ends]))  # "do not have to"
        forbidden = self.noun.owned is not None and not MODALS.isdisjoint(self.texts)  # "whose rights may it not harm"
        return self.kind in ("what", "who", "number") and not forbidden and bool(NEGATED.search(said))

    def of_kind(self, kind: Kind) -> Reading:
        """The same question taken as one of another kind; "how many" then says nothing."""
        if kind == self.kind:
            return self
        frame = FRAME_STEMS["number"] if self.kind == "number" else frozenset()
        tokens = tuple(t._replace(content=t.content and t.stem not in frame) for t in self.tokens)
        return self._replace(kind=kind, tokens=tokens)
