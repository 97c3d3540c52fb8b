"""A client's connection: uvicorn's own, with limits to how long and how much a client may take."""

from __future__ import annotations

import asyncio
from collections import Counter
from http import HTTPStatus
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from . import clients
from .clients import Networks
from .limits import Limits

_LONG = 16 << 10  # bytes that are sent at once
_LISTENING = 1  # seconds after a client has closed its half


class _Gathering:
    """A transport that sends the head and the body of an answer in one piece, unless they are long."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self.transport, self.loop = transport, loop
        self.held = b""

    def write(self, data: bytes) -> None:
        if not self.held:
            self.loop.call_soon(self.send)
        self.held += data
        if len(self.held) > _LONG:
            self.send()

    def send(self) -> None:
        held, self.held = self.held, b""
        if held:
            self.transport.write(held)

    def close(self) -> None:
        self.send()
        self.transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class Connection(HttpToolsProtocol):
    """Ends where a request does not come in time, its head is too long, or the answer is not taken."""

    def __init__(self, limits: Limits, trusted: Networks, counted: Counter[str], **uvicorns: Any) -> None:
        super().__init__(**uvicorns)
        self.limits, self.trusted, self.counted = limits, trusted, counted

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._timer: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self._head, self._in_head = 0, True
        self._gathering = _Gathering(transport, self.loop)
        super().connection_made(cast(Any, self._gathering))
        address = self.client[0] if self.client else ""
        self._address = clients.client(address)
        self.counted[self._address] += 1
        most = self.limits.connections
        own = most if clients.within(address, self.trusted) else most // 4  # a proxy connects for many
        if self.counted[self._address] > own or self.counted.total() > most:
            self._say(503)
            return
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._timer, self._stalled):
            if timer:
                timer.cancel()
        self.counted[self._address] -= 1
        if not self.counted[self._address]:
            del self.counted[self._address]
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]
        """A client that has said all it has to say may still be listening; it is not waited for long."""
        if self._timer or self.cycle is None or self.cycle.response_complete:
            self._gathering.send()  # since this ends the transport within
            return False
        self.cycle.keep_alive = False
        self.loop.call_later(_LISTENING, self.transport.close)
        return True

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > self.limits.head:
            self._say(431)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        if not self._timer:
            self._start_timer()

    def on_headers_complete(self) -> None:
        self._in_head, self._head = False, 0
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > self.limits.head:
            self._say(431)
            return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if not self.transport.is_closing():
            super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(self.limits.patience, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        if not self._stalled:  # what is left to be sent is given as long as any other piece
            self._stalled = self.loop.call_later(self.limits.patience, self.transport.abort)

    def send_400_response(self, msg: str) -> None:
        if not self.transport.is_closing():
            super().send_400_response(msg)

    def _start_timer(self) -> None:
        self._timer = self.loop.call_later(self.limits.patience, self._too_late)

    def _too_late(self) -> None:
        """The request has not come: who has sent nothing is not answered either."""
        self._timer = None
        if self._head and (self.cycle is None or self.cycle.response_complete):
            self._say(408)
        else:
            self.transport.close()

    def _say(self, status: int) -> None:
        """Say why, and hang up."""
        text = f"{HTTPStatus(status).phrase}\n".encode()
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        head += "retry-after: 5\r\n" if status == 503 else ""
        rest = f"content-length: {len(text)}\r\nconnection: close\r\n\r\n"
        self.transport.write(head.encode() + rest.encode() + text)
        self.transport.close()
