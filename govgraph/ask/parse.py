"""A question -> its Reading: names are linked, words stand for terms, and the kind of answer is told."""

from __future__ import annotations

import re

from .asides import beside_which, leave_out_so_far, left_aside
from .described import Describing
from .figures import dates, provision
from .frames import ARTICLES, AT, FRAME_STEMS, LIGHT, PARTICLES, TELLING, WE
from .index import Index
from .kinds import compared, kind_of
from .lexicon import STOP, Token, stem, words
from .linker import NO_REFS, Mention, Refs, named_at
from .meaning import Meaning
from .reading import Reading
from .regex import Regex
from .things import is_jurisdiction, jurisdiction
from .wanted import Wanted
from .wording import ASKING, plainly

PHRASAL = (2, 3)  # words of a verb such as "put in place"
FEW = 5  # words that say something: with fewer, a question says too little of what it is about
_ABLE = Regex(  # "a violation that cannot be cured" is uncurable
    r"\b(?:(?:that|which|if it|if they) )?(?:(?P<no>cannot|can ?not|can'?t|could not|couldn'?t)|can|could) be "
    r"(?P<verb>\w{3,})ed\b",
    re.I,
    needs=(" be ",),
)
_WHITHER = Regex(
    r"\b(?:from|to|towards?|into) (?:what|which|whom|where)\b|\b(?:from|to|towards?|into)$",
    needs=("from", "to"),
)
_HEED = Regex(  # "must firms comply with the code", "is anyone obliged to apply the standard"
    r"\b(?:(?:have|has|had|need) to|must|obliged|required|forced|compelled|bound)\b(?: [\w']+){0,4}? "
    r"(?P<verb>apply|follow|obey|use|comply with|adopt|observe|honou?r|respect|adhere to|implement|heed)"
    r"(?= )",
    needs=("to", "must"),
)
_WHOSE = Regex(r"\b(?:the|this|that) (?:state|country|nation|land|city)['\u2019]s\b", re.I, needs=("'s", "\u2019s"))
_THIS = Regex(r"\b(?:must|is|are|was|does|do|can|should|has) (?:this|it|that)\b", re.I, needs=(" this", " it", " that"))
_Linked = tuple[list[Token], list[Mention], dict[str, str]]


