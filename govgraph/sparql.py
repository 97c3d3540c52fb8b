"""What a query may not do: reach another graph or machine.

pyoxigraph follows SERVICE and has no switch for it, and it reads keywords without asking for blanks around them:
`SERVICEex:x{…}` and `1SERVICE<…>{…}` are calls. So a query is taken apart here in the way that leaves a call the
fewest places to hide; where two readings are possible, the one with the call in it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .errors import QueryError, QueryRefused
from .vocabulary import PREFIXES

_IN_IRI = r"[^<>\"{}|^`\\\x00-\x20]"
_TOKEN = re.compile(
    rf"""
      (?P<blank>    \s+ | \#[^\n\r]* )
    | (?P<string>   \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri>      <[A-Za-z][A-Za-z0-9+.-]*://{_IN_IRI}*> | <(?:(?![()\#']){_IN_IRI})*> )
    | (?P<doubtful> <{_IN_IRI}*> )                # an IRI, or 'less than' with something behind it
    | (?P<name>     [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{{2}}|\\.)* )
    | (?P<variable> [?$]\w+ )
    | (?P<word>     [\w.-]+ )
    | (?P<sign>     . )
    """,
    re.VERBOSE | re.DOTALL,
)
_REFUSED = re.compile(r"service|\b(?:from(?:named)?|load)\b")

_UPDATES = frozenset("insert delete load clear create drop copy move add with".split())


def refuse_outside(query: str) -> None:
    """Nothing for a query that stays in this graph; raises QueryError for one with SERVICE, FROM, FROM NAMED or LOAD,
    or that is no text.

    The words may stand in strings, comments, IRIs, variables and prefixed names.

    >>> refuse_outside("SELECT * { ?service rdfs:label 'FROM here' }")
    >>> refuse_outside("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    govgraph.errors.QueryRefused: SERVICE is refused: a query reads this graph only, and nothing leaves this machine
    """
    if not query.isascii() and re.search("[\ud800-\udfff]", query):  # of an argument that is no UTF-8
        raise QueryError("not a SPARQL query: it holds bytes that are no text")
    if refused := _refused(query):
        raise (QueryRefused if "is refused" in refused else QueryError)(refused)


@lru_cache(256)
def prefixes_in(query: str) -> dict[str, str]:
    """Those of our prefixes of which a query may speak: to give the engine one more takes time.

    >>> list(prefixes_in("ASK { ?s rdfs:label ?name }"))
    ['rdfs']
    """
    return {name: space for name, space in PREFIXES.items() if f"{name}:" in query}


@lru_cache(256)
def _refused(query: str) -> str:
    """Why a query is refused, or nothing; a query that is asked again is not read again."""
    folded = query.casefold()
    if not re.search("service|from|load", folded):
        return ""
    told = [(kind, text.casefold()) for kind, text in tokens(query) if kind != "blank"]
    for place, (kind, text) in enumerate(told):
        found = _REFUSED.search(text) if kind == "word" else None
        if found or _may_call(told, place):
            word = found.group().upper() if found else "SERVICE"
            return f"{word} is refused: a query reads this graph only, and nothing leaves this machine"
        if kind == "doubtful" and "service" in folded:
            return f"{text} beside the word 'service' can be read in two ways: write the IRI with scheme://"
        if kind == "sign" and text in "\"'":
            return "not a SPARQL query: a string does not end"
    return ""


def tokens(query: str) -> Iterator[tuple[str, str]]:
    """The pieces of a query with their kinds, from its first character to its last.

    >>> [text for kind, text in tokens("ASK { ?s ?p 'x' }") if kind == "variable"]
    ['?s', '?p']
    """
    return ((m.lastgroup or "", m.group()) for m in _TOKEN.finditer(query))


def is_update(text: str) -> bool:
    """Whether what is no query is meant as a SPARQL update, by its first word after the prefixes.

    >>> is_update("PREFIX ex: <http://example.org/> INSERT DATA { ex:a ex:b 1 }"), is_update("SELECT * {")
    (True, False)
    """
    words = (m.group().casefold() for m in _TOKEN.finditer(text) if m.lastgroup == "word")
    return next((word for word in words if word not in ("prefix", "base")), "") in _UPDATES


def _may_call(tokens: Sequence[tuple[str, str]], place: int) -> bool:
    """Whether a prefixed name can also be read as the keyword with its target behind it: `SERVICEex:x {`."""
    kind, text = tokens[place]
    following = tokens[place + 1][1] if place + 1 < len(tokens) else ""
    return kind == "name" and "service" in text.partition(":")[0] and following == "{"
