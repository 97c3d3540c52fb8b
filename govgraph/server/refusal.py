"""What a request is refused with: a status, a plain sentence, and headers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from .formats import chosen


class Refusal(Exception):
    """Raised wherever a request cannot be answered; the text is meant for whoever sent it."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.headers = status, text, dict(headers or {})

    def content(self, accept: str) -> tuple[str, bytes]:
        """The media type and the body: plain text or, where that is liked better, problem details in JSON.

        >>> Refusal(400, "no query").content("application/problem+json")
        ('application/problem+json', b'{"title": "Bad Request", "status": 400, "detail": "no query"}')
        """
        offered = ("text/plain", "application/problem+json", "application/json")
        if (chosen(accept, offered) or offered[0]) == offered[0]:
            return "text/plain; charset=utf-8", f"{self.text}\n".encode()
        detail = {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.text}
        return "application/problem+json", json.dumps(detail, ensure_ascii=False).encode()


def busy(text: str) -> Refusal:
    """For whoever came at a time when there is too much to do."""
    return Refusal(503, text, {"Retry-After": "5"})
