"""Start-up: what is not needed is not imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "corpus"
HEAVY = {"rdflib", "networkx", "pyvis", "pyshacl", "pydantic", "rich", "pyoxigraph", "yaml", "rapidfuzz", "starlette"}


def imported(*arguments: str) -> set[str]:
    """The packages that a run of `govgraph` imports, as Python's own `-X importtime` tells them."""
    words = [sys.executable, "-X", "importtime", "-m", "govgraph", *arguments]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONWARNINGS": "ignore"})
    assert done.returncode == 0, done.stderr
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["draw", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert not imported(*arguments) & HEAVY


@pytest.mark.parametrize("asked", ["when was the Lantern Act passed", "is the Lantern Act in force"])
def test_a_question_to_a_compiled_graph_imports_nothing_heavy(asked: str) -> None:
    question = ["ask", asked, "--data", str(CORPUS), "--as-of", "2031-06-30"]
    imported(*question)  # compiles it, if nobody has
    assert not imported(*question) & (
        HEAVY | {"Stemmer", "dataclasses", "pickle", "typer", "inspect", "shutil", "calendar"}
    )


def test_a_lookup_imports_neither_the_network_nor_the_picture_nor_rdflib() -> None:
    found = imported("show", "Cabinet")
    assert "pyoxigraph" in found
    assert not found & {"rdflib", "networkx", "pyvis", "pyshacl", "rich"}
