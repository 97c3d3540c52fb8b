"""The compiled graph is used again, is never stale, and is never needed."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any

import pyoxigraph as ox
import pytest

import govgraph
from govgraph import cache
from govgraph.compiled import listed
from govgraph.tables import Tables

HERE = Path(__file__).parent
DAY = "2031-06-30"
QUESTION = "when was the Lantern Act passed?"
NAME = '"Lantern Act"@en'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of one's own."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("govgraph.cache.user_cache_path", lambda name: folder / name)
    yield folder / "govgraph"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "corpus", tmp_path / "data"))


def answers(data: Path) -> list[str]:
    return [item.name for item in govgraph.load(data, as_of=DAY).ask(QUESTION).answers]


def test_what_was_compiled_answers_alike(home: Path, data: Path) -> None:
    first = answers(data)
    kept = {p.name for p in home.iterdir()} - {"seen"}
    assert len(kept) == 3 and first
    assert answers(data) == first
    assert {p.name for p in home.iterdir()} - {"seen"} == kept


def test_it_is_told_how_many_files_have_to_be_read(home: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govgraph.cache._SETTLED", 0)
    told: list[int] = []
    many = sum(place.is_file() for place in data.rglob("*"))
    for _ in range(2):  # the second time, all look as they did
        cache.content(data, unread=told.append)
        assert told == [many]


def test_a_change_in_the_data_shows_at_once(home: Path, data: Path) -> None:
    before = govgraph.load(data, as_of=DAY).entity("xa/lantern-act").name
    file = data / "xa/lantern-act.yaml"
    stat = file.stat()
    file.write_text(file.read_text().replace(before, "x" * len(before)), encoding="utf-8")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # same size, same time: only the content tells
    assert govgraph.load(data, as_of=DAY).entity("xa/lantern-act").name == "x" * len(before)


def test_a_file_that_went_bad_is_told_though_the_graph_was_kept(home: Path, data: Path) -> None:
    answers(data)
    (data / "xa/lantern-act.yaml").write_text("type: [")
    with pytest.raises(govgraph.DataError):
        govgraph.load(data, as_of=DAY)


def test_days_and_sources_are_kept_apart(home: Path, data: Path) -> None:
    whole = govgraph.load(data, as_of=DAY)
    assert len(govgraph.load(data, as_of="1990-01-01").facts()) == len(whole.facts())
    assert len(govgraph.load(data, as_of=DAY, sources=["xa/sources/gazette"]).facts()) < len(whole.facts())
    assert len(govgraph.load(data, as_of=DAY).facts()) == len(whole.facts())


@pytest.mark.parametrize("sources", [[], ["xa/sources/gazette"]])
def test_another_day_is_made_of_what_is_kept_and_is_the_same(
    home: Path, data: Path, sources: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {}
    for day in (DAY, "2031-01-01"):
        made[day] = set(govgraph.load(data, as_of=day, sources=sources).store)
        shutil.rmtree(home)
    govgraph.load(data, as_of=DAY, sources=sources)
    monkeypatch.setattr("govgraph.compiling.compiled", None)  # no file is read again
    assert set(govgraph.load(data, as_of="2031-01-01", sources=sources).store) == made["2031-01-01"] != made[DAY]
    assert set(govgraph.load(data, as_of=DAY, sources=sources).store) == made[DAY]


def test_another_day_is_made_of_the_files_where_what_is_kept_is_broken(home: Path, data: Path) -> None:
    kept = home / govgraph.load(data, as_of=DAY).key
    for table in kept.glob("*.sst"):
        stat = table.stat()
        table.write_bytes(bytes(stat.st_size))
        os.utime(table, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # by its look it was not touched
    after = govgraph.load(data, as_of="2031-01-01")
    assert after.ask(QUESTION).answers and (home / after.key).is_dir()


def test_a_question_for_another_day_needs_no_graph_of_that_day(
    home: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = answers(data)
    monkeypatch.setattr(govgraph.KnowledgeGraph, "build", None)
    assert [a.name for a in govgraph.load(data, as_of="2031-07-01").ask(QUESTION).answers] == first


# -- a compiled graph that is given


@pytest.fixture
def compiled(home: Path, data: Path) -> Path:
    """As it is when somebody copied it from elsewhere: nothing of it is in the cache."""
    govgraph.load(data, as_of=DAY).compile(home.parent / "compiled")
    shutil.rmtree(home)
    return Path(shutil.copytree(home.parent / "compiled", home.parent / "copied", copy_function=shutil.copyfile))


def test_a_compiled_graph_is_asked_where_it_lies(
    home: Path, data: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = (govgraph.KnowledgeGraph, "build"), (Tables, "of")
    with monkeypatch.context() as patch:
        for what, how in made:
            patch.setattr(what, how, None)
        kg = govgraph.load(compiled, as_of=DAY)
        found, facts = [item.name for item in kg.ask(QUESTION).answers], kg.facts()
        assert found == [a.name for a in govgraph.load(compiled, as_of="2031-07-01").ask(QUESTION).answers]
    assert not list(home.rglob("*.sst"))
    assert found == answers(data)
    assert facts == govgraph.load(data, as_of=DAY).facts()
    for day in ("2031-01-01", DAY):
        assert set(govgraph.load(compiled, as_of=day).store) == set(govgraph.load(data, as_of=day).store)


def test_a_graph_of_the_cache_is_asked_by_the_tables_beside_it(
    home: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = answers(data)
    monkeypatch.setattr(Tables, "of", None)
    (kept,) = home.glob("*-*")
    assert answers(kept) == first


def test_what_sources_say_is_narrowed_of_a_compiled_graph(data: Path, compiled: Path) -> None:
    said = [govgraph.load(d, as_of=DAY, sources=["xa/sources/gazette"]).facts() for d in (data, compiled)]
    assert said[0] == said[1] != govgraph.load(compiled, as_of=DAY).facts()


def test_a_compiled_graph_that_was_written_to_is_read_anew(compiled: Path) -> None:
    store = ox.Store(os.fspath(compiled))
    store.update(f'DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p "Moth Act"@en }} WHERE {{ ?s ?p ?o FILTER(?o = {NAME}) }}')
    store.flush()
    del store
    kg = govgraph.load(compiled, as_of=DAY)
    assert kg.entity("xa/lantern-act").name == "Moth Act"
    assert kg.ask("when was the Moth Act passed?").answers


def test_a_compiled_graph_runs_no_code(home: Path, data: Path, compiled: Path) -> None:
    """Its tables hold pickles, and it may come from anybody."""
    database = sqlite3.connect(compiled / "tables")
    database.execute("UPDATE kept SET value = ? WHERE key = 'lexicon'", (pickle.dumps(print),))
    database.commit()
    database.close()
    (compiled / "files").write_text(listed(compiled))
    with pytest.raises(pickle.UnpicklingError, match=r"there is no builtins.print in tables"):
        answers(compiled)


def test_a_graph_that_was_pruned_meanwhile_is_compiled_all_the_same(home: Path, data: Path, tmp_path: Path) -> None:
    kg = govgraph.load(data, as_of=DAY)
    expected = [item.name for item in kg.ask(QUESTION).answers]
    shutil.rmtree(home)
    kg.compile(tmp_path / "new")
    assert answers(tmp_path / "new") == expected != []


def test_a_compiled_graph_is_put_where_nothing_is(data: Path, tmp_path: Path, run: Any) -> None:
    assert run("compile", "--data", data, "--as-of", DAY, "-o", tmp_path / "new").code == 0
    again = run("compile", "--data", data, "--as-of", DAY, "-o", tmp_path / "new")
    assert (again.code, again.stderr) == (2, f"govgraph: {tmp_path / 'new'}: there is something already\n")
    nowhere = run("compile", "--data", data, "--as-of", DAY, "-o", tmp_path / "no" / "new")
    told = f"govgraph: {tmp_path / 'no' / 'new'}: there is no folder {tmp_path / 'no'}\n"
    assert (nowhere.code, nowhere.stderr) == (2, told)
    assert "2031" in run("ask", QUESTION, "--data", tmp_path / "new", "--as-of", DAY).stdout


@pytest.mark.parametrize("what", ["cut", "noise", "gone"])
def test_what_is_broken_is_made_anew(home: Path, data: Path, what: str) -> None:
    first = answers(data)
    for path in [p for p in home.rglob("*") if p.is_file()]:
        if what == "gone":
            path.unlink()
        else:
            path.write_bytes(b"" if what == "cut" else b"\x80\x05noise")
    assert answers(data) == first
    assert answers(data) == first


def test_where_nothing_can_be_kept_it_answers_all_the_same(home: Path, data: Path) -> None:
    first = answers(data)
    shutil.rmtree(home)
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file where the folder should be")
    assert answers(data) == first


def test_a_file_that_was_touched_is_not_used(home: Path, data: Path) -> None:
    first = answers(data)
    tables = list(home.rglob("*.sst"))
    assert tables
    for path in tables:
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 255
        path.write_bytes(raw)
    assert answers(data) == first


def test_what_changes_while_the_graph_is_made_is_seen(home: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is renamed in the middle: the graph that is kept under a key is the one that the key was found for."""
    made, file = govgraph.KnowledgeGraph.build, data / "xa/lantern-act.yaml"
    text = file.read_text(encoding="utf-8")
    name = govgraph.load(HERE / "corpus", as_of=DAY).entity("xa/lantern-act").name
    shutil.rmtree(home)

    def meanwhile(self: govgraph.KnowledgeGraph, place: str | None) -> object:
        store = made(self, place)
        file.write_text(text.replace(name, "Moth Act"), encoding="utf-8")
        return store

    monkeypatch.setattr(govgraph.KnowledgeGraph, "build", meanwhile)
    assert govgraph.load(data, as_of=DAY).entity("xa/lantern-act").name == "Moth Act"
    file.write_text(text, encoding="utf-8")
    monkeypatch.undo()
    assert govgraph.load(data, as_of=DAY).entity("xa/lantern-act").name == name


