"""Some of the words of a name -> the things that have them in their names, and the one that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from .lexicon import Lexicon, Token
from .things import head_of, jurisdiction

_SHORT = {"ai": frozenset({"artificial"})}


class Partly:
    """The words of all names of a graph, by which things are found that are named in part."""

    def __init__(self, tables: Mapping[str, Mapping[Any, Any]], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.having: Mapping[str, set[str]] = tables["having"]
        self.by_stem: Mapping[str, set[str]] = tables["by_stem"]
        self.words_of: Mapping[str, list[tuple[str, ...]]] = tables["words_of"]
        self.land_words: Set[str] = tables["one"]["land_words"]

    def only(self, span: list[Token], lands: set[str], loosely: bool = True) -> str | None:
        """The one thing in whose name all these words are, or, loosely, words that stand for them."""
        said = {t.text: self.alike(t, loosely) for t in span if t.content}
        if len(said) < 2:
            return None
        found = set.intersection(*(set().union(*(self.having.get(w, ()) for w in ws)) for ws in said.values()))
        if lands:
            found = {i for i in found if jurisdiction(i) in lands}
        beyond = sorted((left, i) for i in found if (left := self._left(i, said)) is not None)
        sole = len(beyond) == 1 or (len(beyond) > 1 and bool(lands) and beyond[0][0] < beyond[1][0])
        return beyond[0][1] if sole else None

    def alike(self, token: Token, loosely: bool = True) -> set[str]:
        """The words of names for which one may stand: itself but for an s, and, loosely, others by `synonyms.txt`."""
        own = _own(token)
        verb = token.text.endswith(("s", "ed")) and (token.stem,) in self.lexicon.properties
        return own | (
            {w for s in self.lexicon.synonyms.get(token.stem, ()) for w in self.by_stem.get(s, ())}
            if loosely and not verb  # "the agency enforces it" names no police agency
            else set()
        )

    def literally(self, token: Token, id_: str) -> bool:
        """Whether a word itself, but for an s, stands in a name of a thing."""
        return any(not _own(token).isdisjoint(name) for name in self.words_of[id_])

    def called(self, token: Token) -> set[str]:
        """The things, no parts, that have a word in a name, or one that may stand for it."""
        return set().union(*(self.having.get(w, ()) for w in self.alike(token)))

    def _left(self, id_: str, said: dict[str, set[str]]) -> int | None:
        """How many words before the first "of" or "for" of a thing's name are not said; None where it is not meant."""
        found = []
        for name in self.words_of[id_]:
            name = tuple(w for w in name if w not in self.land_words)
            first = head_of(name)
            told = [w for w in first if any(w in others for others in said.values())]
            whole = all(others & set(name) for others in said.values())
            if whole and first and first[-1] in told and len(told) >= 0.6 * len(first):
                found.append(len(first) - len(told))
        return min(found, default=None)


def _own(token: Token) -> set[str]:
    """A word as it may be written in a name: itself but for an s."""
    return {token.text, token.text + "s", token.text.removesuffix("s")} | _SHORT.get(token.text, frozenset())
