"""The documents taken apart: their blocks of code, and what running or reading each kind of block means."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rdflib
import typer.main
import yaml

from govgraph.cli import curating  # noqa: F401 - its commands
from govgraph.cli.commands import app
from govgraph.errors import GovgraphError

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PRINTED = [*PAGES, ROOT / "docs" / "data-model.svg"]
CONSOLE = re.compile(r"```console\n\$ govgraph (.+)\n((?:.*\n)*?)```")
SHOWN = 12  # lines of an output that is cut short with "…"
AS_THEY_ARE = {"text", "r", "nginx"}  # what cog prints, and what is for programs that need not be there
ELSEWHERE = set("cd pip git curl sha256sum python which . .venv/bin/python docker systemctl".split())
USAGE = typer.BadParameter.__mro__[1]  # typer may bring a click of its own
READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "yaml": yaml.safe_load,
    "ttl": lambda text: rdflib.Graph().parse(data=text, format="turtle"),
}


@dataclass(frozen=True)
class Block:
    """A fenced block: where it begins, its language and its text."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, from top to bottom."""
    text = page.read_text(encoding="utf-8")
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(page, text.count("\n", 0, m.start()) + 1, m[1], m[2]) for m in found]


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def cog(how: str) -> int:
    """Run cog over the documents, to check them or to print into them anew; 0 is fine."""
    from cogapp import Cog

    options = ["-P", "-I", str(ROOT / "docs"), "-p", "import model, tables"]
    return int(Cog().main(["cog", how, *options, *map(str, PRINTED)]))


def printed(command: str) -> str:
    """What a command prints; how it ends is no matter here."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit, GovgraphError):
        app(shlex.split(command), prog_name="govgraph")
    assert out.getvalue(), f"{command} prints nothing"
    return out.getvalue()


def rewritten(match: re.Match[str]) -> str:
    """A console block with what its command prints now."""
    output = printed(match[1])
    lines = output.splitlines(keepends=True)
    if match[2].endswith("…\n") and len(lines) > SHOWN:
        output = "".join(lines[:SHOWN]) + "…\n"
    return f"```console\n$ govgraph {match[1]}\n{output}```"


def commands() -> dict[str, Any]:
    """The commands of govgraph by name."""
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def misunderstood(script: str) -> list[str]:
    """The commands of a script that would not be understood: unknown ones, and govgraph's with wrong arguments."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wrong = []
    for words in _simple_commands(script):
        if words[0] == "govgraph" and len(words) > 1 and words[1] in commands():
            try:
                commands()[words[1]].make_context(words[1], words[2:])
            except USAGE as error:
                wrong.append(f"{shlex.join(words)}: {error}")
        elif words[0] in ELSEWHERE or (words[0] == "make" and words[1] in targets):
            continue
        elif words != ["govgraph", "--help"]:
            wrong.append(shlex.join(words))
    return wrong


def _simple_commands(script: str) -> Iterator[list[str]]:
    """The words of each command of a script, without redirections and comments."""
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        for command in " ".join(map(shlex.quote, words)).replace("'&&'", "\n").replace("'|'", "\n").split("\n"):
            if simple := re.sub(r" '[<>]+' \S+", "", command).strip():
                yield shlex.split(simple)


def run_python(text: str, known: dict[str, object]) -> None:
    """Run a block; where a comment that is a Python literal follows an expression, its value has to be that."""
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Expr):
            exec(compile(ast.Module([node], []), "<page>", "exec"), known)
            continue
        value = eval(compile(ast.Expression(node.value), "<page>", "eval"), known)
        comment = lines[(node.end_lineno or 1) - 1].partition("  # ")[2]
        with contextlib.suppress(ValueError, SyntaxError):
            assert value == ast.literal_eval(comment), lines[node.lineno - 1]


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of a real server on this machine, as of the day of the documents."""
    words = [sys.executable, "-m", "govgraph", "serve", "--port", "0", "--as-of", "2026-11-26"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as server:
        try:
            assert server.stdout
            found = re.search(r"http://\S+?:\d+", server.stdout.readline())
            assert found, "the server tells no address"
            yield found[0]
        finally:
            server.send_signal(signal.SIGTERM)


def run_javascript(text: str, node: str, address: str, path: Path) -> None:
    """Run a block as a module; what it logs has to be what its `// …` comments after `console.log` say."""
    path.write_text(text.replace("http://127.0.0.1:8000", address), encoding="utf-8")
    done = subprocess.run([node, path], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == re.findall(r"console\.log\(.*\); // (.+)", text)
