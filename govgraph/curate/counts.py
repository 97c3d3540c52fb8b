"""How many things of a class there have to be: a gate before a release, so that a lost folder is seen."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pyoxigraph as ox

from ..errors import DataError, Problem
from ..model import Dataset
from ..vocabulary import NS, Vocabulary, did_you_mean

_BOUNDS = ("http://www.w3.org/ns/shacl#minCount", "http://www.w3.org/ns/shacl#maxCount")


def counts(data: Dataset, vocabulary: Vocabulary, path: Path) -> list[Problem]:
    """A problem for each class of which there are fewer or more things, kinds of it included, than a file says.

    The file holds `gov:Statute sh:minCount 60 ; sh:maxCount 130 .` and the like; raises DataError where it cannot be
    read, or names a class that is not there.
    """
    there: Counter[str] = Counter()
    for _, thing in data.things():
        there.update(vocabulary.ancestors(thing.type))
    text = path.read_text(encoding="utf-8")
    try:
        stated = [triple for triple in ox.parse(text, format=ox.RdfFormat.TURTLE) if triple.predicate.value in _BOUNDS]
    except SyntaxError as error:
        raise DataError.at(path, error, "counts") from None
    found = []
    for triple in stated:
        name = str(triple.subject.value).removeprefix(NS)
        line = next((number for number, row in enumerate(text.splitlines(), 1) if f"gov:{name} " in row), 1)
        if name not in vocabulary.classes:
            near = did_you_mean(name, vocabulary.classes)
            raise DataError.at(path, f"unknown class {name!r}{near}", "counts", line)
        bound, least = int(triple.object.value), triple.predicate.value == _BOUNDS[0]
        if there[name] < bound if least else there[name] > bound:
            message = f"there are {there[name]} things of the class {name!r}, and there should be at "
            message += f"least {bound}: was a file lost?" if least else f"most {bound}: raise it if they are all right"
            found.append(Problem(os.fspath(path), line, message, "counts"))
    return found
