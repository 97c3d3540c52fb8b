"""The tools, resources and prompts: each a method over one graph."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from threading import Lock
from typing import Annotated, ParamSpec, TypeVar

from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from pydantic import BaseModel, Field

from .. import views
from ..errors import GovgraphError, UnknownName
from ..graph import KnowledgeGraph
from .results import (
    Answered,
    Changes,
    Claim,
    Coming,
    Compared,
    Dated,
    Dates,
    Listed,
    Listing,
    Matter,
    Named,
    Position,
    Rows,
    Shown,
    told,
)

SECONDS = 10  # that a query may run
P = ParamSpec("P")
R = TypeVar("R", bound=BaseModel)
Day = Annotated[str | None, Field(description="The day for which it is asked, such as 2025-10-09.")]
Limit = Annotated[int, Field(ge=1, le=500, description="How many at most; what is left off is counted.")]
Start = Annotated[int, Field(ge=0, description="How many to pass over, to read on.")]


class Lookups:
    """The tools, resources and prompts over one graph; a name that nothing bears is answered with the nearest."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self._one = Lock()

    def ask(self, question: str, as_of: Day = None) -> Answered:
        """Answer a question in plain English about AI laws, bodies, duties, penalties, dates and jurisdictions."""
        return Answered.model_validate(self._on(as_of).ask(question).as_dict())

    def show(self, thing: str, as_of: Day = None, limit: Limit = 60, start: Start = 0) -> Shown:
        """Show a thing: its names, its status, its parts, and all that sources say of it."""
        kg = self._on(as_of)
        shown = views.show(kg, thing)
        facts = [entry.fact for group in shown.groups for entry in group.entries]
        about, status, then = shown.thing, shown.status, shown.to_come
        return Shown(
            as_of=kg.as_of_date.isoformat(), id=about.id, name=about.name, type=about.type_label,
            jurisdiction=about.jurisdiction.text if about.jurisdiction else None,
            status=status.label if status else None, since=status.since if status else None,
            to_come=Coming(status=then.label, since=then.since) if then else None, url=about.url,
            names={**about.names, **about.titles}, aliases=list(about.aliases),
            parts=[Named(id=part.id, name=part.name) for part in shown.parts],
            facts=told(facts[start : start + limit], kg), left_off=max(0, len(facts) - start - limit),
        )  # fmt: skip

    def list(
        self,
        kind: Annotated[str, Field(description="A class, such as bodies, laws, obligations or penalties.")],
        under: Annotated[str | None, Field(description="Only what acts or has duties under this thing.")] = None,
        jurisdiction: str | None = None,
        status: Annotated[str | None, Field(description="Only instruments with it, such as in force.")] = None,
        as_of: Day = None,
        limit: Limit = 100,
        start: Start = 0,
    ) -> Listed:
        """List the things of a class."""
        kg = self._on(as_of)
        items = views.list_things(kg, kind, under=under, jurisdiction=jurisdiction, status=status).items
        things = [
            Listing(id=i.id, name=i.name, type=i.type, jurisdiction=i.jurisdiction.text if i.jurisdiction else None,
                    status=i.status.label if i.status else None, who=[w.text for w in i.who],
                    by=told(i.denied_by or i.ties, kg))
            for i in items[start : start + limit]
        ]  # fmt: skip
        return Listed(as_of=kg.as_of_date.isoformat(), things=things, left_off=max(0, len(items) - start - limit))

    def compare(
        self,
        things: Annotated[Sequence[str], Field(min_length=2, max_length=8)],
        matter: Annotated[str | None, Field(description="Only matters whose name has these words.")] = None,
        as_of: Day = None,
    ) -> Compared:
        """Compare jurisdictions by the positions that sources say they hold, other things by what is said of them."""
        kg = self._on(as_of)
        found = views.compare(kg, things)
        words = (matter or "").casefold().split()
        matters = [
            Matter(
                matter=row.name, verdict=row.verdict, basis=row.basis, hedge=row.hedge,
                positions=[Position(thing=thing.text, says=s.name, denied=s.denied, facts=told(s.facts, kg))
                           for thing, cell in zip(found.things, row.cells, strict=True) for s in cell],
                claims=[Claim(verdict=c.verdict, among=[v.text for v in c.among], fact=told([c.fact], kg)[0])
                        for c in row.claims],
            )
            for row in found.rows if all(word in row.name.casefold() for word in words)
        ]  # fmt: skip
        if words and not matters:
            raise UnknownName(matter or "", [(row.id or row.name, row.name) for row in found.rows[:30]], kind="matter")
        named = [Named(id=value.id, name=value.text) for value in found.things]
        return Compared(as_of=kg.as_of_date.isoformat(), things=named, matters=matters)

    def timeline(
        self,
        thing: str | None = None,
        jurisdiction: str | None = None,
        first: Annotated[str | None, Field(description="Nothing earlier than this date.")] = None,
        last: Annotated[str | None, Field(description="Nothing later than this date.")] = None,
        as_of: Day = None,
        limit: Limit = 100,
        start: Start = 0,
    ) -> Dates:
        """List what is dated, in order: what happened, begins, ends or is planned."""
        kg = self._on(as_of)
        found = views.timeline(kg, thing, jurisdiction=jurisdiction, start=first, end=last).entries
        entries = [Dated(date=e.date, what=e.what, fact=told([e.fact], kg)[0]) for e in found[start : start + limit]]
        return Dates(as_of=kg.as_of_date.isoformat(), entries=entries, left_off=max(0, len(found) - start - limit))

    def diff(self, first: str, last: str, limit: Limit = 100, start: Start = 0) -> Changes:
        """Tell what began, ended or changed between two days."""
        table = views.diff(self.graph, first, last).table()
        rows = [dict(zip(table.columns, map(str, row), strict=True)) for row in table.rows]
        return Changes(changes=rows[start : start + limit], left_off=max(0, len(rows) - start - limit))

    def query(
        self,
        sparql: Annotated[
            str, Field(description="SPARQL 1.1 (gov, id, fact, rdf, rdfs, skos, dcterms, prov are known).")
        ],
        as_of: Day = None,
        limit: Limit = 100,
    ) -> Rows:
        """Run a SPARQL query. It reads only, reaches nothing outside the graph, and is ended after ten seconds."""
        if sparql.lstrip().startswith("@"):
            raise ToolError("a query is SPARQL, or the name of a ready question; no file is read here")
        kg = self.graph
        options = ["--data", kg.folder, "--ontology", kg.ontology, "--as-of", as_of or kg.as_of_date.isoformat()]
        options += [word for source in kg.sources for word in ("--source", source)]
        command = [sys.executable, "-m", "govgraph", "query", "--format", "json", *map(str, options), "--", sparql]
        try:  # in a process of its own, since a query that runs cannot be stopped in any other way
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            raise ToolError(
                f"the query was ended after {SECONDS} seconds: ask for less, with LIMIT or more terms"
            ) from None
        if done.returncode:
            raise ToolError(done.stderr.strip().removeprefix("govgraph: "))
        found = json.loads(done.stdout)
        rows = found if isinstance(found, list) else [{"answer": found}]
        doubts = [line.removeprefix("govgraph: ") for line in done.stderr.splitlines()]
        return Rows(rows=rows[:limit], left_off=max(0, len(rows) - limit), doubts=doubts)

    def thing(self, id: str) -> str:
        """All that is said of a thing, as text with its sources."""
        try:
            with self._one:
                return str(views.show(self.graph, id))
        except UnknownName as error:
            raise ResourceNotFoundError(str(error)) from None

    def compare_jurisdictions(self, matter: str, jurisdictions: str = "Japan, United States, European Union") -> str:
        """Compare how jurisdictions stand on a matter, such as penalties or duties for foundation models."""
        return (
            f"Compare {jurisdictions} on: {matter}. Use the tool `compare` with these jurisdictions (without `matter` "
            "first, to see which matters there are), then `ask` for what stays open. For each jurisdiction say what a "
            "source states, with source and place; mark what is planned, possible or an opinion; where nothing is "
            "stated, say so."
        )

    def who_does_what(self, law: str) -> str:
        """Who does what under a law: bodies, duties, powers, penalties and days."""
        return (
            f"Explain who does what under {law}. Use `show` for the law, `list` with kind `body` and with "
            "`actor group`, each `under` the law, and `timeline` for its days. Group by body and by who has duties; "
            "give for each deed its article and source. Keep apart what is in force, what is to come, and what is only "
            "planned."
        )

    def what_changes(self, first: str, last: str, jurisdiction: str = "") -> str:
        """What changes between two days."""
        where = f" in {jurisdiction}" if jurisdiction else ""
        return (
            f"Tell what changes{where} in AI governance between {first} and {last}. Use `diff` for these two days and "
            f"`timeline` from {first} to {last}{where}. In the order of days say what begins, ends or is due, for "
            "whom, and where that is said; keep what is planned apart from what is law."
        )

    def _on(self, day: str | None) -> KnowledgeGraph:
        return _graph(self.graph, day) if day else self.graph

    def guarded(self, tool: Callable[P, R]) -> Callable[P, R]:
        """The tool, one call at a time, with errors that a reader can mend."""

        @wraps(tool)
        def run(*given: P.args, **named: P.kwargs) -> R:
            try:
                with self._one:
                    return tool(*given, **named)
            except GovgraphError as error:
                raise ToolError(str(error)) from None

        return run


@lru_cache(maxsize=4)
def _graph(graph: KnowledgeGraph, day: str) -> KnowledgeGraph:
    return graph.as_of(day)
