"""`query` and `stats`: SPARQL in, any of the usual formats out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from govgraph import KnowledgeGraph, QueryError, UnknownName
from govgraph.errors import FormatError
from govgraph.facts import StatedFact
from govgraph.queries import named, title
from govgraph.views import query, stats

HEADS = "SELECT ?body ?head ?phone { ?body gov:headedBy ?head OPTIONAL { ?head gov:phone ?phone } }"


@pytest.mark.parametrize("name", sorted(named()))
def test_every_named_question_says_what_it_answers_and_runs_as_it_stands(kg: KnowledgeGraph, name: str) -> None:
    assert named()[name].startswith("# ")
    assert len(title(name)) > 5
    assert query(kg, name).table().rows, "a question that the shipped facts do not answer"
    prepareQuery(named()[name])  # by an engine that knows none of our prefixes


def test_who_acts_under_the_act(kg: KnowledgeGraph) -> None:
    rows = query(kg, "acts-under").as_dict()
    under = {(row["actor"], row["modality"]) for row in rows if row["instrument"] == "jp/ai-promotion-act"}
    assert ("jp/cabinet", "planned") in under
    assert ("jp/cabinet-office", "opinion") in under
    assert "jp/digital-agency" not in {actor for actor, _ in under}


def test_rows_come_in_every_format(report: KnowledgeGraph) -> None:
    def rendered(format: str) -> str:
        return query(report, HEADS).render(format)

    body, head = "jp/ai-strategic-headquarters", "jp/prime-minister"
    assert json.loads(rendered("json")) == [{"body": body, "head": head, "phone": None}]
    assert list(csv.reader(io.StringIO(rendered("csv")))) == [["body", "head", "phone"], [body, head, ""]]
    assert rendered("md").splitlines()[2] == f"| {body} | {head} |"
    assert rendered("text").splitlines()[2] == f"{body}  {head}"
    binding = json.loads(rendered("sparql-json"))["results"]["bindings"][0]
    assert binding["head"] == {"type": "uri", "value": "https://w3id.org/govgraph/id/jp/prime-minister"}
    assert "phone" not in binding
    root = ElementTree.fromstring(rendered("sparql-xml"))
    assert [uri.text for uri in root.iter("{http://www.w3.org/2005/sparql-results#}uri")][1].endswith(head)
    assert rendered("sparql-csv").splitlines()[1].endswith(f"{head},")
    assert rendered("sparql-tsv").splitlines()[0] == "?body\t?head\t?phone"


def test_yes_or_no_comes_in_every_format_that_can_hold_it(kg: KnowledgeGraph) -> None:
    asked = "ASK { id:jp a gov:Jurisdiction }"
    assert str(query(kg, asked)) == "yes"
    assert query(kg, "ASK { id:jp a gov:Court }").render("text") == "no"
    assert query(kg, asked).render("json") == "true"
    assert json.loads(query(kg, asked).render("sparql-json"))["boolean"] is True
    assert "<boolean>true</boolean>" in query(kg, asked).render("sparql-xml")
    with pytest.raises(FormatError, match="sparql-tsv cannot hold the answer"):
        query(kg, asked).render("sparql-tsv")


def test_triples_come_as_turtle_and_ntriples(report: KnowledgeGraph) -> None:
    asked = "CONSTRUCT { ?a gov:headedBy ?b } WHERE { ?a gov:headedBy ?b }"
    for format, parsed in (("text", "turtle"), ("turtle", "turtle"), ("ntriples", "nt")):
        assert len(rdflib.Graph().parse(data=query(report, asked).render(format), format=parsed)) == 1
    with pytest.raises(FormatError, match="a CONSTRUCT gives triples"):
        query(report, asked).render("sparql-json")
    with pytest.raises(FormatError, match="a SELECT gives rows"):
        query(report, HEADS).render("turtle")


def test_a_query_can_stand_in_a_file(report: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "heads.rq").write_text(HEADS, encoding="utf-8")
    assert query(report, f"@{tmp_path / 'heads.rq'}").as_dict() == query(report, HEADS).as_dict()
    with pytest.raises(QueryError, match="cannot be read"):
        query(report, f"@{tmp_path / 'tails.rq'}")


@pytest.mark.parametrize(
    "asked", ["SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "ASK FROM <http://x.example/> {}"]
)
def test_a_query_that_reaches_out_is_refused(kg: KnowledgeGraph, asked: str) -> None:
    with pytest.raises(QueryError, match="nothing leaves this machine"):
        query(kg, asked)


def test_a_misspelt_name_gets_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"no named question is called 'act-under'; nearest: .* \(acts-under\)"):
        query(kg, "act-under")


def test_stats_count_what_the_graph_holds(kg: KnowledgeGraph) -> None:
    counts = {section.title: section.counts for section in stats(kg).sections}
    stated = [fact for fact in kg.facts() if not fact.derived]
    assert counts["In all"]["things"] == len(kg.names)
    assert counts["In all"]["facts that sources state"] == len(stated)
    for by in ("modality", "what they say", "jurisdiction"):
        assert sum(counts[f"Facts by {by}"].values()) == len(stated), by
    assert counts["Facts by modality"]["planned"] == sum(f.modality == "planned" and not f.denied for f in stated)
    assert sum(counts["Things by class"].values()) == len(kg.names)
    assert counts["Facts by source"]["Japan's AI Governance Action"] >= 400
    sources, text = counts["Facts by source"], str(stats(kg))
    assert f"\n  … and {len(sources) - 30} more" in text and len(text.splitlines()) < 250
    assert len(stats(kg).table().rows) == sum(map(len, counts.values()))
    acting = {f.subject.id for f in stated_under(kg, "jp/ai-promotion-act")}
    assert counts["Bodies and offices tied to an instrument by acting under it"]["AI Promotion Act"] == len(acting) > 5


def stated_under(kg: KnowledgeGraph, instrument: str) -> list[StatedFact]:
    """That somebody acts under an instrument."""
    return [f for f in kg.facts("?fact rdf:predicate gov:actsUnder") if f.object.id == instrument]
