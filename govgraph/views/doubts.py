"""Of what a query speaks that the graph does not have."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ..errors import UnknownName
from ..graph import KnowledgeGraph
from ..malformed import iris
from ..vocabulary import NS, PREFIXES, did_you_mean, entity_id

_DAYS = frozenset("date dateTime gYear gYearMonth".split())
_DATED = frozenset("validFrom validUntil asOf readOn".split())  # have days that the engine compares
_TIMES = frozenset("when from until".split())  # of facts
_TYPES = re.compile(r"\^\^\s*\S*\bedtf\b|\b(?:datatype|strdt)\b", re.IGNORECASE)
_OLD = "ASK { { SELECT ?day { ?fact gov:when ?day } LIMIT 1 } FILTER(DATATYPE(?day) = gov:edtf) }"


def doubts(query: str, kg: KnowledgeGraph) -> tuple[str, ...]:
    """Of what a query speaks that the graph does not have, so that nothing can be found by it; mostly nothing.

    >>> import govgraph
    >>> doubts("SELECT * { ?law gov:pasedOn ?day }", govgraph.load())
    ("gov:pasedOn is no term of the ontology (did you mean 'gov:passedOn'?)",)
    """
    names = dict.fromkeys(iris(query))
    subjects = (quad.subject.value for quad in kg.vocabulary.quads if isinstance(quad.subject, ox.NamedNode))
    terms = {subject.removeprefix(NS) for subject in subjects if subject.startswith(NS)}
    used = [name.removeprefix(NS) for name in names if name.startswith(NS)]
    unknown = [name for name in used if name not in terms]
    hints = [did_you_mean(name, terms).replace("'", "'gov:", 1) for name in unknown]
    found = [f"gov:{name} is no term of the ontology{hint}" for name, hint in zip(unknown, hints, strict=True)]
    found += filter(None, (_missing(name, kg) for name in names))
    days = [f"xsd:{name}" for name in _DAYS if PREFIXES["xsd"] + name in names and _DATED.isdisjoint(used)]
    days += ["gov:edtf"] if "edtf" in used and _TYPES.search(query) else []
    dated = {name for name, prop in kg.vocabulary.properties.items() if prop.range == "edtf"}
    if not (dated | _TIMES).isdisjoint(used) and kg.query(_OLD):  # such as somebody published
        found.append('dates are of the type gov:edtf in this graph, as they once were: write STR(?day) >= "2026-06"')
    elif days:
        found.append(f'dates are plain texts (EDTF), not of the type {min(days)}: write ?day >= "2026-06"')
    return tuple(found)


def _missing(name: str, kg: KnowledgeGraph) -> str | None:
    """That a thing of ours that an IRI names is not in the graph, with the nearest ones."""
    id_ = entity_id(name)
    if not id_ or kg.query(f"ASK {{ {{ <{name}> ?is ?what }} UNION {{ ?what ?is <{name}> }} }}"):
        return None
    try:
        return f"<{name}> is nothing in the graph; {kg.resolve(id_)} is"
    except UnknownName as error:
        return str(error)
