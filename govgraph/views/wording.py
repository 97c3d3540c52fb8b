"""How facts are put into words, the same in every lookup: the mark that hedges one, and its citations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .. import edtf
from ..facts import Cited, StatedFact
from ..vocabulary import Vocabulary

NOT_STATED = "not stated"


def mark(fact: StatedFact, day: date) -> str:
    """What keeps a fact from being plainly so on a day: `PLANNED`, `NOT SO`, `NOT YET`; nothing where nothing does."""
    words = ["NOT SO"] if fact.denied else []
    if fact.modality != "asserted":
        words.append(fact.modality.upper())
    if fact.valid_from and day < fact.valid_from:
        words.append("PERHAPS NOT YET" if _may_have_begun(fact, day) else "NOT YET")
    if fact.valid_until and day > fact.valid_until:
        words.append("NO LONGER")
    if fact.disputed:
        words.append("DISPUTED")
    return ", ".join(words)


def marked(fact: StatedFact, text: str, day: date) -> str:
    """A text with the fact's mark before it."""
    hedge = mark(fact, day)
    return f"{hedge}: {text}" if hedge else text


def dates(fact: StatedFact, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The dates of a fact, each with what it is there: `on`, `from` or `until`."""
    found = [("on", fact.when), ("from", fact.from_), ("until", fact.until)]
    if vocabulary.properties[fact.property].range == "edtf":
        found.append(("on", fact.object.text))
    return [(what, text) for what, text in found if text]


def place(cited: Cited) -> str:
    """A citation as source and place."""
    return f"{cited.title}, {cited.at}"


def places(facts: Iterable[StatedFact]) -> str:
    """The citations of facts, each once."""
    return "; ".join(dict.fromkeys(place(c) for fact in facts for c in fact.citations))


def addresses(facts: Iterable[StatedFact]) -> str:
    """The addresses of what is cited, each once."""
    return "; ".join(dict.fromkeys(c.url for fact in facts for c in fact.citations if c.url))


class Footnotes:
    """Numbers for citations, in the order in which they are met; `str()` lists them.

    >>> notes = Footnotes()
    >>> notes((Cited("us/report", "Report", "Introduction"),))
    '[1]'
    >>> print(notes)
    Sources
      [1] Report, Introduction
    """

    def __init__(self) -> None:
        self._numbers: dict[Cited, int] = {}

    def __call__(self, citations: Iterable[Cited]) -> str:
        numbers = [self._numbers.setdefault(c, len(self._numbers) + 1) for c in citations]
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def __str__(self) -> str:
        lines = [f"  [{n}] {place(c)}{f', {c.url}' if c.url else ''}" for c, n in self._numbers.items()]
        return "\n".join(["Sources", *lines]) if lines else "No source is cited."


def _may_have_begun(fact: StatedFact, day: date) -> bool:
    """Whether the fact's date, known to the month or year only, has begun by then."""
    start = fact.from_ or fact.when or (None if fact.object.id else fact.object.text)
    first = edtf.reach(start)[0] if start else None
    return bool(first and first <= day)
