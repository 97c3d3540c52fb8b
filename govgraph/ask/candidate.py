"""A fact that may bear on a question, with what it was found to say of it; and the facts that answer one."""

from __future__ import annotations

from typing import NamedTuple

from ..facts import StatedFact
from .linker import Mention
from .pattern import select, these
from .profile import Profile, Slot

_NONE: frozenset[str] = frozenset()


class Candidate:
    """A fact, and the slot in which the answer would stand, with its `place` and the `classes` of what is in it; how
    well it fits, and which share of the other `words` it says.

    `covered` tells how surely it holds each name (-1, -2, …) and says each word (its position), `missing` the names
    that it does not hold; `text_words` are the words that stand in its slots, and by the `related` ones its relation,
    or the place of the answer, is asked for."""

    def __init__(self, profile: Profile, slot: Slot | None) -> None:
        self.profile, self.fact, self.slot = profile, profile.fact, slot
        self.place = slot.name if slot else None
        self.classes = slot.classes if slot else _NONE
        self.score, self.words = 0.0, 1.0
        self.missing: list[Mention] = []
        self.covered: dict[int, float] = {}
        self.text_words: dict[str, set[str]] = {}
        self.related: list[str] = []

    def says(self, i: int) -> bool:
        """Whether it accounts, by half at least, for the word of the question at a position."""
        return self.covered.get(i, 0.0) >= 0.5

    def twin(self, profile: Profile) -> Candidate:
        """The same of another fact, which says it of another subject."""
        made = Candidate(profile, profile.slots[0])
        made.score, made.words, made.missing = self.score, self.words, self.missing
        made.covered, made.text_words, made.related = self.covered, self.text_words, self.related
        return made


class Match(NamedTuple):
    """The facts that answer, the slot, and the SPARQL by which they were found."""

    facts: list[StatedFact]
    slot: str | None
    sparql: str
    pattern: str
    best: Candidate

    @classmethod
    def of(cls, facts: list[StatedFact], slot: str | None, best: Candidate, pattern: str = "") -> Match:
        """The facts with the SPARQL for a pattern that finds them, or else for them one by one."""
        pattern = pattern or these(facts)
        return cls(facts, slot, select(pattern, slot), pattern, best)
