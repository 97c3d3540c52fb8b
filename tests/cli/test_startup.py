"""Start-up: what is not needed is not imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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
    by_typer = {"pydantic"} if len(arguments) > 1 else set()  # with which it reads a command's own arguments
    assert not imported(*arguments) & (HEAVY - by_typer)


def test_a_lookup_imports_neither_the_network_nor_the_picture_nor_rdflib() -> None:
    found = imported("show", "Cabinet")
    assert "pyoxigraph" in found
    assert not found & {"rdflib", "networkx", "pyvis", "pyshacl", "rich"}
