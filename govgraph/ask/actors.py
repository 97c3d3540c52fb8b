"""Who acts in a question, and what is acted on."""

from __future__ import annotations

from functools import cached_property

from .frames import ARTICLES, BE
from .lexicon import IRREGULAR
from .linker import Mention
from .question import Question
from .verb import Verb

_BEEN = BE | {"been", "be"}


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
        starts = (does + 1, does + 2) if self._q.word(does + 1) == "the" else (does + 1,)
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
        if at not in q.relations or q.tokens[at].everyday or q.word(at + 1) in ("have", "has"):
            return None  # "which phases does its cycle have"
        called = next((m for m in q.mentions if m.start == at + 1), None)  # "the UN report so-and-so recommends"
        later = called is not None and any(i >= called.end for i in q.relations)
        return None if q.classes[at] and later else at

    @cached_property
    def doer(self) -> Mention | None:
        """Whoever is named right behind the first word of a yes-or-no question: "can the agency fine firms"."""
        start = 1 + (self._q.word(1) in ARTICLES)
        named = (m for m in self._q.mentions if m.start <= start < m.end)
        return next(named, None) if self._q.kind == "yes_no" else None

    @cached_property
    def patient(self) -> Mention | None:
        """What is asked to be, or to have been, subject to something: "has the act been passed or is it planned"."""
        texts = self._q.texts
        if self._q.kind not in ("yes_no", "modality") or not {"has", "have", *BE} & {*texts[:1]}:
            return None
        first = next((m for m in self._q.mentions if m.start in (1, 2)), None)
        after = texts[first.end : first.end + 3] if first else []
        done = "been" in after[:2] or any(w.endswith("ed") or w in IRREGULAR for w in after[:1])
        return first if done else None

    @cached_property
    def agent(self) -> frozenset[str]:
        """Whoever or whatever does it, where the question says so in the passive: "repealed by the decree"."""
        q, said = self._q, self._q.texts
        done = [i for i in range(2, len(said)) if said[i] == "by" and said[i - 2] in _BEEN and q.properties[i - 1]]
        starts = {i + 1 + (q.word(i + 1) == "the") for i in done}
        return frozenset(i for m in q.mentions if m.start in starts for i in m.ids)
