"""A SPARQL query's answer as a View, and in the formats that the SPARQL standards define."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import FormatError, QueryError
from ..graph import KnowledgeGraph
from ..queries import named, title
from ..vocabulary import PREFIXES, entity_id, unknown
from .doubts import doubts
from .table import Table, View

_RESULTS = {
    "sparql-json": ox.QueryResultsFormat.JSON,
    "sparql-xml": ox.QueryResultsFormat.XML,
    "sparql-csv": ox.QueryResultsFormat.CSV,
    "sparql-tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
_ASKED = {
    "sparql-json": '{{"head":{{}},"boolean":{0}}}',
    "sparql-xml": '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
    "<boolean>{0}</boolean></sparql>",
}
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


@dataclass(frozen=True, kw_only=True)
class Found(View):
    """What a query gives; `doubts` tell of what it speaks that the graph does not have."""

    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows(Found):
    """What a SELECT gives. Tables and JSON have ids and prefixed names; the SPARQL formats have whole IRIs."""

    solutions: ox.QuerySolutions

    @cached_property
    def _rows(self) -> list[tuple[Term, ...]]:
        """The solutions, which can be read only once."""
        return [tuple(solution) for solution in self.solutions]

    def table(self) -> Table:
        """A column for each variable."""
        columns = tuple(variable.value for variable in self.solutions.variables)
        return Table(columns, tuple(tuple(map(_short, row)) for row in self._rows))

    def as_dict(self) -> Any:
        """A dict for each row; what a row leaves open is None."""
        columns = [variable.value for variable in self.solutions.variables]
        return [{c: None if v is None else _short(v) for c, v in zip(columns, row, strict=True)} for row in self._rows]

    def render(self, format: str) -> str:
        """The rows in any of the formats for tables or for SPARQL results; raises FormatError for one for triples."""
        if format in _RESULTS:
            return self.solutions.serialize(format=_RESULTS[format]).decode().rstrip("\r\n")  # type: ignore[union-attr]
        return _refuse(format, "a SELECT gives rows") if format in _TRIPLES else View.render(self, format)


@dataclass(frozen=True)
class YesNo(Found):
    """What an ASK gives."""

    yes: bool

    def table(self) -> Table:
        """One cell."""
        return Table(("answer",), ((str(self),),))

    def as_dict(self) -> Any:
        """True or false."""
        return self.yes

    def blocks(self) -> list[str | Table]:
        """`yes` or `no`."""
        return ["yes" if self.yes else "no"]

    def render(self, format: str) -> str:
        """The answer in any format that can hold it; raises FormatError for the others."""
        if format in _ASKED:
            return _ASKED[format].format(json.dumps(self.yes))
        if format in (*_RESULTS, *_TRIPLES):
            return _refuse(format, "an ASK gives yes or no")
        return View.render(self, format)


@dataclass(frozen=True)
class Triples(Found):
    """What a CONSTRUCT or DESCRIBE gives."""

    triples: tuple[ox.Triple, ...]

    def table(self) -> Table:
        """Subject, predicate and object."""
        rows = tuple((_short(t.subject), _short(t.predicate), _short(t.object)) for t in self.triples)
        return Table(("subject", "predicate", "object"), rows)

    def as_dict(self) -> Any:
        """A dict for each triple."""
        return [dict(zip(self.table().columns, row, strict=True)) for row in self.table().rows]

    def blocks(self) -> list[str | Table]:
        """The triples as Turtle."""
        return [self.render("turtle")]

    def render(self, format: str) -> str:
        """The triples in any of the formats for tables or for RDF; raises FormatError for one for rows."""
        if format in _TRIPLES:
            made = ox.serialize(self.triples, format=_TRIPLES[format], prefixes=PREFIXES)
            return (made or b"").decode().rstrip("\n")
        return _refuse(format, "a CONSTRUCT gives triples") if format in _RESULTS else View.render(self, format)


def query(kg: KnowledgeGraph, asked: str) -> Rows | YesNo | Triples:
    """The answer to a SPARQL query, to the one in `@FILE`, or to the named question.

    Raises QueryError for what is malformed, refused or cannot be read, UnknownName for a word that names no question.

    >>> import govgraph
    >>> str(query(govgraph.load(), "ASK { id:jp a gov:Jurisdiction }"))
    'yes'
    """
    return run(kg, _text(asked.strip()))


def run(kg: KnowledgeGraph, sparql: str) -> Rows | YesNo | Triples:
    """The answer to a SPARQL query and nothing else: no file is read, however it begins. Raises QueryError."""
    found, doubted = kg.query(sparql), doubts(sparql, kg)
    if isinstance(found, bool):
        return YesNo(found, doubts=doubted)
    if isinstance(found, ox.QuerySolutions):
        return Rows(found, doubts=doubted)
    return Triples(tuple(found), doubts=doubted)


@dataclass(frozen=True)
class Questions(View):
    """The named questions, with what each answers."""

    names: dict[str, str]

    def table(self) -> Table:
        """A row for each."""
        return Table(("name", "answers"), tuple(self.names.items()))


def questions() -> Questions:
    """The questions that have a name.

    >>> questions().names["things-by-class"]
    'Things by class'
    """
    return Questions({name: title(name) for name in named()})


def _text(asked: str) -> str:
    """The SPARQL that is meant."""
    if asked in named():
        return named()[asked]
    if asked.startswith("@"):
        try:
            return Path(asked[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise QueryError(f"{asked[1:]!r} cannot be read: {why}") from None
    if re.fullmatch(r"[\w.-]+", asked):
        raise unknown(asked, named(), "named question", questions().names)
    return asked


def _refuse(format: str, why: str) -> str:
    raise FormatError(f"{format} cannot hold the answer: {why}")


def _short(term: Term) -> str:
    """A node as people write it: an entity's id, a prefixed name, a literal's text."""
    if isinstance(term, ox.NamedNode):
        known = entity_id(term.value)
        prefix = next((p for p, base in PREFIXES.items() if term.value.startswith(base)), None)
        return known or (f"{prefix}:{term.value.removeprefix(PREFIXES[prefix])}" if prefix else term.value)
    return "" if term is None else term.value if isinstance(term, ox.Literal) else str(term)
