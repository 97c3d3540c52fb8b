"""A network as one HTML file: pyvis and its vis-network draw it, everything is in line, nothing is asked of anyone."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from . import look
from .layout import Layout
from .plots import BIG

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from .drawing import Drawing

HERE = files(__package__)
SCRIPTS = ("words", "data", "state", "labels", "views", "picture", "details", "search", "filters", "saving", "start")


def page(drawing: Drawing, home: str | None) -> str:
    """The whole page; its content security policy lets run only the scripts that are put in here."""
    vis, script = _scripts()
    heading = html.escape(drawing.title)
    return Template(HERE.joinpath("template.html").read_text(encoding="utf-8")).substitute(
        title=heading,
        heading=f'<a href="{html.escape(home)}">{heading}</a>' if home else heading,
        policy=policy(),
        style=HERE.joinpath("style.css").read_text(encoding="utf-8"),
        vis=vis,
        script=script,
        data=_json(_data(drawing)),
    )


@cache
def policy() -> str:
    """The content security policy of a page, for the page itself and for a server that sends it."""
    vis, script = _scripts()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {_hash(vis)} {_hash(script)}"


@cache
def _scripts() -> tuple[str, str]:
    """vis-network, and our own script."""
    vis = files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return vis, "\n".join(HERE.joinpath(f"script/{part}.js").read_text(encoding="utf-8") for part in SCRIPTS)


def _data(drawing: Drawing) -> dict[str, Any]:
    """What the page's script needs, in an order that depends on nothing but the network's content."""
    network, layout, cited = drawing.network, drawing.layout, _Sources()
    nodes, edges = _drawn(network, layout, cited)
    families = sorted({node["group"] for node in nodes}, key=look.order)
    lines = {edge["line"] for edge in edges}
    return {
        "title": drawing.title,
        "lang": drawing.lang,
        "day": network.graph.get("as_of"),
        "focus": drawing.focus if drawing.focus in network else None,
        "big": len(network) > BIG,
        "nodes": nodes,
        "edges": edges,
        "sources": cited.found,
        "families": [look.family(name)._asdict() | {"id": name} for name in families],
        "lines": [line._asdict() | {"id": key} for key, line in reversed(look.LINES.items()) if key in lines],
        "islands": [vars(i) | {"name": drawing.names.get(i.id, i.id)} for i in layout.islands],
    }


def _drawn(network: MultiDiGraph[str], layout: Layout, cited: _Sources) -> tuple[list[Any], list[Any]]:
    """The nodes and edges as vis-network takes them, with what the page tells of them."""
    from pyvis.edge import Edge  # here because pyvis pulls in IPython
    from pyvis.network import Network
    from pyvis.node import Node

    picture = Network(directed=True)  # filled directly: its own methods look through all that is there, each time
    for node in sorted(network):
        about, box, (x, y) = network.nodes[node], layout.boxes[node], layout.places[node]
        told = {key: about[key] for key in ("kind", "jurisdiction", "aliases", "url", "names") if about.get(key)}
        told["facts"] = [cited.told(fact) | {"label": fact.get("label", "")} for fact in about["facts"]]
        numbers = [fact["value"] for fact in about["facts"] if fact.get("property") == "officialNumber"]
        told |= {"numbers": numbers} if numbers else {}
        shape = look.family(about["family"]).shape
        place = {"x": x, "y": y, "size": box.radius, "group": about["family"]}
        picture.nodes.append(Node(node, shape, about["name"], **place, **told).options)
    plain = {frozenset((a, b)) for a, b, about in network.edges(data=True) if not about["structural"]}
    beside: dict[frozenset[str], int] = {}
    for start, end, fact, about in sorted(network.edges(data=True, keys=True), key=lambda edge: edge[:3]):
        pair = frozenset((start, end))
        under = about["structural"] and pair in plain  # the panel lists it, a second line would only be in the way
        lane = beside[pair] = beside.get(pair, -1) + (not under)
        look_ = {"lane": lane if start < end else -lane} if lane and not under else {}
        look_ |= {"under": True} if under else {}
        picture.edges.append(Edge(start, end, id=fact, label=about["label"], **look_, **cited.told(about)).options)
    nodes, edges, *_ = picture.get_network_data()
    return nodes, edges


class _Sources:
    """The sources that facts cite, each told once and cited by its number."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def told(self, fact: dict[str, Any]) -> dict[str, Any]:
        """What the page tells of a fact; what does not apply is left out."""
        said = {"line": look.line(fact), "text": fact["text"], "property": fact.get("property")}
        said |= {key: fact[key] for key in ("modality", "valid_from", "valid_until") if fact.get(key)}
        said |= {key: True for key in ("denied", "derived", "structural") if fact.get(key)}
        return said | {"cites": [[self._number(c), c["at"]] for c in fact["citations"]]}

    def _number(self, cited: dict[str, Any]) -> int:
        key = (cited["source"], cited["title"], cited["url"])
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            self.found.append({"id": cited["source"], "title": cited["title"], "url": cited["url"]})
        return self._numbers[key]


def _hash(script: str) -> str:
    """A script's name in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _json(data: dict[str, Any]) -> str:
    """JSON that no text in it can break out of, in a `<script>` or in JavaScript."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
