"""A real `govgraph serve` on loopback, over the made-up land of the corpus."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
DAY = "2031-06-30"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != %s) }"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Server:
    """A server that runs; what it wrote down is in `log`."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, source: str = "127.0.0.1", **headers: str
    ) -> Answer:
        """What comes back; a header `accept_encoding` is Accept-Encoding."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120, source_address=(source, 0))
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def query(self, query: str, source: str = "127.0.0.1", **headers: str) -> Answer:
        return self.ask(f"/sparql?query={quote(query)}", source=source, **headers)

    def post(self, fields: dict[str, str], **headers: str) -> Answer:
        return self.ask("/sparql", "POST", urlencode(fields).encode(), **{"content_type": FORM, **headers})

    def raw(self, sent: bytes, seconds: float = 5) -> bytes:
        """All that comes back to bytes that may be no HTTP at all."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            received = b""
            with suppress(OSError):
                connection.sendall(sent)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65536):
                    received += piece
            return received

    def logged(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def metric(self, name: str) -> float:
        lines = self.ask("/metrics").text.splitlines()
        return next(float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"govgraph_{name} "))

    def processes(self) -> list[int]:
        """The nursery and the workers, which are its children; a child's number may be the smaller one."""
        parents = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                told = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"govgraph.server.nursery" in told:
                parents[int(entry.name)] = parent
        nurseries = [pid for pid, parent in parents.items() if parent == self.process.pid]
        return nurseries + [pid for pid, parent in parents.items() if parent in nurseries]


SERVE = """
import sys, govgraph
from govgraph.server import Limits, serve
serve(govgraph.load(sys.argv[1], as_of=sys.argv[2]), Limits(**{limits}), port=0)
"""


@contextmanager
def serving(
    folder: Path,
    *options: str,
    data: Path = ROOT / "tests/corpus",
    limits: dict[str, float] | None = None,
    wait: bool = True,
    port: int = 0,
) -> Iterator[Server]:
    """A server with these options, or with limits for which there are none; stopped in the end as by an operator."""
    log = folder / "log.jsonl"
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "govgraph", "serve", f"--port={port}", f"--data={data}", "--as-of", DAY, *options]
    if limits:
        command = [sys.executable, "-c", SERVE.format(limits=limits), str(data), DAY]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=stream, cwd=ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
        )  # fmt: skip
        assert process.stdout
        url = process.stdout.readline().decode().strip() if wait else ""
        try:
            assert url or not wait, log.read_text()
            yield Server(process, url, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests ask: a query may run for a second, and give a hundred thousand bytes."""
    options = ("--timeout", "1", "--max-rows", "500", "--max-bytes", "100000")
    with serving(tmp_path_factory.mktemp("server"), *options) as running:
        yield running
