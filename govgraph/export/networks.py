"""The network of things: for Gephi, yEd, Cytoscape and for JavaScript."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from ..graph import KnowledgeGraph


def graphml(kg: KnowledgeGraph, stream: BinaryIO) -> None:
    """GraphML: attributes are single values there, so lists are joined with `; ` and what is not known is left out."""
    import networkx

    made = kg.network()
    del made.graph["jurisdictions"]  # a mapping has no place there, and each jurisdiction is a node
    for _, about in made.nodes(data=True):
        _flatten(about)
    for _, _, about in made.edges(data=True):
        _flatten(about)
    networkx.write_graphml_xml(made, stream)


def nodelink(kg: KnowledgeGraph, stream: BinaryIO) -> None:
    """Node-link JSON, as d3 and networkx read it."""
    import networkx

    made = networkx.node_link_data(kg.network(), edges="edges")
    stream.write(json.dumps(made, ensure_ascii=False, indent=1).encode())


def _flatten(about: dict[str, Any]) -> None:
    for key, value in list(about.items()):
        if value is None:
            del about[key]
        elif isinstance(value, list | tuple):
            about[key] = "; ".join(map(_text, value))


def _text(item: Any) -> str:
    """A fact of a node by its sentence, a citation by its source and place."""
    return item.get("text") or f"{item['title']}, {item['at']}" if isinstance(item, dict) else str(item)
