"""What publishing puts into a store, what it tells, and what stays where it fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import govgraph
from govgraph import AddressError, DataError, KnowledgeGraph, RemoteError
from govgraph.export import export
from govgraph.remote import publish
from govgraph.remote.graph import RemoteGraph

from .conftest import DAY, Engine


def test_what_is_there_already_is_not_sent_again(engine: Engine, report: KnowledgeGraph) -> None:
    told = publish(report, engine.url)
    assert not told.done
    assert "has it already" in str(told)
    assert (told.new.triples, told.new.facts) == (len(report.store), len(report.facts()))


def test_a_dry_run_sends_nothing(engine: Engine, report: KnowledgeGraph, there: RemoteGraph) -> None:
    told = publish(report.as_of("2025-01-01"), engine.url, dry_run=True)
    assert f"would get {told.new.triples:,} triples" in str(told)
    assert f"in place of version {there.published.version}, as of {DAY}" in str(told)
    assert engine.open().published == there.published


def test_a_file_replaces_a_graph_whole(engine: Engine, report: KnowledgeGraph, tmp_path: Path) -> None:
    url = f"{engine.url}?default-graph-uri=urn:file"
    whole, small = tmp_path / "whole.nt", tmp_path / "small.nq"
    export(report, "ntriples", whole)
    export(report, "nquads", small, around="Cabinet")
    try:
        for path in (whole, small):
            publish(path, url, day=report.as_of_date)
            found = set(map(str, govgraph.connect(url, as_of=DAY).store))
            assert {f"<{line}" for line in found} == {f"<{line}" for line in _triples(path)}
    finally:
        engine.update("DROP SILENT GRAPH <urn:file>")
    assert _graphs(engine) == {"https://w3id.org/govgraph/graph"}


def test_a_file_with_a_line_twice_changes_nothing(engine: Engine, there: RemoteGraph, tmp_path: Path) -> None:
    line = "<urn:a> <urn:b> <urn:{}> .\n"
    (tmp_path / "twice.nt").write_text(line.format(1) + line.format(2) + line.format(1))
    with pytest.raises(RemoteError, match=r"does the file hold a line twice\?"):
        publish(tmp_path / "twice.nt", engine.url, day=there.as_of_date)
    assert engine.open().published == there.published
    assert _graphs(engine) == {"https://w3id.org/govgraph/graph"}


def test_a_file_that_is_broken_or_of_another_kind(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<urn:a> <urn:b> <urn:c> .\nthis is no triple\n")
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    for name, message in (("a.nt", r"a\.nt:2: "), ("a.ttl", r"neither N-Triples \(\.nt\) nor N-Quads")):
        with pytest.raises(DataError, match=message):
            publish(tmp_path / name, engine.url)


def test_a_store_that_is_not_known_has_to_be_told_of(report: KnowledgeGraph, engine: Engine) -> None:
    from govgraph.remote.client import Client
    from govgraph.remote.publish import _routes

    with pytest.raises(AddressError, match=r"say where it takes graphs \(--graphs URL\)"):
        _routes(Client("http://localhost/sparql"))


def test_publish_at_the_command_line(engine: Engine, run: Callable[..., Any]) -> None:
    report = ("--as-of", DAY, "--source", "us/sources/csis-japan-2025")
    ran = run("publish", engine.url, *report)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"{engine.url} has it already: ")
    show = run("show", "Cabinet", "--endpoint", engine.url, "--as-of", DAY)
    assert show.stdout == run("show", "Cabinet", *report).stdout
    ran = run("publish", engine.url, "--from", "x.nt")
    assert (ran.code, "for which day was the file made?" in " ".join(ran.stderr.split())) == (2, True)


def _graphs(engine: Engine) -> set[str]:
    from govgraph.remote.answers import Answers
    from govgraph.remote.client import Client

    rows = Answers(Client(engine.url), None).query(
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/') || "
        "STRSTARTS(STR(?g), 'urn:')) }"
    )
    return {row["g"].value for row in rows} - {"urn:activitystreams-owl:map", "urn:core:services:sparql"}


def _triples(path: Path) -> set[str]:
    import pyoxigraph as ox

    return {str(ox.Quad(*quad.triple)) for quad in ox.parse(path=path)}
