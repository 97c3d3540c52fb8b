"""SPARQL over HTTP: every row of an answer, in pages where the service gives so many at once, and no half answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyoxigraph as ox

from ..errors import QueryError, RemoteError
from ..malformed import why
from ..sparql import tokens
from ..vocabulary import PREFIXES
from .client import Client, Reply
from .paths import Walk, without_repeated_paths

_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_BOOLEAN = PREFIXES["xsd"] + "boolean"
_DECLARED = " ".join(f"PREFIX {name}: <{space}>" for name, space in PREFIXES.items()) + "\n"
_BLANK = "urn:blank:"
_REACHED = 1000  # things that are listed in a query for a path that leads to them


@dataclass(frozen=True)
class Parts:
    """A query taken apart: its declarations, what comes after them, and which words stand outside all braces."""

    declared: str
    rest: str
    words: frozenset[str]


class Answers:
    """Asks one service, about one of its graphs or about what it takes for its default graph."""

    def __init__(self, client: Client, graph: str | None) -> None:
        self.client, self.graph = client, graph

    def query(self, sparql: str) -> Any:
        """What `KnowledgeGraph.query` gives; raises QueryError where pyoxigraph finds a mistake, and RemoteError."""
        names, words = _variables(sparql), parts(sparql).words
        if names is not None:
            return self.rows(sparql, names)
        if "ask" in words:
            return self._yes_or_no(sparql)
        return self._constructed(sparql) if "construct" in words else self._described(sparql)

    def rows(self, sparql: str, names: Sequence[str]) -> ox.QuerySolutions:
        """The solutions of a SELECT, all of them."""
        reply = self._ask(sparql, _ROWS)
        if "virtuoso" not in reply.engine:
            self._check(reply.body)
            return self._read(reply.body)
        found = _bindings(self._json(reply))
        most = int(reply.headers.get("x-sparql-maxrows", "0"))
        if most and len(found) >= most:
            found = self._pages(sparql, names, most)
        whole = {"head": {"vars": list(names)}, "results": {"bindings": found}}
        return self._read(json.dumps(whole).encode())

    def _pages(self, sparql: str, names: Sequence[str], most: int) -> list[dict[str, Any]]:
        """All rows where a service gives only so many at once: ordered, page by page, and counted in the end."""
        asked = parts(sparql)
        if asked.words & {"limit", "offset", "values"}:
            message = f"{self.client.shown} gives at most {most:,} rows at once: ask with LIMIT and OFFSET below that"
            raise RemoteError(message)
        chosen = " ".join(f"?{name}" for name in names)
        # Long texts have no lasting order there, and neither have texts that differ in their language only.
        by = " ".join(f"MD5(STR(?{name})) LANG(?{name})" for name in names)
        order = by if "order" in asked.words else f"ORDER BY {by}"
        inner = f"{asked.declared}\nSELECT {chosen} {{ {{ {asked.rest}\n{order} }} }} LIMIT {most} OFFSET"
        found: list[dict[str, Any]] = []
        while len(found) % most == 0:
            page = _bindings(self._json(self._ask(f"{inner} {len(found)}", _ROWS)))
            found += page
            if not page:
                break
        different = {json.dumps(row, sort_keys=True) for row in found}
        for what, here in (("", len(found)), ("DISTINCT ", len(different))):
            counted = f"SELECT (COUNT(*) AS ?n) {{ SELECT {what}{chosen} {{ {{ {asked.rest}\n }} }} }}"
            total = int(_bindings(self._json(self._ask(f"{asked.declared}\n{counted}", _ROWS)))[0]["n"]["value"])
            if total != here:
                raise RemoteError(f"{self.client.shown} gave {here:,} of {total:,} {what.lower()}rows")
        return found

    def _yes_or_no(self, sparql: str) -> bool:
        found = self._json(self._ask(sparql, _ROWS))
        answer = found.get("boolean")
        if answer is None and "virtuoso" in self.client.engine:  # which gives a row with a number
            answer = any(row["__ASK_RETVAL"]["value"] == "1" for row in _bindings(found))
        if not isinstance(answer, bool):
            raise RemoteError(f"{self.client.shown} does not answer an ASK with true or false")
        return answer

    def _constructed(self, sparql: str) -> Any:
        """The triples of a CONSTRUCT, made here of its rows: some services cut its triples without saying so."""
        asked = parts(sparql)
        template, pattern = _template(asked.rest)
        names = list(dict.fromkeys(text[1:] for kind, text in tokens(template) if kind == "variable"))
        chosen = " ".join(f"?{name}" for name in names) or "(1 AS ?one)"
        rows = self.rows(f"{asked.declared}\nSELECT {chosen} {pattern}", names or ["one"])
        given = " ".join(f"({' '.join(_term(value) for value in row)})" for row in rows)
        head = " ".join(f"?{name}" for name in names or ["one"])
        made = f"{asked.declared}\nCONSTRUCT {template} WHERE {{ VALUES ({head}) {{ {given} }} }}"
        found = ox.Store().query(made, prefixes=PREFIXES)
        return (ox.Triple(*map(_unblanked, triple)) for triple in found)  # type: ignore[union-attr]

    def _described(self, sparql: str) -> list[ox.Triple]:
        reply = self._ask(sparql, _TRIPLES)
        try:
            return [quad.triple for quad in ox.parse(input=reply.body, format=ox.RdfFormat.N_TRIPLES)]
        except SyntaxError:
            raise self._broken() from None

    def _reached(self, declared: str, walk: Walk) -> list[str]:
        """The terms to which a path leads from a term, in any number of steps: each step is asked for by itself."""
        ends = ("?to", "?from") if walk.backwards else ("?from", "?to")
        found: dict[str, None] = {}
        edge = [walk.term]
        while edge:
            step = f"VALUES ?from {{ {' '.join(edge)} }} {ends[0]} {walk.path} {ends[1]}"
            rows = self.rows(f"{declared}\nSELECT DISTINCT ?to {{ {step} }}", ["to"])
            new = [node for row in rows if str(node := row["to"]) not in found]
            found |= dict.fromkeys(map(str, new))
            edge = [str(node) for node in new if isinstance(node, ox.NamedNode)]
            if len(found) > _REACHED:
                raise RemoteError(f"{walk.path}+ leads from {walk.term} to more than {_REACHED:,} things")
        return list(found)

    # -- one request

    def _ask(self, sparql: str, accept: str) -> Reply:
        if "virtuoso" in self.client.engine:
            sparql = _by_letters(without_repeated_paths(sparql, partial(self._reached, parts(sparql).declared)))
        form = {"query": _DECLARED + sparql}
        if self.graph:
            form["default-graph-uri"] = self.graph
        reply = self.client.send(self.client.url, accept=accept, data=form)
        if cut := reply.headers.get("x-sql-message", reply.headers.get("x-sql-state")):
            raise RemoteError(f"{self.client.shown} gave a part of the answer only: {cut}")
        if reply.kind not in (accept, "application/json"):
            told = f"answers with {reply.kind or 'nothing that says what it is'}"
            raise RemoteError(f"{self.client.shown} {told}: is it a SPARQL service?")
        return reply

    def _json(self, reply: Reply) -> dict[str, Any]:
        try:
            found = json.loads(reply.body)
        except ValueError:
            raise self._broken() from None
        if not isinstance(found, dict) or not found.keys() & {"results", "boolean"}:
            raise RemoteError(f"{self.client.shown} answers with something else than SPARQL results")
        return found

    def _check(self, body: bytes) -> None:
        """Reads an answer to its end, so that none that breaks off is taken for whole."""
        try:
            for _ in self._read(body):
                pass
        except (SyntaxError, ValueError):
            raise self._broken() from None

    def _read(self, body: bytes) -> ox.QuerySolutions:
        try:
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            if isinstance(found, ox.QuerySolutions):
                return found
        except (SyntaxError, ValueError):
            raise self._broken() from None
        raise RemoteError(f"{self.client.shown} answers a SELECT with yes or no")

    def _broken(self) -> RemoteError:
        return RemoteError(f"{self.client.shown}: the answer breaks off, or is none of SPARQL")


def parts(sparql: str) -> Parts:
    """A query in its parts.

    >>> parts("PREFIX a: <urn:a> SELECT ?s { ?s a:b ?o } ORDER BY ?s")
    Parts(declared='PREFIX a: <urn:a> ', rest='SELECT ?s { ?s a:b ?o } ORDER BY ?s', words=frozenset({...}))
    """
    depth, begins, place = 0, -1, 0
    words = set()
    for kind, text in tokens(sparql):
        if text in "{}" and kind == "sign":
            depth += 1 if text == "{" else -1
        elif kind == "word" and depth == 0:
            words.add(text.casefold())
            if begins < 0 and text.casefold() in ("select", "construct", "ask", "describe"):
                begins = place
        place += len(text)
    return Parts(sparql[: max(begins, 0)], sparql[max(begins, 0) :], frozenset(words))


def _variables(sparql: str) -> list[str] | None:
    """Those of a SELECT, else None; apart, so that no error carries pyoxigraph's solutions into another thread."""
    try:
        found = ox.Store().query(sparql, prefixes=PREFIXES)  # of nothing: it only reads the query
    except SyntaxError as error:
        raise QueryError(why(sparql, error)) from None
    return [variable.value for variable in found.variables] if isinstance(found, ox.QuerySolutions) else None


