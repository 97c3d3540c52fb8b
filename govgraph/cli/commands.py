"""The other commands: each reads its arguments, calls one function, and writes what that gives."""

# Annotations are read as the objects that they are, so they are not postponed here.

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .asking import app as app
from .options import AsOf, Data, Entity, Format, Ontology, Output, Sources, graph, on_graph, place, quoted, said
from .output import progress, put, write

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

Queried = Annotated[
    Literal[
        "text", "json", "csv", "md", "sparql-json", "sparql-xml", "sparql-csv", "sparql-tsv", "turtle", "ntriples"
    ],
    typer.Option(help="How the answer is written; the last two are for CONSTRUCT and DESCRIBE."),
]  # fmt: skip
EXPORTED = (
    "turtle, ntriples, nquads, trig, jsonld, rdfxml, graphml, gexf, nodelink, cytoscape, csv, xlsx, parquet, neo4j, "
    "ics or markdown."
)
Drawn = Annotated[
    Literal["html", "svg", "png"] | None, typer.Option(help="A page or a picture; the file's ending says it.")
]
In = Annotated[str | None, typer.Option("--in", metavar="JURISDICTION", parser=said, help="Only what belongs to it.")]


@app.command()
@on_graph
def show(kg: "KnowledgeGraph", entity: Entity, format: Format = "text") -> None:
    """Show a thing: its names, its status, and all that is said of it."""
    from .. import views

    write(views.show(kg, entity), format)


@app.command("list")
@on_graph
def list_(
    kg: "KnowledgeGraph",
    kind: Annotated[
        str, typer.Argument(metavar="CLASS", parser=said, help="A class, such as bodies.", show_default=False)
    ],
    under: Annotated[
        str | None, typer.Option(metavar="ENTITY", parser=said, help="Only what stands under it, and by what.")
    ] = None,
    jurisdiction: In = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", parser=said, help="Only instruments with it, such as in-force.")
    ] = None,
    format: Format = "text",
) -> None:
    """List the things of a class."""
    from .. import views

    write(views.list_things(kg, kind, under=under, jurisdiction=jurisdiction, status=status), format)


@app.command()
@on_graph
def compare(
    kg: "KnowledgeGraph",
    entities: Annotated[list[str], typer.Argument(metavar="ENTITY ENTITY...", parser=said, show_default=False)],
    format: Format = "text",
) -> None:
    """Compare jurisdictions by position, other things by their facts."""
    from .. import views
    from ..errors import UnknownName

    if len(entities) < 2:
        raise typer.BadParameter(
            "a comparison takes two or more things, and this is one", param_hint="ENTITY ENTITY..."
        )
    try:
        write(views.compare(kg, entities), format)
    except UnknownName as error:
        if len(entities) > 2:
            error.args = (f"{error}\n{quoted()}",)
        raise


@app.command()
@on_graph
def timeline(
    kg: "KnowledgeGraph",
    entity: Annotated[
        str | None, typer.Argument(metavar="[ENTITY]", parser=said, help="Only what speaks of it.")
    ] = None,
    jurisdiction: In = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", parser=said, help="Nothing earlier.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", parser=said, help="Nothing later.")] = None,
    format: Format = "text",
) -> None:
    """List what is dated, in order; what is only planned is marked."""
    from .. import views

    write(views.timeline(kg, entity, jurisdiction=jurisdiction, start=start, end=end), format)


