"""The program, and its first command alone: what the others are made of takes a while to set up, and is not needed."""

# Annotations are read as the objects that they are, so they are not postponed here.

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import on_graph
from .output import answers, put

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

app = typer.Typer(
    help="A knowledge graph of AI governance: who does what under which instrument, since when, and where it says so.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Answered = Annotated[Literal["text", "json", "jsonl"], typer.Option(help="How an answer is written.")]


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        put(__version__)
        raise typer.Exit


@app.callback()
def govgraph(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Answers from curated facts, each with the document and the place in it."""


@app.command()
@on_graph
def ask(
    kg: "KnowledgeGraph",
    question: Annotated[
        str | None, typer.Argument(help="A question in English; - reads one a line; without, a prompt.")
    ] = None,
    explain: Annotated[bool, typer.Option(help="Tell also how it was read.")] = False,
    format: Answered = "text",
) -> None:
    """Answer a question in plain English."""
    many = question is None or question == "-"
    asked: Iterable[str] = [question or ""]
    if question is None:
        from .prompt import prompt

        asked = prompt(kg)
    elif question == "-":
        asked = (line.rstrip("\r\n") for line in sys.stdin)
    raise typer.Exit(answers(kg, asked, format, explain, many))
