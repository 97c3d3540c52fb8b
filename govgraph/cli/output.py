"""How a View gets onto a terminal or into a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..views import View
    from ..views.table import Table


def write(view: View, format: str) -> None:
    """Write a View to the standard output; on a terminal its tables are fitted to the window."""
    if format != "text" or not sys.stdout.isatty():
        put(view.render(format))
        return
    for number, block in enumerate(view.blocks()):
        put(*[""] * bool(number), sep="")
        put(block) if isinstance(block, str) else _draw(block)


def put(*words: str, sep: str = "\n") -> None:
    """Write to the standard output at once, so that a closed pipe is noticed here."""
    print(*words, sep=sep, flush=True)


def _draw(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    names, *rows = table.without_empty()
    drawn = Drawn(*map(str, names), box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text(str(cell)) for cell in row))
    Console(highlight=False).print(drawn)
