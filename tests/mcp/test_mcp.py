"""Every tool, resource and prompt, asked by the protocol's own client over the standard streams and over HTTP."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from govgraph import KnowledgeGraph
from govgraph.mcp import create_server, lookups

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["-m", "govgraph", "mcp", "--as-of", "2025-10-09", "--source", "us/sources/csis-japan-2025"]
TOOLS = {"ask", "show", "list", "compare", "timeline", "diff", "query"}
CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {"question": "who proposes the AI Basic Plan"}, "AI Strategic Headquarters"),
    ("show", {"thing": "AI Promotion Act"}, "jp/ai-promotion-act"),
    ("show", {"thing": "AI Promotion Act", "as_of": "2025-08-15", "limit": 5, "start": 5}, '"status": "passed"'),
    ("show", {"thing": "AI Promotion Act", "as_of": "2025-08-15"}, '"since": "2025-09-01"'),  # the status to come
    ("list", {"kind": "bodies", "under": "AI Promotion Act"}, "jp/cabinet"),
    ("compare", {"things": ["jp", "us"], "matter": "strategic priority"}, "claimed"),
    ("timeline", {"jurisdiction": "Japan", "first": "2025-09"}, "2025-09-01"),
    ("diff", {"first": "2025-08-15", "last": "2025-10-09"}, "in force"),
    ("query", {"sparql": "SELECT ?head { ?body gov:headedBy ?head }"}, "jp/prime-minister"),
    ("query", {"sparql": "things-by-class", "limit": 2}, "left_off"),
]
MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("show", {"thing": "AI Promotoin Act"}, "AI Promotion Act (jp/ai-promotion-act)"),
    ("list", {"kind": "lawz_"}, "no class is called 'lawz_'"),
    ("compare", {"things": ["jp", "jp"]}, "two or more different things"),
    ("compare", {"things": ["jp", "us"], "matter": "flurb"}, "no matter is called 'flurb'; nearest: "),
    ("timeline", {"first": "soon"}, "'soon' is not a date"),
    ("query", {"sparql": "SELECT *"}, "not a SPARQL query"),
    ("query", {"sparql": "@README.md"}, "no file is read here"),
    ("query", {"sparql": "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }"}, "nothing leaves this machine"),
    ("query", {"sparql": "things-by-clas"}, "things-by-class"),
    ("shwo", {"thing": "jp"}, "no tool is called 'shwo' (did you mean 'show'?)"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server over HTTP, as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *COMMAND, "--http", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stderr
        url = process.stderr.readline().strip()
        assert url == f"http://127.0.0.1:{port}/mcp"
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield url
        process.terminate()


@asynccontextmanager
async def connected(how: str, address: str) -> AsyncIterator[Client]:
    if how == "http":
        async with Client(address) as client:
            yield client
        return
    parameters = StdioServerParameters(command=sys.executable, args=COMMAND, cwd=ROOT)
    async with Client(stdio_client(parameters)) as client:
        yield client


@pytest.mark.parametrize("how", ["stdio", "http"])
def test_a_client_calls_everything_that_there_is(how: str, address: str) -> None:
    async def visit() -> None:
        async with connected(how, address) as client:
            assert "cite their sources" in (client.instructions or "") and "2025-10-09" in (client.instructions or "")
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == TOOLS
            for tool in tools.values():
                assert tool.description and tool.output_schema and tool.annotations and tool.annotations.read_only_hint
            for name, arguments, said in CALLS:
                given = await client.call_tool(name, arguments)  # which the client checks against the schema
                assert not given.is_error and given.structured_content, (name, given)
                assert said in given.content[0].text, (name, arguments)
            for name, arguments, said in MISTAKES:
                given = await client.call_tool(name, arguments)
                assert given.is_error and said in given.content[0].text, (name, given.content)
            await resources(client)
            await prompts(client)

    anyio.run(visit)


async def resources(client: Client) -> None:
    templates = (await client.list_resource_templates()).resource_templates
    assert [template.uri_template for template in templates] == ["govgraph://id/{+id}"]
    for id_, said in (("jp/cabinet", "PLANNED: AI Basic Plan"), ("jp/ai-promotion-act%23plan", "Plan")):
        read = await client.read_resource(f"govgraph://id/{id_}")
        assert said in read.contents[0].text and "Sources" in read.contents[0].text
    with pytest.raises(Exception, match=r"nearest: .*Cabinet \(jp/cabinet\)"):
        await client.read_resource("govgraph://id/jp/cabinett")


async def prompts(client: Client) -> None:
    asked = {
        "compare_jurisdictions": {"matter": "penalties"},
        "who_does_what": {"law": "EU AI Act"},
        "what_changes": {"first": "2026-08-01", "last": "2027-12-31"},
    }
    assert {prompt.name for prompt in (await client.list_prompts()).prompts} == set(asked)
    for name, arguments in asked.items():
        text = (await client.get_prompt(name, arguments)).messages[0].content.text
        assert all(value in text for value in arguments.values())
        assert set(re.findall(r"`(\w+)`", text)) & TOOLS
    for name, given, said in (("who_does", {}, "did you mean 'who_does_what'"), ("who_does_what", {}, "law")):
        with pytest.raises(MCPError, match=said):
            await client.get_prompt(name, given)


def test_what_is_told_carries_its_mark_and_its_place(report: KnowledgeGraph) -> None:
    tools = lookups.Lookups(report)
    cabinet = tools.show("jp/cabinet")
    (planned,) = [fact for fact in cabinet.facts if "finalizes" in fact.says and fact.mark]
    assert planned.mark == "PLANNED" and planned.where[0].at == "Structure of the AI Promotion Act, Plan"
    denied = [fact for fact in tools.show("jp/ai-promotion-act").facts if "NOT SO" in fact.mark]
    assert denied and not any(fact.says.startswith("The source denies") for fact in denied)
    first, rest = tools.show("jp/ai-promotion-act", limit=3), tools.show("jp/ai-promotion-act", start=3, limit=500)
    assert len(first.facts) == 3 and first.left_off == len(rest.facts) and rest.left_off == 0


def test_a_query_that_runs_too_long_is_ended(land: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "SECONDS", 2)
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"

    async def visit() -> None:
        async with Client(create_server(land)) as client:
            given = await client.call_tool("query", {"sparql": endless})
            assert given.is_error and "ended after 2 seconds" in given.content[0].text
            given = await client.call_tool("query", {"sparql": "ASK { id:xa a gov:Jurisdiction }"})
            assert given.structured_content == {"rows": [{"answer": True}], "left_off": 0, "doubts": []}

    anyio.run(visit)


def test_the_document_tells_what_there_is_and_its_python_runs(tmp_path: Path) -> None:
    told = (ROOT / "docs/assistants.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)) == TOOLS
    started = json.loads(re.findall(r"```json\n(.+?)```", told, re.DOTALL)[0])["mcpServers"]["govgraph"]
    assert started == {"command": "govgraph", "args": ["mcp"]}
    code = re.findall(r"```python\n(.+?)```", told, re.DOTALL)[0]
    command = tmp_path / "govgraph"  # the one of this very checkout
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m govgraph "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    there = {**os.environ, "PATH": os.pathsep.join([str(tmp_path), os.environ.get("PATH", "")])}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=there, cwd=ROOT)
    assert "AI Strategic Headquarters" in run.stdout, run.stderr
