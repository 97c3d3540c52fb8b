"""The words of a question, the names in it, the terms for which they stand, and which of them say what is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from .figures import MONTHS
from .frames import ANYTHING, ASIDE, AUXILIARIES, FRAME_STEMS, INNER, MODAL_WORDS, REFUSING
from .kinds import Kind
from .lexicon import NUMBERS, Token
from .linker import Mention, named_at

if TYPE_CHECKING:
    from ..vocabulary import Vocabulary

_PART_OF_MONTH = frozenset("mid early late beginning end".split())


class _Question(NamedTuple):
    """A question in words and terms; nothing that it asks for others `besides` can answer it, nor what is of a
    class, or says all the words, that are `beyond` it.

    The words `around` it were said beside it, those from `ends` on behind it; it is `among` so many jurisdictions;
    where it may be about what is yet to begin, `later` is set, and `former` where it is about what is no longer so."""

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
    besides: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    among: int = 0
    ends: int = 1000
    places: frozenset[str] = frozenset()
    corrected: Mapping[str, str] = MappingProxyType({})
    later: bool = False
    former: bool = False


class Question(_Question):
    """A question, and what its words tell by themselves."""

    @cached_property
    def texts(self) -> list[str]:
        """Its words as written, misspellings set right."""
        return [t.text for t in self.tokens]

    @cached_property
    def text(self) -> str:
        """The question as it was understood."""
        return " ".join(self.texts)

    def word(self, i: int) -> str:
        """The word at a position; nothing where there is none."""
        return self.texts[i] if 0 <= i < len(self.tokens) else ""

    def at(self, end: int) -> int:
        """The position of the word at which a stretch of its text ends."""
        return len(self.text[:end].split())

    @cached_property
    def named(self) -> set[int]:
        """The positions of the words that are part of a name."""
        return named_at(self.mentions)

    @cached_property
    def content(self) -> list[int]:
        """The positions of words that say something and are not part of a name, nor of the frame of the question."""
        frame = FRAME_STEMS.get(self.kind, frozenset())
        skip = MODAL_WORDS if self.kind == "modality" else frozenset()
        said = [i for i, t in enumerate(self.tokens) if t.content and i not in self.named and not self._refused(i)]
        said = [i for i in said if not self._anything(i)]
        said = [i for i in said if self.tokens[i].stem not in frame and self.texts[i] not in skip]
        return [i for i in said if not self._measures(i)]

    def _anything(self, i: int) -> bool:
        """Whether a noun that is asked for may be anything: "which matters does it contain"."""
        asked = bool({"which", "what"} & {*self.texts[max(i - 2, 0) : i]})
        return asked and self.tokens[i].stem in ANYTHING and self.word(i + 1) in AUXILIARIES

    @cached_property
    def refusing(self) -> bool:
        """Whether it is asked who, or whether somebody, will not do what is asked: "refused to sign"."""
        return any(map(self._refused, range(len(self.tokens))))

    def _refused(self, i: int) -> bool:
        """Whether a word says that what stands behind it is not done: "refused to sign"."""
        return self.tokens[i].stem in REFUSING and self.word(i + 1) == "to"

    def _measures(self, i: int) -> bool:
        """Whether a word is a number, a part of a date, or what "how" asks of a number: "how fast", "how often"."""
        word = self.texts[i]
        if word in NUMBERS or (self.word(i - 1) == "how" and self.kind in ("number", "duration")):
            return True
        if self.dates and (word in MONTHS or (word.isdigit() and len(word) <= 2)):
            return True
        if any(word in d.split("-") for d in self.dates):
            return True
        return word in _PART_OF_MONTH and self.word(i + 1) in MONTHS

    @cached_property
    def relations(self) -> list[int]:
        """The positions of the words that ask for a relation."""
        return [i for i in self.content if self.properties[i]]

    @cached_property
    def asked(self) -> frozenset[str]:
        """The relations for which words stand that say something."""
        return frozenset(p for i in self.relations for p in self.properties[i])

    @cached_property
    def asked_in_passing(self) -> frozenset[str]:
        """The relations for which words stand that say nothing else: "can", "must", "meant for"."""
        said = self.named | set(self.content)
        return frozenset(p for i in range(len(self.tokens)) if i not in said for p in self.properties[i])

    @cached_property
    def by_name(self) -> frozenset[str]:
        """The relations asked for outright, but for that of the words that begin a clause beside it: "so that"."""
        return self.outright - (self.properties[self.aside] if self.aside < len(self.tokens) else frozenset())

    @cached_property
    def asks_force(self) -> bool:
        """Whether a word asks how binding something is, and not what it binds to do: "how binding", not "obliged"."""
        asked = (self.properties[i] for i in self.relations)
        return any("bindingForce" in p and not {"requires", "permits"} & p for p in asked)

    def asks_date(self, vocabulary: Vocabulary, but_for: Collection[str] = ()) -> bool:
        """Whether a word asks for a date of its own, and for none of some relations: "when do they apply"."""
        asked = [self.properties[i] for i in self.relations]
        dated = [said for said in asked if any(vocabulary.properties[p].range == "edtf" for p in said)]
        return bool(dated) and all(said.isdisjoint(but_for) for said in dated)

    @cached_property
    def asks_within(self) -> bool:
        """Whether there is a question within the question: "did it settle which systems may be used"."""
        return not INNER.isdisjoint(self.texts[2:])

    @cached_property
    def asking(self) -> int:
        """Where it says "what" or "which" first; -1 where it does not."""
        return next((i for i, w in enumerate(self.texts) if w in ("what", "which", "whats")), -1)

    @cached_property
    def aside(self) -> int:
        """Where a clause begins that only says when, why or what for; what is asked stands before it."""
        texts = self.texts
        for match in ASIDE.finditer(self.text):
            at = self.at(match.start())
            if at and (any(i < at for i in self.relations) or texts[at - 1] == "do"):  # "what may it do when"
                return at
        for mention in self.mentions:  # "who put out the paper that aims at a framework": which paper is known
            if self.word(mention.end) in ("that", "which") and any(self.properties[: mention.start]):
                return mention.end
        return len(texts)

    @cached_property
    def known(self) -> bool:
        """Whether that clause only says of a thing that is named which one it is: "the paper that aims at a hub"."""
        return self.word(self.aside) in ("that", "which")

    @cached_property
    def times(self) -> list[str]:
        """The dates at which something is asked to have been so, and none of a name: "the act of 2024"."""
        return [d for d in self.dates if f" of {d} " not in f"{self.text} "]
