"""Random requests at a server that runs: nothing may break, and its memory may not grow.

python benchmarks/fuzz.py URL [REQUESTS] [SEED]
"""

from __future__ import annotations

import os
import random
import socket
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

PATHS = """/ /sparql /sparql/ /id/xa /id/xa/lantern-act.ttl /id/jp.html /fact/f00.nt /ns /ns.ttl /ns.html
/.well-known/void /healthz /metrics /download/turtle /download/csv /static/x /query /ask /search /compare
/list/Body /timeline /graph /reconcile""".split()
WORDS = """SELECT ASK CONSTRUCT DESCRIBE WHERE { } ( ) . ; , * ?s ?p ?o a gov:Fact <http://example.org/> 'x' "y" 1
FILTER BIND AS UNION OPTIONAL GRAPH MINUS LIMIT 5 OFFSET ORDER BY GROUP COUNT(*) PREFIX ex: VALUES SERVICE FROM LOAD
INSERT DATA DELETE rdfs:label|rdf:type /^!+ # \\u0000 \\ 灯 \ud83c \0 RAND() REGEX(?o,'(a+)+$') << >> _:b []
@en ^^xsd:date""".split()
HEADERS = """Accept Accept-Encoding Accept-Language Content-Type If-None-Match If-Modified-Since Range Host Origin
Expect Cookie X-Forwarded-For X-Forwarded-Host Transfer-Encoding Content-Length Connection Upgrade
Authorization""".split()
VALUES = """text/html text/turtle application/sparql-results+json */* ;q=0 q=1.5 , gzip identity;q=0 * bytes=0-1 W/"x"
application/x-www-form-urlencoded application/sparql-query application/sparql-update
multipart/form-data;boundary=x chunked 0 5 -1 100-continue close keep-alive h2c 127.0.0.1 evil.example
${jndi:x} ../.. %00 é""".split()
METHODS = ["GET"] * 6 + ["POST"] * 4 + "HEAD OPTIONS PUT DELETE PATCH TRACE FOO get".split()


CLIENTS = 8
WORK = """graph?n= search?n= list/thing?n= timeline?n= ns/passedOn?n= ns.ttl?n=
sparql?query=SELECT*{?s%20?p%20?o}LIMIT%20400%23 sparql?query=DESCRIBE?s{?s%20a%20gov:Jurisdiction}%23""".split()


@dataclass(frozen=True)
class Seen:
    """What came back to a request."""

    sent: bytes
    status: int
    bad: str


def request(chance: random.Random) -> bytes:
    """A request that may be right, and mostly is not."""
    query = " ".join(chance.choices(WORDS, k=chance.randrange(12)))
    path = chance.choice(PATHS)
    if chance.random() < 0.2:
        path += chance.choice(
            ["/", "/..", "/%2e%2e/", "%00", "%ff", "?", "#", "//", "/" + "a" * chance.randrange(3000)]
        )
    encoded = quote(query.encode("utf-8", "surrogatepass"))
    names = chance.choices(["query", "format", "update", "default-graph-uri", "q", "a", "b", "callback"], k=2)
    fields = f"{names[0]}={encoded}&{names[1]}={quote(chance.choice(VALUES))}"
    method = chance.choice(METHODS)
    body = b""
    if method == "POST" or chance.random() < 0.1:
        body = chance.choice([fields.encode(), query.encode("utf-8", "surrogatepass"), chance.randbytes(50), b""])
    else:
        path += "?" + fields
    lines = [f"{method} {path} HTTP/1.{chance.choice('1110')}", "Host: a"]
    lines += [f"{chance.choice(HEADERS)}: {chance.choice(VALUES)}" for _ in range(chance.randrange(5))]
    if body and chance.random() < 0.9:
        lines.append(f"Content-Length: {len(body)}")
    if chance.random() < 0.7:
        lines.append(
            f"Content-Type: {chance.choice(['application/x-www-form-urlencoded', 'application/sparql-query'])}"
        )
    made = "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + body
    if chance.random() < 0.1:
        place = chance.randrange(len(made))
        made = made[:place] + chance.randbytes(chance.randrange(4)) + made[place + 1 :]
    return made[: chance.randrange(len(made))] if chance.random() < 0.05 else made


def attack(port: int, count: int, seed: int, host: str = "127.0.0.1") -> list[Seen]:
    """Send so many random requests, each on a connection of its own, and tell what came back."""
    chance, seen = random.Random(seed), []
    for _ in range(count):
        sent = request(chance)
        with socket.create_connection((host, port), timeout=40) as connection:
            received = b""
            try:
                connection.sendall(sent)
                if chance.random() < 0.05:
                    continue  # gone without listening
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(1 << 16):
                    received += piece
            except (ConnectionResetError, BrokenPipeError):
                pass
        status = int(received[9:12]) if received[9:12].isdigit() else 0
        bad = "500" if status == 500 else "traceback" if b"Traceback (most" in received else ""
        seen.append(Seen(sent, status, bad))
    return seen


def settled(port: int, pid: int) -> int:
    """The memory once it is taken that is taken only once.

    A worker takes some when it first does a thing, for then it copies what it shares, and answers are kept as far as
    there is room; so all workers are given work of every kind, until the memory grows no more.
    """
    now, before = 1, 0
    while now > before * 1.01:
        with ThreadPoolExecutor(2 * CLIENTS) as pool:
            asked = pool.map(partial(work, port), range(20 * CLIENTS))
            attacked = pool.map(lambda _: attack(port, 30, random.randrange(1 << 30)), range(CLIENTS))
            list(asked), list(attacked)
        now, before = resident(pid), now
    return now


def work(port: int, number: int) -> None:
    """Ask for something that is there, and that was not asked for before."""
    with suppress(OSError):
        urlopen(f"http://127.0.0.1:{port}/{WORK[number % len(WORK)]}{random.random()}", timeout=40).read()


def resident(pid: int) -> int:
    """The memory of a process and all that it started, in bytes: what they share is counted by its share."""
    family = [pid]
    for member in family:
        with suppress(OSError):
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                family += map(int, children.read_text().split())
    total = 0
    for member in family:
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return total


def main() -> None:
    url = urlsplit(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    pid = int(os.environ.get("SERVER_PID", "0"))
    port = url.port or 80
    before = settled(port, pid) if pid else 0
    with ThreadPoolExecutor(CLIENTS) as pool:
        parts = pool.map(lambda number: attack(port, count // CLIENTS, seed + number), range(CLIENTS))
        seen = [each for part in parts for each in part]
    print(f"{len(seen):,} requests, seed {seed}:", dict(sorted(Counter(each.status for each in seen).items())))
    if pid:
        after = resident(pid)
        print(f"memory before {before >> 20} MB, after {after >> 20} MB ({after / before:.2f})")
    for each in seen:
        if each.bad:
            print(each.bad, each.sent)
    sys.exit(any(each.bad for each in seen))


if __name__ == "__main__":
    main()
