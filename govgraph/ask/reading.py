"""What a question asks: which kind of answer is wanted, about which things, by which words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .figures import MONTHS, lengths
from .frames import (
    ADVERBS,
    ASIDE,
    AUXILIARIES,
    FRAME_STEMS,
    LIGHT,
    MANY,
    MODAL_WORDS,
    MODALS,
    NEGATED,
    OBLIGED,
    PARTITIVE,
    PREPOSITIONS,
    SEVERAL,
    SO_MANY,
)
from .kinds import Kind
from .lexicon import IRREGULAR, NUMBERS, Token
from .linker import Mention
from .regex import Regex
from .things import is_jurisdiction

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary

SINGLE = ("date", "number", "duration")  # kinds of which one answer is asked for, whatever it is said of
NEAR = 3  # words after "what" at most stands the noun that is asked for
INNER = frozenset("what which who how".split())  # begins a question within another
_KINDS = Regex(r"\b(?:kinds|types|sorts) of\b", needs=("kinds", "types", "sorts"))
_HELPED = Regex(r"\b(?:do|does|did|(?:has|have|had)(?! to\b))\b")  # "what did it bring about", "what has it …"
_BE = frozenset("is are was were".split())
_BEEN = _BE | {"been", "be"}
_PART_OF_MONTH = frozenset("mid early late beginning end".split())


@dataclass(frozen=True)
class Reading:
    """What a question asks, before it is held against the facts; only one of the `choices`, if any, can answer,
    and nothing that it asks for others `besides`, nor what is of a class, or says all the words, that are `beyond` it.

    The words `around` it were said beside it, those from `ends` on behind it; it is `among` so many jurisdictions;
    where it may be about what is yet to begin, `later` is set."""

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
    besides: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    among: int = 0
    ends: int = 1000
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
            told = any(i < at for i in self.relations) or texts[at - 1] == "do"  # "what may it do when"
            if at and self.kind != "condition" and told:
                return at
        for mention in self.mentions:  # "who put out the paper that aims at a framework": which paper is known
            if texts[mention.end : mention.end + 1] in (["that"], ["which"]) and any(self.properties[: mention.start]):
                return mention.end
        return len(texts)

    @cached_property
    def known(self) -> bool:
        """Whether that clause only says of a thing that is named which one it is: "the paper that aims at a hub"."""
        after = [t.text for t in self.tokens[self.aside : self.aside + 1]]
        return after in (["that"], ["which"]) and any(m.end == self.aside for m in self.mentions)

    @cached_property
    def active(self) -> bool:
        """Whether what is asked for is the one that acts: "which law amended", "who signed"."""
        after = self.wanted_at + 1 if self.wanted_at >= 0 else 1
        asking = self.wanted_at >= 0 or self.kind == "who"
        return asking and after < len(self.tokens) and bool(self.properties[after]) and after in self.content

    @cached_property
    def by_name(self) -> frozenset[str]:
        """The relations asked for outright, but for that of the words that begin a clause beside it: "so that"."""
        return self.outright - (self.properties[self.aside] if self.aside < len(self.tokens) else frozenset())

    @cached_property
    def times(self) -> list[str]:
        """The dates at which something is asked to have been so, and none of a name: "the act of 2024"."""
        return [d for d in self.dates if f" of {d} " not in f"{self.text} "]

    @cached_property
    def acting(self) -> frozenset[str]:
        """The relations of the verb where it is asked what does it to what is named: "what set up the office"."""
        said = [i for i in (1, 2) if i in self.content and self.properties[i] and self.tokens[i].stem in LIGHT]
        helped = {t.text for t in self.tokens[1:3]} & AUXILIARIES
        named = any(m.start - i in (2, 3) for m in self.mentions for i in said)
        return self.properties[said[0]] if self.kind == "what" and said and not helped and named else frozenset()

    @cached_property
    def able(self) -> bool:
        """Whether what is asked for may or must do something: "which rules could still punish"."""
        after = [t.text for t in self.tokens[self.wanted_at + 1 :]] if self.wanted_at >= 0 else []
        at = self.wanted_at + (3 if after[1:2] and after[1] in ADVERBS else 2)
        return bool(after) and after[0] in MODALS and at in self.content and bool(self.properties[at])

    @cached_property
    def agent(self) -> frozenset[str]:
        """Whoever or whatever does it, where the question says so in the passive: "repealed by the decree"."""
        said = [t.text for t in self.tokens]
        done = [i for i in range(2, len(said)) if said[i] == "by" and said[i - 2] in _BEEN and self.properties[i - 1]]
        starts = {i + 1 + (said[i + 1 : i + 2] == ["the"]) for i in done}
        return frozenset(i for m in self.mentions if m.start in starts for i in m.ids)

    @cached_property
    def own_noun(self) -> frozenset[str]:
        """The relations that the nouns of a name ask for, where nothing else does: "what are the OECD principles"."""
        alone = not self.content and self.kind in ("what", "number") and len(self.mentions) > 0
        named = [i for m in self.mentions for i in (m.start, m.end - 1)] if alone else []
        return frozenset(p for i in named if i < len(self.properties) for p in self.properties[i])

    @cached_property
    def lands(self) -> frozenset[str]:
        """The jurisdictions whose the thing asked for is: "which Japanese document"."""
        before = [t.text for t in self.tokens[: self.wanted_at]]
        asking = max((i for i, w in enumerate(before) if w in ("which", "what")), default=-1)
        own = [m for m in self.mentions if asking >= 0 and m.start == asking + 1 and m.end <= self.wanted_at]
        return own[0].ids if own and all(map(is_jurisdiction, own[0].ids)) else frozenset()

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
    def _noun_at(self) -> int:
        """The position of the noun asked for: of a class, or right before the verb of "which methods does it use"."""
        texts = [t.text for t in self.tokens]
        asking = next((i for i, w in enumerate(texts) if w in ("which", "what")), len(texts))
        verb = next((i for i in range(asking + 2, min(asking + 5, len(texts))) if texts[i] in AUXILIARIES), 0)
        return self.wanted_at if self.wanted_at >= 0 else verb - 1

    @cached_property
    def plural(self) -> bool:
        """Whether several things are asked for: "which safeguards"."""
        word = self.tokens[self._noun_at].text if self._noun_at >= 0 else ""
        return (word.endswith("s") and not word.endswith("ss")) or bool(SEVERAL.search(self.text))

    @cached_property
    def singular(self) -> bool:
        """Whether one thing of a kind is asked for: "which safeguard"."""
        return self.wanted_at >= 0 and self.kind == "what" and not self.plural and not SEVERAL.search(self.text)

    @cached_property
    def kinds(self) -> bool:
        """Whether several kinds of something are asked for."""
        return self.kind == "what" and bool(_KINDS.search(self.text))

    @cached_property
    def so_many(self) -> int:
        """How many things are asked for, where the question says so: "which four stages"; else 0."""
        told = SO_MANY.search(self.text) if self.kind == "what" else None
        return MANY[told[1]] if told else 0

    @cached_property
    def counted_of(self) -> range | None:
        """The words for the whole of which a part is counted, up to the verb that tells which part: "how many of the
        targeted laws have been revised" counts what is revised."""
        found = PARTITIVE.search(self.text) if self.kind == "number" else None
        return range(*(len(self.text[: found.start(part)].split()) for part in ("whole", "verb"))) if found else None

    @cached_property
    def noun(self) -> frozenset[str]:
        """The relations that the noun after "what" or "which" asks for: "what motto", "in which fields"."""
        asking = [i for i, t in enumerate(self.tokens) if t.text in ("what", "which", "whats")]
        after = self.tokens[asking[0] + 1].text if asking and asking[0] + 1 < len(self.tokens) else ""
        if after in MODALS | {"do", "does", "did"}:
            return frozenset()  # a verb: "what must it do"
        first = next((i for i in self.content if asking and i > asking[0] and self.tokens[i].stem not in LIGHT), None)
        at = self.wanted_at if self.wanted_at >= 0 else first
        own = asking and any(asking[0] < m.start < self.wanted_at for m in self.mentions)
        near = at is not None and bool(asking) and (at - asking[0] <= NEAR or (at == self.wanted_at and not own))
        return self.properties[at] if near and at is not None else frozenset()

    @cached_property
    def head(self) -> int | None:
        """The position of the noun right after "which" or "what", where it names neither a relation nor a class."""
        at = self._of_what
        if at in self.content and not self.properties[at] and not self.classes[at] and not self.qualifiers[at]:
            return at
        at = next((i + 1 for i, t in enumerate(self.tokens[:-1]) if t.text in ("which", "what")), -1)
        plain = at in self.content and not self.properties[at] and not self.classes[at] and not self.qualifiers[at]
        verb = plain and at + 1 < len(self.tokens) and self.tokens[at + 1].text in AUXILIARIES
        return at if verb and self.kind == "what" else None

    @cached_property
    def doer(self) -> Mention | None:
        """Whoever is named right behind the first word of a yes-or-no question: "can the agency fine firms"."""
        start = 2 if self.tokens[1:2] and self.tokens[1].text in ("the", "a", "an") else 1
        return next((m for m in self.mentions if m.start <= start < m.end), None) if self.kind == "yes_no" else None

    @cached_property
    def actor(self) -> Mention | None:
        """Whoever is asked to do what: Japan in "which rules does Japan apply"."""
        texts = [t.text for t in self.tokens]
        does = next((i for i, w in enumerate(texts) if i and w in ("do", "does", "did")), None)
        starts = () if does is None else (does + 1, does + 2) if texts[does + 1 : does + 2] == ["the"] else (does + 1,)
        found = next((m for m in self.mentions if m.start in starts), None)
        behind = (m for m in self.mentions if m.end == self.deed and does is not None and m.start > does)
        return found if found and found.end in self.relations else next(behind, found)  # "does its law, Act 1, bind"

    @cached_property
    def acts(self) -> int | None:
        """The position of the verb right after whoever is asked about, where it asks for a relation."""
        verb = self.actor.end if self.actor and self.kind in ("what", "who") else -1
        called = next((m for m in self.mentions if m.start == verb + 1), None)  # "the UN report so-and-so recommends"
        noun = (
            called
            and self.classes[verb]
            and any(i >= called.end and self.tokens[i - 1].text != "to" for i in self.relations)
        )
        return verb if verb in self.relations and not noun and not self.tokens[verb].everyday else None

    @cached_property
    def part_of(self) -> frozenset[str]:
        """The whole of which a part is asked for: "which part of the government"."""
        at = next((m.start for m in self.mentions if m.start < 6), 0)
        before = [t.text for t in self.tokens[:at] if t.text != "the"][-3:]
        asked = before[:1] in (["which"], ["what"]) and before[1:] in (["part", "of"], ["parts", "of"])
        return next(m.ids for m in self.mentions if m.start == at) if asked else frozenset()

    @cached_property
    def owned(self) -> int | None:
        """The position of the noun of "whose interests", where it says something."""
        at = next((i + 1 for i, t in enumerate(self.tokens) if t.text == "whose" and i < 2), -1)
        return at if at in self.content else None

    @cached_property
    def patient(self) -> Mention | None:
        """What is asked to be, or to have been, subject to something: "has the act been passed or is it planned"."""
        texts = [t.text for t in self.tokens]
        if self.kind not in ("yes_no", "modality") or not {"has", "have", *_BE} & {*texts[:1]}:
            return None
        first = next((m for m in self.mentions if m.start in (1, 2)), None)
        after = texts[first.end : first.end + 3] if first else []
        done = "been" in after[:2] or any(w.endswith("ed") or w in IRREGULAR for w in after[:1])
        return first if done else None

    @cached_property
    def lengths(self) -> frozenset[str]:
        """The lengths of time that are named: "within 15 days"."""
        return frozenset(lengths(self.text))

    @cached_property
    def happened(self) -> bool:
        """Whether it is asked what came to be, and not what may come: "who was fined", "did it ever fine anyone"."""
        return bool({"was", "were", "did", "been"} & {t.text for t in self.tokens})

    @property
    def _of_what(self) -> int:
        """The position of the noun of "what is the annual budget of the institute"; -1 where there is none."""
        texts = [t.text for t in self.tokens]
        framed = texts[:1] == ["what"] and texts[2:3] == ["the"] and texts[1] in AUXILIARIES
        if self.kind != "what" or not framed:
            return -1
        end = next((i for i, w in enumerate(texts) if w in ("of", "for")), 0)
        return end - 1 if 3 < end < 7 else -1

    @cached_property
    def verb(self) -> int | None:
        """The position of the verb right after "who", where it asks for a relation."""
        at = [i + 1 for i, t in enumerate(self.tokens[:-1]) if t.text == "who" and i < 2]
        if at and self.tokens[at[0]].text in OBLIGED:  # "who has to approve it"
            at = [
                next((i for i in range(at[0] + 1, len(self.tokens)) if self.tokens[i].text not in OBLIGED | {"to"}), 0)
            ]
        return at[0] if self.kind == "who" and at and at[0] in self.content and self.properties[at[0]] else None

    @cached_property
    def deed(self) -> int | None:
        """The position of the verb at the end of "what did the forum bring about", where it asks for a relation."""
        asking = next((i for i, t in enumerate(self.tokens) if t.text in ("what", "which", "who", "whom")), 0)
        near = " ".join(t.text for t in self.tokens[asking + 1 : asking + 7])
        helped = bool(_HELPED.search(near)) and self.kind in ("what", "who")
        last = max((i for i in self.content if i < self.aside), default=0)
        alone = not {t.text for t in self.tokens[max(last - 2, 0) : last]} & PREPOSITIONS
        helped = helped or (self.doing is not None and self.doing == last)
        verb = helped and alone and self.properties[last] and not self.tokens[last].everyday
        return last if verb and last > self.wanted_at else None

    @cached_property
    def doing(self) -> int | None:
        """The position of the verb at the end of "what is the forum promoting"."""
        last = max((i for i in self.content if i < self.aside), default=0)
        ongoing = self.tokens[last].text.endswith("ing") and bool({t.text for t in self.tokens[1:3]} & _BE)
        return last if ongoing and last and self.kind in ("what", "who") else None

    @cached_property
    def between(self) -> list[int]:
        """The positions of verbs that stand right between two names: "does the forum enforce the act"."""
        starts = {m.start for m in self.mentions} | {m.start - 1 for m in self.mentions if m.start}
        ends = {m.end for m in self.mentions}
        return [i for i in self.relations if i + 1 in starts and i in ends and not self.tokens[i].everyday]

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
        said = " ".join("" if i in named else t.text for i, t in enumerate(self.tokens[: self.ends]))
        forbidden = self.owned is not None and bool(MODALS & {t.text for t in self.tokens})  # "may it not harm"
        return self.kind in ("what", "who", "number") and not forbidden and bool(NEGATED.search(said))

    def of_kind(self, kind: Kind) -> Reading:
        """The same question taken as one of another kind; "how many" then says nothing."""
        frame = FRAME_STEMS["number"] if self.kind == "number" and kind != "number" else frozenset()
        tokens = tuple(t._replace(content=t.content and t.stem not in frame) for t in self.tokens)
        return replace(self, kind=kind, tokens=tokens)
