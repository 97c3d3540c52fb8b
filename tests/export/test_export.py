"""Exports: another program reads back what was written, and a file is whole or not there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

import networkx as nx
import pytest
import rdflib
from rdflib.term import Node

from govgraph import KnowledgeGraph
from govgraph.errors import FormatError
from govgraph.export import WRITERS, export


def plain(triple: tuple[Node, Node, Node]) -> tuple[str, ...]:
    """A triple as N-Triples has it; of a plain string one library tells the datatype and the other does not."""
    return tuple(node.n3().removesuffix(f"^^<{rdflib.XSD.string}>") for node in triple)


@pytest.mark.parametrize(("format", "parsed"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_rdf_is_read_back_triple_for_triple(kg: KnowledgeGraph, tmp_path: Path, format: str, parsed: str) -> None:
    export(kg, format, tmp_path / "graph")
    read = rdflib.Graph().parse(tmp_path / "graph", format=parsed)
    assert len(read) == len(kg.store)
    assert set(map(plain, read)) == set(map(plain, kg.rdf()))


def test_graphml_is_read_back_edge_for_edge(kg: KnowledgeGraph, tmp_path: Path) -> None:
    export(kg, "graphml", tmp_path / "graph.graphml")
    read, made = nx.read_graphml(tmp_path / "graph.graphml"), kg.network()
    assert set(read.edges(keys=True)) == set(made.edges(keys=True))
    assert set(read) == set(made)


def test_graphml_keeps_what_qualifies_a_fact(report: KnowledgeGraph, tmp_path: Path) -> None:
    export(report, "graphml", tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml")
    (fact,) = report.facts("?fact rdf:predicate gov:decides")
    edge = read.edges["jp/cabinet", "jp/ai-basic-plan", fact.id]
    assert (edge["under"], edge["modality"], edge["denied"]) == ("jp/ai-promotion-act", "planned", False)
    assert edge["citations"] == "Japan's AI Governance Action, Structure of the AI Promotion Act, Plan"
    assert "AI Promotion Law; " in read.nodes["jp/ai-promotion-act"]["aliases"]
    assert "AI Promotion Act was passed" in read.nodes["jp/ai-promotion-act"]["facts"]


def test_nodelink_is_read_back(kg: KnowledgeGraph, tmp_path: Path) -> None:
    export(kg, "nodelink", tmp_path / "graph.json")
    read = nx.node_link_graph(json.loads((tmp_path / "graph.json").read_text(encoding="utf-8")), edges="edges")
    assert set(read.edges(keys=True)) == set(kg.network().edges(keys=True))


def test_names_in_every_script_survive(land: KnowledgeGraph, tmp_path: Path) -> None:
    export(land, "turtle", tmp_path / "land.ttl")
    assert "灯籠国" in (tmp_path / "land.ttl").read_text(encoding="utf-8")


def test_the_same_graph_gives_the_same_bytes(land: KnowledgeGraph, tmp_path: Path) -> None:
    for format in WRITERS:
        export(land, format, tmp_path / "one")
        export(land.as_of("2031-06-30"), format, tmp_path / "two")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes(), format


def test_a_write_that_fails_leaves_what_was_there(
    land: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(kg: KnowledgeGraph, stream: BinaryIO) -> None:
        stream.write(b"half a gr")
        raise OSError(28, "No space left on device")

    (tmp_path / "graph").write_text("before", encoding="utf-8")
    monkeypatch.setitem(WRITERS, "turtle", full)
    with pytest.raises(OSError, match="No space left"):
        export(land, "turtle", tmp_path / "graph")
    assert (tmp_path / "graph").read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_an_unknown_format_gets_the_nearest(land: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="did you mean 'turtle'"):
        export(land, "turtel", tmp_path / "graph")
