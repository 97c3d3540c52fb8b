"""The network of things: for Gephi, yEd, Cytoscape and for JavaScript."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from .selection import Selection

if TYPE_CHECKING:
    from networkx import MultiDiGraph

BETWEEN = " | "


def joined(items: Iterable[str]) -> str:
    """A list as one text, where a format has no lists: split at ` | ` it is whole again, and ` || ` means a ` | `.

    >>> joined(["a", "b"]), joined(["either | or"])
    ('a | b', 'either || or')
    """
    return BETWEEN.join(item.replace(BETWEEN, " || ") for item in items)


def graphml(selection: Selection, stream: BinaryIO) -> None:
    """GraphML: values are single there, so lists are `joined`; dates are as the source has them."""
    import networkx

    networkx.write_graphml_xml(_flat(selection), stream)


def gexf(selection: Selection, stream: BinaryIO) -> None:
    """GEXF: as GraphML, and each edge has a start and an end for the timeline, the days on which it is certainly so."""
    from networkx.readwrite.gexf import GEXFWriter

    made = _flat(selection)
    for _, node in made.nodes(data=True):
        node["label"] = node.pop("name")
    for _, _, key, edge in made.edges(keys=True, data=True):
        span = {"start": edge.get("valid_from"), "end": edge.get("valid_until")}
        edge.update(id=key, **{name: day for name, day in span.items() if day})
    writer = GEXFWriter(made, prettyprint=False)
    next(iter(writer.xml)).set("lastmodifieddate", selection.kg.as_of_date.isoformat())  # not today: the same bytes
    writer.write(stream)


def nodelink(selection: Selection, stream: BinaryIO) -> None:
    """Node-link JSON, as d3 and networkx read it."""
    import networkx

    _json(networkx.node_link_data(selection.network(), edges="edges"), stream)


def cytoscape(selection: Selection, stream: BinaryIO) -> None:
    """Cytoscape JSON, for Cytoscape and Cytoscape.js."""
    import networkx

    made = selection.network()
    for _, _, key, edge in made.edges(keys=True, data=True):
        edge["id"] = key
    _json(networkx.cytoscape_data(made), stream)


def _json(made: Any, stream: BinaryIO) -> None:
    stream.write(json.dumps(made, ensure_ascii=False, indent=1).encode())


def _flat(selection: Selection) -> MultiDiGraph[str]:
    """The network with single values only; what is plainly so of a node is an attribute by the property's name."""
    made = selection.network()
    del made.graph["jurisdictions"]  # a mapping has no place there, and each jurisdiction is a node
    plainly: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for fact in selection.facts:
        if fact.object.id is None and not fact.hedge and fact.holds:
            plainly[fact.subject.id, fact.property].append(fact.object.text)
    for (id_, name), texts in plainly.items():
        made.nodes[id_ or ""].setdefault(name, texts)
    for _, node in made.nodes(data=True):
        _flatten(node)
    for _, _, edge in made.edges(data=True):
        _flatten(edge)
    return made


def _flatten(about: dict[str, Any]) -> None:
    for key, value in list(about.items()):
        if value is None:
            del about[key]
        elif isinstance(value, list | tuple):
            about[key] = joined(map(_text, value))


def _text(item: Any) -> str:
    """A fact of a node by its sentence, a citation by its source and place."""
    return item.get("text") or f"{item['title']}, {item['at']}" if isinstance(item, dict) else str(item)
