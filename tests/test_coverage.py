"""Every claim of the founding report is carried by a fact, or is structure for a reason that the map names.

`coverage/csis-japan-2025.tsv` maps each row of the report's inventory to `subject property object`, or to `= reason`.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from govgraph import KnowledgeGraph
from govgraph.vocabulary import NS, entity_id

MAP = Path(__file__).parent / "coverage/csis-japan-2025.tsv"
LINES = [line.split("\t") for line in MAP.read_text(encoding="utf-8").splitlines()]
# Rows that the inventory asserts and the graph hedges: a planned act gives a planned role, and never a direct triple.
HEDGED = {"f031-07", "f031-08", "f031-09"}
# "not yet revealed" is said as what the source denies.
DENIED = {"f054-02"}
Told = dict[str, set[tuple[str, bool]]]


@pytest.fixture(scope="module")
def told(kg: KnowledgeGraph) -> Told:
    """How each `subject property object` is said in the graph: its modalities, and whether the source denies it."""
    found: Told = defaultdict(set)
    for row in kg.query(
        "SELECT ?s ?p ?o ?code ?modality ?denied { ?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        "gov:modality ?modality ; gov:denied ?denied OPTIONAL { ?o skos:notation ?code } }"
    ):
        value = row["code"].value if row["code"] else entity_id(row["o"].value) or row["o"].value
        key = f"{entity_id(row['s'].value)} {row['p'].value.removeprefix(NS)} {value}"
        found[key].add((row["modality"].value, row["denied"].value == "true"))
    return found


def test_each_fact_that_the_map_names_is_in_the_graph(told: Told) -> None:
    facts = [(row, fact) for row, fact in LINES if not fact.startswith("=")]
    assert len(facts) > 400
    assert [(row, fact) for row, fact in facts if fact not in told] == []


def test_the_map_is_sorted_has_each_row_once_and_a_reason_for_what_is_no_fact() -> None:
    assert [row for row, _ in LINES] == sorted({row for row, _ in LINES})
    reasons = Counter(fact for _, fact in LINES if fact.startswith("="))
    assert sum(reasons.values()) < 100
    assert all(len(reason.split()) > 3 for reason in reasons)


def test_every_row_of_the_inventory_is_mapped_and_said_as_strongly(told: Told, shared: Path) -> None:
    with (shared / "report/facts.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    carried = dict(LINES)
    assert carried.keys() == rows.keys()
    off = []
    for row, fact in carried.items():
        if fact.startswith("=") or row in HEDGED:
            continue
        strength = {"asserted": {"asserted"}, "planned/expected": {"planned"}}.get(
            rows[row]["modality"], {"possible", "opinion"}
        )
        denied = "polarity=neg" in rows[row]["qualifiers"] or row in DENIED
        if not any(modality in strength and negative == denied for modality, negative in told[fact]):
            off.append((row, fact, told[fact]))
    assert off == []
