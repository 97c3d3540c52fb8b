"""How the benchmarks measure: in turns, whole processes or calls, and the memory of a process with its children."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

ROUNDS = 9


def in_turns(*runs: Callable[[], float], rounds: int = ROUNDS, first: bool = True) -> list[float]:
    """The median of each run's times, measured in turns; the first round does not count unless told otherwise."""
    times = [[run() for run in runs] for _ in range(rounds + first)][first:]
    return [median(column) for column in zip(*times, strict=True)]


def process(arguments: Sequence[str], stdin: str = "", **environment: str) -> float:
    """The time from the start of a Python to its end."""
    start = perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        check=True,
        env={**os.environ, **environment},
    )
    return perf_counter() - start


def processor(arguments: Sequence[str], **environment: str) -> float:
    """The processor time of a Python and its children, in user and system mode."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process(arguments, **environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(run: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long it takes."""
    start = clock()
    run()
    return clock() - start


def with_memory(arguments: Sequence[str], **environment: str) -> tuple[float, float, float]:
    """The time of a Python, the processor time and the most memory of it and its children, in GB; Linux only."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, most = perf_counter(), 0
    running = subprocess.Popen([sys.executable, *arguments], env={**os.environ, **environment})
    while running.poll() is None:
        most = max(most, sum(map(_held, _family(running.pid))))
        sleep(0.2)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, arguments)
    took, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, used, most / 1e6


def _family(pid: int) -> list[int]:
    found = [pid]
    for member in found:
        try:
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    """What a process holds, in kB, with its share of what several hold."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def shown(seconds: float) -> str:
    """Three digits, in seconds, milliseconds or microseconds."""
    if seconds >= 1:
        return f"{seconds:.3g} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"


def table(head: str, rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the columns after the first are set to the right."""
    names = head.split(" | ")
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def versions(*packages: str) -> str:
    """What it was measured with."""
    found = []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return f"Python {platform.python_version()}, {', '.join(found)}; {os.cpu_count()} cores, {platform.machine()}."
