"""What can go wrong.

    GovgraphError                 every error that govgraph raises on purpose
    ├── DataError                 the data or the ontology could not be loaded; carries the Problems
    ├── UnknownName               a name that nothing in the graph bears; carries the nearest ones
    ├── QueryError                a SPARQL query that is malformed or refused
    │   └── QueryRefused          one that would write, or reach another graph or machine
    ├── FormatError               a format that is not known, or that cannot hold what is asked for
    ├── MissingExtraError         a part of govgraph that is not installed
    ├── AddressError              an address, or the login for it, that cannot be used
    ├── RemoteError               a remote store that does not answer, or not wholly
    ├── UnwritableError           a file that cannot be begun, and what would do
    └── DateError                 a date that is not EDTF

A `Problem` is for the curator: a place in a file and what is wrong there. An error is for the programmer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple


class Problem(NamedTuple):
    """One mistake in a file, told to the person who can mend it; `rule` is the short name of what it breaks.

    Advice, and what was put right, is told in the same shape and stops nothing.

    >>> print(Problem("data/jp/cabinet.yaml", 4, "unknown key 'nmae' (did you mean 'name'?)"))
    data/jp/cabinet.yaml:4: unknown key 'nmae' (did you mean 'name'?)
    """

    path: str
    line: int
    message: str
    rule: str = ""
    severity: Literal["problem", "advice", "fixed"] = "problem"

    def __str__(self) -> str:
        kind = "" if self.severity == "problem" else f"{self.severity}: "
        return f"{self.path}:{self.line}: {kind}{self.message}"


class GovgraphError(Exception):
    """The root of the tree; `exit_code` is what the command line ends with."""

    exit_code = 1


class DataError(GovgraphError):
    """Data or ontology that could not be loaded; `problems` holds every one, in the order of files and lines."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def at(cls, path: str | os.PathLike[str], told: object, rule: str = "", line: int = 1) -> DataError:
        """The error of one file: a message, or what a parser says, which knows the line."""
        return cls([Problem(os.fspath(path), getattr(told, "lineno", None) or line, str(told), rule)])


class UnknownName(GovgraphError):
    """No thing in the graph has this id, name, alias or number; `nearest` holds ids and names that come close."""

    def __init__(self, name: str, nearest: Sequence[tuple[str, str]] = (), kind: str = "thing") -> None:
        self.name, self.nearest = name, nearest
        hint = "; nearest: " + ", ".join(f"{label} ({id_})" for id_, label in nearest) if nearest else ""
        super().__init__(f"no {kind} is called {name!r}{hint}")


class QueryError(GovgraphError):
    """A SPARQL query that cannot be parsed, or that asks for something that is refused."""


class QueryRefused(QueryError):
    """A SPARQL query that would write, or reach another graph or machine."""


class FormatError(GovgraphError):
    """A format that is not known, or that cannot hold what is asked for."""

    exit_code = 2


class MissingExtraError(GovgraphError):
    """What is asked for needs packages that `pip install 'govgraph[EXTRA]'` brings."""

    exit_code = 2

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"the package {package!r} is missing; it comes with: pip install 'govgraph[{extra}]'")


@contextmanager
def extra(name: str) -> Iterator[None]:
    """A block whose imports come with an extra of govgraph: raises MissingExtraError where one is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or name, name) from None


class AddressError(GovgraphError):
    """An address, or the login for it, that cannot be used."""

    exit_code = 2


class UnwritableError(GovgraphError):
    """A file of a new thing that cannot be begun, and what would do."""

    exit_code = 2


class RemoteError(GovgraphError):
    """A remote store that cannot be reached, refuses, or does not answer wholly."""

    exit_code = 4


class DateError(GovgraphError, ValueError):
    """A date that is not written as EDTF, or that no calendar has."""

    exit_code = 2
