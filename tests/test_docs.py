"""What the documents show is what happens. With GOVGRAPH_REWRITE_DOCS=1 the shown output is written anew instead."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from govgraph import KnowledgeGraph

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n\$ govgraph (.+)\n((?:.*\n)*?)```")
SHOWN = 12  # lines of an output that is cut short with "…"


def printed(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "govgraph", *shlex.split(command)],
        capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT, env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_console_shows_what_is_printed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if os.environ.get("GOVGRAPH_REWRITE_DOCS"):
        page.write_text(CONSOLE.sub(rewritten, text), encoding="utf-8")
        return
    for command, shown in CONSOLE.findall(text):
        output = printed(command)
        if shown.endswith("…\n"):
            assert output.startswith(shown.removesuffix("…\n")), command
        else:
            assert output == shown, command


def rewritten(match: re.Match[str]) -> str:
    output = printed(match[1])
    if match[2].endswith("…\n"):
        output = "".join(output.splitlines(keepends=True)[:SHOWN]) + "…\n"
    return f"```console\n$ govgraph {match[1]}\n{output}```"


def test_the_query_of_the_readme_answers_alike_in_both_engines(report: KnowledgeGraph) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    query = re.search(r"```sparql\n(.+?)```", readme, re.DOTALL)
    assert query
    ours = {(row["body"].value, row["deed"].value, row["modality"].value) for row in report.query(query[1])}
    theirs = rdflib.Graph()
    for triple in report.rdf():
        theirs.add(triple)
    assert {
        tuple(str(v) for v in row) for row in theirs.query(query[1], initNs=dict(report.rdf().namespaces()))
    } == ours
    bodies = {report.names[body.removeprefix("https://w3id.org/govgraph/id/")] for body, _, _ in ours}
    assert bodies == {
        "AI Strategic Headquarters", "Cabinet", "Cabinet Office", "Local governments of Japan",
        "National government of Japan",
    }  # fmt: skip


def test_the_python_of_the_readme_runs(kg: KnowledgeGraph) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.+?)```", readme, re.DOTALL)
    assert code
    for line in code[1].splitlines():
        if "# '" in line or "# True" in line:
            expression, _, value = line.partition("#")
            assert repr(eval(expression, {"kg": kg})) == value.strip()
        elif line.startswith("kg."):
            assert eval(line, {"kg": kg}) is not None


def test_the_fact_of_the_readme_is_the_one_in_the_data() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n# (\S+)\nfacts:\n(.+?)```", readme, re.DOTALL)
    assert shown and shown[2] in (ROOT / shown[1]).read_text(encoding="utf-8")
