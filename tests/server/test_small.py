"""Which queries are sure to be small, and that these are answered as all others are."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from govgraph.server.small import Small

from .conftest import Answer, Server

EX = "https://example.org/"
SMALL = [
    f"SELECT ?p ?o {{ <{EX}a> ?p ?o }}",
    f"select * where {{ <{EX}a> ?p ?o . }} limit 5 offset 1",
    f"ASK {{ <{EX}a> a <{EX}Thing> }}",
    f"PREFIX ex: <{EX}> SELECT DISTINCT ?s {{ ?s ex:knows ex:a . ?s <{EX}name> 'x' }} # and no more",
    f"PREFIX : <{EX}> ASK {{ :nothing :knows ?a }}",
    "SELECT ?s { ?s rdfs:label ?label }",
]
OTHERS = {
    "everything": "SELECT * { ?s ?p ?o }",
    "many statements": f"SELECT ?s {{ ?s a <{EX}Thing> }}",
    "many, by prefix": f"PREFIX ex: <{EX}> SELECT ?s {{ ?s a ex:Thing }}",
    "few times few": f"SELECT * {{ <{EX}a> ?p ?o . ?s <{EX}knows> ?t }}",
    "nothing beside many": f"SELECT * {{ <{EX}nothing> ?p ?o . ?s a ?c }}",
    "a path": f"SELECT ?o {{ <{EX}a> <{EX}knows>+ ?o }}",
    "a filter": f"SELECT ?o {{ <{EX}a> ?p ?o FILTER(?o != 1) }}",
    "a subquery": "SELECT ?o { { SELECT ?o { ?s ?p ?o } } }",
    "a count": f"SELECT (COUNT(*) AS ?n) {{ <{EX}a> ?p ?o }}",
    "an update": f"INSERT DATA {{ <{EX}a> a <{EX}Thing> }}",
    "dots that are followed": f"SELECT ?s {{ ?s a <{EX}b/../Thing> }}",
    "a base": f"BASE <{EX}> SELECT ?s {{ ?s a <Thing> }}",
    "an IRI beneath the server's base": "SELECT ?s { ?s a <../../Thing> }",
    "a prefix that is another's": f"PREFIX gov: <../../> PREFIX owl: <{EX}> SELECT ?s {{ ?s a owl:Thing }}",
    "a prefix twice": f"PREFIX e: <{EX}x/> PREFIX e: <{EX}> SELECT ?s {{ ?s a e:Thing }}",
    "a prefix called prefix": f"PREFIX : <{EX}x/> PREFIX prefix: <{EX}> SELECT ?s {{ ?s a prefix:Thing }}",
    "a long string": f'SELECT * {{ <{EX}a> ?p """ . ?s ?q ?o . """ }}',
    "a pattern in a comment": f"SELECT * {{ <{EX}a> ?p ?o . # <{EX}b> ?q ?r .\n ?s a <{EX}Thing> }}",
    "a comment at the end": f"SELECT * {{ ?s a <{EX}Thing> . # <{EX}b> ?q ?r .\n }}",
    "a name with an escape": f"PREFIX e: <{EX}> SELECT ?s {{ ?s a e:\\Thing }}",
    "a sign by its number": f"SELECT * {{ <{EX}a> ?p 'x\\u0027 . ?s ?q \\u0027' }}",
    "a name with a dot at its end": f"PREFIX e: <{EX}> SELECT * {{ ?s a e:Thing. ?s ?p e:Thing.}}",
    "blank nodes": "SELECT * { _:s ?p _:o }",
    "a thing that is any": f"SELECT * {{ [] a <{EX}Thing> }}",
    "a comment that ends": f"SELECT * {{ <{EX}a> ?p ?o . # }}\r ?s a ?c }}",
    "an IRI that ends": f"SELECT * {{ <{EX}a> ?p ?o . ?s <{EX}knows> ?t> }}",
    "numbers for anything": "SELECT * { ?s ?p 1 . ?a ?b 2 }",
    "no query": "{",
}


@pytest.fixture(scope="module")
def sure() -> Small:
    """About a store with three hundred things of one class, fifteen of which know something."""
    store = ox.Store()
    lines = [f"<{EX}n{n}> a <{EX}Thing> . <{EX}a> <{EX}p{n % 15}> <{EX}o{n % 15}> ." for n in range(300)]
    lines += [f"<{EX}n{n}> <{EX}knows> <{EX}a> ." for n in range(15)]
    store.load("\n".join(lines).encode(), format=ox.RdfFormat.TURTLE)
    return Small(store)


@pytest.mark.parametrize("query", SMALL)
def test_patterns_that_few_statements_match_are_small(sure: Small, query: str) -> None:
    assert sure(query)


@pytest.mark.parametrize("query", OTHERS.values(), ids=OTHERS)
def test_whatever_may_be_more_is_not(sure: Small, query: str) -> None:
    assert not sure(query)


def test_a_query_too_long_to_be_plain_is_not_small(sure: Small) -> None:
    assert not sure(f"{SMALL[0]} #" + "x" * 2000)


def rows(answer: Answer) -> list[str]:
    """What an answer says."""
    format = ox.QueryResultsFormat.from_media_type(answer.type)
    assert format
    found = ox.parse_query_results(answer.body, format=format)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str(list(row)) for row in found)


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "text/tab-separated-values"])
def test_a_small_query_is_answered_as_any_other(server: Server, media_type: str) -> None:
    query, accept = "SELECT ?p ?o { <https://w3id.org/govgraph/id/xa> ?p ?o %s}", media_type
    small = server.metric("small_total")
    here = server.query(query % "", accept=accept)
    assert server.metric("small_total") == small + 1
    there = server.query(query % "FILTER(true) ", accept=accept)
    assert server.metric("small_total") == small + 1
    assert (here.status, here.type) == (there.status, there.type) == (200, media_type)
    assert rows(here) == rows(there) != []
    assert set(here.headers) == set(there.headers)


def test_what_is_wrong_with_a_small_query_is_told_as_of_any_other(server: Server) -> None:
    wrong = server.query("SELECT ?p { <https://w3id.org/govgraph/id/xa> 'x' ?p }")
    assert wrong.status == 400 and wrong.text.startswith("not a SPARQL query: line 1, column ")
    other = server.query("SELECT ?p { <https://w3id.org/govgraph/id/xa> ?p ?o }", accept="image/png")
    assert other.status == 406
