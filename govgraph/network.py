"""The graph as a networkx.MultiDiGraph: things are nodes, facts between things are edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .facts import StatedFact
from .queries import named
from .vocabulary import NS, entity_id

if TYPE_CHECKING:
    import networkx as nx

    from .graph import KnowledgeGraph

_TOLD = ("thing", "class", "jurisdiction", "whole", "url")


def network(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Every thing as a node, every fact between two things as an edge whose key is the fact's id.

    A node has `name`, `kind`, `family`, `jurisdiction`, `aliases`, `url`, and `facts`: what is said of it in words,
    numbers and dates. An edge has `property`, `label`, `text`, `modality`, `denied`, `derived`, `based_on`, `holds`,
    `when`, `from`, `until`, `valid_from` and `valid_until` (the first and last day on which it is so), `citations`, and
    every qualifier by its name, as a tuple of ids where it has ids and of texts where it has not. The graph has
    `as_of`, and `jurisdictions`: their names by id.
    From each part to its whole goes one more edge, with `structural` true.

    >>> import govgraph
    >>> made = network(govgraph.load(as_of="2025-10-09"))
    >>> made.nodes["jp/cabinet"]["kind"]
    'GovernmentBody'
    """
    import networkx

    lands = {i: name for i, name in sorted(kg.names.items()) if kg.kind(i) == "Jurisdiction"}
    made: nx.MultiDiGraph[str] = networkx.MultiDiGraph(as_of=kg.as_of_date.isoformat(), jurisdictions=lands)
    parts = []
    for id_, node, whole in nodes(kg):
        made.add_node(id_, **node)
        parts += [(id_, whole)] if whole else []
    for part, whole in parts:
        made.add_edge(part, whole, f"{part}~within", **belonging(kg, part, whole))
    for fact in kg.facts():
        if fact.object.id is None:
            made.nodes[fact.subject.id or ""]["facts"].append(_said(fact))
        else:
            made.add_edge(fact.subject.id or "", fact.object.id, fact.id, **tie(fact))
    return made


def around(whole: nx.MultiDiGraph[str], centre: str, depth: int = 1) -> nx.MultiDiGraph[str]:
    """The part of a network that lies within `depth` facts of a thing and its parts, with all edges in between.

    What is done under an instrument is near it, though the instrument only qualifies the fact.

    >>> import govgraph
    >>> report = govgraph.load(as_of="2025-10-09", sources=["us/sources/csis-japan-2025"])
    >>> sorted(around(network(report), "jp/cabinet"))
    ['jp/ai-basic-plan', 'jp/ai-promotion-act', 'jp/cabinet']
    """
    near = {centre} | {part for part, _, about in whole.in_edges(centre, data=True) if about["structural"]}
    facts = [({u, v}, about.get("under", ())) for u, v, about in whole.edges(data=True) if not about["structural"]]
    before = 0
    while depth > 0 and len(near) > before:
        before, depth = len(near), depth - 1
        near |= {node for ends, under in facts if near & {*ends, *under} for node in ends}
    part = whole.subgraph(near).copy()
    assert part.is_multigraph()
    return part


def nodes(kg: KnowledgeGraph) -> Iterator[tuple[str, dict[str, Any], str | None]]:
    """Each thing, in the order of ids: its id, its attributes, of which `facts` is empty yet, and the whole it is a
    part of."""
    aliases: dict[str | None, list[str]] = defaultdict(list)
    for row in kg.query(named()["aliases"]):
        aliases[entity_id(row["thing"].value)].append(row["alias"].value)
    found = (tuple(row[key].value if row[key] else "" for key in _TOLD) for row in kg.query(named()["things"]))
    for thing, of, land, within, url in sorted(found, key=lambda told: entity_id(told[0]) or ""):
        if (id_ := entity_id(thing)) is None:
            continue
        kind = of.removeprefix(NS)
        node = {
            "name": kg.names[id_],
            "kind": kind,
            "family": kg.vocabulary.family(kind),
            "jurisdiction": entity_id(land),
            "aliases": aliases[id_],
            "url": url or None,
            "facts": [],
        }
        yield id_, node, entity_id(within)


def belonging(kg: KnowledgeGraph, part: str, whole: str) -> dict[str, Any]:
    """The attributes of the edge from a part to its whole."""
    text = f"{kg.names[part]} belongs to {kg.names[whole]}"
    plain = {"modality": "asserted", "denied": False, "derived": False, "holds": True, "citations": []}
    return {"property": "within", "label": "belongs to", "text": text, "structural": True, **plain}


def _said(fact: StatedFact) -> dict[str, Any]:
    """A fact as plain data, without what it is about."""
    return {
        "text": fact.sentence,
        "property": fact.property,
        "label": fact.label,
        "value": fact.object.text,
        "modality": fact.modality,
        "denied": fact.denied,
        "valid_from": fact.valid_from.isoformat() if fact.valid_from else None,
        "valid_until": fact.valid_until.isoformat() if fact.valid_until else None,
        "citations": [{"source": c.source, "title": c.title, "at": c.at, "url": c.url} for c in fact.citations],
    }


def tie(fact: StatedFact) -> dict[str, Any]:
    """A fact as the attributes of an edge."""
    qualifiers = {name: tuple(v.id or v.text for v in values) for name, values in fact.qualifiers.items()}
    said = {key: value for key, value in _said(fact).items() if key != "value"}
    times = {"when": fact.when, "from": fact.from_, "until": fact.until, "holds": fact.holds}
    return {**qualifiers, **said, **times, "structural": False, "derived": fact.derived, "based_on": fact.based_on}
