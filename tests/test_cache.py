"""The compiled graph is used again, is never stale, and is never needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import govgraph

HERE = Path(__file__).parent
DAY = "2031-06-30"
QUESTION = "when was the Lantern Act passed?"


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
    kept = sorted(p.name for p in home.iterdir())
    assert any(name.endswith(".tables") for name in kept) and first
    assert answers(data) == first
    assert sorted(p.name for p in home.iterdir()) in (kept, sorted([*kept, "seen"]))


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


def test_several_builders_at_once_agree(tmp_path: Path, data: Path) -> None:
    command = [sys.executable, "-m", "govgraph", "ask", "--data", os.fspath(data), "--as-of", DAY, QUESTION]
    environment = {**os.environ, "XDG_CACHE_HOME": os.fspath(tmp_path / "cache")}
    together = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(3)]
    said = {process.communicate(timeout=120)[0] for process in together}
    assert len(said) == 1 and all(process.returncode == 0 for process in together)
    assert not list((tmp_path / "cache").rglob(".*"))
