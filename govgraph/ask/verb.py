"""The verbs of a question: where they stand, what they say of what is asked for, and who acts."""

from __future__ import annotations

from functools import cached_property

from .frames import ADVERBS, HAVE, MODALS, PREPOSITIONS
from .lexicon import IRREGULAR
from .linker import Mention
from .question import Question
from .regex import Regex

_PASSIVE = frozenset({"be", "been", "was", "were"})
_OBJECT = (["the"], ["a"], ["an"], ["its"], ["their"])  # begin what a verb is done to
_HELPED = Regex(r"\b(?:do|does|did|(?:has|have|had)(?! to\b))\b")  # "what did it bring about", "what has it …"


class Verb:
    """The verbs that ask for relations, by where they stand."""

    def __init__(self, question: Question) -> None:
        self._q = question

    @cached_property
    def active(self) -> bool:
        """Whether what is asked for is the one that acts: "which law amended", "who signed"."""
        q = self._q
        after = q.wanted_at + 1 if q.wanted_at >= 0 else 1
        return (q.wanted_at >= 0 or q.kind == "who") and after in q.relations

    @cached_property
    def done(self) -> int | None:
        """The position of the verb between who is asked for and a name: "which institutions adopted the act"."""
        after = self._q.wanted_at + 1
        named = after + 1 < len(self._q.tokens) and any(m.start - after in (1, 2, 3) for m in self._q.mentions)
        return after if self.active and self._q.wanted_at >= 0 and named else None

    @cached_property
    def after_who(self) -> int | None:
        """The position of the verb right after "who", where it asks for a relation."""
        texts = self._q.texts
        at = next((i + 1 for i, w in enumerate(texts[:-1]) if w == "who" and i < 2), -1)
        return at if self._q.kind == "who" and at in self._q.relations else None

    @cached_property
    def at_end(self) -> int | None:
        """The position of the verb at the end of "what did the forum bring about", where it asks for a relation."""
        q, last = self._q, self._last
        asking = next((i for i, w in enumerate(q.texts) if w in ("what", "which", "who", "whom")), 0)
        helped = q.kind in ("what", "who") and bool(_HELPED.search(" ".join(q.texts[asking + 1 : asking + 7])))
        alone = PREPOSITIONS.isdisjoint(q.texts[max(last - 2, 0) : last])
        said = alone and q.properties[last] and not q.tokens[last].everyday
        return last if said and helped and last > q.wanted_at else None

    @property
    def _last(self) -> int:
        """The position of the last word that says something of what is asked."""
        return max((i for i in self._q.content if i < self._q.aside), default=0)

    @cached_property
    def main(self) -> int | None:
        """The position of the verb in which a question ends, or that follows what it asks for, where it has one."""
        q = self._q
        if q.kind in ("what", "who"):
            return self._following
        return self._ending if q.kind == "date" or (q.kind == "number" and "have" in q.texts) else None

    @property
    def _following(self) -> int | None:
        """The verb right after who or what is asked for: "who owns it", "which country vetoed it"."""
        q = self._q
        after = 1 if q.texts[:1] == ["who"] else q.wanted_at + 1 if q.wanted_at >= 0 else len(q.texts)
        if q.texts[after : after + 1] and q.texts[after] in PREPOSITIONS:  # "which committee of the parliament drafted"
            after = next((m.end for m in q.mentions if m.start in (after + 1, after + 2)), after)
        while after < len(q.texts) and q.texts[after] in ADVERBS | HAVE | MODALS | {"be"}:
            after += 1
        if after not in q.content or q.classes[after]:
            return None
        if q.texts[after - 1] in HAVE and not _participle(q.texts[after]):
            return None  # "is behind it"
        behind = after + 1  # or behind "for" in "who pays for it"
        behind += q.texts[behind : behind + 1] != [] and q.texts[behind] in PREPOSITIONS and not q.properties[after]
        does = q.texts[behind : behind + 1] in _OBJECT or any(m.start == behind for m in q.mentions)
        drawn = q.texts[after + 1 : after + 2] in (["on"], ["upon"])  # "could be drawn on"
        passive = q.texts[after - 1] in _PASSIVE and _participle(q.texts[after]) and not drawn
        does = does or passive  # "which office must be filled"
        inverted = q.asking > 0 and q.texts[q.asking - 1] in PREPOSITIONS  # "to which country belongs the plan"
        return after if does and not inverted and not q.tokens[after].everyday else None

    @property
    def _ending(self) -> int | None:
        """The verb that ends "when was it repealed", "until when will it be suspended"."""
        q, last = self._q, self._last
        helped = not {"was", "were", "is", "are", "been", "be", "have", "has"}.isdisjoint(q.texts[:last])
        word = q.texts[last]
        done = _participle(word) and not word.endswith("ing")
        alone = q.texts[last - 1] not in PREPOSITIONS | {"the", "a", "an"}
        return last if helped and done and alone and not q.tokens[last].everyday else None

    @cached_property
    def happened(self) -> bool:
        """Whether it is asked what came to be, and not what may come: "who was fined", "did it ever fine anyone"."""
        return not {"was", "were", "did", "been"}.isdisjoint(self._q.texts)


class Actors:
    """Whoever a question says to act, and the verb for what is done."""

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


def _participle(word: str) -> bool:
    """Whether a word may be a participle: "drafting", "fined", "withdrawn"."""
    return word.endswith(("ed", "ing")) or IRREGULAR.get(word, word) != word
