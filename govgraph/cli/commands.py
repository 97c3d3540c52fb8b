"""The commands: each reads its arguments, calls one function, and writes what that gives."""

# Annotations are read as the objects that they are, so they are not postponed here.

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import AsOf, Data, Entity, Format, Ontology, Output, graph, on_graph
from .output import put, write

if TYPE_CHECKING:
    from ..ask import Answer
    from ..graph import KnowledgeGraph

app = typer.Typer(
    help="A knowledge graph of AI governance: who does what under which instrument, since when, and where it says so.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
AskFormat = Annotated[Literal["text", "json", "jsonl"], typer.Option(help="How an answer is written.")]
