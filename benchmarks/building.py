"""What it takes to build a graph: the first run from YAML beside parsing alone, and time and memory at each size."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from measuring import in_turns, process, processor, shown, table, with_memory

T = TypeVar("T")
PARSE = (
    "import pathlib, sys, yaml\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.yaml')):\n"
    "    with path.open('rb') as stream: yaml.load(stream, Loader=yaml.CSafeLoader)"
)
INDEX = "import sys, govgraph; govgraph.load(sys.argv[1], as_of='2026-12-31').engine"
FIRST = "import sys, govgraph; govgraph.load(sys.argv[1], as_of='2026-12-31')"
ROUNDS = {"3,000": 7, "100,000": 1, "1,000,000": 1}


def first_run(graphs: dict[str, Path]) -> str:
    """Whole processes: `govgraph.load` with nothing kept, and one that only parses the same files with libyaml."""
    rows = []
    for size, data in graphs.items():
        rounds = ROUNDS.get(size, 7)
        for what, measured in (("time", process), ("processor time, all processes", processor)):
            parsing, building = in_turns(
                lambda data=data, measured=measured: measured(["-c", PARSE, str(data)]),
                lambda data=data, measured=measured: _with_nothing_kept(
                    lambda kept: measured(["-c", FIRST, str(data)], XDG_CACHE_HOME=kept)
                ),
                rounds=rounds,
                first=rounds > 1,
            )
            rows.append((size, what, shown(building), shown(parsing), f"{building / parsing:.3g}"))
    return table("facts | what | first run | `yaml.CSafeLoader` alone | ratio", rows)


def growth(graphs: dict[str, Path]) -> str:
    """Time and most memory of the first run and of what the first question makes, and by how much the work grows."""
    rows = []
    before: dict[str, tuple[int, float]] = {}
    for size, data in graphs.items():
        facts = int(size.replace(",", ""))
        steps = (("the graph", FIRST), ("what questions are answered from", INDEX))
        runs = _with_nothing_kept(
            lambda kept, data=data, steps=steps: [
                with_memory(["-c", code, str(data)], XDG_CACHE_HOME=kept) for _, code in steps
            ]
        )
        for (what, _), (took, used, held) in zip(steps, runs, strict=True):
            fewer, less = before.get(what, (0, 0.0))
            grown = f"{used / less:.3g} times for {facts / fewer:.3g} times" if less else ""
            rows.append((size, what, shown(took), shown(used), f"{held:.2f} GB", grown))
            before[what] = facts, used
    return table("facts | what | time | processor time, all processes | most memory | processor time grows", rows)


def _with_nothing_kept(run: Callable[[str], T]) -> T:
    folder = tempfile.mkdtemp()
    try:
        return run(folder)
    finally:
        shutil.rmtree(folder)
