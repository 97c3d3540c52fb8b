"""What cog prints into the documents: each function prints Markdown made of the program, the ontology or the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import typer.main

import govgraph
from govgraph.ask.answer import Status
from govgraph.cli import curating  # noqa: F401 - its commands
from govgraph.cli.commands import app
from govgraph.errors import GovgraphError
from govgraph.export import WRITERS
from govgraph.export.places import OneFile
from govgraph.queries import named, title
from govgraph.vocabulary import Property, Vocabulary

HERE = Path(__file__).resolve().parent
DAY = "2026-11-26"  # of all counts in the documents
OUTCOMES = {
    "answered": "facts say so; a yes needs a fact",
    "denied": "a source says that it is not so; a no needs a source",
    "unsettled": "only planned, possible or opinion facts bear on it, or the source says that it is open",
    "not_stated": "understood, and nothing in the graph says it: never to be taken for a no",
    "not_understood": "said so, with the nearest names; never a guess",
}
CODES = {
    0: "fine; also where the source denies it, or nothing is stated",
    1: "a question or name was not understood, a query was refused, or `check` found problems",
    2: "wrong usage: an option, a format, a date, a file that cannot be written, an extra that is not installed",
    3: "the data or the ontology could not be loaded",
    4: "a remote store failed",
    130: "ended by Ctrl-C",
}


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a Markdown table; a bar in a cell is no end of it."""
    lines = [list(columns), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    print("\n".join(f"| {' | '.join(line)} |" for line in lines))


def commands() -> dict[str, Any]:
    """The commands by name, as they are called."""
    group = typer.main.get_command(app)
    return dict(group.commands)  # type: ignore[attr-defined]


def command_table() -> None:
    """Every command, with what it does."""
    table(("command", "what it does"), ((f"[`{n}`](#{n})", first(c.help)) for n, c in commands().items()))


def command_help() -> None:
    """The help of every command, as `--help` prints it."""
    for name, command in commands().items():
        context = command.context_class(
            command, info_name=f"govgraph {name}", terminal_width=100, max_content_width=100
        )
        with context:
            print(f"### {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")


def first(help_: str | None) -> str:
    """The first paragraph of a help text, in one line."""
    return " ".join((help_ or "").split("\n\n")[0].split())


def formats() -> None:
    """Every format of `export`."""
    rows = ((f"`{name}`", "a file" if isinstance(w, OneFile) else "files", w.about) for name, w in WRITERS.items())
    table(("format", "gives", "what it is"), rows)


def exit_codes() -> None:
    """What the program ends with; an error of a code that is not described here stops this."""
    used = {error.exit_code for error in (GovgraphError, *GovgraphError.__subclasses__())}
    assert used <= CODES.keys(), f"not described: {used - CODES.keys()}"
    table(("code", "means"), CODES.items())


def outcomes() -> None:
    """The outcomes of `ask`, each of which has to be described here."""
    table(("outcome", "means"), ((f"`{name}`", OUTCOMES[name]) for name in get_args(Status)))


def questions() -> None:
    """Every named question."""
    table(("name", "answers"), ((f"`{name}`", title(name)) for name in named()))


def sparql(name: str) -> None:
    """The SPARQL of a named question, without its title and its prefixes."""
    lines = [line for line in named()[name].splitlines()[1:] if not line.startswith("PREFIX ")]
    print("\n```sparql\n" + "\n".join(lines) + "\n```\n")


def cookbook() -> None:
    """How many questions the cookbook has, and how many of them stand under its first heading."""
    first, *rest = (HERE / "cookbook.md").read_text(encoding="utf-8").split("\n## ")[1:]
    ours, every = first.count("\n### "), first.count("\n### ") + sum(part.count("\n### ") for part in rest)
    print(f"{every} questions that take many laws at once, with their SPARQL.")
    print(f"No plain list of laws could answer the first {ours}.")


def decisions() -> None:
    """Every decision, by its number."""
    for path in sorted((HERE / "decisions").glob("[0-9]*.md")):
        number, _, words = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").partition(". ")
        print(f"- {int(number):04} [{words}](decisions/{path.name})")


@cache
def graph() -> govgraph.KnowledgeGraph:
    """The shipped graph on the day of all counts."""
    return govgraph.load(as_of=DAY)


def counts() -> None:
    """How much the graph holds, in a sentence."""
    found = {row["name"].value: int(row["count"].value) for row in graph().query(named()["totals"])}
    kinds = {row["name"].value: int(row["count"].value) for row in graph().query(named()["things-by-class"])}
    print(
        f"It holds {found['facts that sources state']:,} facts about {found['things']:,} things in "
        f"{kinds['jurisdiction']} jurisdictions, from {found['sources']} sources (`govgraph stats`, {DAY})."
    )


def vocabulary() -> Vocabulary:
    """The terms."""
    return graph().vocabulary


def classes() -> None:
    """The tree of classes, a list in a list, with definitions."""

    def below(parent: str, depth: int) -> Iterator[str]:
        for name, class_ in vocabulary().classes.items():
            if parent in class_.parents:
                yield f"{'    ' * depth}- **{name}** ({class_.label}): {class_.definition}"
                yield from below(name, depth + 1)

    print("\n".join(below("Thing", 0)))


def properties() -> None:
    """Every property that a data file may use."""
    columns = ("property", "is told as", "of", "takes", "means")
    table(columns, (_property(p) for p in vocabulary().properties.values()))


def qualifiers() -> None:
    """Every qualifier."""
    table(("qualifier", "takes", "means"), ((f"`{p.name}`", p.range, p.definition) for p in _qualifiers()))


def _qualifiers() -> Iterable[Property]:
    return vocabulary().qualifiers.values()


def _property(property: Property) -> tuple[str, ...]:
    told = property.label + (f"; the other way: {property.inverse_label}" if property.inverse_label else "")
    return f"`{property.name}`", told, property.domain, property.range, property.definition


def coded(class_name: str, label: str) -> None:
    """Every code of a closed list of the ontology, such as `Status`, in its order."""
    found = graph().query(
        f"SELECT ?code ?definition {{ ?it a gov:{class_name} ; skos:notation ?code ; skos:definition ?definition "
        "OPTIONAL { ?it gov:rank ?rank } } ORDER BY ?rank ?code"
    )
    table((label, "means"), ((f"`{row['code'].value}`", row["definition"].value) for row in found))
