"""What a question names by a description, not by a name: "the 2024 directive on defective products", "Japan's data
protection regulator"; a thing is meant where it alone is of the class and fits all that is said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from functools import cached_property
from typing import NamedTuple

from .frames import AUXILIARIES, INNER
from .index import Index
from .lexicon import STOP, Token
from .linker import Mention, named_at
from .things import TIES, head_of, jurisdiction

_ON = frozenset("on about against for regarding concerning governing regulating over".split())
_ANY = frozenset("which what whose a an any all each every no other another many such several".split())  # not one
_THE = frozenset("the this that".split())
_CHANGED = frozenset("amended revised reformed updated".split())  # a law with what amended it
_BESIDE = frozenset("new newest newer latest current recent old own main federal national proposed".split()) | _CHANGED
_FARTHEST = 6  # words before the noun, or behind it, that may describe a thing
_ENOUGH, _PART = 0.6, 0.4  # of a thing's name has to be said where no land tells it apart; or of one of no land
_SORTS = ("Instrument", "Document", "Body", "Office")  # of things that are known by what they are about
_GENERAL = frozenset({"Work", "Instrument", "Document"})  # say nothing of what a thing is
_KIN = (  # classes of which one may be called by another's name
    frozenset({"Statute", "Amendment", "Bill", "Decree"}),
    frozenset({"ExecutiveOrder", "Decision", "Memorandum"}),
    frozenset({"Guideline", "Recommendation", "Report", "Document"}),
    frozenset({"Plan", "Strategy"}),
    frozenset({"GovernmentBody", "Institute", "Office"}),
)
_KNOWN_BY = frozenset(  # a text or body is known by the year in which it came about, not by that in which it applies
    """proposedOn passedOn promulgatedOn signedOn adoptedOn issuedOn publishedOn establishedOn startedOn
    occurredOn""".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class Clues(NamedTuple):
    """What is said of a thing: words of its name, years, lands, and other things that it has to do with."""

    words: tuple[Token, ...]
    beside: frozenset[str]
    years: frozenset[str]
    lands: frozenset[str]
    others: tuple[Mention, ...]


class Describing:
    """The words of one question, with the names in it and the classes they stand for, in which descriptions stand."""

    def __init__(
        self,
        index: Index,
        tokens: list[Token],
        mentions: list[Mention],
        classes: list[set[str]],
        properties: list[set[str]],
        asked: str,
    ) -> None:
        self.index, self.tokens, self.mentions = index, tokens, mentions
        self.classes, self.properties, self.asked = classes, properties, asked

    def all(self) -> list[Mention]:
        """The mentions, with those of what is described; a name that only is a part of a description is none."""
        mentions = self.mentions
        for first, head in self._nouns():
            span = next(self._meant(first, head), None)
            if span:
                outside = [m for m in mentions if m.end <= span.start or m.start >= span.end]
                mentions = sorted([*outside, span], key=lambda m: m.start)
        return [self._with_year(m) for m in mentions]

    def _with_year(self, mention: Mention) -> Mention:
        """A name with the year beside it that only tells which one of the name is meant: "the 2019 guidelines"."""
        texts = [t.text for t in self.tokens]
        before, behind = mention.start - 1, mention.end + 1
        if before >= 0 and self._of_year(mention, texts[before]):
            return mention._replace(start=before)
        of = texts[behind - 1 : behind] in (["of"], ["from"]) and behind < len(texts)
        return mention._replace(end=behind + 1) if of and self._of_year(mention, texts[behind]) else mention

    def _of_year(self, mention: Mention, year: str) -> bool:
        """Whether a word is a year in the names or dates of what is named."""
        known = self.index.linker.parts.words_of
        things = [i for i in mention.ids if i in known] if _YEAR.fullmatch(year) else []
        return any(year in self._years(i, _KNOWN_BY) for i in things)

    def _nouns(self) -> Iterator[tuple[int, int]]:
        """Where nouns of a class begin and end: "executive order" is one; in "act number" there is none."""
        named = named_at(m for m in self.mentions if not m.soft)
        vocabulary, first = self.index.vocabulary, 0
        sorts = [{c for c in kinds - _GENERAL if any(vocabulary.is_a(c, s) for s in _SORTS)} for kinds in self.classes]
        for i, kinds in enumerate(sorts):
            if not kinds or i in named:
                continue
            first = first if i and sorts[i - 1] & kinds and i - 1 not in named else i
            longer = sorts[i + 1 : i + 2]
            of_relation = any(self.properties[i] & said for said in self.properties[i + 1 : i + 2])
            if not (longer and longer[0] & kinds) and not of_relation:
                yield first, i

    def _meant(self, first: int, head: int) -> Iterator[Mention]:
        """What a noun may mean with the words around it, told by most of them first."""
        starts = self._starts(first)
        if starts is None:
            return
        spans = [(start, end) for start in starts for end in self._ends(head)]
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            clues = self._clues(start, first, head, end)
            if clues and (ids := self._one(clues, first, head)):
                yield Mention(start, end, " ".join(t.text for t in self.tokens[start:end]), ids)

    def _starts(self, first: int) -> list[int] | None:
        """Where a description may begin: with whose the thing is, if that is told; None where it tells of no certain
        thing: "which act", "an act"."""
        starts, at = [first], first
        ends = {m.end: m for m in self.mentions}
        while at and first - at < _FARTHEST:
            if m := ends.get(at):
                if self._owner(m):
                    return [m.start]
                at = m.start
            elif self.tokens[at - 1].content:
                at -= 1
            else:
                break
            starts.append(at)
        before = self.tokens[at - 1].text if at else ""
        return None if before in _ANY else starts

    def _owner(self, mention: Mention) -> bool:
        """Whether it may be whose a thing is that is named right before it."""
        return any("#" not in i and self.index.things.is_a(i, "Agent") for i in mention.ids)

    def _ends(self, head: int) -> list[int]:
        """Where a description may end: with its noun, with "of" such a land, or with what it is "on"."""
        texts, end = [t.text for t in self.tokens], head + 1
        ends = [end]
        for m in self.mentions:
            article = texts[end + 1 : end + 2] == ["the"]
            if texts[end : end + 1] and texts[end] in TIES and m.start == end + 1 + article:
                end = m.end
                ends.append(end)
                break
        if texts[end : end + 1] and texts[end] in _ON:
            stop = next((i for i in range(end + 1, len(texts)) if texts[i] in AUXILIARIES | INNER), len(texts))
            last = range(end + 2, min(stop, end + 1 + _FARTHEST) + 1)
            ends += [i for i in last if self.tokens[i - 1].content and not self.tokens[i - 1].everyday]
        return ends

    def _clues(self, start: int, first: int, head: int, end: int) -> Clues | None:
        """What is said of a thing between two places; None where a name is cut, or hardly anything is said."""
        within = [m for m in self.mentions if start < m.end and m.start < end]
        if any(m.start < start or m.end > end for m in within):
            return None
        lands = frozenset(i for m in within if m.land for i in m.ids)
        others = tuple(m for m in within if not m.ids & lands)
        named = named_at(within)
        said = [self.tokens[i] for i in range(start, end) if i not in named and not first <= i <= head]
        years = frozenset(t.text for t in said if _YEAR.fullmatch(t.text))
        words = tuple(t for t in said if t.content and t.text not in years | _BESIDE)
        beside = frozenset(t.text for t in said if t.text in _BESIDE)
        whose = others and self._definite(first) and all(map(self._owner, others)) and end not in self._begin
        told = words or len(others) > 1 or (others and (lands or years)) or whose
        return Clues(words, beside, years, lands, others) if told else None

    def _one(self, clues: Clues, first: int, head: int) -> frozenset[str]:
        """The one thing that fits, with its amendments where "the amended act" is said; none where several do."""
        found = [(rank, id_) for id_ in self._having(clues) if (rank := self._rank(id_, clues, first, head))]
        found.sort()
        alone = len(found) == 1 or (len(found) > 1 and found[0][0] < found[1][0])
        if not alone or not self._enough(found[0][1], clues, first, head):
            return frozenset()
        meant = frozenset({found[0][1]})
        return meant | (
            self.index.things.tied(meant, frozenset({"Amendment"})) if clues.beside & _CHANGED else frozenset()
        )

    def _having(self, clues: Clues) -> set[str]:
        """The things in whose names all words stand, or such as stand for them."""
        parts, things = self.index.linker.parts, self.index.things
        sets: list[Set[str]] = [parts.called(t) for t in clues.words]
        for other in clues.others:
            span = [t for t in self.tokens[other.start : other.end] if t.content]
            spelt = [parts.called(t) for t in span]
            sets.append(set(things.tied(other.ids, frozenset(_SORTS))) | (set.intersection(*spelt) if spelt else set()))
        found = set.intersection(*map(set, sets))
        return {i for i in found if "#" not in i and (not clues.lands or jurisdiction(i) in clues.lands)}

    def _rank(self, id_: str, clues: Clues, first: int, head: int) -> tuple[bool, int, int] | None:
        """How near a thing is to what is said, nearest first; None where it is not meant."""
        fits = self._fits(id_, head)
        if fits is None or (clues.years and not clues.years & self._years(id_, self._dated)):
            return None
        land = jurisdiction(id_)
        if self._told and land not in self._told | {"intl"}:
            return None
        loose = sum(not self.index.linker.parts.literally(t, id_) for t in clues.words)
        if not (clues.words or clues.lands or clues.years or len(clues.others) > 1 or self._headed(id_, head)):
            return None  # of all that is NIST's, only the NIST AI Risk Management Framework is "the NIST framework"
        return not fits, loose, self._left(id_, clues, first, head)[0]

    def _enough(self, id_: str, clues: Clues, first: int, head: int) -> bool:
        """Whether enough is said to mean a thing: whose it is or its year, or else most of its name."""
        if clues.lands or clues.years or clues.others:
            return True
        left, whole = self._left(id_, clues, first, head)
        most = 1 - (_PART if jurisdiction(id_) == "intl" else _ENOUGH)
        return self._definite(first) and bool(self._fits(id_, head)) and left <= whole * most

    @cached_property
    def _told(self) -> set[str]:
        """The lands of what is named."""
        return {jurisdiction(i) for m in self.mentions if not m.soft and not m.shared for i in m.ids} - {"intl"}

    @cached_property
    def _begin(self) -> set[int]:
        """Where names begin: "the UN report Governing AI for Humanity" is what it is called."""
        return {m.start for m in self.mentions}

    def _definite(self, first: int) -> bool:
        """Whether a certain thing is spoken of: "the act"."""
        before = (self.tokens[i].text for i in range(first - 1, max(first - 1 - _FARTHEST, -1), -1))
        return next((w for w in before if w in STOP), "") in _THE

    def _fits(self, id_: str, head: int) -> bool | None:
        """Whether a thing is of the class of the noun, or of one like it; None where it is neither."""
        noun, kinds = self.tokens[head].text, self.index.things.kinds(id_)
        said = self._headed(id_, head)
        if self.index.things.several(id_) or kinds.isdisjoint(_SORTS):
            return None
        if noun.endswith("s") and not noun.endswith("ss") and not said:
            return None  # "the acts on chatbots" are several
        if self.classes[head] & kinds:
            return True
        akin = said or any(kin & kinds and kin & self.classes[head] for kin in _KIN)
        return False if akin else None

    def _headed(self, id_: str, head: int) -> bool:
        """Whether a thing's name has the noun for its own: "framework"."""
        return any(self.tokens[head].text in head_of(name) for name in self.index.linker.parts.words_of.get(id_, ()))

    def _left(self, id_: str, clues: Clues, first: int, head: int) -> tuple[int, int]:
        """How many words of a thing's name are not said, of how many that tell it apart."""
        said = {t.text for t in clues.words} | clues.beside | {t.text for t in self.tokens[first : head + 1]}
        said |= {t.text for m in clues.others for t in self.tokens[m.start : m.end]}
        alike = set().union(*(self.index.linker.parts.alike(t) for t in clues.words), said)
        best = (99, 99)
        for name in self.index.linker.parts.words_of[id_]:
            telling = [
                w for w in name if w not in self.index.linker.parts.land_words and w not in TIES and w not in _ON
            ]
            best = min(best, (sum(w not in alike for w in telling), len(telling)))
        return best

    @cached_property
    def _dated(self) -> set[str]:
        """The relations that tell dates."""
        return {name for name, p in self.index.vocabulary.properties.items() if p.range == "edtf"}

    def _years(self, id_: str, dated: Collection[str]) -> set[str]:
        """The years in a thing's names, and those of its dates of these relations."""
        told = self.index.facts_of(id_, dated)
        named = (w for name in self.index.linker.parts.words_of[id_] for w in name)
        return {y for text in (*(f.object.text for f in told), *named) for y in _YEAR.findall(text)}
