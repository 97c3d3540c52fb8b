"""Whose turn it is: clients take turns, however many requests each of them has waiting."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """A short queue in which nobody is starved.

    >>> turns = Turns(3)
    >>> [turns.put("a", 1), turns.put("a", 2), turns.put("b", 3)]
    [None, None, None]
    >>> turns.put("b", 4), turns.put("c", 5)
    (4, 2)
    >>> turns.take(), turns.take(), turns.take(), turns.take()
    (1, 3, 5, None)
    """

    def __init__(self, room: int) -> None:
        self.room, self.length = room, 0
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()

    def put(self, client: str, item: T) -> T | None:
        """Let an item wait. Where there is no room, the newest of the client who has most gives way and is returned."""
        self._waiting.setdefault(client, deque()).append(item)
        self.length += 1
        if self.length <= self.room:
            return None
        most = max(map(len, self._waiting.values()))
        greedy = [name for name, line in self._waiting.items() if len(line) == most]
        return self._pop(client if client in greedy else greedy[0], -1)

    def take(self, may: Callable[[str], bool] = lambda client: True) -> T | None:
        """The oldest item of the client whose turn it is, of those who may; None where nobody waits."""
        for client in self._waiting:
            if may(client):
                self._waiting.move_to_end(client)
                return self._pop(client, 0)
        return None

    def drop(self, client: str, item: T) -> None:
        """Take out an item that no longer waits."""
        if item in self._waiting.get(client, ()):
            self._waiting[client].remove(item)
            self.length -= 1
            self._tidy(client)

    def _pop(self, client: str, end: int) -> T:
        self.length -= 1
        line = self._waiting[client]
        item = line.popleft() if end == 0 else line.pop()
        self._tidy(client)
        return item

    def _tidy(self, client: str) -> None:
        if not self._waiting[client]:
            del self._waiting[client]
