"""The one way in which a file of facts is laid out, and how a file is brought into it without losing a word.

Keys stand in the order of the model and the ontology; names one a line, what is short in braces and brackets; two
blanks a step, no line broken. Ids, dates and numbers stand without quotes where YAML lets them; a text keeps the double
quotes that its writer gave it, or has none. Comments and blank lines stay where they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from ..errors import Problem
from ..model import Citation, Source
from ..reader.file import File
from ..reader.files import Files
from ..vocabulary import Vocabulary
from ..writing import written
from .items import Item, Node, Reader, Scalar


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


_LAST = ("modality", "denied", "disputed", "when", "from", "until", "cite")
_THING = _places(("type", "name", "short_name", "aliases", "url", "source", "facts", "parts"))
_SOURCE, _CITATION = _places(Source.model_fields), _places(Citation.model_fields)
_CODE = re.compile(r"[a-z0-9./~-]+(#[a-z0-9-]+)?")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\x00-\x1f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?|-[^\s,\[\]{}]+")


def canonical(text: str, vocabulary: Vocabulary) -> str:
    """The text of a file that can be read, laid out as all files are; of such a text, the same text.

    >>> from govgraph.vocabulary import load_vocabulary
    >>> print(canonical("name: {en: 'Lantern Act'}\\ntype: Statute", load_vocabulary()), end="")
    type: Statute
    name:
      en: Lantern Act
    """
    return _Writer(vocabulary).document(*Reader(text).document())


def comments(text: str) -> list[str]:
    """The comments of a text, sorted, each as it is written."""
    reader = Reader(text)
    found = [line.lstrip() for _, _, line in reader.notes] + [beside.lstrip() for beside in reader.besides.values()]
    return sorted(line for line in found if line)


class _Writer:
    """Items as text, each in its place."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.order = _places((*vocabulary.properties, *vocabulary.qualifiers, *_LAST))
        self.out: list[str] = []

    def document(self, head: list[str], items: list[Item], rest: list[str]) -> str:
        self._thing(items, "")
        return "\n".join([*head, *self.out, *rest]) + "\n"

    def _thing(self, items: list[Item], indent: str) -> None:
        for item in _ordered(items, _THING):
            if item.key in ("name", "short_name", "source"):
                inner = _ordered(_list(item), _SOURCE) if item.key == "source" else _list(item)
                if item.key == "short_name" and len(inner) == 1 and inner[0].bare:
                    self._line(item, indent, f"{item.key}: {self._flow(inner)}")
                else:
                    self._block(item, inner, indent)
            elif item.key == "facts":
                self._line(item, indent, "facts:" if item.value else "facts: []")
                for fact in _list(item):
                    self._fact(fact, indent + "  ")
            elif item.key == "parts":
                self._line(item, indent, "parts:" if item.value else "parts: {}")
                for part in _list(item):
                    self._line(part, indent + "  ", f"{part.key}:")
                    self._thing(_list(part), indent + "    ")
                    self._after(part, indent + "  ")
            else:
                self._line(item, indent, f"{item.key}: {self._value(item.value)}")
            self._after(item, indent)

    def _fact(self, fact: Item, indent: str) -> None:
        dash = "- "
        for note in fact.above:
            self.out.append(indent + note if note else "")
        for item in _ordered(_list(fact), self.order):
            lead, inner = indent + dash, indent + "  "
            if item.key == "cite":
                self._cite(item, lead, inner)
            else:
                self._line(item, inner, f"{item.key}: {self._value(item.value)}", lead)
            self._after(item, inner)
            dash = "  "
        self._after(fact, indent)

    def _cite(self, item: Item, lead: str, indent: str) -> None:
        cites = item.value
        assert isinstance(cites, list)
        if cites and cites[0].key is None and len(cites) == 1 and cites[0].bare:
            cites = _list(cites[0])
        if cites and cites[0].key is not None and all(part.bare for part in cites):
            self._line(item, indent, f"cite: {self._flow(_ordered(cites, _CITATION))}", lead)
        elif cites and cites[0].key is not None:
            self._block(item, _ordered(cites, _CITATION), indent)
        else:
            self._line(item, indent, "cite:", lead)
            for cite in cites:
                inner = _ordered(_list(cite), _CITATION)
                self._line(cite, indent + "  ", f"- {self._flow(inner)}")
                self._after(cite, indent + "  ")

    def _block(self, item: Item, inner: list[Item], indent: str) -> None:
        self._line(item, indent, f"{item.key}:")
        for each in inner:
            self._line(each, indent + "  ", f"{_text(Scalar(each.key or '', ''), False)}: {self._value(each.value)}")
            self._after(each, indent + "  ")

    def _line(self, item: Item, indent: str, text: str, lead: str | None = None) -> None:
        self.out += [indent + note if note else "" for note in item.above]
        self.out.append((indent if lead is None else lead) + text + item.beside)

    def _after(self, item: Item, indent: str) -> None:
        self.out += [indent + " " * column + note if note else "" for column, note in item.below]

    def _value(self, node: Node) -> str:
        return _text(node, False) if isinstance(node, Scalar) else self._flow(node)

    def _flow(self, items: list[Item]) -> str:
        parts = []
        for item in items:
            said = _text(item.value, True) if isinstance(item.value, Scalar) else self._flow(item.value)
            parts.append(f"{item.key}: {said}" if item.key is not None else said)
        mapping = bool(items) and items[0].key is not None
        return ("{%s}" if mapping else "[%s]") % ", ".join(parts)


