"""What `govgraph serve` stands, beside rdflib-endpoint with the same data; prints a Markdown table.

    python benchmarks/server.py [SECONDS]

Needs wrk on the path and `pip install rdflib-endpoint`. Each row is measured in turns, so that both meet the same
machine; the figures are those of the median round. Nothing is asked for twice, so that it helps nobody to remember, but
in the rows that say so: there each thing is asked for in turn, and then all of them again.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import govgraph
from govgraph.export import export
from govgraph.vocabulary import PREFIXES, iri

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
ROUNDS = 3
CONNECTIONS = 8
LIMIT = 2  # seconds after which govgraph ends a query here
PREFIX = "".join(f"PREFIX {name}: <{space}> " for name, space in PREFIXES.items() if name in ("gov", "rdf"))
NEW = "NEW"  # what wrk puts another number for each time
LOOKUP = f"SELECT ?p ?o {{{{ <{{0}}> ?p ?o }}}} # {NEW}"
AGGREGATE = PREFIX + "SELECT ?p (COUNT(?f) AS ?n) {{ ?f rdf:predicate ?p FILTER(?f != <{0}>) }} GROUP BY ?p # " + NEW
RUNAWAY = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != <x:{0}>) }}"
SCRIPT = """
local paths, n, began = {}, 0, os.time()
for line in io.lines("%s") do paths[#paths + 1] = line end
wrk.headers["Accept"] = "application/sparql-results+json, text/html"
request = function()
  n = n + 1
  local path = paths[(n * 7919) %% #paths + 1]
  return wrk.format("GET", wrk.path .. path:gsub("NEW", began .. "." .. n))
end
"""


@dataclass(frozen=True)
class Run:
    """What wrk saw: requests a second, milliseconds, and how many answers were none."""

    rate: float
    half: float
    most: float
    failed: int


def main() -> None:
    kg = govgraph.load()
    ids = [iri(id_) for id_ in kg.names]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        export(kg, "ntriples", folder / "graph.nt")
        own = [sys.executable, "-m", "govgraph", "serve", "--timeout", str(LIMIT)]
        ours = stack.enter_context(serving(own, folder, "/sparql"))
        things = ours.replace("/sparql", "/id/")
        theirs = stack.enter_context(serving(["rdflib-endpoint", "serve", str(folder / "graph.nt")], folder, "/"))
        lookups = script(folder / "lookups", [query(LOOKUP, node) for node in ids])
        paths = [f"{node.removeprefix(PREFIXES['id'])}.html" for node in ids if "#" not in node]
        pages, again = script(folder / "pages", [f"{path}?{NEW}" for path in paths]), script(folder / "again", paths)
        known = script(folder / "known", [query(LOOKUP.replace(f" # {NEW}", ""), node) for node in ids])
        sums = script(folder / "sums", [query(AGGREGATE, node) for node in ids])

        def beset(address: str) -> Run:
            with runaways(address):
                return wrk(address, lookups)

        rows = [
            ("a small lookup", *in_turns(lambda: wrk(ours, lookups), lambda: wrk(theirs, lookups))),
            ("a small lookup, asked for again", *in_turns(lambda: wrk(ours, known), lambda: wrk(theirs, known))),
            ("the page of a thing", *in_turns(lambda: wrk(things, pages)), None),
            ("the page of a thing, asked for again", *in_turns(lambda: wrk(things, again)), None),
            ("counting all facts by property", *in_turns(lambda: wrk(ours, sums), lambda: wrk(theirs, sums))),
            ("a small lookup beside eight runaway queries", *in_turns(lambda: beset(ours)), beset(theirs)),
        ]
    print("| what | requests/s | p50 | p99 | rdflib-endpoint | p50 | p99 | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for what, mine, other in rows:
        ratio = f"{mine.rate / other.rate:.3g}" if other and other.rate else ""
        print(f"| {what} | {shown(mine)} | {shown(other) if other else ' | | '} | {ratio} |")
    print(f"\np99 beside eight runaway queries: {rows[-1][1].most / rows[0][1].most:.3g} times that without them.")
    packages = ("govgraph", "pyoxigraph", "uvicorn", "starlette", "rdflib-endpoint", "rdflib")
    told = ", ".join(f"{name} {version(name)}" for name in packages)
    print(f"\nPython {platform.python_version()}, {told}; {os.cpu_count()} cores, {platform.machine()}.")


def query(pattern: str, node: str) -> str:
    """How a query about a node is asked."""
    return f"?query={quote(pattern.format(node))}"


def script(path: Path, paths: list[str]) -> Path:
    """A script by which wrk asks for one path after the other."""
    path.write_text("".join(f"{each}\n" for each in paths), encoding="utf-8")
    made = path.with_suffix(".lua")
    made.write_text(SCRIPT % path, encoding="utf-8")
    return made


@contextmanager
def serving(command: list[str], folder: Path, path: str) -> Iterator[str]:
    """The address of a server's endpoint, on a free port, from when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}{path}"
    with (folder / f"{port}.log").open("wb") as log:
        process = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log)
        try:
            while True:
                with suppress(OSError), urlopen(address + query(LOOKUP, "x:y"), timeout=60):
                    break
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def wrk(address: str, script: Path) -> Run:
    """Let wrk ask for some seconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "--latency", "-s", str(script)]
    told = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    units = {"us": 0.001, "ms": 1, "s": 1000}

    def spent(part: str) -> float:
        found = re.search(rf"{part}%\s+([\d.]+)(us|ms|s)", told)
        return float(found[1]) * units[found[2]] if found else 0.0

    print(script.stem, told, sep="\n", file=sys.stderr)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    failed = sum(map(int, re.findall(r"(?:Non-2xx or 3xx responses: |timeout )(\d+)", told)))
    return Run(float(rate[1]) if rate else 0.0, spent("50"), spent("99"), failed)


@contextmanager
def runaways(address: str) -> Iterator[None]:
    """Eight queries that never end, each of which is followed by another one when it is ended."""
    stop = threading.Event()

    def ask(number: int) -> None:
        while not stop.is_set():
            number += 8
            with suppress(OSError):
                urlopen(f"{address}{query(RUNAWAY, str(number))}", timeout=SECONDS).read()

    threads = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    yield
    stop.set()
    for thread in threads:
        thread.join(SECONDS + LIMIT)


def in_turns(*runs: Callable[[], Run]) -> list[Run]:
    """The median round of each, run one after the other, after a round that does not count."""
    rounds = [[run() for run in runs] for _ in range(ROUNDS + 1)][1:]
    return [sorted(column, key=lambda run: run.rate)[len(column) // 2] for column in zip(*rounds, strict=True)]


def shown(run: Run) -> str:
    """The cells of a run; what failed is told beside the rate."""
    failed = f" ({run.failed} failed)" if run.failed else ""
    return f"{run.rate:,.4g}{failed} | {run.half:.3g} ms | {run.most:.3g} ms"


if __name__ == "__main__":
    if not (shutil.which("wrk") and shutil.which("rdflib-endpoint")):
        sys.exit("wrk and rdflib-endpoint have to be on the path")
    main()
