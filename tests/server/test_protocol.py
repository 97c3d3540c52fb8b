"""The SPARQL 1.1 Protocol, section by section, and those of its tests that are for an endpoint that only reads.

The names in brackets are those of the W3C's protocol tests.
"""

from __future__ import annotations

import gzip
import io
import json
from urllib.parse import quote

import pytest
import rdflib
from rdflib.query import Result

from .conftest import FORM, Server

ASK, SELECT = "ASK {}", "SELECT (1 AS ?value) {}"
DIRECT = "application/sparql-query"
GRAPH = "https://w3id.org/govgraph"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


# -- 2.1 the query operation


def test_2_1_1_query_by_get(server: Server) -> None:  # [query-get]
    assert json.loads(server.query(ASK, accept=JSON).body) == {"head": {}, "boolean": True}


def test_2_1_2_query_by_posted_form(server: Server) -> None:  # [query-post-form]
    assert json.loads(server.post({"query": ASK}, accept=JSON).body)["boolean"] is True


@pytest.mark.parametrize("charset", ["", "; charset=UTF-8", ';charset="utf-8"'])
def test_2_1_3_query_posted_as_it_is(server: Server, charset: str) -> None:  # [query-post-direct]
    query = "SELECT ('灯' AS ?lantern) {}".encode()
    answer = server.ask("/sparql", "POST", query, content_type=DIRECT + charset, accept=JSON)
    assert json.loads(answer.body)["results"]["bindings"] == [{"lantern": {"type": "literal", "value": "灯"}}]


def test_2_1_4_the_default_graph_can_be_named(server: Server) -> None:  # [query-dataset-default-graph(s)]
    for graphs in (f"default-graph-uri={GRAPH}", f"default-graph-uri={GRAPH}/&default-graph-uri={GRAPH}"):
        got = server.ask(f"/sparql?{graphs}", "POST", b"ASK { ?s ?p ?o }", content_type=DIRECT, accept=JSON)
        assert json.loads(got.body)["boolean"] is True


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_2_1_4_a_graph_that_is_not_here_is_an_error_and_not_empty(server: Server, field: str) -> None:
    # [query-dataset-named-graphs, query-dataset-full]: a service may refuse a dataset that it does not have
    answer = server.post({"query": ASK, field: "http://example.org/data1.rdf"})
    assert answer.status == 400
    assert "<http://example.org/data1.rdf>" in answer.text and GRAPH in answer.text


def test_2_1_4_from_in_the_query_is_refused(server: Server) -> None:  # [query-multiple-dataset]
    answer = server.query("ASK FROM <http://example.org/data1.rdf> { ?s ?p ?o }")
    assert (answer.status, answer.text[:15]) == (403, "FROM is refused")


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (SELECT, {XML, JSON, "text/csv", "text/tab-separated-values"}),  # [query-content-type-select]
        (ASK, {XML, JSON}),  # [query-content-type-ask]
        ("DESCRIBE <http://example.org/>", {"application/rdf+xml", "text/turtle", "application/n-triples"}),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", {"application/rdf+xml", "text/turtle", "application/n-triples"}),
    ],
)  # fmt: skip
def test_2_1_5_the_answer_has_a_type_that_fits_the_query(server: Server, query: str, types: set[str]) -> None:
    for answer in (server.query(query), server.query(query, accept="*/*")):
        assert answer.status == 200 and answer.type in types


RESULT_TYPES = [
    (JSON, "json"), ("application/json", None), (XML, "xml"), ("application/xml", None), ("text/xml", None),
    ("text/csv", "csv"), ("text/tab-separated-values", "tsv"),
]  # fmt: skip
GRAPH_TYPES = [
    ("text/turtle", "turtle", "turtle"), ("application/n-triples", "nt", "nt"),
    ("application/rdf+xml", "rdfxml", "xml"), ("application/ld+json", "jsonld", "json-ld"),
    ("application/trig", "trig", "trig"), ("application/n-quads", "nquads", "nquads"),
]  # fmt: skip


