"""Where an export goes: whole or not at all, the same bytes each time, and one clear line where it cannot be."""

from __future__ import annotations

import builtins
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from readers import CORPUS, contents

from govgraph import KnowledgeGraph
from govgraph.cli.commands import EXPORTED
from govgraph.errors import FormatError, MissingExtraError
from govgraph.export import WRITERS, export
from govgraph.export.places import ManyFiles, OneFile
from govgraph.export.selection import Selection

Run = Callable[..., Any]
SEVERAL = ["csv", "parquet", "neo4j", "markdown"]


@pytest.mark.parametrize("format", WRITERS)
def test_the_same_graph_gives_the_same_bytes(land: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    ending = WRITERS[format].endings[0]
    for name in ("one", "two", f"one{ending}", f"two{ending}"):
        export(land if "one" in name else land.as_of("2031-06-30"), format, tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


@pytest.mark.parametrize("format", SEVERAL)
def test_a_zip_holds_what_a_folder_holds(land: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    export(land, format, tmp_path / "files")
    export(land, format, tmp_path / "files.zip")
    assert len(contents(tmp_path / "files")) > 1
    assert contents(tmp_path / "files") == contents(tmp_path / "files.zip")


@pytest.mark.parametrize("path", ["graph", "graph.zip", "folder"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_leaves_what_was_there(
    land: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, failure: BaseException
) -> None:
    def one(selection: Selection, stream: BinaryIO) -> None:
        stream.write(b"half a gr")
        raise failure

    def many(selection: Selection) -> Iterator[tuple[str, bytes]]:
        yield "nodes.csv", b"id\n"
        raise failure

    (tmp_path / "folder").mkdir()
    for name in ("graph", "graph.zip", "folder/nodes.csv"):
        (tmp_path / name).write_text("before", encoding="utf-8")
    before = contents(tmp_path)
    monkeypatch.setitem(WRITERS, "csv", OneFile(one, (), "", "") if path == "graph" else ManyFiles(many))
    with pytest.raises(type(failure)):
        export(land, "csv", tmp_path / path)
    assert contents(tmp_path) == before
    with pytest.raises(type(failure)):
        export(land, "csv", tmp_path / "new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "graph", "graph.zip"]


@pytest.mark.parametrize(
    ("format", "place"), [("turtle", "graph"), ("csv", "graph.zip"), ("markdown", "pages/index.md")]
)
def test_a_disk_that_is_really_full_leaves_what_was_there(tmp_path: Path, format: str, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("before", encoding="utf-8")
    path = tmp_path / place.partition("/")[0]
    words = [sys.executable, "-m", "govgraph", "export", format, "-o", path, "--data", CORPUS]
    done = subprocess.run(
        words, capture_output=True, text=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"govgraph: {path}: File too large\n")
    assert contents(tmp_path) == {place: b"before"}


def test_a_folder_keeps_what_is_none_of_the_export(land: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "nodes.csv").write_text("old", encoding="utf-8")
    export(land, "csv", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "csv-metadata.json",
        "edges.csv",
        "nodes.csv",
        "notes.txt",
        "statements.csv",
    ]
    assert (tmp_path / "nodes.csv").read_text(encoding="utf-8").startswith("id,name,")


@pytest.mark.parametrize(("format", "name"), [("csv", "facts.csv"), ("markdown", "law.md"), ("graphml", "net.csv")])
def test_several_files_are_not_put_into_a_folder_that_looks_like_one(
    land: KnowledgeGraph, tmp_path: Path, format: str, name: str
) -> None:
    with pytest.raises(FormatError, match=f"no export is one file that ends with .*; {format} goes to a f"):
        export(land, format, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / name).mkdir()
    export(land, "csv", tmp_path / name)  # somebody wants it so


def test_an_unknown_format_gets_the_nearest(land: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="did you mean 'turtle'"):
        export(land, "turtel", tmp_path / "graph")


def test_parquet_without_its_package_says_what_to_install(
    land: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'govgraph\[parquet\]'"):
        export(land, "parquet", tmp_path / "tables")
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_format() -> None:
    assert EXPORTED.removesuffix(".").replace(" or ", ", ").split(", ") == list(WRITERS)


def test_the_command_writes_files_folders_and_the_standard_output(run: Run, tmp_path: Path) -> None:
    own = ("--data", CORPUS, "--as-of", "2031-06-30")
    assert run("export", "turtle", *own).stdout.startswith("@prefix ")
    ran = run("export", "csv", "-o", tmp_path / "near", "--around", "Lantern Council", "--depth", 1, "--in", "xa", *own)
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")
    assert "xa/lantern-council" in (tmp_path / "near" / "nodes.csv").read_text(encoding="utf-8")
    assert "xa/candle-decree" not in (tmp_path / "near" / "nodes.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["csv"], 2, "this format gives several files: name a folder or a .zip with -o"),
        (["csv", "-o", "/nowhere/tables"], 2, "/nowhere/tables: No such file or directory"),
        (["csv", "-o", "/nowhere/tables.zip"], 2, "/nowhere/tables.zip: No such file or directory"),
        (["csv", "-o", ""], 2, "name a place: an empty one would mean the folder that you are in"),
        (["csv", "-o", "/dev/null"], 2, "/dev/null: Not a directory"),
        (["turtle", "-o", "/dev/null/graph"], 2, "/dev/null/graph: Not a directory"),
        (["turtle", "-o", "/dev/full"], 2, "/dev/full: No space left on device"),
        (
            ["turtle", "-o", "/nowhere/x.zip"],
            2,
            ".zip is the ending for csv, parquet, neo4j, markdown; turtle goes to a file that ends with .ttl",
        ),
        (
            ["nodelink", "-o", "x.jsonld"],
            2,
            "x.jsonld: .jsonld is the ending for jsonld; nodelink goes to a file that ends with .json",
        ),
        (["csv", "-o", "x.TTL"], 2, "x.TTL: .ttl is the ending for turtle; csv goes to a folder or a .zip"),
        (["turtle", "-o", "/"], 2, "/: Is a directory"),
        (["turtle", "--around", "Lantern Councl"], 1, "nearest: Lantern Council"),
        (["turtle", "--in", "xq"], 1, "no jurisdiction is called 'xq'"),
    ],
)
def test_what_cannot_be_written_gets_one_clear_line(run: Run, arguments: list[str], code: int, message: str) -> None:
    ran = run("export", *arguments, "--data", CORPUS)
    lines = [line for line in ran.stderr.splitlines() if line and not line.startswith(("Usage: ", "Try "))]
    assert (ran.code, ran.stdout, len(lines)) == (code, "", 1)
    assert message in lines[0]


def test_no_export_reaches_for_a_heavy_package_it_does_not_use(land: KnowledgeGraph, tmp_path: Path) -> None:
    real, asked = builtins.__import__, set()

    def watched(name: str, *rest: Any) -> Any:
        asked.add(name.split(".")[0])
        return real(name, *rest)

    builtins.__import__ = watched
    try:
        export(land, "turtle", tmp_path / "graph")
    finally:
        builtins.__import__ = real
    assert not asked & {"networkx", "pyarrow", "rdflib"}
