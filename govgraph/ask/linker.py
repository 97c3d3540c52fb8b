"""Names in a question -> things: exact on names and aliases, by some of a name's words where they are only one's."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import Any, NamedTuple

from .lexicon import STOP, Lexicon, Token, stem, stems, words
from .partly import Partly
from .spelling import REF, Speller
from .things import TIES, Things, is_jurisdiction, jurisdiction

Refs = Mapping[str, frozenset[str]]  # what stands for things that were found out before (`entityref0`)
NO_REFS: Refs = {}
_ACT = {"law", "statute", "legislation"}
_ON = {"on", "against"}  # "the order against woke AI" is the woke AI order
_IN = {"in", "at"}  # "the AI summit in Paris" is the Paris AI summit
_DEFINITE = {"the", "this", "that", "its", "their"}
_ANYONE = {"a", "an", "any", "all", "every", "each"}
_ONE = {"a", "an", "the", "any"}
_NONE: frozenset[str] = frozenset()
_BORNE = 50  # things of one name: thousands of laws have a "Chapter 4"


def in_script(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean characters."""
    return not text.isascii() and any(
        "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in text
    )


class Mention(NamedTuple):
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

    @property
    def land(self) -> bool:
        """Whether it names jurisdictions, and nothing else."""
        return all(map(is_jurisdiction, self.ids))


def named_at(mentions: Iterable[Mention]) -> set[int]:
    """The positions of the words that are part of a name."""
    return {i for m in mentions for i in range(m.start, m.end)}


