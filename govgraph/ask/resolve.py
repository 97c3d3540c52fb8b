"""What a question describes rather than names, found out first: "the body that the prime minister heads"."""

from __future__ import annotations

import re
from functools import lru_cache

from .answer import Answer, Item
from .answering import answered
from .frames import BE, WHEREBY
from .linker import NO_REFS, Refs
from .parse import Parser
from .reading import Reading
from .regex import Regex
from .respond import Responder
from .review import Review
from .say import plain
from .spelling import REF

_FEW = 32  # readings are remembered
_RELATIVE = {"that", "which", "who", "whom", "whose", "where"}
_IS = ([], *([asked, be] for asked in ("what", "which", "who") for be in BE))  # "what is the body that …"
_TIED_BY = {"of", "by", "from", "to", "on", "about", "at"}

_MEANT = r"(?:supposed|meant|due|planned|going|intended|scheduled|expected)\b(?: to\b)?"
_CHANGE = r"(?:omnibus|amend|chang|delay|postpone|revis|reform|updat|repeal|replac)\w*"
_FORMERLY = Regex(  # "when was it first supposed to apply", "as first signed", "before the omnibus"
    rf"\b(?:(?P<first>(?:originally|initially)(?: {_MEANT})?|at first\b|first {_MEANT})|"
    rf"(?:original|initial|(?:previous|former)(?:ly)?)\b(?: {_MEANT})?|(?<=who )used to\b|"
    r"as (?:it was )?(?:first|originally) (?:signed|worded|enacted|adopted|passed|published)\b|"
    rf"before (?:it (?:was|got) |being )?(?:\w+ ){{0,3}}{_CHANGE}(?: on ai\b)?)",
    re.I,
    needs=(*"original initial previous former first before".split(), "who used to"),
)


