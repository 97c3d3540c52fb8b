"""What goes between the server and its workers: a head in JSON, and a body as it is."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from typing import Any

_SIZES = struct.Struct("!II")
Message = tuple[dict[str, Any], bytes]


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A message as it is sent.

    >>> [*Unpacking().feed(packed({"a": 1}, b"x"))]
    [({'a': 1}, b'x')]
    """
    text = json.dumps(head).encode()
    return b"".join((_SIZES.pack(len(text), len(body)), text, body))


class Unpacking:
    """Puts the pieces of a stream together into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, piece: bytes) -> Iterator[Message]:
        """The messages that are whole with this piece."""
        self._held += piece
        while len(self._held) >= _SIZES.size:
            head, body = _SIZES.unpack_from(self._held)
            start, end = _SIZES.size + head, _SIZES.size + head + body
            if len(self._held) < end:
                return
            message = json.loads(self._held[_SIZES.size : start]), bytes(self._held[start:end])
            del self._held[:end]
            yield message


def messages(connection: socket.socket) -> Iterator[Message]:
    """The messages of a socket, until its other end is closed."""
    unpacking = Unpacking()
    while piece := connection.recv(1 << 18):
        yield from unpacking.feed(piece)
