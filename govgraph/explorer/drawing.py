"""A picture of the graph, or of what is around a thing: for files, and in line in a notebook."""

from __future__ import annotations

import html
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FormatError
from ..vocabulary import did_you_mean, entity_id
from ..writing import written
from .layout import Layout, arrange

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from ..graph import KnowledgeGraph

FORMATS = ("html", "svg", "png")


class Drawing:
    """A network with the place of every node in it. In a notebook it shows itself.

    `focus` is bigger and has the others around it. A node's `names` are its names by language; `lang` says which of
    them labels it. `network.graph["jurisdictions"]` may name those that are no nodes themselves (id to name).
    """

    def __init__(self, network: MultiDiGraph[str], title: str, focus: str | None = None, lang: str = "en") -> None:
        self.network, self.title, self.focus, self.lang = network, title, focus, lang

    @cached_property
    def layout(self) -> Layout:
        """Where everything stands."""
        return arrange(self.network, self.focus, self.lang)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of nodes, and of jurisdictions that are none, by id."""
        lands: dict[str, str] = self.network.graph.get("jurisdictions", {})
        return lands | {node: about["name"] for node, about in self.network.nodes(data=True)}

    def html(self, home: str | None = None) -> str:
        """One page that asks for nothing from anywhere; its heading leads to `home`, where it is part of a site."""
        from .page import page

        return page(self, home)

    def svg(self) -> str:
        """The picture alone, on white, with its legend."""
        from .svg import svg

        return svg(self)

    def png(self) -> bytes:
        """The picture alone, as pixels; raises MissingExtraError where the extra `png` is not installed."""
        from .svg import png

        return png(self.svg())

    def write(self, path: str | Path, format: str | None = None) -> None:
        """Write it to a file, whole or not at all, or to the standard output for `-`.

        The format is `html`, `svg` or `png`; without one, the file's ending says it, and a page is made where there is
        no ending. Raises FormatError, and OSError where the file cannot be written.
        """
        ending = Path(path).suffix.removeprefix(".").lower()
        ending = "html" if ending == "htm" else ending
        chosen = format or ending or "html"
        if chosen not in FORMATS:
            raise FormatError(
                f"nothing is drawn as {chosen!r}{did_you_mean(chosen, FORMATS)}: there are {', '.join(FORMATS)}"
            )
        if ending in FORMATS and ending != chosen:
            raise FormatError(
                f"{os.fspath(path)} ends as {ending} does, and {chosen} is asked for: give one of the two"
            )
        made = getattr(self, chosen)()
        content = made if isinstance(made, bytes) else made.encode()
        with written(path) as stream:
            stream.write(content)

    def _repr_html_(self) -> str:
        page = html.escape(self.html(), quote=True)
        allowed = "allow-scripts allow-downloads allow-popups"
        look = "width:100%;height:640px;border:1px solid #8888"
        return f'<iframe title="{html.escape(self.title)}" sandbox="{allowed}" style="{look}" srcdoc="{page}"></iframe>'


def draw(kg: KnowledgeGraph, entity: str | None = None, *, depth: int = 1, lang: str = "en") -> Drawing:
    """A picture of the whole graph, or of what is within `depth` facts of a thing; raises UnknownName.

    That of a jurisdiction has what belongs to it as well.

    `lang` is the language of the labels, for those things that have a name in it.

    >>> import govgraph
    >>> draw(govgraph.load(as_of="2025-10-09"), "AI Strategic Headquarters").title
    'AI Strategic Headquarters'
    """
    from ..network import around

    focus = kg.resolve(entity) if entity else None
    network = kg.network()
    if focus:
        own = {n for n, about in network.nodes(data=True) if about["jurisdiction"] == focus and network.degree(n)}
        network = network.subgraph(own.union(around(network, focus, depth))).copy()
    for row in kg.query("SELECT ?thing ?name { ?thing rdfs:label ?name }"):
        thing, name = entity_id(row["thing"].value), row["name"]
        if thing and thing in network and name.language and name.value != network.nodes[thing]["name"]:
            network.nodes[thing].setdefault("names", {})[name.language] = name.value
    title = network.nodes[focus].get("names", {}).get(lang, kg.names[focus]) if focus else "govgraph"
    return Drawing(network, title, focus, lang)
