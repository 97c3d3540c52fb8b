"""The noun that tells which class of thing a question asks for: "which existing document …"."""

from __future__ import annotations

from functools import cached_property

from ..vocabulary import Vocabulary
from .frames import AUXILIARIES, PREPOSITIONS, WHEREBY
from .kinds import Kind
from .lexicon import Token
from .linker import Mention, named_at

_ARTICLES = frozenset("the a an its their his her this these those".split())
_COUNTING = frozenset("how number examples example list all".split())
_FARTHEST = 7  # words after "which", among which the noun stands
_NONE = (-1, frozenset[str]())


class Wanted:
    """The words of one question, with the names in it and the terms they stand for, in which that noun is found."""

    def __init__(
        self,
        tokens: list[Token],
        mentions: list[Mention],
        classes: list[set[str]],
        properties: list[set[str]],
        outright: frozenset[str],
        kind: Kind,
        vocabulary: Vocabulary,
    ) -> None:
        self.tokens, self.mentions, self.classes, self.properties = tokens, mentions, classes, properties
        self.outright, self.kind, self.vocabulary = outright, kind, vocabulary

    @cached_property
    def _texts(self) -> list[str]:
        return [t.text for t in self.tokens]

    @cached_property
    def _named(self) -> set[int]:
        return named_at(self.mentions)

    def noun(self) -> tuple[int, frozenset[str]]:
        """Where the noun stands, and its classes; -1 and none where nothing of a class is asked for."""
        start = self._start()
        return (None if start is None else self._after(start)) or self._bare() or _NONE

    def _start(self) -> int | None:
        """Where what is asked for begins: after "which", "how many", or with the question itself."""
        texts = self._texts
        starts = [i + 1 for i, w in enumerate(texts) if w in ("which", "what", "whats") and self.kind != "yes_no"]
        if not starts and self.kind in ("what", "number"):
            starts = [i + 1 for i, w in enumerate(texts) if i and w in ("many", "of") and texts[i - 1] in _COUNTING]
            starts = [*reversed(starts), 0]
        if not starts:
            return None
        start = starts[0]
        through = self.kind == "what" and 2 < start < 6 and texts[start - 2] in WHEREBY
        if through and not (PREPOSITIONS | AUXILIARIES) & set(texts[: start - 2]):
            return 0  # "forums through which it contributes"
        if self.kind == "what" and texts[start : start + 1] in (["is"], ["are"], ["was"], ["were"]):
            start += 2 if texts[start + 1 : start + 2] in (["the"], ["all"], ["its"]) else 1
        if start < len(texts) and texts[start] in ("kind", "kinds", "type", "types", "sort", "sorts"):
            start += 2
        return start

    def _after(self, start: int) -> tuple[int, frozenset[str]] | None:
        """The noun that stands from a place on; "documents, acts or plans" are all asked for."""
        texts, last, found = self._texts, -1, frozenset[str]()
        for i in range(start, min(start + _FARTHEST, len(texts))):
            if texts[i] in ("or", "and") and last >= 0:
                continue
            if self._over(i, start, last):
                break
            if self._of_relation(i):
                return _NONE  # "act number" asks for a number, "sub-groups" for what it consists of
            if self.classes[i] and i not in self._named:
                listed = last > 0 and bool({"or", "and"} & set(texts[last - 1 : i]))
                more = listed or (last >= 0 and texts[last].endswith("s") and not texts[last].endswith("ss"))
                last, found = i, (found if more else frozenset()) | self.classes[i]
            elif last >= 0 and i not in self._named and (self.properties[i] or not self.tokens[i].content):
                break
        return (last, found) if last >= 0 else None

    def _over(self, i: int, start: int, last: int) -> bool:
        """Whether the noun is over where a word comes: "bodies act", "law changes"."""
        texts = self._texts
        if texts[i] in AUXILIARIES:
            return True
        if i > start and (texts[i] in _ARTICLES | PREPOSITIONS or self._acts(i)):
            return True
        if not start and self.classes[i] and texts[i + 1 : i + 2] and texts[i + 1] in PREPOSITIONS:
            return False  # "staff duties in the first phase"
        verb = last == i - 1 >= start and bool(self.properties[i])
        if verb and self.classes[i] and texts[i + 1 : i + 2] and texts[i + 1] in AUXILIARIES:
            return False  # "state laws must"
        return verb and (texts[last].endswith("s") or texts[i].endswith("s"))

    def _acts(self, i: int) -> bool:
        """Whether a word is the verb between the noun asked for and what it is done to: "what motto guides Japan"."""
        done_to = i + 1 in self._named or (i + 1 < len(self._texts) and self._texts[i + 1] in _ARTICLES)
        return self._texts[i].endswith("s") and done_to

    def _of_relation(self, i: int) -> bool:
        """Whether a word that names a class is, with the one beside it, the name of a relation to something else."""
        if self.classes[i] and self._texts[i + 1 : i + 2] in (["number"], ["numbers"]):
            return True  # "under what Commission number"
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(self.tokens)]
        beside = [j for j in beside if not self.classes[j] and self.tokens[j].content]
        whole = {p for j in beside for p in self.properties[i] & self.properties[j] & self.outright}
        return bool(whole and self.classes[i]) and not self.classes[i] & {
            self.vocabulary.properties[p].range for p in whole
        }

    def _bare(self) -> tuple[int, frozenset[str]] | None:
        """The noun of a question without "which" or "what": "elements of the framework" asks for elements."""
        if self.kind != "what" or {"which", "what", "how", "who", "whom"} & set(self._texts):
            return None
        said = [i for i, t in enumerate(self.tokens) if t.content and i not in self._named]
        end = next((i for i, w in enumerate(self._texts) if i and w in PREPOSITIONS), len(self._texts))
        head = [i for i in said if i < end] or said
        free = [i for i in head if self.classes[i]]
        return (free[-1], frozenset(self.classes[free[-1]])) if free else None
