"""Each format is read back by a program that is none of ours, and compared with the graph."""

from __future__ import annotations

import json
import os
import posixpath
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import markdown
import pandas as pd
import pyarrow.parquet
import pytest
import rdflib
from rdflib.term import Node
from readers import GOV, ID, RDF, contents, read_calendar, read_network, read_rdf, read_table, read_workbook, things

from govgraph import KnowledgeGraph
from govgraph.export import WRITERS, export
from govgraph.export.jsonld import context
from govgraph.export.pages import file_name
from govgraph.export.spreadsheet import _sheet
from govgraph.export.tables import Column, Sheet

ACT = "jp/ai-promotion-act"
PUBLISHED = Path(__file__).parent.parent.parent / "govgraph" / "export" / "context.jsonld"


def plain(triple: tuple[Node, Node, Node]) -> tuple[str, ...]:
    """A triple as N-Triples has it; of a plain string one library tells the datatype and the other does not."""
    return tuple(node.n3().removesuffix(f"^^<{rdflib.XSD.string}>") for node in triple)


# -- RDF


@pytest.mark.parametrize("format", RDF)
def test_rdf_is_read_back_triple_for_triple(report: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    export(report, format, tmp_path / "graph")
    read = read_rdf(format, tmp_path / "graph")
    assert len(read) == len(report.store)
    assert set(map(plain, read)) == set(map(plain, report.rdf()))


@pytest.mark.parametrize("format", RDF)
def test_hostile_texts_and_every_script_survive_in_rdf(
    hostile: KnowledgeGraph, land: KnowledgeGraph, tmp_path: Path, format: str
) -> None:
    for graph in (hostile, land):
        export(graph, format, tmp_path / "graph")
        assert set(map(plain, read_rdf(format, tmp_path / "graph"))) == set(map(plain, graph.rdf()))


def test_turtle_has_prefixes_and_jsonld_is_framed_for_a_reader(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "turtle", tmp_path / "turtle")
    assert "\nid:jp\\/ai-promotion-act a gov:Statute" in (tmp_path / "turtle").read_text(encoding="utf-8")
    export(report, "jsonld", tmp_path / "jsonld")
    made = json.loads((tmp_path / "jsonld").read_text(encoding="utf-8"))
    act = next(node for node in made["@graph"] if node["id"] == ACT)
    assert list(act)[:3] == ["id", "type", "name"]
    assert (act["type"], act["name"]["en"], act["fullyInForceFrom"]) == ("Statute", "AI Promotion Act", "2025-09-01")
    denied = next(fact for fact in act["facts"] if fact["denied"])
    assert denied["property"] in report.vocabulary.properties
    assert denied["citation"]["source"] == "us/sources/csis-japan-2025"


def test_the_published_context_is_that_of_the_ontology(kg: KnowledgeGraph) -> None:
    made = json.dumps({"@context": context(kg.vocabulary)}, indent=1) + "\n"
    if os.environ.get("GOVGRAPH_REWRITE_DOCS"):
        PUBLISHED.write_text(made, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == made


# -- networks


@pytest.mark.parametrize("format", ["graphml", "gexf", "nodelink", "cytoscape"])
def test_a_network_is_read_back_edge_for_edge(kg: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    export(kg, format, tmp_path / "graph")
    read, made = read_network(format, tmp_path / "graph"), kg.network()
    assert read.number_of_edges() == made.number_of_edges()
    assert set(read.edges(keys=True)) == set(made.edges(keys=True))
    assert set(read) == set(made)
    for fact in (f for f in kg.facts() if f.object.id and f.when):
        edge = read.edges[fact.subject.id, fact.object.id, fact.id]
        told = (edge["label"], edge["modality"], edge["denied"], edge["when"])
        assert told == (fact.label, fact.modality, fact.denied, fact.when)


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_all_that_is_told_of_things_and_facts_is_read_back(
    land: KnowledgeGraph, hostile: KnowledgeGraph, tmp_path: Path, format: str
) -> None:
    def single(told: dict[str, Any]) -> dict[str, Any]:
        lists = {key: list(map(plain, value)) for key, value in told.items() if isinstance(value, list | tuple)}
        joined = {key: " | ".join(text.replace(" | ", " || ") for text in texts) for key, texts in lists.items()}
        return {key: joined.get(key, value) for key, value in told.items() if value is not None}

    def plain(item: Any) -> str:
        return item if isinstance(item, str) else item.get("text") or f"{item['title']}, {item['at']}"

    for kg in (hostile, land):
        export(kg, format, tmp_path / "graph")
        read, made = read_network(format, tmp_path / "graph"), kg.network()
        for id_, node in made.nodes(data=True):
            assert single(node).items() <= {"name": read.nodes[id_].get("label"), **read.nodes[id_]}.items()
    for a, b, key, edge in made.edges(keys=True, data=True):
        assert single(edge).items() <= read.edges[a, b, key].items()


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_dates_and_lists_survive_where_values_are_single(
    report: KnowledgeGraph, hostile: KnowledgeGraph, tmp_path: Path, format: str
) -> None:
    export(report, format, tmp_path / "graph")
    read = read_network(format, tmp_path / "graph")
    act = read.nodes[ACT]
    assert act["fullyInForceFrom"] == "2025-09-01"
    assert "AI Promotion Law" in act["aliases"].split(" | ")
    assert "AI Promotion Act was passed in May 2025" in act["facts"].split(" | ")
    edge = next(e for _, _, e in read.out_edges("jp/cabinet", data=True) if e["property"] == "decides")
    assert edge["under"] == ACT
    assert edge["citations"] == "Japan's AI Governance Action, Structure of the AI Promotion Act, Plan"
    assert "scheduledFor" not in read.nodes["jp/ai-basic-plan"]  # what is planned is no attribute
    export(hostile, format, tmp_path / "hostile")
    read = read_network(format, tmp_path / "hostile")
    assert set(read.nodes["xa"]["aliases"].split(" | ")) == {"a; b", "c || d", "@e", "-1+2", "1. f"}
    assert read.edges["xa/con", "xa/aux", next(iter(read["xa/con"]["xa/aux"]))]["when"] == "2031-02"


def test_gexf_has_names_for_labels_and_a_timeline(land: KnowledgeGraph, tmp_path: Path) -> None:
    export(land, "gexf", tmp_path / "graph")
    read = read_network("gexf", tmp_path / "graph")
    assert read.nodes["xa/lantern-act"]["label"] == "Lantern Act"
    starts = {key: edge.get("start") for _, _, key, edge in read.edges(keys=True, data=True)}
    dated = {fact.id: fact.valid_from.isoformat() for fact in land.facts() if fact.object.id and fact.valid_from}
    assert dated
    assert {key: start for key, start in starts.items() if start} == dated


# -- tables


def test_csv_tells_every_fact_with_all_that_qualifies_it(land: KnowledgeGraph, tmp_path: Path) -> None:
    export(land, "csv", tmp_path / "tables")
    told = read_table(tmp_path / "tables" / "statements.csv").set_index("id")
    facts = {fact.id: fact for fact in land.facts()}
    assert set(told.index) == set(facts)
    for id_, fact in facts.items():
        row = told.loc[id_]
        for name, values in fact.qualifiers.items():
            assert row[name] == " | ".join(value.id or value.text for value in values)
        assert (row["modality"], row["denied"], row["when"]) == (
            fact.modality, str(fact.denied).lower(), fact.when or "",
        )  # fmt: skip
        assert row["cited"].split(" | ") == [cited.source for cited in fact.citations]
        assert row["cited_at"].split(" | ") == [cited.at for cited in fact.citations]
    edges = read_table(tmp_path / "tables" / "edges.csv")
    assert set(zip(edges["source"], edges["target"], edges["id"], strict=True)) == set(land.network().edges(keys=True))


def test_csv_is_described_as_it_is(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "csv", tmp_path)
    told = json.loads((tmp_path / "csv-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"] == "http://www.w3.org/ns/csvw"
    assert {table["url"] for table in told["tables"]} == {p.name for p in tmp_path.glob("*.csv")}
    ids = set(read_table(tmp_path / "nodes.csv")["id"])
    assert [len(table["tableSchema"]["foreignKeys"]) for table in told["tables"]] == [0, 2, 1]
    for table in told["tables"]:
        schema, frame = table["tableSchema"], read_table(tmp_path / table["url"])
        assert [column["titles"] for column in schema["columns"]] == list(frame.columns)
        assert all(column["dc:description"] for column in schema["columns"])
        assert frame[schema["primaryKey"]].is_unique
        for key in schema["foreignKeys"]:
            assert set(frame[key["columnReference"]]) <= ids
        for column in schema["columns"]:
            cells = frame[column["name"]][frame[column["name"]] != ""]
            if column["datatype"] == "date":
                pd.to_datetime(cells, format="%Y-%m-%d")
            if column["datatype"] == "boolean":
                assert set(cells) <= {"true", "false"}


@pytest.mark.parametrize("format", ["csv", "neo4j"])
def test_no_cell_starts_a_formula(hostile: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    export(hostile, format, tmp_path)
    cells = [str(cell) for p in tmp_path.glob("*.csv") for row in read_table(p).to_numpy() for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))] == []


def test_parquet_holds_the_same_with_lists_and_days_as_such(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "csv", tmp_path)
    export(report, "parquet", tmp_path)
    for name in ("nodes", "edges", "statements"):
        frame, table = read_table(tmp_path / f"{name}.csv"), pyarrow.parquet.read_table(tmp_path / f"{name}.parquet")
        assert (list(frame.columns), list(frame["id"])) == (table.column_names, table["id"].to_pylist())
    rows = {row["id"]: row for row in table.to_pylist()}
    fact = next(f for f in report.facts() if f.valid_from and len(f.citations) > 1)
    assert (rows[fact.id]["valid_from"], rows[fact.id]["denied"]) == (fact.valid_from, False)
    assert rows[fact.id]["cited"] == [cited.source for cited in fact.citations]
    nodes = {row["id"]: row for row in pyarrow.parquet.read_table(tmp_path / "nodes.parquet").to_pylist()}
    assert "AI Promotion Law" in nodes[ACT]["aliases"]


def test_a_workbook_holds_the_same_and_nothing_in_it_is_guessed(
    report: KnowledgeGraph, hostile: KnowledgeGraph, tmp_path: Path
) -> None:
    export(report, "csv", tmp_path)
    export(report, "xlsx", tmp_path / "tables.xlsx")
    sheets = read_workbook(tmp_path / "tables.xlsx")
    assert list(sheets) == ["statements", "edges", "nodes"]
    for name, rows in sheets.items():
        frame = read_table(tmp_path / f"{name}.csv")
        assert list(frame["id"]) == [row["id"] for row in rows] and set(frame.columns) == set(rows[0])
    months = [row for row in sheets["statements"] if row["property"] == "passedOn"]
    assert {row["value"] for row in months} == {"2025-05"}  # a text, and the day on which it is sure a day
    assert {row["valid_from"] for row in months} == {(date(2025, 5, 31) - date(1899, 12, 30)).days}
    assert {row["denied"] for row in sheets["statements"]} == {True, False}
    export(hostile, "xlsx", tmp_path / "hostile.xlsx")
    cells = [
        cell for rows in read_workbook(tmp_path / "hostile.xlsx").values() for row in rows for cell in row.values()
    ]
    assert '=HYPERLINK("x")' in cells  # a text as well
    with zipfile.ZipFile(tmp_path / "hostile.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_text_that_no_cell_holds_is_cut_and_that_is_said() -> None:
    sheet = Sheet((Column("text", "string", ""),), [("x" * 40_000,), ("\0\ud800 & <",)])
    text = "".join(ElementTree.fromstring(_sheet(sheet)).itertext())
    assert "x … [cut: 40,000 letters]" in text and len(text) < 32_800 and text.endswith("\ufffd\ufffd & <")


def test_neo4j_gets_nodes_before_the_edges_between_them(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "neo4j", tmp_path)
    nodes, edges = read_table(tmp_path / "nodes.csv"), read_table(tmp_path / "edges.csv")
    assert list(edges.columns)[:2] == [":START_ID", ":END_ID"]
    assert {*edges[":START_ID"], *edges[":END_ID"]} <= set(nodes["id:ID"])
    assert nodes["id:ID"].is_unique
    assert len(edges) == report.network().number_of_edges()
    act = nodes.set_index("id:ID").loc[ACT]
    assert {"Statute", "Instrument", "Thing"} <= set(act[":LABEL"].split("\x1f"))
    assert "AI Promotion Law" in act["aliases:string[]"].split("\x1f")
    assert edges[":TYPE"].str.fullmatch("[A-Za-z]+").all()


# -- the calendar


def test_the_calendar_has_every_date_and_marks_what_is_planned(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "ics", tmp_path / "graph.ics")
    events = read_calendar(tmp_path / "graph.ics")
    assert len({str(event["UID"]) for event in events}) == len(events)
    dates = sum(bool(x) for f in report.facts() for x in (f.when, f.from_, f.until, f.dated))
    assert len(events) == dates
    passed = next(e for e in events if "AI Promotion Act was passed" in e["SUMMARY"])
    assert (passed.start, passed.end, passed["STATUS"]) == (date(2025, 5, 1), date(2025, 6, 1), "CONFIRMED")
    plan = [e for e in events if "Cabinet finalizes AI Basic Plan" in e["SUMMARY"]]
    assert [(e["SUMMARY"].startswith("PLANNED: "), str(e["STATUS"])) for e in plan] == [(True, "TENTATIVE")]
    assert "Structure of the AI Promotion Act, Plan" in plan[0]["DESCRIPTION"]
    assert all(event.end > event.start for event in events)


def test_an_event_keeps_its_uid_from_day_to_day(land: KnowledgeGraph, tmp_path: Path) -> None:
    for day in ("2031-06-30", "2032-06-30"):
        export(land.as_of(day), "ics", tmp_path / day)
    first, second = ({str(e["UID"]) for e in read_calendar(tmp_path / d)} for d in ("2031-06-30", "2032-06-30"))
    assert first == second
    assert first


def test_a_year_of_one_figure_is_written_with_four(land: KnowledgeGraph, tmp_path: Path) -> None:
    export(land.as_of("0001"), "ics", tmp_path / "graph.ics", around="Wick Plan", depth=0)
    assert b"\r\nDTSTAMP:00011231T000000Z\r\n" in (tmp_path / "graph.ics").read_bytes()


def test_a_date_that_is_only_an_end_is_that_day(land: KnowledgeGraph, tmp_path: Path) -> None:
    export(land, "ics", tmp_path / "graph.ics")
    event = next(e for e in read_calendar(tmp_path / "graph.ics") if "by 31 May 2031" in e["DESCRIPTION"])
    assert event.end - event.start == timedelta(days=1)
    assert event.start == date(2031, 5, 31)


def test_hostile_texts_and_long_lines_survive_in_a_calendar(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    export(hostile, "ics", tmp_path / "graph.ics")
    assert max(map(len, (tmp_path / "graph.ics").read_bytes().split(b"\r\n"))) <= 75
    (event,) = read_calendar(tmp_path / "graph.ics")
    assert "# heading; with, commas \\ and 灯籠 of great length, over and over" in event["SUMMARY"]
    assert isinstance(event, icalendar.Event)


# -- pages


def test_every_thing_has_a_page_and_every_link_leads_to_one(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "markdown", tmp_path / "pages")
    pages = {name: text.decode() for name, text in contents(tmp_path / "pages").items()}
    assert len(pages) == len(report.names) + 1
    for name, text in pages.items():
        for link in re.findall(r"\]\(([^)]+)\)", text):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) in pages
    html = markdown.markdown(pages["jp/cabinet.md"])
    assert "<h1>Cabinet</h1>" in html
    assert '<strong>PLANNED</strong>: <a href="ai-basic-plan.md">AI Basic Plan</a>' in html
    assert "Structure of the AI Promotion Act, Plan" in html


def test_nothing_in_a_page_is_read_as_markup(hostile: KnowledgeGraph, tmp_path: Path) -> None:
    export(hostile, "markdown", tmp_path)
    html = markdown.markdown((tmp_path / "xa" / "con_.md").read_text(encoding="utf-8"))
    assert "<h1>&lt;script&gt;*[a](javascript:b)*&lt;/script&gt; &amp; ]]&gt; _c_</h1>" in html
    assert "# heading; with, commas \\ and" in html
    assert "<ol>\n<li>f" not in markdown.markdown((tmp_path / "xa.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "id_", ["../../etc/passwd", "xa/..", "/root", "xa/CON", "con", "xa/a b?*:", "x" * 300, "xa\\b"]
)
def test_a_page_has_a_safe_name_whatever_the_id(id_: str) -> None:
    name = file_name(id_)
    assert re.fullmatch(r"[A-Za-z0-9%#_.-]*(/[A-Za-z0-9%_.-]*)*\.md", name)
    parts = name.split("/")
    assert ".." not in parts and not any(re.fullmatch(r"(?i)(con|aux|nul)(\..*)?", part) for part in parts)
    assert not name.startswith("/")
    assert all(len(part.encode()) < 200 for part in parts)


def test_two_things_do_not_share_a_page(kg: KnowledgeGraph) -> None:
    assert len({file_name(id_).lower() for id_ in kg.names}) == len(kg.names)
    assert file_name("x" * 300) != file_name("x" * 301)
    assert file_name("index") != "index.md"  # which lists them all


# -- filters


@pytest.mark.parametrize("format", [name for name in WRITERS if name != "ics"])
def test_filters_mean_the_same_in_every_format(land: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    asked = {"whole": {}, "around": {"around": "Lantern Council"}, "in": {"jurisdiction": "xb"}}
    for name, filters in asked.items():
        export(land, format, tmp_path / name, **filters)  # type: ignore[arg-type]
        export(land, "nodelink", tmp_path / "nodelink", **filters)  # type: ignore[arg-type]
        assert things(format, tmp_path / name) == things("nodelink", tmp_path / "nodelink")
    assert things(format, tmp_path / "around") < things(format, tmp_path / "whole")
    assert things(format, tmp_path / "in") < things(format, tmp_path / "whole")


def test_what_is_near_is_what_a_picture_would_draw_with_what_that_names(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "turtle", tmp_path / "near", around="Cabinet", depth=1)
    read = read_rdf("turtle", tmp_path / "near")
    told = set(read.subject_objects(rdflib.RDF.subject))
    assert {str(s).removeprefix(ID) for _, s in told} <= {"jp/cabinet", ACT, "jp/ai-basic-plan"}
    assert told
    for citation in read.objects(None, GOV.citation):
        assert (citation, GOV.at, None) in read
    for fact, _ in told:
        assert (read.value(fact, rdflib.RDF.object), rdflib.RDFS.label, None) in read or isinstance(
            read.value(fact, rdflib.RDF.object), rdflib.Literal
        )
    export(report, "turtle", tmp_path / "wider", around="Cabinet", depth=2)
    assert len(read) < len(read_rdf("turtle", tmp_path / "wider")) < len(report.store)


def test_a_direct_triple_goes_with_its_fact(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "ntriples", tmp_path / "us", jurisdiction="us")
    read = read_rdf("ntriples", tmp_path / "us")
    told = {tuple(read.value(f, rdflib.RDF[key]) for key in ("subject", "predicate", "object"))
            for f in read.subjects(rdflib.RDF.type, GOV.Fact)}  # fmt: skip
    properties = {GOV[name] for name in report.vocabulary.properties}
    direct = [triple for triple in read if triple[1] in properties]
    assert direct
    assert set(direct) <= told
    assert {str(s).removeprefix(ID).split("/")[0] for s, _, _ in direct} == {"us"}


def test_the_calendar_is_filtered_too(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "ics", tmp_path / "graph.ics", around="AI Basic Plan", depth=0)
    assert {e["SUMMARY"].split(" is ")[0] for e in read_calendar(tmp_path / "graph.ics")} == {"PLANNED: AI Basic Plan"}
