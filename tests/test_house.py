"""The house: what is public, what is heavy, what the documents promise, and what no file may say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import govgraph

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(m.name for m in pkgutil.walk_packages(govgraph.__path__, "govgraph.") if m.name != "govgraph.__main__")
OUTSIDE = re.compile(
    r"/work/|/tmp/|\bshared/|\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|proxy\.golang)"
)
HEAVY = {"rdflib", "networkx", "pyvis", "pyshacl", "oxrdflib", "IPython", "starlette"}


def test_all_names_what_is_public_and_nothing_else() -> None:
    ours = {
        n for n, v in vars(govgraph).items() if getattr(v, "__module__", "").startswith("govgraph.") and n[0] != "_"
    }
    assert ours <= set(govgraph.__all__)
    assert sorted(govgraph.__all__) == govgraph.__all__
    for name in govgraph.__all__:
        assert getattr(govgraph, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        govgraph.nothing  # noqa: B018


def test_one_version_everywhere() -> None:
    newest = re.search(r"^## (\d\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest and newest[1] == govgraph.__version__ == PROJECT["project"]["version"]


@pytest.mark.parametrize("module", ["govgraph", *MODULES])
def test_the_examples_in_docstrings_run(module: str, kg: govgraph.KnowledgeGraph) -> None:
    result = doctest.testmod(importlib.import_module(module), extraglobs={"kg": kg}, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_help_comes_without_anything_heavy() -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "govgraph", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    assert "typer" in imported
    assert imported & HEAVY == set()


@pytest.mark.parametrize("name", [*PROJECT["project"]["license-files"], "README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_stranger_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 500


def files() -> list[Path]:
    """Every text file of the project; hidden folders but for .ci, what a build makes and what others wrote are none."""
    kinds = {".py", ".md", ".ttl", ".rq", ".yaml", ".yml", ".toml", ".js", ".css", ".html", ".tsv", ".nt", ".txt", ""}
    made = {"__pycache__", "dist", "build", "demo.html", "vendor"}
    found = []
    for path in ROOT.rglob("*"):
        parts = set(path.relative_to(ROOT).parts)
        if (
            path.is_file()
            and path.suffix in kinds
            and not parts & made
            and not any(p[0] == "." for p in parts - {".ci"})
        ):
            found.append(path)
    return found


def test_no_file_speaks_of_a_machine_or_a_registry() -> None:
    said = []
    for path in files():
        text = path.read_text(encoding="utf-8", errors="replace")
        if path != Path(__file__) and (found := OUTSIDE.search(text)):
            said.append((str(path.relative_to(ROOT)), found.group()))
    # A test may read the founding report beside the project, if it skips without it.
    assert [(path, words) for path, words in said if not (path.startswith("tests/") and words == "shared/")] == []


def test_no_file_holds_what_a_merge_left_open() -> None:
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    lines = ((path, line) for path in files() for line in path.read_text(errors="replace").splitlines())
    assert [path for path, line in lines if line.startswith(marks)] == []
