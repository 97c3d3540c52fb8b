"""What an export holds: all facts or some of them, and every thing that these name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..facts import StatedFact, Thing
from ..graph import KnowledgeGraph
from ..network import around as network_around
from ..stating import thing
from ..views.listing import jurisdiction_id
from ..vocabulary import FACT, ID, NS, iri, term

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_SAID = tuple(term(name, "rdf") for name in ("subject", "predicate", "object"))


@dataclass(frozen=True)
class Selection:
    """Facts in the graph's order, and the ids of the things that belong to them: every format is made of these."""

    kg: KnowledgeGraph
    some: tuple[StatedFact, ...] | None
    ids: frozenset[str]

    @cached_property
    def facts(self) -> tuple[StatedFact, ...]:
        """The facts; read only when a format asks for them, since a large graph can be written without."""
        return tuple(self.kg.facts()) if self.some is None else self.some

    def by_subject(self) -> Iterator[StatedFact]:
        """The facts in the order of their subjects' ids, one after the other where it is the whole graph."""
        ordered = self.kg.each_fact(by_id=True) if self.some is None else sorted(self.some, key=subject)
        return iter(ordered)

    def triples(self) -> Iterator[ox.Triple]:
        """The triples of these facts and things, one after the other where it is the whole graph."""
        whole = self.kg.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return (quad.triple for quad in (whole if self.some is None else self.quads))

    @cached_property
    def things(self) -> dict[str, Thing]:
        """The things by id, each with the facts that are here."""
        own: dict[str, list[StatedFact]] = defaultdict(list)
        about: dict[str, list[StatedFact]] = defaultdict(list)
        for fact in self.facts:
            own[fact.subject.id or ""].append(fact)
            for spoken in dict.fromkeys(value.id for value in fact.values[1:] if value.id):
                about[spoken].append(fact)
        parts: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted(self.ids):
            if "#" in id_:
                parts[id_.partition("#")[0]].append(id_)
        told: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for quad in self.quads:
            told[_of(quad)].append((quad.predicate.value, quad.object))
        names, terms = self.kg.names, self.kg.vocabulary
        return {
            id_: thing(id_, told[iri(id_)], names, terms, parts=parts[id_], facts=own[id_], about=about[id_])
            for id_ in sorted(self.ids)
        }

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """The triples of these facts and things, and all of the ontology's, by which they are understood."""
        things, facts = {iri(id_) for id_ in self.ids}, {FACT + fact.id for fact in self.facts}
        store = self.kg.store
        cited = {q.object for q in store.quads_for_pattern(None, term("citation"), None) if _of(q) in facts}
        columns = [{_of(q): q.object for q in store.quads_for_pattern(None, said, None)} for said in _SAID]
        told = {tuple(column[fact] for column in columns) for fact in facts}

        def here(quad: ox.Quad) -> bool:
            subject = _of(quad)
            if subject.startswith(ID):
                plain = quad.predicate.value.removeprefix(NS) not in self.kg.vocabulary.properties
                return subject in things and (plain or (quad.subject, quad.predicate, quad.object) in told)
            return not subject.startswith(FACT) or subject in facts or quad.subject in cited

        return [quad for quad in store if here(quad)]

    def network(self) -> MultiDiGraph[str]:
        """The network of these things, with these facts between them."""
        made = self.kg.network()
        lands: dict[str, str] = made.graph["jurisdictions"]
        made.graph["jurisdictions"] = {id_: name for id_, name in lands.items() if id_ in self.ids}
        made.remove_nodes_from([id_ for id_ in made if id_ not in self.ids])
        facts = {fact.id for fact in self.facts}
        sentences = {(fact.subject.id, fact.sentence) for fact in self.facts}
        edges = made.edges(keys=True, data=True)
        made.remove_edges_from(
            [(a, b, key) for a, b, key, told in edges if not told["structural"] and key not in facts]
        )
        for id_, node in made.nodes(data=True):
            node["facts"] = [said for said in node["facts"] if (id_, said["text"]) in sentences]
        return made


def select(
    kg: KnowledgeGraph, *, around: str | None = None, depth: int = 1, jurisdiction: str | None = None
) -> Selection:
    """All of a graph, or its facts within `depth` facts of a thing, or those of a jurisdiction's things, or of both.

    What a fact names comes with it: its object and qualifiers, its sources, the facts from which it follows, and the
    wholes and jurisdictions to which these things belong. Raises UnknownName.

    >>> near = select(kg, around="jp/cabinet")
    >>> "jp/ai-basic-plan" in near.ids, "jp" in near.ids, len(near.facts) < len(kg.facts())
    (True, True, True)
    """
    kept = frozenset(kg.names)
    if around is None and jurisdiction is None:
        return Selection(kg, None, kept)
    chosen = every = kg.facts()
    if around is not None:
        kept &= set(network_around(kg.network(), kg.resolve(around), depth))
        chosen = [fact for fact in chosen if fact.subject.id in kept and (not fact.object.id or fact.object.id in kept)]
    if jurisdiction is not None:
        place = jurisdiction_id(kg, jurisdiction)
        kept &= {place} | {id_ for id_ in kg.names if _land(id_) == place}
        chosen = [fact for fact in chosen if fact.subject.id in kept]
    grounds = {fact.id: set(fact.based_on) for fact in every}
    ids, more = set[str](), {fact.id for fact in chosen}
    while more:
        ids |= more
        more = set[str]().union(*(grounds[id_] for id_ in more)) - ids
    facts = tuple(fact for fact in every if fact.id in ids)
    named = {*kept, *(name for fact in facts for name in _named(fact))}
    homes = {home for id_ in named for home in (id_.partition("#")[0], _land(id_))}
    return Selection(kg, facts, frozenset((named | homes) & set(kg.names)))


def _land(id_: str) -> str:
    """The id of the jurisdiction in whose folder a thing is, if there is such a thing."""
    return id_.partition("#")[0].partition("/")[0]


def _named(fact: StatedFact) -> Iterator[str]:
    """The ids of all things that a fact speaks of or rests on."""
    yield from (value.id for value in fact.values if value.id)
    yield from (cited.source for cited in fact.citations)


def subject(fact: StatedFact) -> str:
    """The id of what a fact is about."""
    return fact.subject.id or ""


def _of(quad: ox.Quad) -> str:
    """The IRI of a triple's subject; the ontology's blank nodes have none."""
    return quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
