"""Draws docs/data-model.svg, which cog fills: what a fact is made of, with the words of the ontology and the model."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from html import escape
from typing import get_args

import tables

from govgraph import model

INK, PALE, LINES = "#1d2733", "#5b6773", {"thing": "#0072b2", "fact": "#009e73", "source": "#d55e00"}


def card(x: int, y: int, width: int, kind: str, title: str, rows: Iterable[tuple[str, str]]) -> int:
    """Print a card: of each row the name, and the words, wrapped, beside it; returns its lower edge."""
    colour, lines, at = LINES[kind], [], y + 52
    for name, words in rows:
        column = 92 if words else 0
        lines.append(_text(x + 14, at, name, weight=600, colour=INK))
        for line in textwrap.wrap(words, (width - column - 14) // 7, break_on_hyphens=False) or [""]:
            lines.append(_text(x + 14 + column, at, line, colour=PALE))
            at += 18
        at += 5
    height = at - y - 4
    print(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="#fff" stroke="{colour}"/>')
    print(f'<path d="M{x} {y + 32}h{width}" stroke="{colour}"/>')
    print(_text(x + 14, y + 21, title, size=15, weight=700, colour=colour))
    print("\n".join(lines))
    return y + height


def arrow(path: str, label: str, x: int, y: int, dashed: bool = False) -> None:
    """Print a line with a head, and what it says."""
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    print(f'<path d="{path}" fill="none" stroke="{INK}" marker-end="url(#head)"{dash}/>')
    print(_text(x, y, label, colour=INK, end="middle"))


def _text(x: int, y: int, words: str, size: int = 13, weight: int = 400, colour: str = INK, end: str = "start") -> str:
    look = f'font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{end}"'
    return f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>'


def draw() -> None:
    """The whole picture."""
    terms = tables.vocabulary()
    families = [(c.name, c.definition.rstrip(".")) for c in terms.classes.values() if c.parents == ("Thing",)]
    things = card(20, 20, 322, "thing", f"Things: {len(terms.classes)} classes", families)
    fact = [
        ("subject", "who or what it is about"),
        ("property", f"one of {len(terms.properties)}: proposes, enforces, requires, appliesFrom …"),
        ("object", "another thing, or a date, number or text"),
        ("modality", ", ".join(get_args(model.Modality))),
        ("denied", "true where the source says that it is not so"),
        ("time", "when, from, until: never more precise than the source"),
        ("qualifiers", ", ".join(terms.qualifiers)),
        ("cite", "one citation or more"),
    ]
    below = card(440, 20, 340, "fact", "A fact: one thing that a source says", fact)
    place = [("source", "a document, by its id"), ("at", "article, section, heading")]
    cited = card(880, 20, 270, "source", "A citation", place)
    card(880, 210, 270, "source", "A source is a thing too", [(n, SOURCE[n]) for n in model.Source.model_fields])
    arrow("M440 70 H350", "subject", 394, 62)
    arrow("M440 130 H350", "object", 394, 122)
    arrow("M780 70 H872", "cite", 826, 62)
    arrow(f"M1015 {cited} V202", "source", 1046, 170)
    card(20, things + 26, 322, "fact", "A fact, for example", example())
    rule = [("triple", "a plain one where it is asserted, not denied, and so on the day that is asked about")]
    rule += [("by rule", "who acts under a text, who has duties under it: derived facts, no surer than their grounds")]
    card(440, below + 66, 340, "fact", "What follows", rule)
    arrow(f"M610 {below} V{below + 58}", "as of a day", 658, below + 34, dashed=True)


def example() -> list[tuple[str, str]]:
    """The fact that the README shows as YAML, as the graph tells it."""
    facts = tables.graph().entity("jp/cabinet").facts
    fact = next(f for f in facts if f.property == "decides" and f.modality == "planned")
    cited = fact.citations[0]
    rows = [("subject", fact.subject.text), ("property", fact.property), ("object", fact.object.text)]
    rows += [("modality", fact.modality), ("when", fact.when or "")]
    rows += [(name, ", ".join(v.text for v in values)) for name, values in fact.qualifiers.items() if name == "under"]
    return [*rows, ("cite", f"{cited.title}, at {cited.at}")]


SOURCE = {
    "publisher": "who publishes it",
    "published": "when it came out",
    "as_of": "the day of which it speaks",
    "read_on": "when a curator read it",
    "tier": ", ".join(get_args(model.Tier)),
    "text_of": "the law whose wording it is",
}
