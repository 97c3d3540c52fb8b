"""A release: all of it is there, says what it holds, can be checked, and is the same each time or not there at all."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import mlcroissant
import pyarrow.parquet
import pytest
import rdflib
import yaml
from rdflib import DCAT, DCTERMS, RDF, VOID

from govgraph import KnowledgeGraph
from govgraph.errors import MissingExtraError
from govgraph.export import WRITERS, export
from govgraph.release import release
from govgraph.release.about import about
from govgraph.release.citation import citation
from govgraph.release.documents import ontology
from govgraph.release.readme import FILES

Run = Callable[..., Any]
HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
SCHEMA = HERE / "citation-file-format.json"  # the format's own, version 1.2.0, by its authors, under CC BY 4.0
DAY = ("--as-of", "2031-06-30")


@pytest.fixture(scope="module")
def made(land: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the made-up corpus."""
    path = tmp_path_factory.mktemp("release") / "made"
    assert release(land, path) == []
    return path


@pytest.fixture(scope="module")
def contradictory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus with a law in it that was passed twice."""
    path = tmp_path_factory.mktemp("contradictory") / "facts"
    shutil.copytree(CORPUS, path)
    shutil.copytree(HERE.parent / "contradictions" / "passed-twice", path, dirs_exist_ok=True)
    shutil.copytree(HERE.parent / "contradictions" / "heads-in-a-circle", path, dirs_exist_ok=True)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# -- what is in it


def test_sha256sum_checks_every_file(made: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=made, capture_output=True, text=True, check=True)
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert checked == tree(made).keys() - {"SHA256SUMS"}


def test_the_readme_names_every_file_and_counts_what_is_there(made: Path, land: KnowledgeGraph) -> None:
    named = {name.rstrip("/") for name, _ in FILES} | {"README.md", "shacl.ttl"}
    assert {path.name for path in made.iterdir()} == named
    text = (made / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name, _ in FILES)
    assert f"| things | {len(land.names)} |" in text
    assert "on 2031-06-30" in text
    assert "The facts conform to the shapes" in text
    guide = (HERE.parents[1] / "docs" / "releases.md").read_text(encoding="utf-8")
    assert [name for name in named if f"`{name}" not in guide and f"`{name.removeprefix('graph')}`" not in guide] == []


@pytest.mark.parametrize("format", WRITERS)
def test_every_export_is_in_it(made: Path, land: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    export(land, format, tmp_path / "alone")
    if (tmp_path / "alone").is_file():
        assert (tmp_path / "alone").read_bytes() in [p.read_bytes() for p in made.glob("graph.*")]
    elif format == "markdown":
        with zipfile.ZipFile(made / "markdown.zip") as packed:
            assert {name: packed.read(name) for name in packed.namelist()} == tree(tmp_path / "alone")
    else:
        assert tree(made / format) == tree(tmp_path / "alone")


def test_the_description_tells_the_size_the_checksum_and_the_counts_of_what_is_there(made: Path) -> None:
    graph, data = rdflib.Graph().parse(made / "dataset.ttl"), rdflib.Graph().parse(made / "graph.nt")
    (node,) = graph.subjects(RDF.type, DCAT.Dataset)
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    sums = dict(reversed(line.split("  ")) for line in (made / "SHA256SUMS").read_text().splitlines())
    described = set()
    for place in graph.objects(node, DCAT.distribution):
        path = Path(str(graph.value(place, DCAT.downloadURL)).removeprefix("file://"))
        name = path.relative_to(made).as_posix()
        described.add(name)
        assert int(str(graph.value(place, DCAT.byteSize))) == path.stat().st_size
        assert str(graph.value(graph.value(place, spdx.checksum), spdx.checksumValue)) == sums[name]
        assert re.fullmatch(r"https://www\.iana\.org/.+/[a-z0-9.+-]+", str(graph.value(place, DCAT.mediaType)))
    assert described == {n for n in tree(made) if n.startswith(("graph.", "csv/", "parquet/", "neo4j/", "markdown"))}
    assert int(str(graph.value(node, VOID.triples))) == len(data)
    classes = Counter(data.objects(None, RDF.type))
    told = {graph.value(part, VOID["class"]): int(str(graph.value(part, VOID.entities)))
            for part in graph.objects(node, VOID.classPartition)}  # fmt: skip
    assert told == classes
    properties = Counter(data.predicates(unique=False))
    told = {graph.value(part, VOID.property): int(str(graph.value(part, VOID.triples)))
            for part in graph.objects(node, VOID.propertyPartition)}  # fmt: skip
    assert told == properties
    assert list(graph.objects(None, DCTERMS.license)) == []  # whoever made one's own facts has given none


def test_croissant_is_valid_and_its_tables_are_read(made: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        dataset = mlcroissant.Dataset(jsonld=os.fspath(made / "croissant.json"))
        assert dataset.metadata.ctx.issues.errors == set()
        for name in ("nodes", "edges", "statements"):
            read = [
                {key.partition("/")[2]: plain(value) for key, value in row.items()} for row in dataset.records(name)
            ]
            table = pyarrow.parquet.read_table(made / "parquet" / f"{name}.parquet")
            rows = [{k: v for k, v in row.items() if k not in DAYS} for row in table.to_pylist()]
            assert [{k: v for k, v in row.items() if k not in DAYS} for row in read] == rows


DAYS = {"as_of", "read_on", "valid_from", "valid_until"}  # which it reads as pandas' own kind of day


def without_days(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key not in DAYS} for row in rows]


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.decode() if isinstance(value, bytes) else None if value != value else value


@pytest.mark.parametrize("graph", ["land", "kg"])
def test_the_citation_is_valid(request: pytest.FixtureRequest, graph: str) -> None:
    told = yaml.safe_load(citation(about(request.getfixturevalue(graph))))
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert told.get("license") == {"land": None, "kg": "CC-BY-4.0"}[graph]


def test_the_terms_are_documented_each_with_its_definition(made: Path, land: KnowledgeGraph) -> None:
    page = (made / "ontology" / "index.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    terms = [*land.vocabulary.classes.values(), *land.vocabulary.properties.values()]
    assert [term.name for term in terms if f"https://w3id.org/govgraph/ns#{term.name}" not in words] == []
    assert "A body of a state's executive." in words.replace("&#39;", "'")
    assert "<script src" not in page
    assert json.loads((made / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]["passedOn"]
    assert (made / "ontology" / "rules" / "acts-under.rq").is_file()


def test_what_the_shapes_find_is_told_with_its_line_and_ends_with_1(
    run: Run, tmp_path: Path, contradictory: Path
) -> None:
    ran = run("release", "-o", tmp_path / "made", "--data", contradictory, *DAY)
    text = (tmp_path / "made" / "shacl.txt").read_text(encoding="utf-8")
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == f"problems: {text.count(chr(10)) - 1}; they are in {tmp_path}/made: shacl.txt\n"
    assert re.search(r"^[a-z/-]+\.yaml:\d+: ", text, re.MULTILINE)
    found = rdflib.Graph().parse(tmp_path / "made" / "shacl.ttl")
    assert list(found.subjects(RDF.type, rdflib.SH.ValidationResult))
    assert str(tmp_path) not in text and str(contradictory) not in text


@pytest.mark.parametrize("form", ["nquads", "compile"])
def test_a_graph_that_has_no_lines_is_released_too_and_what_is_wrong_in_it_told(
    run: Run, tmp_path: Path, contradictory: Path, form: str
) -> None:
    words = ["compile"] if form == "compile" else ["export", form]
    graph = tmp_path / ("graph" if form == "compile" else "graph.nq")
    assert run(*words, "-o", graph, "--data", contradictory, *DAY).code == 0
    ran = run("release", "-o", tmp_path / "made", "--data", graph, *DAY)
    assert (ran.code, ran.stderr.partition(";")[2]) == (1, f" they are in {tmp_path}/made: shacl.txt\n")
    text = (tmp_path / "made" / "shacl.txt").read_text(encoding="utf-8")
    assert "xa/moth-act:1: 'passedOn' is 2031-02-03 here and 2031-01 at xa/moth-act:1" in text


# -- the same each time


def test_two_runs_give_the_same_bytes_wherever_and_whenever(tmp_path: Path, contradictory: Path) -> None:
    settings = [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "TZ": "US/Pacific"}]
    for name, env in zip(("one", "two"), settings, strict=True):
        words = [sys.executable, "-m", "govgraph", "release", "-o", name, "--data", contradictory]
        where = {"PYTHONPATH": os.fspath(HERE.parent.parent)}
        subprocess.run(words, cwd=tmp_path, env={**os.environ, **env, **where}, capture_output=True)
    assert len(tree(tmp_path / "one")) > 30
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_without_a_day_it_is_the_newest_on_which_a_source_was_read(land: KnowledgeGraph, tmp_path: Path) -> None:
    release(land, tmp_path / "made.zip", as_of_newest=True)
    with zipfile.ZipFile(tmp_path / "made.zip") as packed:
        assert "The facts as they stand on 2031-06-01" in packed.read("README.md").decode()


def test_the_version_is_the_package_s_with_what_git_knows_beyond(tmp_path: Path) -> None:
    from govgraph import __version__
    from govgraph.release.about import _version

    assert _version("") == _version(f"v{__version__}") == __version__
    assert _version(f"v{__version__}-3-gabc-dirty") == f"{__version__}+3.gabc.dirty"
    assert _version("abc") == f"{__version__}+abc"


# -- whole or not at all


@pytest.mark.parametrize("there", ["a file", "a folder", "a zip"])
def test_what_is_there_is_refused_and_stays(run: Run, tmp_path: Path, there: str) -> None:
    target = tmp_path / {"a file": "made", "a folder": "made", "a zip": "made.zip"}[there]
    kept = target / "mine" if there == "a folder" else target
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine", encoding="utf-8")
    ran = run("release", "-o", target, "--data", CORPUS)
    message = f"govgraph: {target}: there is something already; a release goes to a new or empty place\n"
    assert (ran.code, ran.stdout, ran.stderr) == (2, "", message)
    assert kept.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("", "name a place"),
        ("-", "name a folder or a .zip"),
        ("/nowhere/made", "/nowhere/made: No such file or directory"),
        ("/dev/null", "/dev/null: Not a directory"),
    ],
)
def test_a_place_that_is_none_gets_a_clear_line(run: Run, place: str, message: str) -> None:
    ran = run("release", "-o", place, "--data", CORPUS)
    assert (ran.code, ran.stdout) == (2, "")
    assert message in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("package", ["pyarrow", "pyshacl", "pylode"])
def test_a_package_that_is_missing_is_told_before_anything_is_done(
    land: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"'{package}' is missing.*pip install 'govgraph\[release\]'"):
        release(land, tmp_path / "made")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, there: str) -> None:
    if there != "nothing":
        (tmp_path / "made").mkdir()
    before = sorted(tmp_path.rglob("*"))
    words = [sys.executable, "-m", "govgraph", "release", "-o", tmp_path / "made", "--data", CORPUS, *DAY]
    most = 300_000  # bytes, which graph.nt is longer than
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert (done.returncode, done.stderr) == (2, f"govgraph: {tmp_path}/made: File too large\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_ctrl_c_leaves_nothing_and_says_one_line(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "govgraph", "release", "-o", tmp_path / "made", "--data", CORPUS, *DAY]
    heeded = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # also where the tests run in the background
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heeded
    ) as process:
        while process.poll() is None and not any(tmp_path.glob(".made.*/graph.*")):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)  # which a shell calls 130 as well
    assert (out, err) == ("", "govgraph: interrupted\n")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_empties_a_folder_that_was_empty(
    land: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, moved = Path.replace, []

    def replace(path: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 3:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        release(land, tmp_path)
    assert len(moved) == 3
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_on_a_terminal_only(tmp_path: Path) -> None:
    script = shutil.which("script")
    if not script:
        pytest.skip("no program here makes a terminal")
    command = f"{sys.executable} -m govgraph release -o {tmp_path}/made --data {CORPUS} --as-of 2031-06-30"
    done = subprocess.run(
        [script, "-qec", command, "/dev/null"], capture_output=True, text=True, env={**os.environ, "TERM": "xterm"}
    )
    assert done.returncode == 0
    assert "writing README.md" in done.stdout


def test_the_page_of_the_terms_leaves_no_event_loop_open(kg: KnowledgeGraph) -> None:
    dict(ontology(kg))
    asyncio.set_event_loop(None)  # what was left open is found, and warned of, once nothing refers to it
    gc.collect()