class Parser:
    """Reads questions about one graph."""

    def __init__(self, index: Index) -> None:
        self.index, self.linker, self.lexicon = index, index.linker, index.lexicon
        self.things = index.things

    def read(self, question: str, refs: Refs = NO_REFS) -> Reading:
        """The reading of one question; `refs` stand for things that an earlier question found."""
        asked, around = self._plain(question)
        tokens, mentions, corrected = self._linked(asked, refs)
        little = sum(t.content for t in tokens) < FEW
        pointing = bool(_THIS.search(asked)) and all(is_jurisdiction(i) for m in mentions for i in m.ids)
        whole = len(tokens)
        if around.strip() and little and (not mentions or pointing):
            tokens, mentions, corrected = self._linked(f"{asked.rstrip(' ?')} {around}", refs)
            around = ""  # "We draft contracts. Is there a guide?"
        text = " ".join(t.text for t in tokens)
        if around.strip():
            self._add(around, tokens, mentions)
        self._leave_out_who_tells(tokens, mentions)
        properties, classes = self.lexicon.terms(tokens)
        self._phrasal(tokens)
        self._passive(tokens, properties)
        self._number(tokens, properties)
        places = frozenset(i for m in mentions for i in m.ids if is_jurisdiction(i))
        kind = kind_of(text, tokens, mentions, classes)
        meaning = Meaning(self.linker, tokens, properties, classes, kind)
        if kind not in ("compare", "path", "order"):
            mentions = meaning.of(mentions)
        mentions = meaning.settled(Describing(self.index, tokens, mentions, classes, properties, asked).all())
        if kind == "yes_no":
            self._heeded(text, mentions, properties)
        self._direct(text, properties)
        leave_out_so_far(text, tokens, properties)
        besides = beyond = frozenset[str]()
        if kind in ("what", "who") and (span := beside_which(text, tokens)):
            besides, beyond = left_aside(span, tokens, mentions, properties, classes)
        named = named_at(mentions)
        framing = {i for i, t in enumerate(tokens) if t.stem in FRAME_STEMS.get(kind, ())}  # "which article lays down"
        outright = self.lexicon.outright(tokens, named | framing)
        wanted_at, wanted = Wanted(
            tokens, mentions, classes, properties, outright, kind, self.lexicon.vocabulary
        ).noun()
        return Reading(
            question=question,
            tokens=tuple(tokens),
            mentions=tuple(mentions),
            properties=tuple(map(frozenset, properties)),
            classes=tuple(map(frozenset, classes)),
            qualifiers=tuple(map(frozenset, self.lexicon.asked_beside(tokens))),
            kind=kind,
            wanted=wanted,
            wanted_at=wanted_at,
            dates=tuple(d for d in dates(text) if not _within(d, tokens, mentions)),
            besides=besides,
            beyond=beyond,
            around=frozenset(stem(w) for w in words(around) if w not in STOP),
            among=compared(mentions),
            provision="" if any(provision(m.text) for m in mentions) else provision(text),
            outright=outright,
            ends=whole,
            places=places,
            corrected=corrected,
        )

    def _plain(self, question: str) -> tuple[str, str]:
        """What is asked, in words that the sources have, and what was said around it."""
        known = self.index.known
        asked, heading, around = plainly(question)
        if heading and all(stem(w) in known for w in words(heading) if w not in STOP):
            asked, heading = f"{asked.rstrip(' ?')} {heading}", ""  # it says more of what is asked

        def able(found: re.Match[str]) -> str:
            word = f"{'un' if found['no'] else ''}{found['verb']}able"
            return word if stem(word) in known else found.group()

        return _ABLE.sub(able, asked), f"{heading} {around}"

    def _linked(self, asked: str, refs: Refs) -> _Linked:
        """The words of a question, the names in it, and what was misspelt; "the state's" is that of the one named."""
        asked = ASKING.sub("which", asked)
        tokens, placed, corrected = self.linker.tokens(asked, self.index.known, refs)
        mentions = sorted([*placed, *self.linker.mentions(tokens)], key=lambda m: m.start)
        places = {m.text for m in mentions if m.land}
        if not places:  # that of the law that is named
            lands = {jurisdiction(i) for m in mentions if not m.shared for i in m.ids} - {"intl", "eu"}
            places = {self.things.name(i) for i in lands}
        if len(places) == 1 and _WHOSE.search(asked):  # "which Colorado bill delayed the state's AI Act"
            return self._linked(_WHOSE.sub(next(iter(places)), asked), refs)
        return tokens, mentions, corrected

    def _add(self, around: str, tokens: list[Token], mentions: list[Mention]) -> None:
        """Add what is named around a question: what it is about where it names nothing itself, else who asks, where."""
        more, placed, _ = self.linker.tokens(around, self.index.known)
        found = [*placed, *self.linker.mentions(more)]
        beyond = [m for m in found if not m.soft]
        if not all(m.soft for m in mentions):
            placed_here = any(is_jurisdiction(i) for m in mentions for i in m.ids)
            where = [m for m in beyond if m.land]
            we = [m for m in found if WE.search(around) and all(self.things.kind(i) == "ActorGroup" for i in m.ids)]
            us = next((i for i, t in enumerate(tokens) if t.text in ("we", "i")), None)
            if we and us is not None:
                mentions[:] = sorted([*mentions, we[0]._replace(start=us, end=us + 1, soft=False)], key=_start)
                we = []
            beyond = [m._replace(soft=False) for m in we] + ([] if placed_here else where)
        if beyond:
            mentions += [m._replace(start=m.start + len(tokens), end=m.end + len(tokens)) for m in beyond]
            tokens += [t._replace(content=False) for t in more]

    def _leave_out_who_tells(self, tokens: list[Token], mentions: list[Mention]) -> None:
        """Take no author of a source for what is asked about: "what does Habuka see as …"."""
        for mention in [m for m in mentions if m.end < len(tokens) and self.things.speaks(m.ids)]:
            after = tokens[mention.end + 1].text if mention.end + 1 < len(tokens) else ""
            if tokens[mention.end].stem in TELLING and after not in AT:
                tokens[mention.end] = tokens[mention.end]._replace(content=False)
                mentions.remove(mention)

    def _phrasal(self, tokens: list[Token]) -> None:
        """Let verbs say something that are made of words which alone say nothing: "set up", "made up of"."""
        for at, token in enumerate(tokens):
            for size in PHRASAL if token.stem in LIGHT else ():
                said = tokens[at : at + size]
                told = tuple(t.stem for t in said) in self.lexicon.properties
                if told and said[-1].text in PARTICLES and not any(t.content for t in said):
                    tokens[at] = token._replace(content=True)

    def _passive(self, tokens: list[Token], properties: list[set[str]]) -> None:
        """Let "was repealed by" ask who repealed it, and not only on which day."""
        for at, token in enumerate(tokens[:-1]):
            if tokens[at + 1].text == "by" and token.text.endswith("ed"):
                properties[at] |= self.lexicon.properties.get((token.stem,), set())

    def _number(self, tokens: list[Token], properties: list[set[str]]) -> None:
        """Let "the CETS number" ask for no count: one counts a number of things."""
        counting = {name for name, kind in self.index.terms["answersTo"] if kind == "how many"}
        for at, token in enumerate(tokens):
            if token.text == "number" and not {"of", "which", "what"} & {
                t.text for t in tokens[max(at - 1, 0) : at + 2]
            }:
                properties[at] -= counting if properties[at] - counting else set()

    def _heeded(self, text: str, mentions: list[Mention], properties: list[set[str]]) -> None:
        """Let a verb ask how far a text binds that it is asked whether anybody has to heed: "must firms apply it"."""
        vocabulary = self.lexicon.vocabulary
        works = [m for m in mentions if any(self.things.is_a(i, "Work") for i in m.ids)]
        for found in _HEED.finditer(text):
            at, end = (len(text[: found.start("verb")].split()), len(text[: found.end()].split()))
            named = named_at(mentions)
            heeded = next((m for m in works if m.start >= end), None)
            if heeded and {text.split()[i] for i in range(end, heeded.start) if i not in named} <= ARTICLES:
                properties[at] |= {p.name for p in vocabulary.properties.values() if p.range == "Force"}

    def _direct(self, text: str, properties: list[set[str]]) -> None:
        """Keep of "shifts from" and "shifts to" the one that is asked for: "towards what did it move"."""
        ways = {"from" if "from" in found.group() else "to" for found in _WHITHER.finditer(text)}
        if len(ways) != 1:
            return  # both, as in "from what to what", or neither
        label = {p: self.lexicon.vocabulary.properties[p].label for said in properties for p in said}
        for said in properties:
            ends = {p: label[p].rpartition(" ") for p in said if label[p].endswith((" from", " to"))}
            heads = {head for head, _, way in ends.values() if way in ways}
            said -= {p for p, (head, _, way) in ends.items() if way not in ways and head in heads}


def _start(mention: Mention) -> int:
    return mention.start


def _within(year: str, tokens: list[Token], mentions: list[Mention]) -> bool:
    """Whether a year is a part of a name: "the Basic Plan of 2025"."""
    named = named_at(mentions)
    at = [i for i, t in enumerate(tokens) if t.text == year]
    return bool(at) and all(i in named for i in at)
