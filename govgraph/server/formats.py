"""The formats of answers and graphs, and which of them a client would rather have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

import pyoxigraph as ox

from ..errors import FormatError
from ..vocabulary import did_you_mean

Kind = TypeVar("Kind", ox.QueryResultsFormat, ox.RdfFormat)


@dataclass(frozen=True)
class Format(Generic[Kind]):
    """A format by its short name and media types, the first of which is its own."""

    name: str
    types: tuple[str, ...]
    kind: Kind


_SPARQL = "application/sparql-results+"
RESULTS = (
    Format("json", (f"{_SPARQL}json", "application/json"), ox.QueryResultsFormat.JSON),
    Format("xml", (f"{_SPARQL}xml", "application/xml", "text/xml"), ox.QueryResultsFormat.XML),
    Format("csv", ("text/csv",), ox.QueryResultsFormat.CSV),
    Format("tsv", ("text/tab-separated-values",), ox.QueryResultsFormat.TSV),
)
GRAPHS = (
    Format("ttl", ("text/turtle", "application/x-turtle", "text/n3"), ox.RdfFormat.TURTLE),
    Format("nt", ("application/n-triples", "text/plain"), ox.RdfFormat.N_TRIPLES),
    Format("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ox.RdfFormat.RDF_XML),
    Format("jsonld", ("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD),
    Format("trig", ("application/trig",), ox.RdfFormat.TRIG),
    Format("nq", ("application/n-quads",), ox.RdfFormat.N_QUADS),
)
_ALSO = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "json-ld": "jsonld", "nquads": "nq"}
_RANGE = re.compile(r"\s*(\*|[\w!#$%&'*+.^`|~-]+)/(\*|[\w!#$%&'*+.^`|~-]+)\s*((?:;[^,;]*)*)$")
_Q = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def named(name: str, offered: Sequence[Format[Any]]) -> str | None:
    """The media type for what `format=` says: a short name or a media type; None where it is for the other kind.

    Raises FormatError for a name that is no format's.

    >>> named("turtle", GRAPHS), named("text/csv", RESULTS), named("csv", GRAPHS)
    ('text/turtle', 'text/csv', None)
    """
    every = {word for each in (*RESULTS, *GRAPHS) for word in (each.name, *each.types)} | set(_ALSO)
    wanted = _ALSO.get(name.lower(), name.lower())
    if wanted not in every:
        short = [each.name for each in (*RESULTS, *GRAPHS)]
        raise FormatError(
            f"no format is called {name[:60]!r}{did_you_mean(name.lower(), every)}: there are {', '.join(short)}"
        )
    return next((e.types[0] if wanted == e.name else wanted for e in offered if wanted in (e.name, *e.types)), None)


def of(media_type: str, offered: Iterable[Format[Kind]]) -> Format[Kind]:
    """The format that has a media type."""
    return next(each for each in offered if media_type in each.types)


@lru_cache(10)
def types(offered: tuple[Format[Any], ...]) -> tuple[str, ...]:
    """All media types, each format's own one first."""
    return tuple(dict.fromkeys([e.types[0] for e in offered] + [also for e in offered for also in e.types[1:]]))


@lru_cache(100)  # most clients say the same
def chosen(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type that a client likes best, of those offered, in whose order ties are broken; None if it likes none.

    A header without a single media type in it counts as none at all.

    >>> chosen("text/html;q=0.9, text/*;q=0.5, */*;q=0.1", ("text/turtle", "text/html"))
    'text/html'
    >>> chosen("text/turtle;q=0, */*", ("text/turtle", "application/n-triples"))
    'application/n-triples'
    """
    liked = _liked(accept)
    if not liked:
        return offered[0]
    best = max(offered, key=lambda each: _quality(each, liked))
    return best if _quality(best, liked) > 0 else None


def _liked(accept: str) -> dict[tuple[str, str], float]:
    found = {}
    for part in accept.split(","):
        if matched := _RANGE.match(part):
            kind, sub, parameters = matched.groups()
            quality = _Q.search(parameters)
            found[kind.lower(), sub.lower()] = float(quality[1]) if quality else 0.0 if "q=" in parameters else 1.0
    return found


def _quality(media_type: str, liked: dict[tuple[str, str], float]) -> float:
    """What the most telling of the ranges says of a media type."""
    kind, _, sub = media_type.partition("/")
    return next((liked[key] for key in ((kind, sub), (kind, "*"), ("*", "*")) if key in liked), 0.0)
