"""A query that cannot be read says why and where; one by which nothing can be found says of what it speaks in vain."""

from __future__ import annotations

import pytest

import govgraph
from govgraph import KnowledgeGraph, QueryError
from govgraph.queries import named
from govgraph.views.doubts import doubts


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * {\n  ?s gv:passedOn ?day }", "line 2, column 6: the prefix gv: is not declared (did you mean"),
        ("SELECT * { ?s ?p ?o FILTR(?o > 3) }", "column 21: 'FILTR' is no word of SPARQL (did you mean 'FILTER'?)"),
        ("SELECT * { ?s a Statute }", "line 1, column 17: 'Statute' is no word of SPARQL; a class or relation has its"),
        ("SELECT * { ?s ?p 'x }", "line 1, column 18: this string does not end"),
        ("SELECT * { { ?s ?p ?o }", "line 1, column 10: this { is not closed"),
        ("SELECT * { ?s ?p ?o } }", "line 1, column 23: this } closes nothing"),
        ("SELECT * { <jp/cabinet> ?p ?o }", "line 1, column 12: an IRI is written whole, as <https://w3id.org/"),
        ("ASK { id:jp/cabinet ?p ?o }", "line 1, column 12: a slash in a name is written \\/, or the name as <https://"),
        ("SELECT ?x (COUNT(?s) AS ?n) { ?s ?p ?x }", "The SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p ?o } ORDER LIMIT 3", "line 1, column 29: it cannot go on with 'LIMIT 3'"),
        ("SELECT * { ?s ?p ?o } LIMIT", "line 1, column 28: it is not complete"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "an update is refused: this graph is read only"),
        ("SELECT * { FILTER(xsd:foo(1)) }", "#foo> is not supported"),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_read_says_why_and_where(report: KnowledgeGraph, query: str, why: str) -> None:
    with pytest.raises(QueryError) as raised:
        report.query(query)
    assert why in str(raised.value)


@pytest.mark.parametrize(
    ("query", "doubt"),
    [
        ("SELECT * { ?s gov:pasedOn ?d }", "gov:pasedOn is no term of the ontology (did you mean 'gov:passedOn'?)"),
        ("PREFIX g: <https://w3id.org/govgraph/ns#> ASK { ?s a g:Statue }", "gov:Statue is no term"),
        ("ASK { <https://w3id.org/govgraph/id/jp/cabinett> ?p ?o }", "nearest: Cabinet (jp/cabinet)"),
        ("ASK { <https://w3id.org/govgraph/id/Japan> ?p ?o }", "is nothing in the graph; jp is"),
        ('ASK { ?s gov:passedOn ?d FILTER(?d > "2026-05"^^xsd:date) }', "not of the type xsd:date: write ?day >="),
        ('ASK { ?s gov:passedOn ?d FILTER(?d > "2026-05"^^gov:edtf) }', "not of the type gov:edtf: write ?day >="),
        ("ASK { ?s gov:passedOn ?d FILTER(DATATYPE(?d) = gov:edtf) }", "not of the type gov:edtf: write ?day >="),
    ],
)
def test_what_a_query_speaks_of_in_vain_is_told(report: KnowledgeGraph, query: str, doubt: str) -> None:
    (told,) = doubts(query, report)
    assert doubt in told


def test_of_what_is_there_there_is_no_doubt() -> None:
    kg = govgraph.load()
    asked = (
        'ASK { ?f gov:validFrom ?d ; rdf:subject id:jp\\/cabinet FILTER(?d > "2025-01-01"^^xsd:date) } # gov:pasedOn'
    )
    assert [doubts(query, kg) for query in (asked, *named().values())] == [()] * (1 + len(named()))


def test_a_message_stays_short_whatever_stands_in_a_query(report: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as raised:
        report.query(f"SELECT * {{ ?s {'x' * 100_000} ?o }}")
    assert str(raised.value).startswith("not a SPARQL query: line 1, column 15: 'xxx") and len(str(raised.value)) <= 300
