"""The terms that data may use, as `ontology/govgraph.ttl` declares them, and the IRIs of everything."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from .errors import DataError, UnknownName

if TYPE_CHECKING:
    import pyoxigraph as ox

BASE = "https://w3id.org/govgraph/"
ID = BASE + "id/"
NS = BASE + "ns#"
FACT = BASE + "fact/"
TERMS = "govgraph.ttl"  # in the folder of an ontology
PREFIXES = {
    "gov": NS,
    "id": ID,
    "fact": FACT,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
}


def iri(entity_id: str) -> str:
    """The IRI of an entity: `jp/ai-promotion-act#plan` -> `https://w3id.org/govgraph/id/jp/ai-promotion-act#plan`."""
    return ID + quote(entity_id, safe="/#")


def entity_id(iri: str) -> str | None:
    """The id of an entity's IRI; None for any other IRI."""
    return unquote(iri.removeprefix(ID)) if iri.startswith(ID) else None


def term(name: str, prefix: str = "gov") -> ox.NamedNode:
    """A node in one of the namespaces above: `term("Fact")`, `term("label", "rdfs")`."""
    import pyoxigraph as ox

    return ox.NamedNode(PREFIXES[prefix] + name)


def nearest(word: str, known: Iterable[str], cutoff: float = 60) -> str | None:
    """The known word that is most like this one, or None when none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint that ends a message about an unknown word, or nothing when no known word is near.

    >>> did_you_mean("nmae", ["name", "type"])
    " (did you mean 'name'?)"
    """
    near = nearest(word, known)
    return f" (did you mean {near!r}?)" if near else ""


def unknown(name: str, known: Iterable[str], kind: str, names: Mapping[str, str] | None = None) -> UnknownName:
    """The error for a name that is none of the known ones, with the one that comes nearest.

    `names` tells what the known ones are called, where they are ids.
    """
    near = nearest(name, known)
    return UnknownName(name, [(near, names[near] if names else near)] if near else [], kind)


def none_is_called(name: str, known: Collection[str], kind: str) -> str:
    """The message for a name that is none of the few known ones: what comes near, and what there is.

    >>> none_is_called("turtel", ["turtle", "csv"], "format")
    "no format is called 'turtel' (did you mean 'turtle'?): there are turtle, csv"
    """
    return f"no {kind} is called {name!r}{did_you_mean(name, known)}: there are {', '.join(known)}"


def with_article(word: str) -> str:
    """A word after its indefinite article: `an Act`, `a Bill`."""
    return f"an {word}" if word[0] in "AEIOUaeiou" and not word.startswith("Use") else f"a {word}"


class Class(NamedTuple):
    """A class of things, e.g. `Statute`."""

    name: str
    label: str
    definition: str
    parents: tuple[str, ...]
    phrases: tuple[str, ...]


class Property(NamedTuple):
    """A property or qualifier; `range` is a class name for ids, or the name of a datatype for literals."""

    name: str
    label: str
    inverse_label: str
    definition: str
    domain: str
    range: str
    takes_id: bool
    parents: tuple[str, ...]
    phrases: tuple[str, ...]
    qualifier: bool