def _list(item: Item) -> list[Item]:
    assert isinstance(item.value, list)
    return item.value


def _ordered(items: list[Item], order: dict[str, int]) -> list[Item]:
    return sorted(items, key=lambda item: order.get(item.key or "", len(order)))


def _text(scalar: Scalar, in_flow: bool) -> str:
    """A text as it is written: plain where that says the same, in double quotes where it does not."""
    text, written = scalar.text if scalar.written else scalar.text.strip(), scalar.written
    if written.startswith('"') and not (_CODE.fullmatch(text) and not text.startswith("#")):
        return written
    special = ": " in text or " #" in text or text.endswith(":") or (in_flow and re.search(r"[,\[\]{}?]", text))
    if text and not special and _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def layout(files: list[File], vocabulary: Vocabulary) -> list[Problem]:
    """Advice for each file that could be read and is not laid out as `canonical` does it."""
    found = []
    for file in files:
        if not file.problems and canonical(file.raw.decode("utf-8"), vocabulary).encode() != file.raw:
            message = "not laid out as the other files are; 'govgraph check --fix' does it"
            found.append(Problem(file.name, 1, message, "layout", "advice"))
    return found


def fix(files: Files, chosen: list[File]) -> list[Problem]:
    """Lay the chosen files out, and tell of each that was changed, or that had to be left as it is and why.

    A file is written only if it tells the same afterwards, in the model and in its comments. Those that have problems
    are left for the check to speak of.
    """
    found = []
    for file in chosen:
        path, before = Path(file.name), file.raw
        if file.problems:
            continue
        after = canonical(before.decode("utf-8"), files.vocabulary).encode()
        if after == before:
            continue
        again = File(path, files.folder, files.vocabulary, after)
        if again.problems or again.entity != file.entity:
            left = "it would not tell the same"
        elif comments(after.decode()) != comments(before.decode("utf-8")):
            left = "a comment stands where there would be no line for it: put it on a line of its own"
        else:
            with written(path) as stream:
                stream.write(after)
            found.append(Problem(file.name, 1, "laid out as the other files are", "layout", "fixed"))
            continue
        found.append(Problem(file.name, 1, f"left as it is, since {left}", "layout", "advice"))
    files.refresh()
    return found
