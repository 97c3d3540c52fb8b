"""Somebody who knows a law and no RDF follows CONTRIBUTING.md from the clone to the commit, and makes mistakes.

With GOVGRAPH_REWRITE_DOCS=1 the messages that the page shows are written anew instead.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govgraph.curate.canonical import canonical
from govgraph.curate.checking import Desk

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```(sh|yaml)\n(.*?)```", PAGE, re.DOTALL)
MISTAKES = re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", PAGE, re.MULTILINE)
FILE = "data/xa/lantern-office.yaml"
ELSEWHERE = ("git clone ", "cd ", "make ", ". .venv/")  # what needs the net or makes an environment


def files() -> dict[str, str]:
    """The files that the page shows, by the path that their first line names."""
    return {text.partition("\n")[0].removeprefix("# "): text for kind, text in STEPS if kind == "yaml"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, as a clone would be."""
    folder = tmp_path_factory.mktemp("clone") / "govgraph"
    for part in ("govgraph", "ontology", "data"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("user.name=Somebody", "user.email=somebody@law.example"):
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        subprocess.run(["git", "config", *name.split("=")], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    subprocess.run(["git", "commit", "-qm", "As it was"], cwd=folder, check=True)
    return folder


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", *words] if words[0] == "govgraph" else words
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, encoding="utf-8")


def test_the_page_leads_from_the_clone_to_the_commit(copy: Path) -> None:
    told: dict[str, str] = {}
    for kind, text in STEPS:
        if kind == "yaml":
            path = copy / text.partition("\n")[0].removeprefix("# ")
            assert path.is_file(), "'govgraph new' has begun it"
            path.write_text(text, encoding="utf-8")
            continue
        for line in text.splitlines():
            if not line.startswith(ELSEWHERE):
                done = run(shlex.split(line, comments=True), copy)
                assert done.returncode == 0, (line, done.stdout, done.stderr)
                told[line.partition("  ")[0]] = done.stdout + done.stderr
    assert told["govgraph new GovernmentBody xa/lantern-office"] == f"{FILE}\n"
    assert told[f"govgraph check {FILE}"] == told[f"govgraph check --fix {FILE}"] == "problems: 0\n"
    assert told["govgraph check"].splitlines()[-1].startswith("problems: 0")
    assert "data/xa" not in told["govgraph check"]
    shown = told["govgraph show xa/lantern-office"]
    assert "enforces\n" in shown and "PLANNED: Safe light campaign" in shown and "Gazette of Lanternia" in shown
    committed = run(["git", "show", "--stat=200", "--format=%s", "HEAD"], copy).stdout
    assert committed.startswith("Lanternia: the Lantern Act and its office\n") and "4 files changed" in committed
    assert all(path in committed for path in files())


@pytest.mark.parametrize("path", files())
def test_the_files_are_laid_out_as_all_are(path: str) -> None:
    assert canonical(files()[path], Desk().vocabulary) == files()[path]


def told_of(right: str, wrong: str, folder: Path) -> str:
    """What the check tells when the file has the wrong text instead of the right one."""
    right, wrong = (text.replace("⏎", "\n").replace("⇥", "\t") for text in (right, wrong))
    assert right in files()[FILE]
    for path, text in files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.replace(right, wrong, 1) if path == FILE else text, encoding="utf-8")
    found, *more = [p for p in Desk(folder / "data").of(["xa/lantern-office"]) if p.severity == "problem"]
    assert more == []
    return str(found).removeprefix(f"{folder}/")


@pytest.mark.skipif("GOVGRAPH_REWRITE_DOCS" not in os.environ, reason="the page is not to be written anew")
def test_the_messages_are_written_anew(tmp_path: Path) -> None:
    rows = [f"| `{right}` | `{wrong}` | `{told_of(right, wrong, tmp_path)}` |" for right, wrong, _ in MISTAKES]
    table = "| --- | --- | --- |\n" + "\n".join(rows) + "\n"
    page = re.sub(r"\| --- \| --- \| --- \|\n(?:\|.*\n)+", lambda _: table, PAGE)
    (ROOT / "CONTRIBUTING.md").write_text(page, encoding="utf-8")


@pytest.mark.skipif("GOVGRAPH_REWRITE_DOCS" in os.environ, reason="the page is written anew")
@pytest.mark.parametrize(("right", "wrong", "shown"), MISTAKES)
def test_a_mistake_is_told_as_the_page_shows(right: str, wrong: str, shown: str, tmp_path: Path) -> None:
    assert told_of(right, wrong, tmp_path) == shown


def test_every_kind_of_mistake_is_shown() -> None:
    assert len(MISTAKES) >= 12
    shown = " ".join(shown for *_, shown in MISTAKES)
    parts = ["unknown id", "unknown property", "did you mean", "is not a date", "'cite' is missing", "'at' is missing"]
    for part in [*parts, "modality", "not with tabs", "twice", "filled in"]:
        assert part in shown, part
    assert all(re.match(rf"{FILE}:\d+: .+", shown) for *_, shown in MISTAKES)
