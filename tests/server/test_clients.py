"""Clients that others wrote: rdflib's and Comunica."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from .conftest import Server

ACT = URIRef("https://w3id.org/govgraph/id/xa/lantern-act")
COMUNICA = os.environ.get("COMUNICA") or shutil.which("comunica-sparql")


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returns", ["xml", "json", "csv", "tsv"])
def test_rdflib(server: Server, method: str, returns: str) -> None:
    graph = Graph(SPARQLStore(f"{server.url}sparql", returnFormat=returns, method=method))
    rows = {str(name) for (name,) in graph.query("SELECT ?n { ?act a gov:Statute ; rdfs:label ?n }")}
    assert "Lantern Act" in rows


def test_rdflib_s_other_kinds_of_queries(server: Server) -> None:
    graph = Graph(SPARQLStore(f"{server.url}sparql"))
    assert graph.query(f"ASK {{ {ACT.n3()} a gov:Statute }}").askAnswer
    assert len(graph.query(f"CONSTRUCT WHERE {{ {ACT.n3()} rdfs:label ?n }}").graph or ()) >= 1
    assert (ACT, None, None) in graph
    assert list(graph.objects(ACT, URIRef("https://w3id.org/govgraph/ns#jurisdiction")))


@pytest.mark.skipif(not COMUNICA, reason="no comunica-sparql: npm install @comunica/query-sparql@4 brings it")
def test_comunica(server: Server) -> None:
    query = (
        "SELECT ?n { ?act a <https://w3id.org/govgraph/ns#Statute> ; <http://www.w3.org/2000/01/rdf-schema#label> ?n }"
    )
    for source in (f"sparql@{server.url}sparql", f"{server.url}sparql", f"{server.url}id/xa/lantern-act"):
        done = subprocess.run(
            [str(COMUNICA), source, query, "-t", "application/json"], capture_output=True, text=True, timeout=120
        )
        assert "Lantern Act" in str(json.loads(done.stdout)), done.stderr
