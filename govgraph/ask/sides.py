"""Two sides or more that a question sets against each other -> the same plain question about each: "A versus B"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from .frames import AUXILIARIES, INNER, WHEREBY
from .index import Index
from .lexicon import words
from .regex import Regex
from .things import is_jurisdiction

_AGAINST = frozenset("vs versus".split())
_JOINING = _AGAINST | frozenset("and or with to from than against".split())
_BETWEEN = _JOINING | WHEREBY | frozenset("the a an both either that those differ differs differed compared".split())
PREPOSED = WHEREBY | frozenset("at since after before during against towards".split())
ONES = frozenset("one ones".split())
_ASKS = INNER | AUXILIARIES | frozenset("when where why whom whose".split())
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

    def of(self, question: str) -> list[str]:
        """The same question about each side; nothing where no sides are set against each other outright."""
        if not (_OUTRIGHT.search(question.casefold()) or _HEAD.search(question)):
            return []
        said = self.said(question)
        group = self._named(said)
        if not group:
            return []
        start, end = group[0][0], group[-1][1]
        return [q for n in group if (q := self._asked(said, start, end, self.completed(said, said, group[0], n)))]

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
        return any(m.end - m.start == len(said) and m.land for m in found)

    def _asked(self, said: Said, start: int, end: int, side: list[str]) -> str:
        """The plain question about one side; nothing where nothing is asked of it."""
        before = _FRAME.sub(" ", " ".join(said.texts[:start])).split()
        after = _MATTER.sub("", " ".join(w for w in said.texts[end:] if w not in ("each", "respectively"))).split()
        if not before and not after:
            return ""
        name = " ".join(side)
        if not before or (end in said.heads and _ASKS & set(after[:1])):
            return f"{' '.join([*before, *after])} of {name}"
        link = "of " if said.headed(start) and not _ASKS & set(before[:1]) else ""
        return f"{' '.join(before)} {link}{name} {' '.join(after)}".strip()