@app.command()
@on_graph
def path(
    kg: "KnowledgeGraph",
    start: Annotated[str, typer.Argument(metavar="ENTITY", parser=said, show_default=False)],
    end: Annotated[str, typer.Argument(metavar="ENTITY", parser=said, show_default=False)],
    format: Format = "text",
) -> None:
    """Tell how two things are connected."""
    from .. import views

    write(views.path(kg, start, end), format)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
    format: Format = "text",
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", parser=said, help="Tell all as it stands on this day, not each on its own."),
    ] = None,
    source: Sources = None,
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Tell what began, ended or changed between two days, or what two states of the facts tell otherwise.

    OLD and NEW are two days, or each a folder of facts, a release (its folder, .zip or graph.nq), or a revision of the
    git repository that holds the facts, such as v0.1.0, HEAD~3 or HEAD~3:data. As md, the latter give a list for a
    changelog.
    """
    from ..release import diff

    with progress() as told:
        found = diff(old, new, as_of=as_of, data=data, ontology=ontology, sources=source or (), told=told)
    write(found, format)


@app.command()
@on_graph
def query(
    kg: "KnowledgeGraph",
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="[SPARQL]",
            parser=said,
            help="SPARQL, @FILE, - (the standard input), or a name; without, the names.",
        ),
    ] = None,
    format: Queried = "text",
) -> None:
    """Run a SPARQL query."""
    from .. import views

    if sparql:
        write(found := views.query(kg, sys.stdin.read() if sparql == "-" else sparql), format)
        for doubt in found.doubts:
            print(f"govgraph: {doubt}", file=sys.stderr)
    else:
        write(views.questions(), format)


@app.command()
@on_graph
def export(
    kg: "KnowledgeGraph",
    format: Annotated[str, typer.Argument(help=EXPORTED, show_default=False)],
    output: Output = Path("-"),
    around: Annotated[str | None, typer.Option(metavar="ENTITY", parser=said, help="Only what is near it.")] = None,
    depth: Annotated[int | None, typer.Option(min=0, help="How many facts away; 1 if not said.")] = None,
    jurisdiction: In = None,
) -> None:
    """Write the graph as files.

    csv, parquet, neo4j and markdown give several files: in a folder or, if PATH ends so, in a .zip. The others give
    one, on the standard output if there is no PATH.

    \b
    What neo4j gives is imported by
      neo4j-admin database import full neo4j --nodes=nodes.csv \\
        --relationships=edges.csv --array-delimiter=U+001F
    """
    from ..export import export

    if depth is not None and around is None:
        raise typer.BadParameter("how far from what? Give --around ENTITY as well", param_hint="--depth")
    export(kg, format, output, around=around, depth=1 if depth is None else depth, jurisdiction=jurisdiction)


@app.command()
def release(
    output: Output,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", parser=said, help="The day of the graph; the newest on which a source was read."),
    ] = None,
    source: Sources = None,
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Write all of it to a new folder or .zip: every format, descriptions, documentation and checksums.

    The same facts at the same commit give the same bytes.
    """
    from ..release import release

    with progress() as told:
        told("reading the facts")
        problems = release(graph(as_of, source, data, ontology), output, as_of_newest=as_of is None, told=told)
    if problems:
        print(f"problems: {len(problems)}; they are in {output}: shacl.txt", file=sys.stderr)
        raise typer.Exit(1)


