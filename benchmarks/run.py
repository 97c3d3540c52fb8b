"""All measurements but the explorer's, as Markdown tables: what `make bench` runs.

    python benchmarks/run.py [SECTION …] [--sizes 3000 100000 1000000] [--graphs FOLDER]

Sections: cold, first, queries, growth, warm, compiled, server. Both sides of a row are measured in turns in one run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import asking
import building
import generate
import measuring
import queries

from govgraph.vocabulary import data_folder

Graphs = dict[str, Path]
SECTIONS: dict[str, tuple[str, Callable[[Graphs], str]]] = {
    "cold": ("Asking, on the facts that came along", lambda _: asking.cold()),
    "first": (
        "First run from YAML",
        lambda graphs: building.first_run({"those that came along": data_folder(), **graphs}),
    ),
    "queries": ("Twelve queries", queries.measure),
    "growth": ("Building", building.growth),
    "warm": ("A warm answer", asking.warm),
    "compiled": ("Asking a compiled graph", asking.compiled),
    "server": ("The server", lambda _: _server()),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", default=[], metavar="SECTION")
    parser.add_argument("--sizes", nargs="+", type=int, default=[3_000, 100_000, 1_000_000], metavar="FACTS")
    parser.add_argument("--graphs", type=Path, help="where the made-up graphs are kept; for this run alone if not said")
    given = parser.parse_args()
    if unknown := set(given.sections) - SECTIONS.keys():
        parser.error(f"no such section: {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    with tempfile.TemporaryDirectory() as folder:
        graphs = {f"{size:,}": _made(size, given.graphs or Path(folder)) for size in given.sizes}
        for name in given.sections or SECTIONS:
            title, measure = SECTIONS[name]
            print(f"## {title}\n\n{measure(graphs)}", flush=True)
    print(measuring.versions("govgraph", "pyoxigraph", "PyYAML", "pydantic", "rapidfuzz", "rdflib", "typer", "maplib"))


def _made(size: int, folder: Path) -> Path:
    place = folder / str(size)
    if not place.is_dir():
        generate.write(size, place)
    return place


def _server() -> str:
    script = Path(__file__).with_name("server.py")
    if not script.is_file():
        return "There is no benchmark of the server yet.\n"
    return subprocess.run([sys.executable, script], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


if __name__ == "__main__":
    main()
