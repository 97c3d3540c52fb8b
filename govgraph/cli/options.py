"""The options that commands share, each told once."""

# Annotations are read as the objects that they are, so they are not postponed here.

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, Literal, ParamSpec

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

P = ParamSpec("P")
_PATHS = ("data", "ontology")


class Once(TyperCommand):
    """A command that takes each of its options once: of two, the last would silently stand for both."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(args[:])
        for option in self.params:
            many = getattr(option, "multiple", False) or getattr(option, "is_flag", False)
            if not many and order.count(option) > 1 and not ctx.resilient_parsing:
                both = ", or put what they hold into one folder" if option.name in _PATHS else ""
                told = f"it is given {order.count(option)} times, and takes one: run the command for each{both}"
                raise typer.BadParameter(told, ctx=ctx, param=option)
        return super().parse_args(ctx, args)


def said(text: str) -> str:
    """What it says: an empty one, mostly a variable that is not set, must not widen what is asked."""
    if not text:
        raise typer.BadParameter("it is empty: say what is meant, or leave it out")
    return text


def quoted(words: str = "EU AI Act", what: str = "name of several words") -> str:
    """How words that are one are given as one."""
    return f'A {what} stands in quotes: "{words}".'


def place(text: str) -> Path:
    """A place on this machine."""
    if not text:
        raise typer.BadParameter("name a place: an empty one would mean the folder that you are in")
    if "://" in str(text):
        raise typer.BadParameter(f"{text} is no place on this machine; a remote store is asked with --endpoint URL")
    return Path(text)


AsOf = Annotated[
    str | None, typer.Option(metavar="DATE", parser=said, help="The day for which it is asked; today if not given.")
]
Sources = Annotated[
    list[str] | None, typer.Option(metavar="ID", parser=said, help="Only what this source says; repeatable.")
]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH", parser=place,
        help="A folder of facts, an RDF export, or a compiled graph; not what came along.",
    ),
]  # fmt: skip
Ontology = Annotated[
    Path | None,
    typer.Option(metavar="DIR", parser=place, help="An ontology, instead of the one that came along."),
]
Endpoint = Annotated[
    str | None, typer.Option(metavar="URL", help="A SPARQL service that holds the graph; docs/scale.md tells more.")
]
Format = Annotated[Literal["text", "json", "csv", "md"], typer.Option(help="How it is written.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="PATH", parser=place, show_default=False, help="A file or folder.")
]
Entity = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY", parser=said, help="A thing, by its id, name, alias or official number.", show_default=False
    ),
]


def graph(
    as_of: AsOf = None,
    source: Sources = None,
    data: Data = None,
    ontology: Ontology = None,
    endpoint: Endpoint = None,
) -> "KnowledgeGraph":
    """The graph that a command is asked about."""
    if endpoint is not None:
        from ..remote import connect

        for name, given in {"--source": source, "--data": data}.items():
            if given:
                raise typer.BadParameter("a remote graph is as it was published; publish with it", param_hint=name)
        return connect(endpoint, ontology, as_of=as_of)
    from ..graph import load

    return load(data, ontology, as_of=as_of, sources=source or ())


def on_graph(function: "Callable[Concatenate[KnowledgeGraph, P], None]") -> Callable[..., None]:
    """A command of a function whose first argument is the graph: it takes the options of `graph` instead of one."""
    _, *own = inspect.signature(function).parameters.values()
    shared = inspect.signature(graph).parameters

    def run(**given: Any) -> None:
        function(graph(**{name: given.pop(name) for name in shared}), **given)  # type: ignore[call-arg]

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (*own, *shared.values())]
    run.__name__, run.__doc__ = function.__name__, function.__doc__
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run
