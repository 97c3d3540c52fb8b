"""What a release says of itself: its title, its licence, its version, and the day of its making."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from .. import __version__, edtf
from ..graph import KnowledgeGraph
from ..vocabulary import BASE, data_folder, entity_id
from .repository import repository


@dataclass(frozen=True)
class About:
    """A release in a few words; of data of one's own no licence and no address is told.

    `day` is that of the commit or, where the data are in no repository, the newest on which a source was read.
    """

    title: str
    description: str
    creator: str
    version: str
    day: date
    as_of: date
    sources: tuple[str, ...] = ()
    commit: str | None = None
    licence: str | None = None
    url: str | None = None

    @property
    def clean(self) -> bool:
        """Whether the facts are those of the commit."""
        return not self.version.endswith("dirty")


LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0"}


def about(kg: KnowledgeGraph) -> About:
    """What a release of this graph says of itself.

    >>> about(kg).title, about(kg).as_of.isoformat()
    ('govgraph: a knowledge graph of AI governance', '2025-10-09')
    """
    ours = kg.folder.resolve() == data_folder().resolve()
    holder = repository(kg.folder)
    described = holder.description(kg.folder, kg.ontology) if holder else ""
    day = holder.day if holder else newest_day(kg) or kg.as_of_date
    commit = holder.commit if holder else None
    made = partial(About, day=day, as_of=kg.as_of_date, sources=kg.sources, commit=commit)
    if not ours:
        name = kg.folder.resolve().name
        whose = f"Facts from {name}, as a graph in the terms of govgraph."
        return made(name, whose, f"the curators of {name}", described or day.isoformat())
    return made(
        title="govgraph: a knowledge graph of AI governance",
        description="Who does what under which instrument, since when, how surely, and in which place of which "
        "document it stands: laws, bodies, principles and jurisdictions of AI governance as curated facts.",
        creator="The govgraph contributors",
        version=_version(described),
        licence=next(iter(LICENCES)),
        url=BASE,
    )


def newest_day(kg: KnowledgeGraph) -> date | None:
    """The newest day on which a source was read: that to which the facts are known."""
    rows = kg.query("SELECT ?source ?day { ?source gov:readOn ?day }")
    days = (edtf.told(row["day"].value, entity_id(row["source"].value) or "") for row in rows)
    return max(filter(None, days), default=None)


def _version(described: str) -> str:
    """The version of the package, with what git says beyond it: `0.1.0`, or `0.1.0+3.g2b1c5f0a9e4d.dirty`."""
    beyond = described.removeprefix(f"v{__version__}").strip("-").replace("-", ".")
    return __version__ + (f"+{beyond}" if beyond else "")
