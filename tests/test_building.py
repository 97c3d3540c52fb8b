"""A graph is the same whatever it is made of and in however many processes, and its problems are told alike."""

from __future__ import annotations

import copy
import io
import itertools
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

import govgraph
from govgraph import compiling, readers
from govgraph.export import export
from govgraph.job import Job
from govgraph.reader import quick, read
from govgraph.reader.file import File
from govgraph.reader.plain import DoubtError
from govgraph.vocabulary import NS, PREFIXES, load_vocabulary

HERE = Path(__file__).parent
DAY = "2031-06-30"
VOCABULARY = load_vocabulary()


def quads(kg: govgraph.KnowledgeGraph) -> set[ox.Quad]:
    return set(kg.store)


@pytest.fixture(scope="module")
def mine(land: govgraph.KnowledgeGraph) -> set[ox.Quad]:
    return quads(land)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a few files are read by several processes, one file at a time."""
    monkeypatch.setattr(readers, "FEW", 0)
    monkeypatch.setattr(compiling, "_CHUNK", 1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "corpus", tmp_path / "data"))


def compile_(data: Path) -> None:
    with compiling.compiled(data, VOCABULARY, date.fromisoformat(DAY)) as lines:
        list(lines)


def test_several_processes_make_the_same_graph(processes: None, data: Path, mine: set[ox.Quad]) -> None:
    assert quads(govgraph.load(data, as_of=DAY)) == mine


@pytest.mark.parametrize("several", [False, True])
def test_problems_are_those_that_a_careful_reading_finds(
    several: bool, data: Path, request: pytest.FixtureRequest
) -> None:
    """In files by themselves, between files, and of a file that nobody can read; nothing is told of those around it."""
    if several:
        request.getfixturevalue("processes")
    (data / "xa/moth-act.yaml").write_text("type: Statute\nname: {en: Moth Act}\nnames: {}\n")
    (data / "xa/lantern-act.yaml").write_text("type: [\n")
    (data / "xa/wick-plan.yaml").unlink()
    (data / "xa/notes.txt").touch()
    told = []
    for reading in (lambda: govgraph.load(data, as_of=DAY), lambda: read(data, VOCABULARY)):
        with pytest.raises(govgraph.DataError) as error:
            reading()
        told.append(error.value.problems)
    assert told[0] == told[1]
    assert {Path(problem.path).name for problem in told[0]} == {
        "lantern-act.yaml",
        "lantern-council.yaml",
        "moth-act.yaml",
        "notes.txt",
    }


@pytest.mark.parametrize("case", sorted(p.name for p in (HERE / "bad").iterdir() if p.is_file()))
def test_the_quick_way_takes_no_file_that_has_a_mistake(case: str, data: Path) -> None:
    raw = (HERE / "bad" / case).read_bytes()
    told = raw.partition(b"# expect: ")[2] or raw.partition(b"# place: ")[2]
    place = data / told.split(b"\n")[0].decode().partition(":")[0]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(raw)
    with pytest.raises(govgraph.DataError) as quick:
        compile_(data)
    with pytest.raises(govgraph.DataError) as careful:
        read(data, VOCABULARY)
    assert quick.value.problems == careful.value.problems


WHOLE = """
type: Statute
name: {en: Kiln Act, ja: 窯法}
short_name: {en: Kiln}
aliases: [KA]
url: https://example.org/kiln
source: {publisher: P, published: 2030-01, as_of: 2030-01-01, read_on: 2030-01-02, tier: primary,
  text_of: xa/lantern-act}
facts:
- {passedOn: 2030-01-01, modality: planned, denied: 'true', disputed: 'false', when: 2030, from: 2029, until: 2031/..,
   scope: [all], cite: {source: xa/kiln-act, at: art. 1}}
parts:
  duty: {type: Obligation, name: {en: Duty}, facts: [{covers: quiet, cite: [{source: xa/kiln-act, at: art. 2}]}]}
