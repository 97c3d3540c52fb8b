"""Names in a question -> things: exact on names and aliases first, then misspellings with a margin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from ..vocabulary import entity_id
from .lexicon import EVERYDAY, STOP, Lexicon, Token, stem, stems, words

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

REF = "entityref"
_DEFINITE = {"the", "this", "that"}
_TIES = {"of", "in", "under", "for", "at"}
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FRAME_WORDS = frozenset(
    """when where which what who whom why how many number date order compare comparison difference differ connected
    linked related connection before after between first does under common report long many much order sort
    arrange versus contrast certain definite section part passage paragraph chapter chronological earliest
    latest""".split()
)


@dataclass(frozen=True)
class Mention:
    """A stretch of the question, tokens `start` to `end`, that names one of `ids`.

    A `soft` one is an everyday word ("people") that need not mean the group of that name; a `shared` one is
    the name of several things. `also` are things that are called so among those of their own jurisdiction or law."""

    start: int
    end: int
    text: str
    ids: frozenset[str]
    soft: bool = False
    shared: bool = False
    also: frozenset[str] = frozenset()


class Linker:
    """All names of a graph, ready to be found in questions."""

    def __init__(self, graph: KnowledgeGraph, lexicon: Lexicon) -> None:
        self.graph = graph
        self.names: dict[tuple[str, ...], set[str]] = {}
        self.exact: dict[tuple[str, ...], set[str]] = {}
        self.script: dict[str, set[str]] = {}
        vocabulary: set[str] = set(lexicon.known) | _FRAME_WORDS | STOP
        for row in graph.query(
            "SELECT ?s ?n { ?s rdfs:label|dcterms:title|skos:altLabel ?n ; a/rdfs:subClassOf* gov:Thing }"
        ):
            id_ = entity_id(row["s"].value)
            if id_ is None or graph.kind(id_) == "Position":
                continue
            if _CJK.search(row["n"].value):
                self.script.setdefault(row["n"].value, set()).add(id_)
                continue
            vocabulary.update(words(row["n"].value))
            key = stems(row["n"].value)
            self.exact.setdefault(tuple(words(row["n"].value)), set()).add(id_)
            if len(key) > 1 or (key and words(row["n"].value)[0] not in STOP) or key == ("us",):
                self.names.setdefault(key, set()).add(id_)
        self._other_lands()
        self.short = self._short_names()
        self.vocabulary = sorted(w for w in vocabulary if len(w) > 3)
        self.sizes: dict[str, set[int]] = {}  # of the names that begin with a word
        for key in (*self.names, *self.short):
            self.sizes.setdefault(key[0], set()).add(len(key))
        self.synonyms = lexicon.synonyms()
        self.land_words = {w for key, ids in self.exact.items() for w in key if any(map(self.is_jurisdiction, ids))}
        self.having: dict[str, set[str]] = {}  # the things that are no parts, by the words of their names
        self.by_stem: dict[str, set[str]] = {}
        self.words_of: dict[str, list[tuple[str, ...]]] = {}
        for key, ids in self.exact.items():
            for id_ in ids:
                if "#" not in id_ and id_ not in graph.source_ids and not self.is_jurisdiction(id_):
                    self.words_of.setdefault(id_, []).append(key)
                    for word in key:
                        self.having.setdefault(word, set()).add(id_)
                        self.by_stem.setdefault(stem(word), set()).add(word)
        self.pairs = {pair for key in self.names for pair in pairwise(key)}  # words that stand side by side in a name

    def _short_names(self) -> dict[tuple[str, ...], set[str]]:
        """Names without the jurisdiction or law at their end: "AI Basic Act of South Korea" is an "AI Basic Act"."""
        found: dict[tuple[str, ...], set[str]] = {}
        wholes = {key for key, ids in self.exact.items() if any(self._whole(i) for i in ids)}
        for key, ids in self.exact.items():
            for cut in range(2, len(key) - 1):
                rest = key[cut + 1 :]
                tail = rest[1:] if rest[:1] == ("the",) else rest
                if key[cut] in _TIES and tail in wholes and not set(key[:2]) & STOP:
                    found.setdefault(tuple(stem(w) for w in key[:cut]), set()).update(ids)
        return found

    def _whole(self, id_: str) -> bool:
        return self.is_jurisdiction(id_) or self.graph.vocabulary.is_a(self.graph.kind(id_), "Instrument")

    def _other_lands(self) -> None:
        """Names that begin with a jurisdiction's are known by its other names too: "Japan's law", "Japanese law"."""
        lands: dict[str, set[tuple[str, ...]]] = {}
        for key, ids in self.names.items():
            for id_ in ids:
                if self.is_jurisdiction(id_):
                    lands.setdefault(id_, set()).add(key)
        for key, ids in list(self.names.items()):
            for keys in lands.values():
                if key[:1] in keys and len(key) > 1:
                    for other in keys:
                        self.names.setdefault((*other, *key[1:]), set()).update(ids)

    def tokens(
        self, question: str, known: set[str], refs: dict[str, frozenset[str]]
    ) -> tuple[list[Token], list[Mention], dict[str, str]]:
        """The question's tokens with misspelt words set right, the mentions that are not words, what was corrected.

        `refs` are stand-ins for things found out before (`entityref0`); names in other scripts become such too.
        """
        refs = dict(refs)
        for name, ids in sorted(self.script.items(), key=lambda item: -len(item[0])):
            if name in question:
                ref = f"{REF}{len(refs)}"
                question = question.replace(name, f" {ref} ")
                refs[ref] = frozenset(ids)
        corrected: dict[str, str] = {}
        tokens: list[Token] = []
        raw = re.findall(r"[^\W_]+(?:[&.'’][^\W_]+)*", question)
        capital = {w.casefold() for i, w in enumerate(raw) if w[:1].isupper() and i}
        for word in words(question):
            right = self._spell(word, known, tokens)
            if right != word:
                corrected[word] = right
            content = (len(right) > 1 and not {right, stem(right)} & STOP) or (
                right == "us" and _is_country(word, tokens, question)
            )
            tokens.append(Token(right, stem(right), content, word in capital))
        placed = [Mention(i, i + 1, t.text, refs[t.text]) for i, t in enumerate(tokens) if t.text in refs]
        return tokens, placed, corrected

    def _spell(self, word: str, known: set[str], before: list[Token]) -> str:
        if len(word) < 4 and word not in ("wen", "wat", "hoo"):
            return word
        if (
            word in STOP
            or word in EVERYDAY
            or word in _FRAME_WORDS
            or stem(word) in known
            or word.isdigit()
            or word.startswith(REF)
        ):
            return word
        longer = [w for w in self.vocabulary if w.startswith(word)] if len(word) > 4 else []
        if longer:
            return min(longer, key=len)
        vocabulary = self.vocabulary if len(word) > 3 else ["when", "what"]
        best = process.extract(word, vocabulary, scorer=fuzz.ratio, limit=3, score_cutoff=_alike(word))
        near = [b for b in best if (b[0][0] == word[0] or b[1] >= 88) and b[1] >= best[0][1] - 1]
        if len(word) < 6:  # short words: letters left out or swapped, none exchanged for another
            near = [b for b in near if not Counter(word) - Counter(b[0])]
        best_known = process.extractOne(
            stem(word), known, scorer=fuzz.ratio, score_cutoff=max(83, near[0][1] + 4 if near else 0)
        )
        if len(word) > 5 and best_known and len(best_known[0]) > 4 and best_known[0][:2] == word[:2]:
            return str(best_known[0])  # a word that facts say, though no name has it
        named = [b for b in near if before and (before[-1].stem, stem(b[0])) in self.pairs]
        return str((named or near)[0][0]) if near else word

    def mentions(self, tokens: list[Token], without: str | None = None) -> list[Mention]:
        """The names in the question, those with most words of their own first, none overlapping; not one thing's."""
        spans = []
        for start, token in enumerate(tokens):
            for size in self.sizes.get(token.stem, ()):
                span = tokens[start : start + size]
                if len(span) < size:
                    continue
                key = tuple(t.stem for t in span)
                ids, short = self.names.get(key, set()), self.short.get(key, set()) - {without}
                if len(ids) > 1:  # "AISI" is not "AISIs": what is written exactly so comes first
                    ids = self.exact.get(tuple(t.text for t in span), ids) & ids
                ids = ids - {without}
                if size == 1 and not self._written(span[0].text):
                    continue
                if (ids or short) and (size > 1 or span[0].content):
                    spans.append((sum(t.content for t in span), size, start, ids or short, short - ids))
        found: list[Mention] = []
        taken: set[int] = set()
        for _, size, start, ids, also in sorted(spans, key=lambda s: (-s[0], -s[1], s[2])):
            if not taken & set(range(start, start + size)):
                taken |= set(range(start, start + size))
                text = " ".join(t.text for t in tokens[start : start + size])
                soft = self._everyday(tokens[start], size, ids)
                found.append(
                    Mention(start, start + size, text, frozenset(ids), soft, len(ids) > 1, frozenset(also - ids))
                )
        return sorted(found, key=lambda m: m.start)

    def _written(self, word: str) -> bool:
        """Whether a name of one word is written so, but for an s: "main" is not "Maine", though their stems agree."""
        return any((form,) in self.exact for form in (word, word[:-1], word + "s", word[:-2])) or len(word) < 3

    def partial(self, tokens: list[Token], mentions: list[Mention]) -> list[Mention]:
        """Names of which only some words stand in the question, side by side, and that no other thing has: "the
        learning lab" in a question about Utah. Where a jurisdiction is named, it is one of its things."""
        lands = {i for m in mentions for i in m.ids if self.is_jurisdiction(i)}
        taken = {i for m in mentions if not m.soft for i in range(m.start, m.end)}
        whose = {m.end for m in mentions if m.ids <= lands}
        definite = {i + 1 for i, t in enumerate(tokens) if t.text in _DEFINITE} | whose
        found: list[Mention] = []
        for size in range(min(6, len(tokens)), 1, -1):
            for start in range(len(tokens) - size + 1):
                span = range(start, start + size)
                said = [tokens[i] for i in span if tokens[i].content]
                if (
                    len(said) < 2
                    or start not in definite
                    or taken & set(span)
                    or not (tokens[start].content and tokens[start + size - 1].content)
                    or any(not tokens[i].content and tokens[i].text not in _TIES for i in span)
                ):
                    continue
                id_ = self.only(said, lands, start in whose)
                if id_:
                    taken |= set(span)
                    text = " ".join(tokens[i].text for i in span)
                    found.append(Mention(start, start + size, text, frozenset({id_})))
        return sorted([*mentions, *found], key=lambda m: m.start)

    def only(self, span: list[Token], lands: set[str], loosely: bool = True) -> str | None:
        """The one thing in whose name all these words are, or, loosely, words that stand for them."""
        said = {t.text: self._alike(t, loosely) for t in span if t.content}
        if len(said) < 2:
            return None
        found = set.intersection(*(set().union(*(self.having.get(w, ()) for w in ws)) for ws in said.values()))
        if lands:
            found = {i for i in found if self.jurisdiction(i) in lands}
        beyond = sorted((left, i) for i in found if (left := self._left(i, said)) is not None)
        sole = len(beyond) == 1 or (len(beyond) > 1 and bool(lands) and beyond[0][0] < beyond[1][0])
        return beyond[0][1] if sole else None

    def _alike(self, token: Token, loosely: bool) -> set[str]:
        """The words of names for which one may stand: itself but for an s, and, loosely, others by `synonyms.txt`."""
        own = {token.text, token.text + "s", token.text.removesuffix("s")}
        return own | (
            {w for s in self.synonyms.get(token.stem, ()) for w in self.by_stem.get(s, ())} if loosely else set()
        )

    def _left(self, id_: str, said: dict[str, set[str]]) -> int | None:
        """How many words before the first "of" or "for" of a thing's name are not said; None where it is not meant."""
        found = []
        for name in self.words_of[id_]:
            name = tuple(w for w in name if w not in self.land_words)
            head = name[: next((i for i, w in enumerate(name) if w in _TIES), len(name))]
            told = [w for w in head if any(w in others for others in said.values())]
            whole = all(others & set(name) for others in said.values())
            if whole and head and head[-1] in told and len(told) >= 0.6 * len(head):
                found.append(len(head) - len(told))
        return min(found, default=None)

    def _everyday(self, token: Token, size: int, ids: set[str]) -> bool:
        groups = all(self.graph.kind(i) == "ActorGroup" for i in ids)
        return size == 1 and groups and not any(token.stem in stems(self.graph.names[i]) for i in ids)

    def named_in(self, text: str, without: str | None = None) -> frozenset[str]:
        """The things whose names stand in a text, but for one."""
        tokens = [Token(w, stem(w), w not in STOP) for w in words(text)]
        return frozenset(i for m in self.mentions(tokens, without) if m.text != "us" for i in m.ids)

    def is_jurisdiction(self, id_: str) -> bool:
        """Whether a thing is a jurisdiction: the ones that are kept in no folder of another."""
        return "/" not in id_ and "#" not in id_

    def is_general(self, ids: frozenset[str]) -> bool:
        """Whether what is named is of a sort that any jurisdiction may have under that name: a part, group, office."""
        return all("#" in i or self.graph.kind(i) in ("ActorGroup", "Office") for i in ids)

    def jurisdiction(self, id_: str) -> str:
        """The jurisdiction in whose folder a thing is kept."""
        return id_.split("/")[0]

    def is_dimension(self, ids: frozenset[str]) -> bool:
        """Whether a name stands for a matter of comparison only; its words then count as words elsewhere."""
        return all(self.graph.kind(i) == "Dimension" for i in ids)

    def family(self, ids: frozenset[str]) -> str:
        """The broad class of what a name stands for."""
        return self.graph.vocabulary.family(self.graph.kind(sorted(ids)[0]))

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """The things whose names are most like a text."""
        keys = {" ".join(k): ids for k, ids in self.names.items()}
        target = " ".join(t for t in stems(text))
        near = process.extract(target, list(keys), scorer=fuzz.token_set_ratio, limit=8, score_cutoff=55)
        ids = [i for key, _, _ in near for i in sorted(keys[key])]
        return list(dict.fromkeys(ids))[:limit]


def _alike(word: str) -> int:
    """How alike (0 to 100) a known word has to be: one slip in a short word weighs more than in a long one."""
    return 75 if len(word) < 6 else 83 if len(word) < 8 else 80


def _is_country(word: str, before: list[Token], question: str) -> bool:
    """Whether `us` is the country and not the pronoun: capitals tell, else the word before it."""
    if re.search(r"\b(US|U\.S\.?)(?!\w)", question):
        return True
    return word == "us" and not (before and before[-1].text in {"tell", "give", "show", "let", "remind", "help"})
