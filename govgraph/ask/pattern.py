"""What the facts of an answer have in common: held against the index to find them, and as SPARQL to show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..facts import StatedFact
from ..vocabulary import iri
from .profile import Profile, Slot
from .things import Things


class Pattern(NamedTuple):
    """The relations; by which path (`rdf:subject`, `gov:under/gov:within`) which things are reached; which stems stand
    in which slots; and of which classes the thing in the answering slot has to be one."""

    relations: tuple[str, ...]
    given: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    slot: str | None = None
    classes: tuple[str, ...] = ()

    def holds(self, profile: Profile, things: Things) -> bool:
        """Whether a fact is one of those that the SPARQL finds."""
        return (
            profile.fact.property in self.relations
            and all(id_ in _reached(profile, route, things) for route, id_ in self.given)
            and all(_says(profile, slot, stems) for slot, stems in self.texts)
            and (not self.classes or any(s.classes.intersection(self.classes) for s in _slots(profile, self.slot)))
        )

    def sparql(self) -> str:
        """The group pattern over `?fact`."""
        lines = [f"?fact rdf:predicate gov:{self.relations[0]} ."]
        if len(self.relations) > 1:
            each = " ".join(f"gov:{name}" for name in self.relations)
            lines = ["?fact rdf:predicate ?property .", f"VALUES ?property {{ {each} }}"]
        lines += [f"?fact {route} <{iri(id_)}> ." for route, id_ in self.given]
        for slot, stems in self.texts:
            lines.append(f"?fact {path(slot)} ?{slot} . OPTIONAL {{ ?{slot} rdfs:label ?{slot}Label }}")
            said = f"COALESCE(STR(?{slot}Label), STR(?{slot}))"
            tests = [f'REGEX({said}, "{_start(stem)}", "i")'.replace("\\", "\\\\") for stem in stems]
            lines.append(f"FILTER({' && '.join(tests)})")
        if self.classes:
            kinds = " UNION ".join(f"{{ ?answerClass rdfs:subClassOf* gov:{c} }}" for c in self.classes)
            lines += [answer(self.slot), f"?answer a ?answerClass . {kinds}"]
        return "\n  ".join(lines)


def these(facts: Iterable[StatedFact]) -> str:
    """The group pattern over `?fact` that names facts one by one."""
    return "VALUES ?fact { " + " ".join(f"fact:{f.id}" for f in facts) + " }"


def path(slot: str) -> str:
    """The property by which a fact holds a slot."""
    return {"subject": "rdf:subject", "object": "rdf:object"}.get(slot, f"gov:{slot}")


def select(pattern: str, slot: str | None) -> str:
    """The query for the facts of a group pattern, and what answers in them."""
    return f"SELECT ?fact ?answer WHERE {{\n  ?fact a gov:Fact .\n  {pattern}\n  {answer(slot)}\n}}"


def answer(slot: str | None) -> str:
    """The triple pattern by which a fact gives the answer that stands in a slot."""
    place = {None: "rdf:object", "time": "gov:when|gov:from|gov:until", "mentioned": "rdf:object"}.get(slot) or path(
        slot or "object"
    )
    return f"?fact {place} ?answer ."


def _slots(profile: Profile, slot: str | None) -> list[Slot]:
    name = "object" if slot in (None, "mentioned") else slot
    return [s for s in profile.slots if s.name == name]


def _reached(profile: Profile, route: str, things: Things) -> set[str]:
    first, *steps = (step.split(":")[1] for step in route.split("/"))
    ids = {s.value.id for s in _slots(profile, first) if s.value.id}
    for step in steps:
        ids = {getattr(things[i], step) for i in ids if i in things}
    return ids


def _says(profile: Profile, slot: str, stems: tuple[str, ...]) -> bool:
    texts = [s.value.text for s in _slots(profile, slot)]
    return any(all(re.search(_start(stem), text, re.I) for stem in stems) for text in texts)


def _start(stem: str) -> str:
    """A stem as a pattern at a word's start; snowball's final i stands for y."""
    return f"(^|[^a-z]){re.escape(stem[:-1] if len(stem) > 4 and stem.endswith('i') else stem)}"
