"""What the documents show is what happens, and what there is is documented.

Console blocks are run, the other blocks are run or parsed (tests/documents.py), and cog prints the tables and counts
(docs/tables.py). With GOVGRAPH_REWRITE_DOCS=1 the shown output and the tables are written anew instead: `make docs`.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import documents
import pytest
import rdflib
from documents import PAGES, ROOT, Block

from govgraph import KnowledgeGraph
from govgraph.export import WRITERS
from govgraph.queries import named

REWRITE = "GOVGRAPH_REWRITE_DOCS" in os.environ
BLOCKS = [block for page in PAGES for block in documents.blocks(page)]


def those(*languages: str) -> pytest.MarkDecorator:
    """A test for each block in these languages."""
    found = [block for block in BLOCKS if block.language in languages]
    return pytest.mark.parametrize("block", found, ids=lambda block: f"{block.page.name}:{block.line}")


def test_what_cog_prints_is_up_to_date() -> None:
    assert documents.cog("-r" if REWRITE else "--check") == 0, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_console_shows_what_is_printed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    if REWRITE:
        page.write_text(documents.CONSOLE.sub(documents.rewritten, text), encoding="utf-8")
        return
    for command, shown in documents.CONSOLE.findall(text):
        output = documents.printed(command)
        assert output.startswith(shown.removesuffix("…\n")) if shown.endswith("…\n") else output == shown, command


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    known = {"console", "sh", "python", "sparql", "json", "yaml", "ttl", "javascript", *documents.AS_THEY_ARE}
    assert [f"{block}: {block.language or 'no language'}" for block in BLOCKS if block.language not in known] == []
    assert all("not run" in b.page.read_text(encoding="utf-8") for b in BLOCKS if b.language == "r")


@those("sh")
def test_a_command_for_the_shell_is_understood(block: Block) -> None:
    assert documents.misunderstood(block.text) == []


@those("json", "yaml", "ttl")
def test_data_can_be_read(block: Block) -> None:
    documents.READERS[block.language](block.text)


@those("sparql")
def test_a_query_finds_something(block: Block, kg: KnowledgeGraph) -> None:
    found = kg.query(block.text)
    assert found is True or next(iter(found), None) is not None


@pytest.mark.parametrize(
    "page",  # tests/mcp runs that of assistants.md, which starts a server
    sorted({b.page for b in BLOCKS if b.language == "python" and b.page.name != "assistants.md"}),
    ids=lambda page: page.name,
)
def test_the_python_runs_and_gives_what_the_comments_say(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {"__name__": "page"}
    for block in documents.blocks(page):
        if block.language == "python":
            documents.run_python(block.text, known)


def test_the_javascript_runs_against_a_server_and_prints_what_the_comments_say(tmp_path: Path) -> None:
    pages = [block for block in BLOCKS if block.language == "javascript"]
    node = shutil.which("node")
    if not pages or not node:
        pytest.skip("no JavaScript is shown" if not pages else "node is not there")
    with documents.served() as address:
        for block in pages:
            documents.run_javascript(block.text, node, address, tmp_path / "page.mjs")


def test_all_that_there_is_is_documented() -> None:
    text = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
    missing = [f"command {name}: say in docs/guide.md what it is for" for name in documents.commands()
               if f"govgraph {name}" not in text["guide.md"]]  # fmt: skip
    reference = text["reference.md"]
    for name, command in documents.commands().items():
        section = reference.partition(f"### {name}\n")[2].partition("\n### ")[0]
        options = (option for parameter in command.params for option in parameter.opts if option.startswith("--"))
        missing += [f"option {option} of {name}: make docs" for option in options if option not in section]
    missing += [f"format {name}: docs/tables.py, make docs" for name in WRITERS if f"| `{name}` |" not in reference]
    missing += [f"question {name}: make docs" for name in named() if f"| `{name}` |" not in reference]
    assert missing == []


def test_links_lead_somewhere() -> None:
    lost = []
    for page in PAGES:
        for target, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
            there = page.parent / target if target else page
            if not there.exists() or (heading and heading not in documents.anchors(there)):
                lost.append(f"{page.name}: {target}#{heading}")
    assert lost == []


def test_the_query_of_the_readme_answers_alike_in_both_engines(report: KnowledgeGraph) -> None:
    (query,) = (block.text for block in documents.blocks(ROOT / "README.md") if block.language == "sparql")
    ours = {(row["body"].value, row["deed"].value, row["modality"].value) for row in report.query(query)}
    theirs = rdflib.Graph()
    for triple in report.rdf():
        theirs.add(triple)
    assert {tuple(str(v) for v in row) for row in theirs.query(query, initNs=dict(report.rdf().namespaces()))} == ours
    bodies = {report.names[body.removeprefix("https://w3id.org/govgraph/id/")] for body, _, _ in ours}
    assert bodies == {
        "AI Strategic Headquarters", "Cabinet", "Cabinet Office", "Local governments of Japan",
        "National government of Japan",
    }  # fmt: skip


def test_the_fact_of_the_readme_is_the_one_in_the_data() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n# (\S+)\nfacts:\n(.+?)```", readme, re.DOTALL)
    assert shown and shown[2] in (ROOT / shown[1]).read_text(encoding="utf-8")
