"""Queries that are sure to be small: they are answered where they arrive, without a worker.

How long a query takes is not known beforehand, but for the plainest kind: patterns of statements and nothing else, each
of which few statements match. In whichever order they are joined, no more rows come up on the way than the product of
these numbers. Most lookups are like that: what is said of a thing, who heads a body, what stands under an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from itertools import islice

import pyoxigraph as ox

from ..vocabulary import PREFIXES

_FEW = 200  # rows on the way
_KNOWN = 10_000  # patterns whose statements are counted already
_LONGEST = 2000  # characters
_BLANK = r"(?:\s|#[^\n\r]*+)*+"
_IRI = r"<[A-Za-z][A-Za-z0-9+-]*+://(?:(?!/\.)[^<>\"{}|^`\x00-\x20])*+>"  # dots in a path would be followed
_NAME = r"(?:[A-Za-z][\w-]*+)?+:[\w-]*+(?!\.*+[\w:%-])"
_STRING = r"\"[^\"\n\r]*+\"(?!\")|'[^'\n\r]*+'(?!')"
_TERM = rf"(?>{_IRI}|{_NAME}|[?$]\w++|a\b|\d++|{_STRING})"
_PATTERN = rf"{_TERM}{_BLANK}{_TERM}{_BLANK}{_TERM}"
_DECLARED = rf"PREFIX{_BLANK}{_NAME}{_BLANK}{_IRI}{_BLANK}"
_QUERY = re.compile(
    rf"{_BLANK}((?:{_DECLARED})*+)"
    rf"(?:ASK|SELECT{_BLANK}(?:DISTINCT{_BLANK})?+(?:\*|(?:[?$]\w++{_BLANK})++)){_BLANK}(?:WHERE)?+{_BLANK}"
    rf"\{{{_BLANK}({_PATTERN}(?:{_BLANK}\.{_BLANK}{_PATTERN})*+){_BLANK}\.?+{_BLANK}\}}{_BLANK}"
    rf"(?:(?:LIMIT|OFFSET){_BLANK}\d++{_BLANK})*+",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"{_BLANK}(?:PREFIX(?!:)|\.|({_TERM}))", re.IGNORECASE)
_A = f"{PREFIXES['rdf']}type"
Term = ox.NamedNode | None  # what is not sure to be an IRI may be anything
Pattern = tuple[Term, Term, Term]


class Small:
    """Knows which queries are sure to be answered from few statements of a store.

    >>> sure = Small(ox.Store())
    >>> sure("SELECT ?p ?o { <https://example.org/a> ?p ?o }")
    True
    >>> sure("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")
    False
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._rows = lru_cache(_KNOWN)(partial(_counted, store))

    def __call__(self, query: str) -> bool:
        rows = 1
        patterns = _patterns(query)
        for pattern in patterns:
            rows *= self._rows(pattern)
            if rows > _FEW:
                return False
        return bool(patterns)


def _counted(store: ox.Store, pattern: Pattern) -> int:
    """How many statements match, or more than few; one that none matches may be looked at last."""
    return max(1, sum(1 for _ in islice(store.quads_for_pattern(*pattern, None), _FEW + 1)))


def _patterns(query: str) -> list[Pattern]:
    """The patterns of a query that has nothing but patterns; none where it has anything else, or may have.

    An escape could stand for a sign that changes what the query is.
    """
    found = None if len(query) > _LONGEST or "\\" in query else _QUERY.fullmatch(query)
    if not found:
        return []
    prefixes = PREFIXES
    if found[1]:
        told = [piece for piece in _PIECE.findall(found[1]) if piece]
        prefixes = PREFIXES | {name[:-1]: iri[1:-1] for name, iri in zip(told[::2], told[1::2], strict=True)}
    terms = [_term(piece, prefixes) for piece in _PIECE.findall(found[2]) if piece]
    return list(zip(terms[::3], terms[1::3], terms[2::3], strict=True))


def _term(text: str, prefixes: Mapping[str, str]) -> Term:
    """The IRI that is written; None for what may be anything."""
    written = text[1:-1] if text[0] == "<" else _A if text == "a" else ""
    if not written and text[0] not in "?$\"'":
        prefix, _, name = text.partition(":")
        written = prefixes.get(prefix, "") + name
    try:
        return ox.NamedNode(written) if written else None
    except ValueError:
        return None
