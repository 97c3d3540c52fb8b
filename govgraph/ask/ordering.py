"""Things that are to be put in order of date: each is read by itself, as are those that share a noun."""

from __future__ import annotations

import re
from datetime import date

from .answer import Answer, Item
from .lexicon import words
from .linker import Mention, named_at
from .reading import Reading
from .regex import Regex
from .resolve import Resolver
from .say import date_in_words
from .trace import by_date, dated, told_in_order

_LISTED = Regex(  # "put in order of adoption: the one, the other and the third"
    r"^(?:please )?(?P<how>(?:(?:can you |could you )?(?:put|sort|arrange|order|line|list|rank)|"
    r"in (?:what|which) order)\b[^:]*):\s*(?P<items>.+)$",
    re.I | re.S,
    needs=(":",),
)
_PUT = Regex(  # "put the one and the other in the order in which they were adopted"
    r"^(?:please )?(?:put|sort|arrange|line|list|rank) (?:up )?(?P<items>(?!in\b|by\b|these\b|this\b).+?) "
    r"(?P<how>(?:in (?:\w+ )?order|by (?:the )?(?:date|year|day|time|age)|chronologically|"
    r"(?:up )?(?:from (?:the )?(?:oldest|earliest|newest|latest)))\b.*)$",
    re.I | re.S,
    needs=("order", "by ", "chronolog", "from "),
)
_WHICH = Regex(  # "which institute was set up first, Japan's or Korea's"
    r"^(?:which|what) (?P<noun>(?:(?!(?:is|was|were|came|entered|took|went|got)\b)\S+ )*?)"
    r"(?P<how>(?:is|was|were|came|entered|took|went|got)\b[^,:]*\b(?:first|earlier|earliest|sooner|later|latest|last)\b"
    r"[^,:]*)[,:] (?P<items>[^,]+ or [^,]+)$",
    re.I | re.S,
    needs=(" or ",),
)
_COMMA = re.compile(r"\s*[,;]\s*(?:(?:and|or)\b\s*)?")
_AND = re.compile(r"\s+(?:and|or)\s+")
_SHARED = re.compile(r"^(?:the )?(?P<noun>(?:\S+ )*\S+[^s\W])s (?P<of>in|of|at|from|by) (?P<name>.+)$", re.I)
_ONE_AT = re.compile(r"^(?:the )?ones? (?:in|of|at|from|by) ", re.I)
_NEWEST = Regex(
    r"\b(?:newest|latest|youngest|(?:most )?recent|last)(?: ones?)? (?:first|to)\b|\bfrom (?:the )?(?:newest|latest)"
)
_ORDERING = frozenset(
    """can could you please put sort arrange order line list rank up in by of the date dates day time year age oldest
    newest earliest latest youngest recent most first last earlier later sooner to from these this following they their
    were was is are it when which what came and chronological chronologically sequence according on one ones""".split()
)


class Ordering:
    """Puts things of one graph in order."""

    def __init__(self, resolver: Resolver) -> None:
        self.respond, self.index, self.linker = resolver.respond, resolver.index, resolver.index.linker
        self._read, self._single = resolver.read, resolver.single

    def answer(self, question: str) -> Answer | None:
        """The things that a question lists, by their dates; None where it lists none, or fewer than two are dated."""
        asked = question.strip(" ?.")
        found = _LISTED.match(asked) or _PUT.match(asked) or _WHICH.match(asked)
        if not found:
            return None
        how = " ".join(w for w in re.findall(r"[\w-]+", found["how"]) if w.casefold() not in _ORDERING)
        known, missing = [], []
        for name in _each(self._names(found["items"]), _noun(found)):
            entry = self.dated(f"when was {name} {how}")
            known += [entry] if entry else []
            missing += [] if entry or self._acts(name) else [name.removeprefix("the ")]
        if len(known) < 2:
            return None
        answer = told_in_order(self.respond, self._read(question), known, missing, bool(_NEWEST.search(asked)))
        if all(self._known(self._read(name)) for name in missing):
            return answer._replace(question=question)
        return answer._replace(question=question, status="not_stated", answers=(), related=answer.answers)

    def _names(self, items: str) -> list[str]:
        """The names in a list; the last two are joined by "and", if that is not within a name."""
        names = [name.strip() for name in _COMMA.split(items.strip()) if name.strip()]
        last = names.pop() if names else ""
        tokens, _, _ = self.linker.tokens(last, self.index.known)
        within = named_at(self.linker.mentions(tokens))
        start = 0
        for joint in _AND.finditer(last):
            if len(words(last[: joint.start()])) not in within:
                names.append(last[start : joint.start()])
                start = joint.end()
        return [*names, last[start:]]

    def _known(self, reading: Reading) -> bool:
        """Whether a name is one, and no word in it is strange."""
        return bool(reading.mentions) and not self.respond.unknown(reading)

    def _acts(self, name: str) -> bool:
        """Whether a name is somebody's, who is nothing that happens."""
        reading = self._read(name)
        mentions = () if reading.content else reading.mentions
        return bool(mentions) and all("Agent" in self.respond.terms.ancestors(m) for m in mentions)

    def dated(self, question: str) -> tuple[date, Item] | None:
        """The date of the one thing that a question names, or else describes."""
        reading = self._read(question)
        if not self._known(reading):
            return None
        named = [m for m in reading.mentions if not m.land]
        if len(named) == 1 and not named[0].shared:
            found, _ = dated(self.respond, _of(reading, named[0]))
            if found:
                return found[0]
        answer = self._single(question)
        facts = [f for a in answer.answers for f in a.facts if date_in_words(f.object.text) and not f.object.id]
        if answer.silent or not facts:
            return None
        return by_date(self.respond, facts)


def _of(reading: Reading, mention: Mention) -> Reading:
    return reading._replace(mentions=(mention,))


def _noun(found: re.Match[str]) -> str:
    """What the things are that are listed: "which institute", "these summits"."""
    these = re.search(r"\b(?:these|following) (?:\w+ )?(\w+[^s\W])s\b", found["how"], re.I)
    return (found.groupdict().get("noun") or (these[1] if these else "")).strip()


def _each(names: list[str], noun: str) -> list[str]:
    """The names in a list, each with the noun that they share: "the summits in Paris and Seoul" are two summits."""
    shared = _SHARED.match(names[0]) if names else None
    if shared and not any(re.search(rf"\b{shared['noun'].split()[-1]}", name, re.I) for name in names[1:]):
        own = [_ONE_AT.sub("", name) for name in (shared["name"], *names[1:])]
        return [f"{shared['noun']} {shared['of']} {name}" for name in own]
    lead = names[0].rpartition(" ")[0] if names else ""
    names = [f"{lead} {name}" if not re.search(r"[^\W\d]", name) else name for name in names]  # "Orders 1 and 2"
    bare = [name.endswith(("'s", "\u2019s")) or (bool(noun) and noun[-4:] not in name) for name in names]
    return [f"{name} {noun}".strip() if alone else name for name, alone in zip(names, bare, strict=True)]
