"""A service that does not do as it should: every failure is told in one line, with exit code 4 at the command line."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import govgraph
from govgraph import AddressError, QueryError, RemoteError
from govgraph.remote import client as client_module
from govgraph.remote.answers import Answers
from govgraph.remote.client import Client

Respond = Callable[["Handler"], None]
ROWS = {
    "head": {"vars": ["s"]},
    "results": {"bindings": [{"s": {"type": "uri", "value": f"urn:{n}"}} for n in range(9)]},
}
JSON = "application/sparql-results+json"
ASKED = "SELECT ?s { ?s ?p ?o }"


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's `respond` says, and keeps what it was sent."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.server.seen.append(dict(self.headers))  # type: ignore[attr-defined]
        self.server.respond(self)  # type: ignore[attr-defined]

    def give(self, code: int = 200, body: bytes = b"", kind: str = JSON, **headers: str) -> None:
        self.send_response(code)
        self.send_header("content-type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", headers.pop("length", str(len(body))))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Service:
    """A server on loopback that answers as it is told to."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.seen: list[dict[str, str]] = []
        self.server.seen = self.seen  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"

    def answers(self, *responses: Respond) -> Answers:
        """Asks the service, which gives these responses one after the other, and the last one for good."""
        left = list(responses)
        self.server.respond = lambda h: (left.pop(0) if len(left) > 1 else left[0])(h)  # type: ignore[attr-defined]
        return Answers(Client(self.url, timeout=2), None)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("GOVGRAPH_USER", "GOVGRAPH_PASSWORD", "GOVGRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/nowhere/netrc")
    monkeypatch.setattr(client_module, "_PAUSE", 0.01)
    made = Service()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def good(handler: Handler) -> None:
    handler.give(body=json.dumps(ROWS).encode())


def slow(handler: Handler) -> None:
    time.sleep(3)


def torn(handler: Handler) -> None:
    handler.give(body=json.dumps(ROWS).encode()[:-40])


