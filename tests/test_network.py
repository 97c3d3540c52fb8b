"""The network: nothing that a fact says is lost on the way to networkx."""

from __future__ import annotations

from govgraph import KnowledgeGraph
from govgraph.network import around, network

ACT = "jp/ai-promotion-act"


def test_every_thing_is_a_node_and_every_fact_between_things_an_edge(kg: KnowledgeGraph) -> None:
    made = network(kg)
    assert set(made) == set(kg.names)
    ties = {fact.id for fact in kg.facts() if fact.object.id}
    assert {key for _, _, key, about in made.edges(keys=True, data=True) if not about["structural"]} == ties
    told = sum(len(about["facts"]) for _, about in made.nodes(data=True))
    assert told + len(ties) == len(kg.facts())


def test_an_edge_keeps_all_that_qualifies_the_fact(report: KnowledgeGraph) -> None:
    (fact,) = report.facts("?fact rdf:predicate gov:proposes")
    edge = network(report)["jp/ai-strategic-headquarters"]["jp/ai-basic-plan"][fact.id]
    assert (edge["under"], edge["phase"]) == ((ACT,), (f"{ACT}#plan",))
    assert (edge["modality"], edge["when"], edge["denied"], edge["derived"]) == ("planned", "2025", False, False)
    assert edge["text"] == fact.sentence
    assert [cited["at"] for cited in edge["citations"]] == ["Structure of the AI Promotion Act, Plan"]


def test_a_qualifier_without_an_id_is_its_text(land: KnowledgeGraph) -> None:
    (fact,) = land.facts("?fact rdf:predicate gov:holdsPower")
    edge = network(land)["xa/lantern-council"]["xa/lantern-act#close-a-street"][fact.id]
    assert (edge["if"], edge["by"]) == (("a lantern falls",), ("a written notice",))


def test_what_is_said_in_words_stands_at_the_node(report: KnowledgeGraph) -> None:
    node = network(report).nodes[ACT]
    (passed,) = (said for said in node["facts"] if said["property"] == "passedOn")
    assert (passed["value"], passed["modality"], passed["denied"]) == ("2025-05", "asserted", False)
    assert passed["citations"]
    assert (node["kind"], node["family"], node["jurisdiction"]) == ("Statute", "Instrument", "jp")
    assert "AI Promotion Law" in node["aliases"]


def test_what_follows_by_rule_cites_what_it_follows_from(kg: KnowledgeGraph) -> None:
    derived = [about for *_, about in network(kg).edges(data=True) if about["derived"]]
    assert derived
    assert all(about["citations"] and about["based_on"] for about in derived)


def test_a_part_is_tied_to_its_whole(kg: KnowledgeGraph) -> None:
    edge = network(kg).edges[f"{ACT}#plan", ACT, f"{ACT}#plan~within"]
    assert edge["structural"]


def test_an_edge_says_whether_it_holds_on_the_day(land: KnowledgeGraph) -> None:
    (fact,) = land.facts("?fact rdf:predicate gov:headedBy")
    for day, holds in (("2031-01-14", False), ("2031-01-15", True), ("2031-12-31", True), ("2032-01-01", False)):
        assert network(land.as_of(day))["xa/lantern-council"]["xa/first-lamplighter"][fact.id]["holds"] is holds


def test_near_an_instrument_is_who_acts_under_it_and_not_who_is_only_of_the_same_country(kg: KnowledgeGraph) -> None:
    near = around(network(kg), ACT)
    assert {"jp/cabinet", "jp/prime-minister", "jp/businesses", f"{ACT}#principle-1", "intl/oecd"} <= set(near)
    assert "jp/digital-agency" not in near
    assert near.has_edge("jp/ai-strategic-headquarters", "jp/ai-basic-plan")


def test_depth_widens_what_is_near(report: KnowledgeGraph) -> None:
    whole = network(report)
    none, one, two = (set(around(whole, "jp/cabinet", depth)) for depth in (0, 1, 2))
    assert none == {"jp/cabinet"}
    assert none < one < two


def test_what_is_near_is_found_however_deep_one_asks(report: KnowledgeGraph) -> None:
    whole = network(report)
    assert set(around(whole, "jp/cabinet", 10**18)) == set(around(whole, "jp/cabinet", 30))
