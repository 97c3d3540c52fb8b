"""How Views and Answers get onto a terminal or into a pipe."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ask import Answer
    from ..graph import KnowledgeGraph
    from ..views import Table, View


def write(view: View, format: str) -> None:
    """Write a View to the standard output; on a terminal its tables are fitted to the window."""
    if format != "text" or not sys.stdout.isatty():
        put(view.render(format))
        return
    for number, block in enumerate(view.blocks()):
        if number:
            put("")
        put(block) if isinstance(block, str) else _draw(block)


def answers(
    kg: KnowledgeGraph, asked: Iterable[str], format: str = "text", explain: bool = False, many: bool = False
) -> int:
    """Write the answer to each question as soon as it is there; of many, each JSON object takes one line.

    What the command ends with: 1 where there was one question, and it was not understood.
    """
    if not many:
        gc.disable()  # an answer is there before there is enough to collect that looking for it pays
    status = ""
    for answer in map(kg.ask, asked):
        indent = 2 if format == "json" and not many else None
        text = str(answer) if format == "text" else _object(answer, indent)
        put(text)
        if explain:
            print(answer.explain, file=sys.stdout if format == "text" else sys.stderr)
        if many and format == "text":
            put("")
        status = answer.status
    return int(not many and status == "not_understood")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that tells what is being done, in one line of the standard error that is gone at the end.

    Off a terminal it tells nothing.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as line:
        yield lambda doing: line.update(Text(doing))


def _object(answer: Answer, indent: int | None) -> str:
    import json

    return json.dumps(answer.as_dict(), ensure_ascii=False, indent=indent)


def put(text: str) -> None:
    """Write to the standard output at once, so that a closed pipe or a full disk is noticed here."""
    try:
        print(text, flush=True)
    except OSError as error:
        error.filename = "standard output"
        raise


def _draw(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    names, *rows = table.without_empty()
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        drawn.add_column(str(name), overflow="fold")  # an id that is cut off is of no use
    for row in rows:
        drawn.add_row(*(Text(str(cell)) for cell in row))
    Console(highlight=False).print(drawn)
