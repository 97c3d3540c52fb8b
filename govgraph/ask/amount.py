"""How many things a question asks for: one, several, so many, or a part of a whole."""

from __future__ import annotations

from functools import cached_property

from .frames import AUXILIARIES, MANY, PARTITIVE, PREPOSITIONS, SEVERAL, SO_MANY
from .question import Question


class Amount:
    """The number of things that a question asks for, read out of its words."""

    def __init__(self, question: Question) -> None:
        self._q = question

    @cached_property
    def plural(self) -> bool:
        """Whether several things are asked for: "which safeguards"."""
        word = self._q.texts[self._noun_at] if self._noun_at >= 0 else ""
        return (word.endswith("s") and not word.endswith("ss")) or bool(SEVERAL.search(self._q.text))

    @property
    def _noun_at(self) -> int:
        """The position of the noun asked for: of a class, or right before the verb of "which methods does it use"."""
        texts, wanted_at = self._q.texts, self._q.wanted_at
        asking = next((i for i, w in enumerate(texts) if w in ("which", "what")), len(texts))
        verb = next((i for i in range(asking + 2, min(asking + 5, len(texts))) if texts[i] in AUXILIARIES), 0)
        return wanted_at if wanted_at >= 0 else verb - 1

    @cached_property
    def singular(self) -> bool:
        """Whether one thing of a kind is asked for: "which safeguard"."""
        return self._q.wanted_at >= 0 and self._q.kind == "what" and not self.plural

    @cached_property
    def so_many(self) -> int:
        """How many things are asked for, where the question says so: "which four stages"; else 0."""
        told = SO_MANY.search(self._q.text) if self._q.kind == "what" else None
        return MANY[told[1]] if told else 0

    @cached_property
    def counted(self) -> int | None:
        """The position of what is to be counted: "how many articles", "how many voting members"."""
        texts = self._q.texts
        at = next((i + 2 for i in range(len(texts) - 2) if texts[i : i + 2] == ["how", "many"]), 0)
        end = next((i for i in range(at, len(texts)) if texts[i] in AUXILIARIES | PREPOSITIONS), len(texts))
        return end - 1 if at and self._q.kind == "number" and end - 1 in self._q.content else None

    @cached_property
    def counted_of(self) -> range | None:
        """The words for the whole of which a part is counted, up to the verb that tells which part: "how many of the
        targeted laws have been revised" counts what is revised."""
        found = PARTITIVE.search(self._q.text) if self._q.kind == "number" else None
        return range(*(self._q.at(found.start(part)) for part in ("whole", "verb"))) if found else None