ASK = (
    "import sys, govgraph; kg = govgraph.load(sys.argv[1], as_of=sys.argv[2])\n"
    "print([item.value for item in kg.ask(sys.argv[3]).answers])"
)
COUNTED = (
    "import os, sys, govgraph; made = govgraph.KnowledgeGraph.build\n"
    "def build(self, place): os.write(2, b'made '); return made(self, place)\n"
    f"govgraph.KnowledgeGraph.build = build; {ASK}"
)


def started(code: str, data: Path, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code, os.fspath(data), DAY, QUESTION]
    env = {**os.environ, **environment}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_of_sixteen_that_start_at_once_all_answer_and_one_builds(tmp_path: Path, data: Path) -> None:
    cache = tmp_path / "cache"
    together = [started(COUNTED, data, XDG_CACHE_HOME=os.fspath(cache)) for _ in range(16)]
    said = [process.communicate(timeout=240) for process in together]
    assert {process.returncode for process in together} == {0}
    assert len({out for out, _ in said}) == 1 and b"2031" in said[0][0]
    assert b"".join(err for _, err in said) == b"made "
    assert not list(cache.rglob(".*"))


def test_who_waits_is_told_so_on_a_terminal(home: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    key = govgraph.load(data, as_of=DAY).key
    shutil.rmtree(home / key)
    lock = sqlite3.connect(home / f".{key}.lock", check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    Timer(0.3, lock.close).start()
    monkeypatch.setattr("sys.stderr", stderr := Terminal())
    govgraph.load(data, as_of=DAY)
    assert stderr.getvalue() == "Waiting for another govgraph, which is making the same graph …\n"


def test_a_builder_that_is_killed_leaves_nothing_that_answers_wrongly(tmp_path: Path, data: Path) -> None:
    """At twenty moments from the first import on until after the end; whatever is left, the next one answers."""
    environment = {"XDG_CACHE_HOME": os.fspath(tmp_path / "cache")}
    begun = time.monotonic()
    right = started(ASK, data, **environment).communicate(timeout=120)[0]
    whole = time.monotonic() - begun
    moments = Random(20)
    for _ in range(20):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        killed = started(ASK, data, **environment)
        with suppress(subprocess.TimeoutExpired):
            killed.wait(moments.uniform(0.2, 1.1) * whole)
        killed.kill()
        killed.communicate()
        assert answered(data, tmp_path / "cache") == right


def answered(data: Path, cache: Path) -> bytes:
    """What a process that comes later says, which is this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govgraph.cache.user_cache_path", lambda name: cache / name)
        found = govgraph.load(data, as_of=DAY).ask(QUESTION).answers
    return f"{[a.value for a in found]}\n".encode()


FULL = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999))\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
def test_on_a_full_disk_and_without_a_home_it_answers_all_the_same(tmp_path: Path, data: Path) -> None:
    cache = os.fspath(tmp_path / "cache")
    right = started(ASK, data, XDG_CACHE_HOME=cache)
    full = started(FULL + ASK, data, XDG_CACHE_HOME=os.fspath(tmp_path / "full"))
    gone = started(ASK, data, XDG_CACHE_HOME="/proc/nowhere", HOME="/proc/nowhere")
    said = {process.communicate(timeout=120)[0] for process in (right, full, gone)}
    assert len(said) == 1 and b"2031" in said.pop()
    assert not list((tmp_path / "full").rglob("*.sst"))


def test_terms_that_were_kept_from_a_folder_that_is_gone_are_those_of_the_one_at_hand(
    home: Path, tmp_path: Path
) -> None:
    from govgraph.vocabulary import ontology_folder

    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        shutil.copytree(ontology_folder(), folder)
    triples = {quad.triple for quad in cache.vocabulary(first).quads}
    shutil.rmtree(first)
    kept = cache.vocabulary(second)
    assert list(home.glob("*.terms"))
    assert kept.words["synonyms"] and {quad.triple for quad in kept.quads} == triples
