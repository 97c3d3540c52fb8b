"""Readers of every format that are none of ours: they tell which things and facts a file holds."""

from __future__ import annotations

import json
import re
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import networkx as nx
import pandas as pd
import pyarrow.parquet
import rdflib

RDF = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}
ID, GOV = "https://w3id.org/govgraph/id/", rdflib.Namespace("https://w3id.org/govgraph/ns#")
CORPUS = Path(__file__).parent.parent / "corpus"


def read_rdf(format: str, path: Path) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, within rdflib
        return rdflib.Graph().parse(path, format=RDF[format])


def read_network(format: str, path: Path) -> nx.MultiDiGraph[str]:
    made = {
        "graphml": lambda: nx.read_graphml(path, force_multigraph=True),
        "gexf": lambda: nx.MultiDiGraph(nx.read_gexf(path)),
        "nodelink": lambda: nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges"),
        "cytoscape": lambda: nx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8"))),
    }[format]()
    return nx.MultiDiGraph(made)


def read_table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read_workbook(path: Path) -> dict[str, list[dict[str, str | float | bool | None]]]:
    """The rows of each sheet by the names in its first one: texts, numbers and booleans as their cells have them."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

    def value(cell: ElementTree.Element) -> str | float | bool | None:
        number = cell.findtext(f"{main}v")
        if cell.get("t") == "inlineStr":
            return "".join(cell.itertext())
        return None if number is None else number == "1" if cell.get("t") == "b" else float(number)

    found = {}
    with zipfile.ZipFile(path) as parts:
        sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{main}sheet")
        for number, sheet in enumerate(sheets, 1):
            read = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
            names, *rows = ([value(cell) for cell in row] for row in read.iter(f"{main}row"))
            found[sheet.attrib["name"]] = [dict(zip(map(str, names), row, strict=True)) for row in rows]
    return found


def read_calendar(path: Path) -> list[icalendar.cal.Component]:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def things(format: str, path: Path) -> set[str]:
    """The ids of the things in an export, as a foreign reader finds them."""
    if format in RDF:
        return {str(s).removeprefix(ID) for s in read_rdf(format, path).subjects() if str(s).startswith(ID)}
    if format in ("graphml", "gexf", "nodelink", "cytoscape"):
        return set(read_network(format, path))
    if format in ("csv", "neo4j"):
        return set(read_table(path / "nodes.csv").iloc[:, 0])
    if format == "xlsx":
        return {str(row["id"]) for row in read_workbook(path)["nodes"]}
    if format == "parquet":
        return set(pyarrow.parquet.read_table(path / "nodes.parquet")["id"].to_pylist())
    pages = path.rglob("*.md")
    return {re.findall("`(.+)`", p.read_text(encoding="utf-8"))[0] for p in pages if p.name != "index.md"}


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, of each file in a folder, or of each file in a zip, by name."""
    if path.is_dir():
        return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as made:
            return {name: made.read(name) for name in made.namelist()}
    return {"": path.read_bytes()}
