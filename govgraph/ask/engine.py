"""From a question to an Answer: two in one are parted, descriptions are found out first, each kind is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .. import cache
from ..graph import fold
from .answer import Answer, Item, Status
from .defining import meaning
from .frames import AUXILIARIES, PREPOSITIONS, WHEREBY, Kind, dates
from .index import Index
from .lexicon import Lexicon, remember
from .linker import REF
from .match import Match, Matcher
from .reading import Reading, read
from .regex import Regex
from .respond import Responder
from .say import Speaker, plain
from .standing import standing
from .verdict import verdict
from .wording import plainly

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from ..tables import Row
    from ..vocabulary import Vocabulary

_AND = Regex(
    r",?\s+and\s+(?=(?:(?:in|by|to|for|under|on|with|since|from|until)\s+)?(?:what|which|whom?|when|where|why|how)\b)",
    re.I,
    needs=("and",),
)
_TO = r"(?:(?:in|by|to|for|under|on|with|from|since|until) )?"
_ASKED = r"(?:(?:which|what|how many) \w+|when|where|whom?|what|why|how)"
_ONE_CLAUSE = Regex(  # "when and in which country did it meet", "from what and to what did it move"
    rf"^({_TO}{_ASKED}) and ({_TO}{_ASKED}) ((?:is|are|was|were|did|do|does|has|have|had|will|can|may|must)\b.*)$",
    re.I | re.S,
    needs=(" and ",),
)
_TWICE = Regex(  # "for a first and for a later violation", "a first violation and a second one"
    r"\b(first|initial)( \w+)? and (?:(?:for|of|on|after) )?(?:an? |the |any )?"
    r"(second|third|later|subsequent|repeat|repeated|further)\b(?: (?:ones?\b)?(\w+)?)?",
    re.I,
    needs=("first", "initial"),
)
_AS_OF = Regex(r"\bas of ([^,?]+?\d{4}|\d{4}-\d\d-\d\d)(?=[,?]|\s|$),?", re.I, needs=("as of",))
_PRONOUN = Regex(r"\b(it|its|they|them|their|he|she)\b", re.I)
_THING = Regex(r"\b(it|its)\b", re.I)
_BARE = Regex(r"(?:(?:on|in|by|since|from|until) )?(?:(?:what|which) (?:day|date|year|month)|when|where|why)\W*", re.I)
_CALLED = Regex(
    r"^what(?:\s+is|\s+are|'s)\s+(?:it|they|th(?:at|is|e)\s+\w+)\s+(?:called|named)\W*$",
    re.I,
    needs=("called", "named"),
)
_RELATIVE = {"that", "which", "who", "whom", "whose", "where"}
_GENERALLY = Regex(r"when (do|does|must|may|can)\b")  # asks on which occasions, not on which day
_ON = (["on"], ["about"], ["for"], ["against"], ["regulating"], ["governing"], ["concerning"])
_ENDS = AUXILIARIES | {"which", "what", "who", "and", "from", "by", "when"}
LONGEST = 1000


class Engine:
    """Answers questions about one graph; what it needs to know of the graph is read once."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.tables = tables = cache.tables(graph.asked_by, lambda: _rows(graph), graph.compiled)
        remember(tables["stem"])
        self.lexicon: Lexicon = tables["one"]["lexicon"]
        self.lexicon.vocabulary = graph.vocabulary
        self.index = Index(graph, tables, self.lexicon)
        self.linker = self.index.linker
        self.matcher = Matcher(self.index)
        self.speaker = Speaker(self.index)
        self.respond = Responder(self)

    def ask(self, question: str) -> Answer:
        """The answer to one question, or to two that are joined by "and"."""
        question = question.strip()
        if not question or len(question) > LONGEST:
            why = (
                "There is no question." if not question else f"A question longer than {LONGEST} characters is not read."
            )
            return self.respond.make(question, "not_understood", why, "nothing")
        then = _AS_OF.search(question)
        named = [d for d in dates(fold(then[1])) if len(d) == 10] if then else []
        if then and named:
            rest = question.replace(then[0], " ").strip(" ,")
            return replace(self.graph.as_of(named[0]).ask(rest), question=question)
        clause = _ONE_CLAUSE.match(question)
        if clause:
            halves = [f"{clause[1]} {clause[3]}", f"{clause[2]} {clause[3]}"]
        else:
            halves = _twice(question) or _AND.split(question, maxsplit=1)
        if len(halves) == 2 and _BARE.fullmatch(halves[1]):  # "who adopted it and on what day"
            halves[1] = f"{halves[1].rstrip(' ?')} {halves[0].partition(' ')[2]}"
        if len(halves) == 2 and _CALLED.match(halves[1]):
            return replace(self.single(halves[0], {}), question=question)  # every answer is given by its name
        if len(halves) == 2:
            one = self.single(halves[0], {})
            if one.silent and _TWICE.search(question):
                return self.single(question, {})
            if one.silent:  # half an answer to two questions is none
                return replace(one, question=question)
            return self._both(question, one, halves[0], halves[1]) or self.single(question, {})
        answer = self.single(question, {})
        return (self._in_turn(question) or answer) if answer.silent else answer

    def _in_turn(self, question: str) -> Answer | None:
        """The answers about two things that are joined by "and", one after the other; None unless both are found."""
        tokens, _, _ = self.linker.tokens(question, self.index.known, {})
        texts = [t.text for t in tokens]
        named = [m for m in self.linker.mentions(tokens) if not m.soft]
        for left, right in pairwise(named):
            between = texts[left.end : right.start]
            akin = self.linker.family(left.ids) == self.linker.family(right.ids)
            if not akin or between[:1] != ["and"] or not set(between[1:]) <= PREPOSITIONS | {"the"}:
                continue
            one = self.single(" ".join([*texts[: left.end], *texts[right.end :]]), {})
            two = self.single(" ".join([*texts[: left.start], *texts[right.start :]]), {})
            return None if one.silent or two.silent else _together(question, one, two)
        return None

    def _both(self, question: str, one: Answer, first: str, second: str) -> Answer | None:
        """The answer to two questions, the first of which is answered; None where the second is not."""
        heading = plainly(first)[1]
        if heading and not self.read(second, {}).mentions:
            second = f"{heading}: {second}"  # "Illinois law on therapy: who enforces it and what is the fine?"
        second, refs = self._the_same(second, first)
        two = self.single(second, refs)
        if _PRONOUN.search(second) and not self.read(second, {}).mentions:
            alone, two = two, self.respond.silent(self.read(second, {}))
            earlier = self.read(first, {}).mentions
            found = [frozenset(a.id for a in one.answers if a.id), *(m.ids for m in earlier)]
            if self.read(first, {}).kind == "who" and _THING.search(second):  # "who chairs it and what does it do"
                found = [*found[1:], found[0]]
            for ids in found:
                refs = {f"{REF}0": ids}
                two = self.single(_PRONOUN.sub(f"{REF}0", second, count=1), refs)
                if ids and not two.silent:
                    break
            two = alone if two.silent else two
        if two.silent:
            return None
        return _together(question, one, two)

    def _the_same(self, second: str, first: str) -> tuple[str, dict[str, frozenset[str]]]:
        """The second of two questions, with "the institute" in it as the one that the first one named."""
        reading = self.read(second, {})
        texts = [t.text for t in reading.tokens]
        for mention in () if reading.mentions else self.read(first, {}).mentions:
            for i, classes in enumerate(reading.classes):
                if i and texts[i - 1] == "the" and classes & self.matcher.terms.ancestors(mention):
                    return " ".join([*texts[: i - 1], f"{REF}0", *texts[i + 1 :]]), {f"{REF}0": mention.ids}
        return second, {}

    def read(self, question: str, refs: dict[str, frozenset[str]]) -> Reading:
        """The reading of a question."""
        return read(question, self.linker, self.lexicon, self.index, refs)

    def single(self, question: str, refs: dict[str, frozenset[str]], depth: int = 0) -> Answer:
        """The answer to one question, its descriptions found out first."""
        reading = self.read(question, refs)
        which = self._which(question, reading, refs, depth)
        if which is not None:
            return which
        if depth < 4 and reading.kind not in ("provenance", "modality", "compare", "path"):
            inner = self._describe(reading, refs, depth)
            if inner is not None:
                return inner
        answer = self.answer(reading)
        if answer.silent and depth < 2:
            return self._of_it(reading, refs, depth) or self._on_topic(reading, refs, depth) or answer
        return answer

    def _again(
        self, reading: Reading, refs: dict[str, frozenset[str]], span: tuple[int, int], ids: frozenset[str], depth: int
    ) -> Answer:
        """The answer to a question in which a stretch of words stands for things that were found out."""
        texts, ref = [t.text for t in reading.tokens], f"{REF}{len(refs)}"
        asked = " ".join([*texts[: span[0]], ref, *texts[span[1] :]])
        return replace(self.single(asked, {**refs, ref: ids}, depth + 1), question=reading.question)

    def _on_topic(self, reading: Reading, refs: dict[str, frozenset[str]], depth: int) -> Answer | None:
        """The answer about the one instrument of a place that deals with a matter: "the Illinois law on AI therapy"."""
        texts = [t.text for t in reading.tokens]
        for noun, classes in enumerate(reading.classes):
            if not _is_instrument(self.index.vocabulary, classes) or texts[noun + 1 : noun + 2] not in _ON:
                continue
            end = next((i for i in range(noun + 2, len(texts)) if texts[i] in _ENDS), len(texts))
            lands = [m for m in reading.mentions if all(map(self.linker.is_jurisdiction, m.ids))]
            topic = [i for i in reading.content if noun + 1 < i < end and reading.tokens[i].stem != "ai"]
            found = self.index.dealing([reading.tokens[i].stem for i in topic], lands[0].ids) if lands and topic else ()
            if len(found) == 1:
                start = lands[0].start if lands[0].end in (noun, noun - 1) else noun
                answer = self._again(reading, refs, (start, end), frozenset(found), depth)
                if not answer.silent:
                    return answer
        return None

    def _of_it(self, reading: Reading, refs: dict[str, frozenset[str]], depth: int) -> Answer | None:
        """The answer about the one thing of a kind that a name leads to: "the PPC paper", "author of the report"."""
        texts = [t.text for t in reading.tokens]
        for mention in reading.mentions:
            before = mention.start - 1 - (texts[mention.start - 1] in ("the", "this", "a", "an"))
            after, of = mention.end, before > 1 and texts[before] in ("of", "by", "from", "to", "on", "about")
            for noun, start, end in ((after, mention.start, after + 1), (before - 1, before - 1, mention.end)):
                if (noun != after and not of) or noun >= len(texts) or noun == reading.wanted_at:
                    continue
                found = self.index.tied(mention.ids, reading.classes[noun])
                if len(found) == 1:
                    answer = self._again(reading, refs, (start, end), found, depth)
                    if not answer.silent:
                        return answer
        return None

    def _which(self, question: str, reading: Reading, refs: dict[str, frozenset[str]], depth: int) -> Answer | None:
        """Where one name is borne by several things: the answer for the only one that has any, else a question back."""
        mention = next((m for m in reading.mentions if m.shared), None)
        if mention is None or depth > 4:
            return None
        span = mention.start, mention.end
        tried = {i: self._again(reading, refs, span, frozenset({i}), depth) for i in sorted(mention.ids)}
        said = {i: a for i, a in tried.items() if not a.silent}
        if len(said) == 1:
            return replace(next(iter(said.values())), question=question)
        if len(said) > 1:
            items = [Item(self.index.name(i), id=i) for i in said]
            text = f"{mention.text!r} may be any of several things: {plain(items)}. Ask again with one of these names."
            return self.respond.make(question, "not_understood", text, "more than one thing", None, [], items)
        return next(iter(tried.values()))

    # -- descriptions: "the body that the prime minister heads"

    def _describe(self, reading: Reading, refs: dict[str, frozenset[str]], depth: int) -> Answer | None:
        span = self._description(reading)
        if span is None:
            return None
        start, noun, clause, end = span
        texts = [t.text for t in reading.tokens]
        for mention in reading.mentions:
            if any(t.startswith(REF) for t in texts[mention.start : mention.end]):
                refs = {**refs, texts[mention.start]: mention.ids}
        asked = " ".join(["which", texts[noun], *texts[clause:end]])
        inner = self.single(asked, refs, depth + 1)
        ids = frozenset(a.id for a in inner.answers if a.id)
        if inner.status not in ("answered", "unsettled") or not 0 < len(ids) <= 3:
            return None
        left = [i for i in reading.content if not start <= i < end]
        if not left and reading.kind == "yes_no":
            return None  # what is asked of it stands in the clause
        answer = self._again(reading, refs, (start, end), ids, depth)
        if answer.silent:
            return None
        note = f"{' '.join(texts[start:end])}: {plain(list(inner.answers))}"
        sparql = "\n\n".join(s for s in (inner.sparql, answer.sparql) if s) or None
        return replace(answer, notes=(note, *answer.notes), sparql=sparql)

    def _description(self, reading: Reading) -> tuple[int, int, int, int] | None:
        """Where a description starts, its noun, where its clause starts and ends; the last one in the question."""
        texts = [t.text for t in reading.tokens]
        named = {i for m in reading.mentions for i in range(m.start, m.end)}
        for i in range(len(texts) - 2, 1, -1):
            if texts[i] in _RELATIVE and i not in named:
                noun = i - 2 if texts[i - 1] in WHEREBY else i - 1
                if noun > 0 and reading.classes[noun] and noun not in named and texts[noun] not in _RELATIVE:
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
        texts = [t.text for t in reading.tokens]
        verbs = [i for i in range(start + 3, len(texts)) if reading.properties[i]]
        return verbs[-1] if verbs and {"do", "does", "did"} & set(texts[:start]) else len(texts)

    def _participle(self, reading: Reading, i: int) -> bool:
        """Whether a word says of the noun before it what that does, or has done to it: "document suggesting"."""
        texts = [t.text for t in reading.tokens]
        form = texts[i].endswith("ing") or (texts[i].endswith("ed") and texts[i + 1 : i + 2] == ["by"])
        return form and bool(reading.properties[i]) and bool(reading.classes[i - 1])

    def _from_article(self, texts: list[str], noun: int) -> int:
        for i in range(noun - 1, max(noun - 4, -1), -1):
            if texts[i] in ("the", "a", "an"):
                return i
        return noun

    # -- one reading

    def answer(self, reading: Reading) -> Answer:
        """The answer to a reading, by its kind."""
        if reading.kind == "name":
            found = self.respond.names(reading)
            if found or not re.search(r"\b(called|named)\b", reading.text):
                return found or self.respond.silent(reading)
            reading = reading.of_kind("what")
        if (
            not reading.mentions
            and not reading.dates
            and not any(reading.tokens[i].stem in self.index.known for i in reading.content)
        ):
            return self.respond.not_understood(reading)
        strange = self.respond.unknown(reading)
        named = sum(t.capital for t in reading.tokens) * 2 <= len(reading.tokens) and any(t.capital for t in strange)
        whose = any({"Agent", "Work"} & self.matcher.terms.ancestors(m) for m in reading.mentions)
        if named or (strange and not whose and reading.kind == "yes_no"):
            return self.respond.silent(reading)
        if reading.kind == "compare":
            from .compare import compare

            found = compare(self, reading)
            if found:
                return found
            reading = reading.of_kind("what")
        if reading.kind in ("path", "order"):
            from .trace import order, path

            found = (path if reading.kind == "path" else order)(self, reading)
            if found:
                return found
            reading = reading.of_kind("what")
        told = standing(self, reading) or meaning(self, reading)
        if told:
            return told
        if reading.kind in ("yes_no", "modality"):
            return verdict(self, reading)
        if any(len(day) == 10 and day > self.graph.as_of_date.isoformat() for day in reading.dates):
            ahead = self.matcher.match(replace(reading, later=True))  # "what will it prohibit from that day on"
            if ahead and not all(f.holds for f in ahead.facts):
                return self.respond.ahead(reading, ahead)
        for kind in self._tries(reading):
            if reading.among >= 2 and (kind != reading.kind or (kind == "number" and reading.asks("findsShared"))):
                from .compare import shared

                common = shared(self, reading)
                if common:
                    return common
            match = self.matcher.match(reading.of_kind(kind))
            counted = match and _countable(match, reading)
            if match and (kind == reading.kind or reading.kind != "number" or counted):
                return self.respond.from_match(reading, match)
        ahead = self.matcher.match(replace(reading, later=True))
        return self.respond.ahead(reading, ahead) if ahead else self.respond.silent(reading)

    def _tries(self, reading: Reading) -> list[Kind]:
        """The kinds of answer that a question may be after, in the order in which they are tried."""
        text = reading.text
        if (
            reading.kind == "date"
            and text.startswith("when")
            and not text.startswith(("when was", "when did", "when were"))
        ):
            kinds: list[Kind] = ["date", "condition"]
            return [*kinds, "what"] if _GENERALLY.match(text) else kinds
        if reading.kind == "number":
            return ["number", "what"] if re.search(r"\b(how many|(number|count) of)\b", text) else ["number"]
        if text.startswith("whose"):
            return ["who", "what"]  # "whose interests may it not harm": a text may say so in passing
        if reading.kind == "place":
            return ["place", "what"]  # "where do firms find guidance": in a text
        return [reading.kind]


