"""The quick way from the bytes of a file to its keys and values, each scalar as it is written; it reads YAML alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

DEEPEST = 12  # far deeper than any fact, far shallower than what would exhaust the stack
Next = Callable[[], Any]


class DoubtError(Exception):
    """Something is wrong with a file, or may be: it has to be looked at with care."""


def document(raw: bytes) -> dict[str, Any]:
    """The keys and values of the one document in a file; DoubtError for anything else in it."""
    event: Next = yaml.CSafeLoader(raw.decode("utf-8-sig")).get_event
    event()  # the stream begins
    event()  # the document begins, or the stream is over
    first = event()
    if type(first) is not MappingStartEvent:
        raise DoubtError
    plain: dict[str, Any] = _node(first, event, 0)
    event()  # the document ends
    if type(event()) is not yaml.StreamEndEvent:
        raise DoubtError
    return plain


def _node(event: Any, following: Next, depth: int) -> Any:
    kind = type(event)
    if kind is AliasEvent or event.anchor or event.tag or depth > DEEPEST:
        raise DoubtError
    if kind is ScalarEvent:
        return event.value
    depth += 1
    if kind is not MappingStartEvent:
        items = []
        while type(event := following()) is not SequenceEndEvent:
            items.append(_node(event, following, depth))
        return items
    mapping = {}
    while type(event := following()) is not MappingEndEvent:
        if type(event) is not ScalarEvent or event.anchor or event.tag or event.value in mapping:
            raise DoubtError
        key = event.value
        event = following()
        if type(event) is ScalarEvent and not event.anchor and not event.tag and depth <= DEEPEST:
            mapping[key] = event.value
        else:
            mapping[key] = _node(event, following, depth)
    return mapping
