"""The made-up corpus as sorted N-Triples, so that a change to what data become is seen triple by triple.

After a change that is meant: `GOVGRAPH_REWRITE_GOLDEN=1 pytest tests/test_rdf.py`, and read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

import govgraph
from govgraph.rdf import fact_id
from govgraph.vocabulary import entity_id, iri

HERE = Path(__file__).parent
GOLDEN = HERE / "golden/corpus.nt"
DAY = "2031-06-30"


@pytest.fixture(scope="module")
def land() -> govgraph.KnowledgeGraph:
    """The corpus on a day on which some of its facts are so no more, and some not yet."""
    return govgraph.load(HERE / "corpus", as_of=DAY)


def test_the_corpus_becomes_these_triples(land: govgraph.KnowledgeGraph) -> None:
    terms = set(land.vocabulary.quads)
    triples = [quad.triple for quad in land.store if quad not in terms]
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    lines = sorted(text.decode().splitlines())
    if os.environ.get("GOVGRAPH_REWRITE_GOLDEN"):
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_corpus_uses_every_qualifier_and_every_modality(land: govgraph.KnowledgeGraph) -> None:
    facts = [fact for _, thing in land.dataset.things() for fact in thing.facts]
    assert {key for fact in facts for key in fact.qualifiers} == land.vocabulary.qualifiers.keys() - {"applicable"}
    assert {fact.modality for fact in facts} == {"asserted", "planned", "possible", "opinion"}
    assert {fact.denied for fact in facts} == {fact.disputed for fact in facts} == {True, False}


def test_a_new_citation_changes_no_id_and_any_other_change_does(land: govgraph.KnowledgeGraph) -> None:
    fact = land.dataset.entities["xa/lantern-act"].facts[0]
    named = fact_id("xa/lantern-act", fact)
    assert named == fact_id("xa/lantern-act", fact.model_copy(update={"cite": fact.cite[:1]}))
    others = (
        {"object": "2031-03"},
        {"denied": True},
        {"modality": "opinion"},
        {"until": "2032"},
        {"qualifiers": {"of": ("x",)}},
    )
    assert (
        len({named, fact_id("xa", fact), *(fact_id("xa/lantern-act", fact.model_copy(update=u)) for u in others)}) == 7
    )


@pytest.mark.parametrize(
    "name", ["xa/lantern-act", "xa/lantern-act#dusk", "us-co/ai-act", "intl/ü", "xa/a b", "xa/50%"]
)
def test_an_id_comes_back_from_its_iri(name: str) -> None:
    assert entity_id(iri(name)) == name
    assert ox.NamedNode(iri(name)).value == iri(name)
