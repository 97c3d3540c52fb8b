"""A YAML text as keys and values together with what a parser of YAML passes over: comments and blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_COMMENT = re.compile(r"(?:^|[ \t])#")


@dataclass
class Item:
    """A value, its key where it has one, and the comments and blank lines above, beside and below it."""

    key: str | None
    value: Node
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[tuple[int, str]] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        return not (self.above or self.beside or self.below)


@dataclass
class Scalar:
    """A text, and how it stands in the file if on one line."""

    text: str
    written: str


Node = Scalar | list[Item]


class Reader:
    """A text as items, with the comments that the parser of YAML passes over."""

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.lines = text.split("\n")
        self.events: list[Any] = list(yaml.parse(text, Loader=yaml.CSafeLoader))
        self.notes: list[tuple[int, int, str]] = []  # line, column and text of each comment or blank line
        self.besides: dict[int, str] = {}  # line -> comment, with the blanks before it
        if "\n\n" in text or _COMMENT.search(text.replace("\n", " ")):
            self._find_notes()

    def _find_notes(self) -> None:
        spans = [(event.start_mark, event.end_mark) for event in self.events if _is_scalar(event)]
        inside: dict[int, list[tuple[int, int]]] = {}
        for start, end in spans:
            for number in range(start.line, end.line + 1):
                first = start.column if number == start.line else 0
                last = end.column if number == end.line else len(self.lines[number])
                inside.setdefault(number, []).append((first, last))
        for number, line in enumerate(self.lines[:-1] if self.lines[-1] == "" else self.lines):
            if not line.strip():
                if number not in inside:
                    self.notes.append((number, -1, ""))
                continue
            for match in _COMMENT.finditer(line):
                at = match.end() - 1
                if any(first <= at < last for first, last in inside.get(number, ())):
                    continue
                before = line[:at].rstrip()
                if before:
                    self.besides[number] = line[len(before) :].rstrip()
                else:
                    self.notes.append((number, at, line.strip()))
                break

    def document(self) -> tuple[list[str], list[Item], list[str]]:
        """What stands above the first item, the items of the text, and what stands below the last."""
        events = iter(self.events)
        start = next(event for event in events if isinstance(event, yaml.MappingStartEvent))
        items = self._items(start, events)
        rest = self._notes_before(len(self.lines) + 1)
        items[-1].below += [(column, line) for column, line in _leading_deeper(rest, 0)]
        lines = [line for _, line in rest]
        while lines and not lines[-1]:
            lines.pop()
        head, items[0].above = items[0].above, []
        return head, items, lines

    def _node(self, event: Any, events: Iterator[Any]) -> Node:
        if _is_scalar(event):
            start, end = event.start_mark, event.end_mark
            line = self.lines[start.line]
            return Scalar(event.value, line[start.column : end.column] if start.line == end.line else "")
        return self._items(event, events)

    def _items(self, event: Any, events: Iterator[Any]) -> list[Item]:
        mapping = isinstance(event, yaml.MappingStartEvent)
        items: list[Item] = []
        for each in events:
            if isinstance(each, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                break
            item = Item(each.value if mapping else None, [])
            if (self.notes or self.besides) and not event.flow_style:
                self._take_notes(item, each, items)
            value = next(events) if mapping else each
            if (mapping and not event.flow_style) or _is_scalar(value) or value.flow_style:
                item.beside = self.besides.pop(each.start_mark.line, "")
            item.value = self._node(value, events)
            if not item.beside and _is_scalar(value) and value.style not in ("|", ">"):
                item.beside = self.besides.pop(value.end_mark.line, "")
            items.append(item)
        return items

    def _take_notes(self, item: Item, event: Any, before: list[Item]) -> None:
        column = event.start_mark.column - (0 if item.key is not None else 2)
        notes = self._notes_before(event.start_mark.line)
        if before:
            before[-1].below += _leading_deeper(notes, column)
        item.above = [line for _, line in notes]

    def _notes_before(self, line: int) -> list[tuple[int, str]]:
        """What stands alone above a line and was not taken yet, with a comment beside a lone dash."""
        taken = [note for note in self.notes if note[0] < line]
        self.notes = self.notes[len(taken) :]
        for number in [n for n in self.besides if n < line]:
            taken.append((number, -1, self.besides.pop(number).lstrip()))
        return [(column, text) for _, column, text in sorted(taken)]


def _is_scalar(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent)


def _leading_deeper(notes: list[tuple[int, str]], column: int) -> list[tuple[int, str]]:
    """Take from the front of the notes those that stand further right than a column: they end what is above them."""
    last = max((n for n, (at, _) in enumerate(notes) if at > column), default=-1)
    if last < 0 or any(0 <= at <= column for at, _ in notes[: last + 1]):
        return []
    taken = [(at - column if text else 0, text) for at, text in notes[: last + 1]]
    del notes[: last + 1]
    return taken
