"""Two sides or more that a question sets against each other -> the same plain question about each: "A versus B"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from .frames import AUXILIARIES, INNER, WHEREBY
from .index import Index
from .lexicon import words
from .reading import Reading
from .regex import Regex
from .things import is_jurisdiction

_AGAINST = frozenset("vs versus".split())
_JOINING = _AGAINST | frozenset("and or with to from than against".split())
_BETWEEN = _JOINING | WHEREBY | frozenset("the a an both either that those differ differs differed compared".split())
PREPOSED = WHEREBY | frozenset("at since after before during against towards".split())
ONES = frozenset("one ones".split())
_ASKS = INNER | AUXILIARIES | frozenset("when where why whom whose".split())
_PUT = frozenset("and put in into did it was come came enter entered take took go went".split())
_LONGEST = 6  # words of what is no name and set against another
_HEAD = Regex(r"[:\u2013\u2014]| - ", needs=(*":\u2013\u2014", " - "))
_STOP = re.compile(rf"[,;]|{_HEAD.pattern}")
_OUTRIGHT = Regex(  # says that things are set side by side
    r"\b(?:vs|versus|compar(?:e[sd]?|ing|ison)|contrast\w*|differ\w*|each|respectively|for and against)\b",
    needs=("vs", "versus", "compar", "contrast", "differ", "each", "respectively", "for and against"),
)
_FRAME = Regex(  # says no more than that
    r"^(?:please )?(?:compare|contrast|comparison of|how (?:do|does|did)(?=$| the$)|"
    r"(?:what (?:is|are) )?(?:the )?differences?)\b(?: between| of)?|\b(?:each|respectively|both|compared?|differ)\b",
)
_MATTER = Regex(r"^(?:when it comes to|as for|regarding|concerning|about|on|over|in)\b ?")
_THEY = frozenset("they it these".split())
Name = tuple[int, int, frozenset[str]]  # from where to where it stands, and what it names


class Said(NamedTuple):
    """The words of a question, before which of them there is a stop, or one that ends a heading, and where the names in
    it stand; names side by side are one: "California", "SB 53"."""

    texts: list[str]
    stops: frozenset[int]
    heads: frozenset[int]
    names: list[Name]

    @property
    def outright(self) -> bool:
        """Whether things are said to be set side by side."""
        return bool(_OUTRIGHT.search(" ".join(self.texts)))

    def between(self, start: int, end: int) -> bool:
        """Whether what stands between two names sets the one against the other."""
        there = self.texts[start:end]
        joined = not _JOINING.isdisjoint(there) or not self.stops.isdisjoint(range(start, end + 1))
        return joined and set(there) <= _BETWEEN

    def headed(self, at: int) -> bool:
        """Whether a heading ends before a word."""
        return at in self.heads or (at > 0 and self.texts[at - 1] in {"the", "both"} and at - 1 in self.heads)


class Sides:
    """Finds the sides in questions about one graph."""

    def __init__(self, index: Index) -> None:
        self.index, self.linker, self.things = index, index.linker, index.things

    def of(self, question: str, loosely: bool = False) -> list[str]:
        """The same question about each side; nothing where no sides are set against each other outright, or, loosely,
        joined by "and"."""
        if not (loosely or _OUTRIGHT.search(question.casefold()) or _HEAD.search(question)):
            return []
        said = self.said(question)
        group = self._named(said)
        if group:
            start, end = group[0][0], group[-1][1]
            headed = said.headed(start) or end in said.heads
            if not (said.outright or headed or loosely):
                return []
            return [q for n in group if (q := self._asked(said, start, end, self.completed(said, said, group[0], n)))]
        return self._phrases(said, loosely)

    def said(self, question: str) -> Said:
        tokens, _, _ = self.linker.tokens(question, self.index.known)
        stops = {len(words(question[: stop.start()])): stop.group() for stop in _STOP.finditer(question)}
        names: list[Name] = []
        for mention in self.linker.mentions(tokens):
            if mention.soft:
                continue
            if names and names[-1][1] == mention.start and mention.start not in stops:
                names[-1] = names[-1][0], mention.end, mention.ids
            else:
                names.append((mention.start, mention.end, mention.ids))
        heads = frozenset(at for at, stop in stops.items() if stop not in (",", ";"))
        return Said([t.text for t in tokens], frozenset(stops), heads, names)

    def _named(self, said: Said) -> list[Name]:
        """The names that are set side by side, the first of them that are."""
        group: list[Name] = []
        for one, other in pairwise(said.names):
            if said.between(one[1], other[0]) and self.akin(one[2], other[2]):
                group += [other] if group else [one, other]
            elif group:
                break
        return group

    def akin(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two names are of one kind; that of a land may stand for what another land has: "Korea's"."""
        lands = (all(map(is_jurisdiction, ids)) for ids in (one, other))
        return self.things.family(one) == self.things.family(other) or any(lands)

    def completed(self, one: Said, other: Said, first: Name, name: Name) -> list[str]:
        """The words of a name, "South Korea's" with those that the first one has behind its land: "AI law"."""
        own, whole = other.texts[name[0] : name[1]], one.texts[first[0] : first[1]]
        if not all(map(is_jurisdiction, name[2])) or all(map(is_jurisdiction, first[2])):
            return own
        land = next((n for n in range(1, len(whole)) if self._is_land(whole[:n])), len(whole))
        return [*own, *whole[land:]]

    def _is_land(self, said: list[str]) -> bool:
        """Whether some words name a land."""
        found = self.linker.mentions(self.linker.tokens(" ".join(said), self.index.known)[0])
        return any(m.end - m.start == len(said) and all(map(is_jurisdiction, m.ids)) for m in found)

    def _asked(self, said: Said, start: int, end: int, side: list[str]) -> str:
        """The plain question about one side; nothing where nothing is asked of it."""
        before = _FRAME.sub(" ", " ".join(said.texts[:start])).split()
        after = _MATTER.sub("", " ".join(w for w in said.texts[end:] if w not in ("each", "respectively"))).split()
        if not before and not after:
            return ""
        name = " ".join(side)
        if not _THEY.isdisjoint(asking := after if end in said.heads else before) and _ASKS & set(asking[:1]):
            return " ".join(name if w in _THEY else w for w in asking)  # "compare when they were signed: A, B"
        if not before or (end in said.heads and _ASKS & set(after[:1])):
            return f"{' '.join([*before, *after])} of {name}"
        link = "of " if said.headed(start) and not _ASKS & set(before[:1]) else ""
        return f"{' '.join(before)} {link}{name} {' '.join(after)}".strip()

    def _phrases(self, said: Said, loosely: bool) -> list[str]:
        """The question for each of two phrases that are no names: "a first violation versus later ones"."""
        for at in range(1, len(said.texts) - 1):
            left, right = said.texts[:at], said.texts[at + 1 :]
            start = _start(said, at)
            if said.texts[at] not in _AGAINST:
                joined = said.texts[at] in ("and", "with") and right[0] in PREPOSED
                if not (joined and start >= 0 and (said.outright or start in said.heads or loosely)):
                    continue
            if start >= 0:
                before = _FRAME.sub(" ", " ".join(left[:start])).split()
                before += ["for"] if start in said.heads and left[start] not in PREPOSED else []
                return [" ".join([*before, *side]) for side in _shared(left[start:], right)]
        return []