"""
TEXTS = ["", " ", " a\n", "\x1ca", "\u3000a", "en-GB", "2030-13", "2030-01-01", "../..", "true", "primary", "opinion"]
AWKWARD = [
    *TEXTS,
    "https://a.b/ c",
    "https://a.b",
    "ab-cd\n",
    [],
    {},
    ["a", ""],
    [["a"]],
    {"en": "a"},
    {"E": "a"},
    {"en": ""},
]


def places(said: Any) -> list[tuple[Any, Any]]:
    """Every list and mapping in it, with each of its keys or indices."""
    if not isinstance(said, dict | list):
        return []
    inside = list(said.items()) if isinstance(said, dict) else list(enumerate(said))
    return [(said, key) for key, _ in inside] + [place for _, value in inside for place in places(value)]


def test_the_quick_way_takes_what_the_models_take_and_makes_the_same_of_it(data: Path) -> None:
    """Whatever stands in the place of a value, and whichever key is not there or is another."""
    path, taken = data / "xa/kiln-act.yaml", 0
    folders = frozenset({"xa"})
    job = Job(data, folders, VOCABULARY, date.fromisoformat(DAY))
    job.texts = {}
    whole = yaml.load(WHOLE, yaml.CBaseLoader)
    number = len(places(whole))
    for index, awkward in itertools.product(range(number), (None, "another", *AWKWARD)):
        said = copy.deepcopy(whole)
        around, key = places(said)[index]
        if awkward is None:
            del around[key]
        elif awkward == "another" and isinstance(around, dict):
            around["another"] = around.pop(key)
        else:
            around[key] = awkward
        path.write_text(yaml.dump(said, Dumper=yaml.CSafeDumper, sort_keys=False))
        try:
            made = quick.Quick(path, data, folders, VOCABULARY)
        except DoubtError:
            continue
        careful = File(path, data, VOCABULARY)
        assert careful.entity and not careful.problems, path.read_text()
        assert job.lines(made.id, made.entity) == job.lines(made.id, careful.entity), path.read_text()
        taken += 1
    assert taken > number


def test_a_doubt_about_nothing_loses_no_file(data: Path, mine: set[ox.Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    class Anxious(quick.Quick):
        def __init__(self, path: Path, *rest: Any) -> None:
            super().__init__(path, *rest)
            if "lantern" in path.name:
                raise DoubtError

    monkeypatch.setattr(quick, "Quick", Anxious)
    assert quads(govgraph.load(data, as_of=DAY)) == mine


def test_processes_that_were_not_needed_end(tmp_path: Path) -> None:
    """They are started when it is seen that there are many files; what is kept of these may be found after all."""
    ready = readers.Readers(tmp_path)
    ready.start(readers.FEW)
    assert not ready.streams
    ready.start(readers.FEW + 1)
    told = [os.dup(stream.fileno()) for stream, _ in ready.streams]
    ready.close()
    assert [os.read(end, 1) for end in told] == [b""] * len(told) and told  # which is so once nobody can write
    for end in told:
        os.close(end)


def test_a_process_that_is_killed_is_told(processes: None, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = readers.Readers(data)
    monkeypatch.setattr(readers, "_SERVE", "import os, signal; os.kill(os.getpid(), signal.SIGKILL) # {} {}")
    with (
        pytest.raises(govgraph.DataError, match="a process that read files has ended before its time"),
        compiling.compiled(data, VOCABULARY, date.fromisoformat(DAY), ready) as lines,
    ):
        list(lines)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("shown", [True, False])
def test_how_far_it_is_is_shown_on_a_terminal_alone(
    shown: bool, processes: None, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stderr = Terminal() if shown else io.StringIO()
    monkeypatch.setattr("sys.stderr", stderr)
    compile_(data)
    assert ("Reading" in stderr.getvalue()) == shown


# -- from what is compiled

# Dates as they were once written.
_DATATYPE = """
    DELETE { ?s ?p ?day } INSERT { ?s ?p ?date } WHERE {
      { ?p rdfs:range gov:edtf } UNION { VALUES ?p { dcterms:issued } }
      UNION { ?s rdf:predicate/rdfs:range gov:edtf VALUES ?p { rdf:object } }
      ?s ?p ?day BIND(STRDT(?day, gov:edtf) AS ?date)
    }"""


@pytest.fixture(scope="module")
def exported(land: govgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    earlier = govgraph.load(HERE / "corpus", as_of="2031-01-01")
    for name, ending in (("nquads", "nq"), ("ntriples", "nt"), ("turtle", "ttl")):
        export(earlier, name, folder / f"land.{ending}")
    store = ox.Store(str(folder / "compiled"))
    store.extend(earlier.store)
    store.flush()
    old = ox.Store()
    old.extend(earlier.store)
    old.update(_DATATYPE, prefixes=PREFIXES)
    old.dump(folder / "old.nq", format=ox.RdfFormat.N_QUADS)
    assert (folder / "old.nq").read_text().count(f'"^^<{NS}edtf> .') > 10
    return folder


@pytest.mark.parametrize("name", ["land.nq", "land.nt", "land.ttl", "compiled", "old.nq"])
def test_an_export_and_a_compiled_graph_are_read_like_their_yaml(name: str, exported: Path, mine: set[ox.Quad]) -> None:
    """They were made for another day: what is so is so on the day that is asked about."""
    kg = govgraph.load(exported / name, as_of=DAY)
    assert quads(kg) == mine
    assert kg.ask("when was the Lantern Act passed?").answers[0].value


def test_what_sources_say_is_the_same_of_an_export(exported: Path) -> None:
    sources = ["xa/sources/gazette"]
    narrowed = govgraph.load(HERE / "corpus", as_of=DAY, sources=sources)
    assert quads(govgraph.load(exported / "land.nq", as_of=DAY, sources=sources)) == quads(narrowed)
    assert {c.source for fact in narrowed.facts() for c in fact.citations} == set(sources)


@pytest.mark.parametrize(
    ("name", "content", "line", "message"),
    [
        ("facts.csv", "a,b", 1, "a file of facts is RDF and ends with one of .nq, .nt, .ttl"),
        ("facts.nt", "<http://a.example/> <http://b.example/> .\n", 1, ""),
        ("facts.nt", "<http://a.example/> <http://b.example/> <http://c.example/> .\n", 1, "there are no facts here"),
        ("facts/CURRENT", "no store", 1, "this store cannot be read"),
    ],
)
def test_what_is_no_graph_is_told(name: str, content: str, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    data = path if path.name != "CURRENT" else path.parent
    with pytest.raises(govgraph.DataError) as error:
        govgraph.load(data, as_of=DAY)
    (problem,) = error.value.problems
    assert (problem.path, problem.line) == (str(data), line)
    assert problem.message.startswith(message)


def test_a_compiled_graph_is_not_checked(exported: Path, run: Any) -> None:
    ran = run("check", "--data", exported / "land.nq")
    assert ran.code == 2
    assert "a graph that is compiled already has no lines of YAML to check" in ran.stderr
    assert run("check", "--data", exported / "compiled").code == 2
