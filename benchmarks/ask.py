"""How long it takes to ask, beside what it is fair to hold that against; prints a Markdown table.

    python benchmarks/ask.py

What stands in one row is measured in turns, so that both sides meet the same machine. All figures are medians.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter

import govgraph

ROUNDS = 9
MANY = 1000
SEEN = Path(__file__).resolve().parent.parent / "tests" / "questions" / "seen.jsonl"
DAY = "2025-10-09"
ASK = ["-m", "govgraph", "ask", "--as-of", DAY]
IMPORT = ["-c", "import typer, pyoxigraph, rapidfuzz"]
LOAD = ["-c", f"import govgraph; govgraph.load(as_of={DAY!r})"]


def main() -> None:
    questions = [json.loads(line)["question"] for line in SEEN.read_text(encoding="utf-8").splitlines()]
    many = "".join(f"{question}\n" for question in islice(cycle(questions), MANY))
    bare, load, cold = in_turns(lambda: process(IMPORT), lambda: process(LOAD), lambda: process([*ASK, questions[0]]))
    warm, loaded = answer(questions), in_process_load()
    alone, thousand = in_turns(lambda: process(LOAD), lambda: process([*ASK, "-"], many), rounds=1)
    rows = [
        ("`govgraph ask QUESTION`, whole process", cold, "`import typer, pyoxigraph, rapidfuzz`, whole process", bare),
        ("`govgraph.load()`, whole process", load, "the same imports", bare),
        ("`govgraph.load()` in a running process", loaded, "the same imports", bare),
        (f"a warm answer, over {len(questions)} questions", warm, "`govgraph.load()` in a running process", loaded),
        (f"`govgraph ask -`, {MANY:,} questions, whole process", thousand, "`govgraph.load()`, whole process", alone),
    ]  # fmt: skip
    print("| what | time | beside | time | ratio |\n| --- | ---: | --- | ---: | ---: |")
    for what, time, beside, other in rows:
        print(f"| {what} | {shown(time)} | {beside} | {shown(other)} | {time / other:.3g} |")
    packages = ", ".join(f"{name} {version(name)}" for name in ("govgraph", "pyoxigraph", "rapidfuzz", "typer"))
    print(f"\nPython {platform.python_version()}, {packages}; {os.cpu_count()} cores, {platform.machine()}.")


def in_turns(*runs: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """The median time of each, run one after the other, round by round, after a round that does not count."""
    times = [[run() for run in runs] for _ in range(rounds + 1)][1:]
    return [median(column) for column in zip(*times, strict=True)]


def process(arguments: list[str], stdin: str = "") -> float:
    """The time from the start of a Python to its end."""
    start = perf_counter()
    subprocess.run([sys.executable, *arguments], input=stdin, stdout=subprocess.DEVNULL, encoding="utf-8", check=True)
    return perf_counter() - start


def in_process_load() -> float:
    """The median time to load the graph once everything is imported."""
    return in_turns(lambda: timed(lambda: govgraph.load(as_of=DAY)))[0]


def answer(questions: list[str]) -> float:
    """The median over the questions of the median time of an answer, once the first has been given."""
    kg = govgraph.load(as_of=DAY)
    kg.ask(questions[0])
    return median(
        in_turns(*(lambda question=question: timed(lambda: kg.ask(question)) for question in questions), rounds=3)
    )


def timed(run: Callable[[], object]) -> float:
    """How long it takes."""
    start = perf_counter()
    run()
    return perf_counter() - start


def shown(seconds: float) -> str:
    """Three digits, in seconds or milliseconds."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


if __name__ == "__main__":
    main()
