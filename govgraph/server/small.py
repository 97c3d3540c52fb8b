"""Queries that are sure to be small: they are answered where they arrive, without a worker.

How long a query takes is not known beforehand, but for the plainest kind: patterns of statements and nothing else, each
of which few statements match. In whichever order they are joined, no more rows come up on the way than the product of
these numbers. Most lookups are like that: what is said of a thing, who heads a body, what stands under an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

import pyoxigraph as ox

from ..sparql import tokens
from ..vocabulary import PREFIXES

_FEW = 200  # rows on the way
_KNOWN = 10_000  # patterns whose statements are counted already
_LONGEST = 2000  # characters
_WORDS = {word: word[0] for word in ("select", "distinct", "ask", "where", "prefix", "limit", "offset")}
_KINDS = {"iri": "I", "name": "N", "variable": "V", "string": "L"}
_QUERY = re.compile(r"((?:pNI)*)(?:sd?(?:V+|\*)|a)w?\{((?:[INVLT]{3}\.)*[INVLT]{3})\.?\}(?:[lo]T)*")
_IRI = re.compile(r"<([A-Za-z][A-Za-z0-9+-]*://(?:(?!/\.)[^>])*)>")  # dots in a path would be followed
_NAME = re.compile(r"([A-Za-z][\w-]*|):([\w-]*)")
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
        self._rows = lru_cache(_KNOWN)(self._counted)

    def __call__(self, query: str) -> bool:
        rows = 1
        patterns = _patterns(query)
        for pattern in patterns:
            rows *= self._rows(pattern)
            if rows > _FEW:
                return False
        return bool(patterns)

    def _counted(self, pattern: Pattern) -> int:
        """How many statements match, or more than few; one that none matches may be looked at last."""
        return max(1, sum(1 for _ in islice(self.store.quads_for_pattern(*pattern, None), _FEW + 1)))


def _patterns(query: str) -> list[Pattern]:
    """The patterns of a query that has nothing but patterns; none where it has anything else, or may have.

    An escape could stand for a sign that changes what the query is.
    """
    if len(query) > _LONGEST or "\\" in query:
        return []
    told = [(_KINDS.get(kind) or _letter(text), text) for kind, text in tokens(query) if kind != "blank"]
    found = _QUERY.fullmatch("".join(letter for letter, _ in told))
    if not found:
        return []
    texts = [text for _, text in told]
    prefixes: dict[str, str | None] = {**PREFIXES}
    for place in range(0, found.end(1), 3):
        iri = _IRI.fullmatch(texts[place + 2])
        prefixes[texts[place + 1].removesuffix(":")] = iri[1] if iri else None
    terms = [_term(text, prefixes) for text in texts[slice(*found.span(2))] if text != "."]
    return list(zip(terms[::3], terms[1::3], terms[2::3], strict=True))


def _letter(text: str) -> str:
    """What a word or a sign is to the shape of a query."""
    if text in "{}.*":
        return text
    return "T" if text == "a" or text.isdecimal() else _WORDS.get(text.lower(), "?")


def _term(text: str, prefixes: Mapping[str, str | None]) -> Term:
    iri, name = _IRI.fullmatch(text), _NAME.fullmatch(text)
    space = prefixes.get(name[1]) if name else None
    written = _A if text == "a" else iri[1] if iri else space + name[2] if space and name else ""
    try:
        return ox.NamedNode(written)
    except ValueError:
        return None