@pytest.mark.parametrize(("media_type", "name"), RESULT_TYPES)
def test_2_1_5_rows_in_every_format(server: Server, media_type: str, name: str | None) -> None:
    query = "SELECT ?n { <https://w3id.org/govgraph/id/xa> rdfs:label ?n FILTER(LANG(?n) = 'en') }"
    answer = server.query(query, accept=media_type)
    assert (answer.status, answer.type) == (200, media_type)
    parser = {"text/tab-separated-values": "tsv"}.get(media_type, media_type.rpartition("/")[2].rpartition("+")[2])
    read = Result.parse(io.BytesIO(answer.body), format=parser)
    assert [str(row[0]) for row in read] == ["Lanternia"]
    if name:
        assert server.ask(f"/sparql?query={quote(query)}&format={name}").body == answer.body


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of what it does itself
@pytest.mark.parametrize(("media_type", "name", "parser"), GRAPH_TYPES)
def test_2_1_5_graphs_in_every_format(server: Server, media_type: str, name: str, parser: str) -> None:
    query = "CONSTRUCT WHERE { <https://w3id.org/govgraph/id/xa/lantern-act> a ?c ; gov:jurisdiction ?n }"
    answer = server.query(query, accept=media_type)
    assert (answer.status, answer.type) == (200, media_type)
    graph = rdflib.Dataset() if parser in ("trig", "nquads") else rdflib.Graph()
    graph.parse(data=answer.body, format=parser)
    assert len(graph) == 2
    assert server.ask(f"/sparql?query={quote(query)}&format={name}").body == answer.body


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9, */*;q=0.1", XML),
        ("text/html, application/sparql-results+json;q=0", XML),
        ("text/*;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("nonsense", JSON),
        ("", JSON),
    ],
)
def test_2_1_5_what_is_liked_best_is_sent(server: Server, accept: str, expected: str) -> None:
    # a refused type does not make the others acceptable: the second has to be asked with a wildcard
    more = ", */*;q=0.01" if accept.startswith("text/html") else ""
    assert server.query(SELECT, accept=accept + more).type == expected


def test_2_1_5_what_cannot_be_given_is_406_and_says_what_can(server: Server) -> None:
    answer = server.query(SELECT, accept="image/png")
    assert answer.status == 406 and JSON in answer.text
    assert server.query("CONSTRUCT WHERE { ?s a gov:Jurisdiction }", accept="text/csv").status == 406
    assert server.ask(f"/sparql?query={quote(SELECT)}&format=turtle").status == 406
    unknown = server.ask(f"/sparql?query={quote(SELECT)}&format=turtel")
    assert (unknown.status, "did you mean 'turtle'" in unknown.text) == (400, True)


def test_2_1_6_a_bad_query_is_400_and_says_where(server: Server) -> None:  # [bad-query-syntax]
    answer = server.query("SELECT * {\n ?s ?p }")
    assert (answer.status, answer.type) == (400, "text/plain")
    assert answer.text.startswith("not a SPARQL query: line 2, column 9: it is not complete")


def test_2_1_6_errors_as_problem_details_if_those_are_liked_better(server: Server) -> None:
    answer = server.query("SELECT", accept="application/problem+json")
    problem = json.loads(answer.body)
    assert (answer.type, problem["status"], problem["title"]) == ("application/problem+json", 400, "Bad Request")


def test_a_browser_gets_a_page_that_leads_back_where_there_is_nothing(server: Server) -> None:
    answer = server.ask("/nothing<b>", accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (answer.status, answer.type) == (404, "text/html")
    assert "Nothing is at this address." in answer.text and f'<a href="{server.url}">Start again</a>' in answer.text
    assert "as &lt;https:" in server.ask("/sparql?query=<b>", accept="text/html").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_2_1_other_methods_are_405(server: Server, method: str) -> None:  # [bad-query-method]
    answer = server.ask(f"/sparql?query={quote(ASK)}", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_2_1_one_request_is_one_query(server: Server) -> None:  # [bad-multiple-queries]
    assert server.ask(f"/sparql?query={quote(ASK)}&query={quote(SELECT)}").status == 400
    assert server.ask(f"/sparql?query={quote(ASK)}", "POST", ASK.encode(), content_type=DIRECT).status == 400
    assert server.post({}).status == 400


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (ASK.encode(), {"content_type": "text/plain"}),  # [bad-query-wrong-media-type]
        (b"query=ASK%20%7B%7D", {}),  # [bad-query-missing-form-type]
        (ASK.encode(), {}),  # [bad-query-missing-direct-type]
        (ASK.encode("utf-16"), {"content_type": f"{DIRECT}; charset=UTF-16"}),  # [bad-query-non-utf8]
    ],
)
def test_2_1_what_is_posted_otherwise_is_415(server: Server, body: bytes, headers: dict[str, str]) -> None:
    answer = server.ask("/sparql", "POST", body, **headers)
    assert (answer.status, answer.headers["accept-post"] if not headers else "") in (
        (415, f"{FORM}, {DIRECT}"),
        (415, ""),
    )


def test_2_1_what_is_not_utf8_is_400_and_says_where(server: Server) -> None:
    answer = server.ask("/sparql", "POST", b"ASK { ?s ?p '\xff' }", content_type=DIRECT)
    assert (answer.status, answer.text) == (400, "the query is not UTF-8: byte 14 cannot be read\n")
    assert server.ask("/sparql?query=ASK%20%ff").status == 400


# -- 2.2 the update operation: this endpoint has none


