"""What publishing puts into a store, what it tells, and what stays where it fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import govgraph
from govgraph import AddressError, DataError, KnowledgeGraph, RemoteError, views
from govgraph.export import export
from govgraph.release import release
from govgraph.remote import RemoteGraph, publish
from govgraph.remote.answers import Answers
from govgraph.remote.client import Client
from govgraph.remote.published import GRAPH

from .conftest import DAY, Engine

publishing = sys.modules["govgraph.remote.publish"]  # whose name in the package is that of its function


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


@pytest.fixture(scope="session")
def released(land: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the made-up corpus."""
    path = tmp_path_factory.mktemp("release") / "made"
    release(land, path)
    return path


def test_a_file_of_a_release_replaces_a_graph_whole(
    engine: Engine, land: KnowledgeGraph, released: Path, tmp_path: Path
) -> None:
    url = f"{engine.url}?default-graph-uri=urn:file"
    small, whole = tmp_path / "small.nt", released / "graph.nq"
    export(land, "ntriples", small, around="Lantern Act")
    try:
        for path in (small, whole):
            publish(path, url, day=land.as_of_date)
            there = govgraph.connect(url, as_of=land.as_of_date)
            assert set(there.store) == set(ox.parse(path=path))
        assert views.show(there, "Lantern Act").as_dict() == views.show(land, "Lantern Act").as_dict()
    finally:
        engine.update("DROP SILENT GRAPH <urn:file>")
    assert _graphs(engine) == {GRAPH}


def test_a_swap_that_fails_leaves_what_stood_there(
    engine: Engine, land: KnowledgeGraph, there: RemoteGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = publishing._update

    def fails(client: Client, routes: Any, text: str) -> None:
        if text.startswith("MOVE"):
            raise RemoteError("the store went away")
        update(client, routes, text)

    monkeypatch.setattr(publishing, "_update", fails)
    with pytest.raises(RemoteError, match="the store went away"):
        publish(land, engine.url)
    assert engine.open().published == there.published
    assert _graphs(engine) == {GRAPH}


def test_a_file_with_a_line_twice_changes_nothing(engine: Engine, there: RemoteGraph, tmp_path: Path) -> None:
    line = "<urn:a> <urn:b> <urn:{}> .\n"
    (tmp_path / "twice.nt").write_text(line.format(1) + line.format(2) + line.format(1))
    with pytest.raises(RemoteError, match=r"does the file hold a line twice\?"):
        publish(tmp_path / "twice.nt", engine.url, day=there.as_of_date)
    assert engine.open().published == there.published
    assert _graphs(engine) == {GRAPH}


def test_a_file_that_is_broken_or_of_another_kind(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<urn:a> <urn:b> <urn:c> .\nthis is no triple\n")
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    for name, message in (("a.nt", r"a\.nt:2: "), ("a.ttl", r"neither N-Triples \(\.nt\) nor N-Quads")):
        with pytest.raises(DataError, match=message):
            publish(tmp_path / name, engine.url)


def test_a_store_that_is_not_known_has_to_be_told_of() -> None:
    with pytest.raises(AddressError, match=r"say where it takes graphs \(--graphs URL\)"):
        publishing._routes(Client("http://localhost/sparql"))


def test_publish_at_the_command_line(engine: Engine, run: Callable[..., Any]) -> None:
    report = ("--as-of", DAY, "--source", "us/sources/csis-japan-2025")
    ran = run("publish", engine.url, *report)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"{engine.url} has it already: ")
    show = run("show", "Cabinet", "--endpoint", engine.url, "--as-of", DAY)
    assert show.stdout == run("show", "Cabinet", *report).stdout


def _graphs(engine: Engine) -> set[str]:
    rows = Answers(Client(engine.url), None).query(
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/') || "
        "STRSTARTS(STR(?g), 'urn:')) }"
    )
    return {row["g"].value for row in rows} - {"urn:activitystreams-owl:map", "urn:core:services:sparql"}
