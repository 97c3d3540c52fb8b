"""What every test may use. Take the shipped graph from `kg`, and `report` for what has to stay as it is; make a graph
of one's own only for other data or days."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import govgraph

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def kg() -> govgraph.KnowledgeGraph:
    """The shipped facts on the day of the founding report."""
    return govgraph.load(as_of="2025-10-09")


@pytest.fixture(scope="session")
def report() -> govgraph.KnowledgeGraph:
    """What the founding report says, on its own day: this stays as it is while facts from elsewhere come in."""
    return govgraph.load(as_of="2025-10-09", sources=["us/sources/csis-japan-2025"])


@pytest.fixture(scope="session")
def shared() -> Path:
    """The report's own text and inventory, which do not travel with the project."""
    if not SHARED.is_dir():
        pytest.skip(f"the founding report's text and inventory are not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def land() -> govgraph.KnowledgeGraph:
    """The made-up corpus, in which every feature of a data file occurs, in the middle of its year."""
    return govgraph.load(ROOT / "tests" / "corpus", as_of="2031-06-30")


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave back."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def run() -> Callable[..., Ran]:
    """Runs `govgraph` with these arguments, as a process of its own, and gives what it wrote and ended with."""

    def run(*arguments: str | Path, stdin: str = "") -> Ran:
        words = [sys.executable, "-m", "govgraph", *map(str, arguments)]
        done = subprocess.run(words, input=stdin, capture_output=True, encoding="utf-8", timeout=120)
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