class Resolver:
    """Answers one question about one graph, with what it refers to found out by questions of their own."""

    def __init__(self, respond: Responder, review: Review) -> None:
        self.respond, self._review = respond, review
        self.index, self.things = respond.index, respond.things
        self._parse = Parser(respond.index).read
        self._plainly = lru_cache(_FEW)(self._parse)

    def read(self, question: str, refs: Refs = NO_REFS) -> Reading:
        """The reading of a question; whoever asks for parts of one asks for the same readings."""
        return self._parse(question, refs) if refs else self._plainly(question)

    def single(self, question: str, refs: Refs = NO_REFS, depth: int = 0) -> Answer:
        """The answer to one question, its descriptions found out first."""
        former = self._formerly(question, refs)
        if former is not None:
            return former
        question = _FORMERLY.sub(lambda found: " " if found["first"] else found[0], question)  # it has stayed so
        reading = self.read(question, refs)
        which = self._which(question, reading, refs, depth)
        if which is not None:
            return which
        if depth < 4 and reading.kind not in ("provenance", "modality", "compare", "path"):
            inner = self._describe(reading, refs, depth)
            if inner is not None:
                return inner
        answer = answered(self.respond, reading)
        if answer.silent and depth < 2:
            return self._of_it(reading, refs, depth) or answer
        ids = frozenset(a.id for a in answer.answers if a.id)
        if ids and depth < 2 and reading.kind in ("what", "who"):
            of_it = self._of_it(reading, refs, depth, ids)  # "his centre" is described, and no answer
            return of_it or self._review.doubted(answer, reading)
        return self._review.doubted(answer, reading)

    def _formerly(self, question: str, refs: Refs) -> Answer | None:
        """The answer of facts that have ended, where a question asks for what was so at first, or before a change."""
        asked = _FORMERLY.sub(" ", question)
        if asked == question:
            return None
        once = self.read(asked, refs)._replace(former=True)
        answer = answered(self.respond, once) if once.content else None
        return None if answer is None or answer.silent else answer._replace(question=question)

    def _again(self, reading: Reading, refs: Refs, span: tuple[int, int], ids: frozenset[str], depth: int) -> Answer:
        """The answer to a question in which a stretch of words stands for things that were found out."""
        texts, ref = reading.texts, f"{REF}{len(refs)}"
        asked = " ".join([*texts[: span[0]], ref, *texts[span[1] :]])
        return self.single(asked, {**refs, ref: ids}, depth + 1)._replace(question=reading.question)

    def _of_it(self, reading: Reading, refs: Refs, depth: int, told: frozenset[str] = frozenset()) -> Answer | None:
        """The answer about the one thing of a kind that a name leads to: "the PPC paper", "author of the report"; about
        that which was `told`, if anything was."""
        texts = reading.texts
        for mention in reading.mentions:
            before = mention.start - 1 - (texts[mention.start - 1] in ("the", "this", "a", "an"))
            after, of = mention.end, before > 1 and texts[before] in _TIED_BY
            for noun, start, end in ((after, mention.start, after + 1), (before - 1, before - 1, mention.end)):
                named = noun == after and noun < len(texts) and reading.tokens[noun].capital  # "its Strategy Council"
                if (noun != after and not of) or noun >= len(texts) or noun == reading.wanted_at or named:
                    continue
                found = self.things.tied(mention.ids, reading.classes[noun])
                if len(found) == 1 and told in (found, frozenset()):
                    answer = self._again(reading, refs, (start, end), found, depth)
                    if not answer.silent:
                        return answer
        return None

    def _which(self, question: str, reading: Reading, refs: Refs, depth: int) -> Answer | None:
        """Where one name is borne by several things: the answer for the only one that has any, else a question back."""
        mention = next((m for m in reading.mentions if m.shared), None)
        if mention is None or depth > 4:
            return None
        span = mention.start, mention.end
        tried = {i: self._again(reading, refs, span, frozenset({i}), depth) for i in sorted(mention.ids)}
        said = {i: a for i, a in tried.items() if not a.silent}
        if len(said) == 1:
            return next(iter(said.values()))._replace(question=question)
        if len(said) > 1:
            items = [Item(self.things.name(i), id=i) for i in said]
            text = f"{mention.text!r} may be any of several things: {plain(items)}. Ask again with one of these names."
            return self.respond.make(question, "not_understood", text, "more than one thing", None, [], items)
        return next(iter(tried.values()))

    def _describe(self, reading: Reading, refs: Refs, depth: int) -> Answer | None:
        span = self._description(reading)
        if span is None or (reading.kind in ("what", "who") and self._told(reading)):
            return None
        start, noun, clause, end = span
        texts = reading.texts
        modified = start + (texts[start] in ("the", "a", "an"))
        asked = " ".join(["which", *texts[min(modified, noun) : noun + 1], *texts[clause:end]])
        inner = self.single(asked, refs, depth + 1)
        ids = frozenset(a.id for a in inner.answers if a.id)
        if inner.status not in ("answered", "unsettled") or not 0 < len(ids) <= 3:
            return None
        left = [i for i in reading.content if not start <= i < end]
        if not left and reading.kind == "yes_no":
            return None  # what is asked of it stands in the clause
        if texts[:start] in _IS and end == len(texts):
            return inner._replace(question=reading.question)  # "forums through which it acts": they are what is asked
        answer = self._again(reading, refs, (start, end), ids, depth)
        if answer.silent:
            return None
        note = f"{' '.join(texts[start:end])}: {plain(list(inner.answers))}"
        sparql = "\n\n".join(s for s in (inner.sparql, answer.sparql) if s) or None
        return answer._replace(notes=(note, *answer.notes), sparql=sparql)

    def _told(self, reading: Reading) -> bool:
        """Whether one fact says all of a question as it stands, with what would answer of the class asked for."""
        return reading.wanted_at == 0 and any(c.words >= 1.0 for c in self.respond.fitter.candidates(reading)[:1])

    def _description(self, reading: Reading) -> tuple[int, int, int, int] | None:
        """Where a description starts, its noun, where its clause starts and ends; the last one in the question."""
        texts = reading.texts
        named = reading.named
        for i in range(len(texts) - 2, 1, -1):
            if texts[i] in _RELATIVE and i not in named:
                noun = i - 2 if texts[i - 1] in WHEREBY else i - 1
                if noun > 0 and reading.classes[noun] and noun not in named:
                    return self._from_article(texts, noun), noun, i + 1, self._to_verb(reading, i)
            if (
                self._participle(reading, i)
                and i - 1 > reading.wanted_at >= 0
                and i not in named
                and i - 1 not in named
            ):
                return self._from_article(texts, i - 1), i - 1, i, len(texts)
        for mention in reversed(reading.mentions):
            noun = mention.start - 1 if texts[mention.start - 1] != "the" else mention.start - 2
            verb = mention.end
            described = noun > 0 and reading.classes[noun] and noun not in named
            described = described and texts[noun - 1] in ("the", "a", "an")
            if described and verb < len(texts) and reading.properties[verb]:
                return noun - 1, noun, noun + 1, verb + 1
        return None

    def _to_verb(self, reading: Reading, start: int) -> int:
        """Where a clause ends: before the verb of "which agency does the board that … belong to", else with all."""
        verbs = [i for i in range(start + 3, len(reading.texts)) if reading.properties[i]]
        return verbs[-1] if verbs and {"do", "does", "did"} & set(reading.texts[:start]) else len(reading.texts)

    def _participle(self, reading: Reading, i: int) -> bool:
        """Whether a word says of the noun before it what that does, or has done to it: "document suggesting"."""
        word = reading.texts[i]
        form = word.endswith("ing") or (word.endswith("ed") and reading.word(i + 1) == "by")
        return form and bool(reading.properties[i]) and bool(reading.classes[i - 1])

    def _from_article(self, texts: list[str], noun: int) -> int:
        for i in range(noun - 1, max(noun - 4, -1), -1):
            if texts[i] in ("the", "a", "an"):
                return i
        return noun
