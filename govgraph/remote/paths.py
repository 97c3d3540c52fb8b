"""Paths with `*`, `+` and `?`, for Virtuoso, which loses rows on them: what they reach is written in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..errors import QueryError
from ..sparql import tokens
from ..vocabulary import PREFIXES

KINDS = "skos:broaderTransitive"  # from a class to itself and to all that it is a kind of
_SUBCLASS = ("rdfs:subClassOf", f"<{PREFIXES['rdfs']}subClassOf>")
_REFUSED = "the paths with *, + or ? on which Virtuoso loses rows are refused, but for rdfs:subClassOf*"
_WALKED = "and for a + between a variable and an IRI"


class Walk(NamedTuple):
    """A path that is walked as often as one likes, from a term to wherever it leads; or backwards."""

    path: str
    term: str
    backwards: bool


class _Triple(NamedTuple):
    """Where the triple of such a path begins and ends among the tokens, its variable, and who goes on after a `;`."""

    first: int
    last: int
    walk: Walk
    variable: str
    goes_on: str


def without_repeated_paths(sparql: str, reached: Callable[[Walk], Sequence[str]]) -> str:
    """The query with the one triple that `publish` writes for `rdfs:subClassOf*`, and with what a `+` reaches.

    A `+` has to stand between a variable and an IRI. Raises QueryError for any other such path.

    >>> without_repeated_paths("ASK { ?s a/rdfs:subClassOf* gov:Body }", lambda _: [])
    'ASK { ?s a/skos:broaderTransitive gov:Body }'
    >>> without_repeated_paths("SELECT ?s { ?s gov:amends+ <urn:a> ; gov:url ?u }", lambda _: ["<urn:b>", "<urn:c>"])
    'SELECT ?s { { SELECT DISTINCT ?s { ?s gov:amends ?s_end FILTER(?s IN (<urn:b>, <urn:c>)) } } ?s gov:url ?u }'
    """
    told = list(tokens(sparql))
    written = [text for _, text in told]
    solid = [place for place, (kind, _) in enumerate(told) if kind != "blank"]
    before, start = "", 0  # what the piece before is, and where it begins
    open_, variables, named = list[int](), set[int](), set[int]()  # brackets: open, with a variable, with a name
    for place, (kind, text) in enumerate(told[index] for index in solid):
        if kind == "sign" and text in "*+?" and before in ("name", "iri", "path"):
            path = "".join(written[solid[start] : solid[place]])
            if text == "*" and path in _SUBCLASS:
                first, last, instead = solid[start], solid[place], KINDS
            elif text == "+" and (found := _triple([(index, *told[index]) for index in solid], start, place, path)):
                first, last = found.first, found.last
                instead = _chosen(found, reached(found.walk))
            else:
                raise QueryError(f"{path}{text}: {_REFUSED} {_WALKED}")
            written[first : last + 1] = [instead, *[""] * (last - first)]
            continue
        if text == "(":
            open_.append(place)
        elif kind == "variable":
            variables.update(open_)
        elif kind in ("name", "iri"):
            named.update(open_)
        closes = open_.pop() if text == ")" and open_ else -1
        is_path = closes in named - variables
        before, start = ("path", closes) if is_path else (kind if text != "a" else "name", place)
    return "".join(written)


def _triple(solid: Sequence[tuple[int, str, str]], start: int, place: int, path: str) -> _Triple | None:
    """The triple whose path, from one place to another, ends with a `+`; None if it is not between such two ends."""
    if start < 2 or place + 2 >= len(solid):
        return None
    (_, _, opens), (first, *subject), (last, *object_), (after, _, closes) = (
        solid[index] for index in (start - 2, start - 1, place + 1, place + 2)
    )
    backwards = subject[0] == "variable"
    (kind, variable), (other, term) = (subject, object_) if backwards else (object_, subject)
    alone = opens in ("{", "}", ".", ")") and closes in (".", ";", "}")
    if not alone or kind != "variable" or other not in ("iri", "name") or term.endswith("."):
        return None
    goes_on = f" {subject[1]}" if closes == ";" else ""
    return _Triple(first, after if goes_on else last, Walk(path, term, backwards), variable, goes_on)


def _chosen(triple: _Triple, reached: Sequence[str]) -> str:
    """What is reached, as Virtuoso takes it everywhere: it loses or refuses VALUES in UNION and EXISTS."""
    variable, path = triple.variable, triple.walk.path
    step = f"{variable} {path} {variable}_end" if triple.walk.backwards else f"{variable}_end {path} {variable}"
    return f"{{ SELECT DISTINCT {variable} {{ {step} FILTER({variable} IN ({', '.join(reached)})) }} }}{triple.goes_on}"
