"""Who acts in a question, and what is acted on."""

from __future__ import annotations

from functools import cached_property

from .linker import Mention
from .question import Question
from .verb import Verb


class Actors:
    """Whoever a question says to act, and what it says to be acted on."""

    def __init__(self, question: Question, verb: Verb) -> None:
        self._q, self._verb = question, verb

    @cached_property
    def asked(self) -> Mention | None:
        """Whoever is asked to do what: Japan in "which rules does Japan apply"."""
        texts, mentions = self._q.texts, self._q.mentions
        does = next((i for i, w in enumerate(texts) if i and w in ("do", "does", "did")), None)
        if does is None:
            return None
        starts = (does + 1, does + 2) if texts[does + 1 : does + 2] == ["the"] else (does + 1,)
        found = next((m for m in mentions if m.start in starts), None)
        if found and found.end in self._q.relations:
            return found
        behind = (m for m in mentions if m.end == self._verb.at_end and m.start > does)
        return next(behind, found)  # "does its law, Act 1, bind"

    @cached_property
    def verb(self) -> int | None:
        """The position of the verb right after whoever is asked about, where it asks for a relation."""
        q = self._q
        at = self.asked.end if self.asked and q.kind in ("what", "who") else -1
        if at not in q.relations or q.tokens[at].everyday or q.texts[at + 1 : at + 2] in (["have"], ["has"]):
            return None  # "which phases does its cycle have"
        called = next((m for m in q.mentions if m.start == at + 1), None)  # "the UN report so-and-so recommends"
        later = called is not None and any(i >= called.end and q.texts[i - 1] != "to" for i in q.relations)
        return None if q.classes[at] and later else at