def _start(said: Said, at: int) -> int:
    """Where that begins which is set against what follows: after a stop, or with its preposition; -1 if nowhere."""
    left, first = said.texts[:at], said.texts[at + 1]
    head = max((i for i in said.heads if i < at), default=-1)
    if head >= 0 and at - head <= _LONGEST and (said.texts[at] in _AGAINST or left[head] in PREPOSED):
        return head
    same = [i for i in range(at) if left[i] == first and first in PREPOSED]
    any_ = [i for i in range(at) if left[i] in PREPOSED]
    start = (same or any_ or [-1])[-1]
    if start >= 0 and first not in PREPOSED:
        start += 1  # "for curable versus uncurable violations"
    return start if start < at and at - start <= _LONGEST else -1


def _shared(one: list[str], other: list[str]) -> list[list[str]]:
    """Two phrases, each with what only the other one says for both: "curable versus uncurable violations"."""
    if other[0] in PREPOSED:
        tail = other[1:] if one[-1] in PREPOSED else []  # "for and against the act"
        return [[*one, *tail], other]
    ones = next((i for i, w in enumerate(other) if w in ONES), 0)
    if ones:
        return [[*one, *other[ones + 1 :]], [*other[:ones], one[-1], *other[ones + 1 :]]]
    if len(one) == 1 and len(other) > 1 and other[1] not in PREPOSED:
        return [[*one, *other[1:]], other]
    end = next((i for i, w in enumerate(other) if i and w in PREPOSED), len(other))
    return [[*one, *other[end:]], other]


def deeds(reading: Reading) -> list[str]:
    """The question for the day of each thing that was done: "when was it passed, signed and put into force"."""
    chain = _chain(reading) if reading.kind == "date" and "and" in reading.texts else []
    before, after = (reading.texts[: chain[0][0]], reading.texts[chain[-1][1] :]) if chain else ([], [])
    return [" ".join([*before, *reading.texts[start:end], *after]) for start, end in chain]


def _chain(reading: Reading) -> list[tuple[int, int]]:
    """Where the deeds stand that are joined by "and" and ask for days of their own."""
    texts, chain = reading.texts, list[tuple[int, int]]()
    for i in reading.relations:
        start = chain[-1][1] if chain else i
        if not set(texts[start:i]) <= _PUT:
            chain, start = [], i
        chain.append((next(j for j in range(start, i + 1) if texts[j] != "and"), i + 1))
    joined = len(chain) > 1 and texts[chain[-1][0] - 1] == "and"
    return chain if joined else []
