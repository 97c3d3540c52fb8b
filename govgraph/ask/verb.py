"""The verbs of a question: where they stand, and what they say of what is asked for."""

from __future__ import annotations

from functools import cached_property

from .frames import ADVERBS, ARTICLES, BE, HAVE, LIGHT, MODALS, OBLIGED, PREPOSITIONS
from .lexicon import IRREGULAR
from .question import Question
from .regex import Regex

_PASSIVE = frozenset({"be", "been", "was", "were"})
_OBJECT = ARTICLES | {"its", "their"}  # begin what a verb is done to
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
    def acting(self) -> frozenset[str]:
        """The relations of the verb where it is asked what does it to what is named: "what set up the office"."""
        q = self._q
        said = [i for i in q.relations if i in (1, 2) and q.tokens[i].stem in LIGHT]
        named = any(m.start - i in (2, 3) for m in q.mentions for i in said)
        return q.properties[said[0]] if q.kind == "what" and named else frozenset()

    @cached_property
    def able(self) -> bool:
        """Whether what is asked for may or must do something: "which rules could still punish"."""
        after = self._q.texts[self._q.wanted_at + 1 :] if self._q.wanted_at >= 0 else []
        at = self._q.wanted_at + (3 if after[1:2] and after[1] in ADVERBS else 2)
        return bool(after) and after[0] in MODALS and at in self._q.relations

    @cached_property
    def after_who(self) -> int | None:
        """The position of the verb right after "who", where it asks for a relation."""
        texts = self._q.texts
        at = next((i + 1 for i, w in enumerate(texts[:-1]) if w == "who" and i < 2), -1)
        if at >= 0 and texts[at] in OBLIGED:  # "who has to approve it"
            at = next((i for i in range(at + 1, len(texts)) if texts[i] not in OBLIGED | {"to"}), 0)
        return at if self._q.kind == "who" and at in self._q.relations else None

    @cached_property
    def at_end(self) -> int | None:
        """The position of the verb at the end of "what did the forum bring about", where it asks for a relation."""
        q, last = self._q, self._last
        asking = next((i for i, w in enumerate(q.texts) if w in ("what", "which", "who", "whom")), 0)
        helped = q.kind in ("what", "who") and bool(_HELPED.search(" ".join(q.texts[asking + 1 : asking + 7])))
        alone = PREPOSITIONS.isdisjoint(q.texts[max(last - 2, 0) : last])
        said = alone and q.properties[last] and not q.tokens[last].everyday
        return last if said and (helped or self.ongoing is not None) and last > q.wanted_at else None

    @cached_property
    def ongoing(self) -> int | None:
        """The position of the verb at the end of "what is the forum promoting"."""
        q, last = self._q, self._last
        ongoing = q.texts[last].endswith("ing") and not BE.isdisjoint(q.texts[1:3])
        return last if ongoing and last and q.kind in ("what", "who") else None

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
        after = 1 if q.word(0) == "who" else q.wanted_at + 1 if q.wanted_at >= 0 else len(q.texts)
        if q.word(after) in PREPOSITIONS:  # "which committee of the parliament drafted"
            after = next((m.end for m in q.mentions if m.start in (after + 1, after + 2)), after)
        while q.word(after) in ADVERBS | HAVE | MODALS | {"be"}:
            after += 1
        if after not in q.content or q.classes[after]:
            return None
        if q.texts[after - 1] in HAVE and not _participle(q.texts[after]):
            return None  # "is behind it"
        behind = after + 1  # or behind "for" in "who pays for it"
        behind += q.word(behind) in PREPOSITIONS and not q.properties[after]
        does = q.word(behind) in _OBJECT or any(m.start == behind for m in q.mentions)
        drawn = q.word(after + 1) in ("on", "upon")  # "could be drawn on"
        passive = q.texts[after - 1] in _PASSIVE and _participle(q.texts[after]) and not drawn
        does = does or passive  # "which office must be filled"
        inverted = q.word(q.asking - 1) in PREPOSITIONS  # "to which country belongs the plan"
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
    def whom(self) -> list[int]:
        """The positions of the words for what is asked to have something done to it: "is generative AI covered"."""
        q = self._q
        done = next((i for i in q.relations if i > 1 and _participle(q.texts[i])), 0)
        passive = q.kind == "yes_no" and q.texts[0] in BE and q.word(1) != "there"
        return [i for i in q.content if i < done] if passive and not any(m.start < done for m in q.mentions) else []

    @cached_property
    def happened(self) -> bool:
        """Whether it is asked what came to be, and not what may come: "who was fined", "did it ever fine anyone"."""
        return not {"was", "were", "did", "been"}.isdisjoint(self._q.texts) or self._past(self.after_who)

    def _past(self, at: int | None) -> bool:
        """Whether the verb right after "who" is in the past: "who wrote it"."""
        word = self._q.texts[at] if at is not None and self._q.texts[at - 1] == "who" else ""
        return _participle(word) and not word.endswith("ing")


def _participle(word: str) -> bool:
    """Whether a word may be a participle: "drafting", "fined", "withdrawn"."""
    return word.endswith(("ed", "ing")) or IRREGULAR.get(word, word) != word
