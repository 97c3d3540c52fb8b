"""Runaway queries end, nobody is starved, and nothing is dropped when the data or the server change."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from govgraph.server import Limits

from .conftest import DAY, ROOT, RUNAWAY, Answer, Server, serving

SMALL = "SELECT * { <https://w3id.org/govgraph/id/xa> a ?c FILTER(?c != %s) }"
GREEDY = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d), STR(?e))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"


def until(held: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


@pytest.fixture
def many() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(24) as pool:
        yield pool


def test_a_runaway_query_is_ended_and_the_server_goes_on(server: Server) -> None:
    killed = server.metric("killed_total")
    answer = server.query(RUNAWAY % 0)
    assert (answer.status, answer.type, answer.headers["retry-after"]) == (503, "text/plain", "60")
    assert answer.text == "the request was ended after 1 seconds: ask for less\n"
    assert server.metric("killed_total") > killed  # another test may have left one
    assert server.query(SMALL % 0).status == 200
    until(lambda: len(server.processes()) == Limits().workers + 2)  # as before: a spare one, and the nursery


def test_small_questions_are_answered_while_eight_queries_run_away(server: Server, many: ThreadPoolExecutor) -> None:
    runaways = [many.submit(server.query, RUNAWAY % n) for n in range(10, 18)]
    until(lambda: server.metric("long") > 0)
    answered = [server.query(SMALL % 0).status]
    assert not all(each.done() for each in runaways)  # it did not wait for them
    answered += [server.query(SMALL % n).status for n in range(1, 20)]
    assert Counter(answered) == {200: 20}
    assert {each.result().status for each in runaways} == {503}


def test_who_asks_for_too_long_waits_and_others_do_not(server: Server, many: ThreadPoolExecutor) -> None:
    mine = [many.submit(server.query, RUNAWAY % n) for n in range(20, 34)]
    until(lambda: server.metric("waiting") > 0)
    other = server.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?a = ?f) }", source="127.0.0.2")
    assert other.status in (200, 503) and "waiting" not in other.text
    assert {each.result().status for each in mine} == {503}


def test_what_is_not_done_at_once_lets_another_begin(tmp_path: Path, many: ThreadPoolExecutor) -> None:
    with serving(tmp_path, limits={"at_once": 1, "short": 8, "seconds": 8}) as own:
        lasting = many.submit(own.query, RUNAWAY % 0)
        until(lambda: own.metric("short") > 0)
        assert own.query(SMALL % 0).status == 200 and not lasting.done()


def test_a_query_whose_client_has_gone_ends(server: Server) -> None:
    killed = server.metric("killed_total")
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            b"GET /sparql?query=" + (RUNAWAY % 99).replace(" ", "%20").encode() + b" HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        until(lambda: server.metric("long") + server.metric("short") > 0)
    until(lambda: server.metric("long") == 0)
    assert server.metric("killed_total") == killed  # it went before its time was up


def test_a_query_that_takes_too_much_memory_ends_alone(tmp_path: Path) -> None:
    with serving(tmp_path, limits={"seconds": 60, "memory": 30 << 20}) as own:
        for query in (GREEDY, "ASK " + "{" * 9000 + "}" * 9000):
            answer = own.query(query)
            assert (answer.status, answer.headers["retry-after"]) == (503, "60") and "more memory" in answer.text
        assert own.metric("died_total") == 2
        assert own.query(SMALL % 0).status == 200


def test_beyond_the_queue_there_is_a_word_and_a_time(tmp_path: Path, many: ThreadPoolExecutor) -> None:
    with serving(tmp_path, "--timeout", "1", "--workers", "1", "--queue", "2") as own:
        answers = [f.result() for f in [many.submit(own.query, RUNAWAY % n) for n in range(24)]]
        refused = [a for a in answers if a.headers.get("retry-after") == "5"]
        assert {a.status for a in answers} == {503} and refused
        assert own.query(SMALL % 0).status == 200


def test_what_was_answered_is_kept_for_who_asks_next_as_far_as_there_is_room(tmp_path: Path) -> None:
    with serving(tmp_path, limits={"kept": 8000}) as own:
        first, again = own.query(SMALL % 1), own.query(SMALL % 1, source="127.0.0.2")
        assert (again.body, again.headers["etag"]) == (first.body, first.headers["etag"])
        assert own.metric("kept_total") == 1 and own.metric("kept_bytes") == len(first.body)
        assert own.query(SMALL % 1, accept="text/csv").type == "text/csv"
        for query in ("SELECT (RAND() AS ?r) {}", "SELECT", "SELECT * { ?s ?p ?o } LIMIT 100"):  # the last is too long
            assert own.query(query).status == own.query(query).status
        assert own.metric("kept_total") == 1
        for n in range(200):
            assert own.query(SMALL % n).status == 200
        assert 4000 < own.metric("kept_bytes") <= 8000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests/corpus", tmp_path / "data"))


def asking(server: Server, many: ThreadPoolExecutor, stop: list[bool]) -> list[Future[list[Answer]]]:
    def ask(number: int) -> list[Answer]:
        got: list[Answer] = []
        while not stop:
            never_the_same = f"{number + 2}.{len(got)}"
            got.append(
                server.query(f"SELECT ?n {{ id:xa rdfs:label ?n FILTER(LANG(?n) = 'en' && 1 < {never_the_same}) }}")
            )
        return got

    return [many.submit(ask, n) for n in range(4)]


def test_new_data_are_picked_up_without_dropping_a_request(
    tmp_path: Path, data: Path, many: ThreadPoolExecutor
) -> None:
    with serving(tmp_path, data=data) as own:
        before = set(own.processes())
        etag = own.query(SMALL % 0).headers["etag"]
        stop: list[bool] = []
        asked = asking(own, many, stop)
        file = data / "xa.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("Lanternia", "Lampland"), encoding="utf-8")
        own.process.send_signal(signal.SIGHUP)
        until(lambda: "Lampland" in own.query("SELECT ?n { id:xa rdfs:label ?n }").text)
        stop.append(True)
        answers = [answer for each in asked for answer in each.result()]
        assert {a.status for a in answers} == {200}
        assert {"Lanternia" in a.text for a in answers} == {True, False}
        assert own.query(SMALL % 0, if_none_match=etag).status == 200
        until(lambda: not before & set(own.processes()))
        (data / "xa.yaml").write_text("type: [", encoding="utf-8")
        own.process.send_signal(signal.SIGHUP)
        until(lambda: any(line.get("level") == "error" for line in own.logged()))
        assert "Lampland" in own.query("SELECT ?n { id:xa rdfs:label ?n }").text


def test_many_signals_at_once_are_one_or_two_reloads(tmp_path: Path, data: Path) -> None:
    with serving(tmp_path, data=data) as own:
        file = data / "xa.yaml"
        told = file.read_text(encoding="utf-8")
        for number in range(20):
            file.write_text(told.replace("Lanternia", f"Lampland {number}"), encoding="utf-8")
            own.process.send_signal(signal.SIGHUP)
            time.sleep(0.01)
        until(lambda: "Lampland 19" in own.query("SELECT ?n { id:xa rdfs:label ?n }").text)
        assert len([line for line in own.logged() if line.get("message") == "the data were read again"]) <= 3


def test_on_sigterm_what_is_under_way_is_finished(tmp_path: Path, many: ThreadPoolExecutor) -> None:
    with serving(tmp_path, "--timeout", "3") as own:
        left = own.processes()
        under_way = many.submit(own.query, RUNAWAY % 0)
        until(lambda: own.metric("long") == 1)
        own.process.send_signal(signal.SIGTERM)
        until(lambda: not reached(own))
        assert under_way.result().text.startswith("the request was ended after 3 seconds")
        assert own.process.wait(10) == 0
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
        assert list((tmp_path / "tmp").iterdir()) == []


def test_on_sigterm_while_the_data_are_loaded_it_ends(tmp_path: Path) -> None:
    with serving(tmp_path, wait=False) as own:
        until(lambda: bool(own.processes()))
        left = own.processes()
        own.process.send_signal(signal.SIGTERM)
        assert own.process.wait(10) == 0
        assert not any(alive(pid) for pid in left) and list((tmp_path / "tmp").iterdir()) == []


def test_a_port_that_is_taken_is_told(server: Server, tmp_path: Path) -> None:
    taken = rf"127\.0\.0\.1:{server.port}: Address already in use"
    with pytest.raises(AssertionError, match=taken), serving(tmp_path, port=server.port):
        pass


def test_a_worker_or_a_nursery_that_dies_is_replaced(tmp_path: Path) -> None:
    with serving(tmp_path) as own:
        for pid in own.processes():
            os.kill(pid, signal.SIGKILL)
        until(lambda: own.query(SMALL % 0).status == 200)


def test_a_server_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    with serving(tmp_path) as own:
        left = own.processes()
        own.process.kill()
        until(lambda: not any(alive(pid) for pid in left))


def test_bad_data_are_told_as_everywhere(tmp_path: Path, data: Path) -> None:
    (data / "xa.yaml").write_text("type: [", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"xa\.yaml:2: not YAML"), serving(tmp_path, data=data):
        pass


def test_every_request_is_a_line_in_the_log(server: Server) -> None:
    server.ask("/sparql?query=ASK%7B%7D&x=" + "y" * 5000, user_agent="first", authorization="Bearer secret")
    server.ask("/?" + "y" * 5000, user_agent="second")

    def requests() -> list[dict[str, object]]:
        return [line for line in server.logged() if line.get("agent") in ("first", "second")]

    until(lambda: len(requests()) == 2)
    first, second = requests()
    assert (first["status"], first["path"], first["query"], first["agent"]) == (200, "/sparql", "ASK{}", "first")
    assert len(str(second["query"])) == 2048
    assert "secret" not in server.log.read_text(encoding="utf-8")


def test_health_and_metrics(server: Server) -> None:
    told = json.loads(server.ask("/healthz").body)
    assert (told["status"], told["as_of"]) == ("ok", DAY)
    assert server.ask("/metrics").text.count("# TYPE") >= 10


def reached(server: Server) -> bool:
    try:
        server.ask("/healthz")
    except OSError:
        return False
    return True


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
