"""Two real SPARQL engines on loopback, each with the founding report in it, started once and stopped at the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

import govgraph
from govgraph.remote import RemoteGraph, publish

DAY = "2025-10-09"
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
DirsAllowed = .
SchedulerInterval = 0
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = 2000
"""  # so few rows that much of what is asked comes in pages


@dataclass(frozen=True)
class Engine:
    """A running store: the address that questions go to."""

    name: str
    url: str

    def update(self, sparql: str) -> None:
        """Write to the store as its keeper would."""
        to = self.url.replace("/query", "/update").replace("/sparql", "/sparql-auth")
        httpx.post(to, data={"update": sparql}, auth=httpx.DigestAuth("dba", "dba")).raise_for_status()

    def open(self, day: str = DAY) -> RemoteGraph:
        """The graph that is published there."""
        return govgraph.connect(self.url, as_of=day)


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@contextmanager
def running(words: list[str], folder: Path, url: str) -> Iterator[None]:
    """A server that answers at an address, for as long as it is needed."""
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 90
            while process.poll() is None and time.monotonic() < until:
                try:
                    httpx.get(url)
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            else:
                pytest.fail(f"{words[0]} did not start: {(folder / 'out.log').read_text(errors='replace')[-500:]}")
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("no oxigraph server here: pip install 'oxigraph>=0.5.2'")
    port = free_port()
    url = f"http://127.0.0.1:{port}/query"
    with running([program, "serve", "-b", f"127.0.0.1:{port}"], folder, url):
        yield Engine("oxigraph", url)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso here: apt-get install virtuoso-opensource-7-bin")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(http=http, sql=sql))
    url = f"http://127.0.0.1:{http}/sparql"
    with running([program, "-f", "+configfile", "virtuoso.ini"], folder, url):
        yield Engine("virtuoso", url)


@pytest.fixture(scope="session")
def login() -> Iterator[None]:
    """The login of a new Virtuoso, and none of this machine's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVGRAPH_USER", "dba")
        patch.setenv("GOVGRAPH_PASSWORD", "dba")
        patch.delenv("GOVGRAPH_TOKEN", raising=False)
        yield


@pytest.fixture(scope="session", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def engine(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    login: None,
    report: govgraph.KnowledgeGraph,
) -> Iterator[Engine]:
    """A store of each kind with the report in it."""
    with request.param(tmp_path_factory.mktemp("engine")) as made:
        publish(report, made.url)
        yield made


@pytest.fixture(scope="session")
def there(engine: Engine) -> RemoteGraph:
    """The report, over that store."""
    return engine.open()
