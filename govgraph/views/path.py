"""How two things are connected: the shortest chains of facts between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..errors import GovgraphError
from ..facts import Step, Value
from ..graph import KnowledgeGraph
from .table import Table, View
from .wording import Footnotes, addresses, mark, marked, places

CHAINS = 3


@dataclass(frozen=True)
class Path(View):
    """Up to three chains between two things, the most telling first; none where nothing connects them."""

    as_of: date
    start: Value
    end: Value
    chains: tuple[tuple[Step, ...], ...]

    def table(self) -> Table:
        """A row for each step."""
        rows = tuple(
            (number, place, step.text, mark(step.fact, self.as_of) if step.fact else "",
             places([step.fact] if step.fact else []), step.fact.id if step.fact else "",
             addresses([step.fact] if step.fact else []))
            for number, chain in enumerate(self.chains, 1)
            for place, step in enumerate(chain, 1)
        )  # fmt: skip
        return Table(("chain", "step", "what", "mark", "source", "fact", "url"), rows)

    def blocks(self) -> list[str | Table]:
        """The chains as sentences, and their sources."""
        if not self.chains:
            return [f"No chain of facts connects {self.start.text} with {self.end.text}."]
        notes = Footnotes()
        blocks: list[str | Table] = []
        for chain in self.chains:
            names = " – ".join([chain[0].start.text, *(step.end.text for step in chain)])
            said = dict.fromkeys(self._words(step, notes) for step in chain)  # one fact may be two steps
            blocks.append("\n".join([names, *(f"  {words}" for words in said)]))
        return [*blocks, str(notes)]

    def _words(self, step: Step, notes: Footnotes) -> str:
        return f"{marked(step.fact, step.text, self.as_of)} {notes(step.fact.citations)}" if step.fact else step.text


def path(kg: KnowledgeGraph, start: str, end: str) -> Path:
    """The chains of facts between two things that tell most: short ones, around hubs, without what is denied.

    A chain through a jurisdiction or a cited document is shown only where nothing better is near. Raises UnknownName,
    and GovgraphError where both names mean the same thing.

    >>> import govgraph
    >>> chains = path(govgraph.load(as_of="2025-10-09"), "Prime Minister", "AI Basic Plan").chains
    >>> chains[0][0].text
    'AI Strategic Headquarters consists of Prime Minister of Japan (...; as Director-General; since 1 September 2025)'
    """
    one, two = kg.resolve(start), kg.resolve(end)
    if one == two:
        raise GovgraphError(f"{start!r} and {end!r} are the same thing, {kg.names[one]} ({one})")
    chains = tuple(kg.engine.index.chains(one, two, CHAINS))
    return Path(kg.as_of_date, Value(kg.names[one], one), Value(kg.names[two], two), chains)
