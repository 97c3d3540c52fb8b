"""The SPARQL 1.1 Protocol at `/sparql`: what a request asks for, of whatever form it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote_to_bytes

from .documents import GRAPH
from .exchange import Exchange
from .limits import Limits
from .refusal import Refusal

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST_FIELDS = 100
_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A query, and the format that is wanted in place of what the client accepts."""

    query: str
    format: str | None

    @property
    def lasting(self) -> bool:
        """Whether it is answered alike for as long as the data are the same."""
        return "(" not in self.query or not _CHANGING.search(self.query)


async def asked(exchange: Exchange, limits: Limits) -> Asked | None:
    """What is asked; None for a GET that asks nothing. Raises Refusal for what is no query, or one that is refused."""
    found = await fields(exchange, limits, direct="query")
    if any(name == "update" for name, _ in found):
        raise _no_update()
    queries = [value for name, value in found if name == "query"]
    if not queries and exchange.method != "POST":
        return None
    if len(queries) != 1:
        raise Refusal(400, f"a request asks one query, and this one has {len(queries) or 'none'}")
    exchange.scope["govgraph.query"] = queries[0]
    if len(queries[0]) > limits.query:
        raise Refusal(413, f"the query is longer than {limits.query:,} characters")
    for graph in (value for name, value in found if name == "default-graph-uri"):
        if graph.rstrip("/") != GRAPH:  # one that would be empty without saying so
            raise Refusal(400, f"no graph <{graph[:200]}> is here: all data stand in the default graph, <{GRAPH}>")
    if named := next((value for name, value in found if name == "named-graph-uri"), None):
        raise Refusal(400, f"no named graph <{named[:200]}> is here: all data stand in the default graph, <{GRAPH}>")
    return Asked(queries[0], next((value for name, value in found if name == "format" and value), None))


async def fields(exchange: Exchange, limits: Limits, direct: str | None = None) -> list[tuple[str, str]]:
    """The fields of the query string and of a posted form, in this order.

    A query that is posted as it is counts as the field `direct`. Raises Refusal for any other kind of body.
    """
    exchange.allow("GET", "HEAD", "POST")
    found = _parsed(exchange.scope["query_string"], "query string")
    if exchange.method != "POST":
        return found
    kind, charset = _content_type(exchange.headers.get("content-type", ""))
    if kind == UPDATE:
        raise _no_update()
    accepted = (FORM, DIRECT) if direct else (FORM,)
    if kind not in accepted:
        text = f"what is posted here is {' or '.join(accepted)}, not {kind[:80] or 'without a type'}"
        raise Refusal(415, text, {"Accept-Post": ", ".join(accepted)})
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"what is posted here is written in UTF-8, not in {charset[:40]}")
    body = await exchange.body(limits.body, limits.patience)
    return found + (_parsed(body, "form") if kind == FORM else [(direct or "", _text(body, "query"))])


def _parsed(text: bytes, what: str) -> list[tuple[str, str]]:
    pairs = [piece.partition(b"=") for piece in text.split(b"&") if piece]
    if len(pairs) > _MOST_FIELDS:
        raise Refusal(400, f"the {what} has more than {_MOST_FIELDS} fields")
    return [(_unquoted(name, what), _unquoted(value, what)) for name, _, value in pairs]


def _unquoted(raw: bytes, what: str) -> str:
    return _text(unquote_to_bytes(raw.replace(b"+", b" ")) if b"%" in raw or b"+" in raw else raw, what)


def _text(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the {what} is not UTF-8: byte {error.start + 1} cannot be read") from None


def _content_type(header: str) -> tuple[str, str]:
    """The media type and the charset, which is UTF-8 if not said."""
    if not header:
        return "", "utf-8"
    message = Message()
    message["content-type"] = header
    charset = message.get_param("charset", "utf-8")
    return header.partition(";")[0].strip().lower(), str(charset).lower()


def _no_update() -> Refusal:
    return Refusal(403, "an update is refused: this graph is read only")
