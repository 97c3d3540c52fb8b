"""What the models find wrong, in a curator's words; and what somebody has still to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from ..model import LANGUAGE, SLUG, URL, Citation, Entity, Part, Source
from ..vocabulary import did_you_mean

Location = tuple[int | str, ...]
PLACEHOLDER = re.compile(r"<[^<>]+>")
_SHOULD = {
    "tuple_type": "should be a list",
    "dict_type": "should hold keys with values",
    "model_type": "should hold keys with values",
    "string_type": "should be plain text",
    "string_too_short": "should not be empty",
    "too_short": "should not be empty",
    URL: "should begin with http:// or https:// and hold no blanks, quotes or braces",
    LANGUAGE: "should be a language code, such as en or ja",
    SLUG: "should be lower-case letters, digits and single hyphens",
}

_MISSING = {
    "cite": ("a fact without a citation: ", " (write 'cite: {source: ID, at: PLACE}')"),
    "at": ("a citation without its place: ", " (the article, section or heading in the source)"),
    "source": ("a citation without its document: ", " (the id of a file with a 'source:' part)"),
}


def explain(item: Any) -> tuple[str, str]:
    """A pydantic error in a curator's words, and the name of the rule that is broken."""
    where = item["loc"]
    key = next((str(k) for k in reversed(where) if isinstance(k, str) and k != "[key]"), "file")
    if item["type"] == "missing":
        lacks, write = _MISSING.get(str(key), ("", ""))
        return f"{lacks}the key {key!r} is missing{write}", "key"
    if item["type"] == "extra_forbidden":
        models: dict[Any, type[BaseModel]] = {"cite": Citation, "source": Source, "parts": Part}
        model = models.get("cite" if "cite" in where else where[0] if len(where) > 1 else None, Entity)
        return f"unknown key {key!r}{did_you_mean(key, model.model_fields)}", "key"
    said = item["msg"].removeprefix("Value error, ").replace("Input should", "should")
    said = _SHOULD.get(item.get("ctx", {}).get("pattern", item["type"]), said)
    value = item.get("input")
    rule = "date" if "date" in said or "should be a day" in said else "value"
    if item["type"] == "literal_error" and isinstance(value, str):
        said += did_you_mean(value, re.findall(r"'([^']+)'", said))
    if said.startswith(repr(value)):
        return f"{key}: {said}", rule
    return f"{key}: {value!r} {said}" if isinstance(value, str) and value != key else f"{key!r} {said}", rule


def placeholders(plain: Any, where: Location = ()) -> Iterator[tuple[Location, str]]:
    """What stands in angle brackets, as `govgraph new` writes it, and where: nobody has filled it in yet.

    >>> list(placeholders({"name": {"en": "<its name>"}}))
    [(('name', 'en'), '<its name>')]
    """
    if isinstance(plain, str):
        if plain.startswith("<") and PLACEHOLDER.fullmatch(plain):
            yield where, plain
        return
    for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        if isinstance(key, str):
            yield from placeholders(key, (*where, key))
        yield from placeholders(value, (*where, key))
