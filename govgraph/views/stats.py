"""How much the graph holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..graph import KnowledgeGraph
from ..queries import named, title
from .table import Table, View

# The named questions that count something; the first line of each is its heading.
COUNTED = (
    "totals", "things-by-class", "facts-by-modality", "facts-by-property", "facts-by-jurisdiction", "facts-by-source",
    "ties-by-instrument",
)  # fmt: skip

_FIRST = 30  # counts of a section, as text


@dataclass(frozen=True)
class Section:
    """What is counted, and the counts by name."""

    title: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Stats(View):
    """Counts, in sections."""

    as_of: date
    sections: tuple[Section, ...]

    def table(self) -> Table:
        """A row for each count."""
        rows = ((section.title, name, count) for section in self.sections for name, count in section.counts.items())
        return Table(("what", "name", "count"), tuple(rows))

    def blocks(self) -> list[str | Table]:
        """A heading and its first counts, section by section; the table has all."""
        blocks: list[str | Table] = []
        for section in self.sections:
            lines = [f"  {count:>6}  {name}" for name, count in list(section.counts.items())[:_FIRST]]
            more = len(section.counts) - _FIRST
            blocks.append("\n".join([section.title, *lines, *([f"  … and {more} more"] if more > 0 else [])]))
        return blocks


def stats(kg: KnowledgeGraph) -> Stats:
    """Things by class, facts by modality, property, jurisdiction and source, and ties between bodies and instruments.

    >>> import govgraph
    >>> stats(govgraph.load()).sections[0].title
    'In all'
    """
    sections = []
    for name in COUNTED:
        counts = {row["name"].value: int(row["count"].value) for row in kg.query(named()[name])}
        # As the question orders them; stores differ in how they sort words.
        sections.append(Section(title(name), dict(sorted(counts.items(), key=lambda count: (-count[1], count[0])))))
    return Stats(kg.as_of_date, tuple(sections))