class Linker:
    """All names of a graph, found in questions; they are looked up in the tables that `Naming` made."""

    def __init__(self, tables: Mapping[str, Mapping[Any, Any]], lexicon: Lexicon, things: Things) -> None:
        self.lexicon, self.things = lexicon, things
        self.names: Mapping[str, Set[str]] = tables["name"]
        self.exact: Mapping[str, Set[str]] = tables["exact"]
        self.short: Mapping[str, Set[str]] = tables["short"]
        self.script: Mapping[str, set[str]] = tables["script"]
        self.sizes: Mapping[str, set[int]] = tables["size"]
        self.parts = Partly(tables, lexicon)
        self.speller = Speller(tables, lexicon)

    def tokens(
        self, question: str, known: Container[str], refs: Refs = NO_REFS
    ) -> tuple[list[Token], list[Mention], dict[str, str]]:
        """The question's tokens with misspelt words set right, the mentions that are not words, what was corrected.

        Names in other scripts become references too.
        """
        refs = dict(refs)
        for name in sorted(self._scripted(question), key=len, reverse=True):
            if name in question:
                ref = f"{REF}{len(refs)}"
                question = question.replace(name, f" {ref} ")
                refs[ref] = frozenset(self.script[name])
        corrected: dict[str, str] = {}
        tokens: list[Token] = []
        raw = re.findall(r"[^\W_]+(?:[&.'’][^\W_]+)*", question)
        capital = {w.casefold() for i, w in enumerate(raw) if w[:1].isupper() and i}
        for word in words(question):
            right = self.speller.right(word, known, tokens)
            if right != word:
                corrected[word] = right
            content = (len(right) > 1 and not {right, stem(right)} & STOP) or (
                right == "us" and _is_country(tokens, question, self.lexicon.lands)
            )
            tokens.append(Token(right, stem(right), content, word in capital, right in self.lexicon.everyday))
        placed = [Mention(i, i + 1, t.text, refs[t.text]) for i, t in enumerate(tokens) if t.text in refs]
        return tokens, placed, corrected

    def _scripted(self, question: str) -> list[str]:
        """The names in other scripts that stand in a question."""
        return [name for name in self.script if name in question] if in_script(question) else []

    def mentions(self, tokens: list[Token], without: str | None = None) -> list[Mention]:
        """The names in the question, those with most words of their own first, none overlapping; not one thing's."""
        spans = []
        said = [t.stem for t in tokens]
        for start, token in enumerate(tokens):
            for size, key, places in self._spans(tokens, said, start):
                if size > 2 and tokens[places[-1]].text in _ACT and key not in self.names:
                    key = " ".join([*(said[i] for i in places[:-1]), "act"])  # "the RAISE law"
                ids, short = self.names.get(key, _NONE), self.short.get(key, _NONE)
                if not (ids or short) or (size == 1 and not self._written(token.text)):
                    continue
                if without in ids or without in short:  # what is called so itself names none of the others that are
                    continue
                if size > 1 and self._done(tokens, places, ids | short):
                    continue
                if len(ids) > 1:  # "AISI" is not "AISIs": what is written exactly so comes first
                    ids = self.exact.get(" ".join(tokens[i].text for i in places), ids)
                if size > 1 or token.content:
                    source = all(self.things[i].source for i in chain(ids, short))  # a page is titled like its topic
                    weight = sum(tokens[i].content for i in places) - (1.5 if source else 0)
                    landed = size > 1 and token.text in self.parts.land_words
                    weight -= 0.5 if landed else 0  # "Japan's AI strategy council"
                    so = " ".join(tokens[i].text for i in places) in self.exact  # "strategic" is no "strategy"
                    spans.append((weight, size, start, ids, short, so))
        found: list[Mention] = []
        taken: set[int] = set()
        for _, size, start, ids, short, _ in sorted(spans, key=lambda s: (-s[0], -s[1], not s[5], s[2])):
            if not taken & set(range(start, start + size)):
                taken |= set(range(start, start + size))
                text = " ".join(t.text for t in tokens[start : start + size])
                also = short - ids if ids else _NONE
                ids = ids or short
                soft = self._everyday(tokens[start], size, ids)
                found.append(Mention(start, start + size, text, frozenset(ids), soft, len(ids) > 1, frozenset(also)))
        return sorted(found, key=lambda m: m.start)

    def _spans(self, tokens: list[Token], said: list[str], start: int) -> Iterator[tuple[int, str, range | list[int]]]:
        """How many words from a place on may be a name, their stems, and where they stand; "a treaty on AI" is an AI
        treaty."""
        on = next((i for i in range(start, len(tokens)) if tokens[i].text in _ON), start)
        for size in self.sizes.get(said[start], ()):
            end = start + size
            if end <= len(said):
                yield size, " ".join(said[start:end]), range(start, end)
            skipped = next((i for i in range(start + 1, min(end, len(said))) if tokens[i].text in _ONE), None)
            if skipped and end < len(said):  # "a provider of a general-purpose AI model"
                places = [i for i in range(start, end + 1) if i != skipped]
                yield size + 1, " ".join(said[i] for i in places), places
            if start < on < end < len(said) and (said[on - 1],) not in self.lexicon.properties:
                places = [*range(start, on - 1), *range(on + 1, end + 1), on - 1]
                yield size + 1, " ".join(said[i] for i in places), places
        at = next((i for i in range(start + 1, len(said) - 1) if tokens[i].text in _IN), start)
        for size in self.sizes.get(said[at + 1], ()) if start < at else ():
            end = start + size + 1
            if at + 1 < end <= len(said):
                places = [*range(at + 1, end), *range(start, at)]
                yield size + 1, " ".join(said[i] for i in places), places
        for size in self.sizes.get(said[on + 1], ()) if on == start + 1 < len(said) - 1 else ():
            if start + size < len(said) and size > 2:
                places = [*range(start + 2, start + size + 1), start]
                yield size + 1, " ".join(said[i] for i in places), places

    def _done(self, tokens: list[Token], places: range | list[int], ids: Set[str]) -> bool:
        """Whether a word is the verb "amended" where the name has the noun: "it amended the act" names no amendment."""
        verbs = [tokens[i].text for i in places if tokens[i].text.endswith(("ed", "ends")) and i != places[0]]
        named = {w for i in ids for name in self.parts.words_of.get(i, ()) for w in name} if verbs else set()
        return bool(named) and not named.issuperset(verbs)

    def _written(self, word: str) -> bool:
        """Whether a name of one word is written so, but for an s: "main" is not "Maine", though their stems agree."""
        return any(form in self.exact for form in (word, word[:-1], word[:-2], word + "s", word + "es"))

    def partial(self, tokens: list[Token], mentions: list[Mention], kinds: list[set[str]]) -> list[Mention]:
        """Names of which only some words stand in the question, side by side, and that no other thing has: "the
        learning lab" in a question about Utah. Where a jurisdiction is named, it is one of its things."""
        lands = {i for m in mentions for i in m.ids if is_jurisdiction(i)}
        taken = named_at(m for m in mentions if not m.soft)
        whose = {m.end for m in mentions if m.ids <= lands and not _subject(tokens, m)}
        definite = {i + 1 for i, t in enumerate(tokens) if t.text in _DEFINITE} | whose
        anyone = {i + 1 for i, t in enumerate(tokens) if t.text in _ANYONE} if lands else set()
        told = {"intl"} | {jurisdiction(i) for m in mentions for i in m.ids if not self.things[i].source}
        found: list[Mention] = []
        for size in range(min(6, len(tokens)), 1, -1):
            for start in range(len(tokens) - size + 1):
                span = range(start, start + size)
                said = [tokens[i] for i in span if tokens[i].content]
                if (
                    len(said) < 2
                    or start not in definite | anyone
                    or taken & set(span)
                    or not (tokens[start].content and tokens[start + size - 1].content)
                    or any(not tokens[i].content and tokens[i].text not in TIES for i in span)
                ):
                    continue
                id_ = self.parts.only(said, lands, start in whose)
                if id_ and start not in definite and self.things.kind(id_) != "ActorGroup":
                    continue  # "a bill" is no certain one, but "an operator" is any of them
                told_apart = lands and id_ and jurisdiction(id_) in told
                if id_ and (told_apart or not all(of_a_kind(tokens[i], kinds[i]) for i in span)):
                    taken |= set(span)
                    text = " ".join(tokens[i].text for i in span)
                    found.append(Mention(start, start + size, text, frozenset({id_})))
        return sorted([*mentions, *found], key=lambda m: m.start)

    def _everyday(self, token: Token, size: int, ids: Set[str]) -> bool:
        groups = all(self.things.kind(i) == "ActorGroup" for i in ids)
        return size == 1 and groups and not any(token.stem in stems(self.things[i].name) for i in ids)

    def named_in(self, text: str, without: str | None = None) -> frozenset[str]:
        """The things whose names stand in a text, but for one; a name that very many bear tells of none of them."""
        tokens = [Token(w, stem(w), w not in STOP) for w in words(text)]
        told = (m for m in self.mentions(tokens, without) if m.text != "us" and len(m.ids) <= _BORNE)
        return frozenset(i for m in told for i in m.ids if len(m.ids) == 1 or "#" not in i)  # parts of many are of none

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """The things whose names are most like a text."""
        from rapidfuzz import fuzz, process

        target = " ".join(t for t in stems(text))
        near = process.extract(target, list(self.names), scorer=fuzz.token_set_ratio, limit=8, score_cutoff=55)
        ids = [i for key, _, _ in near for i in sorted(self.names[key])]
        return list(dict.fromkeys(ids))[:limit]


def _subject(tokens: list[Token], mention: Mention) -> bool:
    """Whether a name is followed by its verb: "does Japan follow"."""
    return bool(
        {t.text for t in tokens[max(mention.start - 1, 0) : mention.start]} & {"do", "does", "did", "must", "can"}
    )


def of_a_kind(token: Token, kinds: set[str]) -> bool:
    """Whether a word, not written as a name, only says of what kind a thing is: "office" and "AI" in "AI office"."""
    return (bool(kinds) and not token.capital) or token.stem == "ai"


def _is_country(before: list[Token], question: str, lands: Container[str]) -> bool:
    """Whether `us` is the country and not the pronoun: capitals tell, else the word before it."""
    if re.search(r"\b(US|U\.S\.?)(?!\w)", question):
        return True
    last = before[-1].text if before else "the"
    if last in {"the", "in", "across", "and", "or", "between", "vs", "versus"} or last in lands:
        return True
    if re.search(r"\b(?i:we|our|my|i|i'm|i've)\b|\s[A-Z][a-z]", question):
        return False  # whoever writes other names large would have written "US"
    return last not in {"tell", "give", "show", "let", "remind", "help"}