@pytest.mark.parametrize(
    "update",
    ["CLEAR ALL", "PREFIX ex: <http://example.org/>\nINSERT DATA { ex:a ex:b 1 }", "DELETE WHERE { ?s ?p ?o }",
     "LOAD <http://example.org/>", "# a remark\nWITH <http://example.org/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"],
)  # fmt: skip
def test_2_2_updates_are_403_in_every_form(server: Server, update: str) -> None:  # [update-*, bad-update-*]
    posted = server.ask("/sparql", "POST", update.encode(), content_type="application/sparql-update")
    got = server.ask(f"/sparql?update={quote(update)}")
    as_query = server.query(update)
    for answer in (posted, got, as_query, server.post({"update": update})):
        assert answer.status == 403 and "is refused" in answer.text


# -- 3 the service's description (SPARQL 1.1 Service Description, 2)


def test_the_endpoint_describes_itself(server: Server) -> None:
    answer = server.ask("/sparql", accept="text/turtle")
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(f"{server.url}sparql")
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    default = graph.value(graph.value(service, sd.defaultDataset), sd.defaultGraph)
    assert default == rdflib.URIRef(GRAPH)


# -- 4 what policies may ask of a service


@pytest.mark.parametrize("query", ["ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "ASK{SERVICE?x{?s ?p ?o}}"])
def test_4_no_query_reaches_out(server: Server, query: str) -> None:
    assert server.query(query).status == 403


# -- HTTP itself


def test_an_answer_is_known_again_until_the_data_change(server: Server) -> None:
    first = server.query(SELECT)
    etag = first.headers["etag"]
    again = server.query(SELECT, if_none_match=f'"other", {etag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert server.query(SELECT, if_modified_since=first.headers["last-modified"]).status == 304
    assert server.query(SELECT, if_modified_since="Thu, 01 Jan 2015 00:00:00 GMT").status == 200
    assert server.query(SELECT, if_none_match='"other"', if_modified_since=first.headers["last-modified"]).status == 200
    assert server.query(SELECT, if_none_match=etag, accept="text/csv").status == 200
    assert server.query(SELECT, if_none_match="*").status == 304


@pytest.mark.parametrize("asked", [{"if_none_match": "*"}, {"if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"}])
def test_what_is_wrong_is_told_to_whoever_asks_again(server: Server, asked: dict[str, str]) -> None:
    assert server.query("SELECT", **asked).status == 400
    assert server.ask("/id/xa/nothing.ttl", **asked).status == 404


def test_what_differs_from_call_to_call_is_not_kept(server: Server) -> None:
    answer = server.query("SELECT (RAND() AS ?r) {}")
    assert (answer.headers["cache-control"], answer.headers.get("etag")) == ("no-store", None)


def test_head_is_get_without_the_body(server: Server) -> None:
    head, get = (server.ask(f"/sparql?query={quote(SELECT)}", method) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_gzip_if_it_is_read_and_worth_it(server: Server) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100"
    plain, packed = (
        server.query(query, accept="text/csv"),
        server.query(query, accept="text/csv", accept_encoding="br, gzip"),
    )
    assert packed.headers["content-encoding"] == "gzip" and len(packed.body) < len(plain.body)
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in server.query(query, accept="text/csv", accept_encoding="gzip;q=0").headers
    assert "Accept-Encoding" in plain.headers["vary"]


def test_a_page_of_another_site_may_ask(server: Server) -> None:
    preflight = server.ask("/sparql", "OPTIONS", origin="https://example.org", access_control_request_method="POST")
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for answer in (server.query(ASK, origin="https://example.org"), server.query("ASK", origin="https://example.org")):
        assert answer.headers["access-control-allow-origin"] == "*"


def test_too_much_is_413(server: Server) -> None:
    assert server.ask("/sparql", "POST", b"#" * 200_000, content_type=DIRECT).status == 413
    assert server.ask("/sparql", "POST", b"#" * 2_000_000, content_type=DIRECT).status == 413
    assert server.post({"query": ASK, "x": "y" * 1_100_000}).status == 413


@pytest.mark.parametrize("media_type", ["text/csv", "text/tab-separated-values", JSON, XML])
def test_an_answer_with_too_many_rows_is_refused_and_never_cut(server: Server, media_type: str) -> None:
    many = server.query("SELECT ?p { ?s ?p ?o } LIMIT 501", accept=media_type)
    assert (many.status, "more than 500 rows" in many.text) == (403, True)
    enough = server.query("SELECT ?p { ?s ?p ?o } LIMIT 500", accept=media_type)
    parser = {"text/tab-separated-values": "tsv"}.get(media_type, media_type.rpartition("/")[2].rpartition("+")[2])
    assert enough.status == 200 and len(Result.parse(io.BytesIO(enough.body), format=parser)) == 500


def test_an_answer_that_is_too_long_is_refused_and_never_cut(server: Server) -> None:
    graph = server.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert (graph.status, "more than 500 triples" in graph.text) == (403, True)
    long = server.query(f"SELECT (CONCAT({', '.join(['STR(?a)'] * 9)}) AS ?x) {{ ?a ?p ?c }} LIMIT 499")
    assert (long.status, "100,000 bytes" in long.text) == (403, True)
