"""What is said in a question and asks for nothing: besides what others are asked for, and "so far"."""

from __future__ import annotations

import re

from .frames import AUXILIARIES, INNER
from .lexicon import Token
from .linker import Mention
from .regex import Regex

_OTHERS = Regex(
    r"\b(?:apart from|aside from|other than|except for|except|besides|beyond|in addition to|alongside)"
    r"(?: the| an?)?(?= )",
    re.I,
    needs=("from", "than", "except", "besides", "beyond", "in addition to", "alongside"),
)
_SO_FAR = Regex(r"\bso far\b", needs=("so far",))
_PENAL = frozenset({"imposesPenalty", "imposesFinesOn", "maximumFine"})  # that it can be is not that it has been


def leave_out_so_far(text: str, tokens: list[Token], properties: list[set[str]]) -> None:
    """Let "so far" ask for nothing in "what does it establish so far"."""
    done = not any(_PENAL & said for said in properties)
    for found in _SO_FAR.finditer(text) if done else ():
        far = len(text[: found.end()].split()) - 1
        tokens[far], properties[far] = tokens[far]._replace(content=False), set()


def beside_which(text: str, tokens: list[Token]) -> tuple[int, int] | None:
    """Where that begins besides which others are asked for, and where its name does: "who apart from the minister"."""
    found = _OTHERS.search(text)
    return (len(text[: found.start()].split()), len(text[: found.end()].split())) if found else None


def left_aside(
    span: tuple[int, int],
    tokens: list[Token],
    mentions: list[Mention],
    properties: list[set[str]],
    classes: list[set[str]],
) -> tuple[frozenset[str], frozenset[str]]:
    """The thing besides which others are asked for, or else its classes, or its words, which tell of the matter."""
    at, start = span
    if other := next((m for m in mentions if m.start == start), None):
        mentions.remove(other)
        tokens[at : other.end] = [t._replace(content=False) for t in tokens[at : other.end]]
        return other.ids, frozenset()
    ends = (i for i in range(start, len(tokens)) if tokens[i].text in AUXILIARIES | INNER)
    verbs = (i for i in range(start + 1, len(tokens)) if properties[i] and not classes[i])
    end = min(next(ends, len(tokens)), next(verbs, len(tokens)))
    if end > start and classes[end - 1]:
        tokens[at:end] = [t._replace(content=False) for t in tokens[at:end]]
        return frozenset(), frozenset(classes[end - 1])
    return frozenset(), frozenset(t.stem for t in tokens[start:end] if t.content)
