"""Lists of the numbers of facts, in tables: a long one lies in pieces, and only those are read in which something is
looked up, so that it costs the same at any size."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..tables import Row

PIECE = 512  # numbers: few enough to be read through where one is looked up
_NONE = array("I")


def pieces(name: str, lists: Mapping[str, array[int]]) -> Iterator[Row]:
    """The rows of lists that are in order: what is long has a row with the first number of each piece.

    >>> [key for _, key, _ in pieces("word", {"law": array("I", range(1200)), "lawn": array("I", [7])})]
    ['law', 'law 0', 'law 1', 'law 2', 'lawn']
    """
    for key in sorted(lists):
        numbers = lists[key]
        if len(numbers) <= 2 * PIECE:
            yield name, key, numbers
            continue
        yield name, key, (len(numbers), numbers[::PIECE])
        for piece, at in enumerate(range(0, len(numbers), PIECE)):
            yield name, f"{key} {piece}", numbers[at : at + PIECE]


class Numbers:
    """The lists of one table, each by its key; there is an empty one for every key that is not there."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def __getitem__(self, key: str) -> array[int]:
        """All numbers of a list, in order."""
        found: array[int] | tuple[int, array[int]] = self._table.get(key, _NONE)
        if isinstance(found, array):
            return found
        whole = array("I")
        for piece in range(len(found[1])):
            whole += self._table[f"{key} {piece}"]
        return whole

    def among(self, keys: Iterable[str], within: set[int] | None) -> set[int]:
        """The numbers in any of these lists; only of those within, if that is told."""
        if within is None:
            return set().union(*(self[key] for key in keys))
        return set().union(*(found for key in keys for found in self._of(key, within)))

    def _of(self, key: str, within: set[int]) -> Iterator[set[int]]:
        """Those of some numbers that are in a list; of a long one, only the pieces are read in which they may be."""
        listed: array[int] | tuple[int, array[int]] = self._table.get(key, _NONE)
        if isinstance(listed, array):
            yield within.intersection(listed)
            return
        _, starts = listed
        some, at = sorted(within), 0
        while at < len(some):
            piece = max(bisect_right(starts, some[at]) - 1, 0)
            yield within.intersection(self._table[f"{key} {piece}"])
            at = bisect_left(some, starts[piece + 1], at) if piece + 1 < len(starts) else len(some)
