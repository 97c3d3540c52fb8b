"""A question -> a Reading: what kind of answer is wanted, about which things, by which words."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .frames import (
    ASIDE,
    ASKING,
    AUXILIARIES,
    CHOICE,
    CONDITIONAL,
    FRAME_STEMS,
    FRAMES,
    HEDGES,
    MANY,
    MODAL_WORDS,
    MONTHS,
    NEGATED,
    OUTRIGHT,
    PREPOSITIONS,
    SEVERAL,
    SIDE_BY_SIDE,
    SO_MANY,
    TELLING,
    WE,
    WHEREBY,
    Kind,
    dates,
    provision,
)  # fmt: skip
from .lexicon import EVERYDAY, NUMBERS, STOP, Lexicon, Token, stem, words
from .linker import Linker, Mention, is_jurisdiction
from .meaning import Meaning
from .regex import Regex
from .wording import plainly

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary
    from .index import Index

FEW = 5  # words that say something: with fewer, a question says too little of what it is about
NEAR = 3  # words after "what" at most stands the noun that is asked for
INNER = frozenset("what which who how".split())  # begins a question within another
_PART_OF_MONTH = frozenset("mid early late beginning end".split())


@dataclass(frozen=True)
class Reading:
    """What a question asks, before it is held against the facts; only one of the `choices`, if any, can answer.

    `among` so many jurisdictions; where it may be about what is yet to begin, `later` is set."""

    question: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    properties: tuple[frozenset[str], ...]
    classes: tuple[frozenset[str], ...]
    qualifiers: tuple[frozenset[str], ...]
    kind: Kind
    wanted: frozenset[str] = frozenset()
    wanted_at: int = -1
    dates: tuple[str, ...] = ()
    provision: str = ""
    outright: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    among: int = 0
    corrected: dict[str, str] = field(default_factory=dict)
    later: bool = False

    @cached_property
    def text(self) -> str:
        """The question as it was understood, misspellings set right."""
        return " ".join(t.text for t in self.tokens)

    @cached_property
    def _provided(self) -> set[int]:
        """The positions of the words that name a provision."""
        texts = [t.text for t in self.tokens]
        size = len(self.provision.split())
        starts = [i for i in range(len(texts)) if self.provision and " ".join(texts[i : i + size]) == self.provision]
        return {i + n for i in starts for n in range(size)}

    @cached_property
    def content(self) -> list[int]:
        """The positions of words that say something and are not part of a name, nor of the frame of the question."""
        named = {i for m in self.mentions for i in range(m.start, m.end)}
        frame = FRAME_STEMS.get(self.kind, frozenset())
        skip = MODAL_WORDS if self.kind == "modality" else frozenset()
        dates = {w for d in self.dates for w in d.split("-")} | (set(MONTHS) if self.dates else set())
        named |= self._provided
        found = []
        for i, token in enumerate(self.tokens):
            if token.content and i not in named and token.stem not in frame and token.text not in skip:
                if i and self.tokens[i - 1].text == "how" and self.kind in ("number", "duration"):
                    continue  # "how fast", "how often"
                if token.text in dates or (token.text in MONTHS and self.dates) or token.text in NUMBERS:
                    continue
                if self.dates and token.text.isdigit() and len(token.text) <= 2:
                    continue
                if token.text in _PART_OF_MONTH and self.tokens[i + 1 : i + 2] and self.tokens[i + 1].text in MONTHS:
                    continue
                found.append(i)
        return found

    def asks(self, name: str) -> bool:
        """Whether a word that says something asks for a relation."""
        return any(name in self.properties[i] for i in self.content)

    def asks_force(self) -> bool:
        """Whether a word asks how binding something is, and not what it binds to do: "how binding", not "obliged"."""
        asked = (self.properties[i] for i in self.content)
        return any("bindingForce" in p and not {"requires", "permits"} & p for p in asked)

    @cached_property
    def beside(self) -> frozenset[str]:
        """The qualifiers that are asked for: "in which role", "by what deadline"."""
        asking = [i for i, t in enumerate(self.tokens) if t.text in ("what", "which", "whats")]
        named = {i for m in self.mentions for i in range(m.start, m.end)}
        said = [i for i in range(len(self.tokens)) if i not in named]  # "by when", of words that say nothing
        near = [i for i in said if not asking or i - asking[0] <= NEAR]
        return frozenset(q for i in near for q in self.qualifiers[i])

    @cached_property
    def aside(self) -> int:
        """Where a clause begins that only says when, why or what for; what is asked stands before it."""
        texts = [t.text for t in self.tokens]
        for match in ASIDE.finditer(self.text):
            at = len(self.text[: match.start()].split())
            if at and self.kind != "condition" and any(i < at for i in self.relations):
                return at
        for mention in self.mentions:  # "who put out the paper that aims at a framework": which paper is known
            if texts[mention.end : mention.end + 1] in (["that"], ["which"]) and any(self.properties[: mention.start]):
                return mention.end
        return len(texts)

    @cached_property
    def active(self) -> bool:
        """Whether what is asked for is the one that acts: "which law amended", "who signed"."""
        after = self.wanted_at + 1 if self.wanted_at >= 0 else 1
        asking = self.wanted_at >= 0 or self.kind == "who"
        return asking and after < len(self.tokens) and bool(self.properties[after]) and after in self.content

    @cached_property
    def own_noun(self) -> frozenset[str]:
        """The relations that the nouns of a name ask for, where nothing else does: "what are the OECD principles"."""
        alone = not self.content and self.kind in ("what", "number") and len(self.mentions) > 0
        named = [i for m in self.mentions for i in (m.start, m.end - 1)] if alone else []
        return frozenset(p for i in named if i < len(self.properties) for p in self.properties[i])

    @cached_property
    def owner(self) -> frozenset[str]:
        """Whose the things are that are asked for: the officer in "the duties of the officer"."""
        texts = [t.text for t in self.tokens]
        at = self.wanted_at + 1 if self.wanted_at >= 0 and self.properties[self.wanted_at] else 0
        after = {at + 1, at + 2} if at and texts[at : at + 1] == ["of"] else set()
        after -= {at + 2} if texts[at + 1 : at + 2] not in (["the"], ["a"], ["an"]) else {at + 1}
        return frozenset(i for m in self.mentions if m.start in after for i in m.ids)

    def asks_date(self, vocabulary: Vocabulary, but_for: Collection[str] = ()) -> bool:
        """Whether a word asks for a date of its own, and for none of some relations: "when do they apply"."""
        asked = [self.properties[i] for i in self.content]
        dated = [any(vocabulary.properties[p].range == "edtf" for p in said) for said in asked]
        return any(dated) and not any(date and said & set(but_for) for date, said in zip(dated, asked, strict=True))

    @cached_property
    def asks_within(self) -> bool:
        """Whether there is a question within the question: "did it settle which systems may be used"."""
        return bool(INNER & {t.text for t in self.tokens[2:]})

    @cached_property
    def done(self) -> int | None:
        """The position of the verb between who is asked for and a name: "which institutions adopted the act"."""
        after = self.wanted_at + 1
        named = after + 1 < len(self.tokens) and any(m.start - after in (1, 2, 3) for m in self.mentions)
        return after if self.active and self.wanted_at >= 0 and named else None

    @cached_property
    def plural(self) -> bool:
        """Whether several things are asked for: "which safeguards"."""
        word = self.tokens[self.wanted_at].text if self.wanted_at >= 0 else ""
        return (word.endswith("s") and not word.endswith("ss")) or bool(SEVERAL.search(self.text))

    @cached_property
    def so_many(self) -> int:
        """How many things are asked for, where the question says so: "which four stages"; else 0."""
        told = SO_MANY.search(self.text) if self.kind == "what" else None
        return MANY[told[1]] if told else 0

    @cached_property
    def noun(self) -> frozenset[str]:
        """The relations that the noun after "what" or "which" asks for: "what motto", "in which fields"."""
        asking = [i for i, t in enumerate(self.tokens) if t.text in ("what", "which", "whats")]
        first = next((i for i in self.content if asking and i > asking[0]), None)
        at = self.wanted_at if self.wanted_at >= 0 else first
        own = asking and any(asking[0] < m.start < self.wanted_at for m in self.mentions)
        near = at is not None and bool(asking) and (at - asking[0] <= NEAR or (at == self.wanted_at and not own))
        return self.properties[at] if near and at is not None else frozenset()

    @cached_property
    def head(self) -> int | None:
        """The position of the noun right after "which" or "what", where it names neither a relation nor a class."""
        at = next((i + 1 for i, t in enumerate(self.tokens[:-1]) if t.text in ("which", "what")), -1)
        plain = at in self.content and not self.properties[at] and not self.classes[at] and not self.qualifiers[at]
        everyday = {self.tokens[at].text, self.tokens[at].text.removesuffix("s")} & EVERYDAY
        verb = plain and not everyday and at + 1 < len(self.tokens) and self.tokens[at + 1].text in AUXILIARIES
        return at if verb and self.kind == "what" else None

    @cached_property
    def verb(self) -> int | None:
        """The position of the verb right after "who", where it asks for a relation."""
        at = [i + 1 for i, t in enumerate(self.tokens[:-1]) if t.text == "who" and i < 2]
        return at[0] if self.kind == "who" and at and at[0] in self.content and self.properties[at[0]] else None

    @cached_property
    def deed(self) -> int | None:
        """The position of the verb at the end of "what did the forum bring about", where it asks for a relation."""
        helped = any(t.text in ("do", "does", "did") for t in self.tokens[1:6]) and self.kind in ("what", "who")
        last = max((i for i in self.content if i < self.aside), default=0)
        alone = not {t.text for t in self.tokens[max(last - 2, 0) : last]} & PREPOSITIONS
        verb = helped and alone and self.properties[last] and self.tokens[last].text not in EVERYDAY
        return last if verb and last > self.wanted_at else None

    @cached_property
    def between(self) -> list[int]:
        """The positions of verbs that stand right between two names: "does the forum enforce the act"."""
        starts = {m.start for m in self.mentions} | {m.start - 1 for m in self.mentions if m.start}
        ends = {m.end for m in self.mentions}
        return [i for i in self.relations if i + 1 in starts and i in ends and self.tokens[i].text not in EVERYDAY]

    @cached_property
    def relations(self) -> list[int]:
        """The positions of the words that ask for a relation."""
        return [i for i in self.content if self.properties[i]]

    @cached_property
    def asked_in_passing(self) -> frozenset[str]:
        """The relations for which words stand that say nothing else: "can", "must", "meant for"."""
        said = {i for m in self.mentions for i in range(m.start, m.end)} | set(self.content)
        return frozenset(p for i in range(len(self.tokens)) if i not in said for p in self.properties[i])

    @cached_property
    def negated(self) -> bool:
        """Whether it is asked what is *not* so: then only what a source denies or leaves open can answer."""
        named = {i for m in self.mentions for i in range(m.start, m.end)}  # "the fine for not designating an agent"
        named |= {i for i, t in enumerate(self.tokens) if t.text == "not" and self.properties[i]}  # "do not have to"
        said = " ".join("" if i in named else t.text for i, t in enumerate(self.tokens))
        return self.kind in ("what", "who", "number") and bool(NEGATED.search(said))

    def of_kind(self, kind: Kind) -> Reading:
        """The same question taken as one of another kind; "how many" then says nothing."""
        frame = FRAME_STEMS["number"] if self.kind == "number" and kind != "number" else frozenset()
        tokens = tuple(t._replace(content=t.content and t.stem not in frame) for t in self.tokens)
        return replace(self, kind=kind, tokens=tokens)


_ABLE = Regex(  # "a violation that cannot be cured" is uncurable
    r"\b(?:(?:that|which|if it|if they) )?(?:(?P<no>cannot|can ?not|can'?t|could not|couldn'?t)|can|could) be "
    r"(?P<verb>\w{3,})ed\b",
    re.I,
    needs=(" be ",),
)


_WHOSE = Regex(r"\b(?:the|this|that) (?:state|country|nation|land|city)['\u2019]s\b", re.I, needs=("'s", "\u2019s"))


def _able(found: re.Match[str], known: Container[str]) -> str:
    """The adjective for what can be done to something or cannot, if a source has it."""
    word = f"{'un' if found['no'] else ''}{found['verb']}able"
    return word if stem(word) in known else found.group()


def read(question: str, linker: Linker, lexicon: Lexicon, index: Index, refs: dict[str, frozenset[str]]) -> Reading:
    """The reading of one question; `refs` stand for things that an earlier question found."""
    known = index.known
    asked, heading, around = plainly(HEDGES.sub(" ", question))
    if heading and all(stem(w) in known for w in words(heading) if w not in STOP):
        asked, heading = f"{asked.rstrip(' ?')} {heading}", ""  # it says more of what is asked
    asked = _ABLE.sub(lambda m: _able(m, known), asked)
    around = f"{heading} {around}"
    question_ = ASKING.sub("which", asked)
    tokens, placed, corrected = linker.tokens(question_, known, refs)
    mentions = sorted([*placed, *linker.mentions(tokens)], key=lambda m: m.start)
    places = {m.text for m in mentions if all(map(is_jurisdiction, m.ids))}
    if len(places) == 1 and _WHOSE.search(question_):  # "which Colorado bill delayed the state's AI Act"
        tokens, placed, corrected = linker.tokens(_WHOSE.sub(next(iter(places)), question_), known, refs)
        mentions = sorted([*placed, *linker.mentions(tokens)], key=lambda m: m.start)
    said = sum(t.content for t in tokens)
    if around.strip() and not mentions and said < FEW:  # "We draft contracts. Is there a guide?"
        asked, around = f"{asked.rstrip(' ?')} {around}", ""
        tokens, placed, corrected = linker.tokens(ASKING.sub("which", asked), known, refs)
        mentions = sorted([*placed, *linker.mentions(tokens)], key=lambda m: m.start)
    text = " ".join(t.text for t in tokens)
    if around.strip():  # what is asked about, or where, may have been named there
        more, elsewhere, _ = linker.tokens(around, known, {})
        beyond = [m for m in (*elsewhere, *linker.mentions(more)) if not m.soft]
        if not all(m.soft for m in mentions):
            placed_here = any(is_jurisdiction(i) for m in mentions for i in m.ids)
            where = [m for m in beyond if all(map(is_jurisdiction, m.ids))]
            we = [m for m in beyond if WE.search(around) and all(linker.kind(i) == "ActorGroup" for i in m.ids)]
            beyond = we + ([] if placed_here else where)
        if beyond:
            mentions += [replace(m, start=m.start + len(tokens), end=m.end + len(tokens)) for m in beyond]
            tokens += [t._replace(content=False) for t in more]
    for mention in [m for m in mentions if m.end < len(tokens) and index.speaks(m.ids)]:
        if tokens[mention.end].stem in TELLING:  # "what does Habuka see as …"
            tokens[mention.end] = tokens[mention.end]._replace(content=False)
            mentions.remove(mention)
    properties, classes = lexicon.terms(tokens)
    kind = _kind(text, tokens, mentions, classes, linker)
    named_dates = tuple(dates(text))
    if kind not in ("compare", "path", "order"):
        mentions = Meaning(linker, tokens, properties, classes, kind).of(mentions)
    choices: frozenset[str] = frozenset()
    if kind == "what" and (offered := CHOICE.search(text)):
        last = len(text[: offered.end("choices")].split()) - 1
        tokens = [t._replace(content=False) if i <= last else t for i, t in enumerate(tokens)]
        choices = frozenset(i for m in mentions if m.end <= last + 1 for i in m.ids)
        mentions = [m for m in mentions if m.end > last + 1]
    outright = _doing(tokens, properties, lexicon)
    wanted_at, wanted = _wanted(tokens, mentions, classes, properties, outright, kind, lexicon.vocabulary)
    return Reading(
        question=question,
        tokens=tuple(tokens),
        mentions=tuple(mentions),
        properties=tuple(frozenset(p) for p in properties),
        classes=tuple(frozenset(c) for c in classes),
        qualifiers=tuple(frozenset(q) for q in lexicon.asked_beside(tokens)),
        kind=kind,
        wanted=frozenset(wanted),
        wanted_at=wanted_at,
        dates=tuple(d for d in named_dates if not _within(d, tokens, mentions)),
        choices=choices,
        among=_compared(mentions, linker),
        provision="" if any(provision(m.text) for m in mentions) else provision(text),
        outright=outright,
        corrected=corrected,
    )


def _doing(tokens: list[Token], properties: list[set[str]], lexicon: Lexicon) -> frozenset[str]:
    """The relations asked for outright, where "in charge of enforcing" asks who enforces, and for no other function."""
    outright = lexicon.outright(tokens)
    for i in range(2, len(tokens)):
        before = set(properties[i - 2]) if tokens[i - 1].text in ("of", "for") else set()
        acting = any(lexicon.vocabulary.properties[p].range == "Function" for p in before)
        if acting and tokens[i].text.endswith("ing") and properties[i]:
            outright = outright - before | properties[i]
            for j in range(max(i - NEAR, 0), i):
                if properties[j] & before:
                    properties[j] = set(properties[i])
    return outright


def _kind(text: str, tokens: list[Token], mentions: list[Mention], classes: list[set[str]], linker: Linker) -> Kind:
    first = tokens[0].text if tokens else ""
    compared = _compared(mentions, linker)
    if CHOICE.search(text) and not OUTRIGHT.search(text):
        return "what"
    if re.search(r"\bor not\b", text) and not re.search(r"\b(what|which|who|how|when|where|why)\b", text):
        return "compare" if OUTRIGHT.search(text) else "yes_no"
    if CONDITIONAL.search(text) and not re.search(r"\b(what|which|who|how)\b", text):
        return "yes_no"
    counted = re.search(r"\b(how many|number of)\b", text)
    if compared >= 2 and OUTRIGHT.search(text) and first not in AUXILIARIES and not counted:
        return "compare"
    for kind, pattern in FRAMES:
        if not pattern.search(text) or (first in AUXILIARIES and kind != "modality"):
            continue
        if kind == "path" and not _two_ends(text, mentions, tokens):
            continue
        if kind == "date" and re.search(r"^when\b.*\b(what|which|who|whom)\b", text):
            continue
        if kind == "number" and compared >= 2 and not re.search(r"\b(how many|number)\b", text):
            continue
        return kind
    if first in AUXILIARIES:
        side = re.search(r"\b(contrast|compare|how do they|vs|versus)\b", text)
        return "compare" if compared >= 2 and side else "yes_no"
    asked_for = re.match(r"((in|under|by|on|through|for) )?(which|what) ", text) and any(classes[1:3])
    if compared >= 2 and (asked_for or not SIDE_BY_SIDE.search(text)) and any(classes[: mentions[0].start]):
        return "what"  # "fields where Japan and the US …"
    if compared >= 2 and (SIDE_BY_SIDE.search(text) or not re.search(r"^(which|who)\b", text)):
        return "compare"
    if OUTRIGHT.search(text) and len(mentions) >= 2:
        return "compare"
    return "what"


def _within(year: str, tokens: list[Token], mentions: list[Mention]) -> bool:
    """Whether a year is a part of a name: "the Basic Plan of 2025"."""
    named = {i for m in mentions for i in range(m.start, m.end)}
    at = [i for i, t in enumerate(tokens) if t.text == year]
    return bool(at) and all(i in named for i in at)


def _two_ends(text: str, mentions: list[Mention], tokens: list[Token]) -> bool:
    """Whether two names can be the ends of a path: both after "between", where that is said."""
    texts = [t.text for t in tokens]
    start = texts.index("between") if "between" in texts else -1
    return len([m for m in mentions if m.start > start]) >= 2


def _compared(mentions: list[Mention], linker: Linker) -> int:
    """How many different jurisdictions are named."""
    ids = {i for m in mentions for i in m.ids if not m.shared}
    return sum(is_jurisdiction(i) for i in ids)


_ARTICLES = frozenset("the a an its their his her this these those".split())


def _acts(i: int, start: int, texts: list[str], named: set[int]) -> bool:
    """Whether a word is the verb between the noun asked for and what it is done to: "what motto guides Japan"."""
    done_to = i + 1 in named or (i + 1 < len(texts) and texts[i + 1] in _ARTICLES)
    return i > start and texts[i].endswith("s") and done_to


def _wanted(
    tokens: list[Token],
    mentions: list[Mention],
    classes: list[set[str]],
    properties: list[set[str]],
    outright: frozenset[str],
    kind: Kind,
    vocabulary: Vocabulary,
) -> tuple[int, set[str]]:
    """The class of thing that is asked for, and where its word stands: `which existing document …`."""
    named = {i for m in mentions for i in range(m.start, m.end)}
    texts = [t.text for t in tokens]
    starts = [i + 1 for i, w in enumerate(texts) if w in ("which", "what", "whats") and kind != "yes_no"]
    if not starts and kind in ("what", "number"):
        starts = [0]
        for i, w in enumerate(texts):
            if w in ("many", "of") and i and texts[i - 1] in ("how", "number", "examples", "example", "list", "all"):
                starts.insert(0, i + 1)
    through = texts[starts[0] - 2] in WHEREBY if starts and 2 < starts[0] < 6 and kind == "what" else False
    if through and not (PREPOSITIONS | AUXILIARIES) & set(texts[: starts[0] - 2]):
        starts.insert(0, 0)  # "forums through which it contributes"
    for start in starts[:1]:
        if texts[start : start + 1] and texts[start] in ("is", "are", "was", "were") and kind == "what":
            start += 2 if texts[start + 1 : start + 2] in (["the"], ["all"], ["its"]) else 1
        if texts[start : start + 1] and texts[start] in ("kind", "kinds", "type", "types", "sort", "sorts"):
            start += 2
        last = -1
        found: set[str] = set()
        for i in range(start, min(start + 7, len(tokens))):
            stop = texts[i] in AUXILIARIES | PREPOSITIONS
            if texts[i] in ("or", "and") and last >= 0:
                continue
            if i > start and (texts[i] in _ARTICLES or _acts(i, start, texts, named)):
                break
            if (i > start and stop) or (i == start and texts[i] in AUXILIARIES):
                break
            listed = last > 0 and ("or" in texts[last - 1 : i] or "and" in texts[last - 1 : i])
            if last == i - 1 >= start and properties[i] and (texts[last].endswith("s") or texts[i].endswith("s")):
                break  # "bodies act", "law changes": the noun is over, the verb has come
            beside = [j for j in (i - 1, i + 1) if 0 <= j < len(tokens) and not classes[j] and tokens[j].content]
            whole = {p for j in beside for p in properties[i] & properties[j] & outright}
            if classes[i] and whole and not classes[i] & {vocabulary.properties[p].range for p in whole}:
                return -1, set()  # "act number" asks for a number, "sub-groups" for what it consists of
            if classes[i] and i not in named:
                plural = last >= 0 and texts[last].endswith("s")
                found = found | classes[i] if listed or plural else set(classes[i])
                last = i
            elif last >= 0 and i not in named and not classes[i] and (properties[i] or not tokens[i].content):
                break
        if last >= 0:
            return last, found
    if kind == "what" and not any(w in ("which", "what", "how") for w in texts):
        said = [i for i in range(len(tokens)) if tokens[i].content and i not in named]
        head = next((i for i in range(1, len(texts)) if texts[i] in PREPOSITIONS), len(texts))
        head = head if any(i < head for i in said) else len(texts)  # "elements of the framework" asks for elements
        free = [i for i in said if classes[i] and i < head]
        if free:
            return free[-1], set(classes[free[-1]])
    return -1, set()
