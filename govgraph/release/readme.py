"""README.md of a release: what each file is, how much it holds, how to cite it and how to check it."""

from __future__ import annotations

from .. import __version__
from ..graph import KnowledgeGraph
from ..queries import named
from .about import About
from .citation import in_a_line
from .distribution import QUADS

CHECKSUMS = "SHA256SUMS"

FILES = (
    ("graph.ttl", "The graph in Turtle, a subject after the other: the RDF to read"),
    ("graph.nt", "The same in N-Triples, a triple a line"),
    (QUADS, "The same in N-Quads; `govgraph diff` compares releases by this file"),
    ("graph.trig", "The same in TriG"),
    ("graph.jsonld", "The same in JSON-LD, each thing with its facts and these with their citations"),
    ("graph.rdf", "The same in RDF/XML"),
    ("graph.graphml", "The network of things, for yEd, Gephi and igraph"),
    ("graph.gexf", "The network with its dates, for Gephi"),
    ("graph.nodelink.json", "The network for d3 and networkx"),
    ("graph.cytoscape.json", "The network for Cytoscape"),
    ("csv/", "`nodes.csv`, `edges.csv` and `statements.csv`, described in `csv-metadata.json` (CSV on the Web)"),
    ("graph.xlsx", "The same three tables as a workbook, for Excel and LibreOffice"),
    ("parquet/", "The same three tables as Parquet, with lists, booleans and days as such"),
    ("neo4j/", "`nodes.csv` and `edges.csv` for `neo4j-admin database import`, with `--array-delimiter=U+001F`"),
    ("graph.ics", "Every dated fact for a calendar; what is planned is marked"),
    ("markdown.zip", "A page for each thing, with links between them"),
    ("ontology/", "The terms: `index.html` for reading, `govgraph.ttl` and what belongs to it for programs"),
    ("shacl.txt", "Whether the facts conform to the shapes; `shacl.ttl` is SHACL's own report"),
    (
        "dataset.ttl",
        "What this is, for catalogues (DCAT) and for SPARQL (VoID): counts by class and property, files",
    ),
    ("croissant.json", "The same for those who load data sets (Croissant), with each column of the tables"),
    ("CITATION.cff", "How to cite it, for programs"),
    (CHECKSUMS, "The SHA-256 of every other file"),
)


def readme(about: About, kg: KnowledgeGraph, problems: int) -> bytes:
    """The page that somebody sees first."""
    sources = ", ".join(f"`{source}`" for source in about.sources)
    only = f" Only what these sources say: {sources}." if sources else ""
    commit = f" (commit `{about.commit}`)" if about.commit and about.clean else ""
    licence = f"Licence: <{about.licence}>." if about.licence else "No licence is told here: ask those who made it."
    counts = "\n".join(f"| {row['name'].value} | {int(row['count'].value):,} |" for row in kg.query(named()["totals"]))
    files = "\n".join(f"| `{name}` | {what} |" for name, what in FILES)
    found = f"The shapes find {problems} problems in the facts" if problems else "The facts conform to the shapes"
    return f"""# {about.title}

{about.description}{only}

Version {about.version}{commit}, of {about.day}. The facts as they stand on {about.as_of}: a plain triple holds what is
asserted, not denied, and so on that day; the `gov:Fact` nodes tell the rest. {found}. Made with
govgraph {__version__}.

| what | how many |
|---|---:|
{counts}

## Files

| file | what it is |
|---|---|
{files}

## To cite it

{in_a_line(about)}

Each fact names the document and the place in it where it stands: cite that as well. {licence}

## To check it

```sh
sha256sum -c {CHECKSUMS}
```

A release has no clock in it: the same facts at the same commit give the same bytes.
""".encode()
