"""What a request is refused with: a status, a plain sentence, and headers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus

from .formats import chosen

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – govgraph</title>
<link rel="stylesheet" href="{root}/static/style.css">
<main><h1>{title}</h1><p>{text}.</p><p><a href="{root}/">Start again</a></p></main>
</html>
"""


class Refusal(Exception):
    """Raised wherever a request cannot be answered; the text is meant for whoever sent it."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.headers = status, text, dict(headers or {})

    def content(self, accept: str, root: str = "") -> tuple[str, bytes]:
        """The media type and the body: plain text or, where that is liked better, problem details in JSON or a page.

        >>> Refusal(400, "no query").content("application/problem+json")
        ('application/problem+json', b'{"title": "Bad Request", "status": 400, "detail": "no query"}')
        """
        offered = ("text/plain", "application/problem+json", "application/json", "text/html")
        wanted = chosen(accept, offered) or offered[0]
        if wanted == "text/plain":
            return "text/plain; charset=utf-8", f"{self.text}\n".encode()
        title = HTTPStatus(self.status).phrase
        if wanted == "text/html":
            text = escape(self.text[:1].upper() + self.text[1:])
            return "text/html; charset=utf-8", _PAGE.format(title=title, root=escape(root), text=text).encode()
        detail = {"title": title, "status": self.status, "detail": self.text}
        return "application/problem+json", json.dumps(detail, ensure_ascii=False).encode()


def busy(text: str) -> Refusal:
    """For whoever came at a time when there is too much to do."""
    return Refusal(503, text, {"Retry-After": "5"})
