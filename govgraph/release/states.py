"""A state of the facts: those of a folder, of a release, or of a git revision, with the things that they speak of."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import which

import pyoxigraph as ox

from ..errors import DataError, GovgraphError, Problem, UnknownName
from ..facts import StatedFact
from ..graph import load
from ..reader import read
from ..stating import Stating
from ..store import build
from ..vocabulary import (
    ID,
    NS,
    PREFIXES,
    Vocabulary,
    data_folder,
    declared,
    entity_id,
    load_vocabulary,
    ontology_folder,
    unknown,
)
from .distribution import QUADS
from .repository import repository

Told = Callable[[str], None]  # is called with what is being done
_KEYS = {
    "label": "name", "title": "title", "altLabel": "aliases", "seeAlso": "url", "issued": "published", "asOf": "as of",
    "readOn": "read on", "textOf": "text of",
}  # fmt: skip
_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG, ".rdf": ox.RdfFormat.RDF_XML, ".jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


class StateError(GovgraphError):
    """What is to be compared is neither a folder, nor a file, nor a revision."""

    exit_code = 2


@dataclass(frozen=True)
class State:
    """What is told at one time: the facts that sources state, and for each thing by id what is said of it by name.

    A thing's `name (en)` is the name by which it is shown; each value is a tuple, sorted.
    """

    name: str
    facts: tuple[StatedFact, ...]
    things: dict[str, dict[str, tuple[str, ...]]]

    def only_from(self, sources: Sequence[str]) -> State:
        """What these sources say: their facts with their citations alone, and the things that these speak of."""
        facts = []
        named = set(sources)
        for fact in self.facts:
            if cited := tuple(c for c in fact.citations if c.source in sources):
                facts.append(fact._replace(citations=cited))
                named |= {value.id for value in fact.values if value.id}
        named |= {name.partition("#")[0] for name in named}
        return State(self.name, tuple(facts), {id_: about for id_, about in self.things.items() if id_ in named})


def state(name: str, data: Path | None = None, ontology: Path | None = None, told: Told = lambda _: None) -> State:
    """The state that a path or a revision names; what is on the disk comes before a revision of the same name.

    A revision is one of the repository that holds the folder `data`, or the facts that came along; `REVISION:FOLDER`
    names another folder in it. Raises StateError, UnknownName, and DataError for what cannot be read.
    """
    path = Path(name)
    told(f"reading {name}")
    if name and path.is_dir():
        return _of_quads(name, path / QUADS) if (path / QUADS).is_file() else _of_folder(name, path, ontology)
    if name and path.exists():
        return _of_quads(name, path)
    if path.suffix == ".zip" or path.suffix in _FORMATS:
        raise StateError(f"{name}: there is no such file")
    return _of_revision(name, (data or data_folder()).resolve(), ontology)


def known(sources: Sequence[str], states: Sequence[State]) -> None:
    """Raises UnknownName for a source that none of the states has."""
    there = {id_ for each in states for id_, about in each.things.items() if "tier" in about}
    for source in sources:
        if source not in there:
            raise unknown(source, there, "source")


def _of_folder(name: str, folder: Path, ontology: Path | None) -> State:
    """The facts of a folder of data, by the compiled graph if there is one."""
    if not any(folder.rglob("*.yaml")):
        raise DataError.at(name, f"neither a folder of facts nor a release: no .yaml file and no {QUADS}")
    kg = load(folder, ontology)
    return _state(name, kg.store, kg.vocabulary)


def _of_quads(name: str, path: Path) -> State:
    """The facts of a release, or of any file of RDF that govgraph wrote."""
    store = ox.Store()
    content, format = _quads(name, path)
    try:
        store.bulk_extend(ox.parse(content, format=format, without_named_graphs=True))
    except SyntaxError as error:
        raise DataError.at(path, error) from None
    try:
        made = _state(name, store, declared(store))
    except KeyError as error:
        why = f"no whole graph of govgraph: it has no declaration of {error.args[0]!r}"
        raise DataError.at(path, why) from None
    if not made.facts:
        raise DataError.at(path, "holds no facts of govgraph")
    return made


def _quads(name: str, path: Path) -> tuple[bytes, ox.RdfFormat]:
    if path.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(path) as packed:
                inside = [n for n in packed.namelist() if n.rpartition("/")[2] == QUADS and n.count("/") < 2]
                if inside:
                    return packed.read(min(inside, key=len)), ox.RdfFormat.N_QUADS
        except zipfile.BadZipFile as error:
            raise DataError.at(name, error) from None
        raise DataError.at(name, f"no release: it holds no {QUADS}")
    if path.suffix not in _FORMATS:
        raise StateError(f"{name}: give a folder of facts, a release (a folder or a .zip), or a file such as {QUADS}")
    return path.read_bytes(), _FORMATS[path.suffix]


def _of_revision(name: str, data: Path, ontology: Path | None) -> State:
    """The facts as they were at a revision; the ontology too, if it is in the same repository."""
    holder = repository(data)
    if holder is None:
        why = f"{data} is in no git repository that could know it" if which("git") else "git is not there to ask for it"
        raise StateError(f"{name!r} is no file or folder, and {why}")
    revision, colon, folder = name.partition(":")
    try:
        commit = holder.revision(revision)
    except UnknownName as error:
        raise UnknownName(revision, error.nearest, kind="file, folder or revision") from None
    where = folder.strip("/") if colon else holder.path(data) or "."
    with tempfile.TemporaryDirectory() as made:
        facts, terms = Path(made, "data"), Path(made, "ontology")
        if not holder.write(commit, where, facts) or not any(facts.rglob("*.yaml")):
            raise DataError.at(f"{revision}:{where}", "there are no facts at this revision")
        now = ontology or ontology_folder()
        place = holder.path(now)
        there = place is not None and holder.write(commit, place, terms)
        try:
            vocabulary = load_vocabulary(terms if there else now)
            dataset = read(facts, vocabulary)
        except DataError as error:
            names = {os.fspath(facts): f"{revision}:{where}", os.fspath(terms): f"{revision}:{place}"}
            raise DataError(_renamed(problem, names) for problem in error.problems) from None
        store = build(dataset, vocabulary, date.max)
    return _state(name, store, vocabulary)


def _renamed(problem: Problem, names: dict[str, str]) -> Problem:
    for temporary, name in names.items():
        if problem.path.startswith(temporary):
            return problem._replace(path=name + problem.path.removeprefix(temporary))
    return problem


def _state(name: str, store: ox.Store, vocabulary: Vocabulary) -> State:
    stating = Stating(lambda query: store.query(query, prefixes=PREFIXES), vocabulary, date.max)
    facts = tuple(fact for fact in stating.facts() if not fact.derived)
    things: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ID):
            predicate = quad.predicate.value
            if predicate.removeprefix(NS) not in vocabulary.properties:
                key, value = _said(predicate, quad.object)
                things[entity_id(quad.subject.value) or ""][key].append(value)
    return State(name, facts, {id_: dict(_sorted(about)) for id_, about in things.items()})


def _sorted(about: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is said of a thing, in order; a title that is the name is not said twice."""
    for key in sorted(about):
        if not (key.startswith("title") and about[key] == about.get(key.replace("title", "name"))):
            yield key, tuple(sorted(about[key]))


def _said(predicate: str, value: object) -> tuple[str, str]:
    """What a triple says of a thing: the name of it, with the language of the value, and the value as a text."""
    local = predicate.replace("/", "#").rpartition("#")[2]
    key = _KEYS.get(local, local)
    if isinstance(value, ox.Literal):
        return f"{key} ({value.language})" if value.language else key, value.value
    assert isinstance(value, ox.NamedNode)
    return key, entity_id(value.value) or value.value.removeprefix(NS)