def _template(construct: str) -> tuple[str, str]:
    """What a CONSTRUCT makes, and what it makes that of; in its short form the two are one."""
    depth, place, groups = 0, 0, []
    for kind, text in tokens(construct):
        if kind == "sign" and text in "{}":
            if depth == 0:
                groups.append([place, place])
            depth += 1 if text == "{" else -1
            if depth == 0:
                groups[-1][1] = place + 1
        place += len(text)
    start, end = groups[0]
    before = [text.casefold() for kind, text in tokens(construct[:start]) if kind == "word"]
    return construct[start:end], construct[start:] if "where" in before else construct[end:]


def _by_letters(sparql: str) -> str:
    """The query with STR() around each variable that is compared with a string: Virtuoso goes by where it keeps them.

    >>> _by_letters("ASK { ?law gov:passedOn ?day FILTER(?day >= '2026-05') }")
    "ASK { ?law gov:passedOn ?day FILTER(STR(?day) >= '2026-05') }"
    """
    told = list(tokens(sparql))
    written = [text for _, text in told]
    solid = [(kind, text, place) for place, (kind, text) in enumerate(told) if kind != "blank"]
    for at, (_, sign, _) in enumerate(solid[1:-2], 1):
        if sign in ("<", ">"):
            other = at + 1 + (solid[at + 1][1] == "=")
            ends = {kind: (text, place) for kind, text, place in (solid[at - 1], solid[other])}
            after = solid[other + 1][1] if solid[other][0] == "string" else ""
            if {"variable", "string"} == ends.keys() and after not in ("^", "@"):
                variable, place = ends["variable"]
                written[place] = f"STR({variable})"
    return "".join(written)


def _bindings(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of an answer, with booleans as XML Schema writes them."""
    rows: list[dict[str, Any]] = found["results"]["bindings"]
    for row in rows:
        for term in row.values():
            if term.get("datatype") == _BOOLEAN and term["value"] in ("0", "1"):
                term["value"] = "true" if term["value"] == "1" else "false"
    return rows


def _term(value: Any) -> str:
    if isinstance(value, ox.BlankNode):
        return f"<{_BLANK}{value.value}>"
    return "UNDEF" if value is None else str(value)


def _unblanked(node: Any) -> Any:
    known = isinstance(node, ox.NamedNode) and node.value.startswith(_BLANK)
    return ox.BlankNode(node.value.removeprefix(_BLANK)) if known else node
