"""A folder that is watched: what is new and what is solved is told after each change, until Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from govgraph.curate.checking import Desk
from govgraph.curate.watching import again


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_the_command_tells_of_each_change_and_ends_cleanly(folder: Path) -> None:
    act = folder / "xa/lantern-act.yaml"
    right = act.read_text(encoding="utf-8")
    words = [sys.executable, "-m", "govgraph", "check", str(folder), "--watch"]
    heeded = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # also where the tests run in the background
    piped = subprocess.PIPE
    with subprocess.Popen(words, stdout=piped, stderr=piped, encoding="utf-8", preexec_fn=heeded) as watching:
        assert watching.stdout and watching.stderr
        try:
            assert watching.stdout.readline() == "problems: 0\n"
            act.write_text(right.replace("passedOn", "pasedOn"), encoding="utf-8")
            line = watching.stdout.readline()
            assert line.startswith(f"+ {act}:") and "unknown property or qualifier 'pasedOn'" in line
            assert watching.stdout.readline() == "problems: 1\n"
            act.write_text(right, encoding="utf-8")
            assert watching.stdout.readline() == "-" + line[1:]
            assert watching.stdout.readline() == "problems: 0\n"
            watching.send_signal(signal.SIGINT)
            assert (watching.wait(30), watching.stdout.read(), watching.stderr.read()) == (0, "", "")
        finally:
            watching.kill()


def after(folder: Path, desk: Desk, changes: dict[str, str]) -> list[str]:
    """The problems after these files were written, as the check that goes on finds them."""
    before = desk.whole()
    for name, text in changes.items():
        (folder / name).write_text(text, encoding="utf-8")
    _, now = again(desk, None, before)
    return [f"{Path(p.path).relative_to(folder)}: {p.message}" for p in now if p.severity == "problem"]


def test_half_a_file_is_a_problem_and_no_end(folder: Path) -> None:
    assert after(folder, Desk(folder), {"xa/moth.yaml": "type: Sta"}) == ["xa/moth.yaml: the key 'name' is missing"]
    (folder / "xa/moth.yaml").write_text("")
    assert [p.message for p in Desk(folder).whole()] == ["the file is empty"]


def test_a_contradiction_is_found_and_solved_without_the_whole(folder: Path) -> None:
    act = (folder / "xa/lantern-act.yaml").read_text(encoding="utf-8")
    day = next(line for line in act.splitlines() if "passedOn" in line)
    twice = act.replace(
        day, day[: day.index(":")] + ": 2029-01-01\n    cite: {source: xa/sources/gazette, at: X}\n" + day
    )
    desk = Desk(folder)
    (told,) = after(folder, desk, {"xa/lantern-act.yaml": twice})
    assert "it happens only once" in told
    assert after(folder, desk, {"xa/lantern-act.yaml": act}) == []


def test_a_changed_ontology_makes_all_of_it_new(folder: Path) -> None:
    ontology = folder.parent / "words"
    shutil.copytree(Path(__file__).resolve().parents[2] / "ontology", ontology)
    desk = Desk(folder, ontology)
    terms = ontology / "govgraph.ttl"
    terms.write_text(terms.read_text(encoding="utf-8").replace("gov:passedOn", "gov:votedOn"), encoding="utf-8")
    os.utime(terms)
    now = again(desk, None, [])[1]
    assert any("unknown property or qualifier 'passedOn'" in p.message for p in now)
