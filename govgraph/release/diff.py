"""What `govgraph diff` compares: two days of one graph, or two states of the facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from .. import views
from ..graph import load
from .comparing import changes
from .states import StateError, Told

_DATE = re.compile(r"\d{4}(-\d\d){0,2}~?", re.ASCII)


def diff(
    old: str,
    new: str,
    *,
    as_of: str | None = None,
    data: Path | None = None,
    ontology: Path | None = None,
    sources: Sequence[str] = (),
    told: Told = lambda _: None,
) -> views.View:
    """How two things of one kind differ: two days, or two of folders of facts, releases and git revisions.

    Raises StateError for a day beside something else, and for a day `as_of` which states are to stand on; and what
    `views.diff` and `changes` raise.

    >>> diff("2025-08-15", "v0.1.0")
    Traceback (most recent call last):
    govgraph.release.states.StateError: '2025-08-15' is a day and 'v0.1.0' is not: compare two days, or two folders of \
facts, releases or revisions
    """
    days = [name for name in (old, new) if _DATE.fullmatch(name)]
    if len(days) == 2:
        told("reading the facts")
        return views.diff(load(data, ontology, as_of=as_of, sources=sources), old, new, as_of)
    if days:
        other = new if days[0] == old else old
        kinds = "compare two days, or two folders of facts, releases or revisions"
        raise StateError(f"{days[0]!r} is a day and {other!r} is not: {kinds}")
    if as_of:
        raise StateError(f"--as-of {as_of}: what two states tell otherwise is the same on every day")
    return changes(old, new, data=data, ontology=ontology, sources=sources, told=told)