def short(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("content-type", JSON)
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"head": {')
    handler.close_connection = True


@pytest.mark.parametrize(
    ("respond", "message"),
    [
        (slow, "gave no answer within 2 seconds; set GOVGRAPH_TIMEOUT"),
        (torn, "the answer breaks off"),
        (short, "the answer breaks off after 10 bytes"),
        (lambda h: h.give(body=b"<html>hello</html>", kind="text/html"), "text/html: is it a SPARQL service"),
        (lambda h: h.give(404, b"gone", "text/plain"), "answers 404 Not Found: gone"),
        (lambda h: h.give(401, WWW_Authenticate='Basic realm="x"'), r"login \(401\): set GOVGRAPH_USER"),
        (lambda h: h.give(403), r"without another login \(403\)"),
        (lambda h: h.give(503), "answers 503"),
        (lambda h: h.give(body=json.dumps(ROWS).encode(), X_SQL_State="S1TAT", X_SQL_Message="RC...: timeout"),
         r"a part of the answer only: RC\.\.\.: timeout"),
        (lambda h: h.give(302, Location="http://other.example/sparql?token=secret"),
         "sends on to http://other.example/sparql: give that address"),
        (lambda h: h.give(body=b'{"head": {}, "boolean": true}'), "answers a SELECT with yes or no"),
        (lambda h: h.give(body=b"[1]"), "breaks off, or is none of SPARQL"),
    ],
)  # fmt: skip
def test_a_failure_is_told(service: Service, respond: Respond, message: str) -> None:
    with pytest.raises(RemoteError, match=message) as told:
        service.answers(respond).query(ASKED)
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)


def test_what_the_service_cannot_read_is_the_query_s_fault(service: Service) -> None:
    with pytest.raises(QueryError, match="does not accept the query: no such function"):
        service.answers(lambda h: h.give(400, b"no such function", "text/plain")).query(ASKED)


def test_a_busy_service_is_asked_again(service: Service) -> None:
    busy: Respond = lambda h: h.give(503, Retry_After="0")  # noqa: E731
    assert len(list(service.answers(busy, busy, good).query(ASKED))) == 9
    assert len(service.seen) == 3


def test_a_busy_service_says_how_long_to_wait(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """In seconds; another wording is not read, and what it asks beyond half a minute is not waited for."""
    waited: list[float] = []
    monkeypatch.setattr(client_module, "time", SimpleNamespace(sleep=waited.append))
    busy: list[Respond] = [
        lambda h: h.give(429, Retry_After="1"),
        lambda h: h.give(503, Retry_After="Thu, 26 Nov 2026 12:00:00 GMT"),
        lambda h: h.give(503, Retry_After="3600"),
    ]
    assert len(list(service.answers(*busy, good).query(ASKED))) == 9
    assert waited == [1, 0.02, 30]


def test_an_answer_too_large_is_given_up(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "LARGEST", 1000)
    with pytest.raises(RemoteError, match="larger than 1,000 bytes"):
        service.answers(lambda h: h.give(body=b" " * 5000)).query(ASKED)


def test_a_capped_answer_is_fetched_in_pages_and_one_that_never_adds_up_is_refused(service: Service) -> None:
    capped: Respond = lambda h: h.give(  # noqa: E731
        body=json.dumps(ROWS).encode(), Server="Virtuoso/07.20", X_SPARQL_MaxRows="9"
    )
    empty = {"head": {"vars": ["s"]}, "results": {"bindings": []}}
    last: Respond = lambda h: h.give(body=json.dumps(empty).encode())  # noqa: E731
    count = {"results": {"bindings": [{"n": {"type": "literal", "value": "20"}}]}}
    with pytest.raises(RemoteError, match="gave 9 of 20 rows"):
        service.answers(capped, capped, last, lambda h: h.give(body=json.dumps(count).encode())).query(ASKED)


def test_a_port_on_which_nobody_listens(service: Service) -> None:
    url = service.url.replace(str(service.server.server_port), "1")
    with pytest.raises(RemoteError, match=r"127\.0\.0\.1:1/sparql: cannot be reached"):
        Answers(Client(url), None).query(ASKED)


def test_a_service_that_speaks_no_tls(service: Service) -> None:
    service.answers(good)
    with pytest.raises(RemoteError, match=r"cannot be made safe \(TLS\)"):
        Answers(Client(service.url.replace("http:", "https:")), None).query(ASKED)


# -- logins


def challenge(handler: Handler) -> None:
    if "Authorization" in handler.headers:
        good(handler)
    else:
        handler.give(401, WWW_Authenticate='Basic realm="x"')


def test_a_password_from_the_environment_is_given_once_it_is_asked_for(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVGRAPH_USER", "reader")
    monkeypatch.setenv("GOVGRAPH_PASSWORD", "secret")
    service.answers(challenge).query(ASKED)
    assert "Authorization" not in service.seen[0]
    assert base64.b64decode(service.seen[1]["Authorization"].removeprefix("Basic ")) == b"reader:secret"


def test_a_password_from_netrc(service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login reader password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    service.answers(challenge).query(ASKED)
    assert base64.b64decode(service.seen[1]["Authorization"].removeprefix("Basic ")) == b"reader:secret"


def test_a_token_goes_along_and_never_to_another_host(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVGRAPH_TOKEN", "secret")
    service.answers(good).query(ASKED)
    assert service.seen[0]["Authorization"] == "Bearer secret"
    other = Service()
    with pytest.raises(RemoteError, match="sends on to"):
        service.answers(lambda h: h.give(307, Location=other.url)).query(ASKED)
    assert other.seen == []
    other.server.server_close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://reader:secret@localhost/sparql", "holds no user or password"),
        ("localhost:7878", "is the http or https address"),
        ("ftp://localhost/", "is the http or https address"),
        ("http://localhost:port/", "is the http or https address"),
    ],
)
def test_an_address_that_is_none(url: str, message: str) -> None:
    with pytest.raises(AddressError, match=message) as told:
        govgraph.connect(url)
    assert "secret" not in str(told.value)


# -- at the command line


def test_exit_codes(service: Service, run: Callable[..., Any]) -> None:
    service.answers(lambda h: h.give(body=b"<html>", kind="text/html"))
    ran = run("stats", "--endpoint", service.url)
    assert (ran.code, ran.stdout) == (4, "")
    assert ran.stderr == f"govgraph: {service.url} answers with text/html: is it a SPARQL service?\n"
    assert run("stats", "--endpoint", "http://u:p@localhost/").code == 2
    ran = run("publish", service.url, "--from", "x.nt")
    assert (ran.code, "for which day was the file made?" in " ".join(ran.stderr.split())) == (2, True)
    ran = run("stats", "--endpoint", service.url, "--source", "us/sources/csis-japan-2025")
    assert (ran.code, "a remote graph is as it was published" in " ".join(ran.stderr.split())) == (2, True)