def _together(question: str, one: Answer, two: Answer) -> Answer:
    """Two answers as one."""
    status: Status = one.status if one.status == two.status else "answered"
    return replace(
        one,
        question=question,
        status=status,
        text=f"{one.text} {two.text}",
        reading=f"{one.reading}; and {two.reading}",
        sparql="\n\n".join(s for s in (one.sparql, two.sparql) if s) or None,
        answers=(*one.answers, *two.answers),
        related=(*one.related, *two.related),
        notes=(*one.notes, *two.notes),
    )


def _twice(question: str) -> list[str]:
    """The question for the first and for the later of two things of one noun; nothing where it asks for no such two."""
    found = _TWICE.search(question)
    if not found:
        return []
    noun = found[2] or f" {found[4] or ''}"
    rest = found[4] if found[2] and found[4] else ""
    return [f"{question[: found.start()]}{nth}{noun} {rest}{question[found.end() :]}" for nth in (found[1], found[3])]


def _rows(graph: KnowledgeGraph) -> Iterator[Row]:
    from .indexing import rows

    return rows(graph)


def _is_instrument(vocabulary: Vocabulary, classes: frozenset[str]) -> bool:
    return any("Instrument" in vocabulary.ancestors(c) for c in classes)


def _countable(match: Match, reading: Reading) -> bool:
    """Whether the things found are of the class that is to be counted, or all words speak of them."""
    best = match.best
    if best.fact.derived or not best.slot or len(match.facts) < 2 or len({f.property for f in match.facts}) > 1:
        return False
    return bool(reading.wanted & best.slot.classes) or (bool(best.related) and best.words >= 0.8)
