"""Which queries see the day for which a graph was published: those that read its plain triples."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from ..vocabulary import FACT, NS, PREFIXES

_OF_A_FACT = {PREFIXES["rdf"] + name for name in ("subject", "predicate", "object")} | {
    NS + name for name in ("modality", "denied", "citation", "validFrom", "validUntil")
}
_FACTS = {NS + "Fact", NS + "DerivedFact"}


@lru_cache(maxsize=1000)
def reads_plain_triples(sparql: str, properties: frozenset[str]) -> bool:
    """Whether a query may see a plain triple of one of these properties; in doubt, it may.

    >>> reads_plain_triples("SELECT * { ?s gov:headedBy ?o }", frozenset({"headedBy"}))
    True
    >>> reads_plain_triples("SELECT * { ?f rdf:predicate gov:headedBy ; rdf:object ?o }", frozenset({"headedBy"}))
    False
    """
    from rdflib import URIRef
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(sparql, initNs=PREFIXES).algebra
        told = list(_triples(algebra))
    except Exception:  # what rdflib cannot read may be anything
        return True
    facts = {s for s, p, o in told if str(p) in _OF_A_FACT or str(o) in _FACTS or str(s).startswith(FACT)}
    plain = {NS + name for name in properties}
    listed = _listed(algebra) if sparql.count("{") == 2 else {}  # of one group, and the braces of the list
    for subject, predicate, _ in told:
        if predicate in listed:
            seen = bool(plain & listed[predicate])
        elif isinstance(predicate, URIRef):
            seen = str(predicate) in plain
        else:
            seen = subject not in facts if not _in_path(predicate) else bool(plain & set(_in_path(predicate)))
        if seen:
            return True
    return False


def _triples(node: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every triple pattern of an algebra, wherever it stands."""
    if isinstance(node, dict):
        name = getattr(node, "name", "")
        if name == "BGP":
            yield from node["triples"]
        elif name == "TriplesBlock":  # within EXISTS they stand in a row, as they were read
            for told in map(list, node["triples"]):
                yield from zip(told[::3], told[1::3], told[2::3], strict=True)
        for value in node.values():
            yield from _triples(value)
    elif isinstance(node, list):
        for value in node:
            yield from _triples(value)


def _listed(node: Any) -> dict[Any, set[str]]:
    """What VALUES lists for each variable that it never leaves open."""
    found: dict[Any, set[str]] = {}
    rows = node["res"] if isinstance(node, dict) and "res" in node else []
    for variable in {variable for row in rows for variable in row}:
        if all(variable in row and row[variable] != "UNDEF" for row in rows):
            found[variable] = {str(row[variable]) for row in rows}
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for each in inner:
        found |= _listed(each)
    return found


def _in_path(path: Any) -> Collection[str]:
    """The properties on a path, none for a variable; `!p` stands for any."""
    from rdflib import URIRef
    from rdflib.paths import NegatedPath, Path

    if isinstance(path, URIRef):
        return [str(path)]
    if isinstance(path, NegatedPath) or not isinstance(path, Path):
        return []
    inner = getattr(path, "args", None) or [getattr(path, "arg", None) or getattr(path, "path", None)]
    found = [_in_path(each) for each in inner]
    return [name for names in found for name in names] if all(found) else []
