"""Lists of the numbers of facts, in tables: a long one lies in pieces, and only those are read in which something is
looked up, so that it costs the same at any size."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..tables import Row

PIECE = 2048  # numbers
MANY = 10  # times as long is a list in which each number is looked up rather than read through
_NONE = array("I")


def pieces(name: str, lists: Mapping[str, array[int]]) -> Iterator[Row]:
    """The rows of lists that are in order: what is long has a row with the first number of each piece.

    >>> [key for _, key, _ in pieces("word", {"law": array("I", range(5000)), "lawn": array("I", [7])})]
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

    def many(self, key: str) -> int:
        """How many there are in a list."""
        found: array[int] | tuple[int, array[int]] = self._table.get(key, _NONE)
        return len(found) if isinstance(found, array) else found[0]

    def among(self, keys: Iterable[str], within: set[int] | None) -> set[int]:
        """The numbers in any of these lists; only of those within, if that is told."""
        if within is None:
            return set().union(*(self[key] for key in keys))
        found: set[int] = set()
        for key in keys:
            if self.many(key) < MANY * len(within):
                found |= within.intersection(self[key])
            else:
                found.update(self._of(key, sorted(within)))
        return found

    def _of(self, key: str, some: list[int]) -> Iterator[int]:
        """Those of some numbers, which are in order, that are in a long list."""
        listed: array[int] | tuple[int, array[int]] = self._table[key]
        numbers, starts = (listed, array("I", [0])) if isinstance(listed, array) else (_NONE, listed[1])
        read = 0 if isinstance(listed, array) else -1
        for number in some:
            piece = max(bisect_right(starts, number) - 1, 0)
            if piece != read:
                numbers, read = self._table[f"{key} {piece}"], piece
            at = bisect_left(numbers, number)
            if at < len(numbers) and numbers[at] == number:
                yield number
