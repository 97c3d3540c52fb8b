"""Misspelt words of a question set right: with a margin, and never one that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from typing import Any

from .lexicon import FRAME_WORDS, STOP, Lexicon, Token, stem

REF = "entityref"  # begins a word that stands for things that were found out before


class Speller:
    """Sets words right by those of names, of the ontology and of facts."""

    def __init__(self, tables: Mapping[str, Mapping[Any, Any]], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._one = tables["one"]
        self._pairs: Mapping[str, bool] = tables["beside"]  # words that stand side by side in a name
        self._written: Mapping[str, bool] = tables["written"]  # the words of names and phrases

    @cached_property
    def _spelling(self) -> list[str]:
        """All of these words, in order."""
        found: list[str] = self._one["spelling"]
        return found

    def right(self, word: str, known: Container[str], before: list[Token]) -> str:
        """The word that is meant, with the words before it: itself where it is known, or where nothing is near."""
        if len(word) > 5 and not self._is_spelt(word) and (meant := _left_out(word, FRAME_WORDS)):
            return meant
        if 2 < len(word) < 5 and not self._stands(word, known) and (meant := _left_out(word, STOP | FRAME_WORDS)):
            return meant
        if len(word) < 3 or self._stands(word, known):
            return word
        slips = [w for w in _slips(word) if w in STOP or (stem(w) in known and self._is_spelt(w))]
        if slips or len(word) < 4:
            return slips[0] if slips else word
        for right in _slips(word):
            if stem(right) in known and self._is_spelt(right[:-1]):
                return right
        near = self._near(word, before)
        return near if len(near) == len(word) and near != word else self._longer(word) or near

    def _stands(self, word: str, known: Container[str]) -> bool:
        """Whether a word is known as it stands."""
        return (
            word in STOP
            or word in self.lexicon.everyday
            or word in FRAME_WORDS
            or (stem(word) in known and not word.endswith("ys"))
            or word in self.lexicon.spelt
            or stem(word) in self.lexicon.spelt_stems
            or word.isdigit()
            or word.startswith(REF)
        )

    def _longer(self, word: str) -> str:
        """The shortest word that begins so."""
        longer = [w for w in self._spelling if w.startswith(word)] if len(word) > 4 else []
        return min(longer, key=len, default="")

    def _near(self, word: str, before: list[Token]) -> str:
        """The word most like it, where one is like enough; one that a name has beside the word before it goes first."""
        from rapidfuzz import fuzz, process  # only a word that is not known has to be looked for

        best = process.extract(word, self._spelling, scorer=fuzz.ratio, limit=3, score_cutoff=_alike(word))
        near = [b for b in best if (b[0][0] == word[0] or b[1] >= 88) and b[1] >= best[0][1] - 1]
        if len(word) < 6:  # short words: letters left out or swapped, none exchanged for another but within a name
            near = [b for b in near if not Counter(word) - Counter(b[0]) or self._beside(before, b[0])]
        least = max(83, near[0][1] + 4 if near else 0)
        if len(word) > 5 and least <= 100:
            spoken = process.extractOne(stem(word), self._one["spoken"], scorer=fuzz.ratio, score_cutoff=least)
            if spoken and spoken[0][:2] == word[:2]:
                return str(spoken[0])  # a word that facts say, though no name has it
        named = [b for b in near if self._beside(before, b[0])]
        return str((named or near)[0][0]) if near else word

    def _beside(self, before: list[Token], word: str) -> bool:
        """Whether a name has a word right behind the one that stands before it."""
        return bool(before) and f"{before[-1].stem} {stem(word)}" in self._pairs

    def _is_spelt(self, word: str) -> bool:
        """Whether a word stands so in a name, or a phrase of the ontology."""
        return word in self._written


def _slips(word: str) -> Iterator[str]:
    """What a word may be with two letters swapped, its last one doubled, or a plural of "y": "saftey", "pas",
    "companys"."""
    if word.endswith("ys"):
        yield word[:-2] + "ies"
    yield word + word[-1]
    if len(word) < 4:
        return
    yield from (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1))


def _left_out(word: str, among: frozenset[str]) -> str:
    """The small word, or one that begins a question, of which a letter is left out: "offical", "wich", "wil"."""
    frames = (w for w in sorted(among) if len(w) == len(word) + 1)
    return next((w for w in frames if any(w[:i] + w[i + 1 :] == word for i in range(1, len(w) - 1))), "")


def _alike(word: str) -> int:
    """How alike (0 to 100) a known word has to be: one slip in a short word weighs more than in a long one."""
    return 75 if len(word) < 6 else 83 if len(word) < 8 else 80
