"""Questions typed one after the other: a prompt with a history, and names completed with the tab key."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..queries import named

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph

_KEPT = 1000  # questions in the history


def prompt(kg: KnowledgeGraph) -> Iterator[str]:
    """The questions that a person types until the end of input; raises BadParameter off a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("give a question, or - to read one a line", param_hint="QUESTION")
    return _typed(_names(kg))


def completions(line: str, names: Iterable[str]) -> list[str]:
    """What the last word of a line may become, by the names that begin as the line ends; the longest beginning counts.

    >>> completions("who heads the ai str", ["AI Strategic Headquarters", "AI strategy", "Strategic goal"])
    ['Strategic Headquarters', 'strategy']
    """
    words = line.casefold().split(" ")
    for first in range(len(words)):
        start = " ".join(words[first:])
        found = {name for name in names if start.strip() and name.casefold().startswith(start)}
        if found:
            return sorted({" ".join(name.split(" ")[len(words) - first - 1 :]) for name in found})
    return []


def _names(kg: KnowledgeGraph) -> list[str]:
    """All that things are called, but for positions, which no question names."""
    asked = {name for id_, name in kg.names.items() if kg.kind(id_) != "Position"}
    return sorted(asked | {row["alias"].value for row in kg.query(named()["aliases"])})


def _typed(names: list[str]) -> Iterator[str]:
    with _line_editor(names):
        while True:
            try:
                line = input("ask> ").strip()
            except KeyboardInterrupt:  # drops the line, as shells do
                line = ""
                print()
            except EOFError:
                print()
                return
            if line:
                yield line


@contextmanager
def _line_editor(names: list[str]) -> Iterator[None]:
    """History and completion, where Python came with readline; a history that cannot be kept is no error."""
    try:
        readline = importlib.import_module("readline")
    except ImportError:
        yield
        return
    found: list[str] = []

    def complete(_: str, number: int) -> str | None:
        if number == 0:
            found[:] = completions(readline.get_line_buffer()[: readline.get_endidx()], names)
        return found[number] if number < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" ")
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    readline.set_history_length(_KEPT)
    with suppress(OSError, RuntimeError):
        readline.read_history_file(_history())
    try:
        yield
    finally:
        with suppress(OSError, RuntimeError):
            _history().parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(_history())


def _history() -> Path:
    """Where the history is kept; raises RuntimeError where there is no home."""
    state = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (state if state.is_absolute() else Path("~/.local/state").expanduser()) / "govgraph" / "history"
