"""The addresses of things, facts and terms, the data as a whole, and where the server says that it is."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
import rdflib

from govgraph.export import WRITERS

from .conftest import Server, serving

GOV, ID = "https://w3id.org/govgraph/ns#", "https://w3id.org/govgraph/id/"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DOCUMENTS = {
    "ttl": ("text/turtle", "turtle"), "nt": ("application/n-triples", "nt"), "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}  # fmt: skip


def read(server: Server, path: str, format: str = "turtle") -> rdflib.Graph:
    answer = server.ask(path)
    assert answer.status == 200
    return rdflib.Graph().parse(data=answer.body, format=format)


@pytest.mark.parametrize(
    ("accept", "ending"),
    [("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/n-triples", "nt"), ("", "ttl"),
     ("application/rdf+xml", "rdf"), ("text/html,application/xhtml+xml,*/*;q=0.8", "html")],
)  # fmt: skip
def test_a_thing_leads_to_a_document_about_it(server: Server, accept: str, ending: str) -> None:
    answer = server.ask("/id/xa/lantern-act", accept=accept)
    assert (answer.status, answer.headers["location"]) == (303, f"{server.url}id/xa/lantern-act.{ending}")
    assert answer.headers["vary"] == "Accept"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of what it does itself
def test_the_document_of_a_thing_has_its_parts_facts_and_citations_in_every_format(server: Server) -> None:
    graphs = []
    for ending, (media_type, parser) in DOCUMENTS.items():
        assert server.ask(f"/id/xa/lantern-act.{ending}").type == media_type
        graphs.append(read(server, f"/id/xa/lantern-act.{ending}", parser))
    assert len({frozenset(graph) for graph in graphs}) == 1
    act = rdflib.URIRef(ID + "xa/lantern-act")
    graph = graphs[0]
    assert (act, rdflib.RDF.type, rdflib.URIRef(GOV + "Statute")) in graph
    part = next(graph.subjects(rdflib.URIRef(GOV + "within"), act))
    assert list(graph.objects(part, rdflib.RDFS.label))
    fact = next(graph.subjects(rdflib.RDF.subject, act))
    citation = graph.value(fact, rdflib.URIRef(GOV + "citation"))
    assert list(graph.objects(citation, rdflib.URIRef(GOV + "at")))


def test_a_fact_has_an_address_of_its_own(server: Server) -> None:
    fact = server.query("SELECT ?f { ?f rdf:subject id:xa\\/lantern-act ; gov:citation ?c } LIMIT 1", accept="text/csv")
    path = "/fact/" + fact.text.split()[1].rpartition("/")[2]
    assert server.ask(path, accept="text/turtle").headers["location"] == f"{server.url[:-1]}{path}.ttl"
    graph = read(server, f"{path}.ttl")
    assert list(graph.objects(None, rdflib.URIRef(GOV + "at")))


def test_what_is_not_known_is_404(server: Server) -> None:
    for path in ("/id/xa/nothing.ttl", "/fact/f0.ttl", "/id/xa/lantern-act.exe.ttl", "/ns.exe", "/download/exe"):
        assert server.ask(path).status == 404
    assert server.ask("/id/xa", accept="image/png").status == 406


def test_the_terms(server: Server) -> None:
    graph = read(server, "/ns")
    assert (rdflib.URIRef(GOV + "Statute"), rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert server.ask("/ns", accept="text/html").headers["location"].endswith("/ns.html")
    assert set(read(server, "/ns.nt", "nt")) == set(graph)


def test_what_there_is_to_know_about_the_data(server: Server) -> None:
    graph = read(server, "/.well-known/void")
    (data,) = graph.subjects(rdflib.RDF.type, VOID.Dataset)
    assert str(graph.value(data, VOID.sparqlEndpoint)) == f"{server.url}sparql"
    assert int(graph.value(data, VOID.triples)) > 1000  # type: ignore[arg-type]
    for dump in graph.objects(data, VOID.dataDump):
        assert server.ask(str(dump).removeprefix(server.url[:-1]), "HEAD").status == 200


@pytest.mark.parametrize("format", [f for f in WRITERS if f != "parquet"])
def test_downloads_in_every_format(server: Server, format: str) -> None:
    answer = server.ask(f"/download/{format}")
    assert answer.status == 200 and len(answer.body) > 500
    assert answer.headers["content-disposition"].startswith('attachment; filename="govgraph-2031-06-30')
    if answer.type == "application/zip":
        assert zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    assert server.ask(f"/download/{format}", if_none_match=answer.headers["etag"]).status == 304
    part = server.ask(f"/download/{format}", range="bytes=10-19")
    assert (part.status, part.body) == (206, answer.body[10:20])


def test_the_page_of_downloads_leads_to_each(server: Server) -> None:
    page = server.ask("/download/").text
    assert re.findall(r'href="(/download/\w+)"', page) == [f"/download/{format}" for format in WRITERS]
    assert all(writer.about and f"</a>: {writer.about}</li>" in page for writer in WRITERS.values())
    assert 'href="/download/"' in server.ask("/").text


def test_the_download_is_what_the_endpoint_says(server: Server) -> None:
    count = int(server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", accept="text/csv").text.split()[1])
    assert len(server.ask("/download/ntriples").body.splitlines()) == count


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    options = ("--root-path", "/gov/", "--trust-proxy", "127.0.0.2")
    with serving(tmp_path_factory.mktemp("proxied"), *options) as running:
        yield running


FORWARDED = {
    "x_forwarded_proto": "https", "x_forwarded_host": "law.example", "x_forwarded_for": "203.0.113.9, 127.0.0.2",
}  # fmt: skip


@pytest.mark.parametrize("path", ["/gov/id/xa", "/id/xa"])  # the proxy may take its own part of the path away, or not
def test_behind_a_proxy_that_is_trusted_addresses_are_those_of_the_outside(proxied: Server, path: str) -> None:
    answer = proxied.ask(path, source="127.0.0.2", accept="text/turtle", **FORWARDED)
    assert answer.headers["location"] == "https://law.example/gov/id/xa.ttl"
    void = proxied.ask("/.well-known/void", source="127.0.0.2", **FORWARDED)
    assert "<https://law.example/gov/sparql>" in void.text and "127.0.0.1" not in void.text
    assert proxied.logged()[-1]["client"] == "203.0.113.9"


def test_nobody_else_is_believed(proxied: Server) -> None:
    answer = proxied.ask("/id/xa", accept="text/turtle", **FORWARDED)
    assert answer.headers["location"] == f"http://127.0.0.1:{proxied.port}/gov/id/xa.ttl"


def test_a_base_url_goes_before_what_requests_say(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("base"), "--base-url", "https://law.example/g/") as own:
        assert own.ask("/id/xa", accept="text/turtle", host="evil.example").headers["location"] == (
            "https://law.example/g/id/xa.ttl"
        )


def test_what_is_packed_is_what_is_plain(server: Server) -> None:
    plain, packed = server.ask("/ns.ttl"), server.ask("/ns.ttl", accept_encoding="gzip")
    assert gzip.decompress(packed.body) == plain.body
