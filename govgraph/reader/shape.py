"""What a file says, in the shape of the models, for the quick way: it takes what they take, and makes no message.

The models say what is wrong, and take as long to be loaded as some hundred files to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .. import edtf
from ..scalars import LANGUAGE, MODALITIES, SLUG, TIERS, URL, day, flag
from .plain import DoubtError

Rule = Callable[[Any], Any]
# What Unicode has for blanks, which is what is taken away around a text.
_BLANKS = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


class Said:
    """Something with the attributes that its model has."""


class Shape:
    """What may stand under each key, and what is so where a key is not there; a key without that has to be there."""

    def __init__(self, rules: dict[str, Rule], otherwise: dict[str, Any]) -> None:
        self.rules, self.otherwise = rules, otherwise
        self.needed = rules.keys() - otherwise.keys()

    def __call__(self, written: Any) -> Said:
        if type(written) is not dict or not self.needed <= written.keys() <= self.rules.keys():
            raise DoubtError
        said, rules = Said(), self.rules
        told = vars(said)
        told.update(self.otherwise)
        for key, value in written.items():
            told[key] = rules[key](value)
        return said


def _text(written: Any) -> str:
    if type(written) is not str or not (text := written.strip(_BLANKS)):
        raise DoubtError
    return text


def _date(written: Any) -> str:
    text = _text(written)
    edtf.bounds(text)
    return text


def _like(pattern: str) -> Rule:
    fits = re.compile(pattern).fullmatch

    def rule(written: Any) -> str:
        if type(written) is not str or not fits(written):
            raise DoubtError
        return written

    return rule


def _one_of(*texts: str) -> Rule:
    def rule(written: Any) -> str:
        if written not in texts:
            raise DoubtError
        return str(written)

    return rule


def _list(each: Rule, least: int = 0) -> Rule:
    def rule(written: Any) -> tuple[Any, ...]:
        if type(written) is not list or len(written) < least:
            raise DoubtError
        return tuple(map(each, written))

    return rule


def _keys(key: Rule, value: Rule, least: int = 0) -> Rule:
    def rule(written: Any) -> dict[str, Any]:
        if type(written) is not dict or len(written) < least:
            raise DoubtError
        return {key(name): value(held) for name, held in written.items()}

    return rule


_NAMES = _like(LANGUAGE), _text
_CITATION = Shape({"source": _text, "at": _text}, {})
FACT = Shape(
    {
        "property": _text,
        "object": _text,
        "qualifiers": _keys(str, _list(_text, 1)),
        "modality": _one_of(*MODALITIES),
        "denied": flag,
        "disputed": flag,
        "when": _date,
        "from_": _date,
        "until": _date,
        "cite": _list(_CITATION, 1),
    },
    {"qualifiers": {}, "modality": "asserted", "denied": False, "disputed": False}
    | {"when": None, "from_": None, "until": None},
)
FACT_KEYS = {key.rstrip("_"): key for key in FACT.rules.keys() - {"property", "object", "qualifiers"}}  # as written
_SOURCE = Shape(
    {"publisher": _text, "published": _date, "as_of": day, "read_on": day, "tier": _one_of(*TIERS), "text_of": _text},
    {"published": None, "text_of": None},
)
PART = Shape(
    {
        "type": _text,
        "name": _keys(*_NAMES, 1),
        "short_name": _keys(*_NAMES),
        "aliases": _list(_text),
        "url": _like(URL),
        "facts": _list(FACT),
    },
    {"short_name": {}, "aliases": (), "url": None, "facts": ()},
)
ENTITY = Shape(
    PART.rules | {"source": _SOURCE, "parts": _keys(_like(SLUG), PART)}, PART.otherwise | {"source": None, "parts": {}}
)
