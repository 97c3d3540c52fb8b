"""What the open internet sends: never a 500, never a traceback, and the server stays as it was."""

from __future__ import annotations

import contextlib
import random
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Server, serving

RAW = [
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: <script>\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"GET /" + b"y" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 300,
    b"GET /healthz HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: eA==\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    b"CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n",
]


@pytest.mark.parametrize("sent", RAW, ids=lambda sent: repr(sent[:40]))
def test_what_is_hardly_http(server: Server, sent: bytes) -> None:
    received = server.raw(sent)
    assert b"Traceback" not in received and b" 500 " not in received.partition(b"\r\n")[0]
    assert server.ask("/healthz").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/static/%00", "/download/..%2f..%2fx", "/download/%00", "/id/../../etc/passwd.ttl", "/id/%00.ttl",
        "/id/%ff.ttl",
        "/id/%3E%20%3C.ttl", "/id/%0d%0aX:%20y", "/fact/%22%3E%3Cscript%3E.ttl", "/id/" + "a/" * 5000 + ".ttl",
        "/id/", "/id",
        "/ns.", "/ns.exe", "//", "//example.org/%2e%2e", "/%F0%9F%8F%AE", "/.well-known/", "/id/xa%E2%80%AE.ttl",
    ],
)  # fmt: skip
def test_tricks_with_paths(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (200, 303, 400, 404) and b"Traceback" not in answer.body
    assert "\n" not in answer.headers.get("location", "") and b"root:" not in answer.body
    assert "example.org" not in answer.headers.get("location", "")


def test_every_answer_has_the_headers_that_protect_who_reads_it(server: Server) -> None:
    for path in ("/healthz", "/nothing", "/sparql?query=bad", "/id/xa", "/ns.ttl", "/sparql?query=ASK%7B%7D"):
        headers = server.ask(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "referrer-policy" in headers and "server" not in headers
    etag = server.ask("/query").headers["etag"]  # a page with a policy of its own, which has to outlive this
    assert "content-security-policy" not in server.ask("/query", if_none_match=etag).headers


def test_who_has_too_many_connections_is_told_when_to_come_back_and_others_are_not_held_up(tmp_path: Path) -> None:
    with serving(tmp_path, limits={"connections": 40}) as own, contextlib.ExitStack() as stack:
        for _ in range(10):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", own.port), timeout=10))
            slow.sendall(b"GET / HTTP/1.1\r\n")
        own.ask("/healthz", source="127.0.0.2")
        refused = own.ask("/healthz")
        assert (refused.status, refused.headers["retry-after"]) == (503, "5")
        assert own.ask("/healthz", source="127.0.0.2").status == 200


def test_http_1_1_names_its_host(server: Server) -> None:
    assert b" 400 " in server.raw(b"GET /healthz HTTP/1.1\r\n\r\n")
    assert b" 200 " in server.raw(b"GET /healthz HTTP/1.0\r\n\r\n")


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("impatient"), limits={"patience": 1}) as running:
        yield running


def test_a_client_that_sends_slowly_is_let_go(impatient: Server) -> None:
    for first in (b"", b"GET / HTTP/1.1\r\n", b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
                  b"Content-Type: application/sparql-query\r\n\r\nASK"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", impatient.port), timeout=10) as connection:
            connection.sendall(first)
            received = b""
            while piece := connection.recv(65536):
                received += piece
            assert received.split(b" ")[1:2] in ([b"408"], [])


def test_a_client_that_does_not_read_is_let_go_and_holds_nobody_up(impatient: Server) -> None:
    query = "SELECT%20*%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20gov:modality%20%3Ff%7DLIMIT%20100000"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", impatient.port))
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        head = connection.recv(4096).partition(b"\r\n\r\n")[0]
        whole = int(re.findall(rb"content-length: (\d+)", head)[0])
        assert impatient.ask("/healthz").status == 200
        time.sleep(3)
        received = 0
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                received += len(piece)
        assert whole > 10_000_000 and received < whole


def test_half_closed_and_dropped_connections(server: Server) -> None:
    request = b"GET /sparql?query=SELECT%20*%7B%3Fs%20a%20%3Fc%7DLIMIT%209 HTTP/1.1\r\nHost: a\r\n\r\n"
    assert b" 200 " in server.raw(request)  # raw() closes its own half at once
    for _ in range(20):  # what is answered before it is known that the client has said all
        assert b'"status": "ok"' in server.raw(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(request)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")  # a reset
    assert server.ask("/healthz").status == 200


def test_hundreds_of_random_requests(server: Server) -> None:
    from benchmarks.fuzz import attack, resident, settled

    before = settled(server.port, server.process.pid)
    seen = attack(server.port, 500, seed=random.randrange(1 << 30))
    assert not [each for each in seen if each.bad], seen
    assert resident(server.process.pid) < before * 1.1
    assert server.ask("/healthz").status == 200
