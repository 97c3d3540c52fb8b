"""A network as one HTML file: pyvis and its vis-network draw it, everything is in line, nothing is asked of anyone."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from ..writing import written
from .layout import arrange

if TYPE_CHECKING:
    from networkx import MultiDiGraph

# Family: plural, shape, colour. The colours are Okabe and Ito's; what shares a colour differs in shape.
FAMILIES = {
    "Instrument": ("Instruments", "square", "#0072B2"),
    "Body": ("Bodies", "dot", "#E69F00"),
    "Office": ("Offices", "triangle", "#E69F00"),
    "Person": ("Persons", "star", "#E69F00"),
    "ActorGroup": ("Groups of actors", "hexagon", "#E69F00"),
    "Jurisdiction": ("Jurisdictions", "star", "#999999"),
    "Norm": ("Norms", "diamond", "#56B4E9"),
    "Activity": ("Activities", "triangleDown", "#009E73"),
    "Document": ("Documents", "square", "#F0E442"),
    "Subject": ("Subjects", "dot", "#CC79A7"),
    "Dimension": ("Dimensions", "hexagon", "#CC79A7"),
    "Position": ("Positions", "triangle", "#CC79A7"),
}
# Line: what it means, dashes, width, colour. The first that fits a fact draws it: no rule makes a plan look solid.
LINES = {
    "denied": ("denied by the source", [12, 5], 2, "#D55E00"),
    "planned": ("planned", [10, 6], 2, "#8B949E"),
    "possible": ("possible", [3, 4], 2, "#8B949E"),
    "opinion": ("opinion", [1, 4], 1, "#8B949E"),
    "structural": ("belongs to", False, 1, "#8B949E70"),
    "derived": ("follows by rule", False, 1, "#8B949E"),
    "asserted": ("asserted", False, 2, "#8B949E"),
}
FAMILY_KEYS = ("id", "name", "shape", "color")
LINE_KEYS = ("id", "name", "dashes", "width", "color")
HERE = files(__package__)


def write_page(network: MultiDiGraph[str], path: str | Path, *, title: str, focus: str | None = None) -> None:
    """Write the network as one self-contained page; the node `focus` is bigger and in the middle.

    `network.graph["jurisdictions"]` may name those that are no nodes themselves (id to name). The file is written
    beside and renamed, so `path` holds the whole page or what it held before.
    """
    page = _page(_data(network, focus), title).encode()
    with written(path) as stream:
        stream.write(page)


def _data(network: MultiDiGraph[str], focus: str | None) -> dict[str, Any]:
    """What the page's script needs, in an order that depends on nothing but the network's content."""
    from pyvis.network import Network  # here because it pulls in IPython

    layout = arrange(network, focus)
    picture = Network(directed=True)
    for node in sorted(network):
        about, box, (x, y) = network.nodes[node], layout.boxes[node], layout.places[node]
        shape = _family(about["family"])[1]
        look = {"group": about["family"], "size": box.radius, "font": {"size": box.font}, "x": x, "y": y}
        picture.add_node(node, "\n".join(box.lines), shape, **look, about=about)
    told = {frozenset((a, b)) for a, b, about in network.edges(data=True) if not about["structural"]}
    beside: dict[frozenset[str], int] = {}
    for start, end, fact, about in sorted(network.edges(data=True, keys=True), key=lambda edge: edge[:3]):
        line = next(k for k in LINES if about.get(k) is True or k == about["modality"] or k == "asserted")
        pair = frozenset((start, end))
        hidden = about["structural"] and pair in told  # the panel lists it, a second line would only be in the way
        lane = beside[pair] = beside.get(pair, -1) + (not hidden)
        label = ("not: " if line == "denied" else "") + about["label"]
        look = {"label": label, "stroke": line, "hidden": hidden, "smooth": _bend(lane, start < end)}
        picture.add_edge(start, end, id=fact, **look, about=about)
    nodes, edges, *_ = picture.get_network_data()
    families = {n["group"]: _family(n["group"]) for n in nodes}
    lines = {e["stroke"] for e in edges}
    names = network.graph.get("jurisdictions", {}) | {node: about["name"] for node, about in network.nodes(data=True)}
    return {
        "nodes": nodes,
        "edges": edges,
        "families": [dict(zip(FAMILY_KEYS, (f, *v), strict=True)) for f, v in sorted(families.items(), key=_by_table)],
        "lines": [dict(zip(LINE_KEYS, (k, *v), strict=True)) for k, v in reversed(LINES.items()) if k in lines],
        "islands": [vars(i) | {"name": names.get(i.id, i.id)} for i in layout.islands],
        "focus": focus if focus in network else None,
    }


def _family(name: str) -> tuple[str, str, str]:
    """How a family looks; one that is not in the table is a grey dot."""
    return FAMILIES.get(name, (name, "dot", "#999999"))


def _by_table(item: tuple[str, object]) -> tuple[int, str]:
    """Sorts families as the table has them, others after."""
    return (list(FAMILIES).index(item[0]) if item[0] in FAMILIES else len(FAMILIES), item[0])


def _bend(lane: int, forward: bool) -> bool | dict[str, Any]:
    """The first line between two nodes is straight, the others bend to either side, each more than the last."""
    if lane == 0:
        return False
    turn = "curvedCW" if (lane % 2 == 1) == forward else "curvedCCW"
    return {"enabled": True, "type": turn, "roundness": 0.14 * ((lane + 1) // 2)}


def _page(data: dict[str, Any], title: str) -> str:
    """The whole page; its content security policy lets run only the scripts that are put in here."""
    vis = files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    script = HERE.joinpath("script.js").read_text(encoding="utf-8")
    return Template(HERE.joinpath("template.html").read_text(encoding="utf-8")).substitute(
        title=html.escape(title),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src {_hash(vis)} {_hash(script)}",
        style=HERE.joinpath("style.css").read_text(encoding="utf-8"),
        vis=vis,
        script=script,
        data=_json(data),
    )


def _hash(script: str) -> str:
    """A script's name in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _json(data: dict[str, Any]) -> str:
    """JSON that no text in it can break out of, in a `<script>` or in JavaScript."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
