"""The network of things: for Gephi, yEd, Cytoscape and for JavaScript."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from ..facts import StatedFact
from ..network import belonging, nodes, tie
from .selection import Selection, subject

BETWEEN = " | "
_GRAPHML, _GEXF = "http://graphml.graphdrawing.org/xmlns", "http://www.gexf.net/1.2draft"
_NAMESPACES = 'xmlns="{0}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{0} {0}{1}.xsd"'
_CR = {"\r": "&#13;"}  # which a reader of XML would take for the end of a line


def joined(items: Iterable[str]) -> str:
    """A list as one text, where a format has no lists: split at ` | ` it is whole again, and ` || ` means a ` | `.

    >>> joined(["a", "b"]), joined(["either | or"])
    ('a | b', 'either || or')
    """
    return BETWEEN.join(item.replace(BETWEEN, " || ") for item in items)


def graphml(selection: Selection, stream: BinaryIO) -> None:
    """GraphML: values are single there, so lists are `joined`; dates are as the source has them."""

    def element(kind: str, about: dict[str, str], told: dict[str, Any], columns: _Columns) -> str:
        data = (f'<data key="d{key}">{escape(text, _CR)}</data>' for key, text in columns.cells(kind, told))
        return f"<{kind}{_attributes(about)}>{''.join(data)}</{kind}>\n"

    def head(columns: _Columns) -> Iterator[str]:
        yield f"<graphml {_NAMESPACES.format(_GRAPHML, '/1.0/graphml')}>\n"
        yield '<key id="day" for="graph" attr.name="as_of" attr.type="string"/>\n'
        for (kind, name), (key, sort) in columns.items():
            yield f'<key id="d{key}" for="{kind}" attr.name={quoteattr(name)} attr.type="{sort}"/>\n'
        yield f'<graph edgedefault="directed"><data key="day">{selection.kg.as_of_date}</data>\n'

    _write(selection, stream, element, head, "", "</graph></graphml>\n")


def gexf(selection: Selection, stream: BinaryIO) -> None:
    """GEXF: as GraphML, and each edge has a start and an end for the timeline, the days on which it is certainly so."""

    def element(kind: str, about: dict[str, str], told: dict[str, Any], columns: _Columns) -> str:
        about["label"] = told.pop("name" if kind == "node" else "label")
        if kind == "edge":
            told["networkx_key"] = about["id"]
            span = {"start": told.get("valid_from"), "end": told.get("valid_until")}
            about |= {name: day for name, day in span.items() if day}
        values = (f'<attvalue for="{key}" value={quoteattr(text)}/>' for key, text in columns.cells(kind, told))
        return f"<{kind}{_attributes(about)}><attvalues>{''.join(values)}</attvalues></{kind}>\n"

    def head(columns: _Columns) -> Iterator[str]:
        yield f'<gexf {_NAMESPACES.format(_GEXF, "/gexf")} version="1.2">\n'
        yield f'<meta lastmodifieddate="{selection.kg.as_of_date}"><creator>govgraph</creator></meta>\n'
        dated = {("edge", "valid_from"), ("edge", "valid_until")} & columns.keys()
        mode = 'mode="dynamic" timeformat="date"' if dated else 'mode="static"'
        yield f'<graph defaultedgetype="directed" {mode}>\n'
        for each in ("node", "edge"):
            yield f'<attributes class="{each}" mode="static">\n'
            for (kind, name), (key, sort) in columns.items():
                yield f'<attribute id="{key}" title={quoteattr(name)} type="{sort}"/>\n' if kind == each else ""
            yield "</attributes>\n"
        yield "<nodes>\n"

    _write(selection, stream, element, head, "</nodes><edges>\n", "</edges></graph></gexf>\n")


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


class _Columns(dict[tuple[str, str], tuple[int, str]]):
    """The attributes of nodes and edges by kind and name, as they come: the number of each, and what its values are."""

    def cells(self, kind: str, told: dict[str, Any]) -> Iterator[tuple[int, str]]:
        """The number of each attribute, and its value as text."""
        for name, value in told.items():
            sort, text = ("boolean", str(value).lower()) if isinstance(value, bool) else ("string", value)
            yield self.setdefault((kind, name), (len(self), sort))[0], text


def _write(
    selection: Selection,
    stream: BinaryIO,
    element: Callable[[str, dict[str, str], dict[str, Any], _Columns], str],
    head: Callable[[_Columns], Iterator[str]],
    between: str,
    end: str,
) -> None:
    """Every node and every edge as it comes: which attributes there are, and that is told first, is known only then."""
    columns = _Columns()
    with TemporaryFile() as nodes, TemporaryFile() as edges:
        files = {"node": nodes, "edge": edges}
        for kind, about, told in _told(selection):
            files[kind].write(element(kind, about, told, columns).encode())
        stream.write(f"<?xml version='1.0' encoding='utf-8'?>\n{''.join(head(columns))}".encode())
        for file, after in ((nodes, between), (edges, end)):
            file.seek(0)
            copyfileobj(file, stream)
            stream.write(after.encode())


def _told(selection: Selection) -> Iterator[tuple[str, dict[str, str], dict[str, Any]]]:
    """Each node and each edge: by which ids it is known, and what is told of it, with single values only; what is
    plainly so of a node is an attribute by the property's name."""
    groups = groupby(selection.by_subject(), key=subject)
    at: str | None = ""
    facts: Iterator[StatedFact] = iter(())
    for id_, node, whole in nodes(selection.kg):
        if id_ not in selection.ids:
            continue
        while at is not None and at < id_:  # both are in the order of ids
            at, facts = next(groups, (None, iter(())))
        plainly: dict[str, list[str]] = defaultdict(list)
        for fact in facts if at == id_ else ():
            if fact.object.id in selection.ids:
                yield "edge", {"source": id_, "target": fact.object.id, "id": fact.id}, _flat(tie(fact))
            elif fact.object.id is None:
                node["facts"].append(fact.sentence)
                if fact.plain:
                    plainly[fact.property].append(fact.object.text)
        yield "node", {"id": id_}, _flat({**plainly, **node})
        if whole in selection.ids:
            ids = {"source": id_, "target": whole, "id": f"{id_}~within"}
            yield "edge", ids, _flat(belonging(selection.kg, id_, whole))


def _flat(about: dict[str, Any]) -> dict[str, Any]:
    told = ((key, joined(map(_text, v)) if isinstance(v, list | tuple) else v) for key, v in about.items())
    return {key: value for key, value in told if value is not None}


def _text(item: Any) -> str:
    """A citation by its source and place."""
    return f"{item['title']}, {item['at']}" if isinstance(item, dict) else str(item)


def _attributes(about: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in about.items())