@app.command("compile")
def compile_(
    output: Output,
    as_of: AsOf = None,
    source: Sources = None,
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Write the graph to a new folder, ready to be asked: --data takes it as it lies, and makes nothing anew."""
    if output == Path("-"):
        raise typer.BadParameter("a compiled graph is a folder: name one", param_hint="--output")
    graph(as_of, source, data, ontology).compile(output)


@app.command()
@on_graph
def draw(
    kg: "KnowledgeGraph",
    output: Output,
    entity: Annotated[str | None, typer.Argument(metavar="[ENTITY]", parser=said, help="Only what is near it.")] = None,
    depth: Annotated[int, typer.Option(min=0, help="How many facts away.")] = 1,
    lang: Annotated[
        str, typer.Option(metavar="CODE", parser=said, help="The language of the names, where there is one.")
    ] = "en",
    format: Drawn = None,
) -> None:
    """Draw things and facts as one page that opens offline, or as a picture."""
    from ..explorer import draw

    draw(kg, entity, depth=depth, lang=lang).write(output, format)


@app.command()
def publish(
    url: Annotated[str, typer.Argument(metavar="URL", help="The SPARQL service of the store.", show_default=False)],
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", parser=place, help="N-Triples or N-Quads, instead of the graph."),
    ] = None,
    as_of: AsOf = None,
    source: Sources = None,
    data: Data = None,
    ontology: Ontology = None,
    graphs: Annotated[str | None, typer.Option(metavar="URL", help="Where the store takes graphs.")] = None,
    update: Annotated[str | None, typer.Option(metavar="URL", help="Where the store takes updates.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")] = False,
) -> None:
    """Put the graph into a SPARQL store, in place of what was published there.

    A login comes from GOVGRAPH_USER and GOVGRAPH_PASSWORD, GOVGRAPH_TOKEN or ~/.netrc. What --from names was made for
    the day that --as-of gives. --graphs and --update are for stores other than Oxigraph and Virtuoso.
    """
    from .. import edtf, remote

    if from_ and not as_of:
        raise typer.BadParameter("for which day was the file made? Give --as-of as well", param_hint="--from")
    for name, given in {"--source": source, "--data": data, "--ontology": ontology}.items():
        if from_ and given:
            raise typer.BadParameter("a file is sent as it is; make it with this", param_hint=name)
    day = edtf.day(as_of) if as_of else None
    what = from_ or graph(as_of, source, data, ontology)
    put(str(remote.publish(what, url, day=day, graphs=graphs, update=update, dry_run=dry_run)))


@app.command()
@on_graph
def stats(kg: "KnowledgeGraph", format: Format = "text") -> None:
    """Count what the graph holds; as csv, json or md to the last."""
    from .. import views

    write(views.stats(kg), format)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", parser=said, help="Where to listen; 0.0.0.0 is everywhere.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address by which the world knows it.")
    ] = None,
    root_path: Annotated[str, typer.Option(metavar="PATH", help="The path below which a proxy has put it.")] = "",
    trust_proxy: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="A proxy whose X-Forwarded-... are true; repeatable.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=86400, metavar="SECONDS", help="How long a query may run.")
    ] = 10,
    max_rows: Annotated[int, typer.Option(min=1, metavar="N", help="Rows or triples of an answer.")] = 1_000_000,
    max_bytes: Annotated[int, typer.Option(min=1000, metavar="N", help="Bytes of an answer.")] = 64 << 20,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Short requests at a time; four a core if not said.")
    ] = None,
    queue: Annotated[int, typer.Option(min=1, metavar="N", help="Requests that wait at most.")] = 200,
    as_of: AsOf = None,
    source: Sources = None,
    data: Data = None,
    ontology: Ontology = None,
) -> None:
    """Serve the graph on the web: SPARQL, pages, linked data, downloads."""
    from dataclasses import replace

    from ..server import Limits, serve

    if timeout != timeout:
        raise typer.BadParameter("nan is no number of seconds", param_hint="--timeout")
    limits = Limits(timeout, max_rows, max_bytes, *([workers] if workers else []))
    serve(
        graph(as_of, source, data, ontology), replace(limits, queue=queue), day=as_of or "today",
        host=host, port=port, base=base_url, path=root_path, trusted=trust_proxy or (),
    )  # fmt: skip


@app.command()
@on_graph
def mcp(
    kg: "KnowledgeGraph",
    http: Annotated[bool, typer.Option("--http", help="Over HTTP, instead of the standard streams.")] = False,
    host: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", parser=said, help="Where to listen, with --http; 127.0.0.1 if not said."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Where to listen, with --http; 8001 if not said.")
    ] = None,
) -> None:
    """Serve the lookups as tools for language models (MCP)."""
    from ..errors import extra

    for name, given in {"--host": host, "--port": port}.items():
        if given is not None and not http:
            raise typer.BadParameter("the standard streams have none; give --http as well", param_hint=name)
    with extra("mcp"):
        from ..mcp import serve
    serve(kg, http=http, host=host or "127.0.0.1", port=port or 8001)
