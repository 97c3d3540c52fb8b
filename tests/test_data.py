"""Rules that hold for every shipped file, and what the founding report must have in the graph."""

from __future__ import annotations

from collections import Counter

from govgraph import KnowledgeGraph
from govgraph.graph import fold
from govgraph.model import Part
from govgraph.rdf import display_names
from govgraph.reader import read
from govgraph.vocabulary import load_vocabulary

REPORT = "us/sources/csis-japan-2025"
DATASET = read(None, load_vocabulary())
FACTS = [(id_, fact) for id_, thing in DATASET.things() for fact in thing.facts]


def test_a_thing_has_an_english_name_and_no_name_twice() -> None:
    assert [id_ for id_, thing in DATASET.things() if "en" not in thing.name] == []
    twice = [(id_, name) for id_, thing in DATASET.things() for name, n in Counter(spellings(thing)).items() if n > 1]
    assert twice == []


def spellings(thing: Part) -> list[str]:
    """All that a thing is called, with a name that serves as the short one too, or in two languages, once."""
    names = {*thing.name.values(), *thing.short_name.values()}
    return [fold(name) for name in (*names, *thing.aliases)]


def test_no_two_things_are_shown_by_one_name() -> None:
    shown = Counter(fold(display_names(thing)["en"]) for _, thing in DATASET.things())
    assert [name for name, count in shown.items() if count > 1] == []


def test_no_alias_is_the_name_of_another_thing() -> None:
    shown = {fold(name): id_ for id_, thing in DATASET.things() for name in display_names(thing).values()}
    clashes = [
        (id_, a, shown[fold(a)]) for id_, t in DATASET.things() for a in t.aliases if shown.get(fold(a), id_) != id_
    ]
    assert clashes == []


def test_every_fact_says_where_in_its_source() -> None:
    assert [(id_, fact.property) for id_, fact in FACTS if not all(len(c.at) > 2 for c in fact.cite)] == []


def test_every_source_was_read_after_the_day_of_which_it_speaks() -> None:
    cited = {citation.source for _, fact in FACTS for citation in fact.cite}
    assert cited
    for id_ in cited:
        source = DATASET.entities[id_].source
        assert source and source.publisher and source.as_of <= source.read_on


def test_everything_is_spoken_of() -> None:
    """A thing without a fact of its own, and without one that names or cites it or a part of it, is a leftover."""
    spoken = {id_ for id_, _ in FACTS} | {c.source for _, fact in FACTS for c in fact.cite}
    spoken |= {id_.partition("/")[0] for id_, _ in DATASET.things() if "/" in id_}
    for id_, fact in FACTS:
        for said in (fact.object, *(value for values in fact.qualifiers.values() for value in values)):
            spoken.add(id_.partition("#")[0] + said if said.startswith("#") else said)
    spoken |= {id_.partition("#")[0] for id_ in spoken}
    assert [id_ for id_, _ in DATASET.things() if id_ not in spoken] == []


def test_literal_texts_are_phrases_and_not_sentences() -> None:
    """They stand after a property's or qualifier's words, so they neither begin as a sentence nor end as one."""
    vocabulary = load_vocabulary()
    texts = [(vocabulary.properties[fact.property], fact.object) for _, fact in FACTS]
    texts += [(vocabulary.qualifiers[k], v) for _, fact in FACTS for k, vs in fact.qualifiers.items() for v in vs]
    literal = [(prop.name, text) for prop, text in texts if prop.range == "string"]
    assert literal
    assert [found for found in literal if found[1].endswith(".") or "  " in found[1]] == []
    assert [found for found in literal if found[1].startswith(("A ", "An ", "The ", "It ", "This "))] == []


def test_at_least_four_hundred_facts_cite_the_founding_report() -> None:
    assert sum(any(c.source == REPORT for c in fact.cite) for _, fact in FACTS) >= 400


def test_the_founding_report_has_the_four_modalities_and_denials(kg: KnowledgeGraph) -> None:
    found = Counter(
        (f.modality, f.denied) for f in kg.facts(f"?fact prov:hadPrimarySource id:{REPORT.replace('/', chr(92) + '/')}")
    )
    assert min(found[m, False] for m in ("asserted", "planned", "possible", "opinion")) >= 10
    assert found["asserted", True] >= 10