class Vocabulary:
    """All terms of the ontology in a folder, by name."""

    def __init__(
        self,
        folder: Path,
        classes: dict[str, Class],
        properties: dict[str, Property],
        qualifiers: dict[str, Property],
        forces: dict[str, str],
        rules: dict[str, str],
    ) -> None:
        self.folder, self.classes, self.properties, self.qualifiers = folder, classes, properties, qualifiers
        self.forces, self.rules = forces, rules

    def __getstate__(self) -> dict[str, object]:
        """What is kept of it: all but the triples and the lists, which can be read again."""
        return {name: value for name, value in self.__dict__.items() if name not in ("quads", "_told", "words")}

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The ontology's own triples, those of its alignments too."""
        alignments = self.folder / "alignments.ttl"
        aligned = _triples(alignments) if alignments.is_file() else []
        return (*self._told, *aligned)

    @cached_property
    def _told(self) -> list[ox.Quad]:
        return _triples(self.folder / TERMS)

    @cached_property
    def words(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The lines of its lists of English words."""
        lists = {p.stem: p.read_text(encoding="utf-8").splitlines() for p in sorted(self.folder.glob("*.txt"))}
        return {name: tuple(tuple(x.split()) for x in lines if not x.startswith("#")) for name, lines in lists.items()}

    @cached_property
    def by_rule(self) -> frozenset[str]:
        """The qualifiers that rules add to facts, and no file writes."""
        made = (name for rule in self.rules.values() for name in re.findall(r"gov:(\w+)", rule.partition("WHERE")[0]))
        return frozenset(made) & self.qualifiers.keys()

    @cached_property
    def _ancestors(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}

        def up(name: str) -> frozenset[str]:
            if name not in found:
                found[name] = frozenset({name}).union(*map(up, self.classes[name].parents))
            return found[name]

        return {name: up(name) for name in self.classes}

    def ancestors(self, class_name: str) -> frozenset[str]:
        """The class and all that it is a kind of, up to `Thing`."""
        return self._ancestors[class_name]

    def is_a(self, class_name: str, wanted: str) -> bool:
        """Whether the one class is the other, or a kind of it."""
        return wanted in self._ancestors.get(class_name, ())

    def family(self, class_name: str) -> str:
        """The broad class that a picture groups by: the one below `Thing` or, for agents and works, below those."""
        chain = self.ancestors(class_name)
        broad = [n for n in chain if self.classes[n].parents and set(self.classes[n].parents) <= {"Thing"}]
        top = broad[0] if broad else class_name
        if top in ("Agent", "Work"):
            return next((n for n in sorted(chain) if top in self.classes[n].parents), top)
        return top


def ontology_folder() -> Path:
    """The ontology that came with govgraph."""
    return _shipped("ontology")


def data_folder() -> Path:
    """The facts that came with govgraph."""
    return _shipped("data")


def _shipped(name: str) -> Path:
    """A folder that travels with govgraph: inside the package in a wheel, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    return here / name if (here / name).is_dir() else here.parent / name


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read `govgraph.ttl`, and, where they are there, `alignments.ttl`, `rules/*.rq` and lists of words (`*.txt`).

    The terms are those of `govgraph.ttl`; the alignments only add to `quads`. DataError for what cannot be read.
    """
    folder = folder or ontology_folder()
    terms = folder / TERMS
    if not terms.is_file():
        raise DataError.at(terms, "the ontology is not there")
    rules = {p.stem: p.read_text(encoding="utf-8") for p in sorted((folder / "rules").glob("*.rq"))}
    told = _triples(terms)
    made = _assemble(_about(told), rules, folder)
    vars(made)["_told"] = told
    return made


def declared(quads: Iterable[ox.Quad]) -> Vocabulary:
    """The vocabulary whose terms are declared among the triples of a whole graph; it has no rules and no words.

    >>> "passedOn" in declared(kg.store).properties
    True
    """
    import pyoxigraph as ox

    ours = tuple(q for q in quads if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(NS))
    made = _assemble(_about(ours), {}, Path())
    vars(made).update(quads=ours, words={})  # which no folder has
    return made


def _about(quads: Iterable[ox.Quad]) -> dict[str, dict[str, list[str]]]:
    """What is said of each named thing: the values of each predicate."""
    import pyoxigraph as ox

    about: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else ""
            about.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value)
    return about


def _triples(path: Path) -> list[ox.Quad]:
    import pyoxigraph as ox

    try:
        return list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    except (SyntaxError, ValueError, OSError) as error:
        raise DataError.at(path, error) from None


def _assemble(about: dict[str, dict[str, list[str]]], rules: dict[str, str], folder: Path) -> Vocabulary:
    rdf, rdfs, owl, skos = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "skos"))

    def local(iris: list[str]) -> tuple[str, ...]:
        return tuple(i.removeprefix(NS) for i in iris if i.startswith(NS))

    classes: dict[str, Class] = {}
    properties: dict[str, Property] = {}
    qualifiers: dict[str, Property] = {}
    forces: dict[str, str] = {}
    for subject, facts in about.items():
        name = subject.removeprefix(NS)
        types = set(facts.get(rdf + "type", ()))
        label = facts.get(rdfs + "label", [name])[0]
        definition = facts.get(skos + "definition", [""])[0]
        phrases = tuple(facts.get(NS + "phrase", ()))
        parents = local(facts.get(rdfs + "subClassOf", []))
        if NS + "Force" in types:
            forces[facts[skos + "notation"][0]] = name
        elif owl + "Class" in types and (name == "Thing" or parents):
            if "Fact" not in parents:
                classes[name] = Class(name, label, definition, parents, phrases)
        elif types & {owl + "ObjectProperty", owl + "DatatypeProperty"}:
            range_ = facts.get(rdfs + "range", [NS + "Thing"])[0]
            made = Property(
                name=name,
                label=label,
                inverse_label=facts.get(NS + "inverseLabel", [""])[0],
                definition=definition,
                domain=(local(facts.get(rdfs + "domain", [])) or ("Thing",))[0],
                range=range_.removeprefix(NS).removeprefix(PREFIXES["xsd"]),
                takes_id=owl + "ObjectProperty" in types and range_ != NS + "Force",
                parents=local(facts.get(rdfs + "subPropertyOf", [])),
                phrases=phrases,
                qualifier=NS + "Qualifier" in types,
            )
            if made.qualifier:
                qualifiers[name] = made
            elif phrases and name != "jurisdiction":
                properties[name] = made
    return Vocabulary(folder, classes, properties, qualifiers, forces, rules)
