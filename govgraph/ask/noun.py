"""What the noun of a question asks for, and whose it is: "which duties of the officer"."""

from __future__ import annotations

from functools import cached_property

from .frames import ARTICLES, AUXILIARIES, BE, LIGHT, MODALS
from .question import Question

NEAR = 3  # words after "what" at most stands the noun that is asked for


class Noun:
    """The noun that a question asks for, read out of its words."""

    def __init__(self, question: Question) -> None:
        self._q = question

    @cached_property
    def relations(self) -> frozenset[str]:
        """The relations that the noun after "what" or "which" asks for: "what motto", "in which fields"."""
        q, asking = self._q, self._q.asking
        if asking < 0 or q.word(asking + 1) in MODALS | {"do", "does", "did"}:
            return frozenset()  # a verb: "what must it do"
        first = next((i for i in q.content if i > asking and q.tokens[i].stem not in LIGHT), None)
        if q.wanted_at < 0 and first is not None and q.classes[first] and first + 1 in q.relations:
            first += 1  # "which regulation number"
        at = q.wanted_at if q.wanted_at >= 0 else first
        own = any(asking < m.start < q.wanted_at for m in q.mentions)
        near = at is not None and (at - asking <= NEAR or (at == q.wanted_at and not own))
        return q.properties[at] if near and at is not None else frozenset()

    @cached_property
    def of_class(self) -> frozenset[str]:
        """The relations for which the noun stands that tells of which class the thing asked for is."""
        return self._q.properties[self._q.wanted_at] if self._q.wanted_at >= 0 else frozenset()

    @cached_property
    def beside(self) -> frozenset[str]:
        """The qualifiers that are asked for: "in which role", "by what deadline"."""
        q = self._q
        said = [i for i in range(len(q.tokens)) if i not in q.named]  # "by when", of words that say nothing
        near = [i for i in said if q.asking < 0 or i - q.asking <= NEAR]
        return frozenset(name for i in near for name in q.qualifiers[i])

    @cached_property
    def head(self) -> int | None:
        """The position of the noun after "which" or "what", where it names neither a relation nor a class."""
        q, at = self._q, self._of_what
        if self._plain(at):
            return at
        first = next((i + 1 for i, w in enumerate(q.texts[:-1]) if w in ("which", "what")), len(q.texts))
        verb = next((i for i in range(first + 1, min(first + NEAR + 1, len(q.texts))) if q.texts[i] in AUXILIARIES), 0)
        alone = q.kind == "what" and not {"or", "and"} & set(q.texts[first:verb])
        return verb - 1 if verb and alone and self._plain(verb - 1) else None  # "what annual budget has it"

    def _plain(self, at: int) -> bool:
        q = self._q
        return at in q.content and not q.properties[at] and not q.classes[at] and not q.qualifiers[at]

    @property
    def _of_what(self) -> int:
        """The position of the noun of "what is the annual budget of the institute"; -1 where there is none."""
        q, texts = self._q, self._q.texts
        if q.kind != "what" or q.word(0) != "what" or q.word(1) not in AUXILIARIES:
            return -1
        whose = next((m for m in q.mentions if m.start == 2 + (q.word(2) in ARTICLES)), None)
        last = len(texts) - 1
        if whose and whose.end <= last <= whose.end + 2 and texts[1] in BE:
            return last
        if q.word(2) != "the":
            return -1
        end = next((i for i, w in enumerate(texts) if w in ("of", "for")), 0)
        return end - 1 if 3 < end < 7 else -1

    @cached_property
    def owner(self) -> frozenset[str]:
        """Whose the things are that are asked for: the officer in "the duties of the officer"."""
        q = self._q
        of = q.wanted_at + 1
        if q.wanted_at < 0 or not q.properties[q.wanted_at] or q.word(of) != "of":
            return frozenset()
        return frozenset(i for m in q.mentions if m.start == of + 1 + (q.word(of + 1) in ARTICLES) for i in m.ids)

    @cached_property
    def lands(self) -> frozenset[str]:
        """The jurisdictions whose the thing asked for is: "which Japanese document"."""
        q = self._q
        asking = max((i for i, w in enumerate(q.texts[: q.wanted_at]) if w in ("which", "what")), default=-1)
        own = [m for m in q.mentions if asking >= 0 and m.start == asking + 1 and m.end <= q.wanted_at]
        return own[0].ids if own and own[0].land else frozenset()

    @cached_property
    def of_name(self) -> frozenset[str]:
        """The relations that the nouns of a name ask for, where nothing else does: "what are the OECD principles"."""
        q = self._q
        alone = not q.content and q.kind in ("what", "number")
        named = [i for m in q.mentions for i in (m.start, m.end - 1)] if alone else []
        return frozenset(p for i in named for p in q.properties[i])

    @cached_property
    def part_of(self) -> frozenset[str]:
        """The whole of which a part is asked for: "which part of the government"."""
        q = self._q
        at = next((m.start for m in q.mentions if m.start < 6), 0)
        before = [w for w in q.texts[:at] if w != "the"][-3:]
        asked = before[:1] in (["which"], ["what"]) and before[1:] in (["part", "of"], ["parts", "of"])
        return next(m.ids for m in q.mentions if m.start == at) if asked else frozenset()

    @cached_property
    def owned(self) -> int | None:
        """The position of the noun of "whose interests", where it says something."""
        at = next((i + 1 for i, w in enumerate(self._q.texts) if w == "whose" and i < 2), -1)
        return at if at in self._q.content else None
