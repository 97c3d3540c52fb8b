"""The same answers from a graph here, over Oxigraph and over Virtuoso."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

import govgraph
from govgraph import KnowledgeGraph, QueryError, UnknownName, views
from govgraph.export import export
from govgraph.queries import named
from govgraph.remote import RemoteGraph
from govgraph.remote.day import reads_plain_triples
from govgraph.remote.paths import without_repeated_paths
from govgraph.vocabulary import NS

from .conftest import Engine

HQ = "<https://w3id.org/govgraph/id/jp/ai-strategic-headquarters>"
QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
LOOKUPS: dict[str, Callable[[KnowledgeGraph], Any]] = {
    "show": lambda kg: views.show(kg, "AI Promotion Act"),
    "compare jurisdictions": lambda kg: views.compare(kg, ["jp", "us", "eu"]),
    "list": lambda kg: views.list_things(kg, "laws", jurisdiction="Japan", status="in force"),
    "list under": lambda kg: views.list_things(kg, "bodies", under="AI Promotion Act"),
    "timeline": lambda kg: views.timeline(kg),
    "timeline of a thing": lambda kg: views.timeline(kg, "AI Promotion Act"),
    "timeline of a jurisdiction": lambda kg: views.timeline(kg, jurisdiction="jp"),
    "stats": lambda kg: views.stats(kg),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_lookup_gives_the_same(report: KnowledgeGraph, there: RemoteGraph, name: str) -> None:
    here, remote = LOOKUPS[name](report), LOOKUPS[name](there)
    assert remote.as_dict() == here.as_dict()
    assert str(remote) == str(here)


@pytest.mark.parametrize("name", named())
def test_a_named_question_gives_the_same_rows(report: KnowledgeGraph, there: RemoteGraph, name: str) -> None:
    """In whatever order a store sorts words."""
    here, remote = (sorted(map(str, views.query(kg, name).as_dict())) for kg in (report, there))
    assert remote == here


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?s ?o { ?s gov:headedBy ?o }",
        "SELECT ?f ?day { ?f gov:when ?day FILTER(?day >= '2025-05-01' && \"2025-12\" > ?day) }",
        "SELECT ?f ?day { ?f gov:when ?day FILTER(?day<'2025-05') }",
        "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != skos:broaderTransitive && !STRSTARTS(STR(?s), STR(gov:)) "
        "&& STRSTARTS(STR(?s), STR(id:))) } ORDER BY ?p # in pages",
        "SELECT DISTINCT ?c { ?s a/rdfs:subClassOf* ?c . ?c rdfs:subClassOf* gov:Agent }",
        "CONSTRUCT { ?s rdfs:label ?l ; gov:tier ?t } WHERE { ?s gov:tier ?t ; rdfs:label ?l }",
        "PREFIX g: <https://w3id.org/govgraph/ns#> CONSTRUCT WHERE { ?f g:denied true }",
        "ASK { ?s gov:headedBy ?o }",
        "ASK { ?s gov:headedBy ?s }",
        f"SELECT ?s ?c {{ ?s (gov:headedBy|^gov:headedBy)+ {HQ} ; a ?c }}",
        f"SELECT ?s {{ ?s gov:tier ?t FILTER NOT EXISTS {{ {HQ} (gov:headedBy|^gov:headedBy)+ ?s }} }}",
        f"SELECT ?s {{ {{ ?s gov:tier ?t }} UNION {{ {HQ} gov:headedBy+ ?s }} }}",
    ],
)
def test_a_query_gives_the_same(report: KnowledgeGraph, there: RemoteGraph, sparql: str) -> None:
    here, remote = (views.query(kg, sparql).as_dict() for kg in (report, there))
    if isinstance(here, bool):
        assert remote is here
    else:
        assert sorted(map(str, remote)) == sorted(map(str, here)) != []


@pytest.mark.parametrize(
    "triple",
    ["?s gov:headedBy+ ?o", "?s gov:headedBy* id:x", "?s a/gov:headedBy+ id:x", "?s gov:headedBy+ id:x, id:y"],
)
def test_a_path_that_virtuoso_would_lose_rows_on_is_refused(triple: str) -> None:
    with pytest.raises(QueryError, match=r"gov:headedBy[*+]: the paths with \*, \+ or \? on which Virtuoso loses rows"):
        without_repeated_paths(f"SELECT * {{ {triple} }}", lambda _: [])


def test_questions_in_english_are_answered_alike(report: KnowledgeGraph, there: RemoteGraph) -> None:
    lines = (QUESTIONS / "seen.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines[::120]]
    assert len(asked) > 7
    for question in asked:
        assert there.ask(question).as_dict() == report.ask(question).as_dict()


def test_an_answer_s_own_query_finds_there_what_it_shows(there: RemoteGraph) -> None:
    answer = there.ask("which annex of the EU AI Act classifies uses as high-risk?")
    assert answer.sparql and len(list(there.query(answer.sparql))) > 1


def test_the_copy_here_and_what_is_exported_is_the_same_graph(
    report: KnowledgeGraph, there: RemoteGraph, tmp_path: Path
) -> None:
    """Though one of the stores gives no more than 2,000 rows at once."""
    assert set(there.store) == set(report.store)
    assert len(report.store) > 10_000
    for name, kg in (("here", report), ("there", there)):
        export(kg, "ntriples", tmp_path / f"{name}.nt", around="Cabinet")
    assert (tmp_path / "there.nt").read_bytes() == (tmp_path / "here.nt").read_bytes()
    assert nx.utils.graphs_equal(there.network(), report.network())


def test_a_name_is_found_as_it_is_written_and_else_told_with_the_nearest(there: RemoteGraph) -> None:
    assert there.resolve("AI戦略本部") == there.resolve("ai strategic  headquarters")
    with pytest.raises(UnknownName, match="nearest: AI Promotion Act"):
        there.entity("AI Promtion Act")


def test_a_thing_is_found_by_its_official_number_on_any_day(engine: Engine, login: None) -> None:
    from govgraph.remote import publish

    url = f"{engine.url}?default-graph-uri=urn:numbered"
    publish(govgraph.load(Path(__file__).resolve().parent.parent / "corpus", as_of="2031-06-30"), url)
    try:
        assert govgraph.connect(url, as_of="2031-07-30").resolve("Decree no. 7 of 1890") == "xa/candle-decree"
    finally:
        engine.update("DROP SILENT GRAPH <urn:numbered>")


# -- another day than that of publication


def test_on_another_day_facts_are_those_of_the_day(engine: Engine, report: KnowledgeGraph) -> None:
    early, same = engine.open("2025-08-15"), report.as_of("2025-08-15")
    assert views.show(early, "AI Promotion Act").as_dict() == views.show(same, "AI Promotion Act").as_dict()
    assert set(early.store) == set(same.store)
    assert early.as_of("2025-10-09").as_of_date == report.as_of_date


PLAIN = {
    "SELECT * { ?s gov:headedBy ?o }": True,
    "SELECT * { ?s ?p ?o }": True,
    "SELECT * { id:jp !rdf:type ?o }": True,
    "SELECT * { ?s rdfs:label/^rdfs:label/gov:headedBy ?o }": True,
    "SELECT * { ?s a ?c FILTER EXISTS { ?s gov:headedBy ?o } }": True,
    "SELECT * { ?f rdf:predicate gov:headedBy ; gov:modality ?m }": False,
    "SELECT * { ?f a gov:Fact ; ?p ?o }": False,
    "SELECT * { ?s gov:within/rdfs:label ?o }": False,
    "SELECT * { VALUES ?p { gov:within gov:headedBy } ?s ?p ?o }": True,
    "SELECT * { VALUES ?p { gov:within gov:jurisdiction } ?s ?p ?o }": False,
    "SELECT * { { VALUES ?p { gov:within } ?s ?p ?o } UNION { ?s ?p ?o } }": True,
}


def test_which_queries_may_read_plain_triples(report: KnowledgeGraph) -> None:
    """Of the named questions, four."""
    properties = frozenset(report.vocabulary.properties)
    assert {sparql: reads_plain_triples(sparql, properties) for sparql in PLAIN} == PLAIN
    reading = {name for name, sparql in named().items() if reads_plain_triples(sparql, properties)}
    assert reading == {"alike", "enforcers", "rests-on", "signed-by-all"}


def test_a_query_that_may_read_plain_triples_is_for_the_published_day(engine: Engine, there: RemoteGraph) -> None:
    other = engine.open("2025-10-10")
    with pytest.raises(QueryError, match=r"are those of 2025-10-09, .* ask with --as-of 2025-10-09"):
        other.query("SELECT ?o { ?s gov:headedBy ?o }")
    by_facts = "SELECT ?o { ?f rdf:predicate gov:headedBy ; rdf:object ?o }"
    assert set(map(str, other.query(by_facts))) == set(map(str, there.query(by_facts))) != set()


# -- refusals


def test_what_reaches_out_or_is_no_query_is_refused_before_it_is_sent(there: RemoteGraph) -> None:
    for sparql, message in (
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "nothing leaves this machine"),
        ("SELECT * FROM <urn:other> { ?s ?p ?o }", "FROM is refused"),
        ("SELECT * {", "not a SPARQL query"),
    ):
        with pytest.raises(QueryError, match=message):
            there.query(sparql)


def test_on_virtuoso_a_path_on_which_rows_are_lost_is_refused(engine: Engine, there: RemoteGraph) -> None:
    lossy = "SELECT (COUNT(*) * 2 AS ?n) { ?s gov:within+ ?o }"
    if engine.name == "virtuoso":
        with pytest.raises(QueryError, match=r"gov:within\+: the paths with"):
            there.query(lossy)
    else:
        assert int(next(there.query(lossy))["n"].value) > 0


def test_a_limit_above_the_rows_that_a_store_gives_is_refused(engine: Engine, there: RemoteGraph) -> None:
    every = "SELECT ?s ?p ?o { ?s ?p ?o }"
    if engine.name == "virtuoso":
        with pytest.raises(govgraph.RemoteError, match="at most 2,000 rows"):
            there.query(every + " LIMIT 5000")
    else:
        assert len(list(there.query(every + " LIMIT 5000"))) == 5000
    assert len(list(there.query(every + " LIMIT 100"))) == 100


def test_the_terms_of_a_graph_are_its_own(engine: Engine, tmp_path: Path, login: None) -> None:
    """A graph that was published with another ontology is read with the terms that it holds."""
    from govgraph.remote import publish
    from govgraph.vocabulary import ontology_folder

    terms = (ontology_folder() / "govgraph.ttl").read_text(encoding="utf-8")
    changed = terms.replace('"is headed by"@en', '"is led by"@en')
    assert changed != terms
    (tmp_path / "govgraph.ttl").write_text(changed, encoding="utf-8")
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    land = govgraph.load(corpus, tmp_path, as_of="2031-06-30")
    url = f"{engine.url}?default-graph-uri=urn:land"
    publish(land, url)
    try:
        remote = govgraph.connect(url, as_of="2031-06-30")
        assert remote.vocabulary.properties["headedBy"].label == "is led by"
        assert set(remote.vocabulary.classes) == set(land.vocabulary.classes)
        with pytest.raises(govgraph.AddressError, match=r"several graphs: ask .*default-graph-uri=.* or .*urn:land"):
            govgraph.connect(engine.url)
    finally:
        engine.update("DROP SILENT GRAPH <urn:land>")


def test_of_dates_as_they_once_were_it_is_told(engine: Engine, there: RemoteGraph, login: None) -> None:
    """A graph that an older govgraph has published, in which no date is like a text."""
    from govgraph.remote import publish

    asked = "SELECT ?fact { ?fact gov:when ?day FILTER(?day >= '1800') }"
    assert list(views.query(there, asked).as_dict()) and not views.query(there, asked).doubts
    land = govgraph.load(Path(__file__).resolve().parent.parent / "corpus", as_of="2031-06-30")
    url = f"{engine.url}?default-graph-uri=urn:old"
    publish(land, url)
    change = "DELETE { ?fact gov:when ?day } INSERT { ?fact gov:when ?date } WHERE { ?fact gov:when ?day "
    try:
        engine.update(f"PREFIX gov: <{NS}> WITH <urn:old> {change} BIND(STRDT(?day, gov:edtf) AS ?date) }}")
        (doubt,) = views.query(govgraph.connect(url, as_of="2031-06-30"), asked).doubts
        assert "write STR(?day) >=" in doubt
    finally:
        engine.update("DROP SILENT GRAPH <urn:old>")


def test_variables_are_those_of_the_query(there: RemoteGraph) -> None:
    found = there.query("SELECT ?b ?a { ?a a gov:Jurisdiction OPTIONAL { ?a gov:tier ?b } }")
    assert [variable.value for variable in found.variables] == ["b", "a"]
    assert next(found)["b"] is None
    assert b'"vars":["b","a"]' in (found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
