"""What the models find wrong, in a curator's words; and what somebody has still to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..scalars import LANGUAGE, SLUG, URL
from ..vocabulary import did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel

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

_WRITE = {  # what would do instead of a text, for what is no text
    "name": "{{en: {}}}",
    "short_name": "{{en: {}}}",
    "aliases": "[{}]",
    "cite": "{{source: ID, at: PLACE}}",
}
_MEND = {  # a part of what the YAML parser says, and what has mostly been written
    "tab": "indent with blanks, not with tabs",
    "'\\t'": "indent with blanks, not with tabs",
    "mapping values are not allowed": "quote a text that holds ': ', put a blank after the colon of a key, and let the "
    "keys of one fact begin in one column",
    "expected ',' or": "close the bracket, or quote a text that holds ': ' or a quotation mark",
    "expected '-' indicator": "let the keys of one fact begin in one column",
    "expected key": "let the keys of one thing begin in one column",
}
_MISSING = {
    "cite": ("a fact without a citation: ", " (write 'cite: {source: ID, at: PLACE}')"),
    "at": ("a citation without its place: ", " (the article, section or heading in the source)"),
    "source": ("a citation without its document: ", " (the id of a file with a 'source:' part)"),
}


def mend(reason: str) -> str:
    """What mends a file that the YAML parser refuses for a reason, in brackets; nothing where that is not known.

    >>> mend("mapping values are not allowed in this context")[:38]
    " (quote a text that holds ': ', put a "
    """
    return next((f" ({hint})" for part, hint in _MEND.items() if part in reason), "")


def explain(item: Any) -> tuple[str, str]:
    """A pydantic error in a curator's words, and the name of the rule that is broken."""
    from ..model import Citation, Entity, Part, Source  # which the quick way can do without

    where = item["loc"]
    key = next((str(k) for k in reversed(where) if isinstance(k, str) and k != "[key]"), "file")
    if item["type"] == "missing":
        lacks, write = _MISSING.get(str(key), ("", ""))
        return f"{lacks}the key {key!r} is missing{write}", "key"
    if item["type"] == "extra_forbidden":
        models: dict[Any, type[BaseModel]] = {"cite": Citation, "source": Source, "parts": Part}
        model = models.get("cite" if "cite" in where else where[0] if len(where) > 1 else None, Entity)
        near = did_you_mean(key, model.model_fields)
        comma = " (quote a text that holds a comma)" if model is Citation and item["input"] == "" and not near else ""
        return f"unknown key {key!r}{near}{comma}", "key"
    said = item["msg"].removeprefix("Value error, ").replace("Input should", "should")
    said = _SHOULD.get(item.get("ctx", {}).get("pattern", item["type"]), said)
    value = item.get("input")
    if item["type"] in ("tuple_type", "dict_type") and key in _WRITE and isinstance(value, str) and value:
        said = "should hold a document and the place in it" if key == "cite" else said
        said += f" (write {_WRITE[key].format(value)!r})"
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
