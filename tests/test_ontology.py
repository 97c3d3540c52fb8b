"""The ontology says what each of its terms means, has no term in vain, and contradicts neither itself nor the data."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Literal, Namespace, URIRef
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

import govgraph
from govgraph.model import Fact
from govgraph.vocabulary import NS, PREFIXES, iri, load_vocabulary, ontology_folder

GOV = Namespace(NS)
FOLDER = ontology_folder()
TERMS = rdflib.Graph().parse(FOLDER / "govgraph.ttl")
ALIGNMENTS = rdflib.Graph().parse(FOLDER / "alignments.ttl")
OTHERS = (  # the vocabularies to which terms are aligned
    "http://data.europa.eu/eli/ontology#",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#",
    "https://schema.org/",
    "https://w3id.org/dpv#",
    "https://w3id.org/dpv/ai#",
    "https://w3id.org/dpv/legal/eu/aiact#",
)
TIES = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.exactMatch, SKOS.closeMatch, OWL.inverseOf}
# What a reasoner reads: kinds and how they hang together; names and explanations say nothing to it.
LOGIC = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf}


def terms() -> list[str]:
    return sorted({str(s).removeprefix(NS) for s in TERMS.subjects() if str(s).startswith(NS)})


def test_a_term_has_a_type_a_label_and_a_definition() -> None:
    for name in terms():
        assert list(TERMS.objects(GOV[name], RDF.type)), name
        (label,) = TERMS.objects(GOV[name], RDFS.label)
        (definition,) = TERMS.objects(GOV[name], SKOS.definition)
        assert isinstance(label, Literal) and label.language == "en" and label.strip() == str(label) != "", name
        assert str(definition)[0].isupper() and str(definition).endswith("."), name


def used(kg: govgraph.KnowledgeGraph) -> set[str]:
    """The terms that the facts use, with what these are kinds of, and those by which code, rules and shapes work."""
    found: set[str] = set()
    for quad in kg.store:
        if quad in kg.vocabulary.quads or quad.subject.value.startswith(NS):
            continue
        found |= {node.value for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode)}
    root = Path(govgraph.__file__).parent
    files = [*root.rglob("*.py"), *root.rglob("*.rq"), *FOLDER.glob("rules/*.rq"), FOLDER / "shapes.ttl"]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    found |= {NS + name for name in re.findall(r'(?:gov:|term\("|NS \+ ")([\w-]+)', text)}
    found |= {NS + (field.alias or name) for name, field in Fact.model_fields.items()}
    near = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDF.type, GOV.givesStatus, GOV.inPart)
    todo = list(found)
    while todo:
        term = URIRef(todo.pop())
        more = {str(o) for link in near for o in TERMS.objects(term, link)} - found
        todo += more
        found |= more
    return {iri.removeprefix(NS) for iri in found if iri.startswith(NS)}


def test_no_term_is_there_in_vain(kg: govgraph.KnowledgeGraph) -> None:
    codes = {s for kind in (GOV.Force, GOV.Status) for s in TERMS.subjects(RDF.type, kind)}  # closed lists, used or not
    assert set(terms()) - used(kg) - {str(code).removeprefix(NS) for code in codes} == set()


FOUNDATIONS = (GOV.Thing, GOV.Citation, GOV.Qualifier, GOV.Force, GOV.Status)


def test_what_a_term_is_told_by_is_itself_a_term() -> None:
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    named = {(s, o) for link in links for s, o in TERMS.subject_objects(link) if str(o).startswith(NS)}
    assert [(s, o) for s, o in named if not list(TERMS.objects(o, RDF.type))] == []
    for prop in [*TERMS.subjects(RDF.type, OWL.ObjectProperty), *TERMS.subjects(RDF.type, OWL.DatatypeProperty)]:
        assert len(list(TERMS.objects(prop, RDFS.domain))) == len(list(TERMS.objects(prop, RDFS.range))) == 1, prop
    for prop in TERMS.subjects(RDF.type, OWL.DatatypeProperty):
        (range_,) = TERMS.objects(prop, RDFS.range)
        assert range_ == GOV.edtf or str(range_).startswith(PREFIXES["xsd"]), prop
    for kind in TERMS.subjects(RDF.type, OWL.Class):
        assert kind in FOUNDATIONS or list(TERMS.objects(kind, RDFS.subClassOf)), kind


def test_a_label_names_one_class_property_or_qualifier() -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        asked = [term for term in TERMS.subjects(RDF.type, kind) if list(TERMS.objects(term, GOV.phrase))]
        labels = Counter(str(TERMS.value(term, RDFS.label)) for term in asked)
        assert [label for label, count in labels.items() if count > 1] == []
    qualifiers = Counter(str(TERMS.value(t, RDFS.label)) for t in TERMS.subjects(RDF.type, GOV.Qualifier))
    assert max(qualifiers.values()) == 1


def test_a_property_that_ties_things_reads_both_ways() -> None:
    asked = [p for p in TERMS.subjects(RDF.type, OWL.ObjectProperty) if list(TERMS.objects(p, GOV.phrase))]
    asked = [p for p in asked if (p, RDF.type, GOV.Qualifier) not in TERMS]  # which stand at a fact, not between things
    silent = {p for p in asked if not list(TERMS.objects(p, GOV.inverseLabel))}
    assert silent == {GOV.bindingForce, GOV.jurisdiction}  # a code has no page to be read on; every thing has the other


def test_parents_do_not_go_round_in_a_circle() -> None:
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(TERMS.subjects(link)):
            above = [a for parent in TERMS.objects(term, link) for a in TERMS.transitive_objects(parent, link)]
            assert term not in above


@pytest.mark.parametrize("rule", sorted((FOLDER / "rules").glob("*.rq")), ids=lambda path: path.stem)
def test_a_rule_parses_and_says_first_what_follows(rule: Path, kg: govgraph.KnowledgeGraph) -> None:
    text = rule.read_text(encoding="utf-8")
    assert re.match(r"# \S.*\.\n", text)
    assert isinstance(kg.store.query(text), ox.QueryTriples)
    mentioned = set(re.findall(r"gov:([\w-]+)", text))
    assert mentioned <= set(terms())


# -- alignments


def test_alignments_tie_terms_of_ours_to_vocabularies_that_are_declared() -> None:
    declared = {str(n) for _, n in rdflib.Graph(bind_namespaces="none").parse(FOLDER / "alignments.ttl").namespaces()}
    assert set(OTHERS) <= declared
    assert len(ALIGNMENTS) > 50
    for subject, tie, target in ALIGNMENTS:
        assert str(subject).removeprefix(NS) in terms(), subject
        assert tie in TIES, tie
        assert str(target) != _space(target)


def _space(target: object) -> str:
    """The vocabulary that a term is in: what comes before its name."""
    space = re.sub(r"[^/#]+$", "", str(target))
    assert space in OTHERS, target
    return space


def test_aligned_terms_are_in_the_vocabularies_that_rdflib_knows() -> None:
    """It ships the terms of five of them; those of ELI and DPV are not at hand without the network."""
    spaces: list[type[DefinedNamespace]] = [rdflib.DCTERMS, SKOS, rdflib.ORG, rdflib.PROV, rdflib.SDO]
    known = {str(space): space for space in spaces}
    assert set(known) < set(OTHERS)
    checked = [target for target in ALIGNMENTS.objects() if _space(target) in known]
    assert len(checked) > 30
    assert [str(target) for target in checked if not known[_space(target)].__contains__(str(target))] == []


def test_alignments_are_in_the_graph_and_add_no_term(kg: govgraph.KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.query("ASK { gov:passedOn skos:closeMatch <http://data.europa.eu/eli/ontology#date_document> }")
    assert kg.query("ASK { gov:in-force skos:exactMatch <https://schema.org/InForce> }")
    (tmp_path / "govgraph.ttl").write_bytes((FOLDER / "govgraph.ttl").read_bytes())
    without, shipped = load_vocabulary(tmp_path), load_vocabulary()
    assert (without.classes, without.properties) == (shipped.classes, shipped.properties)
    assert without.qualifiers == shipped.qualifiers
    assert len(shipped.quads) - len(without.quads) == len(ALIGNMENTS)
    (tmp_path / "alignments.ttl").write_text("gov:passedOn skos:closeMatch .\n")
    with pytest.raises(govgraph.DataError) as error:
        len(load_vocabulary(tmp_path).quads)
    assert error.value.problems[0].path == str(tmp_path / "alignments.ttl")


# -- a reasoner


def inconsistencies(kg: govgraph.KnowledgeGraph, *added: tuple[URIRef, URIRef, URIRef]) -> list[str]:
    """What an OWL 2 RL reasoner finds wrong with the ontology, its alignments and all that is so on the graph's day."""
    import owlrl

    ties = LOGIC | {GOV[name] for name in kg.vocabulary.properties}
    graph = rdflib.Graph()
    for subject, predicate, object_ in alike_once([*kg.rdf(), *added]):
        if predicate in ties and not str(subject).startswith(PREFIXES["fact"]):
            graph.add((subject, predicate, object_))
    reasoner = owlrl.OWLRL_Semantics
    owlrl.DeductiveClosure(reasoner, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    errors = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    impossible = [f"nothing can be {s}" for s in graph.subjects(RDF.type, OWL.Nothing)]
    unsatisfiable = [f"no {s} can be" for s in graph.subjects(RDFS.subClassOf, OWL.Nothing) if s != OWL.Nothing]
    return sorted([str(o) for o in graph.objects(None, errors)] + impossible + unsatisfiable)


def alike_once(triples: list[tuple[Node, Node, Node]]) -> Iterator[tuple[Node, Node, Node]]:
    """The triples with one thing for all of the same kind that have the same properties and are objects of the same.

    What is concluded from kinds, domains and ranges is the same for all of them, and the reasoner has less to do.
    """
    has: dict[Node, set[tuple[str, Node]]] = defaultdict(set)
    for subject, predicate, object_ in triples:
        has[subject].add(("is", object_) if predicate == RDF.type else ("has", predicate))
        has[object_].add(("of", predicate))
    alike: dict[frozenset[tuple[str, Node]], Node] = {}
    first = {
        node: alike.setdefault(frozenset(said), node) for node, said in has.items() if str(node).startswith(iri(""))
    }
    for subject, predicate, object_ in triples:
        yield first.get(subject, subject), predicate, first.get(object_, object_)


def test_the_ontology_and_the_data_are_consistent(kg: govgraph.KnowledgeGraph) -> None:
    assert inconsistencies(kg) == []


def test_triples_that_cannot_be_are_found(report: govgraph.KnowledgeGraph) -> None:
    wrong = [
        ("jp/cabinet", "publishes", "jp/prime-minister", "Agent", "Work"),
        ("us", "setsPrinciple", "jp/ai-promotion-act#principle-1", "Agent", "Work"),
        ("eu", "holdsPosition", "intl/dimensions/legal-form", "Dimension", "Position"),
        ("us/sources/csis-japan-2025", "establishes", "jp/cabinet", "Instrument", "Document"),
    ]
    told = inconsistencies(report, *((URIRef(iri(s)), GOV[p], URIRef(iri(o))) for s, p, o, *_ in wrong))
    for subject, _, object_, *kinds in wrong:
        culprit = subject if subject in ("us", "us/sources/csis-japan-2025") else object_
        assert any(message.endswith(iri(culprit)) and all(NS + kind in message for kind in kinds) for message in told)
    assert len(told) == len(wrong)
