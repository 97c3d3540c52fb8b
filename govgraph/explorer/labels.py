"""What a node takes up: its shape, and its name below in lines that are not too long."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..views.table import columns

COLUMNS = 20  # of a line, in Latin letters
WORDS = re.compile(rf"[\u2e80-\uffef]|[^\s\u2e80-\uffef]{{1,{COLUMNS}}}|\s+")  # CJK breaks anywhere
MARGIN = 16  # kept free around a box


@dataclass(frozen=True)
class Box:
    """A shape `2 * radius` high, and its label below."""

    radius: int
    font: int
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return max(2 * self.radius, 0.6 * self.font * max(map(columns, self.lines))) + MARGIN

    @property
    def height(self) -> float:
        return 2 * self.radius + 1.15 * self.font * len(self.lines) + MARGIN


def box(name: str, degree: int, is_focus: bool, small: bool) -> Box:
    """The box of a node: big for the focus, small for a detail, and bigger the more links it has."""
    if is_focus:
        return Box(30, 22, wrap(name, 3))
    if small:
        return Box(7, 12, wrap(name, 2))
    return Box(10 + min(degree, 24) // 3, 14, wrap(name, 3))


def wrap(name: str, most: int) -> tuple[str, ...]:
    """A name as lines of a label; a name too long for so many ends in "…"."""
    lines = [""]
    for word in WORDS.findall(name.strip()):
        word = " " if word.isspace() else word
        if columns((lines[-1] + word).rstrip()) > COLUMNS:
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    lines = [line.rstrip() for line in lines]
    return (*lines[: most - 1], lines[most - 1] + "…") if len(lines) > most else tuple(lines)
