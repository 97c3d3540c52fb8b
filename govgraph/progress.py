"""How far long work has come, on the standard error and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def shown(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """The items as they come, with a bar that says how many have; without a terminal, the items alone.

    >>> list(shown("ab", "letters", 2))
    ['a', 'b']
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, what, total, console=Console(stderr=True), transient=True)


def told(message: str) -> None:
    """One line for somebody who waits at a terminal."""
    if sys.stderr.isatty():
        print(message, file=sys.stderr, flush=True)
