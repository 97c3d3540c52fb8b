"""Replies that were made lately: while the data stay as they are, what is asked for again costs no work."""

from __future__ import annotations

from collections import OrderedDict

from .worker import Reply

_LARGEST = 8  # of what is kept, one reply takes at most the eighth part


class Kept:
    """As many replies as there is room for, in bytes; the one that was not asked for the longest goes first."""

    def __init__(self, room: int) -> None:
        self.room, self.size, self.found = room, 0, 0
        self._replies: OrderedDict[str, Reply] = OrderedDict()

    def get(self, key: str) -> Reply | None:
        """The reply that is kept under a key."""
        if reply := self._replies.get(key):
            self._replies.move_to_end(key)
            self.found += 1
        return reply

    def keep(self, key: str, reply: Reply) -> None:
        """Keep a reply under a key that names it for good."""
        if key in self._replies or len(reply.body) > self.room // _LARGEST:
            return
        self._replies[key] = reply
        self.size += len(reply.body)
        while self.size > self.room:
            _, oldest = self._replies.popitem(last=False)
            self.size -= len(oldest.body)
